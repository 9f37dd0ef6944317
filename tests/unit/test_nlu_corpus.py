"""The corpus is read with its labels, and a mistake in it is named with file and line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from nlu.corpus import CorpusError, load_corpus, strip_annotations
from nlu.held_out import load_held_out

HEAD = 'version: "3.1"\nnlu:\n'


def _write(folder: Path, body: str, name: str = "contoh.yml") -> Path:
    path = folder / name
    path.write_text(body, encoding="utf-8")
    return path


def test_labels_are_the_act_and_its_components_primary_first(tmp_path: Path) -> None:
    _write(
        tmp_path, HEAD + "- intent: lapor+biaya+kompetensi\n  examples: |\n    - diminta 500rb\n"
    )
    [example] = load_corpus(tmp_path)
    assert (example.act, example.components) == ("lapor", ("biaya", "kompetensi"))
    assert (example.text, example.place) == ("diminta 500rb", "contoh.yml:5")


def test_the_line_of_a_later_example_is_its_own(tmp_path: Path) -> None:
    _write(tmp_path, HEAD + "- intent: salam\n  examples: |\n    - pagi\n\n    - siang\n")
    assert [e.line for e in load_corpus(tmp_path)] == [5, 7]


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("sejak [tiga minggu lalu](waktu) belum", "sejak tiga minggu lalu belum"),
        ("[PBG](layanan:pbg) saya", "PBG saya"),
        ('[500rb]{"entity": "uang", "value": "500000"}', "500rb"),
        ("di map [merah] (yang kecil)", "di map [merah] (yang kecil)"),
        ("lihat [foto](tautan)", "lihat [foto](tautan)"),
    ],
)
def test_marks_of_entities_go_and_ordinary_brackets_stay(marked: str, plain: str) -> None:
    assert strip_annotations(marked) == plain


@pytest.mark.parametrize(
    ("intent", "problem"),
    [
        ("lapr+biaya", "unknown act 'lapr'"),
        ("lapor+byaya", "unknown component 'byaya'"),
        ("lapor+biaya+biaya", "names a component twice"),
        ("tanya+biaya", "tanya has no components"),
    ],
)
def test_a_label_that_is_not_of_the_guide_is_refused(
    tmp_path: Path, intent: str, problem: str
) -> None:
    _write(tmp_path, HEAD + f"- intent: {intent}\n  examples: |\n    - satu\n")
    with pytest.raises(CorpusError, match=rf"contoh\.yml:3: .*{problem}"):
        load_corpus(tmp_path)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("nlu: [", "cannot be read"),
        ("", "is empty"),
        ("nlu: kosong", "needs a list"),
        (HEAD + "- intent: salam\n", "needs examples"),
        (HEAD + "- intent: salam\n  examples: |\n    - pagi\n    siang\n", "contoh.yml:6"),
    ],
)
def test_a_broken_file_is_refused_by_name(tmp_path: Path, body: str, problem: str) -> None:
    _write(tmp_path, body)
    with pytest.raises(CorpusError, match=problem):
        load_corpus(tmp_path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no training data"):
        load_corpus(tmp_path)


_GOOD = """- text: "sy asep, sip bidan blm jadi, diajukan 5 okt"
  label: lapor+jangka_waktu+pengaduan
  at: "2026-11-02T10:00:00+07:00"
  name: asep
  service: sip_bidan
  received_on: not_yet
  applied_on: 2026-10-05
  amount: 500000
"""


def test_a_held_out_message_has_its_label_its_time_and_its_facts(tmp_path: Path) -> None:
    [message] = load_held_out(_write(tmp_path, _GOOD, "dev.yml"))
    assert message.example.label == "lapor+jangka_waktu+pengaduan"
    assert message.sent_at == datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
    assert message.facts == {
        "name": "asep",
        "service": "sip_bidan",
        "received_on": "not_yet",
        "applied_on": "2026-10-05",
        "amount": "500000",
    }


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  label: lapor+jangka_waktu+pengaduan\n", "", "dev.yml:1: needs label"),
        ("jangka_waktu", "jangkawaktu", "dev.yml:1: unknown component 'jangkawaktu'"),
        ("+07:00", "", "dev.yml:1: at: needs a time zone"),
        ("2026-11-02T", "kemarin ", "dev.yml:1: at: "),
        ("  name: asep", "  nama: asep", "dev.yml:1: unknown fact 'nama'"),
        ("  name: asep", "  name: [asep]", "dev.yml:1: must be one text"),
    ],
)
def test_a_held_out_message_that_is_not_as_documented_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    path = _write(tmp_path, _GOOD.replace(old, new), "dev.yml")
    with pytest.raises(CorpusError, match=problem):
        load_held_out(path)
