"""Officers at work on a test's database: real leases, real commits, a clock that the test moves."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.desk import Desk
from domain.complaint import Complaint
from domain.dialogue import State
from domain.messages import Address, OutboundMessage
from domain.people import KEPALA_LEVEL, Officer, Role
from handlers.actions import Action
from storage.audit_tables import audit_events
from storage.complaints import by_number
from storage.engine import reading, transaction
from storage.outcomes import Committed
from storage.people import add_officer
from storage.tables import outbox
from tests.integration.storage_builders import (
    NOW,
    accepted,
    commit,
    complaint,
    deliver,
    due,
    registering,
    say,
    settled,
    take,
)
from tests.unit.casework_office import OFFICE


@dataclass
class Rig:
    """now: of the desk. people: kepala, seksi (reports to the kepala), nia and budi."""

    database: AsyncEngine
    now: datetime = NOW
    people: dict[str, Officer] = field(default_factory=dict)

    def desk(self, owner: str = "test") -> Desk:
        return Desk(
            self.database,
            lambda: OFFICE,
            owner=owner,
            now=lambda: self.now,
            outgoing=asyncio.Event(),
        )

    async def hire(self) -> None:
        kepala = await self._add("kepala", Role.KEPALA, KEPALA_LEVEL, "Kepala DPMPTSP")
        seksi = await self._add("seksi", Role.ATASAN, 1, "Kepala Seksi", kepala.id)
        for name in ("nia", "budi"):
            await self._add(name, Role.PETUGAS, 0, "Petugas Pengaduan", seksi.id)

    async def _add(
        self, name: str, role: Role, level: int, position: str, superior: int | None = None
    ) -> Officer:
        values: dict[str, Any] = {"name": f"Contoh {name.title()}", "superior_id": superior}
        values |= {"role": role, "level": level, "position": position, "now": self.now}
        officer = await transaction(self.database, add_officer, username=name, **values)
        self.people[name] = officer
        return officer

    async def act(self, action: Action, who: str = "nia", **more: Any) -> list[Committed]:
        return await self.desk().act(action, self.people[who], **more)

    async def complaint(self, sender: Address, **facts: Any) -> Complaint:
        """Registered now; the citizen has just written, and the receipt was sent."""
        await say(self.database, "Halo", sender=sender, at=self.now)
        [work] = await take(self.database, self.now)
        outcome = registering(sender)
        new = replace(complaint(**facts), channel=sender.channel, sender=sender)
        state = State(last_inbound_at=self.now)
        [done] = await commit(
            self.database,
            (work, replace(outcome, new_complaint=new, state=state)),
            now=self.now,
        )
        await deliver(self.database, self.now)
        return done.complaints[0]

    async def stored(self, number: str) -> Complaint:
        return await reading(self.database, by_number, number)

    async def sent(self) -> list[OutboundMessage]:
        """What leaves now; the provider accepts all of it."""
        return [sending.message for sending in await deliver(self.database, self.now)]

    async def taken(self) -> list[Any]:
        """What a dispatcher has begun to send; `finish` ends it."""
        return await due(self.database, self.now)

    async def finish(self, sendings: list[Any]) -> None:
        await settled(self.database, *(accepted(s) for s in sendings), now=self.now)

    def later(self, **kwargs: float) -> None:
        self.now += timedelta(**kwargs)

    async def timeline(self, number: str) -> list[str]:
        def names(conn: Connection) -> list[str]:
            query = select(audit_events.c.name).where(audit_events.c.complaint == number)
            return list(conn.execute(query.order_by(audit_events.c.id)).scalars())

        return await reading(self.database, names)

    async def waiting(self, number: str) -> list[tuple[str, str]]:
        """Purpose and status of all that was queued for a complaint, in order."""

        def rows(conn: Connection) -> list[tuple[str, str]]:
            query = select(outbox.c.purpose, outbox.c.status).where(outbox.c.complaint == number)
            return [(r.purpose, r.status) for r in conn.execute(query.order_by(outbox.c.id))]

        return await reading(self.database, rows)
