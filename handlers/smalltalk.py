"""`salam`, `terima_kasih` and `pujian`: short courtesies that leave the open question open."""

from __future__ import annotations

from handlers.questions import repeat
from handlers.step import Step


def greet(step: Step) -> None:
    if step.draft is not None:
        step.say("greeting_again")
        repeat(step)
        return
    step.say("greeting")
    step.set(greeted=True)


def thank(step: Step) -> None:
    step.say("welcome")
    repeat(step)


def praise(step: Step) -> None:
    """Praise gets no ticket; it is counted."""
    step.record_other("praise")
    step.audit("praise")
    step.say("praise")
    repeat(step)
