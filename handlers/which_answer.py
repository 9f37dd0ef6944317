"""The reply to "is this about a ticket that exists, or something new?"."""

from __future__ import annotations

from dataclasses import replace

from domain.dialogue import Pending
from handlers import batal, lapor, tambah_info, ubah
from handlers.answers import (
    chosen,
    plain,
    says_no,
    says_yes,
    starts_as_correction,
    wants_confidential,
)
from handlers.step import Step
from handlers.which_complaint import ask_again, with_message

_NEW_WORDS = frozenset(
    "baru|hal baru|yang baru|yg baru|new|lain|yang lain|yg lain|beda|berbeda|lapor baru|"
    "laporan baru|baru pak|baru bu|baru kang".split("|")
)
_OLD_WORDS = frozenset(
    "lama|yang lama|yg lama|yang itu|yg itu|itu|yang tadi|yg tadi|sama|yang kemarin|yg kemarin|"
    "yang sama|yg sama|masih sama|tadi|kemarin".split("|")
)


def answer(step: Step) -> bool:
    """Read the reply to the question. False where it is something else altogether."""
    pending = step.state.pending
    if pending is None:
        step.set(awaiting=None)
        return False
    choice = chosen(step.text, step.message.button, step.state.menu)
    named = [n for n in step.entities.tickets if n in pending.candidates]
    text = plain(step.text)
    if named:
        choice = named[0]
    elif not choice and (lapor.says_new(text) or text in _NEW_WORDS or says_no(text)):
        choice = "new"
    elif not choice and len(pending.candidates) == 1 and (says_yes(text) or text in _OLD_WORDS):
        choice = pending.candidates[0]
    if not choice and _adjusts(step, pending):
        return True
    if not choice:
        if step.nlu.act in ("lapor", "tambah_info", "saran") or step.message.attachments:
            facts = with_message(step, pending.facts)
            step.set(pending=replace(pending, facts=facts))
            step.say("noted")
            ask_again(step)
            return True
        return False
    complaint = step.complaint(choice)
    step.set(pending=None, awaiting=None, menu=())
    if pending.act == "batal":
        if complaint:
            batal.ask_withdraw(step, complaint)
        else:
            step.say("kept")
    elif complaint:
        _add_to(step, pending, complaint.number)
    else:
        lapor.begin_with(step, pending.facts, pending.at)
    return True


def _adjusts(step: Step, pending: Pending) -> bool:
    """Whether the message corrects what waits, or asks that it be kept confidential."""
    if starts_as_correction(step.text):
        facts, what = ubah.corrected(pending.facts, step.text, step.entities)
        if not what:
            return False
        step.set(pending=replace(pending, facts=facts))
        step.say("changed")
    elif wants_confidential(step.text) and pending.act != "batal":
        step.set(pending=replace(pending, facts=replace(pending.facts, confidential=True)))
        step.say("confidential_ok")
    else:
        return False
    ask_again(step)
    return True


def _add_to(step: Step, pending: Pending, number: str) -> None:
    complaint = step.complaint(number)
    if complaint is not None:
        facts = pending.facts
        tambah_info.add(step, complaint, facts.matter, facts.attachments)
