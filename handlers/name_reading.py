"""Reading a name from a short reply, beside what the extraction found in it.

Names are stranger than lists of words. When the bot has just asked for one, a short reply that is
nothing else is a name.
"""

from __future__ import annotations

import re

from handlers.answers import says_no, says_nothing, says_refuse, says_unknown, says_yes, words
from handlers.step import Step

_LETTERS = re.compile(r"[^\W\d_][\w .,'’/-]{1,79}")
_BEFORE = re.compile(
    r"^(?:(?:bukan|salah|tidak|ga|gak|bkn|eh|oh|ok|oke|baik|ya|iya)\b[\s,.]*)*"
    r"(?:(?:nama|namanya|nami|wasta|jeneng)\b\s*(?:saya|sy|aku|abdi|kulo|kula|adalah)?[\s:]*|"
    r"(?:saya|sy|abdi|kulo|kula|atas nama|a\.n\.?|a/n|an\.)\s+)?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:[,;(\n]|\b(?:tapi|tp|namun|cuma|cuman|asal|asalkan|tolong|tlg|mohon|jangan|jgn|rahasia\w*|"
    r"dirahasia\w*|bukan|bkn|sanes|dudu|yang|yg|pak|bu|ya|min)\b).*$",
    re.IGNORECASE | re.DOTALL,
)


_AFTER_WORD = re.compile(
    r"\bnama(?:nya)?\s+(?:saya\s+|sy\s+|adalah\s+|itu\s+)?(.+)$", re.IGNORECASE
)


def name_after_word(text: str) -> str:
    """The name after "namanya": "iya tapi namanya Siti Maryam"; "" for none."""
    match = _AFTER_WORD.search(text)
    cut = _AFTER.sub("", match[1]).strip(" .!") if match else ""
    return cut if cut and could_be_name(cut) and len(cut.split()) <= 5 else ""


def leading_name(step: Step) -> str:
    """The name with which a reply begins, "" for none: "bukan, Rina Marlina, tapi rahasia ya"."""
    cut = _AFTER.sub("", _BEFORE.sub("", step.text.strip(), count=1)).strip()
    if not cut or len(cut.split()) > 4 or not could_be_name(cut):
        return ""
    capital = all(word[0].isupper() for word in cut.split())
    known = any(cut.lower().startswith(n.text.lower()) for n in step.entities.names)
    plainly = not (says_refuse(cut) or says_no(cut) or says_nothing(cut) or says_unknown(cut))
    return cut if plainly and (capital or known) else ""


def looks_given(step: Step) -> bool:
    """Whether a short reply is a name for want of anything else that it could be."""
    found = step.text.split()
    if len(found) > 4 or not could_be_name(step.text) or says_something(step):
        return False
    capitals = len(found) > 1 and all(word[0].isupper() for word in found)
    return capitals or (step.nlu.act == "jawab" and len(found) > 1)


def says_something(step: Step) -> bool:
    """Whether the reply holds anything that the extraction knows and that is no name."""
    said = step.entities
    return bool(said.dates or said.services or said.money or said.tickets or said.not_yet)


def could_be_name(text: str) -> bool:
    return bool(_LETTERS.fullmatch(text.strip())) and len(words(text)) <= 5 and not says_yes(text)
