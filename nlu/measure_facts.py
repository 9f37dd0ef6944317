"""How well the facts of a message are found: name, permit, days, money and numbers.

They are compared as `python -m nlu parse` gives them, so that what is measured is what others get.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.understanding import NluResult
from nlu.held_out import FACTS, HeldOut
from nlu.jsonl import as_json

# Figures are given for each fact, and for both days together.
DATES = ("received_on", "applied_on")


@dataclass(slots=True)
class Tally:
    """said: messages for which a value was given; there: for which one was right to give."""

    right: int = 0
    said: int = 0
    there: int = 0
    mistakes: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        both = self.said + self.there
        return 2 * self.right / both if both else 0.0


def measure_facts(messages: Sequence[HeldOut], results: Sequence[NluResult]) -> dict[str, Tally]:
    """A tally for each fact, and "dates" for both days together."""
    tallies = {name: Tally() for name in (*FACTS, "dates")}
    for message, result in zip(messages, results, strict=True):
        found = found_facts(message.example.text, result)
        for name in FACTS:
            wanted, given = message.facts.get(name, ""), found.get(name, "")
            right = bool(wanted) and _same(name, wanted, given)
            for tally in (tallies[name], *([tallies["dates"]] if name in DATES else [])):
                tally.right += right
                tally.said += bool(given)
                tally.there += bool(wanted)
            if (wanted or given) and not right:
                tallies[name].mistakes.append(
                    f"{name}: {wanted or '-'} read as {given or '-'}: {message.example.text}"
                )
    return tallies


def found_facts(text: str, result: NluResult) -> dict[str, str]:
    """What was found, under the names of the held-out files, as text."""
    answer = as_json(text, result)
    found = {name: str(value) for name, value in answer["entities"].items() if value is not None}
    service = answer["service"]
    if service is not None:
        found["service"] = service["id"] or service["name"]
    return found


def _same(name: str, wanted: str, given: str) -> bool:
    if name in ("name", "service"):
        return " ".join(wanted.lower().split()) == " ".join(given.lower().split())
    return wanted == given
