"""The Rasa engine against a server that is slow, away or wrong, and the fall-back behind it.

What the real Rasa answers is asked by test_engines.py under `make test-rasa`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.turns import Reader
from domain.errors import NluUnavailableError
from nlu.catalogue import load_catalogue
from nlu.engine import BUILTIN, Engine, load_engine
from nlu.options import EngineOptions, RasaServer
from nlu.rasa_engine import RasaEngine
from nlu.train import train
from tests.providers.rasa_server import RasaTestServer
from tests.providers.server import Reply, json_reply

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
CATALOGUE = load_catalogue(Path(__file__).parents[2] / "nlu" / "catalogue")
COMPLAINT = "diminta 500rb sm petugas loket padahal gratis, sip bidan"


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def server() -> Iterator[RasaTestServer]:
    with RasaTestServer() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(server: RasaTestServer, clock: Clock) -> RasaEngine:
    train(lambda _line: None)
    made = load_engine("rasa", _options(server))
    assert isinstance(made, RasaEngine)
    made._clock = clock
    return made


def _options(server: RasaTestServer, timeout: float = 5.0) -> EngineOptions:
    return EngineOptions(CATALOGUE, rasa=RasaServer(server.base_url, timeout, at_once=8))


def test_joined_labels_become_an_act_and_ranked_components(engine: Engine) -> None:
    [result] = engine.parse_many([(COMPLAINT, AT)])
    assert result.act == "lapor"
    assert result.confidence == pytest.approx(0.7)
    assert [(g.label, round(g.probability, 3)) for g in result.acts[:3]] == [
        ("lapor", 0.7),
        ("saran", 0.2),
        ("tanya", 0.1),
    ]
    assert result.components == ("biaya", "kompetensi")
    # Nine tenths of the probability lie on labels with a component, seven of them on biaya.
    assert result.component_guesses[0].probability == pytest.approx(0.7 / 0.9)
    assert len(result.component_guesses) == 15
    assert [s.id for s in result.entities.services] == ["sip_bidan"]
    assert result.model_version == "rasa-20261122-120000-contoh"


def test_what_has_no_readable_word_is_not_sent_to_it(
    engine: Engine, server: RasaTestServer
) -> None:
    results = engine.parse_many([("😡" * 40, AT), (COMPLAINT, AT)])
    assert [r.act for r in results] == ["di_luar_topik", "lapor"]
    assert len(server.texts) == 1


@pytest.mark.parametrize("text", ["/lapor", "//batal", " /start", "? ! ?", "?!", "/"])
def test_neither_commands_nor_marks_mislead_it(engine: Engine, text: str) -> None:
    [result] = engine.parse_many([(text, AT)])
    assert result.model_version == engine.model_version
    assert result.confidence < 1.0 or result.act == "di_luar_topik"


def test_a_page_of_text_is_cut_before_it_is_sent(engine: Engine, server: RasaTestServer) -> None:
    engine.parse_many([("petugas lama " * 5000, AT)])
    assert len(server.texts[0]) <= 2500


def test_several_messages_are_asked_at_the_same_time(
    engine: Engine, server: RasaTestServer
) -> None:
    server.delay = 0.3
    results = engine.parse_many([(f"{COMPLAINT} {i}", AT) for i in range(8)])
    assert [r.act for r in results] == ["lapor"] * 8
    assert server.most_at_once > 1


@pytest.mark.parametrize(
    "broken",
    [
        json_reply(500, {"status": "failure"}),
        json_reply(409, {"status": "failure", "reason": "Conflict", "message": "No model"}),
        Reply(200, b"<html>proxy</html>"),
        json_reply(200, ["a list"]),
        json_reply(200, {"intent": {"name": "lapor"}}),
        json_reply(200, {"intent_ranking": []}),
        json_reply(200, {"intent_ranking": [{"name": "pizza", "confidence": 1.0}]}),
        json_reply(200, {"intent_ranking": [{"name": "lapor", "confidence": "sure"}]}),
        json_reply(200, {"intent_ranking": [{"name": "lapor", "confidence": 7.0}]}),
        json_reply(200, {"intent_ranking": [{"name": "lapor+lapor", "confidence": 0.9}]}),
    ],
    ids=lambda reply: reply.body[:40].decode(),
)
async def test_a_wrong_answer_is_an_outage_and_the_built_in_engine_steps_in(
    engine: RasaEngine, server: RasaTestServer, broken: Reply
) -> None:
    server.broken = broken
    with pytest.raises(NluUnavailableError) as caught:
        engine.parse_many([(COMPLAINT, AT)])
    assert "500rb" not in str(caught.value)
    engine._resting_until = 0.0
    [result] = await _reader(engine, server).read([(COMPLAINT, AT)])
    assert (result.engine, result.act) == (BUILTIN, "lapor")


async def test_a_slow_server_is_not_waited_for(server: RasaTestServer) -> None:
    slow = load_engine("rasa", _options(server, timeout=0.2))
    server.delay = 30.0
    [result] = await _reader(slow, server).read([(COMPLAINT, AT)])
    assert result.engine == BUILTIN


async def test_a_server_that_is_away_is_left_alone_and_then_asked_again(
    engine: RasaEngine, server: RasaTestServer, clock: Clock
) -> None:
    reader = _reader(engine, server)
    server.broken = json_reply(503, {})
    assert (await reader.read([(COMPLAINT, AT)]))[0].engine == BUILTIN
    asked = server.requests
    server.broken, server.model = None, "models/neu.tar.gz"
    assert (await reader.read([(COMPLAINT, AT)]))[0].engine == BUILTIN
    assert server.requests == asked
    clock.now += 11
    [result] = await reader.read([(COMPLAINT, AT)])
    assert (result.engine, result.model_version) == ("rasa", "rasa-neu")


def test_a_server_without_a_model_is_not_ready(engine: Engine, server: RasaTestServer) -> None:
    assert engine.ready()
    server.model = ""
    assert not engine.ready()


def _reader(engine: Engine, server: RasaTestServer) -> Reader:
    return Reader([engine, load_engine(BUILTIN, _options(server))], timedelta(seconds=20))
