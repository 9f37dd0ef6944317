"""Finds the reporter's own name in a message, and leaves everybody else's alone.

Rule 5a wants an identity. A name counts as stated behind a phrase that introduces the sender
("nama saya", "a.n.", "sy asep dr plered"), at the edge of a message as a signature, and as the
firm that is written for; a message that merely looks like a name is handed on as unstated, and
the question that was asked decides.
"""

from __future__ import annotations

import re

from domain.understanding import NameMention
from nlu.entities.name_edges import opening, own_firm, signature
from nlu.entities.name_form import clean_name
from nlu.entities.name_phrases import introduced_names
from nlu.entities.name_reading import Reading
from nlu.entities.name_roles import KIN, OTHERS
from nlu.entities.name_words import ITS_NAME, LABEL, PLACES, SPELLING

__all__ = ["clean_name", "find_names", "name_mentions", "read_name"]

_LONGEST_TALK = 18  # Words of a message that corrects the spelling of a name.
_SPELLED = frozenset(("pake", "pakai", "nganggo", "itu", "tulisnya", "hurufnya"))
_TALK = SPELLING | LABEL | ITS_NAME | {"di", "dina", "berkasnya", "ktp"}
_STRANGERS = OTHERS - KIN
_MOST_WORDS = 12  # A longer message is a story, not the answer to "what is your name?".

# A refusal to give a name, in whichever of the three languages.
_REFUSAL = re.compile(
    r"\b(?:hamba\s+allah|anonim\w*|anonym\w*|no\s?name|no\s+comment|tanpa\s+nama"
    r"|(?:di)?rahasia\w*"
    r"|(?:ga|gak|g|gk|tidak|tdk|tak|nggak|ngga|engga|enggak|kagak|teu|ora|ra|mboten|ulah|ojo)\s*"
    r"(?:usah|perlu|prlu|mau|mo|bisa|pake|pakai|kedah|hoyong|gelem|purun|bersedia|ingin|sah"
    r"|nganggo|ngasih|kasih|nyebut|ada|akan|bakal)"
    r"|gausah|gamau|(?:buat|untuk|kanggo)\s+(?:apa|naon|opo)|ngapain|jangan|jgn|males|malas|ogah"
    r"|embung|alim|emoh|moh|skip|privasi|secret|confidential|samar\w*|inisial\w*|takut|sieun"
    r"|wedi)\b",
    re.IGNORECASE,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Nobody who hides puts a name right.
_HIDES = re.compile(r"\b(?:rahasia|dirahasia\w*|anonim|samaran|disebut|sebut)\b", re.IGNORECASE)
_LEADS = _words(
    """saya sy aku abdi kulo kula kuring dengan dgn dg nama nm namanya nami jeneng pake pakai pakek
    nganggo tulis tulisnya aja saja aj bae atas oke ok okay oh ya iya yaa nya baik siap boleh
    panggil ini itu ieu cukup sebut dari dr perkenalkan eh maaf betul bener benar sendiri it's
    it is im i'm i am my me sesuai akta halo hallo hai assalamualaikum punten permisi lengkap
    lengkapnya adalah si kenalin kenalkan gue gw gua sya aq ane inggih nggih muhun sumuhun toko
    salah keliru ralat koreksi maksudnya oleh pelapor pengadu"""
)
_TRAILS = _words(
    """pak pa bu bapak ibu aja saja aj bae min mimin kak kk kang teh mas mbak makasih terima kasih
    nuhun hatur ya yaa atuh mah namanya nama saya sy gan sis bro om panggilannya panggil suwun
    matur trims punten mang akang kakak hehe ok oke"""
)


def find_names(text: str) -> tuple[NameMention, ...]:
    """The reporter's names that a message states; else the whole message, if it is one."""
    return _find(Reading(text))


def read_name(text: str) -> str:
    """The best name in the answer to "what is your name?", "" for a refusal or none."""
    return _answer(Reading(text))


_CLOSING = re.compile(r"(?:^|[.!?\n])\s*[Nn]ama:?\s+((?:[A-Z][\w'.]*\s?){1,4})\s*$")


def name_mentions(text: str) -> tuple[NameMention, ...]:
    """What find_names finds; where it finds none, what read_name would take for an answer."""
    reading = Reading(text)
    found = _find(reading)
    closing = _CLOSING.search(text[-200:])
    if closing and not any(mention.stated for mention in found):
        # "… kemarin. Nama Dadang Contoh", as many end a text message.
        return (NameMention(clean_name(closing[1]), stated=True),)
    if found:
        return found
    name = _plain_answer(reading) or _spelled(reading)
    return (NameMention(name, stated=False),) if name else ()


def stated_names(reading: Reading) -> list[str]:
    """The names by which senders introduce themselves, each once, the best first."""
    spans = introduced_names(reading)
    if len(reading) > 1:
        spans += [span for span in (signature(reading),) if span]
        spans = spans or [span for span in (opening(reading) or _own_firm(reading),) if span]
    found: list[str] = []
    for span in spans:
        name = clean_name(reading.slice(*span))
        if name and not any(name.casefold() in known.casefold() for known in found):
            found.append(name)
    return found


def _own_firm(reading: Reading) -> tuple[int, int] | None:
    """The firm that a message speaks of, if it is more than an answer to the question of a name."""
    found = own_firm(reading)
    return found if found and found != (0, len(reading)) else None


def _find(reading: Reading) -> tuple[NameMention, ...]:
    stated = stated_names(reading)
    if stated:
        return tuple(NameMention(name, stated=True) for name in stated)
    bare = _bare(reading)
    return (NameMention(bare, stated=False),) if bare else ()


def _answer(reading: Reading) -> str:
    stated = stated_names(reading)
    return stated[0] if stated else _bare(reading) or _plain_answer(reading)


def _bare(reading: Reading) -> str:
    """The whole message, where it is a name and at most says where its bearer lives."""
    if not 0 < len(reading) <= _MOST_WORDS or "?" in reading.text:
        return ""
    found = reading.name_at(0)
    if found is None or not _likely(reading, found):
        return ""
    end = found[1]
    corrected = reading.correction_at(end)
    if corrected is not None and corrected[1] == len(reading):
        end = len(reading)
    return clean_name(reading.slice(*found)) if reading.only_tail(end) else ""


def _likely(reading: Reading, found: tuple[int, int]) -> bool:
    first, end = found
    if all(reading.low[at] in PLACES for at in range(first, end)):
        return False
    # One or two unknown words may be a rare name; three are a sentence in some other language.
    sure = end - first < 3 and not reading.is_company(found)
    return sure or reading.proven(found)


def _plain_answer(reading: Reading) -> str:
    """As in "saya kokom pak", "pake nama Contoh aja", "Asep, 08123": a name among polite words."""
    count = len(reading)
    if not 0 < count <= _MOST_WORDS or "?" in reading.text or _REFUSAL.search(reading.text):
        return ""
    at = 0
    while at < count and reading.low[at] in _LEADS:
        at += 1
    found = reading.name_at(at) if at < count else None
    if found is None or not _likely(reading, found):
        return ""
    end = found[1]
    while end < count and reading.low[end] in _TRAILS:
        end += 1
    if reading.only_tail(end) or reading.only_contact(end) or _aside(reading, found, end):
        return clean_name(reading.slice(*found))
    return ""


def _aside(reading: Reading, found: tuple[int, int], end: int) -> bool:
    """As in "rahmat contoh, kontraktor": something more about the sender behind a comma."""
    return (
        reading.boundary(end)
        and "@" not in reading.gap[end]
        and reading.proven(found)
        and not any(low in OTHERS for low in reading.low[end:])
    )


def _spelled(reading: Reading) -> str:
    """As in "huruf depannya F, Fauzan, ga pake P": a clause that is a name, in talk of spelling."""
    count = len(reading)
    if count > _LONGEST_TALK or "?" in reading.text or _HIDES.search(reading.text):
        return ""
    if not any(low in _TALK or (len(low) == 1 and low.isalpha()) for low in reading.low):
        return ""
    if any(low in _STRANGERS for low in reading.low):
        return ""
    for start in range(count):
        if not reading.boundary(start):
            continue
        at = reading.skip(start, _TALK)
        found = reading.name_at(at) if at < count else None
        if found is None or not reading.proven(found):
            continue
        after_talk = start > 0 and reading.low[start - 1] in SPELLING
        if not (after_talk or reading.is_company(found) or _known(reading, found)):
            continue
        end = reading.skip(found[1], _TRAILS)
        if reading.boundary(end) or reading.low[end] in _SPELLED:
            return clean_name(reading.slice(*found))
    return ""


def _known(reading: Reading, found: tuple[int, int]) -> bool:
    return any(reading.given(at) for at in range(*found))
