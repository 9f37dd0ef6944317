"""A visitor of the simulator's page, and the process that serves it, without a network.

A module of tests takes the fixtures by naming them: `app, page = simulator_page.app, …`. So the
plain engine stands in for the real one in those modules alone.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

import nlu.engine
from bot.app import App, _engine, build
from bot.serve import web
from bot.settings import load_settings
from domain.messages import WHATSAPP
from domain.understanding import NluResult

SHIPPED = Path(__file__).parents[2] / "config.yml"
BASE = "http://127.0.0.1:8080"
SENDER = "+6281200000001"
BUDI = {"channel": WHATSAPP, "sender": SENDER}


class Plain:
    """An engine that takes everything for a report; what it means is not the matter here."""

    name, model_version = "plain", "0"

    def ready(self) -> bool:
        return True

    def refresh(self) -> bool:
        return False

    def parse_many(self, messages: Sequence[tuple[str, datetime]]) -> list[NluResult]:
        return [NluResult(act="lapor", confidence=0.9) for _ in messages]


@pytest.fixture(autouse=True)
def plain_engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(nlu.engine.ENGINES, "builtin", lambda options: Plain())
    # A process shares its engines: neither may these tests find another's, nor leave theirs.
    _engine.cache_clear()
    yield
    _engine.cache_clear()


@asynccontextmanager
async def started(database: str, **environ: str) -> AsyncIterator[App]:
    async with build(load_settings(SHIPPED, environ=environ, database=database)) as app:
        yield app


@pytest_asyncio.fixture
async def app(sqlite_url: str) -> AsyncIterator[App]:
    async with started(sqlite_url) as app:
        yield app


def visitor(
    app: App, *, address: str = "127.0.0.1", base: str = BASE, **headers: str
) -> httpx.AsyncClient:
    """A browser at this address. It follows no redirect, so that tests see them."""
    transport = httpx.ASGITransport(web(app), client=(address, 50000))
    return httpx.AsyncClient(transport=transport, base_url=base, headers=headers)


@pytest_asyncio.fixture
async def page(app: App) -> AsyncIterator[httpx.AsyncClient]:
    async with visitor(app) as client:
        yield client


async def work(app: App) -> None:
    """Everything that the bot has to do now is done."""
    while True:
        done = await app.worker.step()
        sent, _ = await app.dispatcher.step()
        if not done and not sent:
            return


async def say(page: httpx.AsyncClient, text: str = "", **fields: Any) -> httpx.Response:
    return await page.post("/simulator/messages", json={**BUDI, "text": text, **fields})


async def seen(page: httpx.AsyncClient, **who: str) -> Any:
    return (await page.get("/simulator/conversation", params=BUDI | who)).json()
