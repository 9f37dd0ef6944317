"""The phrases by which senders introduce themselves, one small reader for each.

A bot that takes the official's name for the reporter's accuses the wrong person, so each reader
looks at what stands before and behind, and gives up where somebody else may be meant.
"""

from __future__ import annotations

from collections.abc import Callable

from nlu.entities.name_corrections import instead_of, its_name, not_but, rightly
from nlu.entities.name_form import clean_name
from nlu.entities.name_reading import Reading
from nlu.entities.name_words import (
    AFTER_SELF,
    BETWEEN,
    BUSINESS,
    CAME_BEFORE,
    CLOSING,
    COMPANY_PREFIXES,
    HERE,
    INSTEAD,
    INSTEAD_DETAIL,
    INTRODUCES,
    ITS_NAME,
    JOINERS,
    LABEL,
    LABEL_DETAIL,
    MINE,
    NOT,
    OPENERS,
    OTHERS,
    OWNER,
    PLACES,
    POLITE_TITLES,
    REPRESENTS,
    RIGHT,
    SELF,
    STRONG_COMPANY,
    THANKS,
    TRAILS,
)

_Range = tuple[int, int]


def stated_names(reading: Reading) -> list[str]:
    found: list[str] = []
    for at, low in enumerate(reading.low):
        finder = _READERS.get(low)
        if finder is not None:
            _add(reading, finder(reading, at), found)
    if len(reading) > 1:
        _add(reading, signature(reading), found)
    return found


def _add(reading: Reading, span: _Range | None, found: list[str]) -> None:
    if span is None:
        return
    name = clean_name(reading.slice(*span))
    if name and not any(name.casefold() in known.casefold() for known in found):
        found.append(name)


def _opens(reading: Reading, at: int) -> bool:
    return reading.boundary(at) or reading.low[at - 1] in OPENERS


def _others_after(reading: Reading, first: int, end: int) -> bool:
    """Reads "bu Rini di loket 2", "pak Dedi yang judes": the name is a third person's."""
    if end >= len(reading) or reading.boundary(end):
        return False
    if reading.tail_at(end) or (reading.low[end] == "di" and reading.place(end + 1)):
        return False
    if reading.low[end] in ("yang", "yg") and reading.low[first - 1] not in POLITE_TITLES:
        # "ini Asep yang kemarin lapor" speaks of himself.
        return end + 1 >= len(reading) or reading.low[end + 1] not in CAME_BEFORE
    return reading.low[end] not in AFTER_SELF and reading.low[end] not in COMPANY_PREFIXES


def _after_label(reading: Reading, at: int) -> _Range | None:
    """Reads "nama saya Asep", "nama: Rina", "nm sy siti", "nama perusahaan kami CV Contoh"."""
    if at and reading.low[at - 1] in ("atas", "bukan", "itu"):
        return None
    start = reading.skip(at + 1, LABEL_DETAIL)
    business = start < len(reading) and reading.low[start] in BUSINESS
    if business:
        company = reading.skip(start + 1, OWNER)
        if company == start + 1 and ":" not in reading.gap[min(company, len(reading) - 1)]:
            company = start
        found = reading.name_at(company) if company < len(reading) else None
        return found if found and _is_company(reading, found) else None
    name = reading.skip(start, OWNER)
    if name >= len(reading):
        return None
    marked = any(sign in reading.gap[name] for sign in ":=")
    owned = reading.low[at] in MINE or (
        name > start and reading.low[at] not in ("pelapor", "pengadu", "pengirim", "pemohon")
    )
    if not (owned or marked):
        return None
    if reading.low[name] in NOT:
        return instead_of(reading, name)
    found = reading.name_at(name)
    if found is None or marked or reading.proven(found) or _closes(reading, found[1]):
        return found
    return None


def _closes(reading: Reading, end: int) -> bool:
    """Whether what follows is what follows a name, so that even an unknown word may be one."""
    return reading.boundary(end) or reading.tail_at(end) or reading.low[end] in AFTER_SELF | TRAILS


def _is_company(reading: Reading, found: _Range) -> bool:
    return reading.low[found[0]] in COMPANY_PREFIXES


def _after_self(reading: Reading, at: int) -> _Range | None:
    """Reads "saya Budi, warga Campaka", "sy asep dr plered", "kami dari PT Contoh"."""
    if not _opens(reading, at):
        return None
    name = reading.skip(at + 1, BETWEEN)
    called = reading.low[name - 1] == "bernama"
    if name >= len(reading):
        return None
    if reading.boundary(name) and reading.low[name - 1] != "sendiri":
        return _after_comma(reading, name)
    if reading.low[name] in HERE or reading.low[name] in ("nama", "namanya"):
        name += 1
    company = reading.skip(name, REPRESENTS)
    if company < len(reading) - 1 and reading.low[company] in COMPANY_PREFIXES:
        found = reading.name_at(company)
        strong = reading.low[company] in STRONG_COMPANY
        named = company > name and reading.capital(company + 1)
        return found if found and (strong or named) and reading.proven(found) else None
    found = reading.name_at(name) if name < len(reading) else None
    if found is None:
        return None
    if called or reading.proven(found) or reading.home_at(found[1]):
        return None if _only_place_words(reading, found) else found
    return None


def _after_comma(reading: Reading, name: int) -> _Range | None:
    """Reads "saya, Rina dari Plered, …"."""
    if reading.gap[name].strip() != "," or reading.low[name] in POLITE_TITLES:
        return None
    found = reading.name_at(name)
    if found is None or not reading.proven(found):
        return None
    return found if reading.boundary(found[1]) or reading.tail_at(found[1]) else None


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


def _in_the_name_of(reading: Reading, at: int) -> _Range | None:
    """Reads "atas nama PT Maju Contoh"; not a bank account or an official's badge."""
    if at + 1 >= len(reading) or reading.low[at + 1] not in ("nama", "nm"):
        return None
    return _represented(reading, at, at + 2, proof=True)


def _abbreviated(reading: Reading, at: int) -> _Range | None:
    """Reads "a.n. CV Sumber", "a/n", "an. Wati"."""
    if reading.low[at] == "an":
        if at and reading.low[at - 1][0].isdigit():
            return None  # "20 an"
        return _represented(reading, at, at + 1, proof=True)
    if at + 2 < len(reading) and reading.low[at + 1] == "n":
        return _represented(reading, at, at + 2, proof=reading.gap[at + 1] not in (".", "/"))
    return None


def _represented(reading: Reading, at: int, name: int, *, proof: bool) -> _Range | None:
    if reading.others_before(at):
        return None
    name = reading.skip(name, OWNER)
    found = reading.name_at(name) if name < len(reading) else None
    if found is None or (proof and not reading.proven(found)):
        return None
    return found


def _chosen(reading: Reading, at: int) -> _Range | None:
    """Reads "panggil saja Ujang", "tulis aja namanya Ujang", "pake nama saya aja Ibu Contoh"."""
    if not reading.boundary(at) and reading.low[at - 1] in OTHERS | SELF:
        return None
    if reading.low[at] == "dipanggil" and (
        not at or reading.low[at - 1] not in ("biasa", "sering")
    ):
        return None
    name = reading.skip(at + 1, INSTEAD_DETAIL, 6)
    if name >= len(reading) or (name == at + 1 and reading.low[at] != "dipanggil"):
        return None
    found = reading.name_at(name)
    if found is None or not reading.proven(found):
        return None
    return found


_READERS: dict[str, Callable[[Reading, int], _Range | None]] = {
    **dict.fromkeys(RIGHT, rightly),
    **dict.fromkeys(ITS_NAME, its_name),
    **dict.fromkeys(INSTEAD, _chosen),
    **dict.fromkeys(HERE, _after_here),
    **dict.fromkeys(SELF, _after_self),
    **dict.fromkeys(LABEL, _after_label),
    **dict.fromkeys(NOT, not_but),
    **dict.fromkeys(INTRODUCES, _introduced),
    "atas": _in_the_name_of,
    "an": _abbreviated,
    "a": _abbreviated,
}


def signature(reading: Reading) -> _Range | None:
    """Reads "hormat saya, Rina", "-Rina", "makasih, Rina", or a last line that is a name."""
    count = len(reading)
    for start in range(count - 1, max(0, count - 9), -1):
        before = reading.low[start - 1]
        cut = reading.boundary(start)
        closing = before in CLOSING or (
            before in ("saya", "sy", "kami") and start > 1 and reading.low[start - 2] == "hormat"
        )
        thanks = cut and before in THANKS
        set_off = cut and any(sign in reading.gap[start] for sign in "\n-\u2013\u2014~")
        if not (closing or thanks or set_off):
            continue
        formal = before in ("ttd", "tertanda", "saya", "sy", "kami")
        if reading.low[start] in POLITE_TITLES and not (formal and cut):
            continue  # "salam pak Dedi" greets the official.
        found = reading.name_at(start)
        if found is None:
            continue
        if not (reading.only_tail(found[1]) or reading.only_contact(found[1])):
            continue
        if (closing and cut) or reading.proven(found):
            return None if reading.others_before(start, 2) else found
    return None
