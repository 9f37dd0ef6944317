"""The words that people use for days, in all the spellings and languages met so far.

Each has one letter for its kind; rules about dates are patterns over those letters (see
`date_patterns`), so a new spelling of a word belongs here and nowhere else.
"""

from __future__ import annotations

from nlu.entities.phone_spelling import shortened
from nlu.entities.word_lists import word_set

# The letter of each kind of word. Indonesian, Sundanese, Javanese, Betawi and Minang.
_KINDS: dict[str, str] = {
    "K": "kemarin kmrn kemaren kmren kmrin kmarin kmaren kemren kmr kemarn kemaran kamari kamarina "
    "kamarena wingi winginya wingine kemarinnya kemarennya kemarin2 kemaren2 kmrn2 yesterday "
    "kapatang kapatangko",
    "Q": "mangkukna winginane wingenane",  # The day before yesterday.
    "P": "lalu llu silam lampau kapengker kpengker kepengker kepungkur kapungkur katukang "
    "kebelakang kaliwat yll yl ago",
    "y": "yg yang yng nu ingkang sing nan nyang",
    "i": "ini ieu iki niki ni",
    "d": "depan dpn mendatang kedepan kadepan hareup ngarep ngajeng",
    "g": "lagi lg lgi deui maneh malih",
    "T": "tgl tanggal tggl tngl tgal tanggl tglnya tanggalnya tanggalna tglna tanggale pertanggal "
    "pertgl titimangsa tertanggal bertanggal tangal tnggal tgll tanggalipun",
    "J": "tadi td tdi tdii wau",
    "C": "barusan barusaja today bieu cikeneh",
    "S": "pagi pg pgi siang sore sre malam malem mlm subuh petang isuk enjing enjang sonten "
    "peuting wengi esuk bengi dalu beurang berang "
    "kliwon legi pahing pon wage",
    "L": "lusa",
    "B": "besok bsk bsok besuk sesuk isukan enjingan pageto bisuak tomorrow",
    "R": "awal pertengahan akhir ahir akhr",
    "H": "habis abis hbs setelah stlh sesudah selepas seusai usai sanggeus saatos bakda bada "
    "pasca sawise sakwise",
    "F": "sebelum sblm sblum sebelom saacan samemeh sadurunge sakdurunge",
    "V": "menjelang jelang",
    "h": "hari hr hri poe dinten ndinten dina dino days",
    "w": "minggu mgg mggu minggon pekan pkn weekend wiken weeks",
    "b": "bulan bln sasih wulan sasi months",
    "t": "tahun thn th taun taon warsih",
    "k": "ke ka",
    "s": "sampai sampe smp smpe sampek hingga s/d s.d s.d. sd",
    "a": "an",
    "z": "nya na",
    "u": "dulu dolo dlu",
    "G": "semalam semalem smlm smalem tadimalam tdmlm",
    "&": "dan sama sm jeung karo & serta atau ato",
    "#": "h",  # "H+3 lebaran"
    "c": "kerja kerjanya krja",
    "m": "kemudian kmudian setelahnya sesudahnya saterusna salajengna",
    "j": "jam jm pukul pkl tabuh sejam sajam menit mnt semenit",
    "e": "besoknya bsoknya bsknya esoknya isukna isuknya sesuke keesokannya",
}
# "sehari", "seminggu" …: a number and a unit in one word. The value is the unit's letter.
_ONE: dict[str, str] = {
    "h": "sehari sahari sapoe sadinten sedina sedino sadino",
    "w": "seminggu saminggu semingguan sepekan sapekan semgg seminggon sapakan smgg",
    "b": "sebulan sabulan sebulanan sasasih sewulan sesasi sebln sasasi",
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
    5: "may mey",
    6: "jun june",
    7: "jul july",
    8: "agus agst agt ags agustu agust aug",
    9: "sep sept",
    10: "okt oct",
    11: "nov nop nopem",
    12: "des dec",
}
_ORDINALS: dict[int, str] = {
    1: "pertama kesatu kahiji",
    2: "kedua kadua kaduo",
    3: "ketiga katilu katigo",
    4: "keempat kaopat",
    5: "kelima kalima",
    6: "keenam kagenep",
    7: "ketujuh katujuh",
    8: "kedelapan kadalapan",
    9: "kesembilan kasalapan",
    10: "kesepuluh kasapuluh",
    11: "kesebelas kasabelas",
}
_WEEKDAYS: dict[int, str] = {  # Monday is 0, as in `date.weekday`.
    0: "senin senen snen senine senina",
    1: "selasa salasa selase salaso slasa slsa selasane",
    2: "rabu rebo rbu rabo rebone",
    3: "kamis kemis kms kamih kemise",
    4: "jumat jumaat jmat jmt jumah jumaah jemuah jemuwah jumuah jumahat jumate",
    5: "sabtu saptu sbtu setu septu sbt",
    6: "ahad ngahad",
}
# Feasts by the key that `feasts.py` knows them by.
_FEASTS: dict[str, str] = {
    "fitri": "lebaran idulfitri idulfithri boboran riyaya riyoyo syawalan",
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
    ("ke belakang|ka tukang|ka pengker|ka pungkur|ke tukang", "P", "lalu"),
    ("yang lewat|yg lewat|nu kaliwat|yang udah lewat|yg udah lewat|yang sudah lewat", "P", "lalu"),
    ("akan datang|akn datang|ke depan|ka hareup", "d", "depan"),
    ("baru saja|baru aja|br aja|br saja|bru aja|brusan aja|nembe wae|nembe mawon", "C", "barusan"),
    ("hariini|hari ko|poe ayeuna|dinten ayeuna|seharian ini|sehari ini", "C", "barusan"),
    ("mau isuk|mau esuk|mau awan|mau enjing|isuk mau|esuk mau|awan mau|tadi awan", "J", "tadi"),
    ("wau enjing|wau siang|wau sonten|isuk tadi|enjing tadi", "J", "tadi"),
    ("mau bengi|wau dalu|bengi mau|ti peuting|peuting tadi|tadi peuting", "G", "semalam"),
    ("malam tadi|malem tadi|mlm td|malam td|malem td|mlm tadi|tadi bengi", "G", "semalam"),
    ("keesokan harinya|esok harinya|besok harinya|poe isukna|dinten enjingna", "e", "besoknya"),
    ("hari berikutnya|besok paginya|besok nya|isuk na", "e", "besoknya"),
    ("abis itu|habis itu|setelah itu|sesudah itu|stlh itu|sanggeus eta", "m", "kemudian"),
)

# "Dua mingguan": units only behind a number, else "harian" is a newspaper, "pakan" is fodder
# and "ari" is a Sundanese "but".
AFTER_NUMBER = {
    "harian": "h",
    "ari": "h",
    "mingguan": "w",
    "pakan": "w",
    "bulanan": "b",
    "tahunan": "t",
    "taunan": "t",
}

SOME = word_set("beberapa bbrp bebrp sababaraha babarapo sawatara")

VOCABULARY: dict[str, tuple[str, float, str]] = {}

Phrases = dict[str, list[tuple[tuple[str, ...], str, str]]]


def _learn() -> Phrases:
    """Fill the vocabulary from the tables above and return the phrases by their first word."""
    for kind, line in _KINDS.items():
        VOCABULARY.update({word: (kind, 0, word) for word in line.split()})
    VOCABULARY.update(dict.fromkeys(SOME, ("N", 3, "beberapa")))
    for unit, line in _ONE.items():
        VOCABULARY.update(dict.fromkeys(line.split(), ("E", 1, unit)))
    for kind, table in (("M", _MONTHS), ("n", _MONTHS_SHORT), ("W", _WEEKDAYS), ("o", _ORDINALS)):
        for n, line in table.items():
            VOCABULARY.update({word: (kind, n, word) for word in line.split()})
    for key, line in _FEASTS.items():
        VOCABULARY.update(dict.fromkeys(line.split(), ("O", 0, key)))
    for word, meaning in list(VOCABULARY.items()):
        if meaning[0] in "KTMWwbtEe":
            for short in shortened([word]):
                VOCABULARY.setdefault(short, meaning)
    phrases: Phrases = {}
    for spellings, kind, word in _PHRASES:
        for spelling in spellings.split("|"):
            first, *rest = spelling.split()
            phrases.setdefault(first, []).append((tuple(rest), kind, word))
    return phrases


BY_FIRST = _learn()
