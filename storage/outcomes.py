"""Transaction 3: everything that a turn changes, or nothing of it.

A batch of turns shares one commit. A turn whose conversation or complaint somebody else has taken
meanwhile is left out, and the others are written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, func, insert, select, update

from domain.complaint import AuditEvent, Complaint, Status
from domain.dialogue import Outcome, fill
from domain.errors import InvalidTransitionError, LeaseLostError
from domain.understanding import NluResult
from storage import complaints as registry
from storage.audit import Happened, append
from storage.cleaning import clean, private
from storage.codec import dump_state
from storage.columns import UtcDateTime, padded, rows
from storage.columns import insert as upsert
from storage.corrections import add as add_corrections
from storage.handled import note_handled
from storage.leases import put_back, still_held
from storage.office_tables import other_matters
from storage.replies import Reply, cancel, put, take_back
from storage.tables import code_failures, complaints, conversations, ticket_access
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Committed:
    """What became of one turn.

    complaints: the new one first, then the changed ones, as they are stored now.
    outbox_ids: one for each call to a provider that its replies need.
    error: set where somebody else had taken over, and nothing of the turn was written.
    """

    work: Work
    complaints: tuple[Complaint, ...] = ()
    outbox_ids: tuple[int, ...] = ()
    error: LeaseLostError | None = None


@dataclass(slots=True)
class _Turn:
    """A turn that is being written, with what only storage can give."""

    work: Work
    outcome: Outcome
    new: Complaint | None = None
    changed: tuple[Complaint, ...] = ()
    outbox_ids: tuple[int, ...] = ()

    def filled(self, text: str) -> str:
        """The text with the new ticket's number and code in the place of their stand-ins."""
        return fill(text, self.new.number, self.new.code) if self.new else text

    def ids(self) -> dict[str, int]:
        """The rows of the complaints that this turn knows, by number."""
        known = [*self.work.complaints, *self.work.referenced, *self.changed]
        if self.new:
            known.append(self.new)
        return {complaint.number: complaint.id for complaint in known if complaint.id is not None}

    def proven(self) -> list[str]:
        """The tickets that this turn opened with number and code."""
        new = [self.filled(number) for number in self.outcome.state.proven]
        return [number for number in new if number not in self.work.state.proven]


def commit_outcomes(
    conn: Connection,
    items: Sequence[tuple[Work, Outcome]],
    now: datetime,
    readings: Mapping[int, NluResult] | None = None,
) -> list[Committed]:
    """Writes the outcomes of several conversations, in the order given.

    readings: what each message was understood as, by inbox id; kept for later training. Raises
    InvalidTransitionError, to undo all of it, where an answer that is taken back has left.
    """
    turns = [_Turn(work, outcome) for work, outcome in items]
    if not turns:
        return []
    kept = _kept(conn, turns)
    _recall(conn, kept)
    cancel(conn, [turn.ids()[number] for turn in kept for number in turn.outcome.cancels])
    _write_complaints(conn, kept)
    ids = _complaint_ids(conn, kept)
    _write_access(conn, kept, ids, now)
    _write_records(conn, kept, now)
    _write_replies(conn, kept, ids, now)
    note_handled(conn, [turn.work for turn in kept], now, readings or {})
    _write_conversations(conn, kept, now)
    alive = {id(turn) for turn in kept}
    return [
        Committed(turn.work, ((turn.new,) if turn.new else ()) + turn.changed, turn.outbox_ids)
        if id(turn) in alive
        else Committed(turn.work, error=LeaseLostError())
        for turn in turns
    ]


def _kept(conn: Connection, turns: Sequence[_Turn]) -> list[_Turn]:
    """The turns that may be written. All are checked before the first is written.

    Where only a complaint has changed meanwhile, the conversation is given back, so that the turn
    is made again at once and with the complaint as it is now.
    """
    held = {
        work.conversation_id: work.version
        for work in still_held(conn, [turn.work for turn in turns])
    }
    changes = [change for turn in turns for change in turn.outcome.changes]
    if any(change.id is None for change in changes):
        raise ValueError("a complaint that is not stored cannot be changed")
    versions = dict(registry.locked_versions(conn, [c.id for c in changes if c.id is not None]))
    kept, overtaken = [], []
    for turn in turns:
        if held.get(turn.work.conversation_id) != turn.work.version:
            continue
        del held[turn.work.conversation_id]  # One turn of each conversation.
        if all(versions.get(c.id or 0) == c.version for c in turn.outcome.changes):
            kept.append(turn)
            # Another turn of this batch that read the same complaint comes too late.
            for change in turn.outcome.changes:
                versions.pop(change.id or 0)
        else:
            overtaken.append(turn.work)
    put_back(conn, overtaken)
    return kept


def _recall(conn: Connection, turns: Sequence[_Turn]) -> None:
    for turn in turns:
        for number in turn.outcome.recalls:
            known = (*turn.work.complaints, *turn.work.referenced)
            complaint = next(c for c in known if c.number == number)
            settled = complaint.handling.settled
            since = settled.at if settled else complaint.registered_at
            if not take_back(conn, complaint.id or 0, since):
                merged = complaint.status is Status.DIGABUNG
                whom = f" kepada pelapor {number}" if merged else ""
                raise InvalidTransitionError(
                    f"jawaban sudah berangkat{whom}, tidak bisa ditarik lagi"
                )


def _write_complaints(conn: Connection, turns: Sequence[_Turn]) -> None:
    new = [(turn, turn.outcome.new_complaint) for turn in turns]
    registering = [(turn, complaint) for turn, complaint in new if complaint is not None]
    given = registry.numbered(conn, [complaint for _, complaint in registering])
    stored = registry.add(
        conn,
        [
            (complaint, turn.work.contact_id, turn.work.conversation_id)
            for (turn, _), complaint in zip(registering, given, strict=True)
        ],
    )
    for (turn, _), complaint in zip(registering, stored, strict=True):
        turn.new = complaint
    changed = registry.change(conn, [c for turn in turns for c in turn.outcome.changes])
    left = iter(changed)
    for turn in turns:
        turn.changed = tuple(next(left) for _ in turn.outcome.changes)


def _complaint_ids(conn: Connection, turns: Sequence[_Turn]) -> dict[str, int]:
    """The rows of all complaints that these turns name."""
    ids: dict[str, int] = {}
    named: set[str] = set()
    for turn in turns:
        ids |= turn.ids()
        named.update(turn.proven())
        named.update(turn.filled(reply.complaint) for reply in turn.outcome.replies)
    missing = padded(sorted(named - ids.keys() - {""}))
    if missing:
        query = select(complaints.c.number, complaints.c.id)
        found = conn.execute(query.where(complaints.c.number.in_(missing)))
        ids |= {row.number: row.id for row in found}
    return ids


def _write_access(
    conn: Connection, turns: Sequence[_Turn], ids: Mapping[str, int], now: datetime
) -> None:
    opened = [
        {"conversation_id": turn.work.conversation_id, "complaint_id": ids[number], "at": now}
        for turn in turns
        for number in turn.proven()
        if number in ids
    ]
    if opened:
        conn.execute(upsert(conn, ticket_access).on_conflict_do_nothing(), opened)


def _write_records(conn: Connection, turns: Sequence[_Turn], now: datetime) -> None:
    """What happened, what belongs elsewhere, what was corrected, which code was wrong."""
    happened = [
        Happened(
            _filled(event, turn),
            now,
            turn.work.conversation_id,
        )
        for turn in turns
        for event in turn.outcome.audit
    ]
    append(conn, happened)
    matters = [
        {
            "kind": matter.kind,
            "text": clean(matter.text),
            "door": matter.door,
            "conversation_id": turn.work.conversation_id,
            "inbox_id": turn.work.inbox_id,
            "at": now,
        }
        for turn in turns
        for matter in turn.outcome.other
    ]
    if matters:
        conn.execute(insert(other_matters), matters)
    add_corrections(conn, [c for turn in turns for c in turn.outcome.corrections], now)
    failures = [
        {
            "number": turn.outcome.code_failure,
            "conversation_id": turn.work.conversation_id,
            "at": now,
        }
        for turn in turns
        if turn.outcome.code_failure
    ]
    if failures:
        conn.execute(insert(code_failures), failures)


def _filled(event: AuditEvent, turn: _Turn) -> AuditEvent:
    data = {
        key: turn.filled(value) if isinstance(value, str) else value
        for key, value in event.data.items()
    }
    return replace(
        event, complaint=turn.filled(event.complaint), data=data, text=private(event.text)
    )


def _write_replies(
    conn: Connection, turns: Sequence[_Turn], ids: Mapping[str, int], now: datetime
) -> None:
    replies = [
        Reply(turn.work.conversation_id, turn.work.address, turn.filled, message)
        for turn in turns
        for message in turn.outcome.replies
    ]
    written = iter(put(conn, replies, ids, now))
    for turn in turns:
        turn.outbox_ids = tuple(i for _ in turn.outcome.replies for i in next(written))


def _write_conversations(conn: Connection, turns: Sequence[_Turn], now: datetime) -> None:
    """The state and the timer; one message less to process; the lease ends."""
    if not turns:
        return
    held = bindparam("held", type_=UtcDateTime)
    since = func.coalesce(conversations.c.handover_since, held)
    conn.execute(
        update(conversations)
        .where(conversations.c.id == bindparam("key"))
        .values(
            wake_at=bindparam("wake", type_=UtcDateTime),
            handover_since=case((held.is_not(None), since), else_=None),
            pending=conversations.c.pending - bindparam("processed"),
            wake_attempts=0,
            lease_owner=None,
            lease_until=None,
        ),
        rows(
            [
                {
                    "key": turn.work.conversation_id,
                    "state": turn.filled(dump_state(turn.outcome.state)),
                    "wake": turn.outcome.wake_at,
                    "held": now if turn.outcome.state.handover else None,
                    "processed": int(turn.work.inbox_id is not None),
                }
                for turn in turns
            ]
        ),
    )
