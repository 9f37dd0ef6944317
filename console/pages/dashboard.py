"""The dashboard for superiors: what waits, how it went over twelve weeks; each number is a link.

The figures are counted at most once a minute in a process and said to be from then.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from console import words
from console.access import StaffRoute
from console.charts import spread, trend
from console.html import staff_page
from console.parts import STAFF, Console
from console.queue.asked import NONE
from domain.calendar import WIB, Term, Unit, due_on, wib_day
from domain.dialogue import Office
from domain.figures import Promptness, Week, monday_of, promptness, weeks
from domain.people import May, Officer
from storage.engine import reading
from storage.figures import Load, Standing, answered, received, standing

_WEEKS = 12
_FRESH = timedelta(minutes=1)
_SOON = Term(3, Unit.WORKING_DAY)
_MOST_SERVICES = 12  # The busiest; the rest is one line, with its own link to the queue.


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a value's name, its load, and where its list is."""

    name: str
    load: Load
    url: str


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the page shows, and when it was counted."""

    at: datetime
    standing: Standing
    weeks: list[Week]
    overall: Promptness


class Dashboard:
    """Counts, and remembers for a minute what it counted."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._known: Figures | None = None
        self._lock = asyncio.Lock()

    async def page(self, request: Request, officer: Officer) -> Response:
        figures = await self.figures()
        office = self.console.office()
        limit = office.rules.answer_term.days
        return staff_page(
            "dashboard.html",
            officer,
            here="dasbor",
            office=office.contact["office"],
            figures=figures,
            tables=_tables(figures.standing, office),
            trend=trend(figures.weeks),
            spread=spread(figures.overall.days, limit),
            limit=limit,
            queue=f"{STAFF}/antrean",
        )

    async def figures(self) -> Figures:
        """The figures, counted anew where they are older than a minute."""
        async with self._lock:
            now = self.console.now()
            known = self._known
            if known is None or not timedelta(0) <= now - known.at < _FRESH:
                self._known = known = await self._count(now)
            return known

    async def _count(self, now: datetime) -> Figures:
        office = self.console.office()
        today = wib_day(now)
        first = monday_of(today) - timedelta(weeks=_WEEKS - 1)

        def count(conn: Connection) -> Figures:
            answers = answered(conn, first, lambda day: closing(office, day))
            return Figures(
                now,
                standing(conn, today, due_on(today, _SOON, office.calendar)),
                weeks(today, _WEEKS, received(conn, first), answers, office.calendar),
                promptness(answers, office.calendar),
            )

        return await reading(self.console.database, count)


def closing(office: Office, day: date) -> datetime:
    """The moment at which a deadline of that day ends: with office hours, or at midnight."""
    closes = office.closes.get(day.weekday())
    if closes is None:
        return datetime.combine(day + timedelta(days=1), datetime.min.time(), WIB)
    return datetime.combine(day, closes, WIB)


def _tables(found: Standing, office: Office) -> list[tuple[str, list[Row]]]:
    services = office.catalogue.services
    named = {
        "component": words.COMPONENT,
        "channel": words.MEDIUM,
        "category": words.CATEGORY,
        "service": {key: service.name for key, service in services.items()},
    }
    heads = (
        ("component", "komponen", "Komponen standar"),
        ("service", "layanan", "Layanan"),
        ("channel", "kanal", "Kanal"),
        ("category", "kategori", "Kategori penanganan"),
    )
    return [
        (title, _rows(found.by[column], named[column], key, column == "channel"))
        for column, key, title in heads
    ]


def _rows(
    loads: dict[str | None, Load], names: dict[str, str], key: str, all_of_them: bool
) -> list[Row]:
    """The busiest first; for channels every medium of the standard in its order, zeros included."""
    if all_of_them:
        ordered = [(value, loads.get(value, Load())) for value in names]
    else:
        ordered = [
            (value or "", load)
            for value, load in sorted(loads.items(), key=lambda item: (-item[1].open, str(item[0])))
        ]
    shown, rest = ordered, []
    if len(ordered) > 20:
        shown, rest = ordered[:_MOST_SERVICES], ordered[_MOST_SERVICES:]
    rows = [
        Row(
            names.get(value, value) if value else "Belum ditentukan",
            load,
            f"{STAFF}/antrean?{urlencode({key: value or NONE})}",
        )
        for value, load in shown
    ]
    if rest:
        loads_left = [load for _, load in rest]
        total = Load(*(sum(getattr(load, f) for load in loads_left) for f in Load.__slots__))
        rows.append(Row(f"{len(rest)} lainnya", total, f"{STAFF}/antrean"))
    return rows


def routes(console: Console) -> list[BaseRoute]:
    page = Dashboard(console)
    return [StaffRoute(console, f"{STAFF}/dasbor", page.page, (May.SEE_DASHBOARD,))]
