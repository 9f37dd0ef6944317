"""What an officer does to a complaint or a conversation, by the same turn as a citizen's message.

The shell takes the conversation's lease first, so that an officer and a citizen never write the
same state at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.complaint import Complaint, Status
from domain.dialogue import Outcome, Turn
from domain.errors import InvalidTransitionError
from handlers import jawaban, silence
from handlers.correction import correct
from handlers.questions import repeat
from handlers.step import Step


@dataclass(frozen=True, slots=True)
class OfficerAction:
    """action: `answer`, `close`, `correct` or `release`.

    ticket: its number, "" for a release by address. text: the answer, or for `close` how the
    answer was given (by telephone, letter, in person). act, components (primary first) and
    services (ids of the catalogue): for `correct`, what the report really is; "" and () leave it.
    """

    action: str
    ticket: str = ""
    text: str = ""
    actor: str = "officer"
    act: str = ""
    components: tuple[str, ...] = ()
    services: tuple[str, ...] = ()


def handle(turn: Turn, action: OfficerAction) -> Outcome:
    """What the action changes.

    Raises InvalidTransitionError, with a sentence for the officer, where the rules forbid it.
    """
    step = Step(turn)
    if action.action == "release":
        _release(step)
    else:
        complaint = step.complaint(action.ticket) or next(
            (c for c in turn.referenced if c.number == action.ticket), None
        )
        if complaint is None:
            raise InvalidTransitionError(f"tidak ada laporan bernomor {action.ticket}")
        if action.action == "answer":
            _answer(step, complaint, action)
        elif action.action == "close":
            _close(step, complaint, action)
        elif action.action == "correct":
            correct(
                step,
                complaint,
                act=action.act,
                components=action.components,
                services=action.services,
                actor=action.actor,
            )
        else:
            raise InvalidTransitionError(f"tindakan '{action.action}' tidak dikenal")
    settings = turn.office.dialogue
    return step.outcome(silence.wake_at(step.state, step.channel, settings))


def _answer(step: Step, complaint: Complaint, action: OfficerAction) -> None:
    """Write the answer and send it, or its announcement; storage closes when it was accepted."""
    if not action.text.strip():
        raise InvalidTransitionError("jawaban masih kosong")
    if complaint.status is Status.DITUTUP:
        raise InvalidTransitionError(
            f"pengaduan {complaint.number} sudah ditutup; warga dapat membukanya lagi"
        )
    answered = replace(
        complaint.moved(Status.DIJAWAB), answer=action.text.strip(), answer_queued=False
    )
    step.change(answered)
    step.audit("answered", complaint.number, action.actor)
    if step.state.silenced:
        # The citizen wrote STOP; the answer waits until they write again, or an officer calls.
        step.audit("answer_held_opted_out", complaint.number, action.actor)
    elif jawaban.window_open(step.channel, step.state.last_inbound_at, step.now):
        jawaban.give(step, answered)
    else:
        jawaban.announce(step, answered)


def _close(step: Step, complaint: Complaint, action: OfficerAction) -> None:
    """Close by hand: only with a record of how the answer was given (rule 8)."""
    if complaint.status is Status.DITUTUP:
        raise InvalidTransitionError(f"pengaduan {complaint.number} sudah ditutup")
    how = action.text.strip()
    if not how:
        raise InvalidTransitionError(
            "belum bisa ditutup: jawabannya belum sampai; tulis bagaimana jawaban diberikan "
            "(telepon, surat, langsung)"
        )
    answered = complaint.moved(Status.DIJAWAB)
    closed = replace(
        answered.moved(Status.DITUTUP),
        answer=complaint.answer or how,
        answer_queued=True,
        answered_at=complaint.answered_at or step.now,
    )
    step.change(closed)
    step.audit("closed", complaint.number, action.actor, by_hand=True)
    step.audit("reported_to_superior", complaint.number, "system")


def _release(step: Step) -> None:
    if not step.state.handover:
        raise InvalidTransitionError("percakapan ini tidak sedang dipegang petugas")
    step.set(handover=False, awaiting=None, menu=())
    step.audit("released", "", "officer")
    if step.draft is not None and jawaban.window_open(
        step.channel, step.state.last_inbound_at, step.now
    ):
        step.say("released")
        repeat(step)
