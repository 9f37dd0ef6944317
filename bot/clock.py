"""The only place that reads the clock (ruff's TID251 bans it everywhere else).

Everybody else is handed `now`, so that every rule can be tried on any day of any year.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from domain.calendar import wib_day


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present day in Purwakarta, which begins seven hours before the day in UTC."""
    return wib_day(now())
