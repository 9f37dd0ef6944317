"""The daily run: what it forgets, what it keeps, and that several processes do it once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.scheduler import run_housekeeping
from domain.messages import Address, InboundMessage
from storage.engine import reading, transaction
from storage.inbox import Received, record_inbound
from storage.tables import inbox

NOW = datetime(2026, 6, 1, tzinfo=UTC)
KEEP = timedelta(days=90)


def _received(name: str, at: datetime) -> Received:
    sender = Address("whatsapp", "sim:+6281200000001")
    return Received(InboundMessage("whatsapp", name, sender, f"teks {name}", at), "mentah", at)


def _raws(conn: Connection) -> dict[str, str]:
    query = select(inbox.c.provider_message_id, inbox.c.raw)
    return {row.provider_message_id: row.raw for row in conn.execute(query)}


async def test_old_raw_payloads_are_forgotten_once_and_messages_stay(
    database: AsyncEngine,
) -> None:
    old, new = NOW - KEEP - timedelta(days=1), NOW - timedelta(days=1)
    batch = [_received("old", old), _received("waiting", old), _received("new", new)]
    await transaction(database, record_inbound, batch)

    def done(conn: Connection) -> None:
        handled = inbox.c.provider_message_id.in_(["old", "new"])
        conn.execute(update(inbox).where(handled).values(done=True))

    await transaction(database, done)
    runs = await asyncio.gather(*(run_housekeeping(database, lambda: NOW, KEEP) for _ in range(3)))
    assert sorted(run.get("raw_payloads", -1) for run in runs) == [-1, -1, 1]
    assert await reading(database, _raws) == {"old": "", "waiting": "mentah", "new": "mentah"}
