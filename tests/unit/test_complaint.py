"""What a report is registered as, and how its status may move: the rules of component 6."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import work_calendar
from domain.calendar import WIB
from domain.complaint import (
    OPEN,
    Complaint,
    Facts,
    Flag,
    Kind,
    Reason,
    Receipt,
    Rules,
    ServiceRef,
    Status,
    classify,
    completed,
    register,
)
from domain.errors import InvalidTransitionError
from domain.messages import Address

NOW = datetime(2026, 1, 6, 9, 0, tzinfo=WIB)
CALENDAR = work_calendar(date(2026, 1, 6), {})
SENDER = Address("whatsapp", "sim:+6281200000001")
WHOLE = Facts(
    matter="petugas minta uang",
    components=("biaya",),
    component_confidence=0.9,
    services=(ServiceRef("nib", "Nomor Induk Berusaha (NIB)"),),
    received=Receipt.ON,
    received_on=date(2026, 1, 5),
    name="Contoh Pelapor",
)


def made(facts: Facts, rules: Rules | None = None, now: datetime = NOW) -> Complaint:
    return register(
        facts,
        channel="whatsapp",
        sender=SENDER,
        received_at=NOW,
        now=now,
        rules=rules or Rules(),
        calendar=CALENDAR,
    )


LATE = {"received_on": date(2025, 12, 6)}  # Day 31.


@pytest.mark.parametrize(
    ("change", "kind", "reason"),
    [
        ({}, Kind.PENGADUAN, None),
        ({"suggestion": True}, Kind.SARAN, Reason.SUGGESTION),
        ({"matter": " "}, Kind.SARAN, Reason.NO_OBJECT),
        ({"name": ""}, Kind.SARAN, Reason.NO_IDENTITY),
        ({"name": "", "name_refused": True}, Kind.SARAN, Reason.NO_IDENTITY),
        (LATE, Kind.SARAN, Reason.LATE_30_DAYS),
        ({"received_on": date(2025, 12, 7)}, Kind.PENGADUAN, None),  # Day 30 is in time.
        ({"received": Receipt.NOT_YET, "received_on": None}, Kind.PENGADUAN, None),
        ({"received": Receipt.UNKNOWN, "received_on": None}, Kind.PENGADUAN, None),
        ({"services": ()}, Kind.PENGADUAN, None),
        ({"confidential": True}, Kind.PENGADUAN, None),
        # Several at once: the first of the order counts.
        ({"suggestion": True, "name": "", **LATE}, Kind.SARAN, Reason.SUGGESTION),
        ({"matter": "", "name": "", **LATE}, Kind.SARAN, Reason.NO_OBJECT),
        ({"name": "", **LATE}, Kind.SARAN, Reason.NO_IDENTITY),
    ],
)
def test_a_report_is_registered_as_the_rules_say(
    change: dict[str, object], kind: Kind, reason: Reason | None
) -> None:
    facts = replace(WHOLE, **change)  # type: ignore[arg-type]
    assert classify(facts, NOW, Rules()) == (kind, reason)
    complaint = made(facts)
    assert (complaint.deadline is not None) == (kind is Kind.PENGADUAN)


def test_the_last_minute_of_the_thirtieth_day_is_in_time() -> None:
    facts = replace(WHOLE, received_on=date(2026, 1, 1))
    last = datetime(2026, 1, 31, 23, 59, tzinfo=WIB)
    assert classify(facts, last, Rules())[0] is Kind.PENGADUAN
    assert classify(facts, last + timedelta(minutes=1), Rules())[1] is Reason.LATE_30_DAYS


def test_the_office_may_let_late_complaints_be_complaints() -> None:
    facts = replace(WHOLE, **LATE)  # type: ignore[arg-type]
    assert classify(facts, NOW, Rules(late_is_saran=False)) == (Kind.PENGADUAN, None)


def test_the_office_may_count_from_the_confirmation() -> None:
    later = NOW + timedelta(days=1)
    assert made(WHOLE, now=later).counts_from == date(2026, 1, 6)
    assert made(WHOLE, Rules(from_confirmation=True), later).counts_from == date(2026, 1, 7)


@pytest.mark.parametrize(
    ("change", "flag"),
    [
        ({"services": ()}, Flag.ASK_SERVICE),
        ({"received": Receipt.UNKNOWN, "received_on": None}, Flag.ASK_RECEIVED),
        ({"component_confidence": 0.2}, Flag.LOW_CONFIDENCE),
        ({"levy": True, "name": ""}, Flag.ILLEGAL_LEVY),  # Anonymous, and seen all the same.
        ({"danger": True, "name": ""}, Flag.DANGER),
    ],
)
def test_what_an_officer_should_see_is_flagged(change: dict[str, object], flag: Flag) -> None:
    assert flag in made(replace(WHOLE, **change)).flags  # type: ignore[arg-type]
    assert flag not in made(WHOLE).flags


def test_what_was_missing_makes_it_a_complaint_from_that_day_on() -> None:
    saran = replace(made(replace(WHOLE, name="")), number="2026-00001-4")
    later = NOW + timedelta(days=3)
    whole = completed(saran, WHOLE, on=later, rules=Rules(), calendar=CALENDAR)
    assert (whole.kind, whole.reason, whole.number) == (Kind.PENGADUAN, None, "2026-00001-4")
    assert whole.counts_from == date(2026, 1, 9)
    assert whole.deadline is not None
    assert whole.deadline.on == date(2026, 1, 30)


def test_facts_that_come_later_never_move_a_deadline_that_runs() -> None:
    complaint = made(WHOLE)
    later = replace(WHOLE, received_on=date(2025, 1, 1), name="Contoh Lain")
    same = completed(complaint, later, on=NOW + timedelta(days=5), rules=Rules(), calendar=CALENDAR)
    assert (same.kind, same.deadline) == (Kind.PENGADUAN, complaint.deadline)


def test_a_late_complaint_becomes_one_only_by_an_officer() -> None:
    late = made(replace(WHOLE, **LATE))  # type: ignore[arg-type]
    again = completed(late, WHOLE, on=NOW, rules=Rules(), calendar=CALENDAR)
    assert again.reason is Reason.LATE_30_DAYS


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ([Status.DIJAWAB, Status.DITUTUP], True),
        ([Status.DITELAAH, Status.DITINDAKLANJUTI, Status.DIJAWAB, Status.DITUTUP], True),
        ([Status.DIJAWAB, Status.DITUTUP, Status.DITELAAH, Status.DIJAWAB], True),  # Reopened.
        ([Status.DITARIK], True),
        ([Status.DITUTUP], False),  # Never closed before it was answered.
        ([Status.DITARIK, Status.DITELAAH], False),
        ([Status.DIJAWAB, Status.DITUTUP, Status.DITARIK], False),
    ],
)
def test_a_status_moves_only_as_the_rules_allow(path: list[Status], allowed: bool) -> None:
    complaint = made(WHOLE)
    for status in path[:-1]:
        complaint = complaint.moved(status)
    if allowed:
        assert complaint.moved(path[-1]).status is path[-1]
    else:
        with pytest.raises(InvalidTransitionError):
            complaint.moved(path[-1])


@given(st.lists(st.sampled_from(list(Status)), max_size=12))
def test_nothing_is_ever_closed_without_having_been_answered(path: list[Status]) -> None:
    complaint = made(WHOLE)
    seen = []
    for status in path:
        try:
            complaint = complaint.moved(status)
        except InvalidTransitionError:
            continue
        seen.append(status)
    if Status.DITUTUP in seen:
        assert seen[seen.index(Status.DITUTUP) - 1] is Status.DIJAWAB
    assert complaint.open == (complaint.status in OPEN)
