"""Fetches what citizens send as soon as it came, because providers keep it for a while only.

What is to be done is read from the messages themselves: which files of the last days are not
stored yet. When to try follows from a message's age, so nothing else has to be remembered, and a
restart changes nothing. Of several processes one makes each try: the try is a `job_run` row.
"""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.channels.base import MAX_ATTACHMENT_BYTES
from bot.logs import where
from bot.media import Media
from console.files import keep
from domain.errors import AttachmentError, StorageUnavailableError
from domain.messages import Attachment
from storage import evidence
from storage.engine import reading, transaction
from storage.evidence import Sent

log = structlog.get_logger()

# How old a message is at each try; after the last one nothing is tried any more.
TRIES = (
    timedelta(0),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=2),
)
_LOOK_BACK = timedelta(days=3)
_SWEEP_EVERY = timedelta(minutes=10)
# Messages that are stored at the same moment need not become visible in the order of their ids.
_OVERLAP = 200
_AT_ONCE = 3  # Files in memory together, of up to 20 MB each.
_EVERY = 3.0  # Seconds between two looks.


class MediaKeeper:
    """One process's keeper."""

    def __init__(self, database: AsyncEngine, media: Media, now: Callable[[], datetime]) -> None:
        self._database = database
        self._media = media
        self._now = now
        self._waiting: dict[int, Sent] = {}
        self._steps: dict[int, int] = {}  # The last try at each of them, ours or another's.
        self._settled: set[str] = set()  # Refs that are stored, or that their provider has not.
        self._seen = 0  # The newest message that was looked at.
        self._swept: datetime | None = None

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.step()
            except StorageUnavailableError:
                log.warning("database_unavailable", where="media")
            except Exception as error:
                log.error("media_failed", error=where(error))
            await asyncio.sleep(_EVERY)

    async def step(self) -> int:
        """One look for new messages, and all tries that are due; how many files were stored."""
        now = self._now()
        await self._learn(now)
        due = {
            sent.inbox_id: step
            for sent in self._waiting.values()
            if (step := bisect_right(TRIES, max(now - sent.received_at, TRIES[0])) - 1)
            > self._steps.get(sent.inbox_id, -1)
        }
        tried = [self._waiting[inbox_id] for inbox_id in due]
        mine = await transaction(self._database, _take, tried, due, now) if due else []
        self._steps |= due
        gate = asyncio.Semaphore(_AT_ONCE)
        stored = await asyncio.gather(
            *(
                self._fetch(sent, attachment, gate)
                for sent in mine
                for attachment in self._open(sent)
            )
        )
        return sum(stored)

    async def _learn(self, now: datetime) -> None:
        """Which messages have files that are not stored: new ones, or in a sweep all of them."""
        since = now - _LOOK_BACK
        sweep = self._swept is None or now - self._swept >= _SWEEP_EVERY
        if sweep:
            start = await reading(self._database, evidence.last_before, since)
            await transaction(self._database, evidence.forget_tries, since)
        else:
            start = self._seen
        newest, found = await reading(self._database, _missing, start - _OVERLAP, since)
        found = [sent for sent in found if self._reachable(sent)]
        if sweep:
            self._swept = now
            self._settled &= {a.ref for sent in found for a in sent.attachments}
            self._waiting.clear()
        self._seen = max(self._seen, newest)
        self._waiting |= {sent.inbox_id: sent for sent in found}
        self._waiting = {
            inbox_id: sent
            for inbox_id, sent in self._waiting.items()
            if sent.received_at >= since and self._open(sent)
        }
        self._steps = {key: step for key, step in self._steps.items() if key in self._waiting}

    def _reachable(self, sent: Sent) -> bool:
        return not sent.address.simulated and self._media.serves(sent.address.channel)

    def _open(self, sent: Sent) -> list[Attachment]:
        """The files of a message that are still worth a try."""
        return [
            attachment
            for attachment in sent.attachments
            if attachment.ref not in self._settled
            and (attachment.size or 0) <= MAX_ATTACHMENT_BYTES
        ]

    async def _fetch(self, sent: Sent, attachment: Attachment, gate: asyncio.Semaphore) -> bool:
        async with gate:
            try:
                await keep(self._database, self._media, self._now, sent.address.channel, attachment)
            except AttachmentError as error:
                log.warning(
                    "attachment_unavailable",
                    channel=sent.address.channel,
                    message=sent.inbox_id,
                    again=error.retryable,
                )
                if not error.retryable:
                    self._settled.add(attachment.ref)
                return False
            except StorageUnavailableError:
                log.warning("database_unavailable", where="media")
                return False
        self._settled.add(attachment.ref)
        return True


def _take(
    conn: Connection, due: Sequence[Sent], steps: Mapping[int, int], now: datetime
) -> list[Sent]:
    """Those messages whose present try no other process has, with what is still not stored."""
    return [
        sent
        for sent in _unkept(conn, due)
        if evidence.take_try(conn, sent.inbox_id, steps[sent.inbox_id], now)
    ]


def _missing(conn: Connection, after: int, since: datetime) -> tuple[int, list[Sent]]:
    """The newest message, and those behind `after` with what of their files is not stored."""
    return evidence.newest(conn), _unkept(conn, evidence.sent_after(conn, after, since))


def _unkept(conn: Connection, sent: Sequence[Sent]) -> list[Sent]:
    """The messages with those of their files that are not stored, without those that have none."""
    wanted = evidence.unkept(
        conn, {(s.address.channel, a.ref) for s in sent for a in s.attachments}
    )
    left = [
        replace(
            s,
            attachments=tuple(a for a in s.attachments if (s.address.channel, a.ref) in wanted),
        )
        for s in sent
    ]
    return [s for s in left if s.attachments]
