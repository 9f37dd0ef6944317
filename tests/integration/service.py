"""The service in this process behind a real HTTP server, against the providers' test servers."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import uvicorn
import yaml
from sqlalchemy import Connection, func, select

from bot import clock
from bot.app import MODEL, App, build, running
from bot.serve import web
from bot.settings import load_settings
from storage.engine import reading
from storage.office_tables import rejected_payloads
from storage.tables import conversations, inbox, outbox
from tests.providers.telegram_server import TOKEN, WEBHOOK_SECRET, TelegramServer
from tests.providers.twilio_server import TwilioServer
from tests.providers.twilio_webhooks import ACCOUNT_SID, AUTH_TOKEN, inbound_params, post_webhook

ROOT = Path(__file__).parent.parent.parent
PUBLIC_URL = "https://aduan.example.test"
OURS = "+6281809898222"
ANSWER_READY = "HX" + "a" * 32


@dataclass
class Service:
    """What a test needs of a running service."""

    app: App
    url: str
    twilio: TwilioServer
    telegram: TelegramServer
    client: httpx.AsyncClient
    public_url: str = PUBLIC_URL
    _sids: int = 0

    async def whatsapp(self, sender: str, text: str, sid: str = "", **more: str) -> httpx.Response:
        """A signed webhook of Twilio's, as a citizen's WhatsApp message causes it."""
        return await self.inbound(f"whatsapp:{sender}", text, sid, **more)

    async def inbound(self, sender: str, text: str, sid: str = "", **more: str) -> httpx.Response:
        self._sids += 1
        params = inbound_params(sid or f"SM{self._sids:032x}", sender, text, **more)
        return await post_webhook(
            self.url, "/webhook/twilio", params, public_url=self.public_url, client=self.client
        )

    async def said(self, sender: str, count: int) -> list[str]:
        """The first `count` texts that the provider accepted for a citizen, once they are there."""

        def bodies() -> list[str]:
            return [
                one.fields.get("Body", "")
                for one in self.twilio.accepted
                if one.fields["To"] == sender
            ]

        await eventually(lambda: len(bodies()) >= count)
        return bodies()

    async def counts(self) -> dict[str, int]:
        """How many rows the tables that matter have."""
        return await reading(self.app.database, _counts)


def _counts(conn: Connection) -> dict[str, int]:
    tables = (inbox, conversations, outbox, rejected_payloads)
    return {
        table.name: conn.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables
    }


async def eventually(condition: Callable[[], bool | Awaitable[bool]], seconds: float = 20) -> None:
    """Wait until the condition holds. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while True:
            result = condition()
            if isinstance(result, Awaitable):
                result = await result
            if result:
                return
            await asyncio.sleep(0.02)


@asynccontextmanager
async def service(
    folder: Path,
    database: str,
    *,
    telegram_mode: str = "polling",
    changes: dict[str, Any] | None = None,
    jobs: bool = True,
    model: Path = MODEL,
    now: Callable[[], datetime] = clock.now,
    at_home: bool = False,
) -> AsyncIterator[Service]:
    """A running service. changes: by dotted key of config.yml. jobs: whether anything works.

    at_home: public_url is where it really listens, so that a browser may follow its links.
    """
    listening = socket.create_server(("127.0.0.1", 0))
    home = f"http://127.0.0.1:{listening.getsockname()[1]}"
    public_url = home if at_home else PUBLIC_URL
    with TwilioServer() as twilio, TelegramServer() as telegram:
        settings: dict[str, Any] = yaml.safe_load((ROOT / "config.yml").read_text())
        settings["channels"]["twilio"]["api_base_url"] = twilio.base_url
        settings["channels"]["telegram"] |= {
            "api_base_url": telegram.base_url,
            "mode": telegram_mode,
            "poll_timeout": "1s",
        }
        for path, value in (changes or {}).items():
            *blocks, key = path.split(".")
            place = settings
            for block in blocks:
                place = place[block]
            place[key] = value
        config = folder / "config.yml"
        config.write_text(yaml.safe_dump(settings))
        environ = {
            "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
            "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "TWILIO_WHATSAPP_FROM": OURS,
            "TWILIO_SMS_FROM": OURS,
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET,
            "TWILIO_TEMPLATE_ANSWER_READY": ANSWER_READY,
            "PUBLIC_URL": public_url,
            "PATH": os.environ.get("PATH", ""),
        }
        loaded = load_settings(config, environ=environ, database=database)
        async with AsyncExitStack() as stack:
            app = await stack.enter_async_context(build(loaded, model=model, now=now))
            await stack.enter_async_context(_serving(app, listening))
            client = await stack.enter_async_context(httpx.AsyncClient(trust_env=False))
            if jobs:
                await stack.enter_async_context(running(app))
            yield Service(app, home, twilio, telegram, client, public_url)


@asynccontextmanager
async def _serving(app: App, listening: socket.socket) -> AsyncIterator[None]:
    config = uvicorn.Config(web(app), log_level="error", lifespan="off", access_log=False)
    server = uvicorn.Server(config)
    task = asyncio.create_task(server._serve([listening]))  # Without taking over signals.
    await eventually(lambda: server.started)
    try:
        yield
    finally:
        server.should_exit = True
        await task
