"""The office's calendar of working days, from the package `holidays` and the office's own dates.

The package's default category counts cuti bersama as working days, so `government` is asked for
too. It expands years by itself, which would change the version with every look, so that is off.
A year whose government list is empty has not been published; its deadlines are provisional.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

import holidays

from domain.calendar import WorkCalendar

_BEFORE, _AFTER = 2, 3  # Years around the present one that deadlines may reach.


def work_calendar(
    today: date, extra: Mapping[date, str], complete_years: Iterable[int] = ()
) -> WorkCalendar:
    """The calendar around `today` (a day in WIB), with the office's own days added.

    complete_years: years whose whole list stands in `extra`.
    """
    years = tuple(range(today.year - _BEFORE, today.year + _AFTER + 1))
    days, known = _published(years)
    days = {**days, **extra}
    listed = "\n".join(f"{day.isoformat()} {name}" for day, name in sorted(days.items()))
    digest = hashlib.sha256(listed.encode()).hexdigest()[:12]
    return WorkCalendar(days, known | frozenset(complete_years), f"id-{digest}")


@lru_cache(maxsize=4)
def _published(years: tuple[int, ...]) -> tuple[dict[date, str], frozenset[int]]:
    days: dict[date, str] = {}
    known = set()
    for year in years:
        government = holidays.country_holidays(
            "ID", categories=("government",), years=year, expand=False
        )
        both = holidays.country_holidays(
            "ID", categories=("public", "government"), years=year, expand=False
        )
        days.update(both)
        if government:
            known.add(year)
    return days, frozenset(known)
