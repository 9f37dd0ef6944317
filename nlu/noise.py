"""Makes what a message could also have looked like, to show the trainer more of what it will meet.

Typing errors of a thumb, and complaints that begin by saying that they are one: without the latter
an engine learns that "mau lapor" means that no matter follows.

Used in training only, and only where the recipe asks for copies. The same text and copy number
always give the same errors.
"""

from __future__ import annotations

import random
import zlib

_OPENERS = (
    "mau lapor", "pak saya mau lapor", "izin lapor min", "lapor", "saya mau ngadu",
    "punten bade lapor", "mau komplain", "mohon izin menyampaikan pengaduan", "min mau ngadu",
    "aduan", "halo kak mau lapor", "saya ingin mengadukan", "kang bade ngadu", "keluhan",
)  # fmt: skip
_LONGEST_OPENED = 12  # Words; a long message is not drowned by its opening.
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


def opened(text: str, copy: int) -> str:
    """The complaint with an opening such as "mau lapor" before it; a long one as it is."""
    if len(text.split()) > _LONGEST_OPENED:
        return text
    dice = random.Random(zlib.crc32(text.encode("utf-8", "replace")) + copy)
    return f"{dice.choice(_OPENERS)} {text}" if dice.random() < 0.5 else text


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
