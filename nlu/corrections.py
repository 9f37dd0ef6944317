"""Officers' corrections as training data: masked, and kept in a file that both engines can read.

The file is Rasa's YAML like the corpus, but stands outside `nlu/data`: it holds what citizens
wrote, belongs to one office, and is in no repository.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from domain.privacy import hide_name, mask_nik
from nlu.corpus import CorpusError, Example, parse_label, strip_annotations
from nlu.normalize import tidy

CORRECTIONS = Path("data/corrections.yml")

_HEADER = """\
# What officers corrected: masked, looked at and accepted. Written by
# `python -m nlu export-corrections`; labels and texts may be mended here by hand.
version: "3.1"
nlu:
"""
# A line of a YAML block can hold every character but these two.
_NO_YAML = re.compile("[\ufffe\uffff]")
# In this order: what a pattern has replaced, the next ones do not see. Large sums are written with
# dots or words, so ten digits in a row are the number of something.
_MASKS = tuple(
    (re.compile(pattern, re.IGNORECASE), f"({name})")
    for name, pattern in (
        ("nik", r"\d{4}\*{12}"),
        ("email", r"[^\s<>(),:;]+@[^\s<>(),:;]+\.[a-z]{2,}"),
        ("akun", r"(?<![\w.])@[a-z0-9_.]*[a-z0-9_]"),
        ("npwp", r"(?<!\d)\d{2}\.\d{3}\.\d{3}\.\d[-.]\d{3}\.\d{3}(?!\d)"),
        ("telepon", r"(?<!\d)(?:\+?62|0)[ .-]?8(?:[ .-]?\d){7,12}(?!\d)"),
        ("telepon", r"(?<!\d)\+\d(?:[ .()-]{0,2}\d){8,14}(?!\d)"),
        ("telepon", r"(?<![\d.,-])\(?0\d{2,3}\)?[ .-]{0,2}\d{3,4}[ .-]?\d{2,4}(?![\d.,]*\d)"),
        ("nib", r"(?<!\d)\d(?:[ .-]?\d){12}(?!\d)"),
        ("nomor", r"(?<!\d)\d{10,}(?!\d)"),
    )
)


def masked_for_training(text: str, names: Iterable[str] = ()) -> str:
    """The text in one line, without what tells who wrote it or whom it names.

    NIK, e-mail, accounts, NPWP, NIB, telephone numbers, other long numbers and the given names
    become a word in brackets: "(nama)". Who reviews a correction still has to look: no pattern
    knows the name of a neighbour.
    """
    text = _NO_YAML.sub("", tidy(text))
    text = text.translate({ord("["): "(", ord("]"): ")"})  # Square brackets mark permits.
    text = mask_nik(text)
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    for name in names:
        text = hide_name(text, name)
    return tidy(text)


def permits_marked(text: str, names: Iterable[str]) -> str:
    """The text with every permit in it that is called so marked for Rasa: `[NIB](layanan)`."""
    longest_first = sorted({n for n in names if n.strip()}, key=lambda n: (-len(n), n))
    if not longest_first:
        return text
    found = "|".join(re.escape(name) for name in longest_first)
    return re.sub(rf"(?<!\w)(?:{found})(?!\w)", r"[\g<0>](layanan)", text, flags=re.IGNORECASE)


def read_corrections(path: Path) -> dict[str, str]:
    """The label of each message of the file, marks included, in its order.

    Raises CorpusError for a file that is not as `write_corrections` writes it.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        blocks = [(str(b["intent"]), str(b["examples"])) for b in content["nlu"] or ()]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
        raise CorpusError(f"{path} cannot be read: {error}") from error
    found: dict[str, str] = {}
    for label, examples in blocks:
        parse_label(label, str(path))
        for row in examples.split("\n"):
            if row.strip() and not row.startswith("- "):
                raise CorpusError(f"{path}: each example starts with '- ', not {row[:20]!r}")
            if text := row.removeprefix("- ").strip():
                found[text] = label
    return found


def examples_of(path: Path) -> list[Example]:
    """The file's messages for a training. Raises CorpusError."""
    return [
        Example(strip_annotations(text), *parse_label(label, str(path)), path.name, line)
        for line, (text, label) in enumerate(read_corrections(path).items(), 1)
    ]


def with_correction(known: Mapping[str, str], text: str, label: str) -> dict[str, str]:
    """The messages with one more. The same words said before get the label of the later one."""
    plain = strip_annotations(text)
    return {t: other for t, other in known.items() if strip_annotations(t) != plain} | {text: label}


def write_corrections(path: Path, messages: Mapping[str, str]) -> None:
    """Writes the labels of messages, whole or not at all: a reader never sees half a file."""
    by_label: dict[str, list[str]] = {}
    for text, label in messages.items():
        by_label.setdefault(label, []).append(text)
    lines = []
    for label, texts in sorted(by_label.items()):
        lines += [f"- intent: {label}", "  examples: |", *(f"    - {text}" for text in texts)]
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pending = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        pending.touch(mode=0o600)
        with pending.open("w", encoding="utf-8") as file:
            file.write(_HEADER + "\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(pending, path)
    finally:
        pending.unlink(missing_ok=True)
