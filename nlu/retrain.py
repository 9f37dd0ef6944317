"""Learns from officers' corrections, and takes the new model only where it reads no worse.

Corrections are few and odd against the corpus, so that a handful of wrong ones could spoil what
the engine knew. The held-out messages, which neither model was trained on, decide.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from domain.catalogue import Catalogue
from domain.errors import NluUnavailableError
from nlu.builtin import load_builtin
from nlu.corpus import DATA, CorpusError, files_hash
from nlu.corrections import examples_of
from nlu.engine import Engine
from nlu.evaluate import on_held_out
from nlu.held_out import DEVELOPMENT
from nlu.measure import Figures, measure
from nlu.model import FOLDER, describe, load_model
from nlu.options import EngineOptions
from nlu.recipe import Recipe
from nlu.train import is_current, train_into, training_hashes

ALLOWED_LOSS = 0.005  # Of a share; on 300 messages it is one message and a half.
# Corrections bear no time, and relative days are not what is measured on them.
_SENT_AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares of messages, 0 to 1: the act is right; a right component stands first."""

    act: float
    component: float

    @classmethod
    def of(cls, figures: Figures) -> Scores:
        return cls(figures.act_accuracy, figures.any)


def retrain(
    tell: Callable[[str], None],
    corrections: Path,
    catalogue: Catalogue,
    *,
    data: Path = DATA,
    folder: Path = FOLDER,
    development: Path = DEVELOPMENT,
    recipe: Recipe | None = None,
    force: bool = False,
) -> bool:
    """Trains on corpus and corrections; False where the new model is worse and was not taken.

    tell: takes one line at a time. A running service takes the model by itself. Raises CorpusError
    for data that are not valid.
    """
    if not corrections.is_file():
        raise CorpusError(f"{corrections} does not exist: `python -m nlu export-corrections`")
    hashes = training_hashes(data, recipe, files_hash([corrections]))
    if not force and is_current(folder, hashes):
        tell(f"The engine is up to date ({describe(folder)['version']}).")
        return True
    with tempfile.TemporaryDirectory(prefix="bale-aduan-model-") as place:
        train_into(Path(place), tell, data, recipe, corrections)
        new = load_builtin(EngineOptions(catalogue, Path(place)))
        try:
            old = load_builtin(EngineOptions(catalogue, folder))
        except NluUnavailableError:
            tell("There is no model in use to compare it with.")
        else:
            worse = _compare(old, new, corrections, development, tell)
            if worse:
                tell(f"Not taken: {worse} The model in use stays.")
                return False
        load_model(Path(place)).save(folder, hashes)
    tell(f"{new.model_version} is in use.")
    return True


def _compare(
    old: Engine, new: Engine, corrections: Path, development: Path, tell: Callable[[str], None]
) -> str:
    """Tells the figures of both; why the new one is worse, "" where it is not."""
    before, after = _held_out(old, development), _held_out(new, development)
    known, learned = _corrected(old, corrections), _corrected(new, corrections)
    tell(f"In use: {old.model_version}; new: {new.model_version}.")
    figures = (
        (f"{development.name}, act accuracy", before.act, after.act),
        (f"{development.name}, primary or also", before.component, after.component),
        ("corrections, act accuracy", known.act, learned.act),
        ("corrections, primary or also", known.component, learned.component),
    )
    for name, was, will_be in figures:
        tell(f"{name:<32} {was:.3f} → {will_be:.3f}")
    # Of the corrections the new model has learned every one, so they prove nothing.
    lost = [
        f"{name} would fall from {was:.3f} to {will_be:.3f}."
        for name, was, will_be in figures[:2]
        if will_be < was - ALLOWED_LOSS
    ]
    return " ".join(lost)


def _held_out(engine: Engine, development: Path) -> Scores:
    _, _, figures = on_held_out(engine, development)
    return Scores.of(figures)


def _corrected(engine: Engine, corrections: Path) -> Scores:
    examples = examples_of(corrections)
    results = engine.parse_many([(example.text, _SENT_AT) for example in examples])
    return Scores.of(measure(examples, results))
