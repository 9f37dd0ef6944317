"""Learns the two heads of the built-in engine from labelled messages. Imports scikit-learn.

Both heads are linear: over rare words and pieces of words, with a few thousand messages, nothing
that trains in a minute was better, and weights can be shown to whoever asks why.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from scipy.special import expit
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from domain.understanding import ACTS, COMPONENTS
from nlu.corpus import WITH_COMPONENTS, Example
from nlu.features import Reading, Vectorizer
from nlu.model import NONE, Head, Model
from nlu.noise import mistyped, opened
from nlu.recipe import Recipe

Doubles = NDArray[np.float64]
SEED = 2026  # The same corpus must give the same model on every machine.


def learn(examples: Sequence[Example], recipe: Recipe, version: str) -> Model:
    """A calibrated model of these examples."""
    readings = [Reading.of(example.text) for example in examples]
    vectorizer = Vectorizer.fit(readings, recipe.weights)
    matrix = vectorizer.matrix(readings)
    noisy = [
        vectorizer.matrix([Reading.of(_altered(example, copy)) for example in examples])
        for copy in range(recipe.noise)
    ]
    act_head = _learn_acts(examples, matrix, noisy, recipe)
    component_head, threshold = _learn_components(examples, matrix, noisy, recipe)
    return Model(vectorizer, act_head, component_head, threshold, version)


def _altered(example: Example, copy: int) -> str:
    text = mistyped(example.text, copy)
    return opened(text, copy) if example.act == "lapor" and example.components else text


def _learn_acts(
    examples: Sequence[Example], matrix: Any, noisy: Sequence[Any], recipe: Recipe
) -> Head:
    labels = tuple(act for act in ACTS if any(e.act == act for e in examples))
    gold = np.array([labels.index(e.act) for e in examples])
    positive = np.eye(len(labels), dtype=bool)[gold]
    margins = _held_out_margins(matrix, positive, gold, recipe.act_c, recipe)
    scale = _calibrate_shares(margins, gold)
    weights, bias = _fit(matrix, noisy, positive, None, recipe.act_c, recipe)
    return Head(labels, weights, bias, scale, recipe.sharpness, 0.0, np.zeros(len(labels)))


def _learn_components(
    examples: Sequence[Example], matrix: Any, noisy: Sequence[Any], recipe: Recipe
) -> tuple[Head, float]:
    rows = np.array([i for i, e in enumerate(examples) if e.act in WITH_COMPONENTS])
    chosen = [examples[i] for i in rows]
    # "mau lapor" has no component, which is a thing to be recognised as well.
    labels = (*COMPONENTS, NONE)
    sets = [e.components or (NONE,) for e in chosen]
    positive = np.array([[label in s for label in labels] for s in sets])
    primary = np.array([labels.index(s[0]) for s in sets])
    importance = np.where(positive, recipe.also, 1.0)
    importance[np.arange(len(rows)), primary] = 1.0
    matrix, noisy = matrix[rows], [m[rows] for m in noisy]
    margins = _held_out_margins(matrix, positive, primary, recipe.component_c, recipe, importance)
    scale = _calibrate_shares(margins, primary)
    also_scale, also_offsets = _calibrate_sigmoid(margins, positive)
    weights, bias = _fit(matrix, noisy, positive, importance, recipe.component_c, recipe)
    head = Head(labels, weights, bias, scale, recipe.sharpness, also_scale, also_offsets)
    return head, _also_threshold(head, margins, sets)


def _fit(
    matrix: Any,
    noisy: Sequence[Any],
    positive: NDArray[np.bool_],
    importance: Doubles | None,
    c: float,
    recipe: Recipe,
) -> tuple[Doubles, Doubles]:
    """One linear machine for each label. Returns weights (columns, labels) and bias (labels)."""
    from scipy.sparse import vstack

    copies = 1 + len(noisy)
    stacked = vstack([matrix, *noisy]).tocsr() if noisy else matrix
    weights = np.zeros((stacked.shape[1], positive.shape[1]))
    bias = np.full(positive.shape[1], -1.0)

    def learn_one(label: int) -> None:
        gold = np.tile(positive[:, label], copies)
        count = int(gold.sum())
        if count == 0:
            return
        sample = None if importance is None else np.tile(importance[:, label], copies)
        heavier = ((len(gold) - count) / count) ** recipe.balance
        machine = LinearSVC(
            C=c / copies, class_weight={True: heavier, False: 1.0}, random_state=SEED, tol=1e-3
        )
        machine.fit(stacked, gold, sample_weight=sample)
        weights[:, label] = machine.coef_[0]
        bias[label] = machine.intercept_[0]

    # liblinear works outside the interpreter's lock, so threads use all cores.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(learn_one, range(positive.shape[1])))
    return weights, bias


def _held_out_margins(
    matrix: Any,
    positive: NDArray[np.bool_],
    strata: NDArray[np.int64],
    c: float,
    recipe: Recipe,
    importance: Doubles | None = None,
) -> Doubles:
    """Margins (messages, labels) of machines that had not seen the message.

    They see no mistyped copies: those change the margins little and would cost most of the time.
    """
    margins = np.zeros(positive.shape)
    folds = StratifiedKFold(recipe.folds, shuffle=True, random_state=SEED)
    for train, test in folds.split(strata, strata):
        weights, bias = _fit(
            matrix[train],
            (),
            positive[train],
            None if importance is None else importance[train],
            c,
            recipe,
        )
        margins[test] = matrix[test] @ weights + bias
    return margins


def _calibrate_shares(margins: Doubles, gold: NDArray[np.int64]) -> float:
    """The scale of `Head.shares` under which the right labels are likeliest.

    It is found at sharpness 1. There is no offset for each label: all it could learn is how often
    a label stands in the corpus, and citizens will write in other shares.
    """
    rows = np.arange(len(gold))

    def loss(power: float) -> float:
        chances = expit(np.exp(power) * margins)
        return float(-np.log(chances[rows, gold] / chances.sum(axis=1)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-1.0, 4.0), method="bounded").x))


def _calibrate_sigmoid(margins: Doubles, positive: NDArray[np.bool_]) -> tuple[float, Doubles]:
    """Scale and offsets of expit(scale * margins + offsets), for each label by itself (Platt)."""

    def loss(values: Doubles) -> tuple[float, Doubles]:
        logits = values[0] * margins + values[1:]
        error = expit(logits) - positive
        gradient = np.concatenate([[np.sum(error * margins)], error.sum(axis=0) + 4 * values[1:]])
        likelihood = np.sum(np.logaddexp(0, logits) - positive * logits)
        return float(likelihood + 2 * np.sum(values[1:] ** 2)), gradient

    start = np.concatenate([[3.0], np.zeros(margins.shape[1])])
    found = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return float(found[0]), np.asarray(found[1:])


def _also_threshold(head: Head, margins: Doubles, sets: Sequence[tuple[str, ...]]) -> float:
    """The probability above which a further component is taken: best F0.5 of the further ones.

    Precision counts twice, as a wrong component troubles a desk that has nothing to do with the
    matter, while an officer who reads the message sees a missing one.
    """
    primary = head.shares(margins).argmax(axis=1)
    chances = head.each(margins)
    chances[np.arange(len(sets)), primary] = 0.0
    chances[:, head.labels.index(NONE)] = 0.0
    further = np.array(
        [[label in s and label != head.labels[p] for label in head.labels] for s, p in
         zip(sets, primary, strict=True)]
    )  # fmt: skip
    best, best_score = 0.5, -1.0
    for threshold in np.arange(0.15, 0.75, 0.025):
        taken = chances >= threshold
        right = int((taken & further).sum())
        score = 1.25 * right / max(1.0, float(taken.sum() + 0.25 * further.sum()))
        if score > best_score:
            best, best_score = float(threshold), score
    return round(best, 3)
