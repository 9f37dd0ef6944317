"""Where every message enters, from a webhook, a poll or the simulator: stored first, then told.

Requests that wait at the same moment share one commit (storage.group).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from bot import metrics
from bot.channels.base import Channel, Event, PolledChannel
from domain.errors import StorageUnavailableError
from domain.messages import DeliveryReport, InboundMessage
from nlu.engine import Engine
from storage.delivery import apply_report
from storage.engine import reading, transaction
from storage.group import GroupCommit
from storage.inbox import Received, record_inbound
from storage.notes import depths, reject


class Intake:
    """One process's way in. `incoming` is set when a worker has something to do."""

    def __init__(
        self,
        database: AsyncEngine,
        engines: Sequence[Engine],
        *,
        now: Callable[[], datetime],
        incoming: asyncio.Event,
    ) -> None:
        self.database = database
        self.engines = list(engines)
        self.now = now
        self.incoming = incoming
        self._inbox: GroupCommit[Received, bool] = GroupCommit(database, record_inbound)
        self._waiting: set[asyncio.Task[None]] = set()

    async def take(self, events: Sequence[Event], raw: str) -> list[bool]:
        """Store what came; True for each message that is new. Returns after the commit.

        Raises StorageUnavailableError; nothing of the messages in it is stored then.
        """
        messages = [event for event in events if isinstance(event, InboundMessage)]
        reports = [event for event in events if isinstance(event, DeliveryReport)]
        at = self.now()
        new = await asyncio.gather(*(self._inbox.submit(Received(m, raw, at)) for m in messages))
        for message, is_new in zip(messages, new, strict=True):
            counter = metrics.RECEIVED if is_new else metrics.REDELIVERED
            counter.labels(message.channel).inc()
        if any(new):
            self.incoming.set()
        if reports:
            await transaction(self.database, apply_report, reports, at)
        return list(new)

    async def acknowledge(self, channel: Channel | PolledChannel, events: Sequence[Event]) -> None:
        """Tell the provider of pressed buttons, without letting anybody wait for it."""
        for event in events:
            if isinstance(event, InboundMessage) and event.button:
                task = asyncio.create_task(channel.acknowledge(event))
                self._waiting.add(task)
                task.add_done_callback(self._waiting.discard)

    async def keep_rejected(self, channel: str, raw: str, reason: str) -> None:
        await transaction(self.database, reject, channel, raw, reason, self.now())

    async def readiness(self) -> dict[str, Any]:
        """Whether messages can be stored and understood now, and how much waits."""
        try:
            waiting = await reading(self.database, depths)
        except StorageUnavailableError:
            return {"ready": False, "database": False, "nlu": await self._understanding()}
        understanding = await self._understanding()
        return {
            "ready": any(understanding.values()),
            "database": True,
            "nlu": understanding,
            "waiting": asdict(waiting),
        }

    async def _understanding(self) -> dict[str, bool]:
        """Each engine in the order in which they are asked, and whether it would answer now."""
        return {e.name: await asyncio.to_thread(e.ready) for e in self.engines}

    async def close(self) -> None:
        """Wait for what is being written."""
        await self._inbox.close()
        if self._waiting:
            await asyncio.gather(*self._waiting, return_exceptions=True)
