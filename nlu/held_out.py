"""Reads the held-out messages: what they are labelled with, and what they say.

They stand in `nlu/eval` and are never trained on. Beside the label each has the time it was sent
and the facts that a reader finds in it; a fact that is not named is not in the message.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import yaml

from nlu.corpus import EVALUATION, CorpusError, Example, compose, fields_of, parse_label, scalar

DEVELOPMENT = EVALUATION / "dev.yml"
TEST = EVALUATION / "test.yml"

# What a message can say, under the names that `python -m nlu parse` gives it, and "service".
FACTS = ("name", "service", "received_on", "applied_on", "amount", "nib", "kbli", "ticket")


@dataclass(frozen=True, slots=True)
class HeldOut:
    """One message. facts: by name, as text; received_on may be "not_yet"; amount in rupiah."""

    example: Example
    sent_at: datetime
    facts: dict[str, str]


def load_held_out(path: Path) -> list[HeldOut]:
    """The messages of a YAML list, in its order. Raises CorpusError with file and line."""
    node = compose(path)
    if not isinstance(node, yaml.SequenceNode):
        raise CorpusError(f"{path.name}: must be a list of messages")
    return [_read(item, path.name) for item in node.value]


def _read(item: yaml.Node, file: str) -> HeldOut:
    line = item.start_mark.line + 1
    place = f"{file}:{line}"
    values = {key: scalar(node, place) for key, node in fields_of(item, place).items()}
    for key in ("text", "label", "at"):
        if key not in values:
            raise CorpusError(f"{place}: needs {key}")
    unknown = set(values) - {"text", "label", "at", *FACTS}
    if unknown:
        raise CorpusError(f"{place}: unknown fact {min(unknown)!r}")
    try:
        sent_at = datetime.fromisoformat(values["at"])
    except ValueError as error:
        raise CorpusError(f"{place}: at: {error}") from error
    if sent_at.tzinfo is None:
        raise CorpusError(f"{place}: at: needs a time zone, e.g. +07:00")
    act, components = parse_label(values["label"], place)
    example = Example(values["text"], act, components, file, line)
    return HeldOut(example, sent_at, {k: v for k, v in values.items() if k in FACTS})
