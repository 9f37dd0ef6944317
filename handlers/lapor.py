"""`lapor`: a grievance, or the wish to report one. Opens a draft, or adds to an open one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from domain.complaint import Facts, Receipt
from domain.dialogue import Awaiting, Draft
from handlers.answers import only_intent, wants_anonymous
from handlers.gather import add_details, add_statement, attachments_of
from handlers.questions import ask, ask_next, missing
from handlers.step import Step
from handlers.which_complaint import ask_which

_NEW = re.compile(
    r"\b(?:lapor(?:an|kan)?\s+(?:lagi|baru|lain)|(?:hal|masalah|kasus|soal|keluhan|pengaduan|"
    r"urusan)\s+"
    r"(?:yang\s+|yg\s+)?(?:lain|baru|beda|berbeda)|beda\s+(?:lagi|kasus|masalah|soal|hal)|hal "
    r"baru)\b"
)


def handle(step: Step) -> None:
    told = step.draft is None and step.open_complaints and not tells_nothing(step)
    if told and not says_new(step.text):
        ask_which(step, "lapor")
    else:
        begin(step)


def tells_nothing(step: Step) -> bool:
    """Whether the message says no more of the matter than that there is one.

    A name, a permit or the wish for confidence beside "mau lapor" is no grievance yet.
    """
    text = step.text
    if only_intent(text):
        return True
    said = step.entities
    named = [name.text for name in said.names]
    named += [service.text for service in said.services] + [day.text for day in said.dates]
    for words_of in named:
        text = re.sub(re.escape(words_of), " ", text, flags=re.IGNORECASE)
    return len(text) < len(step.text) and only_intent(text)


def says_new(text: str) -> bool:
    return bool(_NEW.search(text.lower()))


def begin(step: Step, *, suggestion: bool = False) -> None:
    """A draft from this message, with everything that it says, and the next question."""
    first = step.draft is None
    step.open_draft()
    if first:
        step.say("opening" if not step.state.greeted else "opening_again")
        step.set(greeted=True)
    elif not tells_nothing(step):
        step.say("noted")
    confidential = step.facts.confidential
    take_statement(step, suggestion=suggestion)
    if step.facts.confidential and not confidential:
        step.say("confidential_ok")
    if _impossible_day(step):
        return
    question = missing(step)
    # A question that was not answered because the statement went on was not asked in vain.
    ask(step, question, again=not first and question is step.awaiting)


def _impossible_day(step: Step) -> bool:
    """A day to come or that no calendar has is asked about at once, with the reason."""
    problems = [d.problem for d in step.entities.dates if d.problem]
    if not problems or step.facts.received is not Receipt.UNASKED or step.facts.suggestion:
        return False
    if step.times_asked("received_problem"):
        return False
    step.count("received_problem")
    step.say("date_future" if problems[0] == "future" else "date_impossible")
    ask(step, Awaiting.RECEIVED)
    return True


def take_statement(step: Step, *, suggestion: bool | None = None) -> None:
    """Add the message to the draft's matter. A wish to report without content adds nothing.

    suggestion: whether it only suggests; None goes by what the engine took it for. A grievance
    that joins a suggestion makes a complaint of it.
    """
    draft = step.draft
    if draft is None:
        raise ValueError("there is no draft to add to")
    if suggestion is None:
        suggestion = draft.facts.suggestion and step.nlu.act != "lapor"
    text = step.text
    facts = replace(
        draft.facts, attachments=(*draft.facts.attachments, *attachments_of(step.message))
    )
    has_matter = bool(text) and not tells_nothing(step)
    if has_matter:
        only_suggests = suggestion and not (draft.facts.matter and not draft.facts.suggestion)
        facts = add_statement(facts, text, step.nlu, step.office.dialogue.component_threshold)
        facts = replace(facts, suggestion=only_suggests)
    elif text:
        facts = add_details(facts, text, step.entities)
    draft = replace(draft, facts=facts)
    if has_matter and draft.received_at is None:
        # The clock of rule 4 starts with the message that first states the matter.
        draft = replace(draft, received_at=step.sent_at)
    if wants_anonymous(text) and not facts.name:
        draft = replace(draft, asked={**draft.asked, "refused": 1})
    step.set(draft=draft)


def begin_with(step: Step, facts: Facts, at: datetime) -> None:
    """A draft from facts that were put aside while another question was asked."""
    step.open_draft()
    draft = step.draft
    if draft is None:
        raise ValueError("opening a draft gave none")
    known = draft.facts
    merged = replace(
        facts,
        name=facts.name or known.name,
        confidential=facts.confidential or known.confidential,
    )
    step.set(draft=Draft(facts=merged, opened_at=at, received_at=at if merged.matter else None))
    step.say("opening_again")
    ask_next(step)
