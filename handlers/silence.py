"""When a citizen falls silent: one reminder, then what is there is registered. Nothing is dropped.

Both wait for daytime as far as WhatsApp's 24-hour window allows; SMS and Telegram have none.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from domain.calendar import daytime_not_before
from domain.dialogue import Awaiting, DialogueSettings, Pending, State
from domain.messages import WHATSAPP
from handlers.jawaban import SERVICE_WINDOW
from handlers.questions import repeat
from handlers.registration import register_draft
from handlers.step import Step
from handlers.which_complaint import ask_again

_MARGIN = timedelta(minutes=10)  # So that the window is open when the message is really sent.
_FAR = timedelta(days=2)


def remind_at(state: State, channel: str, settings: DialogueSettings) -> datetime | None:
    """When the draft is reminded of, None where it was already or there is nothing to ask."""
    waiting = state.draft or _waiting(state)
    if waiting is None or waiting.reminded or state.silenced or state.handover:
        return None
    moment = _daytime(state, settings.remind_after, channel, settings)
    register = _daytime(state, settings.register_after, channel, settings)
    return moment if moment and register and moment < register else None


def register_at(state: State, channel: str, settings: DialogueSettings) -> datetime | None:
    """When the draft, or what waits for another answer, is registered as it is."""
    waits = state.draft is not None or _waiting(state) is not None
    return _daytime(state, settings.register_after, channel, settings) if waits else None


def _waiting(state: State) -> Pending | None:
    """A grievance that waits for the answer to "which ticket, or something new?"."""
    pending = state.pending
    return pending if pending is not None and pending.act in ("lapor", "saran") else None


def _daytime(
    state: State, after: timedelta, channel: str, settings: DialogueSettings
) -> datetime | None:
    base, inbound = state.last_turn_at, state.last_inbound_at
    if base is None or inbound is None:
        return None
    latest = base + after + _FAR
    if channel == WHATSAPP:
        latest = min(latest, inbound + SERVICE_WINDOW - _MARGIN)
    return daytime_not_before(base + after, settings.day_starts, settings.day_ends, latest)


def wake_at(state: State, channel: str, settings: DialogueSettings) -> datetime | None:
    """The next moment at which this conversation has something to do of its own accord."""
    moments = [remind_at(state, channel, settings), register_at(state, channel, settings)]
    if state.partial is not None:
        moments.append(state.partial.since + settings.sms_parts_wait)
    return min((m for m in moments if m is not None), default=None)


def handle(step: Step) -> None:
    """A timer turn: do what is due now."""
    settings = step.office.dialogue
    due = register_at(step.state, step.channel, settings)
    if due is not None and step.now >= due:
        _register(step)
        return
    remind = remind_at(step.state, step.channel, settings)
    if remind is not None and step.now >= remind:
        _remind(step)


def _remind(step: Step) -> None:
    step.audit("reminded")
    awaiting = step.awaiting
    step.say("reminder")
    if step.draft is None and step.state.pending is not None:
        step.set(pending=replace(step.state.pending, reminded=True))
        ask_again(step)
    else:
        step.set_draft(reminded=True)
        if awaiting is Awaiting.CONFIDENTIAL:
            step.say("ask_confidential_short")
        else:
            repeat(step)
    step.flush(purpose="reminder")


def adopt_pending(step: Step) -> None:
    """The question "which ticket, or something new?" was never answered: it is new."""
    pending = _waiting(step.state)
    if step.draft is None and pending is not None:
        step.open_draft(pending.facts)
        step.set_draft(received_at=pending.at, opened_at=pending.at)


def _register(step: Step) -> None:
    adopt_pending(step)
    if step.draft is not None:
        handover = step.state.handover
        register_draft(step, by_silence=True)
        if handover:
            step.set(awaiting=Awaiting.HANDOVER)
