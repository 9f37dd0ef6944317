"""A trained model is saved, read and used without scikit-learn and without surprises."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from domain.errors import ConfigError, NluUnavailableError
from domain.understanding import Entities
from nlu.builtin import BuiltinEngine
from nlu.features import Reading, Vectorizer
from nlu.learn import learn
from nlu.model import Model, load_model
from nlu.noise import mistyped, opened
from nlu.recipe import Recipe
from nlu.train import is_current, train
from tests.unit.nlu_small import examples, write_corpus

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def model() -> Model:
    return learn(examples(), Recipe(folds=3), "kecil")


def _engine(model: Model) -> BuiltinEngine:
    return BuiltinEngine(model, lambda _text, _sent_at: Entities())


def test_a_small_model_tells_its_labels_apart(model: Model) -> None:
    results = _engine(model).parse_many(
        [("diminta uang pungli", AT), ("toilet bau kotor", AT), ("selamat pagi", AT)]
    )
    assert [r.act for r in results] == ["lapor", "lapor", "salam"]
    assert [r.components for r in results] == [("biaya",), ("sarana",), ()]


def test_wanting_to_complain_without_a_matter_has_no_component(model: Model) -> None:
    [result] = _engine(model).parse_many([("mau lapor keluhan", AT)])
    assert (result.act, result.components) == ("lapor", ())


def test_a_saved_model_reads_the_same_as_the_one_in_memory(model: Model, tmp_path: Path) -> None:
    model.save(tmp_path, {"features": "x"})
    again = load_model(tmp_path, "x")
    for text in ("diminta bayar", "kursi rusak di mpp", "entah apa", ""):
        before, after = model.margins(Reading.of(text)), again.margins(Reading.of(text))
        assert np.allclose(before[0], after[0], atol=1e-5)
        assert np.allclose(before[1], after[1], atol=1e-5)


def test_saving_again_leaves_only_the_files_in_use(model: Model, tmp_path: Path) -> None:
    (tmp_path / ".trained").touch()
    (tmp_path / "weights-lama.npz").touch()
    model.save(tmp_path, {"features": "x"})
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        ".trained",
        "model.json",
        "weights-kecil.npz",
        "words-kecil.json",
    ]


def test_no_model_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NluUnavailableError, match="make setup"):
        load_model(tmp_path)


def test_a_model_of_other_features_is_refused(model: Model, tmp_path: Path) -> None:
    model.save(tmp_path, {"features": "lama"})
    with pytest.raises(NluUnavailableError, match="make setup"):
        load_model(tmp_path, "baru")


@pytest.mark.parametrize("damage", ["cut", "gone", "text", "pickle"])
def test_a_damaged_model_is_refused_and_nothing_is_unpickled(
    model: Model, tmp_path: Path, damage: str
) -> None:
    model.save(tmp_path, {"features": "x"})
    arrays = tmp_path / "weights-kecil.npz"
    if damage == "cut":
        arrays.write_bytes(arrays.read_bytes()[:100])
    elif damage == "gone":
        arrays.unlink()
    elif damage == "text":
        (tmp_path / "model.json").write_text("[]", encoding="utf-8")
    else:
        np.savez(arrays, idf=np.array([object()], dtype=object))
    with pytest.raises(NluUnavailableError, match="make setup"):
        load_model(tmp_path)


def test_the_same_corpus_gives_the_same_model(model: Model) -> None:
    again = learn(examples(), Recipe(folds=3), "kecil")
    assert np.array_equal(model.acts.weights, again.acts.weights)
    assert np.array_equal(model.components.weights, again.components.weights)
    assert model.also_threshold == again.also_threshold


def test_a_vector_is_of_length_one_and_names_each_column_once() -> None:
    readings = [Reading.of(e.text) for e in examples()]
    vectorizer = Vectorizer.fit(readings, Recipe().weights)
    columns, values = vectorizer.vector(readings[0])
    assert len(set(columns.tolist())) == len(columns)
    assert float(values @ values) == pytest.approx(1.0, abs=1e-5)
    empty, nothing = Vectorizer.fit(readings, {"words": 1.0}).vector(Reading.of("🦖"))
    assert len(empty) == len(nothing) == 0


def test_training_does_nothing_where_nothing_changed(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "model"
    write_corpus(data)
    told: list[str] = []
    version = train(told.append, data, folder)
    assert train(told.append, data, folder) == version
    assert "up to date" in told[-1]
    about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    assert is_current(folder, about["hashes"])
    write_corpus(data, {"tanya": ["tanya cara"]})
    assert train(told.append, data, folder) != version
    shutil.rmtree(folder)
    assert not is_current(folder, about["hashes"])


def test_a_recipe_is_changed_by_name() -> None:
    recipe = Recipe().changed("act_c=2").changed("characters=0").changed("folds=3")
    assert (recipe.act_c, recipe.weights["characters"], recipe.folds) == (2.0, 0.0, 3)
    for wrong in ("act_c", "act_c=x", "warna=1"):
        with pytest.raises(ConfigError):
            recipe.changed(wrong)


def test_typing_errors_are_the_same_every_time_and_spare_short_words() -> None:
    text = "tolong perizinan saya belum selesai dari bulan kemarin padahal lengkap"
    assert mistyped(text, 0) == mistyped(text, 0)
    assert {mistyped(text, copy) for copy in range(5)} != {text}
    assert mistyped("ya di ke", 1) == "ya di ke"


def test_serving_imports_neither_scikit_learn_nor_scipy() -> None:
    code = (
        "import sys, nlu.engine; "
        "sys.exit(any(m.split('.')[0] in ('sklearn', 'scipy') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_an_opening_stands_only_before_short_complaints() -> None:
    texts = [f"toilet nomor {i} kotor" for i in range(20)]
    changed = [opened(text, 0) for text in texts]
    assert all(new.endswith(old) for new, old in zip(changed, texts, strict=True))
    assert any(new != old for new, old in zip(changed, texts, strict=True))
    assert opened("kata " * 13, 0) == "kata " * 13
