"""Reads the name of a firm: "PT Maju Jaya", "klinik pratama Bina Husada", "rumah makan Sari".

In print a firm's name ends where the capitals do; in small letters only the usual words of such
names and words that are nothing else are taken, so that "pt maju jaya ditolak" stops in time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlu.entities.given_names import GIVEN_NAMES
from nlu.entities.name_roles import (
    BODIES,
    COMPANY_PREFIXES,
    COMPANY_WORDS,
    FIRM_KINDS,
    SHORT_PREFIXES,
    STRONG_COMPANY,
    UNIONS,
)
from nlu.entities.name_words import PLACES
from nlu.entities.ordinary_words import is_ordinary

if TYPE_CHECKING:
    from nlu.entities.name_reading import Reading

_PLAIN_WORDS = frozenset(("baru", "bersama", "satu", "dua", "tiga", "jasa", "motor", "tani"))
# Their members stand before their name, in small letters: "paguyuban perajin Plered".
_OF_MEMBERS = BODIES & frozenset(
    ("paguyuban", "forum", "asosiasi", "himpunan", "perkumpulan", "komunitas", "ikatan")
)
_MOST_WORDS = 6
_HOUSES = frozenset(("sakit", "makan", "produksi", "jahit"))
# "Mohon" and "Yang" begin the next clause even behind a firm in capitals.
_STOPS = frozenset(
    """mohon tolong minta harap yang yg kami saya kita dengan dgn untuk di ke dari dr pada telah
    sudah belum ini itu karena bahwa agar supaya tidak mau terima demikian hormat nib kbli jl jalan
    kec desa""".split()
)


def starts_company(reading: Reading, at: int) -> bool:
    """Whether the word is the kind of a firm, and a word that may be its name follows."""
    low = reading.low[at]
    if low == "rumah":
        return at + 2 < len(reading) and reading.low[at + 1] in _HOUSES and reading.capital(at + 2)
    if low not in COMPANY_PREFIXES or at + 1 >= len(reading):
        return False
    if reading.low[at + 1] in STRONG_COMPANY:
        return False  # "bukan PT, tapi CV. CV Contoh": the kind alone, then the name.
    return low not in SHORT_PREFIXES or reading.raw[at].isupper()


def company_at(reading: Reading, at: int) -> tuple[int, int] | None:
    """The words [at, end) of a firm's name that starts with its kind, or None."""
    if not starts_company(reading, at):
        return None
    first = at + (2 if reading.low[at] == "rumah" else 1)
    name = first
    if reading.low[at] in _OF_MEMBERS:
        name = _behind_members(reading, first)
    while name < len(reading) - 1 and name - first < 2 and _a_kind(reading, name):
        name += 1
    if name >= len(reading) or (reading.boundary(name) and reading.gap[name].strip() != '"'):
        return None
    printed = reading.capital(name) or (reading.cased and reading.raw[name][0].isdigit())
    end = name if printed else first
    start = end
    while end < len(reading) and end - at <= _MOST_WORDS:
        if end > start and reading.boundary(end):
            break
        if not (_printed(reading, end) if printed else _plain(reading, end)):
            break
        end += 1
    of_place = name > first or reading.low[at] in UNIONS
    if end == start or (not of_place and all(reading.low[k] in PLACES for k in range(start, end))):
        return None
    return at, end


def proven_company(reading: Reading, found: tuple[int, int]) -> bool:
    """Whether the words speak for a firm of that name, not for "klinik" and what follows."""
    first, end = found
    low = reading.low[first]
    rest = range(first + 1, end)
    if all(reading.low[k] in FIRM_KINDS for k in rest):
        return False  # "klinik pratama", "kelompok tani".
    if low in SHORT_PREFIXES and len(low) > 2 and all(reading.raw[k].isupper() for k in rest):
        return False  # "SMP LB"
    if any(reading.given(k) or (reading.capital(k) and not reading.place(k)) for k in rest):
        return True
    if low in UNIONS or (low in _OF_MEMBERS and reading.capital(end - 1)):
        return True  # "PPNI Purwakarta", "paguyuban pedagang Plered"
    if low in BODIES or low in STRONG_COMPANY:
        # "pt baru" and "pt asing" are any firm; "ud berkah" and "pt xeno yang" are called so.
        return len(rest) > 1 or reading.low[end - 1] in COMPANY_WORDS - _PLAIN_WORDS
    return False


def _behind_members(reading: Reading, first: int) -> int:
    """Where the capitals begin in "forum pengelola PAUD Bojong", else where the name does."""
    for name in range(first, min(first + 4, len(reading))):
        if reading.boundary(name) or reading.low[name] in _STOPS:
            break
        if reading.capital(name):
            return name
    return first


def _a_kind(reading: Reading, at: int) -> bool:
    return (
        reading.low[at] in FIRM_KINDS
        and not reading.capital(at)
        and not reading.boundary(at + 1)
        and reading.capital(at + 1)
    ) or (reading.low[at] in FIRM_KINDS and _then_capital(reading, at))


def _then_capital(reading: Reading, at: int) -> bool:
    """As in "klinik ibu dan anak Bunda": two small words before the name."""
    return (
        not reading.capital(at)
        and at + 2 < len(reading)
        and reading.low[at + 1] in FIRM_KINDS
        and not reading.boundary(at + 1)
        and not reading.boundary(at + 2)
        and reading.capital(at + 2)
    )


def _printed(reading: Reading, at: int) -> bool:
    low = reading.low[at]
    if reading.capital(at):
        return low not in _STOPS
    if low[0].isdigit():
        return len(low) < 4
    if low in GIVEN_NAMES:
        return True
    joins = low in ("dan", "bin", "al", "el", "wal") and at + 1 < len(reading)
    return joins and not reading.boundary(at + 1) and reading.capital(at + 1)


def _plain(reading: Reading, at: int) -> bool:
    low = reading.low[at]
    if low in PLACES and reading.raw[at].istitle():
        return True  # "PT Sinar Logam Cikopo", where every word has a capital.
    return low in COMPANY_WORDS or not (
        is_ordinary(low) or reading.inflected(at) or low[0].isdigit()
    )
