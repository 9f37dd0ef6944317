"""Figures mean what they say."""

from __future__ import annotations

import pytest

from domain.understanding import Guess, NluResult
from nlu.corpus import Example
from nlu.measure import calibration_error, f1_by_label, measure


def _example(label: str) -> Example:
    act, *components = label.split("+")
    return Example("x", act, tuple(components), "f", 1)


def _result(label: str, confidence: float = 1.0) -> NluResult:
    act, *components = label.split("+")
    guesses = tuple(Guess(c, confidence) for c in components)
    return NluResult(act, confidence, tuple(components), component_guesses=guesses)


def test_components_count_whether_primary_or_further() -> None:
    figures = measure(
        [_example("lapor+biaya+kompetensi"), _example("lapor+sarana"), _example("salam")],
        [_result("lapor+kompetensi"), _result("lapor+sarana"), _result("salam")],
    )
    assert figures.act_accuracy == 1.0
    assert figures.primary == 0.5
    assert figures.any == 1.0
    assert figures.set_f1 == pytest.approx(2 * 2 / (2 + 3))


def test_f1_is_that_of_each_right_label() -> None:
    assert f1_by_label([("a", "a"), ("a", "b"), ("b", "b")]) == {
        "a": pytest.approx(2 / 3),
        "b": pytest.approx(2 / 3),
    }


def test_honest_confidence_has_no_error_and_boasting_has() -> None:
    assert calibration_error([(0.5, True), (0.5, False)]) == 0.0
    assert calibration_error([(0.9, False)] * 4) == pytest.approx(0.9)
    assert calibration_error([]) == 0.0
