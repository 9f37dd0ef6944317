"""Two reports become one: nobody is answered later, and nobody learns who the other is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.complaint import Complaint, Flag, Status
from domain.dialogue import Awaiting, Outcome, Pending, State, Turn
from domain.errors import InvalidTransitionError
from domain.handling import ApprovalRequest, Handling
from domain.messages import SMS, Address, InboundMessage
from domain.understanding import NluResult
from handlers.actions import Merge, ToSuggestion
from handlers.officer import handle_merge
from handlers.router import route
from tests.unit.casework_office import (
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
SOURCE = complaint()
TARGET = complaint(
    replace(WHOLE, name="Contoh Tetangga", matter="saya juga diminta uang"),
    number=OTHER,
    sender=NEIGHBOUR,
)
MERGE = Merge(NUMBER, OTHER)


def merged(source: Complaint = SOURCE, target: Complaint = TARGET) -> list[Outcome]:
    return handle_merge(turn(source), turn(target), MERGE, NIA)


def test_both_keep_their_numbers_and_say_where_it_is_handled() -> None:
    first, second = merged()
    [gone], [kept] = first.changes, second.changes
    assert (gone.status, gone.handling.merged_into) == (Status.DIGABUNG, OTHER)
    assert (gone.number, gone.additions, gone.facts) == (NUMBER, SOURCE.additions, SOURCE.facts)
    assert (kept.status, kept.handling.merged) == (TARGET.status, (NUMBER,))
    assert kept.deadline == TARGET.deadline
    assert events(first) == ["merged"]
    assert events(second) == ["merged_with"]


def test_both_citizens_are_told_and_neither_is_named() -> None:
    first, second = merged()
    [to_source], [to_target] = first.replies, second.replies
    assert NUMBER in to_source.text
    assert OTHER in to_source.text
    assert OTHER in to_target.text
    for message in (to_source, to_target):
        assert "Contoh" not in message.text
        assert NEIGHBOUR.value not in message.text
    assert (to_source.to, to_target.to) == (SOURCE.sender, NEIGHBOUR)


def test_who_made_both_gets_one_message() -> None:
    own = replace(TARGET, sender=SOURCE.sender)
    outcome = act(MERGE, SOURCE, own, state=State(last_inbound_at=NOW, focus=NUMBER))
    assert {c.number: c.status for c in outcome.changes} == {
        NUMBER: Status.DIGABUNG,
        OTHER: Status.DITERIMA,
    }
    assert len(outcome.replies) == 1
    assert outcome.state.focus == OTHER
    assert events(outcome) == ["merged", "merged_with"]


def test_what_a_superior_must_see_is_carried_over() -> None:
    _, second = merged(SOURCE.flagged(Flag.ILLEGAL_LEVY, Flag.LOW_CONFIDENCE))
    assert second.changes[0].flags == (Flag.ILLEGAL_LEVY,)


@pytest.mark.parametrize(
    ("source", "target", "why"),
    [
        ({}, {"number": NUMBER}, "dirinya sendiri"),
        ({"status": Status.DIJAWAB}, {}, "sudah dijawab"),
        ({}, {"status": Status.DITUTUP}, "sudah ditutup"),
        ({}, {"status": Status.DIGABUNG}, "sudah digabung"),
        ({"handling": Handling(given_to_apip=True)}, {}, "sudah diserahkan kepada Inspektorat"),
        ({}, {"received_at": NOW + timedelta(days=3)}, "jatuh tempo lebih dulu"),
        ({}, {"facts": replace(WHOLE, name="")}, "tidak bisa digabung ke saran"),
    ],
)
def test_a_merge_takes_no_right_away(
    source: dict[str, Any], target: dict[str, Any], why: str
) -> None:
    values: dict[str, Any] = {"number": OTHER, "sender": NEIGHBOUR}
    into = complaint(**(values | target))
    action = replace(MERGE, into=into.number)
    with pytest.raises(InvalidTransitionError, match=why):
        handle_merge(turn(complaint(**source)), turn(into), action, NIA)


def test_nobody_decides_on_a_request_of_what_was_merged() -> None:
    request = ApprovalRequest("nia", "perlu diperiksa", NOW)
    first, _ = merged(complaint(handling=Handling(request=request)))
    assert first.changes[0].handling.request is None


def test_who_cannot_be_written_to_is_not() -> None:
    first, second = merged(complaint(sender=LETTER))
    assert first.replies == ()
    assert first.audit[0].data["told"] is False
    assert second.audit[0].data["told"] is True


def asked(own: Complaint, *referenced: Complaint) -> str:
    """What the bot says to who asks how their report stands."""
    message = InboundMessage("whatsapp", "in-1", own.sender, "STATUS", NOW)
    reading = NluResult("cek_status", 0.9)
    answer = route(
        Turn(
            own.sender, State(), message, reading, (own,), NOW, OFFICE, referenced=referenced
        )
    )  # fmt: skip
    return "\n".join(reply.text for reply in answer.replies)


def test_who_asks_for_a_merged_report_hears_how_the_other_stands() -> None:
    first, second = merged()
    [gone], [kept] = first.changes, second.changes
    said = asked(gone, kept)
    assert NUMBER in said
    assert f"ditangani bersama laporan {OTHER}, yang sudah diterima" in said
    assert "28 Januari 2026" in said
    assert "saya juga" not in said
    answered = replace(
        kept, status=Status.DITUTUP, answer="Yth. Contoh Tetangga, uangnya sudah kembali."
    )
    said = asked(gone, answered)
    assert "uangnya sudah kembali" in said
    assert "Tetangga" not in said
    assert REPORTER not in said


def test_a_chain_of_merges_is_followed_to_its_end() -> None:
    last = complaint(number="2026-00044-3", status=Status.DITELAAH)
    middle = replace(TARGET, status=Status.DIGABUNG, handling=Handling(merged_into=last.number))
    gone = replace(SOURCE, status=Status.DIGABUNG, handling=Handling(merged_into=OTHER))
    said = asked(gone, middle, last)
    assert f"bersama laporan {last.number}, yang sedang ditelaah" in said


def test_without_the_other_report_a_merged_one_still_says_what_became_of_it() -> None:
    gone = replace(SOURCE, status=Status.DIGABUNG, handling=Handling(merged_into=OTHER))
    assert "digabung dengan laporan lain" in asked(gone)


def test_a_report_that_others_wait_for_is_neither_withdrawn_nor_made_a_suggestion() -> None:
    kept = complaint(handling=Handling(merged=(OTHER,)))
    with pytest.raises(InvalidTransitionError, match=f"{OTHER} digabung ke sini"):
        act(ToSuggestion(NUMBER, "berisi usul"), kept)
    asking = Pending("batal", "", NOW, candidates=(NUMBER,))
    earlier = NOW - timedelta(hours=1)
    state = State(last_inbound_at=earlier, awaiting=Awaiting.WITHDRAW, pending=asking)
    message = InboundMessage("whatsapp", "in-1", kept.sender, "ya", NOW)
    reading = NluResult("ya", 0.9)
    outcome = route(Turn(kept.sender, state, message, reading, (kept,), NOW, OFFICE))
    [still] = outcome.changes
    assert still.status is Status.DITERIMA
    assert Flag.WITHDRAW_UNDER_REVIEW in still.flags
    assert "tetap kami tangani" in outcome.replies[0].text
