"""Measures an engine on the held-out messages, or a recipe by cross-validation on the corpus."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from domain.understanding import Entities, NluResult
from nlu.builtin import BuiltinEngine
from nlu.corpus import EVALUATION, Example, load_corpus, load_evaluation
from nlu.engine import Engine
from nlu.measure import Figures, measure
from nlu.recipe import Recipe

DEVELOPMENT = EVALUATION / "dev.yml"
# Relative days are not what is measured here, so any one day will do.
_SENT_AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds for one message, entities included: the median and the 99th percentile."""

    p50: float
    p99: float


def read_all(engine: Engine, examples: Sequence[Example]) -> list[NluResult]:
    """The engine's readings of the examples, in their order."""
    return engine.parse_many([(e.text, _SENT_AT) for e in examples])


def on_held_out(
    engine: Engine, path: Path = DEVELOPMENT
) -> tuple[list[Example], list[NluResult], Figures]:
    """The held-out messages, their readings and the figures."""
    examples = load_evaluation(path)
    results = read_all(engine, examples)
    return examples, results, measure(examples, results)


def speed(engine: Engine, examples: Sequence[Example]) -> Speed:
    """Times each message alone, after one pass that fills the caches as a service would."""
    taken: list[float] = []
    for example in examples:
        started = time.perf_counter()
        engine.parse_many([(example.text, _SENT_AT)])
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    return Speed(taken[len(taken) // 2], taken[min(len(taken) - 1, int(len(taken) * 0.99))])


def cross_validate(recipe: Recipe, folds: int = 5) -> Figures:
    """Figures over the corpus, each message read by an engine that was trained without it."""
    examples = load_corpus()
    read: dict[int, NluResult] = {}
    for training, held_out in _folds(examples, folds):
        engine = train_on([examples[i] for i in training], recipe)
        for i, result in zip(
            held_out, read_all(engine, [examples[i] for i in held_out]), strict=True
        ):
            read[i] = result
    return measure(examples, [read[i] for i in range(len(examples))])


def train_on(examples: Sequence[Example], recipe: Recipe) -> BuiltinEngine:
    """An engine trained on these messages in memory, which finds no entities."""
    from nlu.learn import learn

    return BuiltinEngine(learn(examples, recipe, "experiment"), lambda _text, _sent_at: Entities())


def _folds(examples: Sequence[Example], folds: int) -> Iterator[tuple[list[int], list[int]]]:
    # Each label is dealt out like cards, so that every fold has its share of it.
    by_label: dict[str, list[int]] = {}
    for i, example in enumerate(examples):
        label = "+".join((example.act, *example.components[:1]))
        by_label.setdefault(label, []).append(i)
    fold_of = {i: n % folds for n, i in enumerate(i for row in by_label.values() for i in row)}
    for fold in range(folds):
        yield (
            [i for i in range(len(examples)) if fold_of[i] != fold],
            [i for i in range(len(examples)) if fold_of[i] == fold],
        )
