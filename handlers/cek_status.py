"""`cek_status`: how a complaint stands, told only to whom it belongs or who proves it.

A ticket of another number or channel needs its code. An unknown number and a wrong code get the
same answer, and guessing is limited, so that nobody can find out which tickets exist.
"""

from __future__ import annotations

import re
from datetime import date

from domain.calendar import say_day
from domain.complaint import Complaint, Kind, Status
from domain.dialogue import Awaiting, Pending
from domain.privacy import hide_name
from domain.tickets import find_wrong_numbers
from handlers.answers import says_unknown
from handlers.questions import repeat as repeat_question
from handlers.questions import say_services
from handlers.say import component_list, shorten
from handlers.step import Step

_MOST = 3
_PER_TICKET = 10  # Wrong codes for one ticket in a day, from anybody.


def handle(step: Step) -> None:
    numbers = step.entities.tickets
    if numbers:
        _one(step, numbers[0])
    elif find_wrong_numbers(step.text):
        step.say("number_wrong")
    elif step.complaints:
        _all(step)
    elif step.draft is None:
        step.say("no_tickets")
    if step.draft is not None:
        step.say("draft_not_registered")
        repeat_question(step)


def _one(step: Step, number: str) -> None:
    complaint = step.complaint(number)
    if complaint is not None:
        step.set(focus=number)
        step.say("status_one", status=describe(step, complaint))
        return
    step.set(pending=Pending("cek_status", "", step.sent_at, candidates=(number,)))
    if _codes(step, number):
        answer(step)
    else:
        step.set(awaiting=Awaiting.CODE, menu=())
        step.say("ask_code", number=number)


def _all(step: Step) -> None:
    shown = step.complaints[:_MOST]
    step.set(focus=shown[0].number)
    separator = " " if step.channel == "sms" else "\n\n"
    step.say("status_one", status=separator.join(describe(step, c) for c in shown))
    if len(step.complaints) > _MOST:
        step.say("status_more", count=len(step.complaints) - _MOST)


def describe(step: Step, complaint: Complaint) -> str:
    """Number, status in plain words, and the day of the answer."""
    about = component_list(complaint.facts.components[:1]) or "laporan"
    if complaint.facts.services:
        about = f"{about}, {shorten(say_services(complaint.facts), 60)}"
    number, answer = complaint.number, complaint.answer
    into = stands_for(step, complaint)
    if into is not complaint:
        # Of the other report only how it stands: never what its reporter wrote, or their name.
        complaint, answer = into, hide_name(into.answer, into.facts.name)
    text = step.sentence(
        "status_line" if into.number == number else "status_line_merged",
        number=number,
        into=into.number,
        about=about,
        status=step.sentence(f"status_{complaint.status.value}"),
    )
    if complaint.open and complaint.deadline:
        text += " " + step.sentence("status_due", date=_until(step, complaint.deadline.on))
    elif complaint.open and complaint.kind is Kind.SARAN:
        text += " " + step.sentence("status_saran")
    if answer and complaint.status in (Status.DITUTUP, Status.DIJAWAB):
        text += " " + step.sentence("status_answer", answer=shorten(answer, 600))
    return text


def stands_for(step: Step, complaint: Complaint) -> Complaint:
    """The report under which a merged one is handled now; any other stands for itself."""
    known = {c.number: c for c in (*step.turn.referenced, *step.complaints)}
    while complaint.handling.merged_into in known:
        complaint = known[complaint.handling.merged_into]
    return complaint


def _until(step: Step, day: date) -> str:
    """The last day, and when the office closes on it."""
    closes = step.office.closes.get(day.weekday())
    return f"{say_day(day)} pukul {closes:%H.%M} WIB" if closes else say_day(day)


def answer(step: Step) -> bool:
    """Read a code given for a ticket of another channel."""
    pending = step.state.pending
    if pending is None or not pending.candidates:
        step.set(awaiting=None, pending=None)
        return False
    number = (step.entities.tickets or pending.candidates)[0]
    codes = _codes(step, number)
    if not codes:
        if says_unknown(step.text):
            step.set(awaiting=None, pending=None)
            step.say("code_unknown")
            return True
        return False
    settings = step.office.dialogue
    if _locked(step, number):
        step.set(awaiting=None, pending=None)
        step.say("code_locked")
        return True
    complaint = next((c for c in step.turn.referenced if c.number == number), None)
    if complaint is not None and complaint.code in codes:
        step.set(
            awaiting=None,
            pending=None,
            wrong_codes=0,
            focus=number,
            proven=tuple(dict.fromkeys((*step.state.proven, number))),
        )
        step.audit("proven_by_code", number)
        step.say("status_one", status=describe(step, complaint))
        return True
    wrong = step.state.wrong_codes + 1
    step.code_failure = number
    step.audit("wrong_code", number if complaint else "")
    if wrong >= settings.code_attempts:
        step.set(
            awaiting=None,
            pending=None,
            wrong_codes=0,
            locked_until=step.now + settings.code_lockout,
        )
        step.say("code_locked")
        return True
    step.set(wrong_codes=wrong, awaiting=Awaiting.CODE, menu=())
    step.set(pending=Pending("cek_status", "", step.sent_at, candidates=(number,)))
    step.say("code_wrong")
    return True


def _locked(step: Step, number: str) -> bool:
    until = step.state.locked_until
    if until is not None and step.now < until:
        return True
    return step.turn.code_failures.get(number, 0) >= _PER_TICKET


def _codes(step: Step, number: str) -> tuple[str, ...]:
    """What may be meant as a code: a word of its form, or the one short word of the message."""
    text = step.text
    for digits in (number, number.replace("-", ""), number.replace("-", " ")):
        text = text.replace(digits, " ")
    labelled = re.search(r"\b(?:kode|code|kodenya|sandi)\b\W*([A-Za-z0-9]{4})\b", text)
    if labelled:
        return (labelled[1].upper(),)
    if step.entities.codes:
        return step.entities.codes
    # Not every word of four letters is meant as a code; one in capitals or with a digit is.
    words = re.findall(r"\b(?:[A-Z0-9]{4}|(?=[a-z]*\d)[a-z0-9]{4})\b", text)
    lone = step.awaiting is Awaiting.CODE and len(text.split()) <= 3
    return (words[-1].upper(),) if lone and words else ()


def gives_code(step: Step) -> bool:
    """Whether, in the middle of something else, the code asked for before is given."""
    pending = step.state.pending
    waits = pending is not None and pending.act == "cek_status"
    return waits and len(step.text.split()) <= 3 and bool(step.entities.codes)


def repeat(step: Step) -> None:
    pending = step.state.pending
    if pending and pending.candidates:
        step.say("ask_code", number=pending.candidates[0])
