"""Asking Telegram for news, where no public address exists. Committed first, confirmed after.

The next question's offset confirms all before it for good, so it is asked only when those are in
the database. One update that cannot be read is kept for an officer and never blocks the others.
"""

from __future__ import annotations

import asyncio

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import metrics
from bot.channels.base import Channel, Polled, PolledChannel
from bot.channels.telegram import TelegramChannel
from bot.intake import Intake
from bot.logs import where
from domain.errors import PayloadError, SendError, StorageUnavailableError
from storage.engine import reading, transaction
from storage.notes import get_cursor, set_cursor

log = structlog.get_logger()

_PAUSE = 3.0  # Seconds after a failure, where Telegram names none.


async def poll_for_ever(channel: PolledChannel, intake: Intake, database: AsyncEngine) -> None:
    """Until cancelled: fetch, store, confirm."""
    if not isinstance(channel, TelegramChannel):
        raise TypeError("only Telegram is polled")
    cursor = f"{channel.code}_offset"
    told = False
    while True:
        try:
            if not told:
                await channel.use_polling()
                told = True
            known = await reading(database, get_cursor, cursor)
            updates = await channel.poll(int(known) if known else None, intake.now)
            if not updates:
                continue
            for update in updates:
                await _take(channel, intake, update)
            following = max(update.update_id for update in updates) + 1
            await transaction(database, set_cursor, cursor, str(following))
        except SendError as error:
            log.warning("poll_failed", channel=channel.code, error=str(error))
            await asyncio.sleep(error.retry_after or _PAUSE)
        except StorageUnavailableError:
            log.warning("database_unavailable", where="poller")
            await asyncio.sleep(_PAUSE)
        except Exception as error:
            log.error("poller_failed", error=where(error))
            await asyncio.sleep(_PAUSE)


async def _take(channel: Channel, intake: Intake, update: Polled) -> None:
    if isinstance(update.error, PayloadError):
        metrics.REFUSED.labels(channel.code, "payload").inc()
        await intake.keep_rejected(channel.code, update.raw, str(update.error))
    elif update.error is not None:
        metrics.IGNORED.labels(channel.code).inc()
    else:
        await intake.take(update.events, update.raw)
        await intake.acknowledge(channel, update.events)
