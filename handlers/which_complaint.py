"""Is this about a ticket that exists, or something new? Asked where a citizen has open tickets."""

from __future__ import annotations

from dataclasses import replace

from domain.complaint import Facts
from domain.dialogue import Awaiting, Pending
from handlers.gather import add_statement, attachments_of
from handlers.questions import say_services
from handlers.say import component_list, shorten
from handlers.step import Step

_MOST = 4  # Choices that still fit on a phone's screen.


def ask_which(step: Step, act: str) -> None:
    """Put the question, and keep what was said until it is answered."""
    facts = with_message(step, Facts())
    numbers = tuple(c.number for c in step.open_complaints[:_MOST])
    step.set(pending=Pending(act, step.text, step.sent_at, facts, numbers))
    ask_again(step)


def ask_again(step: Step) -> None:
    """The question once more, with what was kept."""
    pending = step.state.pending
    numbers = pending.candidates if pending else ()
    options = [(n, _label(step, n)) for n in numbers]
    if pending and pending.act != "batal":
        options.append(("new", "Hal baru"))
    step.set(awaiting=Awaiting.WHICH_COMPLAINT)
    key = "ask_which_withdraw" if pending and pending.act == "batal" else "ask_which"
    step.say(key, numbers=" / ".join(numbers), options=options)


def _label(step: Step, number: str) -> str:
    complaint = step.complaint(number)
    if complaint is None:
        return number
    about = component_list(complaint.facts.components[:1])
    if complaint.facts.services:
        about = shorten(say_services(complaint.facts), 30)
    return f"{number} ({about})" if about else number


def with_message(step: Step, facts: Facts) -> Facts:
    """Facts that are kept aside, with what this message adds."""
    facts = replace(facts, attachments=(*facts.attachments, *attachments_of(step.message)))
    if not step.text:
        return facts
    return add_statement(facts, step.text, step.nlu, step.office.dialogue.component_threshold)
