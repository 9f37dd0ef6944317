"""Whether anything happened to the sender on a day that a message names.

A day may be only promised or ordered, be that of somebody else's permit, or be the day on which
the message is written: such a day answers a question, but says nothing by itself.
"""

from __future__ import annotations

from datetime import date, timedelta

from domain.understanding import DateRole
from nlu.entities.date_clause import is_just_now, is_since
from nlu.entities.date_context import clause_before
from nlu.entities.date_words import Words
from nlu.entities.word_lists import word_set

# Who waits for a page "since this morning" is not at the desk.
_ONLINE = word_set(
    "aplikasi aplikasinya web website webnya situs login upload server otp portal link laman wa"
)
# "Lelang tgl 2 november", said in October without a year, is not that of last year.
_LONG_AGO, _SOON, _A_YEAR = timedelta(300), timedelta(75), timedelta(366)
_PLANNED = word_set(
    "janji janjinya dijanjikan dijanjiin dijanjikeun dijangjian dijangjikeun janjikan janjiin "
    "paling maks maksimal maksimum max lambat selambatnya deadline dedlen tenggat batas batasnya "
    "estimasi target targetnya jadwal jadwalnya dijadwalkan dijadwalin rencana rencananya tempo "
    "lelang tender opening hajatan harusnya seharusnya mestinya semestinya kudunya"
)
_ORDERED = word_set(
    "disuruh suruh diminta dikon dikongkon dititah titah kudu harus hrs dipiwarang diutus mesti "
    "kedah nyuruh dimintain dikengken"
)
_AGAIN = word_set(
    "balik kembali datang dtg dateng lagi deui maneh malih wangsul mulih pulang kesini kemari "
    "mrene antri ambil"
)
_HEARSAY = word_set("katanya ktnya kata cenah ceunah saurna jare jarene katanye")
_NOTICED = word_set(
    "sadar sadari nyadar disadari ketauan ketahuan ketaun tau tahu taunya ngeh nemu nemuin denger "
    "dengar"
)
_WRITES = word_set(
    "lapor ngelapor melapor ngadu mengadu komplain cerita nulis ngetik menulis kirim"
)
_MISTAKEN = word_set("salah keliru lepat klentu kleru typo")
_I = word_set("saya sy kami abdi aku aq gue gw gua kula kulo ane awak ambo punya")
_WROTE = word_set("tulis ketik sebut kirim bilang isi nulis ngetik")
_OTHERS = word_set("teman temen tmn temenku tetangga kenalan babaturan kancaku batur")
_ABOUT_TO = word_set("mau mo ingin pengen pgn baru br sempat sempet bade hendak izin")
_NOT_THIS = word_set("bukan bkn sanes dudu")
_NOW = word_set("sekarang skrg skrng skr saiki ayeuna kiwari ini ieu iki udah sudah udh sdh")


def tells_of_no_event(
    words: Words, span: tuple[int, int], value: date | None, role: DateRole, today: date
) -> bool:
    """Whether nothing is told to have happened on the day, however well the words name it."""
    start, end = span
    if value is None or role is DateRole.COMPLAINED:
        return False
    if is_denied(words, start):
        return True
    if role in (DateRole.RECEIVED, DateRole.APPLIED):
        return is_of_others(words, start)
    just_now = is_just_now(words, span)
    named = words.kinds[start:end].strip("TND,.") == "" or words.kinds[end - 1] in "NDM"
    if named and value == today and is_now(words, start):
        return True
    if just_now and value == today and is_time_of_writing(words, end):
        return True
    if is_planned(words, start, end):
        return True
    if role is DateRole.VISITED:
        return False
    there = just_now and value == today and _ONLINE.isdisjoint(words.words)
    if is_since(words, start) and not there:
        return True
    ago = today - value
    if ago > 2 * _A_YEAR:
        return True  # The date of a law or of a standard.
    if _LONG_AGO < ago < _A_YEAR and _A_YEAR - ago < _SOON and words.kinds[end - 1] in "NDMn":
        return True
    return is_found_out(words, start, end)


def is_planned(words: Words, start: int, end: int) -> bool:
    """Whether a day was only promised or ordered ("dijanjikan tgl 10", "disuruh balik rabu")."""
    near = clause_before(words, start, 5)
    if not _PLANNED.isdisjoint(near[:4]) or (near and words.kinds[start - 1] in "Fs"):
        return True
    if not set(words.kinds[start:end]).isdisjoint("KPJ"):
        return False
    return bool(
        (not _ORDERED.isdisjoint(near) and not _AGAIN.isdisjoint(near))
        or not _HEARSAY.isdisjoint(near[:3])
    )


def is_found_out(words: Words, start: int, end: int) -> bool:
    """Whether the day is only that on which somebody noticed ("baru sadar semalam")."""
    after: list[str] = []
    for i in range(end, min(end + 3, len(words.words))):
        if words.kinds[i] in ".,":
            break
        after.append(words.words[i])
    return not _NOTICED.isdisjoint([*clause_before(words, start, 3), *after])


def is_time_of_writing(words: Words, end: int) -> bool:
    """Whether today is only when the sender writes ("hari ini saya mau lapor")."""
    after = words.words[end : end + 5]
    if not _WRITES.isdisjoint(after) and not _ABOUT_TO.isdisjoint(after):
        return True
    # "Tadi salah", "tadi sy tulis 23"
    return not _MISTAKEN.isdisjoint(after[:1]) or (
        not _I.isdisjoint(after[:1]) and not _WROTE.isdisjoint(after[1:2])
    )


def is_of_others(words: Words, start: int) -> bool:
    """Whether the sentence tells of a friend's or a neighbour's permit."""
    for i in range(start - 1, max(start - 11, -1), -1):
        if words.kinds[i] == ".":
            return False
        if words.words[i] in _OTHERS:
            # "Teman saya daftar tgl 5", but not "teman sudah jadi, saya daftar tgl 5".
            return _I.isdisjoint(words.words[i + 2 : start])
    return False


def is_denied(words: Words, start: int) -> bool:
    """Whether it was another day ("bukan tgl 3 tapi tgl 4")."""
    return not _NOT_THIS.isdisjoint(clause_before(words, start, 1))


def is_now(words: Words, start: int) -> bool:
    """Whether a date of today is only the calendar's ("sekarang tgl 28, masih sama")."""
    return not _NOW.isdisjoint(clause_before(words, start, 2))
