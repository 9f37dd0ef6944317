"""Corrections as training data: what is masked, what is marked, and a file that loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.corpus import CorpusError, load_corpus, strip_annotations
from nlu.corrections import (
    examples_of,
    masked_for_training,
    permits_marked,
    read_corrections,
    with_correction,
    write_corrections,
)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("nik saya 3214010101900001", "nik saya (nik)"),
        ("nik saya 3214************ pak", "nik saya (nik) pak"),
        ("nama saya Contoh Pelapor", "nama saya (nama)"),
        ("kata PELAPOR sih belum", "kata (nama) sih belum"),
        ("hubungi 081809898222 ya", "hubungi (telepon) ya"),
        ("wa 0818-0989-8222", "wa (telepon)"),
        ("+62 818 0989 8222 aktif", "(telepon) aktif"),
        ("wa.me/6281809898222", "wa.me/(telepon)"),
        ("telp (0264) 8224794 ext. 103", "telp (telepon) ext. 103"),
        ("0264-8224794", "(telepon)"),
        ("hp 81809898222", "hp (nomor)"),
        ("+1 212 555 0199 0", "(telepon)"),
        ("NIB saya: 9120 3012 3456 7", "NIB saya: (nib)"),
        ("nib 9120301234567, kbli 28173", "nib (nib), kbli 28173"),
        ("npwp 01.234.567.8-901.000", "npwp (npwp)"),
        ("ke rek 1234567890 bca", "ke rek (nomor) bca"),
        ("balas ke contoh.a+b@mail.co.id ya", "balas ke (email) ya"),
        ("ig saya @contoh.pelapor_1", "ig saya (akun)"),
        ("baris satu\n\n baris\tdua", "baris satu baris dua"),
        ("lihat [foto](nama) ini", "lihat (foto)(nama) ini"),
        ("pung\u200bli \ufffe\x00di loket", "pungli di loket"),
        ("\uff10\uff18\uff11\uff18\uff10\uff19\uff18\uff19\uff18\uff12\uff12\uff12", "(telepon)"),
    ],
)
def test_what_tells_who_wrote_it_is_masked(text: str, masked: str) -> None:
    assert masked_for_training(text, ["Contoh Pelapor", ""]) == masked


@pytest.mark.parametrize(
    "text",
    [
        "bayar Rp1.250.000 padahal gratis",
        "diminta 500000000 sama 500rb",
        "tgl 02-01-2026 jam 08.30 sampai 10.00",
        "02/01/2026 antrian 012 loket 03",
        "laporan 2026-00042-7 kode K7QF",
        "rt 003 rw 005, Jalan Veteran 139, 41115",
        "kbli 28173, izin no 0012345",
        "sudah 3x bolak-balik, 14 hari kerja!",
    ],
)
def test_what_tells_what_it_is_about_stays(text: str) -> None:
    assert masked_for_training(text, ["Contoh Pelapor"]) == text


def test_a_permit_is_marked_only_where_its_words_stand() -> None:
    names = ["NIB", "Nomor Induk Berusaha (NIB)", "nomor induk", ""]
    assert permits_marked("urus nib lama", names) == "urus [nib](layanan) lama"
    marked = permits_marked("Nomor Induk Berusaha (NIB) salah", names)
    assert marked == "[Nomor Induk Berusaha (NIB)](layanan) salah"
    assert permits_marked("kanibal", names) == "kanibal"
    assert permits_marked("urus nib", []) == "urus nib"
    assert strip_annotations(marked) == "Nomor Induk Berusaha (NIB) salah"


MESSAGES = {
    "disuruh bayar [NIB](layanan)": "lapor+biaya+kompetensi",
    "- syaratnya apa: saja?": "tanya",
    "# toilet 'kotor' \"sekali\" 😡": "lapor+sarana",
}


def test_the_file_is_read_as_the_corpus_is(tmp_path: Path) -> None:
    path = tmp_path / "data" / "corrections.yml"
    write_corrections(path, MESSAGES)
    assert read_corrections(path) == MESSAGES
    corpus = {e.text: e.label for e in load_corpus(path.parent)}
    assert corpus == {strip_annotations(text): label for text, label in MESSAGES.items()}
    assert {e.text: e.label for e in examples_of(path)} == corpus
    assert path.stat().st_mode & 0o077 == 0
    assert [p.name for p in path.parent.iterdir()] == ["corrections.yml"]


@given(st.text(max_size=80))
def test_whatever_a_citizen_wrote_comes_back_from_the_file(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    masked = masked_for_training(text)
    path = tmp_path_factory.mktemp("file") / "corrections.yml"
    write_corrections(path, {masked: "lapor"} if masked else {})
    assert list(read_corrections(path)) == ([masked] if masked else [])


def test_the_later_label_of_the_same_words_counts() -> None:
    known = with_correction({"a": "lapor+biaya", "urus nib": "tanya"}, "urus [nib](layanan)", "ya")
    assert known == {"a": "lapor+biaya", "urus [nib](layanan)": "ya"}


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yml"
    write_corrections(path, MESSAGES)
    with pytest.raises(UnicodeEncodeError):
        write_corrections(path, {"\ud83d": "lapor"})
    assert read_corrections(path) == MESSAGES
    assert [p.name for p in tmp_path.iterdir()] == ["corrections.yml"]


@pytest.mark.parametrize(
    "content",
    ["", "nlu", "nlu: [x]", "nlu:\n- intent: keluhan\n  examples: |\n    - a", "a: {",
     "nlu:\n- intent: lapor", "nlu:\n- intent: lapor\n  examples: |\n    a"],
)  # fmt: skip
def test_a_file_that_is_no_training_data_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "corrections.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"corrections\.yml"):
        read_corrections(path)
