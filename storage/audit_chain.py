"""The arithmetic of the timeline, and the proof that nobody has changed it.

Every complaint has a chain of its own. Each event's link is a digest over the event and the link
before it, so what is changed, taken out or put in between no longer fits. What somebody wrote
stands in a table of its own with a salt; the link covers its digest only. So a text can be erased,
with its salt and therefore beyond guessing, and the chain stays whole.

Two limits. An event that belongs to no complaint (a reminder, an opt-out, an export) is in no
chain: one chain for all of them would make all who write wait for each other. And whoever may
write to every table can compute a whole chain anew; against that, only a copy elsewhere helps.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, and_, exists, select, tuple_

from storage.audit_tables import audit_events, audit_heads, audit_texts
from storage.columns import AnyRow, literal
from storage.tables import complaints

START = ""  # What the first event of a chain follows on.
PAGE = 2000  # Events that are held in memory at once.
MOST = 1000  # Problems that are told one by one; the rest is counted.
_FIRST = -(2**31)  # Below every number that an event can have been given, also by a forger.

_COVERED = (
    audit_events.c.name,
    audit_events.c.complaint,
    audit_events.c.conversation_id,
    audit_events.c.actor,
    audit_events.c.data,
    audit_events.c.text_digest,
)
_COVERED_KEYS = tuple(column.key for column in _COVERED)
_encode = json.JSONEncoder(separators=(",", ":")).encode


def text_digest(salt: str, text: str) -> str:
    """What a link covers of a text; "" stands for no text."""
    return hashlib.sha256((salt + text).encode()).hexdigest()


def link(previous: str, seq: int, at: datetime, event: dict[str, Any]) -> str:
    """An event's link: a digest over the link before it and the row as it is stored.

    event: the columns of audit_events by name. Its id is not covered, which nothing relies on but
    the way to its text, and that has a digest.
    """
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    covered = [previous, seq, moment, *(event[key] for key in _COVERED_KEYS)]
    return hashlib.sha256(_encode(covered).encode()).hexdigest()


class Fault(StrEnum):
    """What can be wrong with a chain."""

    CHANGED = "the event was changed, or does not follow from the one before it"
    MISSING = "events before this one are missing"
    CUT = "events after this one are missing"
    HEAD = "the head of the chain is missing or does not fit the last event"
    UNCHAINED = "an event stands outside the chain"
    TEXT = "the text was changed"
    NO_EVENT = "a text belongs to no event"
    NO_CHAIN = "the complaint has no timeline at all"
    UNREADABLE = "an event behind this one cannot be read, and the rest was not checked"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    seq: the event's place in the chain, 0 where it has none; of a text without an event the id
    that the event had.
    """

    complaint: str
    seq: int
    what: Fault


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found.

    events and chains: how many were checked. texts: how many are there, erased: how many are not
    any more, which is no problem. problems: the first MOST of `found`; of what no chain leads to,
    only MOST of each kind are looked for.
    """

    events: int
    chains: int
    texts: int
    erased: int
    found: int
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        return self.found == 0


class AuditCheck:
    """Goes through all chains page by page, so that neither memory nor a transaction grows long.

    Each page is one statement that reads events, heads and texts together. So events that are
    appended meanwhile, also between two pages of one chain, are no problem.
    """

    def __init__(self) -> None:
        self._after = ("", _FIRST)
        self._last: AnyRow | None = None
        self._problems: list[Problem] = []
        self._found = 0
        self.events = 0
        self._chains = self._texts = self._erased = 0

    @property
    def verdict(self) -> Verdict:
        """What was found so far."""
        return Verdict(
            self.events,
            self._chains,
            self._texts,
            self._erased,
            self._found,
            tuple(self._problems),
        )

    def advance(self, conn: Connection) -> bool:
        """Checks one more page; False once everything is checked."""
        try:
            page = conn.execute(_page(*self._after)).all()
        except ValueError:
            # SQLite keeps anything in any column, also a moment that is none.
            self._problem(Problem(*self._after, Fault.UNREADABLE))
            return False
        for row in page:
            self._event(row)
        if len(page) == PAGE:
            self._after = (page[-1].complaint, page[-1].seq)
            return True
        self._end_of_chain()
        self._strays(conn)
        return False

    def _event(self, row: AnyRow) -> None:
        last = self._last
        if last is None or last.complaint != row.complaint:
            self._end_of_chain()
            self._chains += 1
            seq, previous = 0, START
        else:
            seq, previous = last.seq, last.chain
        if row.seq != seq + 1:
            # What its link should be cannot be known without the missing one.
            self._at(row, Fault.MISSING)
        elif not _fits(previous, row):
            self._at(row, Fault.CHANGED)
        self._text(row)
        self.events += 1
        self._last = row

    def _text(self, row: AnyRow) -> None:
        if row.salt is None:
            self._erased += bool(row.text_digest)
            return
        self._texts += 1
        # Read as text whatever it is, for SQLite keeps bytes in any column as well.
        if text_digest(f"{row.salt}", f"{row.text}") != row.text_digest:
            self._at(row, Fault.TEXT)

    def _end_of_chain(self) -> None:
        last, self._last = self._last, None
        if last is None:
            return
        if last.head_seq is not None and last.head_seq > last.seq:
            self._at(last, Fault.CUT)
        elif (last.head_seq, last.head_chain) != (last.seq, last.chain):
            self._at(last, Fault.HEAD)

    def _strays(self, conn: Connection) -> None:
        """What no chain leads to. Nothing of it is there in a sound database."""
        for query, fault in _STRAYS:
            for row in conn.execute(query.limit(MOST)):
                self._at(row, fault)

    def _at(self, row: AnyRow, what: Fault) -> None:
        self._problem(Problem(row.complaint, row.seq, what))

    def _problem(self, problem: Problem) -> None:
        self._found += 1
        if len(self._problems) < MOST:
            self._problems.append(problem)


def verify(conn: Connection, progress: Callable[[int], None] = lambda events: None) -> Verdict:
    """Checks every link, head and text; `progress` hears after each page how many events it was.

    Who has to keep a transaction short calls `AuditCheck.advance` in one of its own each time.
    """
    check = AuditCheck()
    while check.advance(conn):
        progress(check.events)
    progress(check.events)
    return check.verdict


def _fits(previous: str, row: AnyRow) -> bool:
    """Whether the event's link is the one that follows from the link before and from the row."""
    try:
        return bool(row.chain == link(previous, row.seq, row.at, row._asdict()))
    except TypeError:
        return False  # Bytes, which no event of ours has ever held.


def _page(complaint: str, seq: int) -> Select[Any]:
    e, t, h = audit_events, audit_texts, audit_heads
    # The second condition follows from the rest. Without it PostgreSQL, which joins two sorted
    # lists here, would read the list of heads from its beginning for every page.
    its_head = and_(h.c.complaint == e.c.complaint, h.c.complaint >= complaint)
    return (
        select(e.c.seq, e.c.at, e.c.chain, *_COVERED, t.c.salt, t.c.text)
        .add_columns(h.c.seq.label("head_seq"), h.c.chain.label("head_chain"))
        .select_from(e.outerjoin(t, t.c.event_id == e.c.id).outerjoin(h, its_head))
        .where(e.c.seq.is_not(None), tuple_(e.c.complaint, e.c.seq) > tuple_(complaint, seq))
        .order_by(e.c.complaint, e.c.seq)
        .limit(PAGE)
    )


def _strays() -> tuple[tuple[Select[Any], Fault], ...]:
    e, t, h = audit_events.c, audit_texts.c, audit_heads.c
    chained = exists().where(e.complaint == h.complaint, e.seq.is_not(None))
    written = exists().where(e.id == t.event_id)
    headed = exists().where(h.complaint == complaints.c.number)
    nobody, nowhere = literal("").label("complaint"), literal(0).label("seq")
    number = complaints.c.number.label("complaint")
    return (
        (select(e.complaint, nowhere).where(e.seq.is_(None), e.complaint != ""), Fault.UNCHAINED),
        (select(h.complaint, nowhere).where(~chained), Fault.CUT),
        (select(nobody, t.event_id.label("seq")).where(~written), Fault.NO_EVENT),
        (select(number, nowhere).where(~headed), Fault.NO_CHAIN),
    )


_STRAYS = _strays()
