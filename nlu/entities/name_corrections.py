"""Reads the corrections of a name: "bukan Aep tapi Asep", "harusnya Yanti", "namanya Asep".

The same words also complain of a wrong name on a certificate ("nama saya jadi Aep"), which must
not become the reporter's name.
"""

from __future__ import annotations

from rapidfuzz import fuzz

from nlu.entities.name_reading import Reading
from nlu.entities.name_roles import POLITE_TITLES
from nlu.entities.name_words import (
    ASKS,
    BUT,
    CHANGES,
    ITS_NAME,
    JOINERS,
    LABEL,
    NOT,
    PRINTED,
    RIGHT,
    RIGHT_JOINERS,
    SELF,
    SLIP,
    TRAILS,
    WHO,
)

_Range = tuple[int, int]
# "Right" is said of many things; these only put a name right where one was spoken of.
_HALF_RIGHT = frozenset(("betul", "benar", "bener", "yakni", "leres", "padahal", "pdhl"))
_TOLD = PRINTED - {"keluar", "kluar", "terbit", "kaluar"} | {"sing", "ingkang", "penulisan"}
_SAID = frozenset(("bilang", "bilangnya", "nama", "namanya", "maksud", "maksudnya"))
_ALIKE = 60.0  # Of a hundred; "Nunung" and "Nuning" are 83, "Dedi" and "Joko" 0.


def instead_of(reading: Reading, at: int) -> _Range | None:
    """Reads "bukan Aep tapi Asep", from the word "bukan" on."""
    wrong = reading.name_at(at + 1)
    if wrong is None or wrong[1] >= len(reading):
        return None
    right = reading.skip(wrong[1], BUT | RIGHT)
    found = reading.name_at(right) if right < len(reading) else None
    if found is None:
        return None
    return found if reading.proven(found) or _alike(reading, found, wrong) else None


def rather_than(reading: Reading, at: int) -> _Range | None:
    """Reads "eh Nunung bukan Nuning" from the word "bukan" on: two spellings of one name."""
    wrong = reading.name_at(at + 1) if 0 < at < len(reading) - 1 else None
    told = any(low in _SAID for low in reading.low[max(0, at - 5) : at])
    if wrong is None or (wrong[0] > at + 1 and not told):
        return None
    if wrong[1] >= len(reading) and reading.name_at(0) == (0, at):
        return None  # The whole answer; the question decides.
    for start in range(max(0, at - 4), at):
        found = reading.name_at(start)
        if found is None or found[1] != at or (found[0] > start and not told):
            continue
        if not (reading.boundary(start) or told) and reading.low[start - 1] not in SLIP | ITS_NAME:
            continue
        return found if _alike(reading, found, wrong) else None
    return None


def became(reading: Reading, at: int) -> _Range | None:
    """Reads "jenenge kleru, Sutrisno dadi Sutrisni" from "dadi" on: the right name comes first."""
    wrong = reading.name_at(at + 1) if 0 < at < len(reading) - 1 else None
    for start in range(max(0, at - 3), at):
        found = reading.name_at(start)
        if wrong and found == (start, at) and reading.boundary(start) and start:
            return found if _alike(reading, found, wrong) else None
    return None


def _alike(reading: Reading, one: _Range, other: _Range) -> bool:
    """Whether two names are spellings of one, and no two villages."""
    if any(reading.place(at) for at in (one[0], other[0])):
        return False
    same = fuzz.ratio(" ".join(reading.low[slice(*one)]), " ".join(reading.low[slice(*other)]))
    return same >= _ALIKE and (reading.proven(one) or reading.proven(other))


def not_but(reading: Reading, at: int) -> _Range | None:
    """A correction that stands alone: "bukan Aep tapi Asep"."""
    found = instead_of(reading, at) if reading.boundary(at) else None
    if found is None:
        return rather_than(reading, at)
    if _of_another(reading, found):
        return None
    return found if _ends(reading, found[1]) else None


def _of_another(reading: Reading, found: _Range) -> bool:
    """Whether "pak Dedi" is put right, an official more likely than the sender."""
    titled = found[0] > 0 and reading.low[found[0] - 1] in POLITE_TITLES
    return titled and not any(low in LABEL or low in ITS_NAME for low in reading.low)


def _ends(reading: Reading, end: int) -> bool:
    return reading.boundary(end) or reading.low[end] in TRAILS | NOT | PRINTED


def its_name(reading: Reading, at: int) -> _Range | None:
    """Reads "namanya Asep bukan Aep"; "petugasnya namanya Pak Contoh" speaks of another."""
    if reading.others_before(at) or any(low in WHO for low in reading.low[max(0, at - 4) : at]):
        return None
    name = reading.skip(at + 1, JOINERS | RIGHT | SELF)
    found = reading.name_at(name) if name < len(reading) else None
    if found is None:
        return None
    end = found[1]
    if reading.low[name - 1] in SELF and reading.proven(found):
        return found
    corrects = end < len(reading) and reading.low[end] in NOT
    slipped = any(low in SLIP for low in reading.low[max(0, at - 5) : at])
    if corrects or ((at == 0 or slipped) and reading.proven(found)):
        return found
    return None


def rightly(reading: Reading, at: int) -> _Range | None:
    """Reads "harusnya Yanti", "sing bener Parto", "nama diganti jadi Asep"."""
    before = reading.low[max(0, at - 5) : at]
    if reading.low[at] == "jadi":
        # "ganti nama jadi Asep" asks; "nama saya jadi Aep" complains of a wrong name.
        asks = any(low in CHANGES for low in before) or (
            any(low in ("diganti", "diubah", "dirubah") for low in before)
            and any(low in ASKS or low in TRAILS for low in reading.low)
        )
        if not asks:
            return None
    elif reading.low[at] in _HALF_RIGHT and not any(
        low in LABEL or low in ITS_NAME or low in _TOLD for low in reading.low[max(0, at - 9) : at]
    ):
        return None
    if reading.others_before(at):
        return None
    name = reading.skip(at + 1, RIGHT_JOINERS)
    found = reading.name_at(name) if name < len(reading) else None
    if found is None or not reading.proven(found) or _of_another(reading, found):
        return None
    return found if _ends(reading, found[1]) else None
