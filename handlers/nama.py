"""The reporter's name: what counts as one, and what a name of a profile is worth (nothing yet)."""

from __future__ import annotations

from domain.dialogue import Awaiting
from handlers import lapor, rahasia
from handlers.answers import (
    chosen,
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
from handlers.name_reading import could_be_name, leading_name, looks_given, says_something
from handlers.questions import ask, ask_next
from handlers.step import Step


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
    if stated:
        return _take(step, stated[0])
    leading = "" if bare else leading_name(step)
    if leading and leading != text and not says_something(step):
        return _take(step, leading)
    if wants_anonymous(text) or wants_confidential(text):
        rahasia.refuse_name(step)
        return True
    if len(words(text)) <= 8 and (says_refuse(text) or says_no(text) or says_nothing(text)):
        rahasia.refuse_name(step)
        return True
    if bare:
        return _take(step, bare[0])
    if looks_given(step):
        return _take(step, " ".join(text.split()))
    if says_later(text) or says_unknown(text):
        rahasia.refuse_name(step)
        return True
    return False


def loose(step: Step) -> bool:
    """A reply that is no name we can see: more of the matter, or a name like no other."""
    found = words(step.text)
    if step.nlu.act in ("lapor", "saran", "tambah_info") and len(found) >= 4:
        lapor.take_statement(step)
        step.say("noted")
        ask_next(step)
    elif step.times_asked("name") >= 2 and could_be_name(step.text) and not says_something(step):
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


def _take(step: Step, name: str) -> bool:
    facts = add_details(step.facts, step.text, step.entities)
    step.set_facts(
        name=name[:80],
        name_refused=False,
        services=facts.services,
        received=facts.received,
        received_on=facts.received_on,
        confidential=facts.confidential or wants_confidential(step.text),
    )
    ask_next(step)
    return True
