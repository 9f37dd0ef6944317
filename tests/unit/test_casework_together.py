"""Who reported the same matter gets the same answer, and learns nothing of who else did."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.complaint import Complaint, Flag, Status
from domain.dialogue import Awaiting, Outcome, State, Turn
from domain.handling import Given, Handling
from domain.merging import merged
from domain.messages import SMS, Address, InboundMessage
from domain.understanding import NluResult
from handlers.actions import Answer, CloseByHand
from handlers.officer import handle_together
from handlers.router import route
from tests.unit.casework_office import (
    CITIZEN,
    LETTER,
    NIA,
    NOW,
    NUMBER,
    OFFICE,
    OTHER,
    REPORTER,
    WHOLE,
    act,
    complaint,
    events,
    turn,
)

NEIGHBOUR = Address(SMS, "+6281200000002")
TEXT = f"Yth. {REPORTER}, uangnya sudah kembali."
SHARED = "Yth. (nama), uangnya sudah kembali."
WROTE = State(last_inbound_at=NOW - timedelta(hours=2))


def pair(sender: Address = NEIGHBOUR, **values: Any) -> tuple[Complaint, Complaint]:
    """The report that was merged, and the one that stands for both, of CITIZEN."""
    other = complaint(
        replace(WHOLE, name="Contoh Tetangga"), number=OTHER, sender=sender, **values
    )  # fmt: skip
    return merged(other, complaint(), NOW)


def together(action: Any, other: Complaint, into: Complaint, state: State = WROTE) -> list[Outcome]:
    places = [(turn(other, state=state), (OTHER,))]
    return handle_together(turn(into), places, action, NIA)


def test_the_other_gets_it_at_the_same_moment_without_a_name_or_a_question() -> None:
    first, second = together(Answer(NUMBER, TEXT), *pair())
    [message] = second.replies
    assert (message.to, message.purpose, message.complaint) == (NEIGHBOUR, "answer", OTHER)
    assert SHARED in message.text
    assert REPORTER not in message.text
    assert message.not_before == first.replies[0].not_before
    assert second.state.awaiting is None
    [told] = second.changes
    assert (told.status, told.answer, told.answered_at) == (Status.DIGABUNG, SHARED, None)
    assert told.handling.settled == first.changes[0].handling.settled
    assert events(first) == ["answered", "answer_shared"]
    assert first.audit[1].data == {"numbers": OTHER}


@pytest.mark.parametrize(
    ("sender", "state", "why"),
    [
        (LETTER, WROTE, "answer_held_no_channel"),
        (NEIGHBOUR, replace(WROTE, silenced=True), "answer_held_opted_out"),
    ],
)
@pytest.mark.parametrize(
    "action", [Answer(NUMBER, TEXT), CloseByHand(NUMBER, Given.IN_PERSON, TEXT)]
)
def test_who_cannot_be_written_to_is_named_for_the_officer(
    sender: Address, state: State, why: str, action: Any
) -> None:
    first, second = together(action, *pair(sender), state)
    assert second.replies == ()
    assert events(second) == ["answered_with", why]
    assert ("answer_not_shared", {"numbers": OTHER}) in [(e.name, e.data) for e in first.audit]
    assert second.changes[0].answer_queued is False


def test_an_earlier_question_for_a_rating_is_not_about_this_answer() -> None:
    state = replace(WROTE, awaiting=Awaiting.RATING, rating_for="2026-00001-4", menu=("rate_1",))
    _, second = together(Answer(NUMBER, TEXT), *pair(), state)
    assert (second.state.awaiting, second.state.rating_for, second.state.focus) == (None, "", OTHER)


def test_who_made_both_gets_one_message() -> None:
    other, into = pair(CITIZEN)
    outcome = act(Answer(NUMBER, TEXT), into, other)
    assert [m.complaint for m in outcome.replies] == [NUMBER, NUMBER]
    told = next(c for c in outcome.changes if c.number == OTHER)
    assert (told.answer, told.answer_queued) == (SHARED, True)
    other, into = pair(CITIZEN)
    outcome = act(CloseByHand(NUMBER, Given.PHONE, TEXT), into, other)
    assert outcome.replies == ()
    assert next(c for c in outcome.changes if c.number == OTHER).answered_at == NOW


def test_an_answer_that_was_rejected_before_the_merge_is_not_given_after_it() -> None:
    gone, _ = pair(answer="jawaban yang dulu")
    assert (gone.answer, gone.answer_queued) == ("", False)


def test_what_waits_for_a_merged_report_waits_for_the_one_it_goes_into_next() -> None:
    _, into = pair()
    last = complaint(number="2026-00044-3", sender=LETTER, handling=Handling(merged=("x",)))
    _, kept = merged(into, last, NOW)
    assert kept.handling.merged == ("x", NUMBER, OTHER)


def writes(text: str, act: str, own: Complaint, *referenced: Complaint) -> Outcome:
    message = InboundMessage(SMS, "in-1", own.sender, text, NOW)
    reading = NluResult(act, 0.9)
    return route(
        Turn(own.sender, WROTE, message, reading, (own,), NOW, OFFICE, referenced=referenced)
    )


ANSWERED: dict[str, Any] = {"answer": SHARED, "answer_queued": True}


@pytest.mark.parametrize("status", [Status.DIJAWAB, Status.DITUTUP])
def test_an_objection_opens_the_report_that_stands_for_both(status: Status) -> None:
    other, into = pair()
    other, into = replace(other, **ANSWERED), replace(into, status=status, answer=TEXT)
    outcome = writes("tidak puas", "tidak_puas", other, into)
    changed = {c.number: c for c in outcome.changes}
    assert (changed[NUMBER].status, changed[NUMBER].additions) == (Status.DITELAAH, ())
    assert Flag.REOPENED in changed[NUMBER].flags
    assert (changed[OTHER].status, changed[OTHER].additions) == (Status.DIGABUNG, ("tidak puas",))
    assert [(e.name, e.complaint) for e in outcome.audit] == [
        ("reopened", NUMBER),
        ("answer_rejected", OTHER),
    ]
    assert REPORTER not in outcome.replies[0].text


def test_a_second_objection_is_added_where_it_is_open_already() -> None:
    other, into = pair()
    outcome = writes("tidak puas", "tidak_puas", replace(other, **ANSWERED), into)
    assert [c.number for c in outcome.changes] == [OTHER]
    assert events(outcome) == ["answer_rejected"]


def test_an_objection_is_seen_by_an_officer_also_where_the_other_report_is_not_known() -> None:
    other, _ = pair()
    outcome = writes("tidak puas", "tidak_puas", replace(other, **ANSWERED))
    assert Flag.WANTS_OFFICER in outcome.changes[0].flags
