"""What an officer does to a complaint or a conversation, by the same turn as a citizen's message.

The shell takes the conversation's lease first, so that an officer and a citizen never write the
same state at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from domain.approvals import for_inspektorat
from domain.dialogue import Outcome, Turn
from domain.people import Officer
from handlers import (
    actions,
    casework,
    casework_kind,
    casework_talk,
    casework_together,
    silence,
)
from handlers.actions import Action
from handlers.casework_case import Case, find
from handlers.casework_merge import merge
from handlers.casework_rights import check
from handlers.correction import correct
from handlers.step import Step

# What is done to one complaint, in the order of `handlers/actions.py`.
_DO: dict[type[Action], Callable[[Case, Any], None]] = {
    actions.TakeUp: casework.take_up,
    actions.Assign: casework.assign,
    actions.FillWorksheet: casework.fill_worksheet,
    actions.SetCategory: casework.set_category,
    actions.Escalate: casework.escalate,
    actions.HandBack: casework.hand_back,
    actions.RequestApip: casework.request_apip,
    actions.ApproveApip: casework.approve_apip,
    actions.RefuseApip: casework.refuse_apip,
    actions.RecordApproval: casework.record_approval,
    actions.GiveToApip: casework.give_to_apip,
    actions.ApipReport: casework.apip_report,
    actions.AddAgency: casework.add_agency,
    actions.AskCitizen: casework_talk.ask_citizen,
    actions.AcceptLate: casework_kind.accept_late,
    actions.ToSuggestion: casework_kind.to_suggestion,
    actions.Reopen: casework_kind.reopen,
    actions.AddNote: casework.add_note,
    actions.CompleteFacts: casework_kind.complete_facts,
    actions.Correct: correct,
}
# What concerns those as well whose reports were merged into it.
_DO_TOGETHER: dict[type[Action], Callable[[Case, Any, casework_together.Others], None]] = {
    actions.Answer: casework_together.answer,
    actions.Recall: casework_together.recall,
    actions.CloseByHand: casework_together.close_by_hand,
}


def handle(turn: Turn, action: Action, officer: Officer, people: Sequence[Officer] = ()) -> Outcome:
    """What the action changes.

    people: all who work here now; an assignment and the ladder need them. Raises
    InvalidTransitionError, with a sentence for the officer, where the rules forbid it.
    """
    if isinstance(action, actions.Merge):
        [outcome] = handle_merge(turn, None, action, officer)
        return outcome
    if isinstance(action, actions.Answer | actions.Recall | actions.CloseByHand):
        [outcome] = handle_together(turn, (), action, officer, people)
        return outcome
    check(action, officer)
    step = Step(turn)
    ticket = "" if isinstance(action, actions.Release) else action.ticket
    complaint = find(step, ticket) if ticket else None
    if isinstance(action, actions.Release | actions.GiveBack):
        casework_talk.give_back(step, ticket, officer)
    elif isinstance(action, actions.TakeOver):
        casework_talk.take_over(step, action, officer, complaint)
    elif isinstance(action, actions.Chat):
        casework_talk.chat(step, action, officer, complaint)
    else:
        complaint = complaint or find(step, ticket)
        for_inspektorat(complaint, officer)
        _DO[type(action)](Case(step, complaint, officer, people), action)
    return _outcome(step)


def handle_together(
    turn: Turn,
    others: Sequence[tuple[Turn, Sequence[str]]],
    action: actions.Answer | actions.Recall | actions.CloseByHand,
    officer: Officer,
    people: Sequence[Officer] = (),
) -> list[Outcome]:
    """The outcomes of an answer, one for each conversation that it reaches, `turn`'s first.

    others: the other conversations, each with the numbers of the reports that were made in it and
    merged into the answered one. Raises InvalidTransitionError.
    """
    check(action, officer)
    step = Step(turn)
    complaint = find(step, action.ticket)
    for_inspektorat(complaint, officer)
    places = [(Step(other), numbers) for other, numbers in others]
    _DO_TOGETHER[type(action)](Case(step, complaint, officer, people), action, places)
    return [_outcome(one) for one in (step, *(place for place, _ in places))]


def handle_merge(
    turn: Turn, other: Turn | None, action: actions.Merge, officer: Officer
) -> list[Outcome]:
    """The outcomes of a merge, one for each conversation that it touches.

    turn: where the merged report was made; other: where the one it goes into was, None for the
    same conversation. Raises InvalidTransitionError.
    """
    check(action, officer)
    return [_outcome(step) for step in merge(turn, other, action, officer)]


def _outcome(step: Step) -> Outcome:
    return step.outcome(silence.wake_at(step.state, step.channel, step.office.dialogue))
