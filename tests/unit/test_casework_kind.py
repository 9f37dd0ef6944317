"""What an officer makes of a report: late and accepted, a suggestion, completed, opened again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.complaint import Flag, Kind, Reason, Receipt, Status
from domain.dialogue import Awaiting, State
from domain.errors import InvalidTransitionError
from domain.handling import Given
from handlers.actions import AcceptLate, Answer, CloseByHand, CompleteFacts, Reopen, ToSuggestion
from tests.unit.casework_office import (
    CITIZEN,
    KEPALA,
    LATE,
    LETTER,
    NOW,
    NUMBER,
    REPORTER,
    SEKSI,
    WHOLE,
    act,
    after,
    complaint,
    events,
)

LATER = NOW + timedelta(days=6)  # Tuesday, 13 January.
OPEN_WINDOW = State(last_inbound_at=LATER)


def test_a_late_report_that_is_accepted_counts_from_that_day() -> None:
    late = complaint(LATE)
    assert (late.kind, late.reason) == (Kind.SARAN, Reason.LATE_30_DAYS)
    outcome = act(AcceptLate(NUMBER, "baru tahu haknya"), late, at=LATER, state=OPEN_WINDOW)
    [accepted] = outcome.changes
    assert (accepted.kind, accepted.reason) == (Kind.PENGADUAN, None)
    assert accepted.counts_from == date(2026, 1, 13)
    assert accepted.deadline is not None
    assert accepted.deadline.on == date(2026, 2, 3)  # 16 January is a holiday.
    assert events(outcome) == ["accepted_late", "reclassified"]
    assert outcome.audit[0].text == "baru tahu haknya"
    [told] = outcome.replies
    assert NUMBER in told.text
    assert "Selasa, 3 Februari 2026" in told.text


def test_a_deadline_over_a_year_without_a_list_is_provisional() -> None:
    late = complaint(replace(LATE, received_on=date(2029, 1, 1)), received_at=NOW)
    late = replace(late, kind=Kind.SARAN, reason=Reason.LATE_30_DAYS, deadline=None)
    accepted = after(AcceptLate(NUMBER, "alasan"), late, at=NOW.replace(year=2030))
    assert Flag.PROVISIONAL_DEADLINE in accepted.flags


@pytest.mark.parametrize(
    "change",
    [{}, {"name": ""}, {"suggestion": True}, {"matter": ""}],
)
def test_only_what_came_late_is_accepted_as_late(change: dict[str, Any]) -> None:
    with pytest.raises(InvalidTransitionError, match="bukan saran karena lewat 30 hari"):
        after(AcceptLate(NUMBER, "alasan"), complaint(replace(WHOLE, **change)))


@pytest.mark.parametrize("reason", ["", " "])
def test_what_changes_a_citizens_right_needs_a_written_reason(reason: str) -> None:
    for action, before in (
        (AcceptLate(NUMBER, reason), complaint(LATE)),
        (ToSuggestion(NUMBER, reason), complaint()),
        (Reopen(NUMBER, reason), complaint(status=Status.DITUTUP)),
    ):
        with pytest.raises(InvalidTransitionError, match="masih kosong"):
            after(action, before)


def test_a_complaint_turned_into_a_suggestion_has_no_deadline_and_stays_one() -> None:
    outcome = act(ToSuggestion(NUMBER, "berisi usul saja."))
    [saran] = outcome.changes
    assert (saran.kind, saran.reason, saran.deadline) == (Kind.SARAN, Reason.SUGGESTION, None)
    [event] = outcome.audit
    assert (event.name, event.text) == ("reclassified", "berisi usul saja.")
    assert (event.data["before"], event.data["after"]) == ("pengaduan", "saran")
    assert "berisi usul saja. Saran dibaca" in outcome.replies[0].text
    # Facts that come later do not undo what an officer decided.
    again = after(CompleteFacts(NUMBER, address="Jalan Contoh 1"), saran)
    assert again.kind is Kind.SARAN
    with pytest.raises(InvalidTransitionError, match="sudah dicatat sebagai saran"):
        after(ToSuggestion(NUMBER, "lagi"), saran)


@pytest.mark.parametrize(
    ("sender", "state"),
    [(LETTER, State()), (CITIZEN, State(silenced=True, last_inbound_at=NOW))],
)
def test_whom_nothing_can_be_sent_is_told_nothing_and_the_timeline_says_so(
    sender: Any, state: State
) -> None:
    outcome = act(ToSuggestion(NUMBER, "usul"), complaint(sender=sender), state=state)
    assert outcome.replies == ()
    assert outcome.audit[0].data["told"] is False


@pytest.mark.parametrize(
    ("lacking", "given"),
    [({"name": ""}, {"name": REPORTER}), ({"matter": ""}, {"matter": "petugas minta uang"})],
)
def test_what_was_lacking_makes_it_a_complaint_from_today_and_the_citizen_hears_it(
    lacking: dict[str, Any], given: dict[str, Any]
) -> None:
    thin = complaint(replace(WHOLE, **lacking))
    assert thin.deadline is None
    asking = State(last_inbound_at=LATER, awaiting=Awaiting.NAME, focus=NUMBER)
    outcome = act(CompleteFacts(NUMBER, **given), thin, at=LATER, state=asking)
    [whole] = outcome.changes
    assert (whole.kind, whole.counts_from) == (Kind.PENGADUAN, date(2026, 1, 13))
    assert outcome.state.awaiting is None
    texts = "\n".join(message.text for message in outcome.replies)
    assert "menjadi pengaduan" in texts
    assert "Selasa, 3 Februari 2026" in texts
    assert (outcome.audit[0].name, outcome.audit[0].text) == ("completed", "")
    assert REPORTER not in str(outcome.audit[0].data)


def test_facts_that_come_later_never_move_a_deadline_and_are_named_without_their_content() -> None:
    before = complaint()
    action = CompleteFacts(
        NUMBER,
        name="Contoh Lain",
        matter="kuitansi ada",
        address="Jalan Contoh 1",
        received_on=date(2025, 10, 1),
        confidential=True,
    )
    outcome = act(action, before, at=LATER)
    [full] = outcome.changes
    assert (full.kind, full.deadline) == (Kind.PENGADUAN, before.deadline)
    # The citizen's own words stay.
    assert full.facts.matter == f"{WHOLE.matter}\nkuitansi ada"
    assert (full.facts.received, full.facts.received_on) == (Receipt.ON, date(2025, 10, 1))
    assert outcome.replies == ()
    assert outcome.audit[0].data["fields"] == "matter,received_on,name,address,confidential"


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({}, "tidak ada yang diubah"),
        ({"name": REPORTER}, "tidak ada yang diubah"),
        ({"received": Receipt.ON}, "belum lengkap"),
        ({"received": Receipt.NOT_YET, "received_on": date(2026, 1, 2)}, "belum lengkap"),
        ({"received_on": date(2026, 1, 8)}, "belum terjadi"),
    ],
)
def test_facts_that_cannot_be_are_refused(values: dict[str, Any], why: str) -> None:
    with pytest.raises(InvalidTransitionError, match=why):
        after(CompleteFacts(NUMBER, **values))


@pytest.mark.parametrize("officer", [SEKSI, KEPALA])
def test_secrecy_is_lifted_only_by_who_may_know_the_name(officer: Any) -> None:
    secret = complaint(replace(WHOLE, confidential=True))
    with pytest.raises(InvalidTransitionError, match="kerahasiaan"):
        after(CompleteFacts(NUMBER, confidential=False), secret, officer=officer)
    assert not after(CompleteFacts(NUMBER, confidential=False), secret).facts.confidential
    assert after(CompleteFacts(NUMBER, confidential=True), officer=officer).facts.confidential


def test_a_permit_that_has_not_come_has_no_day_of_receipt() -> None:
    done = after(CompleteFacts(NUMBER, received=Receipt.NOT_YET))
    assert (done.facts.received, done.facts.received_on) == (Receipt.NOT_YET, None)


@pytest.mark.parametrize("status", [Status.DIJAWAB, Status.DITUTUP])
def test_opened_again_it_keeps_its_deadline_and_its_answer_counts_no_more(status: Status) -> None:
    before = complaint(status=status, answer_queued=True)
    rating = State(last_inbound_at=NOW, awaiting=Awaiting.RATING, rating_for=NUMBER)
    outcome = act(Reopen(NUMBER, "belum terima uang"), before, state=rating)
    [again] = outcome.changes
    assert (again.status, again.deadline) == (Status.DITELAAH, before.deadline)
    assert Flag.REOPENED in again.flags
    assert (again.handling.settled, again.handling.given) == (None, None)
    assert outcome.state.awaiting is None
    assert outcome.audit[0].text == "belum terima uang"
    assert after(Answer(NUMBER, "jawaban baru"), again).answer == "jawaban baru"


def test_how_the_first_answer_was_given_says_nothing_of_the_second() -> None:
    closed = after(CloseByHand(NUMBER, Given.PHONE, "uang kembali"))
    again = after(Answer(NUMBER, "jawaban baru"), after(Reopen(NUMBER, "belum"), closed))
    assert (again.handling.given, again.handling.given_note) == (None, "")
