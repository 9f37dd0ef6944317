"""Learns the heads of the built-in engine from labelled messages. Imports scikit-learn.

All heads are linear: over rare words and pieces of words, with some thousand messages, nothing
that trains in a minute was better, and weights can be shown to whoever asks why. Acts are learned
by support vector machines, twice: as they are, and divided by component, because "lapor" about a
fee and "lapor" about a toilet have few words in common. Components are learned by regression.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from scipy.sparse import vstack
from scipy.special import expit
from sklearn.linear_model import Ridge
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from domain.understanding import ACTS, COMPONENTS, WITH_COMPONENTS
from nlu.corpus import Example
from nlu.features import Reading, Vectorizer
from nlu.model import NONE, Head, Joint, Model, act_margins
from nlu.noise import mistyped, opened
from nlu.recipe import Recipe

Doubles = NDArray[np.float64]
Weights = tuple[Doubles, Doubles]
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
    acts, joint = _learn_acts(examples, matrix, recipe)
    components, threshold = _learn_components(examples, matrix, noisy, recipe)
    return Model(vectorizer, acts, joint, components, threshold, version)


def _altered(example: Example, copy: int) -> str:
    text = mistyped(example.text, copy)
    return opened(text, copy) if example.act == "lapor" and example.components else text


def _learn_acts(examples: Sequence[Example], matrix: Any, recipe: Recipe) -> tuple[Head, Joint]:
    labels = tuple(act for act in ACTS if any(e.act == act for e in examples))
    gold = np.array([labels.index(e.act) for e in examples])
    # In the order of the acts, so that the labels of one act stand together.
    pairs = sorted({(labels.index(e.act), e.components[:1]) for e in examples})
    joint_gold = np.array([pairs.index((labels.index(e.act), e.components[:1])) for e in examples])
    starts = tuple(next(i for i, p in enumerate(pairs) if p[0] == n) for n in range(len(labels)))
    # Both kinds of machines at once: first those of the acts, then those of the joint labels.
    positive = np.hstack([_one_hot(gold, len(labels)), _one_hot(joint_gold, len(pairs))])

    def fit(rows: Any, chosen: NDArray[np.bool_]) -> Weights:
        return _machines(rows, chosen, recipe)

    margins = _held_out_margins(matrix, positive, gold, fit, recipe)
    together = act_margins(margins, len(labels), starts, recipe.joint)
    scale = _calibrate_shares(together, gold)
    weights, bias = fit(matrix, positive)
    nothing = np.zeros(len(labels))
    count = len(labels)
    head = Head(labels, weights[:, :count], bias[:count], scale, recipe.act_sharpness, 0.0, nothing)
    return head, Joint(weights[:, count:], bias[count:], starts, recipe.joint)


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
    # How much a message is of each component: 1 the primary one, `also` a further one, else 0.
    degree = np.where(positive, recipe.also, 0.0)
    degree[np.arange(len(rows)), primary] = 1.0

    def fit(rows: Any, wanted: Doubles) -> Weights:
        return _regressions(rows, wanted, recipe)

    matrix = matrix[rows]
    margins = _held_out_margins(matrix, 2 * degree - 1, primary, fit, recipe)
    scale = _calibrate_shares(margins, primary)
    also_scale, also_offsets = _calibrate_sigmoid(margins, positive)
    # The copies come at the end only: they change the margins that probabilities are fitted on
    # little, and would cost most of the time.
    copies = vstack([matrix, *(m[rows] for m in noisy)]).tocsr()
    weights, bias = fit(copies, np.tile(2 * degree - 1, (1 + len(noisy), 1)))
    head = Head(labels, weights, bias, scale, recipe.component_sharpness, also_scale, also_offsets)
    return head, _also_threshold(head, margins, sets)


def _one_hot(gold: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    return np.eye(count, dtype=bool)[gold]


def _regressions(matrix: Any, wanted: Doubles, recipe: Recipe) -> Weights:
    """A ridge regression for each label onto how much a message is of it, -1 to 1.

    A further component is worth something between yes and no, which no classifier can be told.
    Returns weights (columns, labels) and bias (labels).
    """
    strength = recipe.component_ridge * (1 + recipe.noise)
    machine = Ridge(alpha=strength, fit_intercept=False, solver="sparse_cg", tol=1e-3)
    machine.fit(matrix, wanted)
    return np.asarray(machine.coef_.T), np.zeros(wanted.shape[1])


def _machines(matrix: Any, positive: NDArray[np.bool_], recipe: Recipe) -> Weights:
    """One linear machine for each label. Returns weights (columns, labels) and bias (labels)."""
    # Processes and not threads: liblinear has one source of random numbers for a whole process, and
    # the same corpus must give the same model.
    learned = Parallel(n_jobs=-1)(
        delayed(_machine)(matrix, positive[:, label], recipe) for label in range(positive.shape[1])
    )
    return np.stack([w for w, _ in learned], axis=1), np.array([b for _, b in learned])


def _machine(matrix: Any, gold: NDArray[np.bool_], recipe: Recipe) -> tuple[Doubles, float]:
    count = int(gold.sum())
    if count == 0:
        return np.zeros(matrix.shape[1]), -1.0
    heavier = ((len(gold) - count) / count) ** recipe.balance
    machine = LinearSVC(
        C=recipe.act_c,
        class_weight={True: heavier, False: 1.0},
        random_state=SEED,
        tol=1e-3,
    )
    machine.fit(matrix, gold)
    return machine.coef_[0], float(machine.intercept_[0])


def _held_out_margins(
    matrix: Any,
    wanted: NDArray[Any],
    strata: NDArray[np.int64],
    fit: Callable[[Any, Any], Weights],
    recipe: Recipe,
) -> Doubles:
    """Margins (messages, labels) of machines that had not seen the message."""
    margins = np.zeros(wanted.shape)
    folds = StratifiedKFold(recipe.folds, shuffle=True, random_state=SEED)
    for train, test in folds.split(strata, strata):
        weights, bias = fit(matrix[train], wanted[train])
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
