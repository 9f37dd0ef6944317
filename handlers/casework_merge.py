"""Two reports become one: both citizens are told, and neither learns who the other is."""

from __future__ import annotations

from domain import merging
from domain.dialogue import Turn
from domain.people import Officer
from handlers.actions import Merge
from handlers.casework_case import Case, find
from handlers.step import Step


def merge(turn: Turn, other: Turn | None, action: Merge, officer: Officer) -> list[Step]:
    """The conversation of the report that is merged, and that of the one it is merged into.

    other: the latter's turn; None where both were made in one conversation, which then gets one
    message. Raises InvalidTransitionError.
    """
    step = Step(turn)
    target_step = Step(other) if other is not None else step
    source = Case(step, find(step, action.ticket), officer)
    target = Case(target_step, find(target_step, action.into), officer)
    gone, kept = merging.merged(source.complaint, target.complaint, source.now)
    source.save(gone)
    target.save(kept)
    told = source.tell("merged", number=source.number, into=target.number)
    source.note("merged", into=target.number, told=told)
    if other is not None:
        told = target.tell("merged_with", number=target.number)
        target.note("merged_with", number=source.number, told=told)
        return [step, target_step]
    target.note("merged_with", number=source.number, told=told)
    if step.state.focus == source.number:
        step.set(focus=target.number)
    return [step]
