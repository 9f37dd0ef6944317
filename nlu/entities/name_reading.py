"""Reads words as a name: where it starts, where it ends, and what is cut off.

The finder of names (`names`) knows the phrases that introduce a name; this file knows what a
name looks like, so that both stay short enough to check by eye.
"""

from __future__ import annotations

import re

from nlu.entities.given_names import GIVEN_NAMES, resembles_name
from nlu.entities.name_company import company_at, proven_company
from nlu.entities.name_roles import (
    ABBREVIATED,
    COMPANY_PREFIXES,
    DEGREES,
    HONORIFICS,
    OTHERS,
    POLITE_TITLES,
    PROFESSIONS,
    SURE_TITLES,
    TRADES,
)
from nlu.entities.name_words import (
    CONTACT,
    PARTICLES,
    PERMIT_WORDS,
    PLACE_LEADS,
    PLACES,
    TAIL_LEADS,
)
from nlu.entities.ordinary_words import DOUBTFUL, FUNCTION_WORDS, HARD_WORDS, is_ordinary

LIMIT = 4000  # Nobody gives a name after more than this many characters; work stays bounded.
_MOST_WORDS = 5

_WORD = re.compile(r"\d+(?:[.,/:-]\d+)*|[^\W\d_]+(?:['`\u2018\u2019\u00b4-][^\W\d_]+)*")
_VOWEL = re.compile(r"[aeiouyáéíóúàèâêëï]")
_HYPHENED = re.compile(r"-[A-Z]")  # "al-Habsyi"
_NO_NAME = re.compile(r"(.)\1\1|(..)\2\2|(...)\3\3|[bcdfghjklmnpqrstvwxz]{5}")
_INFLECTED = re.compile(r"(?:me[mn][a-z]{5}|meng|meny|nge|di[b-df-hj-np-tv-z][aeiou].{3}|.{4}nya$)")
SOFT_SIGNS = frozenset((".", "&", "-", "/", "+"))
# Sundanese is written with and without its accent: "téh" is "teh".
_ACCENTS = str.maketrans("éèêë", "eeee")


class Reading:
    """One message cut into words.

    low, raw and gap run in parallel: the lower-case word, the word as typed, and what stands
    between it and the word before. cased tells whether capitals carry any news.
    """

    __slots__ = ("cased", "ends", "gap", "low", "raw", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text = text[:LIMIT]
        found = list(_WORD.finditer(text))
        self.raw = [match.group() for match in found]
        self.low = [word.lower() for word in self.raw]
        if not text.isascii():
            self.low = [word.translate(_ACCENTS) for word in self.low]
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]
        self.gap = [
            text[end:start] for end, start in zip([0, *self.ends], self.starts, strict=False)
        ]
        capitals = sum(word[0].isupper() for word in self.raw)
        self.cased = capitals > 0 and not text.isupper()
        if self.cased and len(found) > 5 and capitals * 5 >= len(found) * 3:
            # Either a long name in few words, or Every Word Has One: the small words tell.
            small = [
                raw[0].isupper()
                for raw, low in zip(self.raw, self.low, strict=True)
                if low in FUNCTION_WORDS
            ]
            self.cased = sum(small) * 2 <= len(small) and bool(small)

    def __len__(self) -> int:
        return len(self.low)

    def boundary(self, at: int) -> bool:
        """Whether a clause ends before the word; a dot after "H." or an initial ends nothing."""
        if at <= 0 or at >= len(self.low):
            return True
        gap = self.gap[at]
        if gap == " ":
            return False
        sign = gap.strip()
        if not sign:
            return "\n" in gap
        if sign == ".":
            before = self.low[at - 1]
            short = before in ABBREVIATED or (len(before) == 1 and before.isalpha())
            # "Sip." ends a sentence, "S.IP." is a degree.
            degree = before in DEGREES and self.raw[at - 1][0].isupper()
            return not (short or degree or gap == ".")
        return sign not in SOFT_SIGNS or (sign == "-" and gap != "-")

    def capital(self, at: int) -> bool:
        """Whether the word has a capital that says something."""
        raw = self.raw[at]
        return self.cased and (raw[0].isupper() or _HYPHENED.search(raw) is not None)

    def given(self, at: int) -> bool:
        """Whether the word is a known name that is not an ordinary word as well."""
        low = self.low[at]
        if low in GIVEN_NAMES:
            return low not in DOUBTFUL or self.capital(at)
        return resembles_name(low) and not is_ordinary(low)

    def place(self, at: int) -> bool:
        return at < len(self) and (self.low[at] in PLACES or self.low[at] in PLACE_LEADS)

    def slice(self, first: int, end: int) -> str:
        text_end = self.ends[end - 1]
        # "S.H." keeps its last dot.
        if self.text[text_end : text_end + 1] == "." and len(self.low[end - 1]) == 1:
            text_end += 1
        return self.text[self.starts[first] : text_end]

    def name_at(self, at: int) -> tuple[int, int] | None:
        """The words [first, end) of a name that starts here, polite titles left off, or None."""
        count = len(self.low)
        while at < count - 1 and self.low[at] in POLITE_TITLES and not self._ends_here(at + 1):
            at += 1
        if at >= count:
            return None
        if self.low[at] in COMPANY_PREFIXES or self.low[at] == "rumah":
            company = company_at(self, at)
            if company is not None or self.low[at] not in GIVEN_NAMES:
                return company
        first = at
        while at < count - 1 and self.low[at] in HONORIFICS and not self._ends_here(at + 1):
            if at == first and self.low[at] in PROFESSIONS and not self._titled(at):
                first += 1  # "saya bidan Ai": what she does, not what she is called.
            at += 1
        if at > first and self.low[at] in PLACES:
            return None
        words = 0
        end = at
        while end < count and words < _MOST_WORDS and not (words and self.boundary(end)):
            if not self._nameable(end, words, at, titled=at > first):
                break
            words += 1
            end += 1
        while words > 1 and self.low[end - 1] in PARTICLES and self.low[end - 1] not in GIVEN_NAMES:
            words -= 1
            end -= 1
        if not any(len(word) > 1 for word in self.low[at:end]):
            return None
        return first, self._with_degrees(end)

    def is_company(self, found: tuple[int, int]) -> bool:
        low = self.low[found[0]]
        return low in COMPANY_PREFIXES or low == "rumah"

    def inflected(self, at: int) -> bool:
        """Whether the word has the shape of a verb with its affixes."""
        return _INFLECTED.match(self.low[at]) is not None

    def proven(self, found: tuple[int, int]) -> bool:
        """Whether the words themselves, not only their place, speak for a name."""
        first, end = found
        if self.is_company(found):
            return proven_company(self, found)
        while first < end - 1 and self.low[first] in HONORIFICS:
            if self.low[first] in SURE_TITLES and len(self.low[end - 1]) > 2:
                return True  # "hj aam"
            first += 1
        if any(self.given(at) for at in range(first, end)):
            return True
        return self.capital(first) and not self.raw[first].isupper()

    def tail_at(self, at: int) -> bool:
        """Whether what follows says where a person lives: "dari plered", "warga Campaka"."""
        count = len(self.low)
        if at < count and self.place(at):
            return True
        return (
            at < count - 1
            and self.low[at] in TAIL_LEADS
            and (self.place(at + 1) or self.low[at] in ("warga", "urang", "wong", "asal"))
        )

    def home_at(self, at: int) -> bool:
        """The same, introduced by "dari" or the like in the same clause."""
        return not self.boundary(at) and self.low[at] in TAIL_LEADS and self.tail_at(at)

    def only_tail(self, at: int) -> bool:
        """Whether nothing but such a tail is left, at most five words of it."""
        if at >= len(self):
            return True
        if len(self) - at > 5 or (self.low[at] not in TAIL_LEADS and not self.place(at)):
            return False
        rest = range(at + 1, len(self))
        return bool(rest or self.place(at)) and all(
            self.place(k) or self.low[k][0].isdigit() or not is_ordinary(self.low[k]) for k in rest
        )

    def correction_at(self, at: int) -> tuple[int, int] | None:
        """The wrong name in "Asep bukan Aep", from the word "bukan" on."""
        if at >= len(self) - 1 or self.low[at] not in ("bukan", "bkn", "sanes", "dudu"):
            return None
        return self.name_at(at + 1)

    def only_contact(self, at: int) -> bool:
        """Whether nothing but a telephone number, an age or the like is left."""
        return all(low in CONTACT or low[0].isdigit() for low in self.low[at:])

    def skip(self, at: int, words: frozenset[str], most: int = 4) -> int:
        """The next word that is not among `words`; no more than `most` are skipped."""
        stop = min(len(self), at + most)
        while at < stop and self.low[at] in words:
            at += 1
        return at

    def others_before(self, at: int, reach: int = 6) -> bool:
        """Whether somebody else is spoken of shortly before, in the same sentence."""
        for back in range(at - 1, max(-1, at - 1 - reach), -1):
            if self.low[back] in OTHERS:
                return True
            if any(sign in ".!?\n" for sign in self.gap[back]):
                return False
        return False

    def _titled(self, at: int) -> bool:
        return self.raw[at][0].isupper() and not self.text.isupper()

    def _ends_here(self, at: int) -> bool:
        return self.boundary(at) and self.gap[at].strip() != "."

    def _nameable(self, at: int, words: int, first: int, *, titled: bool) -> bool:
        low = self.low[at]
        half = low.partition("-")  # "bagus-bagus" is doubled for emphasis.
        if (
            low[0].isdigit()
            or (half[1] and half[0] == half[2])
            or (words and self.gap[at].strip() in ("/", "+"))
        ):
            return False
        capital = self.capital(at)
        after_capital = words > 0 and self.capital(first)
        if low in GIVEN_NAMES:
            return low not in DOUBTFUL or capital or self._amid_names(at, words)
        if low in PARTICLES and words and not self.boundary(at + 1):
            return self.given(at + 1) or self.capital(at + 1)
        if low in OTHERS or low in POLITE_TITLES or low in PLACES:
            return False
        if low in HARD_WORDS:
            # "Uni Yen": behind a title even "yen" is a name; elsewhere it is "if" in Javanese.
            return titled and not words and capital and low not in PERMIT_WORDS
        if len(low) == 1:
            return self._initial(at, words)
        if after_capital and not capital:
            return False
        if words and low in TRADES:
            return False  # "Tatang Bengkel", "Yanti Katering".
        if is_ordinary(low):
            # "Siti Bunga" and "H. Bunga" are names, "Bunga" alone may be the flower.
            return after_capital or (titled and capital)
        if self.cased and len(low) < 4 and self.raw[at].isupper() and not after_capital:
            return False
        if not capital and _INFLECTED.match(low):
            return False
        return bool(_VOWEL.search(low)) and not _NO_NAME.search(low)

    def _amid_names(self, at: int, words: int) -> bool:
        """Whether a word of both kinds stands beside a name: "siti putri", "bagus sunandar"."""
        if words:
            return self.low[at] not in HARD_WORDS
        return at + 1 < len(self) and not self.boundary(at + 1) and self.given(at + 1)

    def _initial(self, at: int, words: int) -> bool:
        last = at + 1 >= len(self) or self.boundary(at + 1)
        if words == 0:
            return not last and (self.raw[at].isupper() or self.gap[at + 1].strip() == ".")
        return last or self.raw[at].isupper() or self.gap[at + 1].strip() == "."

    def _with_degrees(self, end: int) -> int:
        """The end moved behind "S.H." or ", S.Kep., Ners"; a bare "sh" without comma too."""
        at = end
        while at < len(self) and self.gap[at].strip() in ("", ",", ".", ".,"):
            joined = ""
            stop = at
            while stop < len(self) and stop - at < 3 and (stop == at or self.gap[stop] == "."):
                joined += self.low[stop]
                stop += 1
                if joined in DEGREES and (stop == len(self) or self.gap[stop] != "."):
                    break
            if joined not in DEGREES or (
                len(joined) < 3 and "," not in self.gap[at] and not self.raw[at].isupper()
            ):
                break
            at = end = stop
        return end
