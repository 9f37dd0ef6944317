"""When a complaint counts as answered, and when it is closed (rule 8 of the standard)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, or_, select

from domain.closing import closed_by_channel, closing_events
from domain.complaint import Complaint, Flag, Status
from domain.messages import DeliveryStatus
from storage import complaints as registry
from storage.audit import Happened, append
from storage.columns import AnyRow, padded
from storage.replies import ANSWER, ANSWER_READY
from storage.tables import FAILED, HELD, QUEUED, complaints, outbox


def close_answered(conn: Connection, sent: Sequence[AnyRow], now: datetime) -> list[Complaint]:
    """Notes answers and announcements that were just accepted; the complaints this changed.

    Answered: the answer or its announcement was accepted for the first time. Closed: the whole
    answer was, all its pieces. The report to the superior is written in the same step. A merged
    report stays merged; it only counts as answered.
    """
    about = {
        row.complaint: row
        for row in sorted(sent, key=lambda row: row.id)
        if row.complaint_id is not None and row.purpose in (ANSWER, ANSWER_READY)
    }
    if not about:
        return []
    told = {row.complaint for row in sent if row.purpose == ANSWER}
    open_answers = _unfinished(conn, [row for row in about.values() if row.complaint in told])
    accepted = told - open_answers
    here = _told_with(conn, {number: row.conversation_id for number, row in about.items()})
    changed = []
    events = []
    for number, complaint in sorted(_locked(conn, [*about, *here]).items()):
        updated = complaint
        heard = number in about or complaint.answer_queued
        if heard and _has_answer(complaint) and complaint.answered_at is None:
            updated = replace(updated, answered_at=now)
        if complaint.status is Status.DIGABUNG and number in accepted:
            flags = tuple(f for f in updated.flags if f is not Flag.ANSWER_UNDELIVERED)
            updated = replace(updated, flags=flags)
        if complaint.status is Status.DIJAWAB and number in accepted:
            updated = closed_by_channel(updated, now)
            place = about[number].conversation_id
            events += [Happened(e, now, place) for e in closing_events(updated, "system")]
        if updated != complaint:
            changed.append(updated)
    append(conn, events)
    return registry.change(conn, changed)


def answer_refused(conn: Connection, numbers: Sequence[str]) -> list[Complaint]:
    """Complaints whose answer was accepted and then refused: not closed, and the answer not given.

    The citizen's next message brings the answer again; until then an officer sees the flag.
    """
    changed = []
    for _, complaint in sorted(_locked(conn, numbers).items()):
        if not _has_answer(complaint):
            continue
        merged = complaint.status is Status.DIGABUNG
        again = complaint if merged else complaint.moved(Status.DIJAWAB)
        again = replace(again, answer_queued=False)
        changed.append(again.flagged(Flag.ANSWER_UNDELIVERED))
    return registry.change(conn, changed)


def answer_failed(conn: Connection, failed: Sequence[AnyRow]) -> list[Complaint]:
    """Merged reports whose answer was refused at once: it waits for the citizen's next message.

    Any other complaint stays open for it, and an officer gives the answer by hand.
    """
    numbers = {r.complaint for r in failed if r.purpose in (ANSWER, ANSWER_READY) and r.complaint}
    found = registry.by_numbers(conn, numbers).values()
    return answer_refused(conn, [c.number for c in found if c.status is Status.DIGABUNG])


def shared_with(conn: Connection, number: str) -> dict[str, int]:
    """The reports that were merged into this one, with the conversations they were made in."""
    found = registry.by_numbers(conn, [number])
    merged = found[number].handling.merged if number in found else ()
    places = _places(conn, merged)
    return {one: places[one] for one in merged if one in places}


def _has_answer(complaint: Complaint) -> bool:
    """Whether it has an answer that stands, its own or that of the one it was merged into."""
    merged = complaint.status is Status.DIGABUNG and complaint.answer != ""
    return merged or complaint.status in (Status.DIJAWAB, Status.DITUTUP)


def _locked(conn: Connection, numbers: Iterable[str]) -> dict[str, Complaint]:
    """These complaints, which nobody else can change before this transaction ends."""
    numbers = list(numbers)
    found = registry.by_numbers(conn, numbers).values()
    registry.locked_versions(conn, [c.id for c in found if c.id is not None])
    return registry.by_numbers(conn, numbers)


def _told_with(conn: Connection, places: Mapping[str, int]) -> list[str]:
    """The reports merged into these that were made in the same place: told by the same message.

    places: the conversation of each.
    """
    found = registry.by_numbers(conn, places).values()
    merged = {number: c.number for c in found for number in c.handling.merged}
    homes = _places(conn, merged)
    return [n for n, into in merged.items() if homes.get(n) == places[into]]


def _places(conn: Connection, numbers: Iterable[str]) -> dict[str, int]:
    wanted = padded(numbers)
    if not wanted:
        return {}
    c = complaints.c
    query = select(c.number, c.conversation_id).where(
        c.number.in_(wanted), c.conversation_id.is_not(None)
    )
    return {row.number: row.conversation_id for row in conn.execute(query)}


def _unfinished(conn: Connection, answers: Sequence[AnyRow]) -> set[str]:
    """The complaints of which a piece of the answer was not accepted yet.

    A piece that failed counts where it belongs to the answer that was just sent: pieces of one
    answer were made at the same moment. An earlier answer's failure is history.
    """
    if not answers:
        return set()
    made = {row.complaint: row.created_at for row in answers}
    query = select(outbox.c.complaint, outbox.c.status, outbox.c.created_at).where(
        outbox.c.complaint_id.in_(padded(row.complaint_id for row in answers)),
        outbox.c.purpose == ANSWER,
        or_(outbox.c.status == QUEUED, outbox.c.status == HELD, outbox.c.status == FAILED),
    )
    return {
        row.complaint
        for row in conn.execute(query)
        if row.status != DeliveryStatus.FAILED or row.created_at == made[row.complaint]
    }
