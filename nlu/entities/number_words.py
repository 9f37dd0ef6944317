"""Number words of Indonesian and the region's languages, because people spell out small numbers.

Dates ("tilu poe katukang") and money ("lima ratus ribu") read the same words, so they are
written down once, here.
"""

from __future__ import annotations

from collections.abc import Sequence

_DIGITS: dict[int, str] = {
    1: "satu hiji siji se setunggal ciek",
    2: "dua loro rong kalih duo due",
    3: "tiga tilu telu telung tigo tige tga tigang",
    4: "empat ampat opat papat patang ampek sekawan",
    5: "lima limang limo lime gangsal",
    6: "enam genep enem nem anam",
    7: "tujuh pitu pitung tujuah tjuh",
    8: "delapan dlapan dalapan wolu wolung",
    9: "sembilan salapan sanga sangang songo sambilan smbilan",
}
SMALL: dict[str, int] = {word: n for n, line in _DIGITS.items() for word in line.split()}
HALF = frozenset({"setengah", "stengah", "stgh", "satengah"})
_TENS = frozenset({"puluh", "puluhan", "puluah", "pulu"})
_TEENS = frozenset({"belas", "welas", "blas", "baleh"})
_TWENTIES = frozenset({"likur"})  # Javanese and Sundanese: "tilu likur" is 23.
_HUNDREDS = frozenset({"ratus", "atus"})

# Words that are a whole number by themselves, with the size of what may still follow them:
# after "dua puluh" a unit may come, after "dua belas" nothing.
_WHOLE: dict[str, tuple[int, int]] = {
    "sepuluh": (10, 1),
    "sapuluh": (10, 1),
    "sedasa": (10, 1),
    "sebelas": (11, 1),
    "sabelas": (11, 1),
    "sawelas": (11, 1),
    "sewelas": (11, 1),
    "sapuluah": (10, 1),
    "sabaleh": (11, 1),
    "rolas": (12, 1),
    "telulas": (13, 1),
    "patbelas": (14, 1),
    "limalas": (15, 1),
    "limolas": (15, 1),
    "nembelas": (16, 1),
    "pitulas": (17, 1),
    "wolulas": (18, 1),
    "sangalas": (19, 1),
    "songolas": (19, 1),
    "selikur": (21, 1),
    "salikur": (21, 1),
    "selawe": (25, 1),
    "salawe": (25, 1),
    "seket": (50, 10),
    "seratus": (100, 100),
    "saratus": (100, 100),
    "satus": (100, 100),
}
for _word, _n in SMALL.items():
    _WHOLE[_word + "belas"] = (_n + 10, 1)
    _WHOLE[_word + "likur"] = (_n + 20, 1)
    _WHOLE[_word + "puluh"] = (_n * 10, 10)
    _WHOLE[_word + "ratus"] = (_n * 100, 100)

STARTS = frozenset(SMALL) | frozenset(_WHOLE) | HALF


def read_number(words: Sequence[str], start: int) -> tuple[float, int]:
    """Read the number that begins at `words[start]`.

    Returns its value (0 to 999, halves possible: "satu setengah" is 1.5) and the index after
    it; (0, start) where no number begins. Digits count as well: "5 ratus" is 500.
    """
    total = 0
    pending: int | None = None  # A digit that a following "puluh" may still multiply.
    room = 1000  # The next part must be smaller than this.
    at = start
    # Twelve words are more than the longest number below a thousand needs.
    for at in range(start, min(start + 12, len(words))):
        word = words[at]
        if word in SMALL or (at == start and word.isascii() and word.isdigit() and len(word) < 4):
            if pending is not None or room == 1:
                break
            pending = SMALL[word] if word in SMALL else int(word)
        elif word in _WHOLE:
            value, then = _WHOLE[word]
            if pending is not None or value >= room:
                break
            total, room = total + value, then
        elif pending is not None and word in _TEENS and room > 10:
            total, pending, room = total + pending + 10, None, 1
        elif pending is not None and word in _TWENTIES and room > 10:
            total, pending, room = total + pending + 20, None, 1
        elif pending is not None and word in _TENS and room > 10:
            total, pending, room = total + pending * 10, None, 10
        elif pending is not None and word in _HUNDREDS and room > 100:
            total, pending, room = total + pending * 100, None, 100
        else:
            break
    else:
        at = min(start + 12, len(words))
    value_read: float = total + (pending or 0)
    if at < len(words) and words[at] in HALF:
        return value_read + 0.5, at + 1
    return value_read, at
