"""Masks for what must not be shown or kept: a NIK sent unasked, a name, a telephone number.

The office never asks for a NIK, yet people send it. It is masked before anything else reads the
message, so the patterns err on the side of masking: a NIK is found with separators in it, with
text touching it, and after the word NIK or KTP even where its digits look wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NIK_DIGITS = 16
_KEPT_DIGITS = 4
_STARS = "*" * (_NIK_DIGITS - _KEPT_DIGITS)
# Mistyped by a digit it still identifies somebody; behind the word there is no doubt what it is.
_TYPED_DIGITS = range(_NIK_DIGITS - 1, _NIK_DIGITS + 2)
# Where people break the sixteen digits: between the parts of a NIK, or evenly.
_NATURAL_BREAKS = frozenset({2, 4, 6, 8, 10, 12})

# Invisible characters come along when text is copied from other programs.
_GAP = r"[\s.\-_/\u00ad\u2010-\u2015\u200b-\u200d\u2060\ufeff]"
_GROUPS = re.compile(rf"\d+(?:{_GAP}{{1,3}}\d+)*")
_GROUP = re.compile(r"\d+")
_NAMED = re.compile(r"(?:nik|ktp|n\.i\.k\.?|k\.t\.p\.?)[^\d\n*]{0,24}$", re.IGNORECASE)
_LOOK_BACK = 32  # Characters; enough for the word and what `_NAMED` allows after it.


def _looks_valid(digits: str) -> bool:
    """Whether sixteen digits have a NIK's province, day (women's plus forty) and month."""
    province, day, month = int(digits[0:2]), int(digits[6:8]), int(digits[8:10])
    return 11 <= province <= 94 and (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12


def _natural(sizes: list[int]) -> bool:
    """Whether groups of these sizes are one number written with breaks, not several numbers."""
    if len(set(sizes[:-1])) <= 1 and sizes[-1] <= sizes[0]:
        return True
    breaks = {sum(sizes[:count]) for count in range(1, len(sizes))}
    # The day is set off from the month only by who sets it off from the district as well.
    return breaks <= _NATURAL_BREAKS and (6 in breaks or breaks.isdisjoint({8, 10}))


def _niks(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and first four digits of every NIK in `text`, from left to right."""
    done = 0
    for run in _GROUPS.finditer(text):
        if run.end() - run.start() < _TYPED_DIGITS[0]:
            continue
        groups = [(m.start(), m.end()) for m in _GROUP.finditer(text, run.start(), run.end())]
        sizes = [end - start for start, end in groups]
        for first, (start, _) in enumerate(groups):
            if start < done:
                continue
            named = bool(_NAMED.search(text, max(0, start - _LOOK_BACK), start))
            total = 0
            best = 0
            for last in range(first, min(first + _NIK_DIGITS + 1, len(groups))):
                total += sizes[last]
                if total > _TYPED_DIGITS[-1]:
                    break
                span = text[start : groups[last][1]]
                if _is_nik(span, total, sizes[first : last + 1], named) and not (
                    # What this module has masked before ends in stars of its own.
                    text.startswith(_STARS, groups[last][1])
                ):
                    best = groups[last][1]
                    if total == _NIK_DIGITS:
                        break
            if best:
                done = best
                yield start, best, "".join(_GROUP.findall(text[start:best]))[:_KEPT_DIGITS]


def _is_nik(span: str, total: int, sizes: list[int], named: bool) -> bool:
    if named:
        return total in _TYPED_DIGITS
    if total != _NIK_DIGITS or not _natural(sizes):
        return False
    return _looks_valid("".join(_GROUP.findall(span)))


def mask_nik(text: str) -> str:
    """`text` with every NIK reduced to its first four digits and twelve asterisks."""
    out: list[str] = []
    at = 0
    for start, end, kept in _niks(text):
        out += (text[at:start], kept, _STARS)
        at = end
    out.append(text[at:])
    return "".join(out)


def contains_nik(text: str) -> bool:
    """Whether `text` holds something that `mask_nik` would mask."""
    return next(_niks(text), None) is not None


def mask_name(name: str) -> str:
    """A name's first letters, for lists that others may see: "Contoh Pelapor" is "C***** P******".

    A word of one letter is an initial and stays.
    """
    return re.sub(r"\S+", lambda word: word[0][0] + "*" * (len(word[0]) - 1), name)


def mask_phone(value: str) -> str:
    """A telephone number or chat id with only its last three digits; all masked if shorter."""
    digits = sum(c.isdigit() for c in value)
    hidden = digits - 3 if digits > 3 else digits
    out: list[str] = []
    for c in value:
        if c.isdigit() and hidden > 0:
            hidden -= 1
            c = "*"
        out.append(c)
    return "".join(out)


def hide_name(text: str, name: str) -> str:
    """The text without the name or any word of it, for what others than intake may read."""
    for part in [name, *name.split()]:
        if len(part) >= 3:
            text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", "(nama)", text, flags=re.IGNORECASE)
    return re.sub(r"\(nama\)(?:\s+\(nama\))+", "(nama)", text)
