"""`tambah_info`: a fact or a file for a report that was made already."""

from __future__ import annotations

from dataclasses import replace

from domain.complaint import Complaint, Receipt
from domain.messages import Attachment
from domain.receipt import receipt_day
from handlers import lapor
from handlers.gather import (
    add_details,
    add_statement,
    attachments_of,
    with_alarms,
)
from handlers.name_reading import leading_name
from handlers.registration import complete, incomplete
from handlers.step import Step
from handlers.which_complaint import ask_which


def handle(step: Step) -> None:
    if step.draft is not None:
        lapor.begin(step)
        return
    open_ones = step.open_complaints
    named = [c for c in open_ones if c.number in step.entities.tickets]
    if not open_ones:
        lapor.begin(step)
    elif named or len(open_ones) == 1:
        add(step, (named or open_ones)[0], step.text, attachments_of(step.message))
    else:
        ask_which(step, "tambah_info")


def add(step: Step, complaint: Complaint, text: str, attachments: tuple[Attachment, ...]) -> None:
    """Add words and files to a ticket; what it still lacked is taken from them."""
    facts = with_alarms(add_details(complaint.facts, text, step.entities), text)
    facts = replace(facts, attachments=(*facts.attachments, *attachments))
    additions = (*complaint.additions, text) if text else complaint.additions
    complete(step, complaint, replace(complaint, facts=facts, additions=additions))


def name_in(step: Step) -> str:
    """The name that a message gives while one is lacking, "" for none."""
    names = [n.text for n in step.entities.names]
    return leading_name(step) or (names[0] if names else "")


def complete_details(step: Step, complaint: Complaint) -> None:
    """The permit or the day of receipt that an officer would have to ask for."""
    facts = add_details(complaint.facts, step.text, step.entities)
    day = receipt_day(step.entities.dates, asked=True)
    if facts.received in (Receipt.UNASKED, Receipt.UNKNOWN) and day is not None:
        facts = replace(facts, received=Receipt.ON, received_on=day.value)
    additions = (*complaint.additions, step.text)
    complete(step, complaint, replace(complaint, facts=facts, additions=additions))


def complete_name(step: Step, name: str) -> bool:
    """A name that a registered report still lacked. False where none lacks one."""
    complaint = incomplete(step)
    if complaint is None:
        return False
    facts = add_details(complaint.facts, step.text, step.entities)
    complete(step, complaint, replace(complaint, facts=replace(facts, name=name)))
    return True


def complete_matter(step: Step) -> bool:
    """The matter that a registered report still lacked. False where none lacks one."""
    complaint = incomplete(step)
    if complaint is None or complaint.facts.matter:
        return False
    threshold = step.office.dialogue.component_threshold
    facts = add_statement(complaint.facts, step.text, step.nlu, threshold)
    facts = replace(facts, attachments=(*facts.attachments, *attachments_of(step.message)))
    complete(step, complaint, replace(complaint, facts=facts))
    return True
