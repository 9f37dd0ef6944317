"""How people shorten words on a phone: vowels inside them go, one or all ("keluar", "klr").

The short forms are made and not listed: no list holds all of them, and each new word brings its
own.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

_VOWELS = frozenset("aiueo")
_LEAST, _MOST = 5, 12  # Letters; shorter words shorten into each other.
_LEAST_LEFT = 3  # Letters that a short form keeps.
_MOST_VOWELS = 5
_ENDINGS = ("nya", "na", "ne", "e", "ny")
# Short forms that are short for something else, or words of their own.
_OTHERS = frozenset("bkn trs trus mask mart kamar kmar spt sdn sdin surat srat krim tung".split())


def shortened(words: Iterable[str]) -> frozenset[str]:
    """The words with vowels left out in every way, short words and the first letter excepted."""
    out: set[str] = set()
    for word in words:
        if not _LEAST <= len(word) <= _MOST or not word.isascii():
            continue
        places = [i for i, letter in enumerate(word) if i and letter in _VOWELS]
        if len(places) > _MOST_VOWELS:
            continue
        for count in range(1, len(places) + 1):
            for gone in combinations(places, count):
                short = "".join(letter for i, letter in enumerate(word) if i not in gone)
                if len(short) >= _LEAST_LEFT and short not in _OTHERS:
                    out.add(short)
    return frozenset(out)


def with_endings(words: Iterable[str]) -> frozenset[str]:
    """The words, and with "-nya" or what stands for it in the languages of the region."""
    return frozenset(word + ending for word in words for ending in ("", *_ENDINGS))
