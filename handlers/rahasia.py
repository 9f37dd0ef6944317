"""`rahasia`: confidentiality, and reporting without a name at all; they are not the same.

Confidential: intake knows who it is, later handlers and reports do not; it stays a complaint.
Anonymous: rule 5b makes it saran. That is said once, then the wish is respected.
"""

from __future__ import annotations

from dataclasses import replace

from domain.dialogue import Awaiting
from handlers import lapor
from handlers.answers import (
    chosen,
    says_no,
    says_nothing,
    says_refuse,
    says_yes,
    wants_anonymous,
    wants_confidential,
)
from handlers.questions import ask, ask_next
from handlers.step import Step


def handle(step: Step) -> None:
    if step.draft is not None:
        if wants_anonymous(step.text) and not step.facts.name:
            refuse_name(step)
            return
        step.set_facts(confidential=True)
        if len(step.text.split()) > 6 and step.nlu.components:
            lapor.take_statement(step)
        step.say("confidential_ok")
        ask_next(step)
        return
    target = step.complaint(step.state.focus) or next(iter(step.open_complaints), None)
    if target is not None:
        step.change(replace(target, facts=replace(target.facts, confidential=True)))
        step.audit("made_confidential", target.number)
        step.say("confidential_ticket", number=target.number)
        return
    step.open_draft()
    step.set_facts(confidential=wants_confidential(step.text) or not wants_anonymous(step.text))
    lapor_text = len(step.text.split()) > 6 and not lapor.tells_nothing(step)
    if lapor_text:
        lapor.begin(step)
        return
    if wants_anonymous(step.text):
        step.set_draft(asked={"refused": 1})
    step.say("confidential_ok" if step.facts.confidential else "opening")
    ask_next(step)


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
    elif says_no(text) or says_nothing(text) or says_refuse(text) or _stays(text):
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
