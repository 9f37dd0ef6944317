"""Taking conversations that wait, a batch at a time, and committing what comes of them.

Claims and outcomes of many conversations share their commits; that is where the throughput comes
from. A crash anywhere leaves a lease that ends, and somebody else makes the turn again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import metrics
from bot.logs import where
from bot.turns import Done, Reader, make_turns
from domain.dialogue import Office
from domain.errors import LeaseLostError, StorageUnavailableError
from storage.claims import claim
from storage.engine import transaction
from storage.leases import fail
from storage.outcomes import Committed, commit_outcomes

log = structlog.get_logger()

LEASE = timedelta(seconds=20)  # Longer than any batch takes; then another process takes over.
_PAUSE = 1.0  # Seconds to wait where the database is away.


class Worker:
    """One process's worker. `outgoing` is set when there is something to send."""

    def __init__(
        self,
        database: AsyncEngine,
        reader: Reader,
        office: Callable[[], Office],
        *,
        owner: str,
        now: Callable[[], datetime],
        at_once: int,
        outgoing: asyncio.Event,
    ) -> None:
        self.database = database
        self.reader = reader
        self.office = office
        self.owner = owner
        self.now = now
        self.at_once = at_once
        self.outgoing = outgoing
        self.incoming = asyncio.Event()

    async def run(self, poll: timedelta) -> None:
        """Until cancelled: work when woken, and look by itself every `poll`."""
        while True:
            self.incoming.clear()
            try:
                worked = await self.step()
            except StorageUnavailableError:
                log.warning("database_unavailable", where="worker")
                await asyncio.sleep(_PAUSE)
                continue
            except Exception as error:
                log.error("worker_failed", error=where(error))
                await asyncio.sleep(_PAUSE)
                continue
            if worked:
                continue
            try:
                async with asyncio.timeout(poll.total_seconds()):
                    await self.incoming.wait()
            except TimeoutError:
                pass

    async def step(self) -> list[Committed]:
        """One batch; an empty list where nothing waits."""
        now = self.now()
        works = await transaction(self.database, claim, self.owner, now, self.at_once, LEASE)
        if not works:
            return []
        done = await make_turns(works, self.reader, self.office(), now)
        good = [d for d in done if d.outcome is not None]
        for bad in done:
            if bad.outcome is None:
                await self._give_up(bad)
        committed = await self._commit(good)
        if any(c.outbox_ids for c in committed):
            self.outgoing.set()
        metrics.TURNS.inc(len(committed))
        return committed

    async def _commit(self, done: Sequence[Done]) -> list[Committed]:
        """All in one commit; one by one where that fails, so that one costs only itself."""
        try:
            return await self._commit_together(done)
        except StorageUnavailableError:
            raise
        except Exception as error:
            if len(done) == 1:
                log.error(
                    "commit_failed", error=where(error), conversation=done[0].work.conversation_id
                )
                await self._give_up(done[0], "commit failed")
                return []
        committed: list[Committed] = []
        for one in done:
            committed += await self._commit([one])
        return committed

    async def _commit_together(self, done: Sequence[Done]) -> list[Committed]:
        if not done:
            return []
        readings = {d.work.inbox_id: d.reading for d in done if d.work.inbox_id and d.reading}
        items = [(d.work, d.outcome) for d in done if d.outcome is not None]
        return await transaction(self.database, commit_outcomes, items, self.now(), readings)

    async def _give_up(self, done: Done, error: str = "") -> None:
        try:
            parked = await transaction(
                self.database, fail, done.work, error or done.error, self.now()
            )
        except LeaseLostError:
            return
        if parked:
            metrics.PARKED.inc()
            log.error("message_parked", conversation=done.work.conversation_id)
