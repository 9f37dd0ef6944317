"""What surrounds a word decides whether it is a permit: "izin kapal" or "izin bertanya".

Kept apart from the search through the catalogue, because these rules hold for every catalogue.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from domain.understanding import ServiceMention
from nlu.entities.everyday_words import EVERYDAY_WORDS
from nlu.entities.given_names import GIVEN_NAMES
from nlu.entities.name_roles import POLITE_TITLES
from nlu.entities.ordinary_words import HARD_WORDS, is_ordinary
from nlu.entities.service_words import (
    ASKS_LEAVE,
    BESIDE,
    DENIES,
    FILLERS,
    HEALTH,
    NEGATES,
    NO_ANSWER,
    NOT_A_PERMIT,
    PERMIT_NOUNS,
    PRAISED,
    PRAISES,
    REQUIRES,
    SIP_AFTER,
    SIP_BEFORE,
    SIP_OWNED,
    SIP_OWNER,
    THERE,
    TOO_VAGUE,
    TROUBLE,
)

_MOST_WORDS = 5
_CLOSE = 4
_FOR = frozenset(("buat", "untuk", "utk", "kanggo", "pikeun", "bagi", "tapi", "tp", "terus"))
_AROUND = 30  # Words; farther off another matter is spoken of.
_NEGATED, _REQUIRED, _AT_HAND = 0.5, 0.8, 0.78
_VERBAL = ("ber", "ter", "meng", "meny", "mem", "nge", "ny")
_RUN = re.compile(r"(.)\1+")


class Token(NamedTuple):
    """A word with its folded form, how sure the folding is, and where it stands."""

    word: str
    sure: float
    start: int
    end: int
    breaks: bool  # A comma or a full stop stands before it.


def sip_is_a_permit(text: str, tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    raw = text[token.start : token.end]
    opens = not at or token.breaks
    before = "" if opens else tokens[at - 1].word
    after = [later.word for later in tokens[at + 1 : at + 3]]
    if at + 1 < len(tokens) and tokens[at + 1].breaks:
        after = []
    if _RUN.sub(r"\1", raw.lower()) != "sip" or before in SIP_BEFORE:  # "SIPnya", "sipku"
        return True
    if after and after[0] in SIP_AFTER:
        return True
    if len(after) > 1 and after[0] in SIP_OWNER and after[1] in SIP_OWNED:
        return True
    if before in PRAISED or (after and after[0] in PRAISES):
        return False
    # "SIP" in capitals among small letters was written with care; "Sip pak", "SIP PAK" were not.
    if raw == "SIP" and not text.isupper() and (at > 0 or len(after) > 1):
        return True
    if not opens:
        # "server down sip ikut molor"; at the end of a clause it may praise: "kerjanya sip".
        return bool(after) or _of_health(tokens, at)
    return bool(after) and _of_health(tokens, at)


def _of_health(tokens: list[Token], at: int) -> bool:
    near = tokens[max(0, at - _AROUND) : at + _AROUND]
    return any(token.word in HEALTH for token in near)


def standing(tokens: list[Token], first: int, end: int) -> float:
    """How much a permit is the matter itself, 1 for most: not a paper asked for, not "bukan X"."""
    near = first - 1
    while near > max(0, first - 3) and tokens[near].word in BESIDE and not tokens[near].breaks:
        near -= 1
    if near >= 0 and not tokens[first].breaks and tokens[near].word in NEGATES:
        return _NEGATED
    for place in range(first - 1, max(-1, first - 4), -1):
        if tokens[place + 1].breaks or tokens[place].word in _FOR:
            break  # In "bawa PBG buat SLF" the PBG is brought and the SLF is meant.
        if tokens[place].word in REQUIRES:
            return _REQUIRED
    for token in tokens[end : end + _CLOSE]:
        if token.breaks or token.word in TROUBLE or token.word in DENIES:
            break
        if token.word in THERE:
            return _AT_HAND
    return 1.0


def in_trouble(tokens: list[Token], first: int, end: int) -> bool:
    """Whether something is said to be wrong with the permit, right behind it or before."""
    for place in range(end, min(end + _CLOSE, len(tokens))):
        if tokens[place].breaks or tokens[place].word in _FOR:
            break
        if tokens[place].word in TROUBLE:
            return True
        if tokens[place - 1].word in DENIES and tokens[place].word in THERE:
            return True  # "sertifikat standar ga jadi"
    return first > 0 and not tokens[first].breaks and tokens[first - 1].word in TROUBLE


def own_words(text: str, tokens: list[Token], at: int) -> tuple[ServiceMention, int] | None:
    """A permit the catalogue lacks, in the citizen's words: "izin kapal", not "izin bertanya"."""
    raw = text[tokens[at].start : tokens[at].end].lower()
    if raw.startswith("per") or (at and tokens[at - 1].word in ASKS_LEAVE):
        return None  # "dinas perizinan" is this office.
    place = at + 1
    words: list[str] = []
    while place < len(tokens) and len(words) < _MOST_WORDS and not tokens[place].breaks:
        word = tokens[place].word
        if word in FILLERS and word not in ("nya", "dari", "tentang", "soal", "si", "jadi"):
            words.append(word)
        elif _names_a_permit(word) or (words and _goes_on(words[-1], word)):
            words.append(text[tokens[place].start : tokens[place].end].lower())
        else:
            break
        place += 1
    while words and words[-1] in FILLERS and words[-1] != "usaha":
        words.pop()
    if not words or words[-1] == "usaha":
        return None  # "izin usaha" alone says no more than "izin".
    end = at + 1 + len(words)
    first = tokens[at - 1] if at and tokens[at - 1].word == "surat" else tokens[at]
    mention = ServiceMention(
        id=None,
        name=" ".join(("izin", *words)),
        text=text[first.start : tokens[end - 1].end],
        score=0.5,
    )
    return mention, end


def _names_a_permit(word: str) -> bool:
    if word in PERMIT_NOUNS:
        return True
    return (
        len(word) > 2
        and word not in NOT_A_PERMIT
        and word not in GIVEN_NAMES
        and word not in POLITE_TITLES
        and not word[0].isdigit()
        and not is_ordinary(word.rstrip("0123456789"))
        and not _a_verb(word)
    )


def _goes_on(before: str, word: str) -> bool:
    """Whether an ordinary word may follow: in "izin sarang burung", "izin usaha keramik"."""
    if word in HARD_WORDS or word in NOT_A_PERMIT or word in GIVEN_NAMES or _a_verb(word):
        return False
    return word in EVERYDAY_WORDS or (before == "usaha" and len(word) > 2)


def _a_verb(word: str) -> bool:
    return len(word) > 5 and word.startswith(_VERBAL)


def whole_message(text: str, rest: list[Token]) -> ServiceMention | None:
    """A short answer that no permit of the catalogue resembles, kept as the citizen wrote it."""
    if len(rest) > 5 or any(token.word in NO_ANSWER for token in rest):
        return None
    if all(token.word in TOO_VAGUE or token.word.isdigit() for token in rest):
        return None
    own = text[rest[0].start : rest[-1].end]
    words = " ".join(own.split())[:80].strip()
    return ServiceMention(id=None, name=words.lower(), text=own, score=0.4)
