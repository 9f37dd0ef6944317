"""When a citizen falls silent: one reminder, then what is there is registered. Nothing is dropped.

Both wait for daytime as far as WhatsApp's 24-hour window allows; SMS and Telegram have none.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.calendar import daytime_not_before
from domain.dialogue import Awaiting, DialogueSettings, State
from domain.messages import WHATSAPP
from handlers.jawaban import SERVICE_WINDOW
from handlers.questions import repeat
from handlers.registration import register_draft
from handlers.step import Step

_MARGIN = timedelta(minutes=10)  # So that the window is open when the message is really sent.
_FAR = timedelta(days=2)


def remind_at(state: State, channel: str, settings: DialogueSettings) -> datetime | None:
    """When the draft is reminded of, None where it was already or there is nothing to ask."""
    if state.draft is None or state.draft.reminded or state.silenced or state.handover:
        return None
    moment = _daytime(state, settings.remind_after, channel, settings)
    register = _daytime(state, settings.register_after, channel, settings)
    return moment if moment and register and moment < register else None


def register_at(state: State, channel: str, settings: DialogueSettings) -> datetime | None:
    """When the draft, or what waits for another answer, is registered as it is."""
    waits = state.draft is not None or (state.pending is not None and state.pending.act == "lapor")
    return _daytime(state, settings.register_after, channel, settings) if waits else None


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
        step.set_draft(reminded=True)
        step.audit("reminded")
        awaiting = step.awaiting
        step.say("reminder")
        if awaiting is Awaiting.CONFIDENTIAL:
            step.say("ask_confidential_short")
        else:
            repeat(step)
        step.flush(purpose="reminder")


def _register(step: Step) -> None:
    pending = step.state.pending
    if step.draft is None and pending is not None:
        # The question "which ticket, or something new?" was never answered: it is new.
        step.open_draft(pending.facts)
        step.set_draft(received_at=pending.at, opened_at=pending.at)
    if step.draft is not None:
        handover = step.state.handover
        register_draft(step, by_silence=True)
        if handover:
            step.set(awaiting=Awaiting.HANDOVER)
