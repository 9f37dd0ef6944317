"""A corpus small enough to train on in a second, for tests of what surrounds a training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from nlu.corpus import Example

TOPICS = {
    "lapor+biaya": "diminta bayar uang pungli ratus ribu kuitansi amplop calo tarif setor",
    "lapor+sarana": "toilet kotor parkir sempit kursi rusak wifi mati kipas panas bau gelap",
    "lapor": "mau ingin hendak lapor ngadu komplain keluhan aduan protes mengadu",
    "salam": "pagi siang sore malam halo hai sampurasun assalamualaikum selamat permisi",
    "tanya": "syarat apa berapa bagaimana kapan jam dimana alamat cara boleh?",
}


def examples() -> list[Example]:
    """Ten messages of three words for each label."""
    rows: list[Example] = []
    for label, words in TOPICS.items():
        act, *components = label.split("+")
        vocabulary = words.split()
        for i in range(10):
            text = " ".join(vocabulary[(i + k * 3) % len(vocabulary)] for k in range(3))
            rows.append(Example(f"{text} pak", act, tuple(components), "t.yml", len(rows)))
    return rows


def write_corpus(folder: Path, more: Mapping[str, Sequence[str]] | None = None) -> Path:
    """The messages as a folder of training data; more: further ones by label."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ['version: "3.1"', "nlu:"]
    for label in TOPICS:
        rows = [e.text for e in examples() if e.label == label] + list((more or {}).get(label, ()))
        lines += [f"- intent: {label}", "  examples: |", *(f"    - {row}" for row in rows)]
    (folder / "semua.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def write_held_out(path: Path) -> Path:
    """Messages that are not in the corpus and that a model of it reads right."""
    rows = {
        "diminta uang calo": "lapor+biaya",
        "kursi bau gelap": "lapor+sarana",
        "selamat sore": "salam",
        "berapa syarat?": "tanya",
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        "".join(
            f'- text: "{text}"\n  label: {label}\n  at: "2026-03-02T10:00:00+07:00"\n'
            for text, label in rows.items()
        ),
        encoding="utf-8",
    )
    return path
