"""What only Telegram does: polling, buttons, its webhook, files behind a token."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.channels.base import Polled, PolledChannel, WebhookRequest
from bot.channels.telegram import TelegramChannel, TelegramConfig
from domain.errors import (
    AttachmentError,
    ChannelUnavailableError,
    PayloadError,
    UnsupportedEventError,
)
from domain.messages import TELEGRAM, Address, InboundMessage, Option, OutboundMessage
from tests.contract.rig import NOBODY, PUBLIC_URL, RECEIVED_AT
from tests.contract.rig_telegram import TelegramRig
from tests.providers.server import Reply
from tests.providers.telegram_server import (
    TOKEN,
    WEBHOOK_SECRET,
    TelegramServer,
    failure,
    pressed,
    private_message,
)

CITIZEN = Address(TELEGRAM, "81200001")


@pytest.fixture
async def bot(telegram: TelegramServer) -> AsyncIterator[TelegramChannel]:
    made = TelegramRig().channel(telegram.base_url)
    assert isinstance(made, TelegramChannel)
    yield made
    await made.close()


def now() -> datetime:
    return RECEIVED_AT


def texts(polled: list[Polled]) -> list[str]:
    return [e.text for one in polled for e in one.events if isinstance(e, InboundMessage)]


# ------------------------------------------------------------------------------------ polling


def test_telegram_can_be_polled() -> None:
    assert isinstance(TelegramRig().channel(), PolledChannel)


async def test_an_update_comes_again_until_the_next_offset_confirms_it(
    telegram: TelegramServer, bot: TelegramChannel
) -> None:
    first = telegram.say(81200001, "satu")
    telegram.say(81200001, "dua")
    for _ in range(2):  # As after a crash between the poll and our commit.
        polled = await bot.poll(None, now)
        assert texts(polled) == ["satu", "dua"]
    assert telegram.confirmed == []
    assert texts(await bot.poll(first + 1, now)) == ["dua"]
    assert telegram.confirmed == [first]
    assert await bot.poll(polled[-1].update_id + 1, now) == []
    assert telegram.updates == []


async def test_a_poll_waits_for_what_comes(telegram: TelegramServer) -> None:
    channel = TelegramRig().channel(telegram.base_url, poll_timeout=20, send_timeout=0.5)
    assert isinstance(channel, TelegramChannel)
    waiting = asyncio.create_task(channel.poll(None, now))
    await asyncio.sleep(0.7)  # Longer than a request may take that is no poll.
    assert not waiting.done()
    telegram.say(81200001, "halo")
    assert texts(await asyncio.wait_for(waiting, 20)) == ["halo"]
    await channel.close()


async def test_messages_go_out_while_a_poll_waits(telegram: TelegramServer) -> None:
    channel = TelegramRig().channel(telegram.base_url, poll_timeout=20)
    assert isinstance(channel, TelegramChannel)
    waiting = asyncio.create_task(channel.poll(None, now))
    await asyncio.sleep(0.1)
    for n in range(5):
        await channel.send(OutboundMessage(CITIZEN, f"pesan {n}"))
    assert not waiting.done()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await channel.close()


async def test_an_unreadable_update_blocks_nothing_and_is_kept(
    telegram: TelegramServer, bot: TelegramChannel
) -> None:
    telegram.say(81200001, "satu")
    odd = telegram.push(message={"message_id": "x", "text": {"a": "é\x00"}})
    group = telegram.push(
        message={**private_message(1, 2, "x"), "chat": {"id": -5, "type": "group", "title": "x"}}
    )
    telegram.say(81200001, "dua")
    polled = await bot.poll(None, now)
    assert texts(polled) == ["satu", "dua"]
    kept = {one.update_id: one for one in polled}
    assert isinstance(kept[odd].error, PayloadError)
    assert json.loads(kept[odd].raw)["message"]["text"] == {"a": "é\x00"}
    assert kept[odd].raw.isascii()
    assert isinstance(kept[group].error, UnsupportedEventError)


async def test_updates_without_an_id_do_not_hide_the_others(
    telegram: TelegramServer, bot: TelegramChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = {"update_id": 5, "message": private_message(81200001, 1, "halo")}
    answers = iter([[{"a": 1}, 7, good], [{"a": 1}], {"no": "list"}, []])

    def answer(fields: dict[str, str]) -> object:
        return next(answers)

    monkeypatch.setattr(telegram, "_getupdates", answer)
    assert texts(await bot.poll(None, now)) == ["halo"]
    for _ in range(2):
        with pytest.raises(ChannelUnavailableError):
            await bot.poll(None, now)
    assert await bot.poll(None, now) == []


async def test_polling_and_webhook_give_one_message_one_id(
    telegram: TelegramServer, bot: TelegramChannel
) -> None:
    message = private_message(81200001, 7, "halo")
    kinds = {
        "message": message,
        "edited_message": {**message, "edit_date": message["date"]},
        "callback_query": pressed(81200001, "99", "ya"),
    }
    for kind, content in kinds.items():
        update_id = telegram.push(**{kind: content})
        ((polled,),) = [one.events for one in await bot.poll(update_id, now)]
        body = json.dumps({"update_id": update_id, kind: content}).encode()
        assert bot.parse(WebhookRequest("/webhook/telegram", "", {}, body, now())) == [polled]


async def test_two_edits_within_one_second_are_two(
    telegram: TelegramServer, bot: TelegramChannel
) -> None:
    message = private_message(81200001, 7, "halo")
    telegram.push(message=message)
    for text in ("halo satu", "halo dua"):
        telegram.push(edited_message={**message, "text": text, "edit_date": message["date"]})
    polled = await bot.poll(None, now)
    assert texts(polled) == ["halo", "halo satu", "halo dua"]
    ids = {e.provider_message_id for one in polled for e in one.events}
    assert len(ids) == 3


async def test_a_pressed_button_is_given_the_time_of_receipt(
    telegram: TelegramServer, bot: TelegramChannel
) -> None:
    telegram.push(callback_query=pressed(81200001, "99", "ya"))
    ((event,),) = [one.events for one in await bot.poll(None, now)]
    assert isinstance(event, InboundMessage)
    assert (event.sent_at, event.button, event.text) == (RECEIVED_AT, "ya", "Ya, benar")


async def test_a_polled_message_has_the_time_at_which_it_was_written(
    telegram: TelegramServer, bot: TelegramChannel
) -> None:
    telegram.say(81200001, "halo", date=int((RECEIVED_AT - timedelta(hours=9)).timestamp()))
    ((event,),) = [one.events for one in await bot.poll(None, now)]
    assert isinstance(event, InboundMessage)
    assert event.sent_at == RECEIVED_AT - timedelta(hours=9)


async def test_why_polling_fails_is_told(telegram: TelegramServer) -> None:
    telegram.webhook = {"url": "https://elsewhere.test"}
    for token, api, told in (
        (TOKEN, telegram.base_url, "webhook"),
        ("123:wrong", telegram.base_url, "token"),
        ("malformed", telegram.base_url, "token"),
        (TOKEN, NOBODY, "reached"),
    ):
        channel = TelegramChannel(TelegramConfig(token, api_base_url=api, poll_timeout=0))
        with pytest.raises(ChannelUnavailableError, match=told) as caught:
            await channel.poll(None, now)
        assert token not in str(caught.value)
        await channel.close()


# ------------------------------------------------------------------------------------ sending


async def test_a_message_is_plain_text_without_previews(
    telegram: TelegramServer, bot: TelegramChannel
) -> None:
    assert await bot.send(OutboundMessage(CITIZEN, "_a_ https://example.test")) == "81200001:1"
    fields = telegram.sent[0].fields
    assert set(fields) == {"chat_id", "text", "link_preview_options"}
    assert json.loads(fields["link_preview_options"]) == {"is_disabled": True}


async def test_options_become_buttons_one_below_the_other(
    telegram: TelegramServer, bot: TelegramChannel
) -> None:
    options = (
        Option("ya", "Ya_[benar]"),
        Option("é" * 32, "Tepat 64 bita"),
        Option("é" * 33, "Terlalu panjang"),
        Option("", "Tanpa id"),
        Option("kosong", ""),
    )
    await bot.send(OutboundMessage(CITIZEN, "Benar?", options=options))
    keyboard = json.loads(telegram.sent[0].fields["reply_markup"])["inline_keyboard"]
    assert keyboard == [
        [{"text": "Ya_[benar]", "callback_data": "ya"}],
        [{"text": "Tepat 64 bita", "callback_data": "é" * 32}],
        [{"text": "kosong", "callback_data": "kosong"}],
    ]


async def test_a_pressed_button_is_acknowledged_once_and_late_is_no_error(
    telegram: TelegramServer, bot: TelegramChannel
) -> None:
    telegram.push(callback_query=pressed(81200001, "99", "ya"))
    ((event,),) = [one.events for one in await bot.poll(None, now)]
    assert isinstance(event, InboundMessage)
    for _ in range(2):
        await bot.acknowledge(event)
    assert telegram.answered == ["99"]


async def test_an_acknowledgement_never_fails() -> None:
    channel = TelegramRig().channel(NOBODY)
    await channel.acknowledge(
        InboundMessage(TELEGRAM, "callback:99", CITIZEN, "Ya", RECEIVED_AT, button="ya")
    )
    await channel.close()


async def test_an_address_that_is_no_chat_is_refused(bot: TelegramChannel) -> None:
    for value in ("@kanal", "", "+6281200000001x"):
        with pytest.raises(Exception, match="chat"):
            await bot.send(OutboundMessage(Address(TELEGRAM, value), "Halo"))


# ----------------------------------------------------------------------------- webhook, files


async def test_the_webhook_is_set_with_its_secret_and_unset_without_loss(
    telegram: TelegramServer, bot: TelegramChannel
) -> None:
    telegram.say(81200001, "halo")
    await bot.use_webhook()
    assert telegram.webhook["url"] == PUBLIC_URL + "/webhook/telegram"
    assert telegram.webhook["secret_token"] == WEBHOOK_SECRET
    assert json.loads(telegram.webhook["allowed_updates"]) == [
        "message",
        "edited_message",
        "callback_query",
    ]
    await bot.use_polling()
    assert telegram.webhook == {}
    assert texts(await bot.poll(None, now)) == ["halo"]


async def test_a_webhook_that_telegram_refuses_is_told(telegram: TelegramServer) -> None:
    channel = TelegramRig().channel(telegram.base_url, public_url="http://plain.test")
    assert isinstance(channel, TelegramChannel)
    with pytest.raises(Exception, match="https"):
        await channel.use_webhook()
    await channel.close()


async def test_a_file_is_fetched(telegram: TelegramServer, bot: TelegramChannel) -> None:
    telegram.files["berkas_1"] = b"%PDF evidence"
    assert await bot.fetch_attachment("berkas_1") == b"%PDF evidence"


@pytest.mark.parametrize(
    ("reply", "retryable"),
    [
        (None, False),
        (failure(401, "Unauthorized"), True),
        (failure(429, "Too Many Requests", retry_after=3), True),
        (failure(500, "Internal Server Error"), True),
        (Reply(200, b'{"ok":true,"result":{"file_id":"x","file_unique_id":"x"}}'), False),
    ],
)
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_a_file_that_cannot_be_fetched_is_told_without_the_token(
    telegram: TelegramServer,
    bot: TelegramChannel,
    monkeypatch: pytest.MonkeyPatch,
    reply: Reply | None,
    retryable: bool,
) -> None:
    if reply is not None:
        monkeypatch.setattr(telegram, "_getfile", lambda fields: reply)
    with pytest.raises(AttachmentError) as caught:
        await bot.fetch_attachment("hilang")
    assert caught.value.retryable is retryable
    assert TOKEN not in str(caught.value)


def test_secrets_are_not_shown_with_the_settings() -> None:
    config = TelegramConfig("1:rahasia", webhook_secret="rahasia")
    assert "rahasia" not in repr(config)
    assert "rahasia" not in repr(TelegramChannel(config))
