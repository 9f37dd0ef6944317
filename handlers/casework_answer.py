"""Answering a complaint, taking the answer back in time, and closing by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain import closing
from domain.complaint import Complaint
from handlers import actions, jawaban
from handlers.actions import SYSTEM_OFFICER
from handlers.casework_case import Case, private
from handlers.casework_kind import forget_rating


def answer(case: Case, action: actions.Answer) -> None:
    """Write the answer and send it, or its announcement; storage closes when it was accepted.

    It waits a little before it leaves. Where nothing can be sent, an officer gives it by hand.
    """
    text = private(action.text)
    after = closing.answered(case.complaint, case.officer, case.now, text, case.people)
    case.save(after)
    files = ",".join(str(file) for file in action.attachments)
    case.note("answered", text, level=after.handling.level, attachments=files)
    deliver(case, after, leaves_at(case))


def deliver(case: Case, answered: Complaint, leaves: datetime | None) -> bool:
    """Send the answer, or its announcement; whether either can be sent to this citizen.

    answered: the complaint with its answer. leaves: not before then, None for at once.
    """
    step = case.step
    if not jawaban.sendable(step.turn.address):
        case.note("answer_held_no_channel")
        return False
    if step.state.silenced:
        # The citizen wrote STOP; the answer waits until they write again, or an officer calls.
        case.note("answer_held_opted_out")
        return False
    if jawaban.window_open(step.channel, step.state.last_inbound_at, leaves or case.now):
        jawaban.give(step, answered, leaves)
    else:
        jawaban.announce(step, answered, leaves)
    return True


def leaves_at(case: Case) -> datetime | None:
    """When the answer leaves, None for at once: who signs in nowhere has no button to undo it."""
    undo = case.step.office.dialogue.undo
    if case.officer == SYSTEM_OFFICER or undo <= timedelta():
        return None
    return case.now + undo


def recall(case: Case, action: actions.Recall) -> None:
    case.save(closing.recalled(case.complaint, case.now))
    case.step.recalls.append(case.number)
    forget_rating(case)
    case.note("answer_recalled", case.complaint.answer)


def close_by_hand(case: Case, action: actions.CloseByHand) -> None:
    """Record how the answer was given; what waits in the outbox of it is not sent any more."""
    text = private(action.text)
    after = closing.closed_by_hand(
        case.complaint, case.officer, case.now, action.given, text, case.people
    )
    case.save(after)
    case.step.cancels.append(case.number)
    forget_rating(case)
    case.step.audits += closing.closing_events(after, case.officer.username)
