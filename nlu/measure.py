"""Figures of a model on labelled messages: how often right, how honest its confidence, how fast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.understanding import WITH_COMPONENTS, NluResult
from nlu.corpus import Example

# The components that most complaints are about, by the office's own standard (rule 5.c.2) and the
# complaint desk.
FREQUENT = (
    "persyaratan", "prosedur", "jangka_waktu", "biaya", "produk", "pengaduan", "sarana",
    "kompetensi",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """All shares are 0 to 1; component figures are over messages that have components.

    primary: the first component is the right one. frequent_f1: macro-F1 of the primary over the
    eight frequent components. any: it is one of the right ones. top3: one of
    the three likeliest is the primary one. also_f1: components beside the one
    read as primary. set_f1: micro-F1 of the whole set of components.
    act_ece, component_ece: expected calibration error in ten bins, from act_said and
    component_said: (confidence, whether right) of each message.
    """

    messages: int
    act_accuracy: float
    act_macro_f1: float
    primary: float
    primary_macro_f1: float
    frequent_f1: float
    any: float
    top3: float
    also_f1: float
    set_f1: float
    act_ece: float
    component_ece: float
    act_mistakes: Counter[tuple[str, str]] = field(default_factory=Counter)
    component_mistakes: Counter[tuple[str, str]] = field(default_factory=Counter)
    act_f1: dict[str, float] = field(default_factory=dict)
    component_f1: dict[str, float] = field(default_factory=dict)
    act_said: list[tuple[float, bool]] = field(default_factory=list)
    component_said: list[tuple[float, bool]] = field(default_factory=list)


def measure(examples: Sequence[Example], results: Sequence[NluResult]) -> Figures:
    """Compares the readings with the labels, message by message.

    Components are measured over every message labelled with one, whatever act was read, so that
    the two heads are judged apart; for a message read as another act the ranking counts.
    """
    acts = [(e.act, r.act) for e, r in zip(examples, results, strict=True)]
    component_pairs: list[tuple[str, str]] = []
    confidence: list[tuple[float, bool]] = []
    any_right = top3 = also_right = also_said = also_there = 0
    set_right = set_said = set_there = 0
    for example, result in zip(examples, results, strict=True):
        if example.act not in WITH_COMPONENTS or not example.components:
            continue
        ranked = [g.label for g in result.component_guesses]
        first = (result.components or (*ranked, ""))[0]
        component_pairs.append((example.components[0], first))
        confidence.append(
            (
                next((g.probability for g in result.component_guesses if g.label == first), 0.0),
                first == example.components[0],
            )
        )
        any_right += first in example.components
        top3 += example.components[0] in ranked[:3]
        whole = {first, *result.components}
        set_right += len(whole & set(example.components))
        set_said += len(whole)
        set_there += len(example.components)
        said, there = set(result.components[1:]), set(example.components) - {first}
        also_right += len(said & there)
        also_said += len(said)
        also_there += len(there)
    act_said = [(r.confidence, e.act == r.act) for e, r in zip(examples, results, strict=True)]
    act_f1, component_f1 = f1_by_label(acts), f1_by_label(component_pairs)
    return Figures(
        messages=len(examples),
        act_accuracy=_share(sum(a == b for a, b in acts), len(acts)),
        act_macro_f1=_share(sum(act_f1.values()), len(act_f1)),
        primary=_share(sum(a == b for a, b in component_pairs), len(component_pairs)),
        primary_macro_f1=_share(sum(component_f1.values()), len(component_f1)),
        frequent_f1=_share(sum(component_f1.get(c, 0.0) for c in FREQUENT), len(FREQUENT)),
        any=_share(any_right, len(component_pairs)),
        top3=_share(top3, len(component_pairs)),
        also_f1=_share(2 * also_right, also_said + also_there),
        set_f1=_share(2 * set_right, set_said + set_there),
        act_ece=calibration_error(act_said),
        component_ece=calibration_error(confidence),
        act_mistakes=Counter(p for p in acts if p[0] != p[1]),
        component_mistakes=Counter(p for p in component_pairs if p[0] != p[1]),
        act_f1=act_f1,
        component_f1=component_f1,
        act_said=act_said,
        component_said=confidence,
    )


def f1_by_label(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """F1 of every label that occurs among the right ones, from (right, read) pairs."""
    right = Counter(a for a, b in pairs if a == b)
    there, read = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    return {label: 2 * right[label] / (there[label] + read[label]) for label in sorted(there)}


def calibration_bins(
    said: Sequence[tuple[float, bool]], bins: int = 10
) -> list[tuple[float, float, int]]:
    """(mean confidence, share of right ones, messages) of each bin that is not empty, in order."""
    grouped: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in said:
        grouped.setdefault(min(bins - 1, int(confidence * bins)), []).append((confidence, right))
    return [
        (sum(c for c, _ in g) / len(g), sum(r for _, r in g) / len(g), len(g))
        for _, g in sorted(grouped.items())
    ]


def calibration_error(said: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: how far confidence and share of right ones lie apart, 0 to 1."""
    return _share(
        sum(abs(confidence - right) * count for confidence, right, count in
            calibration_bins(said, bins)),
        len(said),
    )  # fmt: skip


def main_figures(figures: Figures) -> dict[str, float]:
    """The figures that a set is judged by, under the names that reports give them."""
    return {
        "act accuracy": figures.act_accuracy,
        "act macro-F1": figures.act_macro_f1,
        "act ECE": figures.act_ece,
        "primary accuracy": figures.primary,
        "primary macro-F1": figures.primary_macro_f1,
        "primary macro-F1 of eight": figures.frequent_f1,
        "primary or also": figures.any,
        "top-3": figures.top3,
        "set micro-F1": figures.set_f1,
        "also F1": figures.also_f1,
        "component ECE": figures.component_ece,
    }


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
