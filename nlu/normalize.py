"""Turns a message as it was typed into text and words that an engine can compare.

Two views are made, because each keeps what the other loses: `tidy` only removes what nobody sees
(control characters, invisible marks, odd letter shapes), `words` also undoes phone spelling
(abbreviations, doubled letters, "macam2", Sundanese and Javanese function words).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from nlu.abbreviations import load_abbreviations, load_lexicon

# What a message is about stands at its beginning or its end. Longer ones are pasted logs or
# attacks, and must not cost more than a long complaint.
MAX_CHARACTERS = 2400
_HEAD = 1800

_TABLE = load_abbreviations()
_LEXICON = load_lexicon()

_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ue000-\uf8ff\ud800-\udfff]+"
)
_SPACE = re.compile(r"\s+")
_LONG_RUN = re.compile(r"(\D)\1{2,}")
_DOUBLED = re.compile(r"([a-z])\1+")
_AMOUNT = re.compile(
    r"(?:rp\.?\s?\d[\d.,]*|\b\d[\d.,]*\s?(?:rb|ribu|rebu|rbu|jt|juta|jeti|k|ratus)\b)(?:an\b)?"
)
_TICKET = re.compile(r"\b20\d\d\s?[-–/.]\s?\d{4,7}\s?[-–/.]\s?\d\b")
_CLOCK = re.compile(r"\b(?:[01]?\d|2[0-3])[.:][0-5]\d\b")
_DATE = re.compile(r"\b\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\b")
_LINK = re.compile(r"\b(?:https?://|www\.|bit\.ly|wa\.me)\S*|\b\S+@\S+\.\S+")
_TOKEN = re.compile(
    r"[a-z]+(?:['’-][a-z]+)*2?(?![0-9a-z])|[a-z]*\d[\da-z]*|[?!]+|[^\W\d_]+|[^\w\s.,;:'\"()/&-]"
)

_SUFFIXES = ("nyalah", "nya", "ny", "keun", "kan", "lah", "kah", "pun", "in", "an", "na", "ku", "i")
_PREFIXES = (
    ("meny", "s"), ("menge", ""), ("meng", ""), ("mem", ""), ("men", ""), ("me", ""),
    ("nge", ""), ("ny", "s"), ("ng", ""), ("di", ""), ("ter", ""), ("ber", ""), ("se", ""),
    ("ke", ""), ("ka", ""), ("peng", ""), ("pem", ""), ("pen", ""), ("pe", ""), ("m", ""),
    ("men", "t"), ("mem", "p"), ("n", "t"), ("meng", "k"), ("ng", "k"), ("m", "p"), ("ny", "c"),
)  # fmt: skip


def tidy(text: str) -> str:
    """The same text in ordinary letters, without what cannot be seen, in one line, shortened.

    Lone surrogates, NUL and other control characters, zero-width and direction marks go. At most
    MAX_CHARACTERS are kept: the beginning and the end.
    """
    if len(text) > MAX_CHARACTERS:
        text = f"{text[:_HEAD]} {text[_HEAD - MAX_CHARACTERS :]}"
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = _INVISIBLE.sub(_gap, text)
    return _SPACE.sub(" ", text).strip()


def without_invisible(text: str) -> str:
    """The text without control characters, lone surrogates and invisible marks, else untouched."""
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub(_gap, text)


def _gap(match: re.Match[str]) -> str:
    # A line end that stood among what goes still parts two words.
    return " " if "\r" in match[0] or "\u2028" in match[0] or "\u2029" in match[0] else ""


def shape(text: str) -> str:
    """The tidied text in small letters, with figures of one kind written the same way.

    An amount of money, a ticket number, a date, a clock time and a link each become one word:
    which amount it was says nothing about the label.
    """
    low = _LONG_RUN.sub(r"\1\1", text.lower())
    if any(c.isdigit() for c in low):
        low = _TICKET.sub(" notiket ", low)
        low = _AMOUNT.sub(" sejumlahuang ", low)
        low = _CLOCK.sub(" pukuljam ", low)
        low = _DATE.sub(" padatanggal ", low)
    return _LINK.sub(" tautan ", low) if "." in low or "/" in low or "@" in low else low


def words(shaped: str) -> list[str]:
    """Normalised words of a shaped text, with "?", "!" and emoji as words of their own."""
    found: list[str] = []
    for token in _TOKEN.findall(shaped):
        found.extend(_word(token))
    return found


def normalize(text: str) -> str:
    """The message in plain words: "gmn sih blm jd jg" → "bagaimana sih belum jadi juga"."""
    return " ".join(words(shape(tidy(text))))


@lru_cache(maxsize=65536)
def _word(token: str) -> tuple[str, ...]:
    if token[0] in "?!":
        return (token[0],)
    if token[0].isdigit():
        return (_figure(token),)
    if token[-1] == "2" and len(token) > 2:
        # "macam2" is "macam-macam"; as a feature the word alone says as much.
        return _word(token[:-1])
    left, dash, right = token.partition("-")
    if dash and left == right:
        return _word(left)
    for form in _spellings(token):
        meant = _TABLE.get(form)
        if meant is not None:
            return tuple(meant.split())
        if form in _LEXICON:
            return (form,)
    if dash:
        return tuple(part for piece in token.split("-") for part in _word(piece))
    for tail in ("nya", "ny", "na"):
        stem = token.removesuffix(tail)
        if stem != token and len(stem) > 1 and stem in _TABLE:
            return (*_TABLE[stem].split(), "nya")
    return (token,)


def _spellings(token: str) -> list[str]:
    """The token, then without its doubled letters: "pakkk" was already cut to "pakk"."""
    once = _DOUBLED.sub(r"\1", token)
    return [token] if once == token else [token, once]


def _figure(token: str) -> str:
    """A number by what it may be: 1 to 31 can be a day, five digits a KBLI, more an identity."""
    digits = sum(c.isdigit() for c in token)
    if digits < len(token):
        return "angkahuruf" if digits > 1 else token
    return f"angka{min(digits, 9)}"


@lru_cache(maxsize=65536)
def concepts(word: str) -> tuple[str, ...]:
    """The concepts of a normalised word, tried with and without its affixes."""
    for form in _stems(word):
        found = _LEXICON.get(form)
        if found is not None:
            return found
    return ()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without the affixes that the word tables know it without, else without "-nya"."""
    for form in _stems(word):
        if form in _LEXICON:
            return form
    return word[:-3] if len(word) > 6 and word.endswith("nya") else word


def _stems(word: str) -> list[str]:
    forms = [word]
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) > 2:
            forms.append(word[: -len(suffix)])
    for form in tuple(forms):
        for prefix, lost in _PREFIXES:
            if form.startswith(prefix) and len(form) - len(prefix) > 2:
                forms.append(lost + form[len(prefix) :])
    return forms
