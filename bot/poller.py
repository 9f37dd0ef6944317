"""Asking Telegram for news, where no public address exists. Committed first, confirmed after.

The next question's offset confirms all before it for good, so it is asked only when those are in
the database. One update that cannot be read is kept for an officer and never blocks the others.

The offset is not stored. Telegram keeps what is unconfirmed, and a redelivery changes nothing;
but after a quiet week it may number its updates anew, and a higher offset of before would then
confirm messages that nobody has seen. So a quiet day forgets it, too.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from bot import metrics
from bot.channels.base import Polled, PolledChannel
from bot.intake import Intake
from bot.logs import where
from domain.errors import PayloadError, SendError, StorageUnavailableError

log = structlog.get_logger()

_PAUSE = 3.0  # Seconds after a failure, where Telegram names none.
_QUIET = timedelta(days=1)


async def poll_for_ever(channel: PolledChannel, intake: Intake) -> None:
    """Until cancelled: fetch, store, confirm."""
    told = False
    offset: int | None = None
    last = intake.now()
    while True:
        try:
            if not told:
                await channel.use_polling()
                told = True
            if intake.now() - last > _QUIET:
                offset = None
            updates = await channel.poll(offset, intake.now)
            for update in updates:
                await _take(channel, intake, update)
            if updates:
                offset = max(update.update_id for update in updates) + 1
                last = intake.now()
        except SendError as error:
            log.warning("poll_failed", channel=channel.code, error=str(error))
            await asyncio.sleep(error.retry_after or _PAUSE)
        except StorageUnavailableError:
            log.warning("database_unavailable", where="poller")
            await asyncio.sleep(_PAUSE)
        except Exception as error:
            log.error("poller_failed", error=where(error))
            await asyncio.sleep(_PAUSE)


async def _take(channel: PolledChannel, intake: Intake, update: Polled) -> None:
    if isinstance(update.error, PayloadError):
        metrics.REFUSED.labels(channel.code, "payload").inc()
        await intake.keep_rejected(channel.code, update.raw, str(update.error))
    elif update.error is not None:
        metrics.IGNORED.labels(channel.code).inc()
    else:
        await intake.take(update.events, update.raw)
        await intake.acknowledge(channel, update.events)
