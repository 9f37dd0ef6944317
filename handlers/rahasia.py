"""`rahasia`: confidentiality, and reporting without a name at all; they are not the same.

Confidential: intake knows who it is, later handlers and reports do not; it stays a complaint.
Anonymous: rule 5b makes it saran. That is said once, then the wish is respected.
"""

from __future__ import annotations

from dataclasses import replace

from domain.complaint import Complaint, Reason
from domain.dialogue import Awaiting
from handlers import lapor, tambah_info
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
)
from handlers.questions import ask, ask_next
from handlers.registration import complete
from handlers.step import Step

_DECLINES = (says_no, says_nothing, says_refuse, says_later, says_unknown)


def handle(step: Step) -> None:
    stated = [n.text for n in step.entities.names if n.stated]
    if step.draft is not None:
        if stated:
            # Whoever says a name has made up their mind about it.
            step.set_facts(name=stated[0], name_refused=False)
        elif wants_anonymous(step.text) and not step.facts.name:
            refuse_name(step)
            return
        if not stated or wants_confidential(step.text):
            step.set_facts(confidential=True)
            step.say("confidential_ok")
        else:
            step.say("changed")
        ask_next(step)
        return
    target = step.complaint(step.state.focus) or next(iter(step.open_complaints), None)
    if target is not None and target.open:
        _for_ticket(step, target)
        return
    lapor.begin(step)
    if step.draft is not None and wants_confidential(step.text):
        step.set_facts(confidential=True)


def _for_ticket(step: Step, target: Complaint) -> None:
    """A registered report becomes confidential; one without a name is asked for it once more."""
    name = target.facts.name or tambah_info.name_in(step)
    confidential = replace(target.facts, confidential=True, name=name)
    if name and not target.facts.name:
        complete(step, target, replace(target, facts=confidential))
        return
    step.change(replace(target, facts=confidential))
    step.audit("made_confidential", target.number)
    step.say("confidential_ticket", number=target.number)
    if target.reason is Reason.NO_IDENTITY:
        step.set(awaiting=Awaiting.NAME, focus=target.number, menu=())
        step.say("ask_name")


def refuse_name(step: Step) -> None:
    """No name is given: explain once what that costs, the second time respect it."""
    if wants_confidential(step.text) and not wants_anonymous(step.text):
        step.set_facts(confidential=True)
        step.say("confidential_ok")
        ask(step, Awaiting.NAME)
    elif step.facts.suggestion:
        _respect(step)
    elif not step.times_asked("confidential"):
        ask(step, Awaiting.CONFIDENTIAL)
    else:
        _respect(step)


def _respect(step: Step) -> None:
    step.set_facts(name_refused=True, name="")
    step.say("anonymous_ok")
    ask_next(step)


def answer(step: Step) -> bool:
    """Read the reply to "confidential, or without a name at all?"."""
    text = step.text
    choice = chosen(text, step.message.button, step.state.menu)
    names = [n.text for n in step.entities.names]
    if choice == "anonymous" or (not choice and wants_anonymous(text)):
        _respect(step)
    elif choice == "confidential" or says_yes(text) or wants_confidential(text):
        step.set_facts(confidential=True)
        stated = [n.text for n in step.entities.names if n.stated]
        if stated:
            step.set_facts(name=stated[0])
        else:
            step.say("confidential_ok")
        ask_next(step)
    elif (
        says_later(text)
        or says_unknown(text)
        or says_no(text)
        or says_nothing(text)
        or says_refuse(text)
        or _stays(text)
    ):
        _respect(step)
    elif names:
        step.set_facts(confidential=True, name=names[0])
        step.say("confidential_ok")
        ask_next(step)
    else:
        return False
    return True


def _stays(text: str) -> bool:
    return "tetap" in text.lower() or "tanpa" in text.lower()
