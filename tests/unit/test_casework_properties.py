"""Whatever officers do, in whatever order: what must never happen to a complaint."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.closing import closed_by_channel
from domain.complaint import Complaint, Kind, Status
from domain.dialogue import State
from domain.errors import InvalidTransitionError
from domain.handling import ApprovalKind, Category, Given, Handling, Plan, Worksheet
from domain.people import Officer
from handlers import actions
from handlers.officer import handle
from tests.unit.casework_office import (
    AUDITOR,
    BIDANG,
    BUDI,
    KEPALA,
    LATE,
    NIA,
    NOW,
    NUMBER,
    OTHER,
    PEOPLE,
    SEKSI,
    WHOLE,
    complaint,
    turn,
)

TEXTS = st.sampled_from(["sudah ditulis", "Uangnya sudah kembali.", "perlu diputuskan", " "])
OFFICERS = st.sampled_from([NIA, BUDI, SEKSI, BIDANG, KEPALA, AUDITOR])
SHEETS = st.builds(
    Worksheet,
    problem=TEXTS,
    plans=st.sampled_from([(), (Plan.KLARIFIKASI,)]),
    result=TEXTS,
)
N = st.just(NUMBER)
# The channel accepts an answer, and the citizen rejects one: both without an officer.
ACCEPTED, REJECTED = "accepted", "rejected"
STEPS = st.one_of(
    st.builds(actions.TakeUp, N),
    st.builds(actions.Assign, N, st.sampled_from([None, *(o.id for o in PEOPLE)])),
    st.builds(actions.FillWorksheet, N, SHEETS),
    st.builds(actions.SetCategory, N, st.sampled_from(Category)),
    st.builds(actions.Escalate, N, TEXTS),
    st.builds(actions.HandBack, N, TEXTS),
    st.builds(actions.RequestApip, N, TEXTS),
    st.builds(actions.ApproveApip, N, TEXTS),
    st.builds(actions.RefuseApip, N, TEXTS),
    st.builds(
        actions.RecordApproval,
        N,
        st.sampled_from(ApprovalKind),
        TEXTS,
        TEXTS,
        st.sampled_from([None, 7]),
    ),
    st.builds(actions.GiveToApip, N),
    st.builds(actions.ApipReport, N, TEXTS),
    st.builds(actions.AddAgency, N, TEXTS, st.just(date(2026, 1, 7)), st.booleans()),
    st.builds(actions.AskCitizen, N, TEXTS),
    st.builds(actions.AcceptLate, N, TEXTS),
    st.builds(actions.ToSuggestion, N, TEXTS),
    st.builds(actions.Reopen, N, TEXTS),
    st.builds(actions.AddNote, N, TEXTS),
    st.builds(actions.CompleteFacts, N, name=st.sampled_from(["", "Contoh Baru"]), matter=TEXTS),
    st.builds(actions.Correct, N, components=st.sampled_from([(), ("produk",)])),
    st.builds(actions.Answer, N, TEXTS),
    st.builds(actions.Recall, N),
    st.builds(actions.CloseByHand, N, st.sampled_from(Given), TEXTS),
    st.just(ACCEPTED),
    st.just(REJECTED),
)
STARTS = st.sampled_from([WHOLE, LATE, replace(WHOLE, name=""), replace(WHOLE, confidential=True)])
RUNS = st.lists(st.tuples(STEPS, OFFICERS), min_size=20, max_size=60)
# After a merge nothing happens any more, so it comes late where it comes at all.
MERGES = st.sampled_from([(), ((actions.Merge(NUMBER, OTHER), NIA),)])
AFTERWARDS = st.lists(st.tuples(STEPS, OFFICERS), max_size=10)

MAY_MOVE = (actions.AcceptLate, actions.CompleteFacts, actions.ToSuggestion)


def step(before: Complaint, what: Any, officer: Officer, at: datetime) -> Complaint:
    """The complaint after one step; the same where the rules refused it."""
    if what == ACCEPTED:
        sent = before.status is Status.DIJAWAB and before.answer
        return closed_by_channel(before, at) if sent else before
    if what == REJECTED:
        answered = before.status in (Status.DIJAWAB, Status.DITUTUP)
        return before.moved(Status.DITELAAH) if answered else before
    other = complaint(number=OTHER)
    try:
        outcome = handle(
            turn(before, other, state=State(last_inbound_at=at), at=at), what, officer, PEOPLE
        )
    except InvalidTransitionError:
        return before
    return next((c for c in outcome.changes if c.number == NUMBER), before)


@settings(max_examples=150, deadline=None)
@given(STARTS, RUNS, MERGES, AFTERWARDS)
def test_whatever_officers_do_the_rules_hold(
    start: Any, run: list[Any], merge: tuple[Any, ...], afterwards: list[Any]
) -> None:
    current = complaint(start)
    for minute, (what, officer) in enumerate([*run, *merge, *afterwards]):
        before, at = current, NOW + timedelta(minutes=minute)
        current = step(before, what, officer, at)
        check_deadline(before, current, what)
        check_standing(before, current)
        check_closing(before, current, what)
        check_apip(current)


def check_deadline(before: Complaint, after: Complaint, what: Any) -> None:
    if after.deadline != before.deadline:
        assert isinstance(what, MAY_MOVE)
    assert (after.deadline is not None) == (after.kind is Kind.PENGADUAN)
    if before.kind is Kind.PENGADUAN and after.kind is Kind.SARAN:
        assert isinstance(what, actions.ToSuggestion)
        assert what.reason.strip()


def check_standing(before: Complaint, after: Complaint) -> None:
    assert after.number == before.number
    assert after.code == before.code
    assert after.handling.reports[: len(before.handling.reports)] == before.handling.reports
    assert set(before.handling.levels) <= set(after.handling.levels)
    if before.status is Status.DIGABUNG:
        assert after.status is Status.DIGABUNG
    assert (after.status is Status.DIGABUNG) == bool(after.handling.merged_into)
    if before.handling.touched_at is not None:
        assert after.handling.touched_at == before.handling.touched_at


def check_closing(before: Complaint, after: Complaint, what: Any) -> None:
    if after.status is not Status.DITUTUP or before.status is Status.DITUTUP:
        return
    assert after.answer.strip()
    if what == ACCEPTED:
        assert before.status is Status.DIJAWAB
        assert after.handling.given is None
    else:
        assert isinstance(what, actions.CloseByHand)
        assert after.handling.given is what.given
        assert before.answer or what.text.strip()
    handling: Handling = after.handling
    assert {r.level for r in handling.reports} >= set(handling.levels)
    assert handling.reports[-1].by_system
    assert handling.request is None


def check_apip(after: Complaint) -> None:
    handling = after.handling
    if handling.given_to_apip or handling.category is Category.APIP:
        assert handling.approval is not None
        assert handling.approval.who.strip()
        assert handling.approval.what.strip()
        if handling.approval.kind is ApprovalKind.LEGAL:
            assert handling.approval.document is not None
        if handling.approval.kind is ApprovalKind.KEPALA:
            assert handling.approval.by == KEPALA.username
