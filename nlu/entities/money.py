"""Amounts of money in a citizen's message, in rupiah.

Complaints about fees say "500rb", "sejuta setengah" and "goceng"; digits without such a word are
money only where the message speaks of paying.
"""

from __future__ import annotations

import re

from domain.understanding import MoneyMention
from nlu.entities.money_tokens import JOINTS, Tokens
from nlu.entities.money_words import (
    AFTER,
    ASKED,
    BEFORE,
    COUNTED,
    FOLLOWING,
    MILLION,
    NOTES,
    NUMBERED,
    ONE,
    ONE_SHEET,
    OWN_COSTS,
    PAYING,
    SCALES,
    SHEETS,
    SLANG,
    THOUSAND,
)
from nlu.entities.number_words import HALF, STARTS
from nlu.entities.word_lists import word_set

_READ_CHARACTERS = 4000
_MOST = 10**13  # Rupiah; more is a telephone number or a joke.
_LEAST_GROUPED = 10_000  # Rupiah; "1.500" alone may count anything.
_BARE_DIGITS = range(4, 10)
_UNSAID = range(50, 1000, 5)  # Of "dimintain 150": thousands, but nobody asks for 7 of them.

_TO = word_set("sampai sampe smp sd hingga")
_GATE = re.compile(
    r"[0-9]|r[ie]bu|[jy]ut|jeti|\brb|\bjt|ewu|mil[iy]ar|ce?pe|[gn]ope|ceng|ban|jigo|goca|atus"
    r"|puluh|seket|l[ea]mb[ae]?r"
)


class _Reader(Tokens):
    """Reads amounts from one message, token by token."""

    def scaled(self, at: int) -> tuple[float, int, int] | None:
        """(value, factor, token after it) of a number with its scale, or of a word for both."""
        word = self.word(at)
        if word in ONE:
            return ONE[word], ONE[word], at + 1
        if word in SLANG:
            base, alone = SLANG[word]
            factor, end = self.scale(at + 1)
            if self.word(at + 1) == "ceng":
                factor, end = THOUSAND, at + 2
            return (base * factor, 1, end) if base and factor > 1 else (alone, 1, at + 1)
        number = self.number(at)
        if number is None:
            return None
        factor, end = self.scale(number.end)
        return (number.value * factor, factor, end) if factor > 1 else None

    def amount(self, at: int) -> tuple[float, int] | None:
        """(rupiah, token after it) of an amount that its own words prove to be money."""
        first = self.scaled(at)
        if first is None:
            return None
        total, factor, end = first
        while factor > THOUSAND:
            if self.word(end) in HALF and self.word(end + 1) not in SCALES:
                return total + factor / 2, end + 1  # "sejuta setengah"
            more = self.scaled(end)
            if more and more[1] < factor and more[1] > 1:
                total, factor, end = total + more[0], more[1], more[2]
                continue
            number = self.number(end)
            # "Sejuta dua ratus" leaves the thousands unsaid.
            if (
                factor == MILLION
                and number
                and 100 <= number.value < 1000
                and number.value % 50 == 0
                and self.word(number.end) not in COUNTED
            ):
                return total + number.value * THOUSAND, number.end
            break
        return total, end

    def counts(self, end: int) -> bool:
        return self.word(end) in COUNTED or self.word(end) == "%"

    def paying(self, at: int) -> bool:
        return any(self.word(i) in PAYING for i in range(max(at - 3, 0), at))

    def is_own_cost(self, at: int) -> bool:
        """Whether the amount was a fare, a rent or wages, which no office asked for."""
        near = self.words[max(at - 3, 0) : at]
        return not OWN_COSTS.isdisjoint(near) and not {"diminta", "minta"} & {*near}

    def digits(self, at: int) -> tuple[float, int] | None:
        """(rupiah, token after it) of digits without a scale, where they can only be money."""
        number = self.number(at)
        if number is None or not (number.grouped or number.bare):
            return None
        end, word = number.end, self.word(at)
        if not self.stands_alone(at, end):
            return None
        if self.word(end) in AFTER:
            return number.value, end
        if self.counts(end) or not NUMBERED.isdisjoint(self.words[max(at - 2, 0) : at]):
            return None
        if number.grouped:
            sure = number.value >= _LEAST_GROUPED or self.paying(at)
            return (number.value, end) if sure else None
        is_year = len(word) == 4 and word[:2] in ("19", "20") and word != "2000"
        if len(word) in _BARE_DIGITS and word.endswith("00") and not is_year and self.paying(at):
            return number.value, end
        return None

    def named(self, at: int) -> tuple[float, int] | None:
        """(rupiah, token after it) of what follows "Rp" at token `at`."""
        begin = at + 1
        while self.word(begin) in (".", ":"):
            begin += 1
        found = self.amount(begin)
        if found:
            return found
        number = self.number(begin)
        if number is None or number.value % 1 or self.word(begin).startswith("0"):
            return None
        end = number.end
        joined = self.touches(end) and self.word(end) in JOINTS
        return None if joined and self.word(end + 1)[:1].isdigit() else (number.value, end)

    def unsaid(self, at: int) -> tuple[float, int] | None:
        """(rupiah, token after it) of "150" in "dimintain 150", whose thousands go unsaid."""
        number = self.number(at)
        if number is None or number.grouped or number.value not in _UNSAID:
            return None
        if self.word(at).isdigit() and not self.stands_alone(at, number.end):
            return None
        near = self.words[max(at - 3, 0) : at]
        if "." in near:
            near = near[near.index(".") + 1 :]
        if ASKED.isdisjoint(near) or not NUMBERED.isdisjoint(near[-1:]) or "terima" in near:
            return None
        following = self.word(number.end)
        if following.isalnum() and following not in FOLLOWING:
            return None
        return number.value * THOUSAND, number.end

    def notes(self, at: int) -> tuple[float, int] | None:
        """(rupiah, token after it) of "lima lembar merah", "dua lembar seratus ribuan"."""
        if self.word(at) in ONE_SHEET:
            count, end = 1.0, at + 1
        else:
            number = self.number(at)
            if number is None or self.word(number.end) not in SHEETS:
                return None
            count, end = number.value, number.end + 1
        if self.word(end) in ("uang", "duit", "duwit", "artos"):
            end += 1
        if self.word(end) in NOTES:
            return count * NOTES[self.word(end)], end + 1
        each = self.amount(end) if count < 100 and not count % 1 else None
        return (count * each[0], each[1]) if each and each[0] in NOTES.values() else None

    def range_from(self, at: int) -> tuple[float, int] | None:
        """(rupiah, token after it) of "500" in "500-700rb", whose scale comes later."""
        number = self.number(at)
        if number is None or number.grouped or number.value >= THOUSAND:
            return None
        if self.word(number.end) not in ("-", "s/d") and self.word(number.end) not in _TO:
            return None
        upper = self.number(number.end + 1)
        factor, end = self.scale(upper.end) if upper else (1, at)
        if upper is None or factor == 1 or upper.value <= number.value or self.counts(end):
            return None
        return number.value * factor, number.end

    def read(self, at: int) -> tuple[float, int] | None:
        """(rupiah, token after it) of the amount that begins at `at`, None if none does."""
        word = self.word(at)
        if word in BEFORE:
            return self.named(at)
        if notes := self.notes(at):
            return notes
        found = self.amount(at)
        if found:
            end = found[1]
            if found[0] < THOUSAND and word in SLANG and self.paying(at):
                return found[0] * THOUSAND, end  # Nobody is asked for a hundred rupiah.
            if self.word(at - 1) in NUMBERED and not word[0].isdigit():
                return None  # "nomor dua ribu dua puluh enam"
            money = self.word(end) in AFTER
            asked = self.word(end) in ("hari", "jam") and self.paying(at)  # "dua juta hari itu"
            if self.counts(end) and not money and not asked:
                return None
            if word in ONE and ONE[word] == THOUSAND and not (money or self.paying(at)):
                return None  # "seribu alasan"
            if word[0].isdigit() and self.touches(at) and self.word(at - 1).isalnum():
                return None
            return found
        return self.range_from(at) or self.digits(at) or self.unsaid(at)


def find_money(text: str) -> tuple[MoneyMention, ...]:
    """The amounts that `text` mentions, in whole rupiah, in the order of the text."""
    text = text[:_READ_CHARACTERS]
    if not _GATE.search(text.lower()):
        return ()
    reader = _Reader(text)
    out: list[MoneyMention] = []
    at = 0
    while at < len(reader.words):
        found = reader.read(at) if _may_begin(reader.words[at]) else None
        if found is None or not 0 < found[0] <= _MOST or reader.is_own_cost(at):
            at += 1
            continue
        value, end = found
        if reader.word(end) in AFTER:
            end += 1
        elif reader.word(end) == "," and reader.word(end + 1) == "-" and reader.touches(end + 1):
            end += 2  # "Rp250.000,-"
        out.append(MoneyMention(text[reader.starts[at] : reader.ends[end - 1]], round(value)))
        at = end
    return tuple(out)


def _may_begin(word: str) -> bool:
    return (
        word[0].isdigit()
        or word in STARTS
        or word in BEFORE
        or word in ONE
        or word in SLANG
        or word in ONE_SHEET
        or word == "½"
    )
