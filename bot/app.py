"""The composition root: from settings to a running service, all wiring in one place."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import clock
from bot.channel_setup import build_channels
from bot.channels.base import Channel, PolledChannel
from bot.channels.simulator import SimulatorChannel
from bot.counter import Counter
from bot.desk import Desk
from bot.dispatcher import Dispatcher
from bot.intake import Intake
from bot.media import Media
from bot.media_keeper import MediaKeeper
from bot.models import ModelWatch
from bot.office import ROOT, build_office, catalogue
from bot.poller import poll_for_ever
from bot.scheduler import build_scheduler
from bot.settings import SIMULATOR, Settings
from bot.settings_blocks import TEMPLATE_PURPOSES
from bot.turns import Reader
from bot.worker import Worker
from console.parts import Console, Options
from domain.calendar import wib_day
from domain.dialogue import Office
from nlu.engine import BUILTIN, Engine, load_engine
from nlu.options import EngineOptions, RasaServer
from storage.engine import make_engine
from storage.migrate import upgrade

log = structlog.get_logger()

_WORKERS = 2
MODEL = ROOT / "nlu" / "model"

# What an office with all templates approved could send; the simulator plays such an office.
ALL_TEMPLATES = frozenset(TEMPLATE_PURPOSES)


class CurrentOffice:
    """The office, its calendar made anew when the day changes: next year's list may be out."""

    def __init__(self, settings: Settings, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._now = now
        self._day = wib_day(now())
        self._office = build_office(settings, self._day)

    def __call__(self) -> Office:
        today = wib_day(self._now())
        if today != self._day:
            self._day, self._office = today, build_office(self._settings, today)
        return self._office


@dataclass(frozen=True, slots=True)
class App:
    """The parts of one running process."""

    settings: Settings
    database: AsyncEngine
    office: CurrentOffice
    channels: tuple[Channel, ...]
    intake: Intake
    worker: Worker
    dispatcher: Dispatcher
    desk: Desk
    models: ModelWatch
    console: Console


@lru_cache(maxsize=4)
def _engine(name: str, model: Path, rasa: RasaServer) -> Engine:
    """An engine keeps no state of a conversation, so all parts of a process share one."""
    return load_engine(name, EngineOptions(catalogue(), model, rasa))


def _options(settings: Settings) -> Options:
    """What the pages need of the settings."""
    block = settings.console
    templates = settings.channels.twilio.templates
    return Options(
        public_url=settings.public_url,
        # A console with an address of its own is not behind that one's https.
        secure=settings.public_url.startswith("https://") and not block.listen,
        session=block.session,
        idle=block.idle,
        second_factor=block.second_factor,
        undo=block.undo,
        max_upload=block.max_upload_mb * 1024 * 1024,
        templates=frozenset(p for p in ALL_TEMPLATES if templates.for_purpose(p) is not None),
        telegram_bot=block.telegram_bot,
        sends=frozenset(
            state.channel
            for state in settings.channel_states()
            if state.on and state.channel != SIMULATOR
        ),
    )


@asynccontextmanager
async def build(
    settings: Settings,
    *,
    now: Callable[[], datetime] = clock.now,
    templates_in_simulation: frozenset[str] = ALL_TEMPLATES,
    model: Path = MODEL,
) -> AsyncIterator[App]:
    """The parts, wired, the database migrated; closed in order at the end.

    Raises ConfigError, NluUnavailableError or StorageUnavailableError with what to do.
    """
    office = CurrentOffice(settings, now)
    rasa = RasaServer(
        settings.nlu.rasa.url, settings.nlu.rasa.timeout.total_seconds(), settings.nlu.rasa.at_once
    )
    # The built-in engine stands behind any other one.
    engines = [_engine(name, model, rasa) for name in dict.fromkeys((settings.nlu.engine, BUILTIN))]
    database = make_engine(settings.database)
    channels = build_channels(settings)
    try:
        await upgrade(database)
        owner = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
        twilio = settings.channels.twilio
        dispatcher = Dispatcher(
            database,
            {code: channel for channel in channels for code in channel.codes},
            SimulatorChannel(),
            owner=owner,
            now=now,
            at_once=settings.server.sends_at_once,
            templates=frozenset(
                p for p in ALL_TEMPLATES if twilio.templates.for_purpose(p) is not None
            ),
            simulated_templates=templates_in_simulation,
        )
        reader = Reader(engines, settings.nlu.timeout)
        worker = Worker(
            database,
            reader,
            office,
            owner=owner,
            now=now,
            at_once=settings.server.conversations_at_once,
            outgoing=dispatcher.outgoing,
        )
        intake = Intake(database, engines, now=now, incoming=worker.incoming)
        desk = Desk(database, office, owner=owner, now=now, outgoing=dispatcher.outgoing)
        options = _options(settings)
        counter = Counter(
            database,
            reader,
            office,
            owner=owner,
            now=now,
            outgoing=dispatcher.outgoing,
            sends=options.sends,
        )
        console = Console(database, office, now, desk, counter, Media(channels), options)
        yield App(
            settings,
            database,
            office,
            channels,
            intake,
            worker,
            dispatcher,
            desk,
            ModelWatch(engines),
            console,
        )
        await intake.close()
        await dispatcher.close()
    finally:
        for channel in channels:
            await channel.close()
        await database.dispose()


@asynccontextmanager
async def running(app: App) -> AsyncIterator[None]:
    """Worker, dispatcher and poller at work while the block runs."""
    every = app.settings.schedules.queue_every
    # While one worker waits for a commit, another lets its messages be read.
    jobs = [app.worker.run(every) for _ in range(_WORKERS)] + [app.dispatcher.run(every)]
    jobs.append(MediaKeeper(app.database, Media(app.channels), app.intake.now).run())
    for channel in app.channels:
        polls = app.settings.telegram_mode == "polling" and isinstance(channel, PolledChannel)
        if polls and isinstance(channel, PolledChannel):
            jobs.append(poll_for_ever(channel, app.intake))
    tasks = [asyncio.create_task(job) for job in jobs]
    scheduler = build_scheduler(app.database, app.settings, app.intake.now, app.models)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
