"""`batal`: an unfinished report is abandoned; a registered one withdrawn only after a yes."""

from __future__ import annotations

import re

from domain.complaint import Complaint, Flag, Status
from domain.dialogue import Awaiting, Pending
from handlers.answers import chosen, plain, says_no, says_yes
from handlers.step import Step
from handlers.which_complaint import ask_which

_SAYS_IT = re.compile(r"\b(?:batal\w*|cancel|jadi|stop|berhenti|cabut|tarik|udahan|urung)\b")


def says_it(text: str) -> bool:
    """Whether the words themselves say that something is to be stopped."""
    return bool(_SAYS_IT.search(plain(text)))


def handle(step: Step) -> None:
    pending = step.state.pending
    if step.draft is not None or (pending is not None and pending.act in ("lapor", "saran")):
        step.set(draft=None, pending=None, awaiting=None, menu=())
        step.audit("draft_abandoned")
        step.say("draft_cancelled")
        return
    if pending is not None:
        # What is given up is the question that was open; nothing was being reported.
        step.set(pending=None, awaiting=None, menu=())
        step.say("kept" if step.open_complaints else "goodbye")
        return
    open_ones = step.open_complaints
    named = [c for c in open_ones if c.number in step.entities.tickets]
    if named or len(open_ones) == 1:
        ask_withdraw(step, (named or open_ones)[0])
    elif open_ones:
        ask_which(step, "batal")
    else:
        step.set(awaiting=None, menu=())
        step.say("nothing_to_cancel")


def ask_withdraw(step: Step, complaint: Complaint) -> None:
    step.set(
        awaiting=Awaiting.WITHDRAW,
        pending=Pending("batal", step.text, step.sent_at, candidates=(complaint.number,)),
    )
    options = [("withdraw", "Ya, tarik"), ("keep", "Tidak, lanjutkan")]
    step.say("ask_withdraw", number=complaint.number, options=options)


def answer(step: Step) -> bool:
    """Read the reply to "withdraw number …?"."""
    pending = step.state.pending
    complaint = step.complaint(pending.candidates[0]) if pending else None
    if complaint is None or not complaint.open:
        step.set(awaiting=None, pending=None, menu=())
        return False
    choice = chosen(step.text, step.message.button, step.state.menu)
    text = plain(step.text)
    if choice == "withdraw" or says_yes(text) or text in {"tarik", "ya tarik", "cabut", "ya cabut"}:
        _withdraw(step, complaint)
        return True
    if choice == "keep" or says_no(text) or text in {"lanjut", "lanjutkan", "jangan", "ga jadi"}:
        step.set(awaiting=None, pending=None, menu=())
        step.say("kept")
        return True
    return False


def _withdraw(step: Step, complaint: Complaint) -> None:
    """Withdraw it, unless others whose reports were merged into it wait for its answer too."""
    step.set(awaiting=None, pending=None, menu=())
    if complaint.handling.merged:
        step.change(complaint.flagged(Flag.WITHDRAW_UNDER_REVIEW))
        step.audit("withdrawal_noted", complaint.number)
        step.say("withdrawal_noted", number=complaint.number)
        return
    if complaint.status is not Status.DITERIMA:
        complaint = complaint.flagged(Flag.WITHDRAW_UNDER_REVIEW)
    step.change(complaint.moved(Status.DITARIK))
    step.audit("withdrawn", complaint.number)
    step.say("withdrawn", number=complaint.number)


def repeat(step: Step) -> None:
    pending = step.state.pending
    complaint = step.complaint(pending.candidates[0]) if pending else None
    if complaint:
        ask_withdraw(step, complaint)
