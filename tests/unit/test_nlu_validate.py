"""The validator finds what would teach the engine something wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.validate import validate

_AT = '  at: "2026-03-02T10:00:00+07:00"\n'
HEAD = 'version: "3.1"\nnlu:\n'


def _found(tmp_path: Path, corpus: str, held_out: str = "") -> list[tuple[bool, str]]:
    data, evaluation = tmp_path / "data", tmp_path / "eval"
    data.mkdir()
    evaluation.mkdir()
    (data / "c.yml").write_text(HEAD + corpus, encoding="utf-8")
    if held_out:
        (evaluation / "dev.yml").write_text(held_out, encoding="utf-8")
    findings = validate(data, evaluation)
    return [(f.error, f.kind) for f in findings if f.kind not in ("too few", "uneven")]


def _block(label: str, *texts: str) -> str:
    return f"- intent: {label}\n  examples: |\n" + "".join(f"    - {text}\n" for text in texts)


def test_the_same_message_twice_is_an_error(tmp_path: Path) -> None:
    corpus = _block("salam", "selamat pagi pak", "Selamat  pagi pak")
    assert _found(tmp_path, corpus) == [(True, "duplicate")]


def test_the_same_message_under_two_labels_is_an_error(tmp_path: Path) -> None:
    corpus = _block("salam", "pagi pak") + _block("tanya", "pagi pak")
    assert _found(tmp_path, corpus) == [(True, "duplicate, other label")]


def test_the_same_words_spelled_otherwise_are_an_error(tmp_path: Path) -> None:
    corpus = _block(
        "lapor+biaya",
        "petugas di loket tiga minta uang rokok sama saya",
        "ptgs di loket tiga mnta uang rokok sm saya",
    )
    assert _found(tmp_path, corpus) == [(True, "near-duplicate")]


def test_a_near_miss_pair_is_only_shown(tmp_path: Path) -> None:
    corpus = _block("tanya", "berapa lama sih izin reklame di sini pak jadinya") + _block(
        "lapor+jangka_waktu", "kok lama sih izin reklame di sini pak jadinya"
    )
    assert [error for error, _ in _found(tmp_path, corpus)] in ([], [False])


def test_a_held_out_message_in_the_corpus_is_an_error(tmp_path: Path) -> None:
    corpus = _block("tanya", "sertifikat standar untuk mesin kantor berapa lama jadinya")
    held_out = (
        '- text: "sertifikat standar utk mesin kantor brp lama jadinya"\n  label: tanya\n' + _AT
    )
    assert (True, "leak") in _found(tmp_path, corpus, held_out)


def test_a_greeting_that_everybody_writes_is_no_leak(tmp_path: Path) -> None:
    assert _found(tmp_path, _block("salam", "pagi"), '- text: "pagi"\n  label: salam\n' + _AT) == []


def test_a_series_from_one_template_is_a_warning(tmp_path: Path) -> None:
    permits = ("reklame toko saya", "apotek paman", "klinik kakak", "gudang teman", "bengkel adik")
    corpus = _block(
        "tanya", *(f"saya mau tanya syarat izin {p} dong {i * 7}" for i, p in enumerate(permits))
    )
    assert (False, "series") in _found(tmp_path, corpus)


@pytest.mark.parametrize("label", ["evaluasi", "pujian"])
def test_a_label_with_too_few_messages_is_an_error(tmp_path: Path, label: str) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "c.yml").write_text(HEAD + _block("salam", "pagi"), encoding="utf-8")
    findings = validate(data, tmp_path)
    assert any(f.error and f.kind == "too few" and f.text.startswith(label) for f in findings)
