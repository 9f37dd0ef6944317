"""How far the writers of the corpus and its second readers agree: Cohen's kappa.

Both readings are kept as they were given, before disagreements were settled, in
`nlu/data/agreement.tsv`; the messages themselves stand there by their digest only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nlu.corpus import DATA, CorpusError, parse_label

READINGS = DATA / "agreement.tsv"
_DROPPED = "DROP"  # The second reader found the message undecidable.


@dataclass(frozen=True, slots=True)
class Agreement:
    """agreed: share of equal readings, 0 to 1; kappa: the same beyond chance, -1 to 1."""

    messages: int
    agreed: float
    kappa: float


def agreement(path: Path = READINGS) -> dict[str, Agreement]:
    """Agreement on the act, on the primary component, and on the whole set of components.

    Components are compared where both readers gave one. Raises CorpusError with file and line.
    """
    acts: list[tuple[str, str]] = []
    primary: list[tuple[str, str]] = []
    sets: list[tuple[str, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        place = f"{path.name}:{number}"
        parts = line.split("\t")
        if len(parts) != 3:
            raise CorpusError(f"{place}: needs a digest and two labels")
        if parts[2] == _DROPPED:
            continue
        (act, components), (read, found) = (parse_label(label, place) for label in parts[1:])
        acts.append((act, read))
        if components and found:
            primary.append((components[0], found[0]))
            sets.append(("+".join(sorted(components)), "+".join(sorted(found))))
    return {"act": _of(acts), "primary component": _of(primary), "set of components": _of(sets)}


def _of(pairs: Sequence[tuple[str, str]]) -> Agreement:
    if not pairs:
        return Agreement(0, 0.0, 0.0)
    total = len(pairs)
    agreed = sum(a == b for a, b in pairs) / total
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[label] * second[label] for label in first) / total**2
    return Agreement(total, agreed, (agreed - chance) / (1 - chance) if chance < 1 else 1.0)
