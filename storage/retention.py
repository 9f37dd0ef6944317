"""Forgetting what nobody needs any more. Complaints and messages themselves stay."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, update

from storage.delivery import forget_early_reports
from storage.sign_in import forget_ended
from storage.tables import inbox


def forget_raw_payloads(conn: Connection, before: datetime) -> int:
    """Empties the raw webhooks of handled messages received before then; how many.

    The message stays; what goes is what the provider sent around it.
    """
    old = update(inbox).where(inbox.c.done, inbox.c.received_at < before, inbox.c.raw != "")
    return conn.execute(old.values(raw="")).rowcount


def housekeeping(conn: Connection, now: datetime, raw_before: datetime) -> dict[str, int]:
    """All that is done once a day; counts by what was forgotten."""
    return {
        "raw_payloads": forget_raw_payloads(conn, raw_before),
        "early_reports": forget_early_reports(conn, now),
        **forget_ended(conn, now),
    }
