"""The service with a clock of its own: lines in, answers out. `simulate`, `chat` and tests use it.

It is the real thing in one process: the same database, worker, dispatcher and desk. Only the
provider is played, and time is what the line says. docs/protocol.md describes the lines.
"""

from __future__ import annotations

import itertools
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import structlog

from bot.app import ALL_TEMPLATES, App, build
from bot.logs import where
from bot.protocol import (
    LineError,
    action_of,
    describe,
    message_of,
    moment,
    read_line,
    reply,
    speaks,
)
from bot.settings import Settings
from domain.errors import BaleAduanError
from domain.messages import (
    SIMULATED,
    WHATSAPP,
    Address,
)
from handlers.actions import SYSTEM_OFFICER, Action, Release
from handlers.jawaban import window_open
from storage.complaints import by_numbers
from storage.engine import reading
from storage.outbox import Sent
from storage.transcripts import next_wake, standing_of

log = structlog.get_logger()

_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class _Said:
    """What came of a line, until it is written down."""

    replies: list[dict[str, Any]] = field(default_factory=list)
    touched: dict[str, None] = field(default_factory=dict)


class Clock:
    """The time as the lines tell it."""

    def __init__(self, start: datetime = _BEFORE_ALL) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now


class Simulation:
    """One run. Lines are given in the order of their times."""

    def __init__(self, app: App, clock: Clock) -> None:
        self.app = app
        self.clock = clock
        self._run = secrets.token_hex(4)
        self._count = itertools.count(1)
        self._last: Address | None = None
        self._at = _BEFORE_ALL
        # Kept over a line that ends in an error, so that what timers sent before it is told.
        self._said = _Said()

    async def answer(self, raw: str) -> dict[str, Any]:
        """The answer to one line: what was sent since the last, and what it changed.

        A line that cannot be read, or comes before the last one, is answered with an error and
        changes nothing.
        """
        try:
            return await self._answer(read_line(raw))
        except BaleAduanError as error:
            return {"error": str(error)}
        except Exception as error:
            # Whatever it was, the run goes on; the cause is on standard error.
            log.error("line_failed", error=where(error))
            return {"error": f"the line could not be handled ({type(error).__name__})"}

    async def _answer(self, line: dict[str, Any]) -> dict[str, Any]:
        at = moment(line)
        if at < self._at:
            raise LineError("`at` is before that of the line before")
        message = message_of(line, at, self._name(line)) if "text" in line or speaks(line) else None
        action = action_of(line) if "officer" in line else None
        if message is None and action is None and line.get("tick") is not True:
            raise LineError("a line is a message, a tick or an officer's action")
        self._at = at
        said = self._said
        await self._advance(at, said)
        if message is not None:
            self._last = message.sender
            await self.app.intake.take([message], raw=json.dumps(line))
        elif action is not None:
            self._note(said, await self._officer(action, line))
        await self._settle(said)
        report = await self._report(said)
        self._said = _Said()
        return report

    def _name(self, line: dict[str, Any]) -> str:
        given = line.get("id")
        if given is not None and not isinstance(given, str):
            raise LineError("`id` must be text")
        return f"{SIMULATED}{given}" if given else f"{SIMULATED}{self._run}-{next(self._count)}"

    async def _officer(self, action: Action, line: dict[str, Any]) -> list[Any]:
        officer = line["officer"]
        at = None
        ticket = "" if isinstance(action, Release) else action.ticket
        if not ticket and officer.get("from"):
            at = Address(str(officer.get("channel", WHATSAPP)), SIMULATED + str(officer["from"]))
        committed = await self.app.desk.act(action, SYSTEM_OFFICER, at)
        if ticket and committed:
            self._last = committed[0].work.address
        return committed

    async def _advance(self, at: datetime, said: _Said) -> None:
        """Let everything happen that is due until `at`, each at its time."""
        for _ in range(100_000):
            wake = await reading(self.app.database, next_wake)
            if wake is None or wake > at:
                break
            before = self.clock.now
            self.clock.now = max(wake, self.clock.now)
            worked = await self._settle(said)
            if not worked and self.clock.now == before:
                break  # It is due and cannot be done; the next moment may do it.
        self.clock.now = max(at, self.clock.now)

    async def _settle(self, said: _Said) -> bool:
        """Work and send until nothing is left to do now."""
        any_work = False
        while True:
            committed = await self.app.worker.step()
            self._note(said, committed)
            attempts, closed = await self.app.dispatcher.step()
            for sending, result in attempts:
                if isinstance(result, Sent):
                    open_now = window_open(
                        sending.message.to.channel, sending.last_inbound_at, self.clock.now
                    )
                    said.replies.append(reply(sending.message, open_now))
            for complaint in closed:
                said.touched[complaint.number] = None
            if not committed and not attempts:
                return any_work
            any_work = True

    @staticmethod
    def _note(said: _Said, committed: list[Any]) -> None:
        for one in committed:
            for complaint in one.complaints:
                said.touched[complaint.number] = None

    async def _report(self, said: _Said) -> dict[str, Any]:
        awaiting = None
        if self._last is not None:
            standing = await reading(self.app.database, standing_of, self._last)
            if standing is not None and standing.state.awaiting is not None:
                awaiting = standing.state.awaiting.value
        found = await reading(self.app.database, by_numbers, list(said.touched))
        return {
            "replies": said.replies,
            "awaiting": awaiting,
            "complaints": [describe(found[number]) for number in said.touched if number in found],
        }


@asynccontextmanager
async def simulation(
    settings: Settings, *, templates: frozenset[str] = ALL_TEMPLATES
) -> AsyncIterator[Simulation]:
    """A run on the database of the settings."""
    clock = Clock()
    async with build(settings, now=clock, templates_in_simulation=templates) as app:
        yield Simulation(app, clock)
