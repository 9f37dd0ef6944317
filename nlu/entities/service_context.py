"""What surrounds a word decides whether it is a permit: "izin kapal" or "izin bertanya".

Kept apart from the search through the catalogue, because these rules hold for every catalogue.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from domain.understanding import ServiceMention
from nlu.entities.given_names import GIVEN_NAMES
from nlu.entities.name_roles import POLITE_TITLES
from nlu.entities.ordinary_words import is_ordinary
from nlu.entities.service_words import (
    ASKS_LEAVE,
    FILLERS,
    NO_ANSWER,
    NOT_A_PERMIT,
    PERMIT_NOUNS,
    SIP_AFTER,
    SIP_BEFORE,
    SIP_OWNED,
    SIP_OWNER,
    TOO_VAGUE,
)

_MOST_WORDS = 5
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
    before = tokens[at - 1].word if at and not token.breaks else ""
    after = [later.word for later in tokens[at + 1 : at + 3]]
    if at + 1 < len(tokens) and tokens[at + 1].breaks:
        after = []
    if _RUN.sub(r"\1", raw.lower()) != "sip" or before in SIP_BEFORE:  # "SIPnya", "sipku"
        return True
    if after and after[0] in SIP_AFTER:
        return True
    if len(after) > 1 and after[0] in SIP_OWNER and after[1] in SIP_OWNED:
        return True
    # "SIP" in capitals among small letters was written with care; "Sip pak", "SIP PAK" were not.
    return raw == "SIP" and not text.isupper() and (at > 0 or len(after) > 1)


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
        elif _names_a_permit(word):
            words.append(text[tokens[place].start : tokens[place].end].lower())
        else:
            break
        place += 1
    while words and words[-1] in FILLERS and words[-1] != "usaha":
        words.pop()
    if not words:
        return None
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
        and not (len(word) > 5 and word.startswith(("ber", "ter", "meng", "meny", "mem", "nge")))
    )


def whole_message(text: str, rest: list[Token]) -> ServiceMention | None:
    """A short answer that no permit of the catalogue resembles, kept as the citizen wrote it."""
    if len(rest) > 5 or any(token.word in NO_ANSWER for token in rest):
        return None
    if all(token.word in TOO_VAGUE or token.word.isdigit() for token in rest):
        return None
    own = text[rest[0].start : rest[-1].end]
    words = " ".join(own.split())[:80].strip()
    return ServiceMention(id=None, name=words.lower(), text=own, score=0.4)
