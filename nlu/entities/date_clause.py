"""The clause in which a day is named: where it ends, and what it says of the day itself."""

from __future__ import annotations

from nlu.entities.date_words import Words
from nlu.entities.word_lists import word_set

REACH = 8  # Words; spoken messages have no full stops to end a clause.
_FAR = 15  # Words; how far off "belum jadi" still tells of the same application.
_JUST_NOW = frozenset("KJSGChi")  # Kinds of words for today and yesterday.
_BREAKS = word_set(
    "tapi tp tpi tetapi namun padahal pdhl terus trus trs kemudian lalu sedangkan tapina ning "
    "nanging soalnya karena krn karna sehingga makanya sementara mung"
)
_STILL_NOT = word_set(
    "belum blm blom belom blum blon bolun durung drung acan encan can tacan dereng masih msh masi "
    "nyangkut mandek ngendon mengendap senyap nihil tertahan ditahan menunggu nunggu nungguin "
    "digantung tak"
)
_SINCE = word_set("sejak semenjak sjk dari dr dri saprak ti ket kawit wiwit saka mulai since")


def ends_clause(words: Words, at: int) -> bool:
    return words.kinds[at] in ".," or words.words[at] in _BREAKS


def is_just_now(words: Words, span: tuple[int, int]) -> bool:
    """Whether the day is today or yesterday by its very words."""
    return set(words.kinds[span[0] : span[1]]) <= _JUST_NOW


def is_since(words: Words, start: int) -> bool:
    """Whether something lasts since the day that begins at word `start`."""
    return start > 0 and words.words[start - 1] in _SINCE


def is_pending(words: Words, span: tuple[int, int] | None = None) -> bool:
    """Whether something has not come or is waited for, in the message or near the day."""
    if span is None:
        return not _STILL_NOT.isdisjoint(words.words)
    near = words.words[max(span[0] - _FAR, 0) : span[1] + _FAR]
    return not _STILL_NOT.isdisjoint(near)


def says_still_not(words: Words, start: int) -> bool:
    """Whether the same sentence goes on with "belum" or the like."""
    for at in range(start, min(start + REACH, len(words.words))):
        if words.kinds[at] == ".":
            break
        if words.words[at] in _STILL_NOT:
            return True
    return False
