"""Finds what is wrong with the training data before an engine learns it.

Errors stop `make check`: duplicates, the same words under two labels, too few messages, messages
of the held-out set. Warnings are for the writer to look at: series that look like a template.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from domain.understanding import ACTS, COMPONENTS, WITH_COMPONENTS
from nlu.corpus import DATA, EVALUATION, Example, load_corpus
from nlu.held_out import load_held_out
from nlu.measure import FREQUENT
from nlu.normalize import normalize

# Messages for each act and component; more for what most complaints are about.
FEWEST, FEWEST_FREQUENT = 120, 250
_SERIES = 5  # Messages that begin with the same words look like a template.
_SERIES_WORDS = 4
_SAME = 90.0  # Likeness, 0 to 100, of what are the same words again.
_LEAK = 88.0
# Two languages may say one thing in words that normalise alike; who wrote them copied nothing.
_SEEN = 65.0
_MIN_WORDS = 4  # Shorter messages are alike by nature: "mau lapor", "mau lapor pak".
_UNEVEN = 8.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. error: it must be mended; otherwise it should be looked at."""

    error: bool
    kind: str
    text: str


def validate(data: Path = DATA, evaluation: Path = EVALUATION) -> list[Finding]:
    """Everything found, errors first. Raises CorpusError for files that cannot be read at all."""
    examples = load_corpus(data)
    held_out = [m.example for path in sorted(evaluation.glob("*.yml")) for m in load_held_out(path)]
    found = [
        *_counts(examples),
        *_duplicates(examples),
        *_alike(examples),
        *_leaks(examples, held_out),
        *_series(examples),
    ]
    return sorted(found, key=lambda finding: not finding.error)


def label_counts(examples: Sequence[Example]) -> dict[str, int]:
    """Messages of each act and, as primary or further component, of each component."""
    counts = Counter(e.act for e in examples)
    counts.update(c for e in examples for c in e.components)
    return {label: counts[label] for label in (*ACTS, *COMPONENTS)}


def _counts(examples: Sequence[Example]) -> Iterator[Finding]:
    counts = label_counts(examples)
    for label, count in counts.items():
        fewest = FEWEST_FREQUENT if label in FREQUENT else FEWEST
        if count < fewest:
            yield Finding(True, "too few", f"{label}: {count} of at least {fewest}")
    for name, labels in (
        ("acts", [a for a in ACTS if a not in WITH_COMPONENTS]),
        ("components", list(COMPONENTS)),
    ):
        most = max(labels, key=lambda label: counts[label])
        least = min(labels, key=lambda label: counts[label])
        if counts[most] > _UNEVEN * max(1, counts[least]):
            yield Finding(
                False,
                "uneven",
                f"{name}: {most} has {counts[most]}, {least} only {counts[least]}",
            )


def _duplicates(examples: Sequence[Example]) -> Iterator[Finding]:
    seen: dict[str, Example] = {}
    for example in examples:
        key = " ".join(example.text.lower().split())
        first = seen.setdefault(key, example)
        if first is not example:
            what = "duplicate" if first.label == example.label else "duplicate, other label"
            yield Finding(True, what, _pair(first, example))


def _alike(examples: Sequence[Example]) -> Iterator[Finding]:
    plain = [normalize(e.text) for e in examples]
    for i, j in _candidates(plain):
        if examples[i].text.lower() == examples[j].text.lower():
            continue
        same_label = examples[i].label == examples[j].label
        likeness = fuzz.token_sort_ratio(plain[i], plain[j], score_cutoff=_SAME)
        if not likeness or fuzz.ratio(examples[i].text.lower(), examples[j].text.lower()) < _SEEN:
            continue
        # Near-miss pairs are wanted: the same words, another label, told apart by one word. What
        # is the same after normalisation, word for word, can be told apart by nobody.
        identical = plain[i] == plain[j]
        if same_label:
            yield Finding(True, "near-duplicate", _pair(examples[i], examples[j]))
        elif identical or likeness >= 97:
            yield Finding(True, "near-duplicate, other label", _pair(examples[i], examples[j]))
        else:
            yield Finding(False, "near-miss pair", _pair(examples[i], examples[j]))


def _leaks(examples: Sequence[Example], held_out: Sequence[Example]) -> Iterator[Finding]:
    plain = [normalize(e.text) for e in (*examples, *held_out)]
    border = len(examples)
    exact = {" ".join(e.text.lower().split()): e for e in examples}
    for test in held_out:
        twin = exact.get(" ".join(test.text.lower().split()))
        # Two people who greet in one word write the same message; that is no leak.
        if twin is not None and len(test.text.split()) >= _MIN_WORDS:
            yield Finding(True, "leak", _pair(twin, test))
    for i, j in _candidates(plain):
        if i < border <= j and fuzz.token_sort_ratio(plain[i], plain[j], score_cutoff=_LEAK):
            test = held_out[j - border]
            if fuzz.ratio(examples[i].text.lower(), test.text.lower()) < _SEEN:
                continue
            if " ".join(test.text.lower().split()) not in exact:
                yield Finding(True, "leak", _pair(examples[i], test))


def _series(examples: Sequence[Example]) -> Iterator[Finding]:
    beginnings: dict[tuple[str, ...], list[Example]] = defaultdict(list)
    for example in examples:
        start = normalize(example.text).split()
        if len(start) > _SERIES_WORDS:
            beginnings[tuple(start[:_SERIES_WORDS])].append(example)
    for words, rows in beginnings.items():
        if len(rows) >= _SERIES:
            where = ", ".join(e.place for e in rows[:3])
            yield Finding(False, "series", f"{len(rows)} begin “{' '.join(words)} …”: {where}")


def _candidates(plain: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs that share one of their three rarest words: comparing all pairs would take minutes."""
    words = [set(text.split()) for text in plain]
    often = Counter(word for row in words for word in row)
    sharing: dict[str, list[int]] = defaultdict(list)
    sizes = [len(text) for text in plain]
    for i, row in enumerate(words):
        if len(plain[i].split()) < _MIN_WORDS:
            continue
        earlier: set[int] = set()
        for word in sorted(row, key=lambda w: (often[w], w))[:3]:
            earlier.update(sharing[word])
            sharing[word].append(i)
        for j in sorted(earlier):
            # Texts whose lengths differ by a fifth cannot be alike enough.
            if 0.8 <= sizes[i] / max(1, sizes[j]) <= 1.25:
                yield j, i


def _pair(first: Example, second: Example) -> str:
    return (
        f"{first.place} ({first.label}) and {second.place} ({second.label}): "
        f"“{_short(first.text)}” / “{_short(second.text)}”"
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
