"""The message around a possible date, which decides whether it is one at all.

"12/5" is a day after "tgl" and a house after "no"; "senin" is a day in "senin kemarin" and the
opening hours in "senin sampai jumat".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from nlu.entities.date_words import Words
from nlu.entities.day_math import Found, month_before
from nlu.entities.word_lists import word_set


@dataclass(frozen=True, slots=True)
class Context:
    """A message's words and the day and hour (0 to 23) in WIB at which it was sent.

    found: the days named so far, which "besoknya" is counted from.
    """

    words: Words
    today: date
    hour: int
    found: list[Found] = field(default_factory=list)

    def first(self, kinds: str, start: int, end: int) -> int:
        """Position of the first word of one of `kinds` between start and end, else -1."""
        letters = self.words.kinds
        return next((i for i in range(start, end) if letters[i] in kinds), -1)

    def year_in(self, start: int, end: int) -> int | None:
        """The year that these words say: "2026", "tahun lalu", "tahun ini"."""
        at = self.first("Y", start, end)
        if at >= 0:
            return int(self.words.values[at])
        at = self.first("t", start, end)
        if at < 0:
            return None
        near = self.first("PKid", at, end)
        letter = self.words.kinds[near] if near >= 0 else "i"
        return self.today.year + {"i": 0, "d": 1}.get(letter, -1)

    def month_in(self, start: int, end: int) -> tuple[int | None, int | None]:
        """(month, year) as far as said: "oktober", "bulan 9", "bulan kemarin"; month unchecked."""
        year = self.year_in(start, end)
        at = self.first("Mn", start, end)
        if at >= 0:
            return int(self.words.values[at]), year
        at = self.first("b", start, end)
        if at < 0:
            return None, year
        near = self.first("NPKid", at, end)
        letter = self.words.kinds[near] if near >= 0 else ""
        if letter == "N":
            return int(self.words.values[near]), year
        return month_before(self.today, {"P": 1, "K": 1, "d": -1}.get(letter, 0))


# A number after one of these is not a day.
COUNTED = word_set(
    "loket meja lantai lt no nomor nomer nmr nmer antrian antrean ruang ruangan kamar jam pukul "
    "pkl gedung rt rw rtrw blok blk pasal ayat poin versi bab halaman hal nilai skor rating "
    "bintang kbli tahap gang gg kav kavling km unit kasih ngasih"
)
_LAW = word_set(
    "pp uu perda perbup perpres permen permenperin permenkes permendagri permenpan perka perban "
    "bkpm peraturan sk undang undang2"
)
_STREET = word_set("jl jln jalan perum perumahan kp kampung kios ruko blok cluster")
_COUNT_NOUNS = word_set(
    "orang org kali x berkas lembar jam menit detik juta jt ribu rb ratus persen bintang meter m "
    "cm km kg lantai loket unit warga pemohon petugas usaha kamar poin syarat dokumen copy "
    "rangkap lapis bagian harian anak tahun"
)
_TITLES = word_set(
    "pak bu bpk ibu bapak pa mas mbak mba mbk teh kang a aa ceu neng bang bung sdr sdri saudara "
    "saudari an nama dr dokter kak om tante"
)
_EVERY = word_set("tiap setiap saban unggal tiap2 kalau kalo klo kl kalu lamun nek")
_OPENING = word_set("buka dibuka bukanya tutup libur jadwal operasional")
_HOURS = word_set("istirahat istirahatnya mulai")
_NOT_A_DAY = word_set("pasar sholat shalat solat salat")
_NEXT = word_set("depannya berikutnya besoknya")
_BIRTH = word_set("lahir kelahiran ttl lhr")
_HABIT = word_set("tiap setiap saban unggal tiap2 selamat met wilujeng")
_UNTIL = word_set("nepi nganti tekan ngantos dugi tepi")
_UP_TO = word_set("ka dengan dgn dg pada ke")
_ALSO = word_set("juga jg juge oge")
_USUALLY = word_set("biasanya biasana biasane selalu sering kadang")
_VALID = word_set(
    "berlaku berlakunya kedaluwarsa kadaluarsa kadaluwarsa kedaluarsa kadaluarsanya expired exp "
    "expire diundangkan perda perbup edaran kepmen tempo"
)
_SOON = word_set("nanti ntar entar ntr tar engke engkin mengke mangke")
_ROUGHLY = word_set(
    "sekitar skitar sekitaran kira kira2 kurleb kayaknya kayanya kyknya mungkin mgkn "
    "hampir sktr antara"
)


def before(words: Words, at: int, count: int) -> frozenset[str]:
    """Up to `count` words before position `at`; dots, colons and brackets are passed over."""
    out: list[str] = []
    at -= 1
    while at >= 0 and len(out) < count:
        if words.kinds[at] not in ".:~":
            out.append(words.words[at])
        elif words.words[at] == "\n":
            break
        at -= 1
    return frozenset(out)


def is_address_or_law(words: Words, at: int) -> bool:
    """Whether the digits at `at` belong to "no 12/5", "blok C 2/1", "PP 5/2021", "jam 8.30"."""
    near = before(words, at, 2)
    return bool(near & COUNTED or near & _LAW or before(words, at, 3) & _STREET)


def stands_alone(words: Words, at: int) -> bool:
    """Whether the digits at `at` are not a piece of a longer number or code."""
    text, start, end = words.text, words.starts[at], words.ends[at]
    left, right = text[start - 1 : start], text[end : end + 1]
    if (left.isalnum() or left in tuple("/-+#@.,")) and not (at and words.kinds[at - 1] in "T.:,"):
        return False
    return not (right in tuple("/-@%#") and text[end + 1 : end + 2].isalnum()) and right != "%"


def counts_something(words: Words, end: int) -> bool:
    """Whether the word at `end` says what the number before it counts."""
    return end < len(words.words) and (words.words[end] in _COUNT_NOUNS or words.words[end] == "%")


def is_person(words: Words, at: int) -> bool:
    """Whether the word at `at` is somebody's name ("bu Mei")."""
    return bool(before(words, at, 1) & _TITLES)


def is_office_hours(words: Words, start: int, end: int, *, said_past: bool) -> bool:
    """Whether a weekday is meant in general ("tiap senin", "senin-jumat", "buka sabtu")."""
    if said_past:
        return False
    kinds = words.kinds
    if (
        before(words, start, 1) & _NOT_A_DAY
        or before(words, start, 2) & _EVERY
        or set(words.words[end : end + 1]) & _NEXT
    ):
        return True
    after = kinds[end : end + 2]
    before_it = kinds[max(start - 2, 0) : start]
    if after[:1] in ("W", "w") or (after[:1] in ("-", "s", "&", "/") and after[1:] in ("W", "w")):
        return True
    if before_it.endswith(("W", "W-", "Ws", "W&", "W/")):
        return True
    if not _HOURS.isdisjoint(words.words[end : end + 2]):
        return True
    near = words.words[max(start - 3, 0) : start] + words.words[end : end + 2]
    return not _OPENING.isdisjoint(near)


def is_usual(words: Words, start: int, end: int) -> bool:
    """Whether a weekday is one of many ("senen biasana pinuh", "jumat yang keempat")."""
    if words.kinds[end : end + 1] == "o":
        return True
    if words.kinds[end : end + 1] == "y" and words.kinds[end + 1 : end + 2] in ("o", "k"):
        return True
    return not _USUALLY.isdisjoint(words.words[max(start - 6, 0) : end + 7])


def is_until(words: Words, start: int) -> bool:
    """Whether the day only ends a wait ("sampai hari ini belum jadi")."""
    if start and words.words[start - 1] in _UP_TO:
        start -= 1  # "sampai dengan hari ini", "dugi ka dinten ieu"
    return start > 0 and (words.kinds[start - 1] == "s" or words.words[start - 1] in _UNTIL)


def is_demand(words: Words, end: int) -> bool:
    """Whether "hari ini" is when something is to be done ("hari ini juga")."""
    return not _ALSO.isdisjoint(words.words[end : end + 1])


def is_no_event(words: Words, start: int) -> bool:
    """Whether a date is a birthday, a habit or a greeting, or until when something is valid."""
    return bool(
        before(words, start, 3) & _BIRTH
        or before(words, start, 1) & _HABIT
        or not _VALID.isdisjoint(clause_before(words, start, 4))
    )


def clause_before(words: Words, at: int, count: int) -> list[str]:
    """Up to `count` words before position `at` in the same clause, nearest first."""
    out: list[str] = []
    for i in range(at - 1, max(at - 1 - count, -1), -1):
        if words.kinds[i] in ".,":
            break
        out.append(words.words[i])
    return out


def is_coming(words: Words, start: int, end: int) -> bool:
    """Whether a day is said to be still to come ("nanti tgl 20", "tgl 20 nanti")."""
    after = words.words[end : end + 1]
    return bool(before(words, start, 1) & _SOON or _SOON.intersection(after)) or (
        words.kinds[end : end + 1] == "d"
    )


def is_rough(words: Words, start: int) -> bool:
    """Whether the sender was not sure ("sekitar tgl 5", "kira2 2 hari lalu")."""
    near = before(words, start, 2)
    return bool(near & _ROUGHLY) or near >= {"kurang", "lebih"}
