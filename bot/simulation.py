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

from bot.app import ALL_TEMPLATES, App, build
from bot.settings import Settings
from domain.calendar import WIB, wib_day
from domain.complaint import Complaint, Receipt
from domain.errors import BaleAduanError
from domain.messages import (
    SIMULATED,
    SMS,
    TELEGRAM,
    WHATSAPP,
    Address,
    Attachment,
    InboundMessage,
    Location,
    OutboundMessage,
)
from domain.sms import segments
from handlers.jawaban import window_open
from handlers.officer import OfficerAction
from storage.complaints import by_numbers
from storage.engine import reading
from storage.outbox import Sent
from storage.transcripts import next_wake, standing_of

_CHANNELS = (WHATSAPP, SMS, TELEGRAM)
_ACTIONS = ("answer", "close", "release")
_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


class LineError(BaleAduanError):
    """The line is not one of the protocol."""


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

    async def answer(self, raw: str) -> dict[str, Any]:
        """The answer to one line: what was sent since the last, and what it changed.

        A line that cannot be read, or comes before the last one, is answered with an error and
        changes nothing.
        """
        try:
            return await self._answer(_read(raw))
        except BaleAduanError as error:
            return {"error": str(error)}

    async def _answer(self, line: dict[str, Any]) -> dict[str, Any]:
        at = _moment(line)
        if at < self._at:
            raise LineError("`at` is before that of the line before")
        message = _message(line, at, self._name(line)) if "text" in line or _speaks(line) else None
        action = _action(line) if "officer" in line else None
        if message is None and action is None and line.get("tick") is not True:
            raise LineError("a line is a message, a tick or an officer's action")
        self._at = at
        said = _Said()
        await self._advance(at, said)
        if message is not None:
            self._last = message.sender
            await self.app.intake.take([message], raw=json.dumps(line))
        elif action is not None:
            self._note(said, await self._officer(action, line))
        await self._settle(said)
        return await self._report(said)

    def _name(self, line: dict[str, Any]) -> str:
        given = line.get("id")
        if given is not None and not isinstance(given, str):
            raise LineError("`id` must be text")
        return f"{SIMULATED}{given}" if given else f"{SIMULATED}{self._run}-{next(self._count)}"

    async def _officer(self, action: OfficerAction, line: dict[str, Any]) -> list[Any]:
        officer = line["officer"]
        at = None
        if not action.ticket and officer.get("from"):
            at = Address(str(officer.get("channel", WHATSAPP)), SIMULATED + str(officer["from"]))
        committed = await self.app.desk.act(action, at)
        if action.ticket and committed:
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
                    said.replies.append(_reply(sending.message, open_now))
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


def describe(complaint: Complaint) -> dict[str, Any]:
    """A complaint as the protocol shows it."""
    facts = complaint.facts
    services = [{"id": s.id, "name": s.name} for s in facts.services]
    received: str | None = None
    if facts.received is Receipt.ON and facts.received_on:
        received = facts.received_on.isoformat()
    elif facts.received is Receipt.NOT_YET:
        received = "not_yet"
    return {
        "number": complaint.number,
        "code": complaint.code,
        "kind": complaint.kind.value,
        "reason": complaint.reason.value if complaint.reason else None,
        "flags": [flag.value for flag in complaint.flags],
        "components": list(facts.components),
        "service": services[0] if services else None,
        "services": services,
        "name": facts.name or None,
        "confidential": facts.confidential,
        "received_on": received,
        "registered_at": _wib(complaint.registered_at),
        "received_at": _wib(complaint.received_at),
        "deadline": complaint.deadline.on.isoformat() if complaint.deadline else None,
        "status": complaint.status.value,
    }


def _wib(moment: datetime) -> str:

    return moment.astimezone(WIB).isoformat()


def _reply(message: OutboundMessage, window: bool) -> dict[str, Any]:
    sms = message.to.channel == SMS
    return {
        "channel": message.to.channel,
        "to": message.to.value.removeprefix(SIMULATED),
        "text": message.text,
        "options": [{"id": o.id, "label": o.label} for o in message.options],
        "template": None if window or not message.template else message.template,
        "segments": segments(message.text) if sms else 1,
    }


def _read(raw: str) -> dict[str, Any]:
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        raise LineError("the line is not JSON") from None
    if not isinstance(line, dict):
        raise LineError("the line is not a JSON object")
    return line


def _moment(line: dict[str, Any]) -> datetime:
    try:
        at = datetime.fromisoformat(line["at"])
        wib_day(at)
    except KeyError:
        raise LineError("`at` is missing") from None
    except (ValueError, TypeError, OverflowError):
        raise LineError(
            "`at` must be a time with an offset, as 2026-01-06T09:00:00+07:00"
        ) from None
    return at.astimezone(UTC)


def _speaks(line: dict[str, Any]) -> bool:
    return any(key in line for key in ("from", "channel", "media", "location", "button"))


def _message(line: dict[str, Any], at: datetime, name: str) -> InboundMessage:
    channel = line.get("channel")
    if channel not in _CHANNELS:
        raise LineError(f"`channel` must be one of {', '.join(_CHANNELS)}")
    sender = line.get("from")
    if not isinstance(sender, str) or not sender.strip():
        raise LineError("`from` must be a number or an id, as text")
    for key in ("text", "button", "profile_name"):
        if not isinstance(line.get(key, ""), str | None):
            raise LineError(f"`{key}` must be text")
    return InboundMessage(
        channel=channel,
        provider_message_id=name,
        sender=Address(channel, SIMULATED + sender.strip()),
        text=line.get("text") or "",
        sent_at=at,
        attachments=_media(line.get("media")),
        profile_name=line.get("profile_name") or "",
        location=_location(line.get("location")),
        button=line.get("button") or "",
    )


def _media(media: Any) -> tuple[Attachment, ...]:
    if media is None:
        return ()
    if not isinstance(media, list) or not all(isinstance(m, dict) for m in media):
        raise LineError("`media` must be a list of objects with `content_type`")
    return tuple(
        Attachment(
            str(m.get("content_type", "application/octet-stream")),
            str(m.get("url", "")),
            str(m.get("filename", "")),
        )
        for m in media
    )


def _location(place: Any) -> Location | None:
    if place is None:
        return None
    try:
        return Location(float(place["lat"]), float(place["lon"]))
    except (KeyError, TypeError, ValueError):
        raise LineError("`location` must be an object with `lat` and `lon`") from None


def _action(line: dict[str, Any]) -> OfficerAction:
    officer = line["officer"]
    if not isinstance(officer, dict) or officer.get("action") not in _ACTIONS:
        raise LineError(f"`officer.action` must be one of {', '.join(_ACTIONS)}")
    return OfficerAction(
        action=officer["action"],
        ticket=str(officer.get("ticket") or ""),
        text=str(officer.get("text") or ""),
    )
