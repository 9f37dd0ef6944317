"""The lines of the simulation protocol: read, checked and written. docs/protocol.md is the law."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from domain.calendar import WIB, wib_day
from domain.complaint import Complaint, Receipt
from domain.errors import BaleAduanError, InvalidTransitionError
from domain.handling import Given
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
from handlers.actions import Action, Answer, CloseByHand, Correct, GiveBack, Release

_CHANNELS = (WHATSAPP, SMS, TELEGRAM)
_ACTIONS = ("answer", "close", "correct", "release")


class LineError(BaleAduanError):
    """The line is not one of the protocol."""


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


def reply(message: OutboundMessage, window: bool) -> dict[str, Any]:
    sms = message.to.channel == SMS
    return {
        "channel": message.to.channel,
        "to": message.to.value.removeprefix(SIMULATED),
        "text": message.text,
        "options": [{"id": o.id, "label": o.label} for o in message.options],
        "template": None if window or not message.template else message.template,
        "segments": segments(message.text) if sms else 1,
    }


def read_line(raw: str) -> dict[str, Any]:
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        raise LineError("the line is not JSON") from None
    if not isinstance(line, dict):
        raise LineError("the line is not a JSON object")
    return line


def moment(line: dict[str, Any]) -> datetime:
    try:
        at = datetime.fromisoformat(line["at"])
        wib_day(at)
        return at.astimezone(UTC)
    except KeyError:
        raise LineError("`at` is missing") from None
    except (ValueError, TypeError, OverflowError):
        raise LineError(
            "`at` must be a time with an offset, as 2026-01-06T09:00:00+07:00"
        ) from None


def speaks(line: dict[str, Any]) -> bool:
    return any(key in line for key in ("from", "channel", "media", "location", "button"))


def message_of(line: dict[str, Any], at: datetime, name: str) -> InboundMessage:
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
        lat, lon = float(place["lat"]), float(place["lon"])
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise ValueError
        return Location(lat, lon)
    except (KeyError, TypeError, ValueError):
        raise LineError("`location` must be an object with `lat` and `lon`") from None


def action_of(line: dict[str, Any]) -> Action:
    officer = line["officer"]
    if not isinstance(officer, dict) or officer.get("action") not in _ACTIONS:
        raise LineError(f"`officer.action` must be one of {', '.join(_ACTIONS)}")
    ticket, text = str(officer.get("ticket") or ""), str(officer.get("text") or "")
    if officer["action"] == "correct":
        components, services = _names(officer, "components"), _names(officer, "services")
        return Correct(ticket, str(officer.get("act") or ""), components, services)
    return plain_action(officer["action"], ticket, text)


def plain_action(name: str, ticket: str, text: str) -> Action:
    """`answer`, `close` or `release`, as the protocol and the simulator's page know them.

    How an answer was given stands in the text of `close`; the protocol has no word for the way.
    """
    if name == "answer":
        return Answer(ticket, text)
    if name == "close":
        if not text.strip():
            raise InvalidTransitionError(
                "belum bisa ditutup: tulis bagaimana jawaban diberikan (telepon, surat, langsung)"
            )
        return CloseByHand(ticket, Given.PHONE, text)
    return GiveBack(ticket) if ticket else Release()


def _names(officer: dict[str, Any], key: str) -> tuple[str, ...]:
    names = officer.get(key) or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise LineError(f"`officer.{key}` must be a list of names")
    return tuple(names)
