"""Turns a message into the sparse vector that the classifiers weigh, fast enough for each message.

scikit-learn's vectorisers are for training in bulk; one message costs them 20 times what it costs
here, and serving with them would load the whole library. This one is used for both, so that the
service weighs exactly what was trained.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.normalize import concepts, shape, stem, tidy, words

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

SHORTEST, LONGEST = 2, 5  # Characters of an n-gram, the space at a word's edge counted.
_ONE = np.float32(1.0)
_CACHE = 40_000  # Words whose n-grams are remembered; the commonest come again all the time.


@dataclass(frozen=True, slots=True)
class Reading:
    """The views of one message that the groups of features are made from."""

    tidied: str
    shaped: str
    words: list[str]

    @classmethod
    def of(cls, text: str) -> Reading:
        tidied = tidy(text)
        shaped = shape(tidied)
        return cls(tidied, shaped, words(shaped))


def _word_keys(reading: Reading) -> list[str]:
    # "<" and ">" stand for the ends: "mau" first and "mau" last are not the same.
    bounded = ["<", *reading.words, ">"]
    pairs = [f"{a} {b}" for a, b in pairwise(bounded)]
    return reading.words + pairs


def _stem_keys(reading: Reading) -> list[str]:
    return [stem(word) for word in reading.words]


def _concept_keys(reading: Reading) -> list[str]:
    return [concept for word in reading.words for concept in concepts(word)]


def _form_keys(reading: Reading) -> list[str]:
    text = reading.tidied
    keys = [f"length {min(12, int(1.5 * math.sqrt(len(reading.words))))}"]
    if "?" in text:
        keys.append("question")
    if text.isupper():
        keys.append("capitals")
    if text[-1:] == "?":
        keys.append("ends in question")
    return keys


def _ngrams(token: str) -> list[str]:
    padded = f" {token} "
    size = len(padded)
    found: list[str] = []
    for n in range(SHORTEST, LONGEST + 1):
        if size <= n:
            found.append(padded)
            break
        found.extend([padded[i : i + n] for i in range(size - n + 1)])
    return found


def _character_keys(reading: Reading) -> list[str]:
    return [gram for token in reading.shaped.split() for gram in _ngrams(token)]


_KEYS: dict[str, Callable[[Reading], list[str]]] = {
    "words": _word_keys,
    "stems": _stem_keys,
    "characters": _character_keys,
    "concepts": _concept_keys,
    "form": _form_keys,
}
GROUPS = tuple(_KEYS)


def _fewest(group: str, key: str) -> int:
    # A run of letters or a pair of words met in one message only is noise, and most of all keys.
    return 2 if group == "characters" or " " in key else 1


class Vectorizer:
    """TF-IDF over several groups of features, each of length 1 before its weight.

    vocabulary: for each group its keys in the order of their columns; the groups' columns follow
    each other. idf: float32, one value a column. weights: by group; 0 leaves the group out.
    """

    def __init__(
        self,
        vocabulary: Mapping[str, Sequence[str]],
        idf: Floats,
        weights: Mapping[str, float],
    ) -> None:
        self.weights = dict(weights)
        self.idf = idf
        self._index: dict[str, dict[str, int]] = {}
        start = 0
        for group, keys in vocabulary.items():
            self._index[group] = {key: start + i for i, key in enumerate(keys)}
            start += len(keys)
        if start != len(idf):
            raise ValueError("vocabulary and idf do not belong together")
        self._grams: dict[str, Ints] = {}

    @property
    def words(self) -> Mapping[str, int]:
        """Every word of the corpus and every pair of neighbours; {} without that group."""
        return self._index.get("words", {})

    @property
    def columns(self) -> int:
        return len(self.idf)

    def vocabulary(self) -> dict[str, list[str]]:
        return {group: list(index) for group, index in self._index.items()}

    @classmethod
    def fit(cls, readings: Sequence[Reading], weights: Mapping[str, float]) -> Vectorizer:
        """Learns keys and their rarity (smoothed idf) from the messages of the corpus."""
        vocabulary: dict[str, list[str]] = {}
        idf: list[float] = []
        for group, keys_of in _KEYS.items():
            if weights.get(group, 0.0) <= 0:
                continue
            seen: Counter[str] = Counter()
            for reading in readings:
                seen.update(set(keys_of(reading)))
            keys = sorted(k for k, n in seen.items() if n >= _fewest(group, k))
            vocabulary[group] = keys
            idf.extend(1.0 + math.log((1 + len(readings)) / (1 + seen[k])) for k in keys)
        return cls(vocabulary, np.array(idf, dtype=np.float32), weights)

    def vector(self, reading: Reading) -> tuple[Ints, Floats]:
        """Columns (int32, each once) and their values (float32, together of length 1)."""
        columns: list[Ints] = []
        values: list[Floats] = []
        square = 0.0
        for group, index in self._index.items():
            part, times = self._counts(group, index, reading)
            if not len(part):
                continue
            weighed = (_ONE + np.log(times)) * self.idf[part]
            weighed *= np.float32(self.weights[group] / math.sqrt(float(weighed @ weighed)))
            columns.append(part)
            values.append(weighed)
            square += self.weights[group] ** 2
        if not columns:
            return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
        # Each group has its weight for length, so the whole is as long as all of them together.
        return np.concatenate(columns), np.concatenate(values) / np.float32(math.sqrt(square))

    def _counts(
        self, group: str, index: Mapping[str, int], reading: Reading
    ) -> tuple[Ints, Floats]:
        """Columns of one group that the message has, and how often."""
        if group == "characters":
            found = [self._gram_columns(token, index) for token in reading.shaped.split()]
            if not found:
                return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
            columns, often = np.unique(np.concatenate(found), return_counts=True)
            return columns, often.astype(np.float32)
        counts: dict[int, int] = {}
        for key in _KEYS[group](reading):
            column = index.get(key)
            if column is not None:
                counts[column] = counts.get(column, 0) + 1
        return (
            np.fromiter(counts, dtype=np.int32, count=len(counts)),
            np.fromiter(counts.values(), dtype=np.float32, count=len(counts)),
        )

    def matrix(self, readings: Sequence[Reading]) -> Any:
        """All messages as one scipy.sparse CSR matrix (messages, columns), for training."""
        from scipy.sparse import csr_matrix

        rows = [self.vector(reading) for reading in readings]
        ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        return csr_matrix(
            (
                np.concatenate([values for _, values in rows]).astype(np.float64),
                np.concatenate([columns for columns, _ in rows]),
                ends,
            ),
            shape=(len(rows), self.columns),
        )

    def _gram_columns(self, token: str, index: Mapping[str, int]) -> Ints:
        known = self._grams.get(token)
        if known is None:
            found = (index.get(gram) for gram in _ngrams(token))
            known = np.array([column for column in found if column is not None], dtype=np.int32)
            if len(token) <= 32:
                if len(self._grams) >= _CACHE:
                    self._grams.clear()
                self._grams[token] = known
        return known
