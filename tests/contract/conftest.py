"""A channel of each kind, and a running test server of its provider."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.channels.base import Channel
from tests.contract.rasa_service import running_rasa
from tests.contract.rigs import RIGS, Rig
from tests.providers.server import ProviderServer
from tests.providers.telegram_server import TelegramServer
from tests.providers.twilio_server import TwilioServer


@pytest.fixture(params=list(RIGS))
def code(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def rig(code: str) -> Rig:
    return RIGS[code]


@pytest.fixture
def server(rig: Rig) -> Iterator[ProviderServer]:
    with rig.server() as running:
        yield running


@pytest.fixture
async def channel(rig: Rig, server: ProviderServer) -> AsyncIterator[Channel]:
    made = rig.channel(server.base_url)
    yield made
    await made.close()


@pytest.fixture
def twilio() -> Iterator[TwilioServer]:
    with TwilioServer() as running:
        yield running


@pytest.fixture
def telegram() -> Iterator[TelegramServer]:
    with TelegramServer() as running:
        yield running


@pytest.fixture(scope="session")
def rasa_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Rasa server with a model trained on a part of the corpus."""
    folder: Path = tmp_path_factory.mktemp("rasa")
    with running_rasa(folder) as url:
        yield url
