"""The queue: complaints of a view that fit the filters, fifty at a time, without an offset.

A page begins behind the last row of the page before, by what the list is sorted by (deadline and
id, or id alone), so a row that goes or comes meanwhile makes no other one appear twice or not at
all. Documents are read for the rows of the page only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from domain.complaint import Complaint
from domain.people import May
from storage.columns import AnyRow, padded
from storage.complaints import by_ids
from storage.queue_views import Look, View, allowed, belongs
from storage.search import matching
from storage.tables import complaints, is_open, outbox, undelivered

NOTHING = "-"  # A filter for complaints that have no value there.
SIZE = 50
# How many matches of a search are looked at for one page. A common word matches most of all
# complaints, and nobody reads them.
SEARCHED = 500
# How far back one page of all complaints looks for what fits its filters, in complaints. What is
# rare among a million is found in a few pages, and none of them takes long.
REACH = 200_000

_PLACE = re.compile(r"(\d{4}-\d\d-\d\d)?~(\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; "", None and False leave it as it is.

    service: a catalogue's id, or the citizen's own words. channel: the medium. component, service
    and category can be NOTHING. assignee: an officer's id; unassigned: nobody has it.
    due_from, due_until: an open complaint's deadline lies there; undated: it has none.
    text: what somebody typed to search for.
    """

    status: str = ""
    kind: str = ""
    component: str = ""
    service: str = ""
    channel: str = ""
    category: str = ""
    assignee: int | None = None
    unassigned: bool = False
    due_from: date | None = None
    due_until: date | None = None
    undated: bool = False
    text: str = ""

    @property
    def narrow(self) -> bool:
        """Whether anything is left out."""
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place in a list; the deadline does not count where the newest stand first."""

    deadline: date | None
    id: int

    def __str__(self) -> str:
        return f"{self.deadline or ''}~{self.id}"

    @classmethod
    def read(cls, text: str) -> Place:
        """The place that was written so. Raises ValueError for anything else."""
        found = _PLACE.fullmatch(text)
        if found is None:
            raise ValueError("not a place in the queue")
        return cls(date.fromisoformat(found[1]) if found[1] else None, int(found[2]))


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the list. undelivered: a message about it did not reach the citizen."""

    complaint: Complaint
    undelivered: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list.

    after: where the next one begins, None at the end. unfinished: it ended before it was full,
    because it had looked far enough; the next one goes on. cut: more matched the searched text
    than is looked at, and only the newest were.
    """

    items: tuple[Item, ...]
    after: Place | None = None
    unfinished: bool = False
    cut: bool = False


def page(
    conn: Connection,
    view: View,
    filters: Filters,
    look: Look,
    after: Place | None = None,
    size: int = SIZE,
) -> Page:
    """The rows of a view behind a place, those with the nearest deadline first.

    All complaints together stand with the newest first.
    """
    if view is View.ALL:
        return _newest(conn, filters, look, after, size)
    c = complaints.c
    where = [belongs(view, look), allowed(look), *_fits(filters, look)]
    cut = False
    if filters.text:
        ids, cut = _matches(conn, filters.text, look)
        where.append(c.id.in_(ids))
    if after is not None:
        where.append(_behind(after))
    query = select(c.id, c.deadline_on).where(*where)
    query = query.order_by(c.deadline_on.nulls_last(), c.id).limit(size + 1)
    found = conn.execute(query).all()
    return _page(conn, found, size, cut=cut)


def total(conn: Connection, view: View, filters: Filters, look: Look) -> int:
    """How many complaints of a view fit the filters. Not for all complaints: they are too many."""
    where = [belongs(view, look), allowed(look), *_fits(filters, look)]
    if filters.text:
        where.append(complaints.c.id.in_(_matches(conn, filters.text, look)[0]))
    counted = select(func.count()).select_from(complaints).where(*where)
    return int(conn.execute(counted).scalar_one())


def _newest(conn: Connection, filters: Filters, look: Look, after: Place | None, size: int) -> Page:
    """All complaints, the newest first; each page looks back only so far."""
    c = complaints.c
    where = [allowed(look), *_fits(filters, look)]
    if after is not None:
        where.append(c.id < after.id)
    # Only what the index holds: so it is read alone, and not the rows.
    query = select(c.id, c.deadline_on)
    end: int | None = None  # The oldest that this page may look at, where there are older ones.
    if filters.text:
        before = after.id if after else None
        names = look.officer.may(May.SEE_CONTACT)
        ids = matching(conn, filters.text, names=names, limit=SEARCHED, before_id=before)
        where.append(c.id.in_(padded(ids)))
        end = ids[-1] if len(ids) == SEARCHED else None
    elif filters.narrow:
        top = after.id if after else _newest_id(conn) + 1
        where.append(c.id >= top - REACH)
        end = top - REACH if top > REACH else None
    found = conn.execute(query.where(*where).order_by(c.id.desc()).limit(size + 1)).all()
    made = _page(conn, found, size)
    if made.after is None and end is not None:
        return Page(made.items, Place(None, end), unfinished=True)
    return made


def _newest_id(conn: Connection) -> int:
    return conn.execute(select(func.max(complaints.c.id))).scalar() or 0


def _matches(conn: Connection, text: str, look: Look) -> tuple[list[int], bool]:
    """The newest complaints that match, and whether there are more."""
    names = look.officer.may(May.SEE_CONTACT)
    ids = matching(conn, text, names=names, limit=SEARCHED)
    return padded(ids), len(ids) == SEARCHED


def _page(conn: Connection, found: Sequence[AnyRow], size: int, *, cut: bool = False) -> Page:
    shown = found[:size]
    documents = by_ids(conn, [row.id for row in shown])
    undelivered = _undelivered(conn, [row.id for row in shown])
    after = Place(shown[-1].deadline_on, shown[-1].id) if len(found) > size else None
    # A document that this release cannot read is noted in the log and left out here.
    items = tuple(
        Item(documents[row.id], row.id in undelivered) for row in shown if row.id in documents
    )
    return Page(items, after, cut=cut)


def _undelivered(conn: Connection, ids: Sequence[int]) -> set[int]:
    if not ids:
        return set()
    o = outbox.c
    query = select(o.complaint_id).where(undelivered, o.complaint_id.in_(padded(ids)))
    return set(conn.execute(query.distinct()).scalars())


def _behind(place: Place) -> ColumnElement[bool]:
    """What comes later by deadline and id, where what has no deadline comes last."""
    c = complaints.c
    if place.deadline is None:
        return and_(c.deadline_on.is_(None), c.id > place.id)
    return or_(
        c.deadline_on > place.deadline,
        and_(c.deadline_on == place.deadline, c.id > place.id),
        c.deadline_on.is_(None),
    )


def _fits(filters: Filters, look: Look) -> list[ColumnElement[bool]]:
    """The conditions of all filters but the searched text."""
    c = complaints.c
    where: list[ColumnElement[bool]] = []
    for column, value in (
        (c.status, filters.status),
        (c.kind, filters.kind),
        (c.component, filters.component),
        (c.service, filters.service),
        (c.channel, filters.channel),
        (c.category, filters.category),
    ):
        if value == NOTHING:
            where.append(column.is_(None))
        elif value:
            where.append(column == value)
    if filters.unassigned:
        where.append(c.assignee_id.is_(None))
    elif filters.assignee is not None:
        where.append(c.assignee_id == filters.assignee)
    if filters.undated:
        where.append(c.deadline_on.is_(None))
    # What is done is no longer due.
    if filters.due_from or filters.due_until:
        where.append(is_open)
    if filters.due_from:
        where.append(c.deadline_on >= filters.due_from)
    if filters.due_until:
        where.append(c.deadline_on <= filters.due_until)
    return where
