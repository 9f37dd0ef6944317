"""Counts for the dashboard, taken from indexes so that a million complaints cost no more.

What waits now comes from the partial index of open complaints; what came and was answered over
weeks from two indexes by day. No document is read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, case, func, select

from domain.complaint import Kind
from domain.figures import Answered
from storage.tables import FAILED, HELD, complaints, is_open, outbox

BY = ("component", "service", "channel", "category")


@dataclass(frozen=True, slots=True)
class Load:
    """How much is open, how much of it due in the next days, and how much past its deadline."""

    open: int = 0
    soon: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What waits now. by: for each of BY the load of each value; None is what has no value."""

    total: Load
    unassigned: int
    untouched: int
    urgent: int
    awaits_approval: int
    undelivered: int
    by: dict[str, dict[str | None, Load]]


def standing(conn: Connection, today: date, soon: date) -> Standing:
    """What is open on `today` (WIB). soon: the last day that counts as due soon."""
    c = complaints.c
    overdue = func.coalesce(func.sum(case((c.deadline_on < today, 1), else_=0)), 0)
    due_soon = func.coalesce(func.sum(case((c.deadline_on.between(today, soon), 1), else_=0)), 0)
    load = (func.count().label("open"), due_soon.label("soon"), overdue.label("overdue"))
    row = conn.execute(
        select(
            *load,
            func.coalesce(func.sum(case((c.assignee_id.is_(None), 1), else_=0)), 0).label("nobody"),
            func.coalesce(func.sum(case((c.touched_at.is_(None), 1), else_=0)), 0).label("idle"),
            func.coalesce(func.sum(case((c.urgent, 1), else_=0)), 0).label("urgent"),
            func.coalesce(func.sum(case((c.awaits_approval, 1), else_=0)), 0).label("approval"),
        ).where(is_open)
    ).one()
    by = {}
    for name in BY:
        query = select(c[name].label("value"), *load).where(is_open).group_by(c[name])
        by[name] = {
            found.value: Load(found.open, found.soon, found.overdue)
            for found in conn.execute(query)
        }
    return Standing(
        Load(row.open, row.soon, row.overdue),
        row.nobody,
        row.idle,
        row.urgent,
        row.approval,
        _undelivered(conn),
        by,
    )


def _undelivered(conn: Connection) -> int:
    """Complaints not closed of which a message failed or is held."""
    stuck = (
        select(outbox.c.complaint_id)
        .where((outbox.c.status == FAILED) | (outbox.c.status == HELD))
        .where(outbox.c.complaint_id.is_not(None))
    )
    waiting = complaints.c.status.in_(("diterima", "ditelaah", "ditindaklanjuti", "dijawab"))
    query = select(func.count()).where(complaints.c.id.in_(stuck), waiting)
    return int(conn.execute(query).scalar_one())


def received(conn: Connection, since: date) -> list[tuple[date, int]]:
    """Complaints by the day (WIB) on which they were received, from `since` on."""
    c = complaints.c
    query = select(c.counts_from, func.count().label("many")).where(
        c.counts_from >= since, c.kind == Kind.PENGADUAN.value
    )
    return [(row.counts_from, row.many) for row in conn.execute(query.group_by(c.counts_from))]


def answered(conn: Connection, since: date, ends: Callable[[date], datetime]) -> list[Answered]:
    """Answers given from `since` (WIB) on. ends: the moment at which a deadline of that day ends.

    What was answered on the very day of its deadline is looked at more closely: the day ends with
    office hours, or at midnight, as the office has chosen.
    """
    c = complaints.c
    wanted = (c.answered_on >= since, c.kind == Kind.PENGADUAN.value)
    before = case((c.answered_on < c.deadline_on, 1), else_=0)
    grouped = (
        select(c.counts_from, c.answered_on, before.label("before"), func.count().label("many"))
        .where(*wanted, c.answered_on != c.deadline_on)
        .group_by(c.counts_from, c.answered_on, before)
    )
    found = [
        Answered(row.counts_from, row.answered_on, bool(row.before), row.many)
        for row in conn.execute(grouped)
    ]
    last_day = select(c.counts_from, c.answered_on, c.answered_at).where(
        *wanted, c.answered_on == c.deadline_on
    )
    for row in conn.execute(last_day):
        in_time = row.answered_at <= ends(row.answered_on)
        found.append(Answered(row.counts_from, row.answered_on, in_time, 1))
    return found
