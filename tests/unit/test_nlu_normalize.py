"""Phone spelling is undone, domain words stay, and what nobody sees is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.errors import ConfigError
from nlu.abbreviations import load_abbreviations
from nlu.normalize import MAX_CHARACTERS, concepts, normalize, shape, stem, tidy


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("yg blm jd dgn krn", "yang belum jadi dengan karena"),
        ("gmn sih udh lama bgt", "bagaimana sih sudah lama banget"),
        ("pakkk tlonggg", "pak tolong"),
        ("macam2 alesan", "macam alasan"),
        ("bolak-balik", "bolak-balik"),
        ("berkas-berkas", "berkas"),
        ("naha teu acan", "kenapa tidak belum"),
        ("piye wis suwe", "bagaimana sudah lama"),
        ("GIMANA INI!!!", "bagaimana ini !"),
        ("kok lama ya?", "kok lama ya ?"),
    ],
)
def test_phone_spelling_becomes_plain_words(typed: str, meant: str) -> None:
    assert normalize(typed) == meant


@pytest.mark.parametrize(
    "word", "kk sk kel kec rt rw pt cv sip nib imb str pas map slf pbg".split()
)
def test_a_word_of_the_office_is_not_slang(word: str) -> None:
    assert normalize(word) == word


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("500rb", "sejumlahuang"),
        ("Rp1.250.000", "sejumlahuang"),
        ("2026-00042-7", "notiket"),
        ("pukul 09.30", "pukuljam"),
        ("5/10/2025", "padatanggal"),
        ("https://contoh.id/x", "tautan"),
    ],
)
def test_figures_of_one_kind_are_one_word(typed: str, word: str) -> None:
    assert word in normalize(typed).split()


def test_invisible_characters_part_no_word_and_line_ends_do() -> None:
    assert tidy("pung\u200bli\x00") == "pungli"
    assert tidy("satu\r\ndua\u2028tiga") == "satu dua tiga"
    assert tidy("a\ud800b") == "ab"


def test_letters_in_fancy_shapes_are_ordinary_letters() -> None:
    assert tidy("\U0001d429\U0001d42e\U0001d427\U0001d420\U0001d425\U0001d422") == "pungli"


def test_a_long_text_keeps_its_beginning_and_its_end() -> None:
    text = "awal " + "x" * 70_000 + " akhir"
    kept = tidy(text)
    assert len(kept) <= MAX_CHARACTERS + 1
    assert kept.startswith("awal")
    assert kept.endswith("akhir")


def test_a_long_run_of_one_letter_is_cut() -> None:
    assert shape("lamaaaaaaa") == "lamaa"


def test_words_of_one_meaning_share_a_concept_with_and_without_affixes() -> None:
    assert set(concepts("jutek")) & set(concepts("judes"))
    assert concepts("dioper")
    assert stem("antreannya") == "antrean"
    assert stem("melempar") == "lempar"


def test_a_variant_with_two_meanings_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "abbreviations.yml"
    table.write_text("a:\n  bulan: bln\n  belanja: bln\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="'bln' means both"):
        load_abbreviations(table)
