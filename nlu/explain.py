"""Which words of a message spoke for what it was read as.

Each word is taken out in turn, and what the label's margin loses is what the word gave it. That
needs no knowledge of how the model weighs, and it is true of the whole model, n-grams and all.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlu.features import Reading
from nlu.model import Model

LONGEST = 200  # Words; each costs one reading.


@dataclass(frozen=True, slots=True)
class Spoken:
    """A label and, in the order of the text, each word with what it gave the label's margin."""

    label: str
    margin: float
    words: tuple[tuple[str, float], ...]


def explain(model: Model, text: str) -> tuple[Spoken, Spoken]:
    """What spoke for the likeliest act and for the likeliest component (or none)."""
    words = text.split()[:LONGEST]
    whole = model.margins(Reading.of(" ".join(words)))
    without = [
        model.margins(Reading.of(" ".join(words[:i] + words[i + 1 :]))) for i in range(len(words))
    ]
    spoken: list[Spoken] = []
    for head, labels in ((0, model.acts.labels), (1, model.components.labels)):
        best = int(whole[head].argmax())
        gave = tuple(
            (word, float(whole[head][best] - rest[head][best]))
            for word, rest in zip(words, without, strict=True)
        )
        spoken.append(Spoken(labels[best] or "no matter", float(whole[head][best]), gave))
    return spoken[0], spoken[1]
