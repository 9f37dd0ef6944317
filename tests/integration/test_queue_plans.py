"""No question of the queue gets slower because complaints that are done have piled up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.people import KEPALA_LEVEL, Officer, Role
from storage import matters
from storage.engine import make_engine, reading, transaction
from storage.handovers import handed_over_page, rejected_count, undelivered_count, undelivered_page
from storage.queue import NOTHING, Filters, Place, page, total
from storage.queue_views import Look, counts, views_of
from tests.integration.console_rig import NOW, Rig

TODAY = date(2026, 3, 16)
LOOKS = [
    Look(Officer(1, "x", "X", role, level), TODAY, TODAY + timedelta(days=3))
    for role, level in ((Role.ATASAN, 1), (Role.KEPALA, KEPALA_LEVEL), (Role.INSPEKTORAT, 0))
]
FILTERS = [
    Filters(),
    Filters(component="biaya", channel="sms", kind="saran"),
    Filters(service="nib", category=NOTHING, unassigned=True),
    Filters(assignee=3, due_until=TODAY),
    Filters(status="ditutup", undated=True),
]
# What may be read whole, because it holds little.
_SMALL = ("ix_complaints_given", "ix_conversations_handover_since")
# The tables that grow for ever.
_LARGE = re.compile(r"\b(complaints|unfinished|outbox|inbox|conversations|other_matters)\b")


def ask_everything(conn: Connection) -> None:
    recent = NOW - timedelta(days=30)
    for look in LOOKS:
        counts(conn, look)
        for view in views_of(look.officer):
            for filters in FILTERS:
                for after in (None, Place(TODAY, 5)):
                    page(conn, view, filters, look, after)
                if filters.narrow and view.value != "semua":
                    total(conn, view, filters, look)
    for after_id in (None, 5):
        matters.unhandled_of(conn, "unread", after_id)
        undelivered_page(conn, recent, after_id)
    matters.waiting_unread(conn)
    matters.since(conn, "praise", recent)
    undelivered_count(conn, recent)
    rejected_count(conn, recent)
    handed_over_page(conn)
    handed_over_page(conn, (NOW, 1))


def explained(conn: Connection) -> dict[str, Sequence[str]]:
    """Every statement that is asked for the pages, with its plan."""
    asked: dict[str, Any] = {}

    def note(*args: Any) -> None:
        asked.setdefault(args[2], args[3])

    event.listen(conn, "before_cursor_execute", note)
    ask_everything(conn)
    event.remove(conn, "before_cursor_execute", note)
    how = "EXPLAIN QUERY PLAN" if conn.dialect.name == "sqlite" else "EXPLAIN"
    return {
        statement: [str(row[-1]) for row in conn.exec_driver_sql(f"{how} {statement}", parameters)]
        for statement, parameters in asked.items()
    }


async def test_every_question_of_the_queue_is_answered_from_an_index(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    for _ in range(3):
        await rig.complaint()

    def plans(conn: Connection) -> dict[str, Sequence[str]]:
        if conn.dialect.name == "postgresql":
            # For three rows it would read whole tables, and be right.
            conn.exec_driver_sql("SET LOCAL enable_seqscan = off")
        return explained(conn)

    found = await transaction(database, plans)
    assert len(found) > 30
    slow = {
        statement: line
        for statement, lines in found.items()
        for line in lines
        if _LARGE.search(line)
        and (line.startswith("SCAN") or "Seq Scan" in line)
        and not any(index in line for index in _SMALL)
        # From the newest back, as far as a page and its limit go.
        and not (" DESC" in statement and ("LIMIT" in statement or "max(" in statement))
    }
    assert slow == {}


async def test_open_complaints_are_counted_and_filtered_without_reading_their_rows(
    sqlite_url: str,
) -> None:
    engine = make_engine(sqlite_url)
    found = await reading(engine, explained)
    by_open = [
        line
        for statement, lines in found.items()
        if "IN ('diterima', 'ditelaah', 'ditindaklanjuti')" in statement
        and "outbox" not in statement
        for line in lines
        if "complaints " in line
    ]
    assert len(by_open) > 20
    assert {line for line in by_open if "COVERING INDEX" not in line} == set()
    await engine.dispose()
