"""Ready answers: sentences that officers write once and insert many times. None is ever deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, not_, or_, select, update

from domain.complaint import AuditEvent
from storage.audit import Happened, append
from storage.cleaning import private
from storage.columns import AnyRow
from storage.office_tables import canned_answers


@dataclass(frozen=True, slots=True)
class Canned:
    """A ready answer with its variables in braces.

    component: the one that it is for, None for every one. by, at: who wrote it last, and when.
    retired: kept, and no longer offered.
    """

    id: int
    title: str
    text: str
    component: str | None
    by: str
    at: datetime
    retired: bool


def ready(conn: Connection, component: str | None) -> list[Canned]:
    """Those to be offered for a component: its own first, then what fits every one."""
    c = canned_answers.c
    own = [c.component == component] if component is not None else []
    fits = or_(c.component.is_(None), *own)
    offered = select(canned_answers).where(not_(c.retired), fits)
    return _read(conn, offered.order_by(c.component.is_(None), c.title, c.id))


def everything(conn: Connection) -> list[Canned]:
    """All of them, the retired ones too, by title."""
    c = canned_answers.c
    return _read(conn, select(canned_answers).order_by(c.title, c.id))


def one(conn: Connection, id: int) -> Canned:
    """The ready answer of this id. Raises LookupError where there is none."""
    found = _read(conn, select(canned_answers).where(canned_answers.c.id == id))
    if not found:
        raise LookupError(f"there is no ready answer {id}")
    return found[0]


def add(
    conn: Connection, *, title: str, text: str, component: str | None, by: str, now: datetime
) -> int:
    """A new one; its id. by: the username of who wrote it."""
    values = _values(title, text, component) | {"by": by, "at": now}
    id = conn.execute(insert(canned_answers).values(values).returning(canned_answers.c.id))
    new = int(id.scalar_one())
    _note(conn, "canned_added", new, by, now)
    return new


def change(
    conn: Connection,
    id: int,
    *,
    title: str,
    text: str,
    component: str | None,
    by: str,
    now: datetime,
) -> None:
    """Another wording. Raises LookupError where there is none of this id."""
    _update(conn, id, _values(title, text, component) | {"by": by, "at": now})
    _note(conn, "canned_changed", id, by, now)


def retire(conn: Connection, id: int, *, by: str, now: datetime, retired: bool = True) -> None:
    """Offers it no longer, or again. Raises LookupError where there is none of this id."""
    _update(conn, id, {"retired": retired})
    _note(conn, "canned_retired" if retired else "canned_restored", id, by, now)


def _values(title: str, text: str, component: str | None) -> dict[str, Any]:
    return {
        "title": private(title).strip(),
        "text": private(text).strip(),
        "component": component,
    }


def _update(conn: Connection, id: int, values: dict[str, Any]) -> None:
    changed = update(canned_answers).where(canned_answers.c.id == id).values(values)
    if not conn.execute(changed).rowcount:
        raise LookupError(f"there is no ready answer {id}")


def _note(conn: Connection, name: str, id: int, by: str, now: datetime) -> None:
    append(conn, [Happened(AuditEvent(name, actor=by, data={"canned": id}), now)])


def _read(conn: Connection, query: Select[Any]) -> list[Canned]:
    return [_canned(row) for row in conn.execute(query)]


def _canned(row: AnyRow) -> Canned:
    return Canned(row.id, row.title, row.text, row.component, row.by, row.at, row.retired)
