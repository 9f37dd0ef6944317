"""What an officer makes of a report: complaint or suggestion, open again, its facts completed."""

from __future__ import annotations

from dataclasses import fields

from domain import casework
from domain.calendar import say_day, say_short
from domain.complaint import Complaint, Facts, Kind
from domain.dialogue import Awaiting
from domain.messages import SMS
from handlers import actions
from handlers.casework_case import Case, may_tell, private
from handlers.receipt import receipt

_FACTS = ("name", "matter", "address", "received", "received_on", "confidential")


def accept_late(case: Case, action: actions.AcceptLate) -> None:
    reason = private(action.reason)
    office = case.step.office
    after = casework.accepted_late(case.complaint, case.now, reason, office.rules, office.calendar)
    case.save(after)
    told = case.tell("accepted_late", number=case.number, date=_due(case, after))
    case.note("accepted_late", reason, told=told)
    _reclassified(case, after)


def to_suggestion(case: Case, action: actions.ToSuggestion) -> None:
    reason = private(action.reason)
    after = casework.turned_to_suggestion(case.complaint, case.now, reason)
    case.save(after)
    told = case.tell("to_suggestion", number=case.number, reason=reason.rstrip(" ."))
    _reclassified(case, after, reason, told=told)


def reopen(case: Case, action: actions.Reopen) -> None:
    reason = private(action.reason)
    case.save(casework.reopened(case.complaint, case.now, reason))
    forget_rating(case)
    case.note("reopened", reason)


def complete_facts(case: Case, action: actions.CompleteFacts) -> None:
    """Put in what was missing; whose report becomes a complaint by it is told the date."""
    office = case.step.office
    after = casework.with_facts(
        case.complaint,
        case.officer,
        case.now,
        office.rules,
        office.calendar,
        name=private(action.name),
        matter=private(action.matter),
        address=private(action.address),
        received=action.received,
        received_on=action.received_on,
        confidential=action.confidential,
    )
    case.save(after)
    _close_question(case)
    became = case.complaint.kind is not Kind.PENGADUAN and after.kind is Kind.PENGADUAN
    told = False
    if became and may_tell(case.step):
        told = True
        case.step.say("now_a_complaint")
        text = receipt(case.step, after)
        case.step.send(text, purpose="receipt", complaint=case.number)
    case.note(
        "completed" if became else "facts_added",
        kind=after.kind.value,
        fields=",".join(_changed(case.complaint.facts, after.facts)),
        told=told,
    )


def _changed(before: Facts, after: Facts) -> list[str]:
    """The names of the facts that differ; never what they say."""
    names = [field.name for field in fields(Facts) if field.name in _FACTS]
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def _close_question(case: Case) -> None:
    """What an officer has put in, the citizen is not asked any more."""
    state = case.step.state
    asked = state.draft is None and state.awaiting in (Awaiting.NAME, Awaiting.MATTER)
    if asked and state.focus == case.number:
        case.step.set(awaiting=None, menu=())


def forget_rating(case: Case) -> None:
    """Nobody is asked to rate an answer that does not stand."""
    state = case.step.state
    if state.awaiting is Awaiting.RATING and state.rating_for == case.number:
        case.step.set(awaiting=None, rating_for="", menu=())


def _due(case: Case, complaint: Complaint) -> str:
    if complaint.deadline is None:
        raise ValueError("a complaint has a deadline")
    day = complaint.deadline.on
    return say_short(day) if case.step.channel == SMS else say_day(day)


def _reclassified(case: Case, after: Complaint, reason: str = "", **data: object) -> None:
    before = case.complaint
    case.note(
        "reclassified",
        reason,
        before=before.kind.value,
        after=after.kind.value,
        due=after.deadline.on.isoformat() if after.deadline else None,
        **data,
    )
