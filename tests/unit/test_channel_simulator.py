"""The simulator's channel: it takes everything, and only for people who do not exist."""

from __future__ import annotations

import pytest

from bot.channels.base import WebhookRequest
from bot.channels.simulator import SimulatorChannel
from domain.calendar import WIB
from domain.errors import (
    AttachmentError,
    MessageRejectedError,
    UnsupportedEventError,
    WebhookSignatureError,
)
from domain.messages import SMS, TELEGRAM, WHATSAPP, Address, OutboundMessage
from tests.contract.rig import AWKWARD, RECEIVED_AT


async def test_it_accepts_whatever_is_said_on_whatever_channel_it_plays() -> None:
    channel = SimulatorChannel()
    messages = [
        OutboundMessage(Address(code, "sim:+6281200000001"), text)
        for code in (WHATSAPP, SMS, TELEGRAM)
        for text in [*AWKWARD, "", "\x00\ud83d", "a" * 100_000]
    ]
    ids = [await channel.send(message) for message in messages]
    assert len(set(ids)) == len(messages)
    assert all(one.startswith("sim-") for one in ids)


async def test_ids_of_two_runs_differ() -> None:
    message = OutboundMessage(Address(SMS, "sim:1"), "x")
    assert await SimulatorChannel().send(message) != await SimulatorChannel().send(message)
    assert await SimulatorChannel("a").send(message) == "sim-a-1"


async def test_it_never_pretends_to_have_reached_somebody_real() -> None:
    with pytest.raises(MessageRejectedError):
        await SimulatorChannel().send(OutboundMessage(Address(SMS, "+6281200000001"), "x"))


async def test_it_has_neither_webhook_nor_files() -> None:
    channel = SimulatorChannel()
    assert RECEIVED_AT.tzinfo is WIB
    request = WebhookRequest("/webhook/simulator", "", {}, b"", RECEIVED_AT)
    with pytest.raises(WebhookSignatureError):
        channel.verify(request)
    with pytest.raises(UnsupportedEventError):
        channel.parse(request)
    with pytest.raises(AttachmentError):
        await channel.fetch_attachment("x")
    await channel.close()
