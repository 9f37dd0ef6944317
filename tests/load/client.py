"""A load generator that costs little itself: requests signed before, sent over open connections."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.load.stack import PUBLIC_URL, WHATSAPP_FROM
from tests.providers.twilio_webhooks import ACCOUNT_SID, AUTH_TOKEN

PATH = "/webhook/twilio"


@dataclass(frozen=True, slots=True)
class Posted:
    """One webhook: who, which of theirs, when it was sent and answered, and with what."""

    sender: str
    index: int
    sent: float
    answered: float
    status: int


def webhook(sender: str, sid: str, text: str) -> bytes:
    """The whole HTTP request of one signed webhook, as Twilio signs it."""
    params = {
        "AccountSid": ACCOUNT_SID,
        "Body": text,
        "From": f"whatsapp:{sender}",
        "MessageSid": sid,
        "NumMedia": "0",
        "SmsMessageSid": sid,
        "To": f"whatsapp:{WHATSAPP_FROM}",
    }
    signed = PUBLIC_URL + PATH + "".join(name + params[name] for name in sorted(params))
    digest = hmac.new(AUTH_TOKEN.encode(), signed.encode(), hashlib.sha1).digest()
    body = urlencode(params).encode()
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: aduan.example.test\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        f"X-Twilio-Signature: {base64.b64encode(digest).decode()}\r\n\r\n"
    )
    return head.encode() + body


async def drive(
    port: int, conversations: Sequence[tuple[str, Sequence[bytes]]], connections: int
) -> list[Posted]:
    """Post all conversations, each in order, over so many connections."""
    posted: list[Posted] = []
    waiting = iter(conversations)

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for sender, requests in waiting:
            for index, request in enumerate(requests):
                sent = time.monotonic()
                writer.write(request)
                head = await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(_length(head))
                status = int(head[9:12])
                posted.append(Posted(sender, index, sent, time.monotonic(), status))
        writer.close()

    await asyncio.gather(*(one() for _ in range(connections)))
    return posted


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0
