"""Counting days as the service standard does: calendar windows and working-day deadlines.

Component 6 of the standard gives 30 calendar days to complain and 14 working days to answer.
Everything here is a pure function over a versioned calendar, so that a date told to a citizen
can be explained, and computed again, years later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


class Unit(StrEnum):
    CALENDAR_DAY = "calendar_day"  # Every day counts.
    WORKING_DAY = "working_day"  # Monday to Friday, less holidays and cuti bersama.


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time set by a rule, in days of the given kind."""

    days: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days on which the office does not work, beside Saturdays and Sundays.

    holidays: each closed day with the name it is known by.
    known_years: the years whose list has been published, cuti bersama included. A date computed
    beyond them is provisional.
    version: changes whenever a day is added or dropped.
    """

    holidays: Mapping[date, str] = field(default_factory=dict)
    known_years: frozenset[int] = frozenset()
    version: str = ""

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays


def wib_day(moment: datetime) -> date:
    """The day in Purwakarta of an aware moment. A message of 23:59 WIB belongs to that day."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone has no day")
    return moment.astimezone(WIB).date()


def due_on(start: date, term: Term, calendar: WorkCalendar) -> date:
    """The last day of the term. `start` is day 0 and is never counted itself.

    Source: component 6, points 2 (30 days since the service was received) and 4 (14 working
    days since the complaint was received).
    """
    if term.days < 0:
        raise ValueError("a term cannot be shorter than zero days")
    if term.unit is Unit.CALENDAR_DAY:
        return start + timedelta(days=term.days)
    day = start
    left = term.days
    while left:
        day += timedelta(days=1)
        if calendar.is_working_day(day):
            left -= 1
    return day


def working_days_between(start: date, end: date, calendar: WorkCalendar) -> int:
    """Working days after `start` up to and with `end`; negative where `end` lies before."""
    if end < start:
        return -working_days_between(end, start, calendar)
    # Counted by weeks and not day by day: a list asks this of each row, and some are years late.
    weeks, rest = divmod((end - start).days, 7)
    weekdays = weeks * 5 + sum((start.weekday() + after) % 7 < 5 for after in range(1, rest + 1))
    closed = sum(start < day <= end and day.weekday() < 5 for day in calendar.holidays)
    return weekdays - closed


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day by which the office answers, and what it was computed from.

    provisional: it reaches into a year whose holidays have not been published.
    """

    on: date
    start: date
    term: Term
    calendar_version: str
    provisional: bool = False
    skipped: tuple[tuple[date, str], ...] = ()


def deadline_for(start: date, term: Term, calendar: WorkCalendar) -> Deadline:
    """The deadline with its reasons: which weekdays were skipped, by which list of holidays."""
    on = due_on(start, term, calendar)
    skipped: tuple[tuple[date, str], ...] = ()
    if term.unit is Unit.WORKING_DAY:
        skipped = tuple(
            sorted(
                (day, name)
                for day, name in calendar.holidays.items()
                if start < day <= on and day.weekday() < 5
            )
        )
    years = range(start.year, on.year + 1)
    provisional = any(year not in calendar.known_years for year in years)
    return Deadline(on, start, term, calendar.version, provisional, skipped)


def explain(deadline: Deadline) -> str:
    """Why the date is what it is, in Indonesian, for the officer and on request the citizen."""
    unit = "hari kerja" if deadline.term.unit is Unit.WORKING_DAY else "hari kalender"
    text = f"{deadline.term.days} {unit} sejak {say_date(deadline.start)}"
    if deadline.skipped:
        text += f"; libur: {_say_ranges([day for day, _ in deadline.skipped])}"
    if deadline.provisional:
        text += "; sementara, daftar hari libur belum terbit"
    return text


def say_date(day: date) -> str:
    """`13 Maret 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_day(day: date) -> str:
    """`Jumat, 13 Maret 2026`."""
    return f"{_DAYS[day.weekday()]}, {say_date(day)}"


def say_short(day: date) -> str:
    """`13 Mar 2026`, for a text message."""
    month = "Agu" if day.month == 8 else _MONTHS[day.month - 1][:3]
    return f"{day.day} {month} {day.year}"


def say_moment(moment: datetime) -> str:
    """`Jumat, 13 Maret 2026 pukul 09.05 WIB`."""
    local = moment.astimezone(WIB)
    return f"{say_day(local.date())} pukul {local:%H.%M} WIB"


def _say_ranges(days: list[date]) -> str:
    """`18–24 Maret, 3 April`: neighbouring days, weekends between them included, as one range."""
    ranges: list[tuple[date, date]] = []
    for day in days:
        if ranges and _only_weekend_between(ranges[-1][1], day):
            ranges[-1] = (ranges[-1][0], day)
        else:
            ranges.append((day, day))
    parts = []
    for first, last in ranges:
        month = _MONTHS[last.month - 1]
        if first == last:
            parts.append(f"{first.day} {month}")
        elif first.month == last.month:
            parts.append(f"{first.day}–{last.day} {month}")
        else:
            parts.append(f"{first.day} {_MONTHS[first.month - 1]}–{last.day} {month}")
    return ", ".join(parts)


def _only_weekend_between(first: date, second: date) -> bool:
    day = first + timedelta(days=1)
    while day < second:
        if day.weekday() < 5:
            return False
        day += timedelta(days=1)
    return True


def daytime_not_before(moment: datetime, starts: time, ends: time, latest: datetime) -> datetime:
    """The first moment from `moment` on that lies between `starts` and `ends` WIB.

    It waits for daytime only as far as `latest` (when a messaging window closes) allows.
    """
    local = moment.astimezone(WIB)
    if starts <= local.time() < ends:
        return min(moment, latest)
    morning = local.replace(hour=starts.hour, minute=starts.minute, second=0, microsecond=0)
    if local.time() >= ends:
        morning += timedelta(days=1)
    return min(morning, latest)
