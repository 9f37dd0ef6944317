"""Short replies as people type them, read in the light of the open question."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import answers

READERS: tuple[Callable[[str], bool], ...] = (
    answers.says_yes,
    answers.says_no,
    answers.says_nothing,
    answers.says_unknown,
    answers.says_later,
    answers.says_refuse,
    answers.wants_anonymous,
    answers.wants_confidential,
    answers.only_intent,
)


@pytest.mark.parametrize(
    "text",
    [
        "ya", "Ya.", "iya pak", "yaaa", "iyaa bener", "betul kang", "leres", "muhun", "nggih",
        "oke lanjut aja", "sip kirim", "sudah benar", "y", "OK", "👍", "bener pak makasih",
    ],
)  # fmt: skip
def test_a_yes_is_a_yes(text: str) -> None:
    assert answers.says_yes(text)
    assert not answers.says_no(text)


@pytest.mark.parametrize(
    "text",
    ["tidak", "bukan pak", "ga", "nggak", "salah", "henteu", "mboten", "gak kang", "jangan", "no"],
)
def test_a_no_is_a_no(text: str) -> None:
    assert answers.says_no(text)
    assert not answers.says_yes(text)


@pytest.mark.parametrize(
    "text",
    [
        "iya tapi namanya salah", "ya ampun lama banget", "asep", "tidak benar",
        "bukan itu pak, pbg", "", "iya kemarin petugasnya minta uang",
    ],
)  # fmt: skip
def test_what_says_more_than_yes_is_no_yes(text: str) -> None:
    assert not answers.says_yes(text)


@pytest.mark.parametrize(
    "text",
    [
        "ga ada", "tidak ada", "gak ada pak", "ga punya bukti", "teu aya", "ora ono", "nihil", "-",
        "nggak ada fotonya", "belum ada", "gada", "tidak ada lagi pak",
    ],
)  # fmt: skip
def test_nothing_is_nothing(text: str) -> None:
    assert answers.says_nothing(text)


@pytest.mark.parametrize(
    "text", ["ada fotonya", "petugasnya ga ada", "ga ada yang jawab telepon saya di kantor"]
)
def test_a_grievance_about_something_missing_is_no_nothing(text: str) -> None:
    assert not answers.says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "ga tau",
        "gak tahu pak",
        "lupa tanggalnya",
        "kurang tau",
        "duka",
        "teuing",
        "ora ngerti",
        "?",
    ],
)
def test_not_knowing_is_understood(text: str) -> None:
    assert answers.says_unknown(text)


@pytest.mark.parametrize("text", ["nanti", "ntar aja", "nyusul ya pak", "engke", "skip"])
def test_later_is_understood(text: str) -> None:
    assert answers.says_later(text)


@pytest.mark.parametrize(
    ("text", "anonymous", "confidential"),
    [
        ("ga mau sebut nama", True, False),
        ("anonim aja", True, False),
        ("tanpa nama ya", True, False),
        ("tidak bersedia memberikan identitas", True, False),
        ("jangan sebut nama saya ya", False, True),
        ("tolong dirahasiakan", False, True),
        ("rahasia", False, True),
        ("jangan sampai bocor ke petugasnya", False, True),
        ("nama saya Asep", False, False),
        ("tidak ada petugas di loket", False, False),
    ],
)
def test_confidential_is_told_from_anonymous(
    text: str, anonymous: bool, confidential: bool
) -> None:
    assert answers.wants_anonymous(text) is anonymous
    assert answers.wants_confidential(text) is confidential


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2), ("yang nomor 2", 2), ("no 3 aja pak", 3), ("pilih dua", 2), ("kedua", 2),
        ("1.", 1), ("yg ke 2", 2), ("hiji", 1), ("2 hari lalu", None), ("tgl 2", None), ("", None),
    ],
)  # fmt: skip
def test_a_choice_may_be_a_number_or_a_word(text: str, number: int | None) -> None:
    assert answers.chosen_number(text) == number


def test_a_choice_outside_the_menu_is_none() -> None:
    assert answers.chosen("3", "", ("a", "b")) == ""
    assert answers.chosen("", "b", ("a", "b")) == "b"
    assert answers.chosen("", "x", ("a", "b")) == ""


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("mau lapor", True),
        ("punten bade ngadu", True),
        ("saya mau komplain dong pak", True),
        ("selamat pagi, saya ingin melapor", True),
        ("mau lapor pungli", False),
        ("izin saya belum jadi", False),
        ("", False),
    ],
)
def test_a_wish_to_report_is_told_from_a_report(text: str, only: bool) -> None:
    assert answers.only_intent(text) is only


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    for reader in READERS:
        assert isinstance(reader(text), bool)
    answers.chosen_number(text)
