"""Recurring work: APScheduler in each process, every run guarded by a unique `job_run` row.

Each process has its own timetable in memory, so any number of them may try; the row decides which
one does it. Looking for a new model is the exception: every process has to do that. Messages and
timers of conversations are not here: the worker finds them by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.models import ModelWatch
from bot.settings import Settings
from domain.calendar import WIB, wib_day
from domain.errors import StorageUnavailableError
from storage.engine import transaction
from storage.jobs import try_run
from storage.retention import housekeeping

log = structlog.get_logger()

_HOUSEKEEPING = "housekeeping"
_MODEL = "model"
_MODEL_EVERY = 30  # Seconds.
_LATE = 12 * 3600  # Seconds; a machine that slept over the time does it when it wakes.


def build_scheduler(
    database: AsyncEngine, settings: Settings, now: Callable[[], datetime], models: ModelWatch
) -> AsyncIOScheduler:
    """The timetable of one process; the caller starts it and shuts it down."""
    scheduler = AsyncIOScheduler(
        timezone=WIB,
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": _LATE},
    )
    at = settings.schedules.housekeeping_at
    keep = timedelta(days=settings.retention.raw_payload_days)
    scheduler.add_job(
        run_housekeeping,
        "cron",
        args=(database, now, keep),
        hour=at.hour,
        minute=at.minute,
        id=_HOUSEKEEPING,
    )
    scheduler.add_job(models.look, "interval", seconds=_MODEL_EVERY, id=_MODEL)
    return scheduler


async def run_housekeeping(
    database: AsyncEngine, now: Callable[[], datetime], keep: timedelta
) -> dict[str, int]:
    """Today's (WIB) run, by whichever process is first; empty where it was done already."""
    moment = now()

    def work(conn: Connection) -> dict[str, int]:
        # The row and the work share a transaction: a run that failed was not done.
        if not try_run(conn, _HOUSEKEEPING, wib_day(moment).isoformat(), moment):
            return {}
        return housekeeping(conn, moment, moment - keep)

    try:
        done = await transaction(database, work)
    except StorageUnavailableError:
        log.warning("database_unavailable", where=_HOUSEKEEPING)
        return {}
    if done:
        log.info(_HOUSEKEEPING, **done)
    return done
