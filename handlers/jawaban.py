"""Giving an answer to the citizen: at once, or announced by a template and given when they reply.

WhatsApp takes free text only within 24 hours of the citizen's last message, and the answer of the
fourteenth day is nearly always later than that.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from domain.complaint import Complaint, Status
from domain.dialogue import Awaiting
from domain.messages import SMS, TELEGRAM, WHATSAPP, Address
from handlers.answers import plain
from handlers.cek_status import stands_for
from handlers.step import Step
from handlers.tidak_puas import ask_rating

_SENDS = frozenset({WHATSAPP, SMS, TELEGRAM})
SERVICE_WINDOW = timedelta(hours=24)  # Twilio and Meta: WhatsApp's customer service window.


def window_open(channel: str, last_inbound_at: datetime | None, now: datetime) -> bool:
    """Whether free text may be sent now."""
    if channel != WHATSAPP:
        return True
    return last_inbound_at is not None and now - last_inbound_at < SERVICE_WINDOW


def sendable(address: Address) -> bool:
    """Whether anything can be sent there. What came by letter or at the desk has no channel."""
    return address.channel in _SENDS


def give(step: Step, complaint: Complaint, not_before: datetime | None = None) -> None:
    """Put the answer itself into the outbox, and after it the question whether it helped.

    Of a merged report that is not asked: what is rated is the answer to the one it went into.
    """
    step.gave_answer = True
    step.change(replace(complaint, answer_queued=True))
    step.set(focus=complaint.number)
    text = step.sentence("answer", number=complaint.number, answer=complaint.answer)
    step.send(text, purpose="answer", complaint=complaint.number, not_before=not_before)
    if complaint.status is not Status.DIGABUNG:
        ask_rating(step, not_before)
    elif step.awaiting is Awaiting.RATING:
        # What is said next is about this answer, and not about an earlier one.
        step.set(awaiting=None, rating_for="", menu=())


def announce(step: Step, complaint: Complaint, not_before: datetime | None = None) -> None:
    """Outside the window: the template that says that an answer is ready."""
    step.set(focus=complaint.number)
    step.send(
        step.sentence("answer_ready", number=complaint.number),
        purpose="answer_ready",
        template="answer_ready",
        variables=(complaint.number,),
        complaint=complaint.number,
        not_before=not_before,
    )


def waiting(step: Step) -> list[Complaint]:
    """Answers that were written and have not gone out, oldest first; only the citizen's own.

    That of a merged report waits for as long as the one that stands for it counts as answered.
    """
    return [
        c
        for c in reversed(step.complaints)
        if c.answer
        and not c.answer_queued
        and c.sender.person == step.turn.address.person
        and _is_answered(step, c)
    ]


def _is_answered(step: Step, complaint: Complaint) -> bool:
    if complaint.status is not Status.DIGABUNG:
        return complaint.status is Status.DIJAWAB
    return not stands_for(step, complaint).open


def only_asks_for_it(text: str) -> bool:
    """Whether the message does nothing but open the window for the answer: "LIHAT", "ya"."""
    found = plain(text).split()
    return len(found) <= 3 and (not found or found[0] in _LOOK)


_LOOK = frozenset(
    "lihat liat tingali ningali ya iya y ok oke mana buka baca jawaban siap mau boleh sip halo "
    "p pak bu kirim show yes".split()
)
