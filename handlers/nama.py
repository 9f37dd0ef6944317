"""The reporter's name: what counts as one, and what a name of a profile is worth (nothing yet)."""

from __future__ import annotations

import re

from domain.dialogue import Awaiting
from handlers import lapor, rahasia
from handlers.answers import (
    chosen,
    plain,
    says_later,
    says_no,
    says_nothing,
    says_refuse,
    says_unknown,
    says_yes,
    wants_anonymous,
    wants_confidential,
    words,
)
from handlers.gather import add_details
from handlers.questions import ask, ask_next
from handlers.step import Step

_LETTERS = re.compile(r"[^\W\d_][\w .,'’/-]{1,79}")


def exact(step: Step) -> bool:
    """Read the reply to "who reports?"."""
    text = step.text
    choice = chosen(text, step.message.button, step.state.menu)
    stated = [n.text for n in step.entities.names if n.stated]
    bare = [n.text for n in step.entities.names if not n.stated]
    if choice == "use_profile" or (
        step.state.profile_name and "use_profile" in step.state.menu and says_yes(text)
    ):
        return _take(step, step.state.profile_name)
    if choice == "other_name" or ("use_profile" in step.state.menu and says_no(text)):
        step.set(profile_name="")
        ask(step, Awaiting.NAME)
        return True
    if stated and not wants_anonymous(text):
        return _take(step, stated[0])
    if wants_anonymous(text) or wants_confidential(text):
        rahasia.refuse_name(step)
        return True
    if len(words(text)) <= 8 and (says_refuse(text) or says_no(text) or says_nothing(text)):
        rahasia.refuse_name(step)
        return True
    if bare:
        return _take(step, bare[0])
    if _looks_given(step):
        return _take(step, " ".join(text.split()))
    if says_later(text) or says_unknown(text):
        rahasia.refuse_name(step)
        return True
    return False


def loose(step: Step) -> bool:
    """A reply that is no name we can see: more of the matter, or a name like no other."""
    found = words(step.text)
    if step.nlu.act in ("lapor", "saran", "tambah_info") and len(found) >= 4:
        lapor.take_statement(step, suggestion=step.facts.suggestion)
        step.say("noted")
        ask_next(step)
    elif step.times_asked("name") >= 2 and _could_be_name(step.text) and not _says_something(step):
        # Asked twice, and answered twice: names are stranger than lists of words.
        _take(step, " ".join(step.text.split())[:80])
    elif says_yes(step.text):
        ask(step, Awaiting.NAME)
    else:
        step.say("name_unclear")
        ask_next(step)
    return True


def loose_confidential(step: Step) -> bool:
    if len(words(step.text)) >= 5:
        lapor.take_statement(step)
    ask(step, Awaiting.CONFIDENTIAL) if step.times_asked("confidential") < 3 else ask_next(step)
    return True


def _looks_given(step: Step) -> bool:
    """Whether a short reply is a name for want of anything else that it could be."""
    found = step.text.split()
    if len(found) > 4 or not _could_be_name(step.text) or _says_something(step):
        return False
    capitals = len(found) > 1 and all(word[0].isupper() for word in found)
    return capitals or (step.nlu.act == "jawab" and len(found) > 1)


def _says_something(step: Step) -> bool:
    """Whether the reply holds anything that the extraction knows and that is no name."""
    said = step.entities
    return bool(said.dates or said.services or said.money or said.tickets or said.not_yet)


def _could_be_name(text: str) -> bool:
    return bool(_LETTERS.fullmatch(text.strip())) and len(words(text)) <= 5 and not says_yes(text)


def _take(step: Step, name: str) -> bool:
    facts = add_details(step.facts, step.text, step.entities)
    step.set_facts(
        name=name[:80],
        name_refused=False,
        services=facts.services,
        received=facts.received,
        received_on=facts.received_on,
        confidential=facts.confidential or plain(step.text).endswith("rahasia"),
    )
    ask_next(step)
    return True
