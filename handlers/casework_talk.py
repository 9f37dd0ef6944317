"""An officer speaks with the citizen: a question about a complaint, or the whole conversation."""

from __future__ import annotations

from dataclasses import replace

from domain.complaint import OPEN, Complaint, Flag
from domain.dialogue import Awaiting
from domain.errors import InvalidTransitionError
from domain.ladder import begun, needed, only, touched
from domain.people import Officer
from handlers import actions, jawaban
from handlers.casework_case import Case, private
from handlers.questions import repeat
from handlers.step import Step


def ask_citizen(case: Case, action: actions.AskCitizen) -> None:
    """Ask what is missing. The clock goes on, and the reply is added to this complaint."""
    text = needed(private(action.text), "pertanyaan")
    only(case.complaint, OPEN, "ditanyakan kepada warga")
    _reachable(case.step)
    case.save(begun(case.complaint, case.now))
    case.note("asked_citizen", text)
    case.tell("ask_citizen", number=case.number, text=text)
    case.step.set(focus=case.number, asked_for=case.number)


def take_over(
    step: Step, action: actions.TakeOver, officer: Officer, complaint: Complaint | None
) -> None:
    """The bot keeps quiet until the conversation is given back."""
    if not jawaban.sendable(step.turn.address):
        raise InvalidTransitionError("laporan ini tidak datang lewat kanal percakapan")
    pending = step.state.pending
    # As when the citizen asks for a human: a grievance that waits for an answer goes on waiting.
    kept = pending if pending is not None and pending.act == "lapor" else None
    step.set(handover=True, awaiting=Awaiting.HANDOVER, pending=kept, menu=())
    if complaint is not None:
        met = tuple(f for f in complaint.flags if f is not Flag.WANTS_OFFICER)
        step.change(touched(replace(complaint, flags=met), step.now))
        step.set(focus=complaint.number)
    step.audit("taken_over", action.ticket, officer.username)


def chat(step: Step, action: actions.Chat, officer: Officer, complaint: Complaint | None) -> None:
    """Say something in a conversation that an officer holds; what was said is in the outbox."""
    text = needed(private(action.text), "pesan")
    if not step.state.handover:
        raise InvalidTransitionError("ambil alih percakapan ini dulu, supaya bot tidak ikut bicara")
    _reachable(step)
    if complaint is not None:
        step.change(touched(complaint, step.now))
    step.send(text, purpose="chat", complaint=action.ticket)
    step.audit("chatted", action.ticket, officer.username)


def give_back(step: Step, ticket: str, officer: Officer) -> None:
    """The bot takes part again, and goes on with a report that was being filled in."""
    if not step.state.handover:
        raise InvalidTransitionError("percakapan ini tidak sedang dipegang petugas")
    step.set(handover=False, awaiting=None, menu=())
    step.audit("released", ticket, officer.username)
    if step.draft is not None and jawaban.window_open(
        step.channel, step.state.last_inbound_at, step.now
    ):
        step.say("released")
        repeat(step)


def _reachable(step: Step) -> None:
    """Raises InvalidTransitionError, saying what to do, where free text cannot be sent now."""
    if not jawaban.sendable(step.turn.address):
        raise InvalidTransitionError(
            "laporan ini tidak datang lewat kanal percakapan; hubungi lewat telepon atau surat"
        )
    if step.state.silenced:
        raise InvalidTransitionError(
            "warga meminta berhenti dikirimi pesan (STOP); hubungi lewat telepon"
        )
    if not jawaban.window_open(step.channel, step.state.last_inbound_at, step.now):
        raise InvalidTransitionError(
            "pesan terakhir warga di WhatsApp sudah lebih dari 24 jam; hubungi lewat telepon"
        )
