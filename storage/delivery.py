"""What providers say later of messages that they had accepted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from domain.complaint import AuditEvent
from domain.messages import DeliveryReport, DeliveryStatus, moves_forward
from storage.answers import answer_refused
from storage.audit import Happened, append
from storage.columns import AnyRow, pairs_in, rows
from storage.columns import insert as upsert
from storage.replies import ANSWER
from storage.tables import early_reports, outbox

_WAITS_FOR = timedelta(hours=1)  # After that, a report of an unknown message is not ours.
_WHEN = {
    DeliveryStatus.SENT: "sent_at",
    DeliveryStatus.DELIVERED: "delivered_at",
    DeliveryStatus.READ: "read_at",
    DeliveryStatus.FAILED: "failed_at",
}


def apply_report(conn: Connection, reports: Sequence[DeliveryReport], now: datetime) -> int:
    """Moves messages forward, never back; how many were moved.

    A report can be faster than our own note that the message was accepted. One that fits no
    message is kept for an hour, for the note to find it.
    """
    if not reports:
        return 0
    keys = [(report.channel, report.provider_message_id) for report in reports]
    found = {(row.channel, row.provider_message_id): row for row in _messages(conn, keys)}
    early = [r for r in reports if (r.channel, r.provider_message_id) not in found]
    if early:
        conn.execute(
            upsert(conn, early_reports).on_conflict_do_nothing(),
            [
                {
                    "channel": report.channel,
                    "provider_message_id": report.provider_message_id,
                    "status": report.status.value,
                    "code": report.code,
                    "at": now,
                }
                for report in early
            ],
        )
    return _move(
        conn,
        [
            (found[key], report)
            for report in reports
            if (key := (report.channel, report.provider_message_id)) in found
        ],
        now,
    )


def apply_early_reports(conn: Connection, now: datetime) -> None:
    """Applies the reports that came before the notes, also those of earlier notes.

    On PostgreSQL a report and a note that are written at the same time do not see each other;
    then the next note to anybody finds the report.
    """
    e, o = early_reports.c, outbox.c
    same = (e.channel == o.channel) & (e.provider_message_id == o.provider_message_id)
    query = (
        select(e.channel, e.provider_message_id, e.status, e.code)
        .join_from(early_reports, outbox, same)
        .where(e.at > now - _WAITS_FOR)
    )
    reports = [
        DeliveryReport(row.channel, row.provider_message_id, DeliveryStatus(row.status), row.code)
        for row in conn.execute(query)
    ]
    if not reports:
        return
    apply_report(conn, reports, now)
    keys = [(report.channel, report.provider_message_id) for report in reports]
    conn.execute(delete(early_reports).where(pairs_in(e.channel, e.provider_message_id, keys)))


def forget_early_reports(conn: Connection, now: datetime) -> int:
    """Deletes the reports that no message of ours belongs to; how many. For a daily job."""
    old = delete(early_reports).where(early_reports.c.at <= now - _WAITS_FOR)
    return conn.execute(old).rowcount


def _messages(conn: Connection, keys: Sequence[tuple[str, str]]) -> Sequence[AnyRow]:
    o = outbox.c
    query = select(
        o.id,
        o.channel,
        o.provider_message_id,
        o.status,
        o.purpose,
        o.complaint,
        o.conversation_id,
        o.sent_at,
        o.delivered_at,
        o.read_at,
        o.failed_at,
        o.error_code,
    ).where(pairs_in(o.channel, o.provider_message_id, keys))
    return conn.execute(query.order_by(o.id).with_for_update()).all()


def _move(conn: Connection, pairs: Sequence[tuple[AnyRow, DeliveryReport]], now: datetime) -> int:
    status = {row.id: DeliveryStatus(row.status) for row, _ in pairs}
    changes: dict[int, dict[str, Any]] = {}
    events = []
    for row, report in pairs:
        if not moves_forward(status[row.id], report.status):
            continue
        status[row.id] = report.status
        change = changes.setdefault(
            row.id,
            {"key": row.id, "error_code": row.error_code}
            | {column: getattr(row, column) for column in _WHEN.values()},
        )
        change["status"] = report.status.value
        if report.status in _WHEN:
            change[_WHEN[report.status]] = now
        if report.status is DeliveryStatus.FAILED:
            change["error_code"] = report.code
            events.append(_failure(row, report, now))
    if changes:
        conn.execute(
            update(outbox).where(outbox.c.id == bindparam("key")), rows(list(changes.values()))
        )
    refused = {
        row.complaint
        for row, report in pairs
        if report.status is DeliveryStatus.FAILED
        and status[row.id] is DeliveryStatus.FAILED
        and row.purpose == ANSWER
        and row.complaint
    }
    if refused:
        answer_refused(conn, sorted(refused))
    append(conn, events)
    return len(changes)


def _failure(row: AnyRow, report: DeliveryReport, now: datetime) -> Happened:
    data = {"outbox_id": row.id, "purpose": row.purpose, "code": report.code}
    event = AuditEvent("delivery_failed", row.complaint, "system", data)
    return Happened(event, now, row.conversation_id)
