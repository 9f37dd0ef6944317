"""Charts as plain shapes; the template draws them as SVG, so that they print and need no script.

Every bar has its number written on it or beside it, so that nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.calendar import say_short
from domain.figures import Week


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle in the drawing's units, and what it says. tone: a class of dashboard.css."""

    x: float
    y: float
    width: float
    height: float
    value: int
    tone: str
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A word below or beside the drawing."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing. top: the value that the highest bar stands for."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    top: int


_WIDTH, _HEIGHT, _ROOM = 640.0, 170.0, 16.0


def trend(weeks: Sequence[Week]) -> Chart:
    """Received and answered, two bars for each week."""
    top = max([1, *(max(week.received, week.promptness.answered) for week in weeks)])
    slot = _WIDTH / max(1, len(weeks))
    bars, ticks = [], []
    for place, week in enumerate(weeks):
        since = f"minggu {say_short(week.monday)}"
        answered = week.promptness.answered
        for offset, value, tone, word in (
            (0.12, week.received, "came", "masuk"),
            (0.50, answered, "done", "dijawab"),
        ):
            bars.append(
                _bar(
                    slot * (place + offset),
                    slot * 0.36,
                    value,
                    top,
                    tone,
                    f"{since}: {value} {word}",
                )
            )
        ticks.append(Tick(slot * (place + 0.5), f"{week.monday.day}/{week.monday.month}"))
    return Chart(_WIDTH, _HEIGHT, tuple(bars), tuple(ticks), top)


def spread(days: Sequence[tuple[int, int]], limit: int) -> Chart:
    """How many answers took how many working days; past the limit in another tone, the rest as one.

    limit: the working days within which the standard wants an answer.
    """
    columns = [*range(limit + 1), limit + 1]
    counts = dict.fromkeys(columns, 0)
    for day, count in days:
        counts[min(day, limit + 1)] += count
    top = max([1, *counts.values()])
    slot = _WIDTH / len(columns)
    bars = tuple(
        _bar(
            slot * (place + 0.1),
            slot * 0.8,
            counts[day],
            top,
            "done" if day <= limit else "over",
            f"{counts[day]} dijawab dalam {day} hari kerja"
            if day <= limit
            else f"{counts[day]} dijawab setelah lebih dari {limit} hari kerja",
        )
        for place, day in enumerate(columns)
    )
    ticks = tuple(
        Tick(slot * (place + 0.5), str(day) if day <= limit else f">{limit}")
        for place, day in enumerate(columns)
    )
    return Chart(_WIDTH, _HEIGHT, bars, ticks, top)


def _bar(x: float, width: float, value: int, top: int, tone: str, title: str) -> Bar:
    height = round((_HEIGHT - _ROOM) * value / top, 1)
    return Bar(round(x, 1), round(_HEIGHT - height, 1), round(width, 1), height, value, tone, title)
