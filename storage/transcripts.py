"""Conversations as they are read: who said what, and where a conversation stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select, true

from domain.dialogue import State
from domain.messages import Address, Attachment, DeliveryStatus, Location, Option
from storage.codec import load_attachments, load_location, load_options, load_state
from storage.tables import conversations, inbox, outbox

_MOST = 500  # Lines of one conversation that are read at once, the newest.
_AT_ONE_MOMENT = 50  # Lines of one side that can have been written down at the same moment.
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PLACE = re.compile(r"(\d{16})-[io]\d{1,18}")


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a conversation. status is None for what the citizen wrote.

    complaint: the number that a message of ours belongs to, "" for none. How a message of ours
    fared: error_code and error as the provider gave them, attempts that failed, due_at when it is
    tried (again), and when it was sent, delivered, read, or failed for good.
    """

    id: str
    at: datetime
    from_citizen: bool
    text: str
    status: DeliveryStatus | None = None
    options: tuple[Option, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    template: str = ""
    purpose: str = ""
    location: Location | None = None
    complaint: str = ""
    error_code: str = ""
    error: str = ""
    attempts: int = 0
    due_at: datetime | None = None
    sent_at: datetime | None = None
    delivered_at: datetime | None = None
    read_at: datetime | None = None
    failed_at: datetime | None = None

    @property
    def place(self) -> str:
        """Where it stands in its conversation: later lines have greater places."""
        return f"{_micros(self.at):016d}-{self.id}"

    @property
    def row_id(self) -> int:
        """The id of its row: in the inbox for what the citizen wrote, else in the outbox."""
        return int(self.id[1:])


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a conversation stands. pending: messages that wait to be handled."""

    conversation_id: int
    contact_id: int
    state: State
    pending: int


def conversation_at(conn: Connection, address: Address) -> int | None:
    """The conversation with an address, None where there is none."""
    standing = standing_of(conn, address)
    return standing.conversation_id if standing else None


def standing_of(conn: Connection, address: Address) -> Standing | None:
    """Where the conversation with an address stands, None where there is none."""
    c = conversations.c
    query = select(c.id, c.contact_id, c.state, c.pending).where(
        c.channel == address.channel, c.address == address.value
    )
    row = conn.execute(query).first()
    if row is None:
        return None
    return Standing(row.id, row.contact_id, load_state(row.state), row.pending)


def handed_over(conn: Connection) -> list[int]:
    """The conversations that a human holds."""
    c = conversations.c
    # The state is a document; only few conversations are handed over at any time, and this is
    # asked only by who releases all of them.
    query = select(c.id, c.state).where(c.state.like('%"handover":true%')).order_by(c.id)
    return [row.id for row in conn.execute(query) if load_state(row.state).handover]


def next_wake(conn: Connection) -> datetime | None:
    """The earliest moment at which something is due by itself: a timer, or a delayed message."""
    timer = conn.execute(select(func.min(conversations.c.wake_at))).scalar()
    due = conn.execute(
        select(func.min(outbox.c.due_at)).where(outbox.c.status == DeliveryStatus.QUEUED.value)
    ).scalar()
    return min((moment for moment in (timer, due) if moment is not None), default=None)


def transcript(conn: Connection, conversation_id: int) -> list[Line]:
    """The conversation in order, its newest lines where it is long."""
    i, o = inbox.c, outbox.c
    written = _inbound().where(i.conversation_id == conversation_id)
    said = _outbound().where(o.conversation_id == conversation_id)
    lines = [_written(row) for row in conn.execute(written.order_by(i.id.desc()).limit(_MOST))]
    lines += [_said(row) for row in conn.execute(said.order_by(o.id.desc()).limit(_MOST))]
    return sorted(lines, key=lambda line: (line.at, not line.from_citizen, line.id))[-_MOST:]


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a conversation that belongs to a complaint and may be shown with it.

    spans: from a moment until before another, by when the citizen wrote; None is open. always: a
    number whose messages of ours belong to it whenever they were said; never: numbers whose
    messages do not; with `only`, those of no other number do.
    """

    spans: tuple[tuple[datetime | None, datetime | None], ...] = ((None, None),)
    always: str = ""
    never: tuple[str, ...] = ()
    only: bool = False


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of a conversation in order, and whether there are older ones."""

    lines: tuple[Line, ...]
    older: bool


def stretch(
    conn: Connection,
    conversation_id: int,
    *,
    most: int,
    before: str = "",
    scope: Scope = EVERYTHING,
) -> Stretch:
    """The newest lines within a scope, at most `most`, of those before a place where one is given.

    before: a `Line.place`. Raises ValueError where it is none.
    """
    i, o = inbox.c, outbox.c
    written = _inbound().where(i.conversation_id == conversation_id, _within(i.sent_at, scope))
    said = _outbound().where(o.conversation_id == conversation_id)
    others: list[ColumnElement[bool]] = []
    if scope.never:
        others.append(o.complaint.not_in(scope.never))
    if scope.only:
        others.append(o.complaint == "")
    theirs = and_(_within(o.created_at, scope), *others)
    said = said.where(or_(o.complaint == scope.always, theirs) if scope.always else theirs)
    if before:
        moment = _moment(before)
        written, said = written.where(i.received_at <= moment), said.where(o.created_at <= moment)
    # One more than is shown tells that there are older ones; what was said at the very moment of
    # the place is sorted out below, so there is room for it.
    room = most + 1 + (_AT_ONE_MOMENT if before else 0)
    newest_in = written.order_by(i.received_at.desc(), i.id.desc()).limit(room)
    newest_out = said.order_by(o.created_at.desc(), o.id.desc()).limit(room)
    lines = [_written(row) for row in conn.execute(newest_in)]
    lines += [_said(row) for row in conn.execute(newest_out)]
    lines = sorted(
        (line for line in lines if not before or line.place < before), key=lambda line: line.place
    )
    return Stretch(tuple(lines[-most:]), len(lines) > most)


def holds(conn: Connection, conversation_id: int, inbox_id: int, scope: Scope) -> bool:
    """Whether a message that a citizen wrote stands in this part of the conversation."""
    i = inbox.c
    query = select(i.id).where(
        i.id == inbox_id, i.conversation_id == conversation_id, _within(i.sent_at, scope)
    )
    return conn.execute(query).first() is not None


def newest_line(conn: Connection, conversation_id: int) -> tuple[int, int, datetime | None]:
    """The ids of the newest message from and to the citizen, and when one of ours last moved."""
    i, o = inbox.c, outbox.c
    moved = (o.sent_at, o.delivered_at, o.read_at, o.failed_at)
    last_in = select(func.max(i.id)).where(i.conversation_id == conversation_id)
    last_out = select(func.max(o.id), *(func.max(column) for column in moved)).where(
        o.conversation_id == conversation_id
    )
    out, *moments = conn.execute(last_out).one()
    return (
        conn.execute(last_in).scalar() or 0,
        out or 0,
        max((moment for moment in moments if moment is not None), default=None),
    )


def profile_names(conn: Connection, conversation_id: int) -> tuple[str, ...]:
    """The names under which a citizen wrote on WhatsApp or Telegram."""
    i = inbox.c
    query = select(i.profile_name).where(i.conversation_id == conversation_id, i.profile_name != "")
    return tuple(sorted(conn.execute(query.distinct()).scalars()))


def _within(when: ColumnElement[datetime], scope: Scope) -> ColumnElement[bool]:
    spans: list[ColumnElement[bool]] = []
    for start, end in scope.spans:
        bounds = [when >= start] if start is not None else []
        bounds += [when < end] if end is not None else []
        spans.append(and_(true(), *bounds))
    return or_(false(), *spans)


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _moment(place: str) -> datetime:
    """The moment of a place. Raises ValueError for what is no place."""
    match = _PLACE.fullmatch(place)
    if match is None:
        raise ValueError("this is no place in a conversation")
    return _EPOCH + timedelta(microseconds=int(match[1]))


def _inbound() -> Select[Any]:
    i = inbox.c
    return select(i.id, i.received_at, i.text, i.button, i.attachments, i.location)


def _outbound() -> Select[Any]:
    o = outbox.c
    return select(
        o.id,
        o.created_at,
        o.text,
        o.status,
        o.options,
        o.template,
        o.purpose,
        o.complaint,
        o.error_code,
        o.error,
        o.attempts,
        o.due_at,
        o.sent_at,
        o.delivered_at,
        o.read_at,
        o.failed_at,
    )


def _written(row: Any) -> Line:
    return Line(
        id=f"i{row.id:012d}",
        at=row.received_at,
        from_citizen=True,
        text=row.text or row.button,
        attachments=load_attachments(row.attachments),
        location=load_location(row.location),
    )


def _said(row: Any) -> Line:
    return Line(
        id=f"o{row.id:012d}",
        at=row.created_at,
        from_citizen=False,
        text=row.text,
        status=DeliveryStatus(row.status),
        options=load_options(row.options),
        template=row.template,
        purpose=row.purpose,
        complaint=row.complaint,
        error_code=row.error_code,
        error=row.error,
        attempts=row.attempts,
        due_at=row.due_at,
        sent_at=row.sent_at,
        delivered_at=row.delivered_at,
        read_at=row.read_at,
        failed_at=row.failed_at,
    )
