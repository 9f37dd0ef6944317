"""Answering, taking back, closing by hand, and the report to the superior (point 8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.closing import closed_by_channel, warnings
from domain.complaint import Complaint, Flag, Status
from domain.dialogue import Awaiting, State
from domain.errors import InvalidTransitionError
from domain.handling import Given, Handling, Report, Worksheet
from domain.messages import SMS, TELEGRAM, Address
from handlers.actions import SYSTEM_OFFICER, Answer, CloseByHand, Escalate, Recall, RequestApip
from tests.unit.casework_office import (
    BIDANG,
    CITIZEN,
    KEPALA,
    LETTER,
    NIA,
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

TEXT = "Uangnya sudah kembali."
ANSWER = Answer(NUMBER, TEXT)
YESTERDAY = NOW - timedelta(days=1, hours=2)


def test_an_answer_waits_ten_seconds_with_the_question_after_it() -> None:
    outcome = act(ANSWER)
    [answered] = outcome.changes
    assert (answered.status, answered.answer, answered.answer_queued) == (
        Status.DIJAWAB,
        TEXT,
        True,
    )
    assert [(m.purpose, m.complaint) for m in outcome.replies] == [
        ("answer", NUMBER),
        ("rating", NUMBER),
    ]
    assert {m.not_before for m in outcome.replies} == {NOW + timedelta(seconds=10)}
    assert TEXT in outcome.replies[0].text
    assert (outcome.audit[0].name, outcome.audit[0].text) == ("answered", TEXT)


def test_where_nobody_signs_in_an_answer_leaves_at_once() -> None:
    outcome = act(ANSWER, officer=SYSTEM_OFFICER)
    assert {m.not_before for m in outcome.replies} == {None}


@pytest.mark.parametrize("last", [YESTERDAY, NOW - timedelta(hours=24, seconds=-5), None])
def test_outside_the_window_a_template_announces_it(last: Any) -> None:
    # Five seconds before the window closes is too late for an answer that waits ten.
    outcome = act(ANSWER, state=State(last_inbound_at=last))
    [message] = outcome.replies
    assert (message.purpose, message.template) == ("answer_ready", "answer_ready")
    assert message.not_before == NOW + timedelta(seconds=10)
    assert outcome.changes[0].answer_queued is False


@pytest.mark.parametrize("channel", [SMS, TELEGRAM])
def test_other_channels_have_no_window(channel: str) -> None:
    before = complaint(sender=Address(channel, "1001"))
    outcome = act(ANSWER, before, state=State(last_inbound_at=YESTERDAY))
    assert outcome.replies[0].purpose == "answer"


@pytest.mark.parametrize(
    ("sender", "state", "why"),
    [
        (LETTER, State(), "answer_held_no_channel"),
        (CITIZEN, State(silenced=True, last_inbound_at=NOW), "answer_held_opted_out"),
    ],
)
def test_where_nothing_may_be_sent_the_answer_is_kept(
    sender: Address, state: State, why: str
) -> None:
    outcome = act(ANSWER, complaint(sender=sender), state=state)
    [answered] = outcome.changes
    assert outcome.replies == ()
    assert (answered.status, answered.answer, answered.answered_at) == (Status.DIJAWAB, TEXT, None)
    assert events(outcome) == ["answered", why]
    closed = after(CloseByHand(NUMBER, Given.LETTER, ""), answered)
    assert (closed.status, closed.handling.given) == (Status.DITUTUP, Given.LETTER)


def test_files_of_an_answer_are_written_down() -> None:
    outcome = act(Answer(NUMBER, TEXT, (3, 17)))
    assert outcome.audit[0].data["attachments"] == "3,17"


def test_an_answer_has_a_text_and_repeats_no_nik() -> None:
    with pytest.raises(InvalidTransitionError, match="jawaban masih kosong"):
        after(Answer(NUMBER, "  "))
    assert "3214011203900001" not in after(Answer(NUMBER, "NIK 3214011203900001 benar")).answer


def test_nobody_waits_for_an_approval_of_what_was_answered() -> None:
    asked = after(RequestApip(NUMBER, "perlu diperiksa"))
    assert after(ANSWER, asked).handling.request is None


@pytest.mark.parametrize(
    ("worksheet", "status"),
    [(Worksheet(problem="a"), Status.DITELAAH), (Worksheet(plan="b"), Status.DITINDAKLANJUTI)],
)
def test_an_answer_taken_back_leaves_the_complaint_as_before(
    worksheet: Worksheet, status: Status
) -> None:
    first = act(ANSWER, complaint(handling=Handling(worksheet=worksheet)))
    assert first.state.awaiting is Awaiting.RATING
    outcome = act(Recall(NUMBER), first.changes[0], state=first.state)
    [back] = outcome.changes
    assert (back.status, back.answer, back.answer_queued) == (status, "", False)
    assert back.handling.settled is None
    assert outcome.recalls == (NUMBER,)
    assert (outcome.audit[0].name, outcome.audit[0].text) == ("answer_recalled", TEXT)
    assert (outcome.state.awaiting, outcome.state.rating_for) == (None, "")


def test_nothing_is_closed_by_hand_where_nothing_was_given() -> None:
    with pytest.raises(InvalidTransitionError, match="belum bisa ditutup"):
        after(CloseByHand(NUMBER, Given.PHONE, " "))
    reopened = replace(complaint(status=Status.DITELAAH), answer="jawaban yang dulu")
    with pytest.raises(InvalidTransitionError, match="belum bisa ditutup"):
        after(CloseByHand(NUMBER, Given.PHONE, ""), reopened)


def test_closing_by_hand_reports_to_the_superior_in_the_same_step() -> None:
    outcome = act(CloseByHand(NUMBER, Given.IN_PERSON, TEXT), officer=SEKSI)
    [closed] = outcome.changes
    assert (closed.status, closed.answer, closed.answered_at) == (Status.DITUTUP, TEXT, NOW)
    assert (closed.handling.given, closed.handling.given_note) == (Given.IN_PERSON, TEXT)
    [report] = closed.handling.reports
    assert (report.level, report.by, report.to, report.by_system) == (
        1,
        "seksi",
        "Kepala Bidang",
        True,
    )
    assert events(outcome) == ["closed", "reported_to_superior"]
    assert [e.actor for e in outcome.audit] == ["seksi", "system"]
    assert outcome.audit[1].text == report.text


def test_who_records_how_an_answer_was_given_need_not_be_who_answered() -> None:
    answered = after(ANSWER, complaint(handling=Handling(level=2)), officer=BIDANG)
    closed = after(CloseByHand(NUMBER, Given.PHONE, "dibacakan"), answered, officer=NIA)
    [report] = closed.handling.reports
    assert (report.level, report.by, report.to) == (2, "bidang", "Kepala DPMPTSP")
    assert closed.answer == TEXT
    assert closed.handling.given_note == "dibacakan"


def test_the_report_of_the_kepala_goes_to_the_archive() -> None:
    closed = after(CloseByHand(NUMBER, Given.LETTER, TEXT), officer=KEPALA)
    assert closed.handling.reports[-1].to == "arsip"


def test_what_a_channel_accepted_is_closed_with_the_report_of_who_answered() -> None:
    up = after(Escalate(NUMBER, "laporan"), officer=NIA)
    answered = after(ANSWER, up, officer=SEKSI).flagged(Flag.ANSWER_UNDELIVERED)
    closed = closed_by_channel(answered, NOW)
    assert closed.status is Status.DITUTUP
    assert closed.handling.given is None
    assert Flag.ANSWER_UNDELIVERED not in closed.flags
    assert [(r.level, r.by_system) for r in closed.handling.reports] == [(0, False), (1, True)]


def test_an_answer_of_before_the_ladder_was_kept_is_closed_all_the_same() -> None:
    old = complaint(status=Status.DIJAWAB)
    old = replace(old, handling=Handling())
    closed = closed_by_channel(old, NOW)
    assert (closed.handling.reports[0].level, closed.handling.reports[0].by) == (0, "system")


def test_the_report_says_what_happened_and_never_who_complained() -> None:
    worksheet = Worksheet(result=f"Uang dikembalikan kepada {REPORTER}.")
    before = complaint(
        replace(WHOLE, matter=f"{WHOLE.matter} {'lama sekali ' * 40}"),
        handling=Handling(worksheet=worksheet),
    )
    closed = after(CloseByHand(NUMBER, Given.PHONE, f"Bapak Pelapor, {TEXT}"), before)
    text = closed.handling.reports[0].text
    for part in (NUMBER, "petugas minta uang", "Uang dikembalikan", TEXT, "lewat telepon"):
        assert part in text
    assert "Rabu, 7 Januari 2026" in text
    assert "Pelapor" not in text.replace("Laporan", "")
    assert len(text) < 600


CONFIDENTIAL = replace(WHOLE, confidential=True)
DONE = Handling(worksheet=Worksheet(result="selesai"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sudah kami tegur.", ""),
        (f"Yth. {REPORTER}, sudah kami tegur.", "nama pelapor"),
        ("Yth. Bapak PELAPOR", "nama pelapor"),
        ("Kami hubungi 081200000001.", "nomor pelapor"),
        ("Kami hubungi +62 812-0000-0001.", "nomor pelapor"),
        ("Kami hubungi (0812) 0000 0001", "nomor pelapor"),
        ("Kantor kami (0264) 8224794.", ""),
    ],
)
def test_an_answer_that_gives_away_a_confidential_reporter_is_warned_about(
    text: str, found: str
) -> None:
    told = warnings(complaint(CONFIDENTIAL, handling=DONE), text)
    assert [found in one for one in told] == ([True] if found else [])
    assert warnings(complaint(handling=DONE), text) == []


def test_what_is_still_missing_is_warned_about() -> None:
    assert "Langkah (e)" in warnings(complaint(), TEXT)[0]
    with_apip = replace(DONE, given_to_apip=True)
    assert "Inspektorat" in warnings(complaint(handling=with_apip), TEXT)[0]
    report = Report(-1, "auditor", "Inspektur", "Kepala", "terbukti", NOW)
    assert warnings(complaint(handling=replace(with_apip, reports=(report,))), TEXT) == []
    merged: Complaint = complaint(handling=replace(DONE, merged=("2026-00001-4",)))
    [told] = warnings(merged, TEXT)
    assert "2026-00001-4 digabung ke sini" in told
    assert "kepada 1 pelapornya" in told
