"""Short ways to say what a test of the storage needs."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Table, select
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.calendar import WIB, WorkCalendar
from domain.complaint import Complaint, Facts, Rules, register
from domain.correction import Correction, Labels, Said
from domain.dialogue import CODE_PLACEHOLDER, NUMBER_PLACEHOLDER, Outcome, State
from domain.messages import WHATSAPP, Address, InboundMessage, OutboundMessage
from storage.claims import claim
from storage.engine import reading, transaction
from storage.inbox import Received, record_inbound
from storage.outbox import Result, Sending, Sent, claim_due, settle
from storage.outcomes import Committed, commit_outcomes
from storage.work import Work

NOW = datetime(2026, 1, 6, 9, 0, tzinfo=WIB)
LEASE = timedelta(seconds=30)
ASEP = Address(WHATSAPP, "+6281200000001")
EUIS = Address(WHATSAPP, "+6281200000002")

_ids = itertools.count(1)


def later(**kwargs: float) -> datetime:
    return NOW + timedelta(**kwargs)


def message(text: str = "Halo", sender: Address = ASEP, **kwargs: Any) -> InboundMessage:
    values: dict[str, Any] = {
        "channel": sender.channel,
        "provider_message_id": f"in-{next(_ids)}",
        "sender": sender,
        "text": text,
        "sent_at": NOW,
    }
    return InboundMessage(**(values | kwargs))


def received(text: str = "Halo", sender: Address = ASEP, **kwargs: Any) -> Received:
    inbound = message(text, sender, **kwargs)
    return Received(inbound, raw=f"Body={inbound.text}", at=inbound.sent_at)


def complaint(**kwargs: Any) -> Complaint:
    values = {"matter": "Izin saya belum jadi", "name": "Asep", "components": ("jangka_waktu",)}
    return register(
        Facts(**(values | kwargs)),
        channel=WHATSAPP,
        sender=ASEP,
        received_at=NOW,
        now=NOW,
        rules=Rules(),
        calendar=WorkCalendar(),
    )


def correction(number: str, **kwargs: Any) -> Correction:
    """An officer says that what was taken for a late permit is about a fee."""
    values: dict[str, Any] = {
        "complaint": number,
        "actor": "nia",
        "text": "Izin saya belum jadi, disuruh bayar",
        "said": Said("lapor", ("jangka_waktu",), confidence=0.4, model_version="builtin-a"),
        "corrected": Labels("lapor", ("biaya", "jangka_waktu"), ("nib",)),
    }
    return Correction(**(values | kwargs))


def reply(text: str = "Baik.", to: Address = ASEP, **kwargs: Any) -> OutboundMessage:
    return OutboundMessage(to=to, text=text, **kwargs)


def registering(to: Address = ASEP) -> Outcome:
    """The outcome of a turn that registers a complaint and says so."""
    return Outcome(
        state=State(focus=NUMBER_PLACEHOLDER),
        new_complaint=complaint(),
        replies=(
            reply(
                f"Nomor {NUMBER_PLACEHOLDER} kode {CODE_PLACEHOLDER}",
                to,
                purpose="receipt",
                complaint=NUMBER_PLACEHOLDER,
            ),
        ),
    )


async def say(
    database: AsyncEngine, *texts: str, sender: Address = ASEP, at: datetime = NOW
) -> list[bool]:
    """The sender writes these texts."""
    batch = [received(text, sender, sent_at=at) for text in texts]
    return await transaction(database, record_inbound, batch)


async def take(
    database: AsyncEngine, now: datetime = NOW, owner: str = "w1", limit: int = 64
) -> list[Work]:
    return await transaction(database, claim, owner, now, limit, LEASE)


async def commit(
    database: AsyncEngine, *items: tuple[Work, Outcome], now: datetime = NOW
) -> list[Committed]:
    return await transaction(database, commit_outcomes, items, now)


async def turn(
    database: AsyncEngine, outcome: Outcome | None = None, text: str = "Halo", now: datetime = NOW
) -> Committed:
    """Asep writes, and the turn has this outcome."""
    await say(database, text, at=now)
    (work,) = await take(database, now)
    (committed,) = await commit(database, (work, outcome or Outcome(work.state)), now=now)
    return committed


async def registered(database: AsyncEngine) -> Complaint:
    """A complaint of Asep's, its receipt sent."""
    committed = await turn(database, registering())
    await deliver(database)
    return committed.complaints[0]


async def due(database: AsyncEngine, now: datetime = NOW, owner: str = "d1") -> list[Sending]:
    return await transaction(database, claim_due, owner, now, 64, LEASE)


async def settled(
    database: AsyncEngine, *results: Result, now: datetime = NOW, owner: str = "d1"
) -> list[Complaint]:
    return await transaction(database, settle, results, owner, now)


async def deliver(database: AsyncEngine, now: datetime = NOW) -> list[Sending]:
    """Sends all that is due; the provider accepts it."""
    sent: list[Sending] = []
    while batch := await due(database, now):
        await settled(database, *(accepted(s) for s in batch), now=now)
        sent += batch
    return sent


def accepted(sending: Sending) -> Sent:
    return Sent(sending.outbox_id, f"out-{sending.outbox_id}")


async def rows_of(database: AsyncEngine, table: Table) -> Sequence[Row[Any]]:
    def read(conn: Connection) -> Sequence[Row[Any]]:
        return conn.execute(select(table).order_by(*table.primary_key.columns)).all()

    return await reading(database, read)


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
