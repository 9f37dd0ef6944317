"""The phrases by which senders introduce themselves, one small reader for each.

A bot that takes the official's name for the reporter's accuses the wrong person, so each reader
looks at what stands before and behind, and gives up where somebody else may be meant.
"""

from __future__ import annotations

from collections.abc import Callable

from nlu.entities.name_corrections import became, its_name, not_but, rightly
from nlu.entities.name_labels import abbreviated, after_label, chosen, closes, in_the_name_of
from nlu.entities.name_reading import Reading
from nlu.entities.name_roles import (
    COMPANY_PREFIXES,
    OFFICES,
    OWNED_PERSONS,
    POLITE_TITLES,
    REPRESENTS,
    ROLES,
    TRADES,
)
from nlu.entities.name_words import (
    AFTER_SELF,
    BETWEEN,
    CAME_BEFORE,
    HERE,
    INSTEAD,
    INTENDS,
    INTRODUCES,
    ITS_NAME,
    JOINERS,
    LABEL,
    LIVES,
    NOT,
    OPENERS,
    PLACE_LEADS,
    PLACES,
    REPORTS,
    RIGHT,
    SELF,
    SPEAKS,
    TAIL_LEADS,
    WHO,
)

_Range = tuple[int, int]
_DOCTORS = frozenset(("sip", "dokter", "pasien", "praktek", "praktik", "str"))
_WAY = REPRESENTS | ROLES | PLACES | PLACE_LEADS | TRADES


def introduced_names(reading: Reading) -> list[_Range]:
    """Where the message introduces its sender, in the order of the text."""
    found: list[_Range] = []
    for at, low in enumerate(reading.low):
        finder = _READERS.get(low)
        if finder is not None:
            span = finder(reading, at)
            if span is not None:
                found.append(span)
    return found


def _opens(reading: Reading, at: int) -> bool:
    """Whether "saya" is the speaker here: in "pak saya Rina", not in "bapak saya Rina"."""
    if reading.boundary(at):
        return True
    before = reading.low[at - 1]
    if before in ("bapak", "ibu", "kakak", "kaka", "teteh", "akang"):
        return at > 1 and not reading.boundary(at - 1) and reading.low[at - 2] in OPENERS
    if before in OFFICES and at > 1:
        return reading.low[at - 2] in POLITE_TITLES or reading.low[at - 2] in OPENERS
    return before in OPENERS


def _others_after(reading: Reading, first: int, end: int) -> bool:
    """Reads "bu Rini di loket 2", "pak Dedi yang judes": the name is a third person's."""
    if end >= len(reading) or reading.boundary(end):
        return False
    if reading.tail_at(end) or (reading.low[end] == "di" and reading.place(end + 1)):
        return False
    if reading.low[end] in TAIL_LEADS and end + 1 < len(reading):
        firm = reading.name_at(end + 1)  # "this is Robby from PT Contoh"
        return not (firm and reading.is_company(firm))
    if reading.low[end] in WHO:
        # "ini Asep yang kemarin lapor" speaks of himself, "ini pak Dedi yang judes" does not.
        titled = reading.low[first - 1] in POLITE_TITLES
        return end + 1 >= len(reading) or reading.low[end + 1] not in (
            LIVES if titled else LIVES | CAME_BEFORE
        )
    return reading.low[end] not in AFTER_SELF | TRADES and reading.low[end] not in COMPANY_PREFIXES


def _after_self(reading: Reading, at: int) -> _Range | None:
    """Reads "saya Budi, warga Campaka", "sy asep dr plered", "kami dari PT Contoh"."""
    opens = _opens(reading, at)
    if not opens and _of_a_person(reading, at):
        return None
    firm = _own_firm(reading, at)
    if firm is not None:
        return firm
    name = reading.skip(at + 1, BETWEEN)
    called = reading.low[name - 1] == "bernama"
    if name >= len(reading):
        return None
    if reading.boundary(name) and reading.low[name - 1] != "sendiri":
        return _apposed(reading, name) or (_in_office(reading, name) if opens else None)
    speaks = opens or reading.low[at - 1] in SPEAKS or reading.low[at - 1][0].isdigit()
    if not (speaks or reading.low[name - 1] == "sendiri"):
        return _of_mine(reading, name)
    if reading.low[name] in HERE or reading.low[name] in ("nama", "namanya"):
        name += 1
    found = reading.name_at(name) if name < len(reading) else None
    if found is None or (not opens and reading.low[name] in POLITE_TITLES):
        return _in_office(reading, name) if opens else None
    if called or reading.proven(found) or reading.home_at(found[1]):
        return None if _only_place_words(reading, found) else found
    return None


def _of_mine(reading: Reading, name: int) -> _Range | None:
    """Reads "tiang miring dekat rumah saya Dadang Campaka", where a known name ends it all."""
    found = reading.name_at(name)
    if found is None or found[0] > name or not reading.only_tail(found[1]):
        return None
    return found if reading.given(found[1] - 1) else None


def _of_a_person(reading: Reading, at: int) -> bool:
    """Whether "saya" owns somebody: "suami saya", "anak buah saya", "pasien kami"."""
    if reading.low[at - 1] in OWNED_PERSONS:
        # "SIP apoteker saya" is a paper.
        return at < 2 or reading.low[at - 2] not in ("sip", "str", "izin", "ijin", "praktik")
    return reading.others_before(at, 2)


def _own_firm(reading: Reading, at: int) -> _Range | None:
    """Reads "kami, RS Contoh", "kami pengurus Koperasi Contoh", "klien kami PT Contoh"."""
    for place in range(at + 1, min(at + 8, len(reading) - 1)):
        if any(sign in reading.gap[place] for sign in ".!?;\n"):
            return None
        if reading.low[place] in COMPANY_PREFIXES or reading.low[place] == "rumah":
            found = reading.name_at(place)
            if found is not None and reading.proven(found):
                return found
        if reading.low[place] not in _WAY:
            return None
    return None


def _apposed(reading: Reading, name: int) -> _Range | None:
    """Reads "saya, Rina dari Plered, …", "SIP saya (apt. Rina Contoh)", "punya saya: Lilis"."""
    if reading.gap[name].strip() not in (",", ":", "(", "-", "\u2013", "\u2014", ',"'):
        return None
    if reading.low[name] in POLITE_TITLES or reading.place(name):
        return None
    found = reading.name_at(name)
    if found is None or not reading.proven(found):
        return None
    end = found[1]
    closed = reading.boundary(end) or reading.tail_at(end) or reading.low[end] in TRADES
    return found if closed else None


def _in_office(reading: Reading, name: int) -> _Range | None:
    """Reads "saya ketua RT 07, Budi Contoh, …": a known name behind what he is and a comma."""
    if name >= len(reading) or reading.low[name] not in ROLES:
        return None
    for place in range(name + 1, min(name + 8, len(reading))):
        if reading.boundary(place):
            found = _apposed(reading, place)
            return found if found and reading.given(found[1] - 1) else None
        if reading.low[place] not in _WAY and not reading.low[place][0].isdigit():
            return None
    return None


def _only_place_words(reading: Reading, found: _Range) -> bool:
    return all(reading.low[at] in PLACES for at in range(*found))


def _introduced(reading: Reading, at: int) -> _Range | None:
    """Reads "perkenalkan, Ujang dari Maniis"."""
    name = at + 1
    found = reading.name_at(name) if name < len(reading) else None
    return found if found and reading.proven(found) else None


def _after_here(reading: Reading, at: int) -> _Range | None:
    """Reads "ini bu Euis", "dengan bapak Dadang", where it opens the message or a sentence."""
    if not (_opens(reading, at) or reading.low[at - 1] in SELF):
        return None
    name = reading.skip(at + 1, SELF | HERE | JOINERS)
    if name >= len(reading) or reading.boundary(name):
        return None
    found = reading.name_at(name)
    if found is None or _others_after(reading, found[0], found[1]):
        return None
    titled = reading.low[name] in POLITE_TITLES and found[0] > name
    return found if titled or reading.proven(found) else None


def _from(reading: Reading, at: int) -> _Range | None:
    """Reads "ada keluhan nih dr Deden bengkel", "Dari bu Lilis Pasawahan:", "usul dari Rina"."""
    name = at + 1
    if name >= len(reading) or reading.gap[name] != " ":
        return None  # "dr. Contoh" is a doctor.
    if not reading.boundary(at) and reading.low[at - 1] not in REPORTS:
        return None
    if reading.low[at] == "dr" and any(low in _DOCTORS for low in reading.low):
        return None  # In a matter of licences "dr Anton" is a doctor, not "from Anton".
    found = reading.name_at(name)
    if found is None or not reading.proven(found) or _only_place_words(reading, found):
        return None
    first, end = found
    if reading.is_company(found):
        return found
    titled = first > name and reading.capital(first)
    if not titled and not any(reading.given(k) for k in range(first, end)):
        return None  # "dari Kemenkes" has a capital as well.
    ends = closes(reading, end) or reading.low[end] in TRADES | INTENDS or reading.place(end)
    return found if ends else None


def _turned(reading: Reading, at: int) -> _Range | None:
    return rightly(reading, at) or became(reading, at)


_READERS: dict[str, Callable[[Reading, int], _Range | None]] = {
    **dict.fromkeys(("dadi", "jd", "janten", "ditulis", "dicetak"), became),
    **dict.fromkeys(RIGHT, rightly),
    "jadi": _turned,
    **dict.fromkeys(ITS_NAME, its_name),
    **dict.fromkeys(INSTEAD, chosen),
    **dict.fromkeys(HERE, _after_here),
    **dict.fromkeys(SELF, _after_self),
    **dict.fromkeys(LABEL, after_label),
    **dict.fromkeys(NOT, not_but),
    **dict.fromkeys(INTRODUCES, _introduced),
    "atas": in_the_name_of,
    "dari": _from,
    "dr": _from,
    "an": abbreviated,
    "a": abbreviated,
}
