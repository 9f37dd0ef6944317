"""`lapor`: a grievance, or the wish to report one. Opens a draft, or adds to an open one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from domain.complaint import Facts
from domain.dialogue import Draft
from handlers.answers import only_intent, wants_confidential
from handlers.gather import add_statement, attachments_of, refuses_identity
from handlers.questions import ask_next
from handlers.step import Step
from handlers.which_complaint import ask_which

_NEW = re.compile(
    r"\b(?:lapor(?:an|kan)?\s+(?:lagi|baru|lain)|(?:hal|masalah|kasus|soal|keluhan|pengaduan|"
    r"urusan)\s+"
    r"(?:yang\s+|yg\s+)?(?:lain|baru|beda|berbeda)|beda\s+(?:lagi|kasus|masalah|soal|hal)|hal "
    r"baru)\b"
)


def handle(step: Step) -> None:
    told = step.draft is None and step.open_complaints and not only_intent(step.text)
    if told and not says_new(step.text):
        ask_which(step, "lapor")
    else:
        begin(step)


def says_new(text: str) -> bool:
    return bool(_NEW.search(text.lower()))


def begin(step: Step, *, suggestion: bool = False) -> None:
    """A draft from this message, with everything that it says, and the next question."""
    first = step.draft is None
    step.open_draft()
    if first:
        step.say("opening" if not step.state.greeted else "opening_again")
        step.set(greeted=True)
    elif not only_intent(step.text):
        step.say("noted")
    confidential = step.facts.confidential
    take_statement(step, suggestion=suggestion)
    if step.facts.confidential and not confidential:
        step.say("confidential_ok")
    ask_next(step)


def take_statement(step: Step, *, suggestion: bool = False) -> None:
    """Add the message to the draft's matter. A wish to report without content adds nothing."""
    draft = step.draft
    if draft is None:
        raise ValueError("there is no draft to add to")
    text = step.text
    facts = replace(
        draft.facts, attachments=(*draft.facts.attachments, *attachments_of(step.message))
    )
    has_matter = bool(text) and not only_intent(text)
    if has_matter:
        only_suggests = suggestion and not (draft.facts.matter and not draft.facts.suggestion)
        facts = add_statement(facts, text, step.nlu, step.office.dialogue.component_threshold)
        facts = replace(facts, suggestion=only_suggests)
    elif wants_confidential(text):
        facts = replace(facts, confidential=True)
    draft = replace(draft, facts=facts)
    if has_matter and draft.received_at is None:
        # The clock of rule 4 starts with the message that first states the matter.
        draft = replace(draft, received_at=step.sent_at)
    if refuses_identity(text) and not facts.name:
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
