"""Counting days: the checks of the service standard, and properties over whole years."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import work_calendar
from domain.calendar import (
    WIB,
    Term,
    Unit,
    WorkCalendar,
    daytime_not_before,
    deadline_for,
    due_on,
    explain,
    say_day,
    say_moment,
    say_short,
    wib_day,
    working_days_between,
)

ANSWER = Term(14, Unit.WORKING_DAY)
CALENDAR = work_calendar(date(2026, 3, 1), {})
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2025-08-04", "2025-08-25"),  # 18 August 2025 was added in mid-year.
        ("2026-03-13", "2026-04-10"),  # Nyepi, Idul Fitri and its cuti bersama, Good Friday.
        ("2026-05-13", "2026-06-09"),
        ("2026-12-11", "2027-01-06"),  # Over the turn of the year.
        ("2026-01-06", "2026-01-27"),
        ("2026-01-10", "2026-01-30"),  # A Saturday is day 0; Monday is day 1.
    ],
)
def test_the_fourteenth_working_day_is_the_deadline(received: str, due: str) -> None:
    assert due_on(date.fromisoformat(received), ANSWER, CALENDAR) == date.fromisoformat(due)


def test_thirty_calendar_days_count_every_day() -> None:
    start = date(2026, 1, 1)
    assert due_on(start, Term(30, Unit.CALENDAR_DAY), CALENDAR) == date(2026, 1, 31)


@given(DAYS, st.integers(0, 60))
def test_a_deadline_agrees_with_counting_by_hand(start: date, days: int) -> None:
    due = due_on(start, Term(days, Unit.WORKING_DAY), CALENDAR)
    worked = [
        start + timedelta(days=n)
        for n in range(1, (due - start).days + 1)
        if (start + timedelta(days=n)).weekday() < 5
        and start + timedelta(days=n) not in CALENDAR.holidays
    ]
    assert len(worked) == days
    assert not worked or worked[-1] == due


@given(DAYS, st.integers(1, 40))
def test_a_holiday_never_shortens_a_deadline(start: date, days: int) -> None:
    term = Term(days, Unit.WORKING_DAY)
    holiday = start + timedelta(days=days // 2 + 1)
    with_more = WorkCalendar({**CALENDAR.holidays, holiday: "Libur contoh"})
    assert due_on(start, term, with_more) >= due_on(start, term, CALENDAR)


@given(DAYS, DAYS)
def test_working_days_between_two_days_change_sign_with_their_order(a: date, b: date) -> None:
    assert working_days_between(a, b, CALENDAR) == -working_days_between(b, a, CALENDAR)


def test_a_term_cannot_be_negative() -> None:
    with pytest.raises(ValueError, match="shorter"):
        due_on(date(2026, 1, 1), Term(-1, Unit.WORKING_DAY), CALENDAR)


def test_a_deadline_explains_itself_with_the_holidays_it_passed() -> None:
    deadline = deadline_for(date(2026, 3, 13), ANSWER, CALENDAR)
    assert explain(deadline) == ("14 hari kerja sejak 13 Maret 2026; libur: 18–24 Maret, 3 April")
    assert deadline.calendar_version == CALENDAR.version


def test_a_year_without_a_published_list_makes_the_deadline_provisional() -> None:
    calendar = work_calendar(date(2027, 12, 20), {})
    deadline = deadline_for(date(2027, 12, 20), ANSWER, calendar)
    assert deadline.on.year == 2028
    assert deadline.provisional
    assert "sementara" in explain(deadline)
    listed = work_calendar(date(2027, 12, 20), {}, complete_years=[2028])
    assert not deadline_for(date(2027, 12, 20), ANSWER, listed).provisional


def test_a_day_the_office_adds_moves_the_deadline_and_the_version() -> None:
    added = work_calendar(date(2026, 3, 1), {date(2026, 1, 20): "Libur contoh"})
    assert due_on(date(2026, 1, 6), ANSWER, added) == date(2026, 1, 28)
    assert added.version != CALENDAR.version


def test_cuti_bersama_is_no_working_day() -> None:
    assert not CALENDAR.is_working_day(date(2026, 3, 20))
    assert date(2026, 12, 24) in CALENDAR.holidays


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 31, 16, 59, tzinfo=UTC), date(2026, 1, 31)),  # 23:59 WIB.
        (datetime(2026, 1, 31, 17, 0, tzinfo=UTC), date(2026, 2, 1)),  # 00:00 WIB.
    ],
)
def test_a_day_begins_at_midnight_in_purwakarta(moment: datetime, day: date) -> None:
    assert wib_day(moment) == day


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        wib_day(datetime(2026, 1, 1))  # noqa: DTZ001 - the naive one is what is tested.


def test_dates_are_said_in_indonesian() -> None:
    assert say_day(date(2026, 3, 13)) == "Jumat, 13 Maret 2026"
    assert say_short(date(2026, 8, 7)) == "7 Agu 2026"
    moment = datetime(2026, 3, 13, 2, 5, tzinfo=UTC)
    assert say_moment(moment) == "Jumat, 13 Maret 2026 pukul 09.05 WIB"


@pytest.mark.parametrize(
    ("at", "hours_left", "goes_out"),
    [
        ("2026-01-06T12:00", 24, "2026-01-06T12:00"),  # Day: at once.
        ("2026-01-06T05:00", 24, "2026-01-06T07:00"),  # Early: at seven.
        ("2026-01-06T21:00", 24, "2026-01-07T07:00"),  # Late: the next morning.
        ("2026-01-06T20:00", 24, "2026-01-07T07:00"),
        ("2026-01-06T03:00", 2, "2026-01-06T05:00"),  # The window closes before the day begins.
    ],
)
def test_messages_of_our_own_wait_for_daytime_as_far_as_they_may(
    at: str, hours_left: int, goes_out: str
) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=WIB)
    wanted = datetime.fromisoformat(goes_out).replace(tzinfo=WIB)
    latest = moment + timedelta(hours=hours_left)
    assert daytime_not_before(moment, time(7), time(20), latest) == wanted


@given(
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    st.integers(-900, 900),
    st.sets(st.dates(date(2023, 1, 1), date(2028, 12, 31)), max_size=30),
)
def test_working_days_between_two_days_are_those_that_one_finds_by_going_day_by_day(
    start: date, away: int, closed: set[date]
) -> None:
    calendar = WorkCalendar(dict.fromkeys(closed, "Hari contoh"))
    end = start + timedelta(days=away)
    first, last = min(start, end), max(start, end)
    days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    count = sum(day.weekday() < 5 and day not in closed for day in days)
    assert working_days_between(start, end, calendar) == (count if away >= 0 else -count)
