"""Figures about complaints, from counts: how long answers took, and how many were in time.

Pure: what was counted is given, so that the same rule serves the dashboard and the reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import WorkCalendar, working_days_between


@dataclass(frozen=True, slots=True)
class Answered:
    """So many complaints were received on one day and answered on another, both WIB.

    in_time: the answer, or the template that announces it, was accepted by the deadline.
    """

    counts_from: date
    on: date
    in_time: bool
    count: int


@dataclass(frozen=True, slots=True)
class Promptness:
    """How fast the office answered: how many, how many of them in time, the median in working days.

    median is 0 where nothing was answered; days: working days and how many took so many.
    """

    answered: int = 0
    in_time: int = 0
    median: float = 0.0
    days: tuple[tuple[int, int], ...] = ()

    @property
    def rate(self) -> float:
        """The share in time, 0 to 1; 0 where nothing was answered."""
        return self.in_time / self.answered if self.answered else 0.0


@dataclass(frozen=True, slots=True)
class Week:
    """One week from its Monday: what came in, and how what was answered in it was answered."""

    monday: date
    received: int
    promptness: Promptness


def promptness(answers: Iterable[Answered], calendar: WorkCalendar) -> Promptness:
    """The figures of some answers. Working days are those after the day of receipt."""
    spread: dict[int, int] = {}
    lasted: dict[tuple[date, date], int] = {}
    total = in_time = 0
    for answer in answers:
        key = (answer.counts_from, answer.on)
        if key not in lasted:
            lasted[key] = max(0, working_days_between(*key, calendar))
        spread[lasted[key]] = spread.get(lasted[key], 0) + answer.count
        total += answer.count
        in_time += answer.count if answer.in_time else 0
    days = tuple(sorted(spread.items()))
    return Promptness(total, in_time, median(days), days)


def median(counted: Sequence[tuple[int, int]]) -> float:
    """The median of values given as (value, how often), values ascending; 0 for none."""
    total = sum(count for _, count in counted)
    if not total:
        return 0.0
    lower, upper = (total - 1) // 2, total // 2
    return (_at(counted, lower) + _at(counted, upper)) / 2


def _at(counted: Sequence[tuple[int, int]], place: int) -> int:
    for value, count in counted:
        place -= count
        if place < 0:
            return value
    raise ValueError("there are not so many values")


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks(
    last: date,
    count: int,
    received: Iterable[tuple[date, int]],
    answers: Iterable[Answered],
    calendar: WorkCalendar,
) -> list[Week]:
    """The `count` weeks up to that of `last`, oldest first. received: day and how many."""
    first = monday_of(last) - timedelta(weeks=count - 1)
    came: dict[date, int] = {}
    for day, number in received:
        came[monday_of(day)] = came.get(monday_of(day), 0) + number
    given: dict[date, list[Answered]] = {}
    for answer in answers:
        given.setdefault(monday_of(answer.on), []).append(answer)
    mondays = [first + timedelta(weeks=week) for week in range(count)]
    return [
        Week(monday, came.get(monday, 0), promptness(given.get(monday, []), calendar))
        for monday in mondays
    ]
