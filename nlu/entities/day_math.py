"""Arithmetic of days as people mean them: the most recent fifth, half a month ago, mid-October.

Nothing here knows words. Every function is given `today`, the day the message was sent in WIB.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

# Nobody complains of a service of twenty years ago: such a date is a birthday or a law.
MAX_YEARS = 20
_MAX_DAYS = MAX_YEARS * 366
_HALF_MONTH_DAYS = 15
_LEAP_CYCLE_YEARS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """What some words say of a day; `value` is None where `problem` is set.

    start and end are word positions where they differ from those of the rule, else -1.
    waiting: the words tell how long the sender has been waiting.
    rough: counted back in weeks or longer ("sebulan yang lalu").
    vague: the words name no single day ("bulan kemarin", "2-3 minggu lalu").
    later: counted from the day named before it ("seminggu kemudian").
    """

    value: date | None
    exact: bool = True
    problem: str = ""
    start: int = -1
    end: int = -1
    waiting: bool = False
    rough: bool = False
    vague: bool = False
    later: bool = False


FUTURE = Found(None, problem="future")
IMPOSSIBLE = Found(None, problem="impossible")


def usable(value: date | None, today: date, exact: bool = True) -> Found | None:
    """`value` as found, `FUTURE` if it lies after `today`, None if it is absurdly old."""
    if value is None or (today - value).days > _MAX_DAYS:
        return None
    return FUTURE if value > today else Found(value, exact)


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where no calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_before(today: date, months: int) -> tuple[int, int]:
    """(month, year) of the month that is `months` before that of `today`; may be negative."""
    index = today.year * 12 + today.month - 1 - months
    return index % 12 + 1, index // 12


def back(today: date, count: float, unit: str) -> date | None:
    """The day `count` units before `today`; unit is h (day), w (week), b (month) or t (year).

    Half a month is fifteen days. None where that is absurdly long ago.
    """
    if unit in "hw":
        days = int(count * (7 if unit == "w" else 1))
        return today - timedelta(days) if days <= _MAX_DAYS else None
    months = count * 12 if unit == "t" else count
    if months > MAX_YEARS * 12:
        return None
    month, year = month_before(today, int(months))
    if year < 1:
        return None
    day = date(year, month, min(today.day, monthrange(year, month)[1]))
    return day - timedelta(_HALF_MONTH_DAYS) if months % 1 else day


def months_after(day: date, months: int) -> date | None:
    """The same day `months` later, or the last of a shorter month."""
    month, year = month_before(day, -months)
    if not 1 <= year <= 9998:
        return None
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def on_day(day: float, month: int | None, year: int | None, today: date) -> Found | None:
    """A day of the month, with the month and the year as far as they were said.

    What is unsaid is filled with the most recent that is not after `today`.
    """
    if day % 1 or not 1 <= day <= 31 or (month is not None and not 1 <= month <= 12):
        return IMPOSSIBLE
    number = int(day)
    if month is None:
        for months in range(12):
            near_month, near_year = month_before(today, months)
            value = safe_date(near_year, near_month, number)
            if value and value <= today:
                return Found(value)
        return IMPOSSIBLE
    if year is not None:
        value = safe_date(year, month, number)
        return usable(value, today) if value else IMPOSSIBLE
    for years in range(_LEAP_CYCLE_YEARS + 1):
        value = safe_date(today.year - years, month, number)
        if value and value <= today:
            return Found(value)
    return IMPOSSIBLE


def middle(first: date, last: date, today: date) -> Found | None:
    """The middle of the part of a period that has passed; `FUTURE` if none of it has."""
    if first > today:
        return FUTURE
    last = min(last, today)
    found = usable(first + (last - first) // 2, today, exact=False)
    return replace(found, vague=True) if found else None


# Which days of a month are its beginning, middle and end; 31 stands for the last.
PARTS = {"awal": (1, 10), "tengah": (11, 20), "akhir": (21, 31), "": (1, 31)}


def in_month(month: int, year: int | None, today: date, part: str = "") -> Found | None:
    """A rough day in a month: its middle, or that of its `part` (see `PARTS`).

    Without a year it is the most recent such month of which that part has begun.
    """
    if not 1 <= month <= 12:
        return IMPOSSIBLE
    begin, end = PARTS[part]
    if year is None:
        year = today.year if date(today.year, month, begin) <= today else today.year - 1
    if not 1 <= year <= 9998:
        return None
    last = min(end, monthrange(year, month)[1])
    return middle(date(year, month, begin), date(year, month, last), today)
