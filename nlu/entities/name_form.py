"""How a name is written once it is found, so that receipts and lists look alike."""

from __future__ import annotations

import re

from nlu.entities.given_names import GIVEN_NAMES
from nlu.entities.name_roles import (
    COMPANY_PREFIXES,
    DEGREES,
    HONORIFICS,
    POLITE_TITLES,
)
from nlu.entities.name_words import PARTICLES

LONGEST = 80
_READ = 4000
_ROUNDS = 4  # What one cut lays bare, the next may have to cut.
_KEPT = COMPANY_PREFIXES | HONORIFICS | DEGREES
_SMALL = frozenset(("dr", "drg", "drh", "apt"))
_UPPER = frozenset(("pt", "cv", "ud", "pd", "tb", "rm", "kud", "lsm", "pkbm", "lkp", "kh"))
_SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_EDGES = " ,:;-\u2013\u2014*_~\"'\u201c\u201d()!?"
_LAST_DOT = re.compile(r"\b[A-Za-z]\.\Z")  # "S.H." and "Asep S." keep it.
_UNSAID = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_CUT = re.compile(
    r"(?<=\S)(?:\s+(?:bukan|bkn|sanes|dudu|dari|ti|warga|asal|alamat|umur|usia|namanya)\b(?=\s+\S)"
    r"|\s+dr\b(?!\.)|\s*[(\[{/|;:!?\n\"\u201c\u201d]|\s+[-\u2013\u2014]\s|\s*\+?\d).*",
    re.IGNORECASE | re.DOTALL,
)


def clean_name(text: str) -> str:
    """A name as it is to be written: no "bapak", no "dari plered", tidy capitals, 80 characters."""
    text = text[:_READ]
    for _ in range(_ROUNDS):
        before, text = text, _tidied(text)
        if text == before:
            break
    return text


def _tidied(text: str) -> str:
    text = _SPACES.sub(" ", _UNSAID.sub(" ", text))
    text = text.lstrip(_EDGES + ".").rstrip(_EDGES)
    if not _LAST_DOT.search(text):
        text = text.rstrip(_EDGES + ".")
    text = _CUT.sub("", text).strip(" ,:;-\u2013\u2014")
    text = _without_comma_tail(text)
    words = text.split(" ")
    while len(words) > 1 and words[0].rstrip(".").lower() in POLITE_TITLES:
        words = words[1:]
    if not words[0]:
        return ""
    plain = [word for word in words if word.rstrip(".,").lower() not in _KEPT and len(word) > 1]
    shouted = all(word == word.upper() for word in plain)
    if shouted or all(word == word.lower() for word in plain):
        company = words[0].rstrip(".").lower() in COMPANY_PREFIXES
        words = [_capitalised(word, company and shouted) for word in words]
    else:
        words = [
            _capitalised(word, True) if _fixed(word) or word.islower() else word for word in words
        ]
    return _shortened(" ".join(words))


def _fixed(word: str) -> bool:
    return word.rstrip(".,").lower() in _UPPER


def _capitalised(word: str, keep_short: bool) -> str:
    bare = word.rstrip(".,").lower()
    if bare in _UPPER:
        return word.upper()
    if bare in _SMALL:
        return word.lower()
    if bare in PARTICLES and bare not in GIVEN_NAMES and bare not in ("abu", "nur", "ibnu", "al"):
        return word.lower()
    if keep_short and word.isupper() and len(bare) < 4:
        return word
    if "." in word.rstrip(".,"):
        return ".".join(part[:1].upper() + part[1:].lower() for part in word.split("."))
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def _without_comma_tail(text: str) -> str:
    """As in "Rina, Plered" is Rina; "Fulan, S.H." keeps the degree."""
    head, comma, tail = text.partition(",")
    while comma:
        degree, next_comma, rest = tail.partition(",")
        if degree.replace(".", "").replace(" ", "").lower() not in DEGREES:
            break
        head, comma, tail = f"{head}, {degree.strip()}", next_comma, rest
    return head.strip()


def _shortened(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip()
