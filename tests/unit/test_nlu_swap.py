"""A new model comes into use while messages are read, and a broken one never does."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog

from bot.models import ModelWatch
from domain.catalogue import Catalogue
from domain.errors import NluUnavailableError
from domain.understanding import NluResult
from nlu.builtin import BuiltinEngine, load_builtin
from nlu.learn import learn
from nlu.model import Model
from nlu.options import EngineOptions
from nlu.recipe import Recipe
from nlu.train import features_hash
from tests.unit.nlu_small import examples

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
TEXTS = [("diminta uang pungli, nama saya Asep", AT), ("toilet bau", AT), ("🙏", AT), ("", AT)] * 5


@pytest.fixture(scope="module")
def models() -> dict[str, Model]:
    """Two models of different labels and sizes, so that a mixture of them would show."""
    greetings = [e for e in examples() if "sarana" not in e.components]
    return {
        "lama": learn(examples(), Recipe(folds=3), "lama"),
        "baru": learn(greetings, Recipe(folds=3, noise=0), "baru"),
    }


def put(model: Model, folder: Path, **hashes: str) -> None:
    model.save(folder, {"features": features_hash()} | hashes)


@pytest.fixture
def engine(models: dict[str, Model], tmp_path: Path) -> BuiltinEngine:
    put(models["lama"], tmp_path)
    return load_builtin(EngineOptions(Catalogue(), tmp_path))


def plain(results: list[NluResult]) -> list[tuple[str, float, tuple[str, ...]]]:
    return [(r.act, round(r.confidence, 6), r.components) for r in results]


def test_a_new_model_is_taken_once(
    engine: BuiltinEngine, models: dict[str, Model], tmp_path: Path
) -> None:
    assert not engine.refresh()
    put(models["baru"], tmp_path)
    assert engine.model_version == "builtin-lama"
    assert engine.refresh()
    assert engine.model_version == "builtin-baru"
    assert not engine.refresh()
    [result] = engine.parse_many([("selamat pagi", AT)])
    assert result.model_version == "builtin-baru"


def test_messages_that_are_being_read_meanwhile_are_read_with_one_model_each(
    engine: BuiltinEngine, models: dict[str, Model], tmp_path: Path
) -> None:
    alone = {}
    for name, model in models.items():
        put(model, tmp_path)
        alone[f"builtin-{name}"] = plain(
            load_builtin(EngineOptions(Catalogue(), tmp_path)).parse_many(TEXTS)
        )
    put(models["lama"], tmp_path)
    assert engine.model_version == "builtin-lama"
    go_on, seen = threading.Event(), set()
    go_on.set()

    def read() -> int:
        batches = 0
        while go_on.is_set():
            results = engine.parse_many(TEXTS)
            for place, result in enumerate(results):
                assert plain([result])[0] == alone[result.model_version][place]
                seen.add(result.model_version)
            batches += 1
        return batches

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        try:
            for _ in range(10):
                for name in ("baru", "lama"):
                    put(models[name], tmp_path)
                    assert engine.refresh()
            put(models["baru"], tmp_path)
            assert engine.refresh()
        finally:
            go_on.clear()
        assert all(reader.result(60) > 0 for reader in readers)
    assert seen == {"builtin-lama", "builtin-baru"}
    assert {r.model_version for r in engine.parse_many(TEXTS)} == {"builtin-baru"}


def _cut(folder: Path) -> None:
    [arrays] = folder.glob("weights-*.npz")
    arrays.write_bytes(arrays.read_bytes()[:200])


def _no_words(folder: Path) -> None:
    [words] = folder.glob("words-*.json")
    words.unlink()


def _no_description(folder: Path) -> None:
    (folder / "model.json").unlink()


def _other_code(folder: Path) -> None:
    about = json.loads((folder / "model.json").read_text())
    about["hashes"]["features"] = "of other code"
    (folder / "model.json").write_text(json.dumps(about))


def _fewer_labels(folder: Path) -> None:
    about = json.loads((folder / "model.json").read_text())
    about["acts"].pop()
    (folder / "model.json").write_text(json.dumps(about))


def _other_words(folder: Path) -> None:
    [words] = folder.glob("words-*.json")
    vocabulary = json.loads(words.read_text())
    vocabulary["words"].pop()
    words.write_text(json.dumps(vocabulary))


@pytest.mark.parametrize(
    "break_it", [_cut, _no_words, _no_description, _other_code, _fewer_labels, _other_words]
)
async def test_a_broken_model_leaves_the_old_one_in_use_and_is_told_once(
    engine: BuiltinEngine,
    models: dict[str, Model],
    tmp_path: Path,
    break_it: Callable[[Path], None],
) -> None:
    before = plain(engine.parse_many(TEXTS))
    put(models["baru"], tmp_path)
    break_it(tmp_path)
    with pytest.raises(NluUnavailableError):
        engine.refresh()
    watch = ModelWatch([engine])
    with structlog.testing.capture_logs() as logs:
        for _ in range(3):
            await watch.look()
        assert plain(engine.parse_many(TEXTS)) == before
        assert engine.model_version == "builtin-lama"
        put(models["baru"], tmp_path)
        for _ in range(2):
            await watch.look()
    assert [entry["event"] for entry in logs] == ["model_refused", "model_changed"]
    assert logs[0]["using"] == "builtin-lama"
    assert (logs[1]["before"], logs[1]["after"]) == ("builtin-lama", "builtin-baru")
    assert {r.model_version for r in engine.parse_many(TEXTS)} == {"builtin-baru"}


def test_a_newer_model_of_newer_code_is_refused_although_that_code_is_on_the_disk(
    models: dict[str, Model], tmp_path: Path
) -> None:
    # The process was started with other code than what is on the disk now.
    old_code = "of the code in memory"
    models["lama"].save(tmp_path, {"features": old_code})
    engine = BuiltinEngine(models["lama"], lambda _t, _a: NluResult("ya", 1).entities,
                           tmp_path, old_code)  # fmt: skip
    put(models["baru"], tmp_path)
    with pytest.raises(NluUnavailableError, match="not of this code"):
        engine.refresh()
    assert engine.model_version == "builtin-lama"


def test_an_engine_without_a_folder_keeps_its_model(models: dict[str, Model]) -> None:
    engine = BuiltinEngine(models["lama"], lambda _t, _a: NluResult("ya", 1).entities)
    assert not engine.refresh()
