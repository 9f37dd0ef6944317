"""Makes the typing errors that a thumb makes, to show the trainer more of what it will meet.

Used in training only, and only where the recipe asks for copies. The same text and copy number
always give the same errors.
"""

from __future__ import annotations

import random
import zlib

_VOWELS = "aiueo"
_NEIGHBOURS = {
    "a": "sq", "b": "vn", "d": "sf", "e": "wr", "g": "fh", "h": "gj", "i": "uo", "k": "jl",
    "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "r": "et", "s": "ad", "t": "ry", "u": "yi",
}  # fmt: skip


def mistyped(text: str, copy: int, rate: float = 0.18) -> str:
    """The text with about `rate` of its longer words mistyped, and in small letters."""
    dice = random.Random(zlib.crc32(text.encode("utf-8", "replace")) + copy)
    return " ".join(
        _mistype(word, dice) if len(word) > 3 and word.isalpha() and dice.random() < rate else word
        for word in text.lower().split()
    )


def _mistype(word: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(word))
    kind = dice.random()
    if kind < 0.45:  # A vowel left out is the commonest shorthand: "tlong", "bgaimana".
        places = [i for i, c in enumerate(word) if c in _VOWELS and i > 0]
        if places:
            at = dice.choice(places)
        return word[:at] + word[at + 1 :]
    if kind < 0.6:
        return word[:at] + word[at] + word[at:]
    if kind < 0.8 and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + dice.choice(_NEIGHBOURS.get(word[at], word[at])) + word[at + 1 :]
