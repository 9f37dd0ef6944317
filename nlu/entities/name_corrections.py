"""Reads the corrections of a name: "bukan Aep tapi Asep", "harusnya Yanti", "namanya Asep".

The same words also complain of a wrong name on a certificate ("nama saya jadi Aep"), which must
not become the reporter's name.
"""

from __future__ import annotations

from nlu.entities.name_reading import Reading
from nlu.entities.name_words import (
    ASKS,
    BUT,
    CHANGES,
    ITS_NAME,
    JOINERS,
    LABEL,
    NOT,
    POLITE_TITLES,
    RIGHT,
    RIGHT_JOINERS,
    SELF,
    SLIP,
    TRAILS,
    WHO,
)

_Range = tuple[int, int]


def instead_of(reading: Reading, at: int) -> _Range | None:
    """Reads "bukan Aep tapi Asep", from the word "bukan" on."""
    wrong = reading.name_at(at + 1)
    if wrong is None or wrong[1] >= len(reading):
        return None
    right = reading.skip(wrong[1], BUT | RIGHT)
    found = reading.name_at(right) if right < len(reading) else None
    return found if found and reading.proven(found) else None


def not_but(reading: Reading, at: int) -> _Range | None:
    """A correction that stands alone: "bukan Aep tapi Asep"."""
    found = instead_of(reading, at) if reading.boundary(at) else None
    if found is None or _of_another(reading, found):
        return None
    return found if _ends(reading, found[1]) else None


def _of_another(reading: Reading, found: _Range) -> bool:
    """Whether "pak Dedi" is put right, an official more likely than the sender."""
    titled = found[0] > 0 and reading.low[found[0] - 1] in POLITE_TITLES
    return titled and not any(low in LABEL or low in ITS_NAME for low in reading.low)


def _ends(reading: Reading, end: int) -> bool:
    return reading.boundary(end) or reading.low[end] in TRAILS | NOT


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
    elif reading.low[at] in ("betul", "benar", "bener", "yakni", "leres") and not any(
        low in LABEL or low in ITS_NAME or low in ("sing", "ingkang") for low in before
    ):
        return None
    if reading.others_before(at):
        return None
    name = reading.skip(at + 1, RIGHT_JOINERS)
    found = reading.name_at(name) if name < len(reading) else None
    if found is None or not reading.proven(found) or _of_another(reading, found):
        return None
    return found if _ends(reading, found[1]) else None
