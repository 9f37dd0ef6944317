"""Names that stand at the edges of a message: as its first words, and as a signature below it.

No word introduces them there ("drg. Maya, praktik di Jatiluhur. …", "… tolong dicek. Sutrisno,
Plered"), so what follows and what precedes must leave no doubt. Last comes the firm that no
reader found: who writes "kami" and names one firm writes for it.
"""

from __future__ import annotations

from nlu.entities.name_company import company_at
from nlu.entities.name_reading import Reading
from nlu.entities.name_roles import (
    BODIES,
    COMPANY_PREFIXES,
    HONORIFICS,
    NICKNAMES,
    OTHERS,
    POLITE_TITLES,
    PUBLIC_FIRMS,
    ROLES,
    STRONG_COMPANY,
    TRADES,
    UNIONS,
)
from nlu.entities.name_words import (
    ASKS,
    CAME_BEFORE,
    CLOSING,
    FOREIGN,
    INTENDS,
    ITS_NAME,
    LIVES,
    OPENERS,
    OWN_PAPERS,
    PLACES,
    PRESENT,
    PRINTED,
    QUESTION_WORDS,
    SELF,
    TAIL_LEADS,
    THANKS,
    WHO,
)
from nlu.entities.ordinary_words import DOUBTFUL

_Range = tuple[int, int]
_GREETING = 10  # Words of greeting that may stand before a name.
_PREAMBLE = 5  # Words of any other kind: "kulo nyuwun pirsa, Sulastri saking Cikampek".
_SENTENCE = 20  # Words to look back for an official of whom the last word may be the name.
_MATTER = 7  # Words of a message that says more than a name.
_GREETINGS = OPENERS | INTENDS
_TAIL = 8  # Words that may stand behind a name in a signature.
_SPEAKERS = frozenset(("manajemen", "direksi", "kuasa", "mewakili", "pengurus", "pengelola"))
_SEALS = frozenset(("ttd", "cap", "dto", "tertanda", "tertandatangan"))
_SPELT = frozenset(("ditulis", "ditulisnya", "ketulis", "ketulisnya", "dicetak", "kecetak"))
_ADDRESSES = frozenset(("pak", "bu", "kang", "min", "mas", "mbak", "kak"))
_OURS = frozenset(("kami", "saya", "sy", "abdi", "kita", "pemohon"))


def opening(reading: Reading) -> _Range | None:
    """Reads "Yanti katering mau …", "drh. Putri, mau praktik", "PT Contoh, kami …"."""
    greets = True
    for at in range(min(len(reading), _GREETING)):
        if reading.boundary(at):
            found = _opening_at(reading, at)
            if found is not None:
                # Behind words that are no greeting it must say where the sender lives.
                at_home = _sure(reading, found) and reading.tail_at(found[1])
                return found if greets or at_home else None
        greets = greets and reading.low[at] in _GREETINGS
        if not greets and at >= _PREAMBLE:
            return None
    return None


def _opening_at(reading: Reading, at: int) -> _Range | None:
    found = reading.name_at(at)
    if found is None or reading.only_tail(found[1]) or _of_others(reading, found[1]):
        return None  # A message that is nothing but a name is left to the question.
    first, end = found
    if reading.is_company(found):
        if reading.low[first] in STRONG_COMPANY | BODIES:
            foreign = reading.low[first + 1] in PUBLIC_FIRMS or any(
                low in FOREIGN for low in reading.low[end : end + 3]
            )
            return found if reading.proven(found) and not foreign else None
        ours = any(low in _OURS for low in reading.low[end : end + 3])
        return found if ours and reading.proven(found) and reading.boundary(end) else None
    after = reading.skip(end, _ADDRESSES)
    if _sure(reading, found) and _speaks_up(reading, end):
        return found
    lives = after < len(reading) and _lives_or_works(reading, after)
    intends = lives or (not reading.boundary(end) and reading.low[end] in INTENDS | _SPELT)
    if first > at:
        # "Pak Dedi, tolong …" calls an official; "kang Asep penjual bambu" is the sender.
        return found if lives and not reading.boundary(end) and reading.proven(found) else None
    if reading.low[first] in NICKNAMES:
        return found if intends and not reading.boundary(end) and reading.proven(found) else None
    if not _sure(reading, found):
        home = reading.low[end] in TAIL_LEADS and reading.place(end + 1) and reading.proven(found)
        return found if home and not reading.boundary(end) else None
    if intends:
        return found
    cut = reading.gap[end].lstrip()[:1] in (",", ":", "-", "\u2013", "\u2014", "(", ".")
    called = reading.low[end] in ASKS | QUESTION_WORDS | POLITE_TITLES
    return found if cut and reading.boundary(end) and not called else None


def _speaks_up(reading: Reading, end: int) -> bool:
    """Reads "maman nih", "mega di sini", "yanto pak yg td pagi ke loket"."""
    low = reading.low[end]
    if low in PRESENT or reading.low[end : end + 2] == ["di", "sini"]:
        return True
    after = reading.skip(end, _ADDRESSES)
    who = after + 1 < len(reading) and reading.low[after] in WHO and not reading.boundary(after)
    return who and reading.low[after + 1] in CAME_BEFORE | LIVES


def _lives_or_works(reading: Reading, end: int) -> bool:
    if reading.tail_at(end) or reading.low[end] in TRADES:
        return True
    # "Uni Yen dari RM Talago Biru": from a firm instead of a village.
    firm = end + 1 < len(reading) and reading.low[end] in ("dari", "dr", "ti")
    found = reading.name_at(end + 1) if firm else None
    return found is not None and reading.is_company(found)


def _of_others(reading: Reading, end: int) -> bool:
    """Whether the next words, in the same sentence, are about an official or a relative."""
    for at in range(end, min(end + 3, len(reading))):
        if any(sign in reading.gap[at] for sign in ".!?\n"):
            return False
        if reading.low[at] in OTHERS and reading.low[at] not in TRADES:
            return True
    return False


def _sure(reading: Reading, found: _Range) -> bool:
    """Whether a name can be nothing else: a known one, or one with a title before it."""
    first, end = found
    if reading.is_company(found):
        return reading.proven(found)
    # "Cucu" and "Ari" begin sentences too; with another word they are names.
    alone = end - first == 1
    known = any(
        reading.given(at) and not (alone and reading.low[at] in DOUBTFUL)
        for at in range(first, end)
    )
    return known or (reading.low[first] in HONORIFICS - NICKNAMES and reading.proven(found))


def signature(reading: Reading) -> _Range | None:
    """Reads "hormat saya, Rina", "-Rina", "makasih, Rina", "Ketua RT 07, Budi Contoh."."""
    count = len(reading)
    for start in range(count - 1, max(0, count - 9), -1):
        found = _signed_at(reading, start)
        if found is not None:
            return (
                None
                if reading.others_before(start, 2) and not _in_office(reading, start)
                else found
            )
    return None


def _signed_at(reading: Reading, start: int) -> _Range | None:
    before = reading.low[start - 1]
    cut = reading.boundary(start)
    closing = before in CLOSING or (
        before in ("saya", "sy", "kami") and start > 1 and reading.low[start - 2] == "hormat"
    )
    gap = reading.gap[start]
    set_off = cut and any(sign in gap for sign in "\n-\u2013\u2014~")
    sentence = cut and not set_off and any(sign not in " ,:;'\"/" for sign in gap)
    role = cut and _in_office(reading, start)
    if not (closing or set_off or sentence or role or (cut and before in THANKS)):
        return _last_word(reading, start) if cut and gap.strip() == "," else None
    formal = before in ("ttd", "tertanda", "saya", "sy", "kami")
    alone = sentence and "." in gap and before not in THANKS
    if reading.low[start] in POLITE_TITLES and not ((formal or alone) and cut):
        return None  # "salam pak Dedi" greets the official.
    found = reading.name_at(start)
    if found is None or all(reading.low[at] in PLACES for at in range(*found)):
        return None
    bare = reading.only_tail(found[1]) or reading.only_contact(found[1])
    if not bare and not (cut and _aside(reading, found)):
        return None
    if closing and cut and (before not in _SEALS or reading.boundary(start - 1)):
        return found  # But "ga mau ttd, buntu" is signed by nobody.
    if sentence and not (_sure(reading, found) or (bare and found[1] < len(reading))):
        return None  # A capital alone begins any sentence: "… lama. Mengecewakan."
    return found if reading.proven(found) else None


def _last_word(reading: Reading, start: int) -> _Range | None:
    """Reads "… dari kemarin sore, pemohon PBG, Herman": a known name behind the last comma."""
    found = reading.name_at(start)
    if found is None or found[1] < len(reading) or reading.is_company(found):
        return None
    known = all(reading.given(at) for at in range(*found))
    if not known and not (reading.capital(found[0]) and _sure(reading, found)):
        return None
    if reading.low[start - 1] in SELF or reading.others_before(start, _SENTENCE):
        return None
    named = any(low in ITS_NAME for low in reading.low[max(0, start - 4) : start])
    return None if named or len(reading) < _MATTER else found


def _in_office(reading: Reading, start: int) -> bool:
    """Whether "Ketua RT 07," or "Pemilik," stands before, alone in its sentence."""
    if "," not in reading.gap[start] and ":" not in reading.gap[start]:
        return False
    for back in range(start - 1, max(-1, start - 7), -1):
        if reading.low[back] in ROLES and (
            not back or any(s in reading.gap[back] for s in ".!?\n")
        ):
            return True
    return False


def _aside(reading: Reading, found: _Range) -> bool:
    """Whether only a word on the sender follows: "Sutrisno, cuma mau ambil STPT."."""
    end = found[1]
    return (
        _sure(reading, found)
        and len(reading) - end <= _TAIL
        and (reading.gap[end].strip() in (",", "(", "-", "\u2013") or "\n" in reading.gap[end])
        and not any(low in OTHERS and low not in TRADES for low in reading.low[end:])
        and not any(low in ASKS | QUESTION_WORDS for low in reading.low[end : end + 2])
        and not any(any(s in gap for s in ".!?") for gap in reading.gap[end + 1 :])
    )


def own_firm(reading: Reading) -> _Range | None:
    """The firm whose papers are spoken of, or the only one that a message names."""
    ours = any(low in _OURS for low in reading.low)
    for at, low in enumerate(reading.low):
        if low not in COMPANY_PREFIXES and low != "rumah":
            continue
        found = company_at(reading, at)
        if found is None or not reading.proven(found) or reading.low[at + 1] in PUBLIC_FIRMS:
            continue
        if not reading.capital(found[1] - 1) and low not in STRONG_COMPANY:
            continue
        before = reading.low[max(0, at - 4) : at + 1]
        around = before + reading.low[found[1] : found[1] + 3]
        if any(word in FOREIGN for word in around) or _misprinted(reading, at):
            return None
        owned = any(word in OWN_PAPERS for word in before[-3:-1]) or any(
            word in _SPEAKERS for word in before[-2:-1]
        )
        follows = found[1] < len(reading) and reading.low[found[1]] in ("kami", "saya")
        if owned or follows or low in STRONG_COMPANY or (ours and low in BODIES | UNIONS):
            return found
    return None


def _misprinted(reading: Reading, at: int) -> bool:
    return any(low in PRINTED for low in reading.low[max(0, at - 2) : at])
