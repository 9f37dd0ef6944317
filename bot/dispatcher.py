"""Sending what is due, many at once, and noting what became of each.

A message is sent outside any transaction. A crash between "accepted" and "noted" can send it
twice; nothing else can (promise 2).
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import metrics
from bot.channels.base import Channel
from bot.channels.simulator import SimulatorChannel
from bot.logs import where
from domain.complaint import Complaint
from domain.errors import (
    ChannelUnavailableError,
    OutsideServiceWindowError,
    SendError,
    StorageUnavailableError,
)
from domain.messages import OutboundMessage
from handlers.jawaban import window_open
from storage.engine import transaction
from storage.group import GroupCommit
from storage.outbox import Failed, Held, Result, Retry, Sending, Sent, claim_due, settle

log = structlog.get_logger()

LEASE = timedelta(seconds=30)  # Longer than any attempt to send.
_FIRST_WAIT = 2.0  # Seconds; doubled after every attempt,
_LONGEST_WAIT = 900.0  # up to a quarter of an hour,
_GIVE_UP_AFTER = 40  # which makes some eight hours of trying before an officer is told.


class Dispatcher:
    """One process's dispatcher.

    templates: the purposes for which WhatsApp has approved a template of ours.
    simulated: plays the provider for addresses of the simulator, whatever their channel.
    """

    def __init__(
        self,
        database: AsyncEngine,
        channels: Mapping[str, Channel],
        simulated: SimulatorChannel,
        *,
        owner: str,
        now: Callable[[], datetime],
        at_once: int,
        templates: frozenset[str],
        simulated_templates: frozenset[str],
    ) -> None:
        self.database = database
        self.channels = channels
        self.simulated = simulated
        self.owner = owner
        self.now = now
        self.at_once = at_once
        self.templates = templates
        self.simulated_templates = simulated_templates
        self.outgoing = asyncio.Event()
        self._settle: GroupCommit[Result, None] = GroupCommit(database, self._write)
        self._sending: set[asyncio.Task[None]] = set()

    def _write(self, conn: Connection, results: Sequence[Result]) -> list[None]:
        settle(conn, results, self.owner, self.now())
        return [None] * len(results)

    async def run(self, poll: timedelta) -> None:
        """Until cancelled: keep up to `at_once` messages on their way."""
        while True:
            self.outgoing.clear()
            room = self.at_once - len(self._sending)
            try:
                due = await self._claim(room) if room > 0 else []
            except StorageUnavailableError:
                log.warning("database_unavailable", where="dispatcher")
                await asyncio.sleep(1.0)
                continue
            except Exception as error:
                log.error("dispatcher_failed", error=where(error))
                await asyncio.sleep(1.0)
                continue
            for sending in due:
                task = asyncio.create_task(self._one(sending))
                self._sending.add(task)
                task.add_done_callback(self._done)
            if due:
                continue
            try:
                async with asyncio.timeout(poll.total_seconds()):
                    await self.outgoing.wait()
            except TimeoutError:
                pass

    def _done(self, task: asyncio.Task[None]) -> None:
        # There may be room again, and a next message of the same conversation.
        self._sending.discard(task)
        self.outgoing.set()

    async def step(self) -> tuple[list[tuple[Sending, Result]], list[Complaint]]:
        """Send one batch and note it: what became of each, and the complaints that this closed.

        For the simulation, which goes from batch to batch by itself.
        """
        due = await self._claim(self.at_once)
        results = [await self._attempt(sending) for sending in due]
        now = self.now()
        closed = await transaction(self.database, settle, results, self.owner, now)
        return list(zip(due, results, strict=True)), closed

    async def close(self) -> None:
        """Wait for what is on its way."""
        if self._sending:
            await asyncio.gather(*self._sending, return_exceptions=True)
        await self._settle.close()

    async def _claim(self, room: int) -> list[Sending]:
        return await transaction(self.database, claim_due, self.owner, self.now(), room, LEASE)

    async def _one(self, sending: Sending) -> None:
        try:
            result = await self._attempt(sending)
            await self._settle.submit(result)
        except StorageUnavailableError:
            # Not noted: the lease ends and it is sent again, as promised.
            log.warning("database_unavailable", where="dispatcher")
        except Exception as error:
            log.error("send_failed_unexpectedly", error=where(error), outbox=sending.outbox_id)

    async def _attempt(self, sending: Sending) -> Result:
        message = sending.message
        try:
            ready = self._as_allowed(sending)
            provider_id = await self._channel(message).send(ready)
        except OutsideServiceWindowError as error:
            log.warning("message_held", outbox=sending.outbox_id, code=error.code)
            return Held(sending.outbox_id)
        except SendError as error:
            return self._failure(sending, error)
        except Exception as error:
            log.error("send_failed_unexpectedly", error=where(error), outbox=sending.outbox_id)
            return self._failure(sending, ChannelUnavailableError(type(error).__name__))
        metrics.SENT.labels(message.to.channel).inc()
        return Sent(sending.outbox_id, provider_id)

    def _as_allowed(self, sending: Sending) -> OutboundMessage:
        """The message as WhatsApp takes it now: free text, or a template, or not at all.

        Raises OutsideServiceWindowError.
        """
        message = sending.message
        if window_open(message.to.channel, sending.last_inbound_at, self.now()):
            return without_template(message)
        templates = self.simulated_templates if message.to.simulated else self.templates
        if message.template in templates:
            return message
        raise OutsideServiceWindowError

    def _channel(self, message: OutboundMessage) -> Channel:
        if message.to.simulated:
            return self.simulated
        channel = self.channels.get(message.to.channel)
        if channel is None:
            raise ChannelUnavailableError(f"the channel {message.to.channel} is off")
        return channel

    def _failure(self, sending: Sending, error: SendError) -> Result:
        channel = sending.message.to.channel
        metrics.SEND_FAILED.labels(channel, type(error).__name__).inc()
        if not error.retryable or sending.attempts >= _GIVE_UP_AFTER:
            log.warning("send_refused", outbox=sending.outbox_id, code=error.code)
            return Failed(sending.outbox_id, error.code, str(error))
        wait = min(_FIRST_WAIT * 2 ** min(sending.attempts, 12), _LONGEST_WAIT)
        # Spread out, so that a provider that comes back is not met by everything at once.
        wait = max(wait * random.uniform(0.8, 1.2), error.retry_after or 0.0)
        due_at = self.now() + timedelta(seconds=wait)
        return Retry(sending.outbox_id, due_at, str(error), error.code)


def without_template(message: OutboundMessage) -> OutboundMessage:
    """Inside the window the text itself is said."""
    return replace(message, template="", variables=()) if message.template else message
