"""The words that people use for days, and a message turned into one letter per word.

Rules about dates are then short patterns over those letters ("T N M": *tgl* 5 *oktober*), which
stay readable, run in linear time, and meet all spellings of a word in one place: here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlu.entities.number_words import HALF, STARTS, read_number
from nlu.entities.word_lists import word_set

# The letter of each kind of word, and the words in all the spellings and languages met so far.
_KINDS: dict[str, str] = {
    "K": "kemarin kmrn kemaren kmren kmrin kmarin kmaren kemren kmr kemarn kamari kamarina wingi "
    "winginya kemarinnya kemarennya kemarin2 yesterday",
    "Q": "mangkukna winginane",  # The day before yesterday.
    "P": "lalu silam kapengker kpengker kepungkur kapungkur katukang kebelakang yll yl",
    "y": "yg yang yng nu ingkang sing",
    "i": "ini ieu iki ni",
    "d": "depan dpn mendatang kedepan kadepan hareup ngarep",
    "g": "lagi lg lgi deui maneh",
    "T": "tgl tanggal tggl tngl tgal tanggl tglnya tanggalnya tanggalna tglna tanggale pertanggal "
    "pertgl titimangsa",
    "J": "tadi td tdi",
    "C": "barusan today",
    "S": "pagi siang sore malam malem mlm subuh petang isuk enjing sonten peuting wengi esuk bengi",
    "L": "lusa",
    "B": "besok bsk bsok besuk sesuk isukan enjingan pageto tomorrow",
    "R": "awal pertengahan akhir ahir akhr",
    "H": "habis abis hbs setelah stlh sesudah selepas seusai usai sanggeus saatos bakda bada "
    "pasca sawise sakwise",
    "F": "sebelum sblm sblum sebelom saacan samemeh sadurunge sakdurunge",
    "V": "menjelang jelang",
    "h": "hari hr hri poe dinten dina dino",
    "w": "minggu mgg mggu pekan pkn weekend wiken",
    "b": "bulan bln sasih wulan sasi",
    "t": "tahun thn th taun warsih",
    "k": "ke ka",
    "s": "sampai sampe smp smpe sampek hingga s/d s.d s.d. sd",
    "a": "an",
    "z": "nya na",
    "u": "dulu dolo dlu",
    "G": "semalam semalem",
    "&": "dan sama sm jeung karo & serta atau ato",
    "#": "h",  # "H+3 lebaran"
    "c": "kerja kerjanya",
}
# "sehari", "seminggu" …: a number and a unit in one word. The value is the unit's letter.
_ONE: dict[str, str] = {
    "h": "sehari sahari sapoe sadinten sedina sedino seharian",
    "w": "seminggu saminggu semingguan sepekan sapekan semgg",
    "b": "sebulan sabulan sebulanan sasasih sewulan sesasi sebln",
    "t": "setahun sataun setaun setahunan sathn sewarsa",
}
_MONTHS: dict[int, str] = {  # Words that are hardly ever anything but a month.
    1: "januari january janwari",
    2: "februari pebruari february febuari pebuari",
    3: "maret",
    4: "april",
    5: "mei",
    6: "juni",
    7: "juli",
    8: "agustus august agutus",
    9: "september setember",
    10: "oktober october oktobr",
    11: "november nopember",
    12: "desember december",
}
# Names, English words or too short: a month only beside a day's number or the word "bulan".
_MONTHS_SHORT: dict[int, str] = {
    1: "jan",
    2: "feb peb",
    3: "mar mrt march",
    4: "apr",
    5: "may",
    6: "jun june",
    7: "jul july",
    8: "agus agst agt ags agust aug",
    9: "sep sept",
    10: "okt oct",
    11: "nov nop nopem",
    12: "des dec",
}
_ORDINALS: dict[int, str] = {
    1: "pertama kesatu",
    2: "kedua kadua",
    3: "ketiga katilu",
    4: "keempat kaopat",
    5: "kelima kalima",
}
_WEEKDAYS: dict[int, str] = {  # Monday is 0, as in `date.weekday`.
    0: "senin senen snin snen",
    1: "selasa salasa slasa slsa",
    2: "rabu rebo rbu",
    3: "kamis kemis kms",
    4: "jumat jumaat jmat jmt jumah jumaah jemuah jemuwah",
    5: "sabtu saptu sbtu setu septu",
    6: "ahad ngahad",
}
# Feasts by the key that `feasts.py` knows them by.
_FEASTS: dict[str, str] = {
    "fitri": "lebaran idulfitri idulfithri boboran riyaya syawalan",
    "adha": "iduladha",
    "natal": "natal natalan christmas",
    "merdeka": "agustusan tujuhbelasan",
    "imlek": "imlek",
    "nyepi": "nyepi",
    "waisak": "waisak",
    "maulid": "maulid mauludan muludan",
    "isra": "rajaban",
    "ramadan": "ramadan ramadhan romadhon romadon rhamadan",
}
# Several words that are one thing: first word, the rest, kind, canonical word.
_PHRASES: tuple[tuple[str, str, str], ...] = (
    ("tahun baru imlek|thn baru imlek|tahun baru china|tahun baru cina", "O", "imlek"),
    ("tahun baru islam|tahun baru hijriah|tahun baru hijriyah", "O", "islam"),
    ("tahun baru|tahun baruan|thn baru|taun baru|taun baruan|th baru", "O", "masehi"),
    ("idul fitri|id fitri|idul fithri|iedul fitri|ied fitri|hari raya|eid fitri", "O", "fitri"),
    ("lebaran haji|lebaran kurban|lebaran qurban|rayagung", "O", "adha"),
    ("idul adha|id adha|idul kurban|idul qurban|iedul adha|ied adha|idhul adha", "O", "adha"),
    ("isra miraj|isra mikraj", "O", "isra"),
    ("ke belakang|ka tukang|ka pengker|yang lewat|yg lewat|nu kaliwat", "P", "lalu"),
    ("akan datang|akn datang|ke depan", "d", "depan"),
    ("baru saja|baru aja|br aja|brusan aja", "C", "barusan"),
    ("hariini", "C", "barusan"),
)

# "Dua mingguan": units only behind a number, else "harian" is a newspaper.
_AFTER_NUMBER = {"harian": "h", "mingguan": "w", "bulanan": "b", "tahunan": "t", "taunan": "t"}

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

_SCALES = word_set("puluh ratus belas")
_WHILE = word_set("pas waktu selama saat ketika")

_SOME = word_set("beberapa bbrp bebrp sababaraha")

VOCABULARY: dict[str, tuple[str, float, str]] = {}


def _learn() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """Fill the vocabulary from the tables above and return the phrases by their first word."""
    for kind, line in _KINDS.items():
        VOCABULARY.update({word: (kind, 0, word) for word in line.split()})
    VOCABULARY.update(dict.fromkeys(_SOME, ("N", 3, "beberapa")))
    for unit, line in _ONE.items():
        VOCABULARY.update(dict.fromkeys(line.split(), ("E", 1, unit)))
    for kind, table in (("M", _MONTHS), ("n", _MONTHS_SHORT), ("W", _WEEKDAYS), ("o", _ORDINALS)):
        for n, line in table.items():
            VOCABULARY.update({word: (kind, n, word) for word in line.split()})
    for key, line in _FEASTS.items():
        VOCABULARY.update(dict.fromkeys(line.split(), ("O", 0, key)))
    phrases: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for spellings, kind, word in _PHRASES:
        for spelling in spellings.split("|"):
            first, *rest = spelling.split()
            phrases.setdefault(first, []).append((tuple(rest), kind, word))
    return phrases


_BY_FIRST = _learn()
_LOOK_AROUND = frozenset(_BY_FIRST) | STARTS | frozenset(_AFTER_NUMBER) | {"puasa"}


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
    """Lower case without moving a character: a few letters grow when lowered (İ)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


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
    if word in _BY_FIRST and (phrase := _phrase(raw, at)):
        end, kind, word = phrase
        return kind, 0, word, end
    if word in STARTS:
        value, end = read_number(raw, at)
        return "N", value, word, end
    if word in _AFTER_NUMBER and at and kinds[-1] in "ND":
        return _AFTER_NUMBER[word], 0, word, at + 1
    if word == "puasa" and at and (kinds[-1] in "RFHVb" or raw[at - 1] in _WHILE):
        return "O", 0, "ramadan", at + 1  # Alone it may be any Monday's fast.
    return "", 0, word, at + 1


def _phrase(raw: list[str], at: int) -> tuple[int, str, str] | None:
    """The longest phrase that begins at `at`: index after it, kind, canonical word."""
    best: tuple[int, str, str] | None = None
    for rest, kind, word in _BY_FIRST[raw[at]]:
        end = at + 1 + len(rest)
        if (best is None or end > best[0]) and tuple(raw[at + 1 : end]) == rest:
            best = (end, kind, word)
    return best
