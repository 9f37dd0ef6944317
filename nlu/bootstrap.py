"""How far a figure could be off by the luck of which messages are in the set."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

RESAMPLES = 1000
_SEED = 2026


def intervals(
    size: int,
    figures: Callable[[Sequence[int]], dict[str, float]],
    resamples: int = RESAMPLES,
) -> dict[str, tuple[float, float]]:
    """The middle 95 % of each figure over sets drawn with replacement (percentile bootstrap).

    size: of the set; figures: takes indices of its messages.
    """
    dice = random.Random(_SEED)
    drawn: dict[str, list[float]] = {}
    for _ in range(resamples):
        for name, value in figures(dice.choices(range(size), k=size)).items():
            drawn.setdefault(name, []).append(value)
    return {name: _middle(sorted(values)) for name, values in drawn.items()}


def _middle(ordered: Sequence[float]) -> tuple[float, float]:
    last = len(ordered) - 1
    return ordered[round(0.025 * last)], ordered[round(0.975 * last)]
