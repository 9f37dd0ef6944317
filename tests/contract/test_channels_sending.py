"""The contract that every channel keeps in sending, to a server that speaks as its provider."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.channels.base import Channel
from domain.errors import ChannelUnavailableError, MessageRejectedError, SendError
from domain.messages import Address, InboundMessage, Option
from tests.contract.rig import AWKWARD, NOBODY, RECEIVED_AT, Failure
from tests.contract.rigs import RIGS, Rig, outbound
from tests.providers.server import ProviderServer
from tests.providers.telegram_server import TOKEN
from tests.providers.twilio_webhooks import AUTH_TOKEN

# The library warns of its own future each time it makes a RetryAfter.
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

EVERY_FAILURE = [
    pytest.param(code, failure, id=f"{code}-{failure.name}")
    for code, rig in RIGS.items()
    for failure in rig.failures
]


async def test_a_message_arrives_at_the_provider(
    rig: Rig, server: ProviderServer, channel: Channel
) -> None:
    ids = {await channel.send(outbound(to, "Halo")) for to in rig.recipients()}
    assert rig.sent_texts(server) == ["Halo"] * len(rig.recipients())
    assert len(ids) == len(rig.recipients())
    assert all(ids)


@pytest.mark.parametrize("text", AWKWARD)
async def test_no_character_of_a_text_is_lost(
    rig: Rig, server: ProviderServer, channel: Channel, text: str
) -> None:
    for to in rig.recipients():
        await channel.send(outbound(to, text))
    assert set(rig.sent_texts(server)) == {text}


async def test_what_a_provider_refuses_is_taken_out_of_a_text(
    rig: Rig, server: ProviderServer, channel: Channel
) -> None:
    for to in rig.recipients():
        await channel.send(outbound(to, "a\x00b\ud83dc"))
    assert set(rig.sent_texts(server)) == {"ab\ufffdc"}


async def test_a_text_of_the_full_length_is_accepted(
    rig: Rig, server: ProviderServer, channel: Channel
) -> None:
    for to in rig.recipients():
        await channel.send(outbound(to, "é" * channel.max_text_length))
        with pytest.raises(MessageRejectedError):
            await channel.send(outbound(to, "é" * (channel.max_text_length + 1)))


@pytest.mark.parametrize(("code", "failure"), EVERY_FAILURE)
async def test_a_failure_of_the_provider_becomes_our_error(code: str, failure: Failure) -> None:
    rig = RIGS[code]
    with rig.server() as server:
        channel = rig.channel(server.base_url, send_timeout=failure.timeout)
        failure.arrange(server)
        try:
            with pytest.raises(SendError) as caught:
                await channel.send(outbound(rig.recipients()[0]))
        finally:
            await channel.close()
    error = caught.value
    assert type(error) is failure.error
    assert error.retry_after == failure.retry_after
    assert error.code == failure.code


async def test_after_a_failure_the_next_message_goes_out(
    rig: Rig, server: ProviderServer, channel: Channel
) -> None:
    rig.failures[0].arrange(server)
    with pytest.raises(SendError):
        await channel.send(outbound(rig.recipients()[0], "satu"))
    await channel.send(outbound(rig.recipients()[0], "dua"))
    assert rig.sent_texts(server) == ["dua"]


async def test_a_provider_that_is_away_is_tried_again_later(rig: Rig) -> None:
    channel = rig.channel(NOBODY)
    with pytest.raises(ChannelUnavailableError):
        await channel.send(outbound(rig.recipients()[0]))
    await channel.close()


async def test_a_simulated_address_is_never_handed_to_a_provider(
    rig: Rig, server: ProviderServer, channel: Channel
) -> None:
    for to in rig.recipients():
        with pytest.raises(MessageRejectedError):
            await channel.send(outbound(Address(to.channel, "sim:" + to.value)))
    with pytest.raises(MessageRejectedError):
        await channel.send(outbound(Address("web_office", "5")))
    assert server.requests == 0


async def test_neither_errors_nor_logs_show_text_number_or_secret(
    rig: Rig, server: ProviderServer, caplog: pytest.LogCaptureFixture
) -> None:
    channel = rig.channel(server.base_url)
    told = []
    with caplog.at_level(logging.INFO):
        for failure in rig.failures:
            failure.arrange(server)
            with pytest.raises(SendError) as caught:
                await channel.send(outbound(rig.recipients()[0], "rahasia warga"))
            told.append(str(caught.value))
    await channel.close()
    for text in (caplog.text, *told, repr(caplog.records)):
        assert "rahasia warga" not in text
        assert "81200000" not in text
        assert AUTH_TOKEN not in text
        assert TOKEN not in text


async def test_many_messages_share_connections(
    rig: Rig, server: ProviderServer, channel: Channel
) -> None:
    to = rig.recipients()[0]
    texts = [f"pesan {n}" for n in range(200)]
    await asyncio.gather(*(channel.send(outbound(to, text)) for text in texts))
    assert sorted(rig.sent_texts(server)) == sorted(texts)


async def test_options_never_keep_a_question_from_going_out(
    rig: Rig, server: ProviderServer, channel: Channel
) -> None:
    options = (Option("ya", "Ya"), Option("x" * 100, "Panjang"), Option("", "Kosong"))
    for to in rig.recipients():
        await channel.send(outbound(to, "Benar?", options=options))
    assert len(rig.sent_texts(server)) == len(rig.recipients())


async def test_closing_twice_or_unused_is_no_error(rig: Rig) -> None:
    channel = rig.channel()
    await channel.close()
    await channel.close()


async def test_a_message_that_is_no_button_needs_no_acknowledgement(
    rig: Rig, server: ProviderServer, channel: Channel
) -> None:
    to = rig.recipients()[0]
    await channel.acknowledge(InboundMessage(to.channel, "1", to, "halo", RECEIVED_AT))
    assert server.requests == 0
