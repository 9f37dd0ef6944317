"""How the contract suite makes a Twilio channel, signs as Twilio does, and makes Twilio fail."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from bot.channels.base import Channel, WebhookRequest
from bot.channels.twilio import TwilioChannel, TwilioConfig, TwilioTemplate
from domain.errors import (
    ChannelUnavailableError,
    MessageRejectedError,
    OutsideServiceWindowError,
    RateLimitedError,
    RecipientOptedOutError,
)
from domain.messages import SMS, WHATSAPP, Address
from tests.contract.rig import NOBODY, PUBLIC_URL, RECEIVED_AT, Failure
from tests.providers import twilio_webhooks as hooks
from tests.providers.server import ProviderServer, Reply
from tests.providers.twilio_server import TwilioServer, failure


class TwilioRig:
    server: type[ProviderServer] = TwilioServer

    def channel(self, api: str = NOBODY, **more: Any) -> Channel:
        values: dict[str, Any] = {
            "public_url": PUBLIC_URL,
            "whatsapp_from": "+6281809898222",
            "sms_from": "+6281809898223",
            "signing_secret": hooks.SIGNING_SECRET,
            "signing_key_id": hooks.SIGNING_KEY_ID,
            "send_timeout": 10.0,
            "templates": {
                "answer_ready": TwilioTemplate("HX" + "a" * 32, ("number",)),
                "receipt": TwilioTemplate("HX" + "b" * 32, ("number", "deadline")),
            },
        }
        config = TwilioConfig(
            account_sid=hooks.ACCOUNT_SID,
            auth_token=hooks.AUTH_TOKEN,
            api_base_url=api,
            **(values | more),
        )
        return TwilioChannel(config)

    def request(self, payload: dict[str, Any]) -> WebhookRequest:
        form = payload.get("form", [])
        pairs = list(form.items()) if isinstance(form, dict) else [(k, v) for k, v in form]
        body = payload["raw"].encode() if "raw" in payload else urlencode(pairs).encode()
        return self.signed(payload["path"], pairs, body)

    def genuine(self) -> list[WebhookRequest]:
        pairs = hooks.inbound_params("SM1", "whatsapp:+6281200000001", "halo & ~ é 😀")
        path = "/webhook/twilio"
        return [
            self.signed(path, pairs),
            self.signed(path, pairs, algorithm="HMAC_SHA256"),
            self.signed(path, [*pairs, ("Tag", "b"), ("Tag", "a"), ("Tag", "a")]),
            self.signed(path, pairs, query="kantor=purwakarta&x=%20"),
            # Twilio signs some URLs with the port although nobody wrote it.
            self.signed(path, pairs, public_url=PUBLIC_URL + ":443"),
        ]

    def forged(self) -> dict[str, WebhookRequest]:
        pairs = hooks.inbound_params("SM1", "whatsapp:+6281200000001", "halo")
        good = self.signed("/webhook/twilio", pairs)
        strong = self.signed("/webhook/twilio", pairs, algorithm="HMAC_SHA256")
        settings = "x-twilio-webhooks-signature-settings"
        unnamed = {name: text for name, text in strong.headers.items() if name != settings}
        url = PUBLIC_URL + "/webhook/twilio"
        token, secret = hooks.AUTH_TOKEN, hooks.SIGNING_SECRET

        def headers(**changed: str) -> dict[str, str]:
            named = {name.replace("_", "-"): text for name, text in changed.items()}
            return {**good.headers, **named}

        def claims(text: str) -> dict[str, str]:
            return {settings.replace("-", "_"): text}

        with_sha256 = f"key={hooks.SIGNING_KEY_ID},algorithm=HMAC_SHA256"
        empty = hooks.sign(url, pairs, "", "HMAC_SHA256")
        token_256 = hooks.sign(url, pairs, token, "HMAC_SHA256")
        secret_1 = hooks.sign(url, pairs, secret, "HMAC_SHA1")
        return {
            "no signature": replace(good, headers={}),
            "empty signature": replace(good, headers=headers(x_twilio_signature="")),
            "no ASCII": replace(good, headers=headers(x_twilio_signature="é€")),
            "changed body": replace(good, body=good.body + b"&x=1"),
            "changed text": replace(good, body=good.body.replace(b"halo", b"hola")),
            "changed path": replace(good, url_path="/webhook/twilio/status"),
            "added query": replace(good, query="x=1"),
            "other host": self.signed("/webhook/twilio", pairs, public_url="https://evil.test"),
            "wrong secret": self.signed("/webhook/twilio", pairs, secret="guess"),
            "auth token for SHA-256": replace(
                good, headers=headers(x_twilio_signature=token_256, **claims(with_sha256))
            ),
            "shared key for SHA-1": replace(good, headers=headers(x_twilio_signature=secret_1)),
            "empty secret": replace(
                good, headers=headers(x_twilio_signature=empty, **claims(with_sha256))
            ),
            "SHA-256 not named": replace(strong, headers=unnamed),
            "SHA-1 named SHA-256": replace(good, headers=headers(**claims(with_sha256))),
            "another key": replace(
                strong, headers={**strong.headers, settings: "key=other,algorithm=HMAC_SHA256"}
            ),
            "no key": replace(
                strong, headers={**strong.headers, settings: "algorithm=HMAC_SHA256"}
            ),
            "unknown algorithm": replace(good, headers=headers(**claims("algorithm=HMAC_MD5"))),
            "too many parameters": replace(good, body=b"a=1&" * 5000),
        }

    def signed(
        self,
        path: str,
        pairs: list[tuple[str, str]],
        body: bytes | None = None,
        *,
        query: str = "",
        public_url: str = PUBLIC_URL,
        algorithm: str = "HMAC_SHA1",
        secret: str = "",
    ) -> WebhookRequest:
        url = public_url + path + ("?" + query if query else "")
        headers, encoded = hooks.signed(url, pairs, algorithm=algorithm, secret=secret)
        return WebhookRequest(path, query, headers, encoded if body is None else body, RECEIVED_AT)

    def recipients(self) -> list[Address]:
        return [Address(WHATSAPP, "+6281200000001"), Address(SMS, "+6281200000002")]

    def sent_texts(self, server: Any) -> list[str]:
        return [one.fields["Body"] for one in server.accepted]

    failures = (
        Failure(
            "too fast",
            lambda s: s.script(failure(429, 20429, retry_after="7")),
            RateLimitedError,
            "20429",
            7.0,
        ),
        Failure(
            "too fast without a time",
            lambda s: s.script(failure(429, 20429, retry_after="Tue, 06 Jan 2026")),
            RateLimitedError,
            "20429",
        ),
        Failure(
            "queue full",
            lambda s: s.script(failure(400, 21611)),
            RateLimitedError,
            "21611",
        ),
        Failure(
            "fault of Twilio's",
            lambda s: s.script(failure(503, 20503, retry_after="2.5")),
            ChannelUnavailableError,
            "20503",
            2.5,
        ),
        Failure(
            "fault of a proxy",
            lambda s: s.script(failure(502)),
            ChannelUnavailableError,
        ),
        Failure(
            "login page of a network",
            lambda s: s.script(Reply(200, b"<html>login</html>")),
            ChannelUnavailableError,
        ),
        Failure(
            "redirect",
            lambda s: s.script(Reply(302, b"", {"location": "http://localhost/login"})),
            ChannelUnavailableError,
        ),
        Failure(
            "answer without sid",
            lambda s: s.script(Reply(201, b"{}")),
            ChannelUnavailableError,
        ),
        Failure(
            "answer that is a list",
            lambda s: s.script(Reply(201, b"[]")),
            ChannelUnavailableError,
        ),
        Failure(
            "no answer in time",
            lambda s: s.script(failure(500, delay=1.0)),
            ChannelUnavailableError,
            timeout=0.3,
        ),
        Failure(
            "wrong credentials",
            lambda s: s.script(failure(401, 20003)),
            ChannelUnavailableError,
            "20003",
        ),
        Failure(
            "account suspended",
            lambda s: s.script(failure(403, 20005)),
            ChannelUnavailableError,
            "20005",
        ),
        Failure(
            "wrote STOP",
            lambda s: s.opted_out.update({"+6281200000001", "+6281200000002"}),
            RecipientOptedOutError,
            "21610",
        ),
        Failure(
            "outside the window",
            lambda s: s.script(failure(400, 63016)),
            OutsideServiceWindowError,
            "63016",
        ),
        Failure(
            "refused",
            lambda s: s.script(failure(400, 21211, to="+6281200000001")),
            MessageRejectedError,
            "21211",
        ),
        Failure(
            "refused in the form of RFC 9457",
            lambda s: s.script(
                Reply(
                    400,
                    json.dumps(
                        {
                            "type": "https://www.twilio.com/docs/errors/21614",
                            "title": "Bad",
                            "status": 400,
                            "code": 21614,
                        }
                    ).encode(),
                )
            ),
            MessageRejectedError,
            "21614",
        ),
    )
