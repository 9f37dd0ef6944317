"""How the contract suite makes a Telegram channel, and makes Telegram fail."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from bot.channels.base import Channel, WebhookRequest
from bot.channels.telegram import TelegramChannel, TelegramConfig
from domain.errors import (
    ChannelUnavailableError,
    MessageRejectedError,
    RateLimitedError,
    RecipientOptedOutError,
)
from domain.messages import TELEGRAM, Address
from tests.contract.rig import NOBODY, PUBLIC_URL, RECEIVED_AT, Failure
from tests.providers import telegram_server as bot_api
from tests.providers.server import ProviderServer, Reply
from tests.providers.telegram_server import TelegramServer


class TelegramRig:
    server: type[ProviderServer] = TelegramServer

    def channel(self, api: str = NOBODY, **more: Any) -> Channel:
        values: dict[str, Any] = {
            "public_url": PUBLIC_URL,
            "webhook_secret": bot_api.WEBHOOK_SECRET,
            "poll_timeout": 0,
            "send_timeout": 10.0,
        }
        config = TelegramConfig(token=bot_api.TOKEN, api_base_url=api, **(values | more))
        return TelegramChannel(config)

    def request(self, payload: dict[str, Any]) -> WebhookRequest:
        raw = payload["raw"] if "raw" in payload else json.dumps(payload["update"])
        headers = {"x-telegram-bot-api-secret-token": bot_api.WEBHOOK_SECRET}
        return WebhookRequest("/webhook/telegram", "", headers, raw.encode(), RECEIVED_AT)

    def genuine(self) -> list[WebhookRequest]:
        update = {"update_id": 1, "message": bot_api.private_message(5, 1, "halo")}
        return [self.request({"update": update})]

    def forged(self) -> dict[str, WebhookRequest]:
        good = self.genuine()[0]
        name = "x-telegram-bot-api-secret-token"
        return {
            "no secret": replace(good, headers={}),
            "empty secret": replace(good, headers={name: ""}),
            "wrong secret": replace(good, headers={name: "guess"}),
            "part of the secret": replace(good, headers={name: good.headers[name][:-1]}),
            "no ASCII": replace(good, headers={name: "é€"}),
        }

    def recipients(self) -> list[Address]:
        return [Address(TELEGRAM, "81200001")]

    def sent_texts(self, server: Any) -> list[str]:
        return [one.fields["text"] for one in server.sent]

    failures = (
        Failure(
            "too fast",
            lambda s: s.script(bot_api.flood(7)),
            RateLimitedError,
            "429",
            7.0,
        ),
        Failure(
            "fault of Telegram's",
            lambda s: s.script(bot_api.failure(500, "Internal Server Error")),
            ChannelUnavailableError,
        ),
        Failure(
            "fault of a proxy",
            lambda s: s.script(Reply(502, b"<html>Bad Gateway</html>")),
            ChannelUnavailableError,
        ),
        Failure(
            "login page of a network",
            lambda s: s.script(Reply(200, b"<html>login</html>")),
            ChannelUnavailableError,
        ),
        Failure(
            "answer without result",
            lambda s: s.script(Reply(200, b"{}")),
            ChannelUnavailableError,
        ),
        Failure(
            "answer that is a list",
            lambda s: s.script(Reply(200, b'{"ok": true, "result": [1]}')),
            ChannelUnavailableError,
        ),
        Failure(
            "no answer in time",
            lambda s: s.script(Reply(200, b"{}", {}, 1.0)),
            ChannelUnavailableError,
            timeout=0.3,
        ),
        Failure(
            "wrong token",
            lambda s: s.script(bot_api.failure(401, "Unauthorized")),
            ChannelUnavailableError,
            "401",
        ),
        Failure(
            "blocked",
            lambda s: s.blocked.add(81200001),
            RecipientOptedOutError,
            "403",
        ),
        Failure(
            "unknown chat",
            lambda s: s.unknown.add(81200001),
            MessageRejectedError,
            "400",
        ),
        Failure(
            "chat became a group",
            lambda s: s.script(
                bot_api.failure(400, "Bad Request: group", migrate_to_chat_id=-1001)
            ),
            MessageRejectedError,
            "migrated",
        ),
    )
