"""Turning a draft into a registered report, and completing one that was registered too thin."""

from __future__ import annotations

from dataclasses import replace

from domain.complaint import Complaint, Kind, Reason, completed, register
from domain.dialogue import NUMBER_PLACEHOLDER, Awaiting
from domain.messages import SMS
from handlers.receipt import receipt
from handlers.step import Step


def register_draft(step: Step, *, by_silence: bool = False) -> None:
    """Register what the draft holds, whatever it holds, and send the receipt.

    Where identity or object is still missing, the open question stays open, so that whoever comes
    back later completes the same ticket.
    """
    draft = step.draft
    if draft is None:
        raise ValueError("there is no draft to register")
    complaint = register(
        draft.facts,
        channel=step.channel,
        sender=step.turn.address,
        received_at=draft.received_at or draft.opened_at,
        now=step.now,
        rules=step.office.rules,
        calendar=step.office.calendar,
        by_silence=by_silence,
    )
    step.new_complaint = complaint
    step.set(draft=None, pending=None, menu=(), focus=NUMBER_PLACEHOLDER)
    step.set(awaiting=still_open(complaint))
    step.audit(
        "registered",
        NUMBER_PLACEHOLDER,
        kind=complaint.kind.value,
        reason=complaint.reason.value if complaint.reason else None,
        by_silence=by_silence,
    )
    text = receipt(step, complaint)
    if by_silence:
        text = step.sentence("by_silence") + (" " if step.channel == SMS else "\n\n") + text
    step.send(text, purpose="receipt", complaint=NUMBER_PLACEHOLDER)


def still_open(complaint: Complaint) -> Awaiting | None:
    """The question that stays open after a receipt which asks for what is missing."""
    if complaint.reason is Reason.NO_OBJECT:
        return Awaiting.MATTER
    if complaint.reason is Reason.NO_IDENTITY:
        return Awaiting.NAME
    return None


def complete(step: Step, complaint: Complaint, new: Complaint) -> None:
    """Put more facts into a registered report, and tell the citizen what that makes of it.

    new: the same complaint with its facts extended; it is classified again here.
    """
    updated = completed(
        replace(complaint, additions=new.additions),
        new.facts,
        on=step.message.sent_at,
        rules=step.office.rules,
        calendar=step.office.calendar,
    )
    step.change(updated)
    step.set(focus=complaint.number, awaiting=still_open(updated), menu=())
    became = complaint.kind is not Kind.PENGADUAN and updated.kind is Kind.PENGADUAN
    step.audit("completed" if became else "facts_added", complaint.number, kind=updated.kind.value)
    if became:
        step.say("now_a_complaint")
        step.send(receipt(step, updated), purpose="receipt", complaint=complaint.number)
    elif updated.reason is not complaint.reason or updated.reason is Reason.NO_OBJECT:
        step.send(receipt(step, updated), purpose="receipt", complaint=complaint.number)
    else:
        step.say("added", number=complaint.number)


def incomplete(step: Step) -> Complaint | None:
    """The sender's ticket that still lacks identity or object and was talked about here last."""
    found = step.complaint(step.state.focus)
    if found and found.open and found.reason in (Reason.NO_IDENTITY, Reason.NO_OBJECT):
        return found
    return None
