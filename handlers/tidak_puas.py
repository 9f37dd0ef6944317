"""`tidak_puas` and the rating: what the citizen thinks of the answer that the office gave."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from domain.complaint import Complaint, Flag, Status
from domain.dialogue import Awaiting
from handlers import lapor
from handlers.answers import chosen, plain, says_later, says_no, says_yes, words
from handlers.cek_status import stands_for
from handlers.gather import attachments_of
from handlers.questions import repeat
from handlers.step import Step

_ANSWERED = (Status.DIJAWAB, Status.DITUTUP)
_RATINGS = (
    (3, re.compile(r"\b(?:tidak|ga|gak|nggak)\s+(?:buruk|jelek)\b")),
    (1, re.compile(r"^(?:tidak|ga|gak|nggak|tdk) membantu\b")),
    (
        1,
        re.compile(
            r"\b(?:sangat|sgt|amat)\s+(?:tidak|ga|gak|kurang)\s+(?:puas|baik|membantu)|\b(?:buruk|"
            r"jelek|parah|payah)\b"
        ),
    ),
    (
        2,
        re.compile(
            r"\b(?:tidak|tdk|ga|gak|nggak|kurang|krg|teu|ora|mboten|blm|belum)\s+(?:puas|baik|"
            r"jelas|membantu|marem|bagus|sugema)\b"
        ),
    ),
    (2, re.compile(r"\b(?:kurang|krg)\b")),
    (
        4,
        re.compile(
            r"\b(?:sangat|sgt|amat|banget|bgt|pisan|mantap|mantul|keren|top|hebat|bagus sekali)\b"
        ),
    ),
    (3, re.compile(r"\b(?:puas|baik|bagus|membantu|cukup|oke|ok|lumayan|sae|apik|jelas)\b")),
)


_REJECTS = re.compile(
    r"\b(?:tidak|tdk|ga|gak|nggak|kurang|krg|teu|ora|mboten|blm|belum)\s+(?:puas|sugema|marem)\b"
)


def rejects_answer(step: Step) -> bool:
    """Whether the message says outright that an answer is not good enough."""
    return bool(_answered(step)) and bool(_REJECTS.search(plain(step.text)))


def _answered(step: Step) -> list[Complaint]:
    """What has an answer; a merged report has that of the one it went into."""
    statuses = (*_ANSWERED, Status.DIGABUNG)
    return [c for c in step.complaints if c.status in statuses and c.answer]


def handle(step: Step) -> None:
    answered = _answered(step)
    named = [c for c in answered if c.number in step.entities.tickets]
    focused = [c for c in answered if c.number == step.state.focus]
    target = next(iter(named or focused or answered), None)
    if target is not None:
        # Who made both reports objects to the answer of the one that they were given.
        target = step.complaint(stands_for(step, target).number) or target
        reopen(step, target)
    elif step.draft is not None or not step.open_complaints:
        lapor.begin(step)
    else:
        complaint = step.open_complaints[0]
        step.change(replace(complaint, additions=(*complaint.additions, step.text)))
        step.say("not_answered_yet", number=complaint.number)


def reopen(step: Step, complaint: Complaint) -> None:
    """The answer is rejected: the complaint is open again, under the deadline it always had."""
    facts = replace(
        complaint.facts,
        attachments=(*complaint.facts.attachments, *attachments_of(step.message)),
    )
    said = replace(complaint, facts=facts, additions=(*complaint.additions, step.text))
    if complaint.status is Status.DIGABUNG:
        into = _reopen_carrier(step, said)
        step.say("reopened_merged", number=complaint.number, into=into)
    else:
        step.change(_again(said))
        step.audit("reopened", complaint.number)
        step.say("reopened", number=complaint.number)
    step.set(focus=complaint.number)
    if step.draft is None and step.awaiting is not Awaiting.WHICH_COMPLAINT:
        step.set(awaiting=None, menu=(), pending=None)
    repeat(step)


def _again(complaint: Complaint) -> Complaint:
    return replace(complaint.moved(Status.DITELAAH), answer_queued=False).flagged(Flag.REOPENED)


def _reopen_carrier(step: Step, complaint: Complaint) -> str:
    """The report that stands for a merged one is open again; its number.

    Its own reporter has not complained of the answer, and is told nothing. The words stay with
    the report of who wrote them.
    """
    carrier = stands_for(step, complaint)
    if carrier is complaint:
        complaint = complaint.flagged(Flag.WANTS_OFFICER)
    elif carrier.status in _ANSWERED:
        step.change(_again(carrier))
        step.audit("reopened", carrier.number, by=complaint.number)
    step.change(complaint)
    into = complaint.handling.merged_into if carrier is complaint else carrier.number
    step.audit("answer_rejected", complaint.number, into=into)
    return into


def rate(step: Step) -> bool:
    """Read the reply to "did the answer help?". False where it is something else."""
    complaint = step.complaint(step.state.rating_for or step.state.focus)
    if complaint is None:
        step.set(awaiting=None, menu=())
        return False
    if rejects_answer(step):
        reopen(step, complaint)
        return True
    choice = chosen(step.text, step.message.button, step.state.menu)
    rating = int(choice.removeprefix("rate_")) if choice.startswith("rate_") else 0
    text = plain(step.text)
    if not rating and len(words(text)) <= 6:
        rating = next((value for value, pattern in _RATINGS if pattern.search(text)), 0)
        if not rating and says_yes(text):
            rating = 3
        if not rating and says_no(text):
            rating = 2
    if not rating:
        if says_later(text) or step.nlu.act == "terima_kasih":
            step.set(awaiting=None, menu=())
            step.say("welcome")
            return True
        return False
    updated = replace(complaint, rating=rating, rating_reason=step.text[:500] if not choice else "")
    step.change(updated)
    step.audit("rated", complaint.number, rating=rating)
    step.set(awaiting=None, menu=())
    step.say("rating_low" if rating <= 2 else "rating_thanks", number=complaint.number)
    repeat(step)
    return True


def ask_rating(step: Step, not_before: datetime | None = None) -> None:
    """One question after an answer, if no report is being filled in at the moment.

    not_before: the answer's, so that the question never comes first and is taken back with it.
    """
    busy = step.draft is not None or step.awaiting not in (None, Awaiting.RATING)
    if not step.office.dialogue.rating or busy or step.state.handover:
        return
    options = [
        ("rate_1", "Tidak membantu"),
        ("rate_2", "Kurang membantu"),
        ("rate_3", "Membantu"),
        ("rate_4", "Sangat membantu"),
    ]
    step.set(awaiting=Awaiting.RATING, rating_for=step.state.focus)
    step.say("ask_rating", options=options)
    step.flush(purpose="rating", complaint=step.state.rating_for, not_before=not_before)
