"""When a complaint counts as answered, and when it is closed (rule 8 of the standard)."""

from __future__ import annotations

from collections.abc import Sequence
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
from storage.tables import FAILED, HELD, QUEUED, outbox


def close_answered(conn: Connection, sent: Sequence[AnyRow], now: datetime) -> list[Complaint]:
    """Notes answers and announcements that were just accepted; the complaints this changed.

    Answered: the answer or its announcement was accepted for the first time. Closed: the whole
    answer was, all its pieces. The report to the superior is written in the same step.
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
    registry.locked_versions(conn, [row.complaint_id for row in about.values()])
    changed = []
    events = []
    for number, complaint in sorted(registry.by_numbers(conn, about).items()):
        updated = complaint
        answering = complaint.status in (Status.DIJAWAB, Status.DITUTUP)
        if answering and complaint.answered_at is None:
            updated = replace(updated, answered_at=now)
        if complaint.status is Status.DIJAWAB and number in told - open_answers:
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
    found = registry.by_numbers(conn, numbers)
    registry.locked_versions(conn, [c.id for c in found.values() if c.id is not None])
    for complaint in sorted(registry.by_numbers(conn, numbers).values(), key=lambda c: c.number):
        if complaint.status not in (Status.DITUTUP, Status.DIJAWAB):
            continue
        again = replace(complaint.moved(Status.DIJAWAB), answer_queued=False)
        changed.append(again.flagged(Flag.ANSWER_UNDELIVERED))
    return registry.change(conn, changed)


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
