"""A message turned into one letter per word.

Rules about dates are then short patterns over those letters ("T N M": *tgl* 5 *oktober*), which
stay readable, run in linear time, and meet all spellings of a word in one place: `date_vocabulary`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlu.entities.date_vocabulary import AFTER_NUMBER, BY_FIRST, VOCABULARY
from nlu.entities.number_words import HALF, SMALL, STARTS, read_number
from nlu.entities.word_lists import word_set

# A word may end in 2 for doubling ("kira2"), but "tgl2" is the second of the month.
_TOKEN = re.compile(
    r"[0-9]+(?:[./:,-][0-9]+)*"
    r"|s[/.]d\b\.?"
    r"|(?!tgl|tanggal)[^\W\d_]+[0-9]+[^\W\d_]\w*"  # R8TD: a code, in which no word is to be read.
    r"|[^\W\d_]+(?:['\u2019`][^\W\d_]+)*(?:2(?![0-9a-z./-])(?<!tgl2)(?<!tanggal2)(?<!loket2))?"
    r"|[^\w\s]|\n"
)
_APOSTROPHE = re.compile("['\u2019`]")
_PUNCTUATION = (
    dict.fromkeys(".;!?…\n", ".") | {c: c for c in ",-/:"} | {"\u2013": "-", "\u2014": "-"}
)

_SCALES = word_set("puluh ratus belas welas likur")
_CARDINALS = {n: word for word, n in reversed(SMALL.items())} | {10: "sepuluh", 11: "sebelas"}
_ABBREVIATED = word_set("no nomor nmr jl jln kec kel kab dr drg drs dra h hj ir sdr yth rp")
_WHILE = word_set("pas waktu selama saat ketika")

_DAY_OF_MONTH = word_set("ping kaping")
_LOOK_AROUND = frozenset(BY_FIRST) | STARTS | frozenset(AFTER_NUMBER) | _DAY_OF_MONTH | {"puasa"}
# Letters with marks, which Sundanese is also written with ("téh", "énjing").
_MARKED = str.maketrans("àáâãäåèéêëìíîïòóôõöùúûüçñ", "aaaaaaeeeeiiiiooooouuuucn")


@dataclass(slots=True)
class Words:
    """A message as words: what each is, what it counts, and where it stood in the text.

    kinds has one letter per word (see the tables; N number, Y year, D digits with separators,
    E one unit, M and n month, W weekday, o ordinal, O feast, x anything else, ~ other signs).
    """

    text: str
    words: list[str]
    kinds: str
    values: list[float]
    starts: list[int]
    ends: list[int]

    def slice(self, first: int, end: int) -> str:
        """The citizen's own characters from word `first` up to but not including `end`."""
        return self.text[self.starts[first] : self.ends[end - 1]]


def same_length_lower(text: str) -> str:
    """Lower case and plain letters without moving a character: some grow when lowered (İ)."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low if low.isascii() else low.translate(_MARKED)


def _number_kind(token: str) -> tuple[str, float]:
    if not token.isdigit():
        return ("D" if len(token) <= 10 and ":" not in token else "x"), 0
    if len(token) > 4:
        return "x", 0
    value = int(token)
    return ("Y" if len(token) == 4 and 1900 <= value <= 2100 else "N"), value


def read_words(text: str) -> Words:
    """Split a message into words and say of each what it means for dates."""
    low = same_length_lower(text)
    places = [match.span() for match in _TOKEN.finditer(low)]
    raw = [low[start:end] for start, end in places]
    if _APOSTROPHE.search(low):  # "jum'at"
        raw = [_APOSTROPHE.sub("", word) if len(word) > 1 else word for word in raw]
    kinds: list[str] = []
    words: list[str] = []
    values: list[float] = []
    starts: list[int] = []
    ends: list[int] = []
    count, at = len(raw), 0
    while at < count:
        word, end = raw[at], at + 1
        kind, value = "", 0.0
        if word in _LOOK_AROUND:
            kind, value, word, end = _in_context(raw, at, kinds)
        if not kind:
            if word in VOCABULARY:
                kind, value, word = VOCABULARY[word]
                if kind == "o" and end < count and raw[end] in _SCALES:  # "keenam belas"
                    value, end = read_number([_CARDINALS[int(value)], *raw[end : end + 2]], 0)
                    end += at
            elif word[0].isalpha():
                kind = "x"
            elif "0" <= word[0] <= "9":
                kind, value = _number_kind(word)
                if kind == "N" and end < count and (raw[end] in HALF or raw[end] in _SCALES):
                    read, then = read_number(raw, at)
                    if then > end:  # Not so for four digits: "9999 puluh" is no number.
                        value, end = read, then
            else:
                kind = _PUNCTUATION.get(word, "~")
                if word == "." and words and words[-1] in _ABBREVIATED:
                    kind = "~"  # "No. 12" goes on.
        kinds.append(kind)
        words.append(word)
        values.append(value)
        starts.append(places[at][0])
        ends.append(places[end - 1][1])
        at = end
    return Words(text, words, "".join(kinds), values, starts, ends)


def _in_context(raw: list[str], at: int, kinds: list[str]) -> tuple[str, float, str, int]:
    """(kind, value, word, index after it) of a word that its neighbours decide; kind may be ""."""
    word = raw[at]
    if word in BY_FIRST and (phrase := _phrase(raw, at)):
        end, kind, word = phrase
        return kind, 0, word, end
    if word in STARTS:
        value, end = read_number(raw, at)
        return "N", value, word, end
    if word in AFTER_NUMBER and at and kinds[-1] in "ND":
        return AFTER_NUMBER[word], 0, word, at + 1
    if word in _DAY_OF_MONTH and raw[at + 1 : at + 2] and raw[at + 1].isdigit():
        return "T", 0, "tanggal", at + 1  # "Ping 25 mei"; "ping pindho" is twice.
    if word == "puasa" and at and (kinds[-1] in "RFHVb" or raw[at - 1] in _WHILE):
        return "O", 0, "ramadan", at + 1  # Alone it may be any Monday's fast.
    return "", 0, word, at + 1


def _phrase(raw: list[str], at: int) -> tuple[int, str, str] | None:
    """The longest phrase that begins at `at`: index after it, kind, canonical word."""
    best: tuple[int, str, str] | None = None
    for rest, kind, word in BY_FIRST[raw[at]]:
        end = at + 1 + len(rest)
        if (best is None or end > best[0]) and tuple(raw[at + 1 : end]) == rest:
            best = (end, kind, word)
    return best
