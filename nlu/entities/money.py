"""Amounts of money in a citizen's message, in rupiah.

Complaints about fees say "500rb", "sejuta setengah" and "goceng"; digits without such a word are
money only where the message speaks of paying.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.understanding import MoneyMention
from nlu.entities.date_words import same_length_lower
from nlu.entities.number_words import HALF, STARTS, read_number
from nlu.entities.word_lists import word_set

_READ_CHARACTERS = 4000
_THOUSAND, _MILLION, _BILLION = 1_000, 1_000_000, 1_000_000_000
_MOST = 10**13  # Rupiah; more is a telephone number or a joke.
_LEAST_GROUPED = 10_000  # Rupiah; "1.500" alone may count anything.
_BARE_DIGITS = range(4, 10)

_SCALES: dict[str, int] = {
    **dict.fromkeys(word_set("rb rbu ribu ribuan rban rebu rebuan ewu"), _THOUSAND),
    **dict.fromkeys(word_set("jt juta jta jutaan jtan yuta"), _MILLION),
    **dict.fromkeys(word_set("milyar miliar milyard"), _BILLION),
}
_ONE: dict[str, int] = {
    **dict.fromkeys(word_set("seribu sarebu sewu saribu"), _THOUSAND),
    **dict.fromkeys(word_set("sejuta sajuta sayuta"), _MILLION),
    **dict.fromkeys(word_set("semilyar semiliar"), _BILLION),
}
# Market slang: its number, and what it means alone. Fifty and twenty-five are said of
# thousands, as there are no such coins.
_SLANG: dict[str, tuple[int, int]] = {
    "cepek": (100, 100),
    "cepe": (100, 100),
    "nopek": (200, 200),
    "gopek": (500, 500),
    "gope": (500, 500),
    "seceng": (0, 1_000),
    "ceceng": (0, 1_000),
    "noceng": (0, 2_000),
    "goceng": (0, 5_000),
    "ceban": (0, 10_000),
    "noban": (0, 20_000),
    "goban": (0, 50_000),
    "jigo": (25, 25_000),
    "gocap": (50, 50_000),
}
_BEFORE = word_set("rp idr")
_AFTER = word_set("rupiah perak rph")
_PAYING = word_set(
    "bayar dibayar membayar mbayar bayarin bayaran minta diminta dimintai dimintain dimintaan "
    "mintanya meminta uang duit biaya tarif retribusi ongkos sogok nyogok pelicin ngasih kasih "
    "dikasih setor nyetor setoran transfer tf nominal sebesar harga seharga senilai kena dikenai "
    "ditarik dipungut ditagih tagih nagih dipalak pungli artos denda fee mayar menta dipenta "
    "njaluk dijaluki duwit kisaran sejumlah total amplop"
)
# What a number counts when it is not money.
_COUNTED = word_set(
    "orang org warga penduduk pemohon lembar berkas unit kali x meter m km kg hektar ha watt va "
    "buah pcs pelanggan karyawan pekerja pohon ekor hari jam langkah alasan janji umat umkm kk "
    "pegawai ton liter usaha box porsi persen tahun satu"
)
_NUMBERED = word_set(
    "no nomor nomer nmr nik nib kbli tiket wa telp tlp telepon hp id kode tahun thn th rt rw pos "
    "antrian pp uu perda tanggal tgl jam pukul pkl"
)
_JOINTS = frozenset("-/+#.@_")  # What ties digits into a longer number or a code.
_TO = word_set("sampai sampe smp sd hingga")
_TENS = word_set("puluh ratus atus belas")
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+|s/d|[^\w\s]")
_GATE = re.compile(
    r"[0-9]|r[ie]bu|[jy]uta|\brb|\bjt|ewu|mil[iy]ar|ce?pe|[gn]ope|ceng|ban|jigo|goca"
)
_GROUPED = re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,[0-9]{1,2})?")
_GROUPED_ENGLISH = re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]{2})?")
_DECIMAL = re.compile(r"([0-9]{1,4})[.,]([0-9]{1,2})")
_PLAIN = re.compile(r"[1-9][0-9]{0,11}")


@dataclass(slots=True)
class _Number:
    """A number that was read: its value, the token after it, and how it was written."""

    value: float
    end: int
    grouped: bool = False  # "500.000"
    bare: bool = False  # "500000"


class _Reader:
    """Reads amounts from one message, token by token."""

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

    def number(self, at: int) -> _Number | None:
        """The number that begins at token `at`, written in digits or words."""
        word = self.word(at)
        if not word:
            return None
        following = self.word(at + 1)
        if word in STARTS or (word.isdigit() and (following in _TENS or following in HALF)):
            value, end = read_number(self.words, at)
            if end > at and value:
                return _Number(value, end)
        if word in ("1", "½") and (word == "½" or (following == "/" and self.word(at + 2) == "2")):
            return _Number(0.5, at + (1 if word == "½" else 3))
        if match := _GROUPED.fullmatch(word) or _GROUPED_ENGLISH.fullmatch(word):
            return _Number(float(re.sub("[.,]", "", match[1])), at + 1, grouped=True)
        if match := _DECIMAL.fullmatch(word):
            return _Number(float(f"{match[1]}.{match[2]}"), at + 1)
        if _PLAIN.fullmatch(word):
            return _Number(float(word), at + 1, bare=True)
        return None

    def scale(self, at: int) -> tuple[int, int]:
        """(factor, token after it) of a scale word at `at`; (1, at) if there is none."""
        word = self.word(at)
        if word == "k" and self.touches(at):
            return _THOUSAND, at + 1
        factor = _SCALES.get(word, 1)
        if factor == 1:
            return 1, at
        end = at + 1
        if self.word(end) == "an" or (self.word(end) == "-" and self.word(end + 1) == "an"):
            end += 1 if self.word(end) == "an" else 2
        return factor, end

    def scaled(self, at: int) -> tuple[float, int, int] | None:
        """(value, factor, token after it) of a number with its scale, or of a word for both."""
        word = self.word(at)
        if word in _ONE:
            return _ONE[word], _ONE[word], at + 1
        if word in _SLANG:
            base, alone = _SLANG[word]
            factor, end = self.scale(at + 1)
            if self.word(at + 1) == "ceng":
                factor, end = _THOUSAND, at + 2
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
        while factor > _THOUSAND:
            if self.word(end) in HALF and self.word(end + 1) not in _SCALES:
                return total + factor / 2, end + 1  # "sejuta setengah"
            more = self.scaled(end)
            if more and more[1] < factor and more[1] > 1:
                total, factor, end = total + more[0], more[1], more[2]
                continue
            number = self.number(end)
            # "Sejuta dua ratus" leaves the thousands unsaid.
            if (
                factor == _MILLION
                and number
                and 100 <= number.value < 1000
                and number.value % 50 == 0
                and self.word(number.end) not in _COUNTED
            ):
                return total + number.value * _THOUSAND, number.end
            break
        return total, end

    def counts(self, end: int) -> bool:
        return self.word(end) in _COUNTED or self.word(end) == "%"

    def paying(self, at: int) -> bool:
        return any(self.word(i) in _PAYING for i in range(max(at - 3, 0), at))

    def stands_alone(self, at: int, end: int) -> bool:
        """Whether digits are not a piece of a telephone number, a ticket or a code."""
        before = self.word(at - 1)
        if self.touches(at) and (before in _JOINTS or before.isalnum()):
            return False
        if not self.touches(end):
            return True
        after, beyond = self.word(end), self.word(end + 1)
        return not after.isalnum() and not (after in _JOINTS and beyond[:1].isdigit())

    def digits(self, at: int) -> tuple[float, int] | None:
        """(rupiah, token after it) of digits without a scale, where they can only be money."""
        number = self.number(at)
        if number is None or not (number.grouped or number.bare):
            return None
        end, word = number.end, self.word(at)
        if not self.stands_alone(at, end):
            return None
        if self.word(end) in _AFTER:
            return number.value, end
        if self.counts(end) or not _NUMBERED.isdisjoint(self.words[max(at - 2, 0) : at]):
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
        joined = self.touches(end) and self.word(end) in _JOINTS
        return None if joined and self.word(end + 1)[:1].isdigit() else (number.value, end)

    def range_from(self, at: int) -> tuple[float, int] | None:
        """(rupiah, token after it) of "500" in "500-700rb", whose scale comes later."""
        number = self.number(at)
        if number is None or number.grouped or number.value >= _THOUSAND:
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
        if word in _BEFORE:
            return self.named(at)
        found = self.amount(at)
        if found:
            end = found[1]
            money = self.word(end) in _AFTER
            if self.counts(end) and not money:
                return None
            if word in _ONE and _ONE[word] == _THOUSAND and not (money or self.paying(at)):
                return None  # "seribu alasan"
            if word[0].isdigit() and self.touches(at) and self.word(at - 1).isalnum():
                return None
            return found
        return self.range_from(at) or self.digits(at)


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
        if found is None or not 0 < found[0] <= _MOST:
            at += 1
            continue
        value, end = found
        if reader.word(end) in _AFTER:
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
        or word in _BEFORE
        or word in _ONE
        or word in _SLANG
        or word == "½"
    )
