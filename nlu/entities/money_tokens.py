"""A message as tokens among which amounts are looked for, and the numbers in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlu.entities.date_words import same_length_lower
from nlu.entities.money_words import SCALES, THOUSAND
from nlu.entities.number_words import HALF, STARTS, read_number
from nlu.entities.word_lists import word_set

JOINTS = frozenset("-/+#.@_")  # What ties digits into a longer number or a code.
_TENS = word_set("puluh ratus atus belas")
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+|s/d|[^\w\s]")
_GROUPED = re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,[0-9]{1,2})?")
_GROUPED_ENGLISH = re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]{2})?")
_DECIMAL = re.compile(r"([0-9]{1,4})[.,]([0-9]{1,2})")
_PLAIN = re.compile(r"[1-9][0-9]{0,11}")


@dataclass(slots=True)
class Number:
    """A number that was read: its value, the token after it, and how it was written."""

    value: float
    end: int
    grouped: bool = False  # "500.000"
    bare: bool = False  # "500000"


class Tokens:
    """One message, token by token."""

    def __init__(self, text: str) -> None:
        self.text = text
        matches = list(_TOKEN.finditer(same_length_lower(text)))
        self.words = [m.group() for m in matches]
        self.starts = [m.start() for m in matches]
        self.ends = [m.end() for m in matches]

    def word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def touches(self, at: int) -> bool:
        """Whether the token at `at` follows the one before it without a space."""
        return 0 < at < len(self.words) and self.starts[at] == self.ends[at - 1]

    def number(self, at: int) -> Number | None:
        """The number that begins at token `at`, written in digits or words."""
        word = self.word(at)
        if not word:
            return None
        following = self.word(at + 1)
        if word in STARTS or (word.isdigit() and (following in _TENS or following in HALF)):
            value, end = read_number(self.words, at)
            if end > at and value:
                return Number(value, end)
        if word in ("1", "½") and (word == "½" or (following == "/" and self.word(at + 2) == "2")):
            return Number(0.5, at + (1 if word == "½" else 3))
        if match := _GROUPED.fullmatch(word) or _GROUPED_ENGLISH.fullmatch(word):
            return Number(float(re.sub("[.,]", "", match[1])), at + 1, grouped=True)
        if match := _DECIMAL.fullmatch(word):
            return Number(float(f"{match[1]}.{match[2]}"), at + 1)
        if _PLAIN.fullmatch(word):
            return Number(float(word), at + 1, bare=True)
        return None

    def scale(self, at: int) -> tuple[int, int]:
        """(factor, token after it) of a scale word at `at`; (1, at) if there is none."""
        word = self.word(at)
        if word == "k" and self.touches(at):
            return THOUSAND, at + 1
        factor = SCALES.get(word, 1)
        if factor == 1:
            return 1, at
        end = at + 1
        if self.word(end) == "an" or (self.word(end) == "-" and self.word(end + 1) == "an"):
            end += 1 if self.word(end) == "an" else 2
        return factor, end

    def stands_alone(self, at: int, end: int) -> bool:
        """Whether digits are not a piece of a telephone number, a ticket or a code."""
        before = self.word(at - 1)
        if self.touches(at) and (before in JOINTS or before.isalnum()):
            return False
        if not self.touches(end):
            return True
        after, beyond = self.word(end), self.word(end + 1)
        return not after.isalnum() and not (after in JOINTS and beyond[:1].isdigit())
