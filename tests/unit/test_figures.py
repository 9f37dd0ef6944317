"""How long answers took and how many were in time, from counts of days."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median as plain_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkCalendar
from domain.figures import Answered, median, monday_of, promptness, weeks

MONDAY = date(2026, 3, 2)
NOTHING = WorkCalendar()
HOLIDAY = WorkCalendar({date(2026, 3, 4): "Hari contoh"})


def answer(taken: int, *, count: int = 1, in_time: bool = True, since: date = MONDAY) -> Answered:
    return Answered(since, since + timedelta(days=taken), in_time, count)


@pytest.mark.parametrize(
    ("answers", "calendar", "expected"),
    [
        ([], NOTHING, (0, 0, 0.0)),
        ([answer(0)], NOTHING, (1, 1, 0.0)),
        ([answer(2)], NOTHING, (1, 1, 2.0)),
        ([answer(2)], HOLIDAY, (1, 1, 1.0)),
        # From Monday to the Monday after are five working days.
        ([answer(7), answer(1, count=2)], NOTHING, (3, 3, 1.0)),
        ([answer(1), answer(2, in_time=False)], NOTHING, (2, 1, 1.5)),
    ],
)
def test_promptness_counts_working_days_after_the_day_of_receipt(
    answers: list[Answered], calendar: WorkCalendar, expected: tuple[int, int, float]
) -> None:
    found = promptness(answers, calendar)
    assert (found.answered, found.in_time, found.median) == expected


def test_a_rate_of_nothing_is_nothing_and_no_division() -> None:
    assert promptness([], NOTHING).rate == 0.0
    assert promptness([answer(1, count=3), answer(1, in_time=False)], NOTHING).rate == 0.75


@given(st.lists(st.integers(0, 40), min_size=1, max_size=60))
def test_the_median_of_counts_is_the_median_of_the_values(values: list[int]) -> None:
    counted = sorted((value, values.count(value)) for value in set(values))
    assert median(counted) == plain_median(values)


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)))
def test_a_week_begins_on_its_monday(day: date) -> None:
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert timedelta(0) <= day - monday < timedelta(days=7)


def test_weeks_without_anything_are_there_with_zeros() -> None:
    sunday = MONDAY + timedelta(days=6)
    found = weeks(
        sunday, 3, [(MONDAY, 2), (sunday, 1)], [answer(1, since=MONDAY - timedelta(7))], NOTHING
    )
    assert [week.monday for week in found] == [MONDAY - timedelta(7 * n) for n in (2, 1, 0)]
    assert [week.received for week in found] == [0, 0, 3]
    assert [week.promptness.answered for week in found] == [0, 1, 0]
