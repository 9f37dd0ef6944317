"""The rigs by channel, and the payload files with what they must be read as.

A rig is what the contract suite must know of a channel beside its code: how to make one, how its
provider signs, and how the provider's failures are brought about on the test server.
"""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

from bot.channels.base import Event
from domain.messages import Address, DeliveryReport, OutboundMessage
from tests.contract.rig_telegram import TelegramRig
from tests.contract.rig_twilio import TwilioRig

PAYLOADS = Path(__file__).parent.parent / "payloads"

Rig = TwilioRig | TelegramRig

# The simulator has neither provider nor webhook; its contract is in test_channel_simulator.py.
RIGS: dict[str, Rig] = {"twilio": TwilioRig(), "telegram": TelegramRig()}


def payloads(code: str) -> list[tuple[str, dict[str, Any]]]:
    """Name and content of every payload file of a channel."""
    folder = PAYLOADS / code
    return [(path.stem, json.loads(path.read_text())) for path in sorted(folder.glob("*.json"))]


def described(event: Event) -> dict[str, Any]:
    """The event as the payload files write it: fields at their default left out."""
    report = isinstance(event, DeliveryReport)
    out: dict[str, Any] = {"event": "report" if report else "message"}
    for one in fields(event):
        value = getattr(event, one.name)
        if value == one.default and one.name != "text":
            continue
        out[one.name] = _plain(value)
    return out


def _plain(value: Any) -> Any:
    if isinstance(value, Address):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        plain = {one.name: (getattr(value, one.name), one.default) for one in fields(value)}
        return {name: one for name, (one, default) in plain.items() if one != default}
    return value


def outbound(to: Address, text: str = "Halo", **more: Any) -> OutboundMessage:
    return OutboundMessage(to, text, **more)
