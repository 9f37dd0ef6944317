"""Measures an engine on the held-out messages, or a recipe by cross-validation on the corpus."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from domain.understanding import Entities, NluResult
from nlu.builtin import BuiltinEngine
from nlu.corpus import Example, load_corpus
from nlu.engine import Engine
from nlu.held_out import DEVELOPMENT, HeldOut, load_held_out
from nlu.measure import Figures, measure
from nlu.recipe import Recipe

# Messages of the corpus bear no time, and relative days are not what is measured on them.
_SENT_AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
SHARES = (0.25, 0.5, 0.75, 1.0)
_SEED = 2026


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds for one message, entities included: the median and the 99th percentile."""

    p50: float
    p99: float


def read_held_out(engine: Engine, messages: Sequence[HeldOut]) -> list[NluResult]:
    """The engine's readings of held-out messages, in their order."""
    return engine.parse_many([(m.example.text, m.sent_at) for m in messages])


def on_held_out(
    engine: Engine, path: Path = DEVELOPMENT
) -> tuple[list[HeldOut], list[NluResult], Figures]:
    """The held-out messages, their readings and the figures of act and components."""
    messages = load_held_out(path)
    results = read_held_out(engine, messages)
    return messages, results, measure([m.example for m in messages], results)


def speed(engine: Engine, messages: Sequence[HeldOut]) -> Speed:
    """Times each message alone, after one pass that fills the caches as a service would."""
    read_held_out(engine, messages)
    taken: list[float] = []
    for message in messages:
        started = time.perf_counter()
        engine.parse_many([(message.example.text, message.sent_at)])
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    return Speed(taken[len(taken) // 2], taken[min(len(taken) - 1, int(len(taken) * 0.99))])


def cross_validate(recipe: Recipe, folds: int = 5) -> Figures:
    """Figures over the corpus, each message read by an engine that was trained without it."""
    examples = load_corpus()
    read: dict[int, NluResult] = {}
    for training, held_out in _folds(examples, folds):
        engine = train_on([examples[i] for i in training], recipe)
        results = engine.parse_many([(examples[i].text, _SENT_AT) for i in held_out])
        read.update(zip(held_out, results, strict=True))
    return measure(examples, [read[i] for i in range(len(examples))])


def learning_curve(
    recipe: Recipe, path: Path = DEVELOPMENT
) -> Iterator[tuple[float, int, Figures]]:
    """(share, messages, figures) for growing parts of the corpus, on the held-out messages.

    Each part holds its share of every label, and the smaller ones lie within the larger.
    """
    examples = load_corpus()
    dice = random.Random(_SEED)
    by_label: dict[str, list[Example]] = {}
    for example in examples:
        by_label.setdefault("+".join((example.act, *example.components[:1])), []).append(example)
    for rows in by_label.values():
        dice.shuffle(rows)
    for share in SHARES:
        part = [e for rows in by_label.values() for e in rows[: max(1, round(share * len(rows)))]]
        yield share, len(part), on_held_out(train_on(part, recipe), path)[2]


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
