"""What happened on a day that a message mentions, told by the nearest words of its clause."""

from __future__ import annotations

from collections.abc import Sequence

from domain.understanding import DateRole
from nlu.entities.date_clause import (
    REACH,
    ends_clause,
    is_just_now,
    is_pending,
    is_since,
    says_still_not,
)
from nlu.entities.date_deeds import AT_LAST, deed_at
from nlu.entities.date_verbs import FILE, PERMITS, PLACES, TELLING
from nlu.entities.date_words import Words
from nlu.entities.day_math import Found
from nlu.entities.word_lists import word_set

_DATED = word_set("tertanggal bertanggal")
_LATE = word_set("telat terlambat molor lambat")
_OUT_OF_ORDER = word_set("kosong rusak mati tutup error eror libur hilang down bocor")
_UNANSWERED = word_set(
    "dibales dibalas dbls dibls dibalesin dijawab djwb ditanggapi ditanggepin direspon direspons "
    "respon balasan jawaban tanggapan ditindaklanjuti centang diwaler dipiwaler diangkat"
)
# These do not part a verb from its day: "masuk sejak tgl 3", "keluar pada hari senin".
_SKIPPED = word_set("pada pd sejak dari dr ti per pas waktu sekitar itu nya dina ing")


def _candidates(
    words: Words, span: tuple[int, int], taken: Sequence[bool], over_comma: bool
) -> list[tuple[int, int, DateRole]]:
    """(distance, position, role) of the telling words around a date, nearest first."""
    out: list[tuple[int, int, DateRole]] = []
    dated = words.words[span[0]] in _DATED  # "Permohonan tertanggal 1 Juni ditolak …"
    for step, begin in ((-1, span[0] - 1), (1, len(words.words) if dated else span[1])):
        at, gap = begin, 0
        while 0 <= at < len(words.words) and gap < REACH and not taken[at]:
            if ends_clause(words, at) and not (over_comma and step < 0 and words.kinds[at] == ","):
                break
            if step > 0 and words.kinds[at] == ":":
                break
            role = deed_at(words, at, gap, span) if words.words[at] in TELLING else None
            if role:
                # Of two equally near the one before the date is meant, and a deed before a place.
                place = 3 * (words.words[at] in PLACES)
                out.append((2 * gap + (step > 0) + place, at, role))
            gap += words.words[at] not in _SKIPPED and words.kinds[at] not in "/~-"
            at += step
    return sorted(out)


def _default(words: Words, span: tuple[int, int], found: Found) -> DateRole:
    """The role of a date without telling words: a wait began with an application."""
    since = is_since(words, span[0])
    if not found.waiting and not since and not found.rough:
        return DateRole.UNKNOWN
    if since and span[0] > 1 and words.words[span[0] - 2] in _OUT_OF_ORDER:
        return DateRole.UNKNOWN
    around = words.words[max(span[0] - REACH, 0) : span[1] + REACH]
    if not _UNANSWERED.isdisjoint(around) and PERMITS.isdisjoint(around):
        return DateRole.COMPLAINED
    if found.waiting:
        return DateRole.APPLIED
    if _since_pending(words, span) or says_still_not(words, span[1]):
        return DateRole.APPLIED
    return DateRole.UNKNOWN


def roles(words: Words, spans: Sequence[tuple[int, int]], found: Sequence[Found]) -> list[DateRole]:
    """The role of each date; spans are word positions in the order of the text."""
    taken = [False] * len(words.words)
    for start, end in spans:
        taken[start:end] = [True] * (end - start)
    out: list[DateRole] = []
    used: set[int] = set()
    for i, span in enumerate(spans):
        if words.kinds[span[0]] == "j":
            out.append(DateRole.VISITED)
            continue
        options = _candidates(words, span, taken, over_comma=False)
        if found[i].waiting:
            options = [o for o in options if _tells_of_wait(words, o)]
        if not options and not found[i].waiting and _lonely(words, span):
            options = _candidates(words, span, taken, over_comma=True)
        # A verb that told of one date rather belongs to it: "tgl 3 daftar tgl 10 ambil".
        options = [o for o in options if o[1] not in used] or options
        if options and options[0][2] is DateRole.VISITED and _since_pending(words, span):
            options = []  # "Dari tgl 3 nangkring di meja": the file and not the sender.
        if options:
            used.add(options[0][1])
            out.append(options[0][2])
        elif i and _continues(words, spans[i - 1], span) and not found[i].waiting:
            out.append(out[-1])
        else:
            out.append(_default(words, span, found[i]))
    return out


def _since_pending(words: Words, span: tuple[int, int]) -> bool:
    if not is_since(words, span[0]) or is_just_now(words, span):
        return False
    near = words.words[max(span[0] - REACH, 0) : span[1] + REACH]
    return is_pending(words) or not FILE.isdisjoint(near)


def _tells_of_wait(words: Words, option: tuple[int, int, DateRole]) -> bool:
    """Whether a verb says what the wait began with, and not what was done meanwhile."""
    _, at, role = option
    if role is DateRole.RECEIVED:
        return at == 0 or words.words[at - 1] not in AT_LAST | _LATE
    return role is DateRole.COMPLAINED


def _lonely(words: Words, span: tuple[int, int]) -> bool:
    """Whether the date is a clause of its own, after a comma."""
    start, end = span
    before = start - 1
    while before >= 0 and words.kinds[before] == "x" and words.words[before] in ("pada", "pas"):
        before -= 1
    return (
        before >= 0
        and words.kinds[before] == ","
        and (end == len(words.words) or ends_clause(words, end))
    )


def _continues(words: Words, previous: tuple[int, int], span: tuple[int, int]) -> bool:
    """Whether a date goes on with a list of dates: "tgl 2, 9 dan 16", not "20 mei, kemarin …"."""
    between = words.kinds[previous[1] : span[0]]
    return not between.strip("&,/") and not is_just_now(words, span)
