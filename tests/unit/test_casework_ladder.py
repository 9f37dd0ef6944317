"""Review and ladder: who has a complaint, what each level owes, and what moves the status."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.complaint import Complaint, Status
from domain.errors import InvalidTransitionError
from domain.handling import Given, Handling, Plan, Worksheet
from domain.ladder import missing_reports
from domain.people import Officer
from handlers.actions import (
    Action,
    AddNote,
    Answer,
    Assign,
    CloseByHand,
    Escalate,
    FillWorksheet,
    HandBack,
    Reopen,
    TakeUp,
)
from handlers.officer import handle
from tests.unit.casework_office import (
    ADMIN,
    AUDITOR,
    BIDANG,
    BUDI,
    KEPALA,
    NIA,
    NOW,
    NUMBER,
    PEOPLE,
    SEKSI,
    act,
    after,
    complaint,
    turn,
)

REPORT = "Sudah diklarifikasi; butuh keputusan di atas."
ANSWER = "Uangnya sudah kembali."


def steps(*done: tuple[Action, Officer]) -> Complaint:
    """A new complaint after these actions."""
    current = complaint()
    for action, officer in done:
        current = after(action, current, officer=officer)
    return current


def test_who_takes_it_up_has_it_and_the_review_begins() -> None:
    taken = after(TakeUp(NUMBER))
    assert (taken.status, taken.handling.assignee) == (Status.DITELAAH, NIA.id)
    assert taken.handling.levels == (0,)
    with pytest.raises(InvalidTransitionError, match="sudah Anda pegang"):
        after(TakeUp(NUMBER), taken)
    with pytest.raises(InvalidTransitionError, match="dipegang petugas lain"):
        after(TakeUp(NUMBER), taken, officer=BUDI)


def test_whoever_it_was_assigned_to_keeps_it_when_another_begins() -> None:
    taken = steps((Assign(NUMBER, BUDI.id), SEKSI), (TakeUp(NUMBER), NIA))
    assert (taken.status, taken.handling.assignee) == (Status.DITELAAH, BUDI.id)


@pytest.mark.parametrize("to", [AUDITOR.id, ADMIN.id, 4711])
def test_only_who_works_on_complaints_is_given_one(to: int) -> None:
    with pytest.raises(InvalidTransitionError, match="tidak ada petugas"):
        after(Assign(NUMBER, to))


def test_an_assignment_can_be_taken_away_and_must_change_something() -> None:
    given = after(Assign(NUMBER, BUDI.id))
    assert after(Assign(NUMBER, None), given).handling.assignee is None
    with pytest.raises(InvalidTransitionError, match="tidak berubah"):
        after(Assign(NUMBER, BUDI.id), given)


@pytest.mark.parametrize(
    ("sheet", "status"),
    [
        (Worksheet(problem="pungutan"), Status.DITELAAH),
        (Worksheet(basis="standar", documents="kuitansi"), Status.DITELAAH),
        (Worksheet(plans=(Plan.KLARIFIKASI,)), Status.DITINDAKLANJUTI),
        (Worksheet(plan="panggil petugas"), Status.DITINDAKLANJUTI),
        (Worksheet(result="uang kembali"), Status.DITINDAKLANJUTI),
        (Worksheet(problem="pungutan", plan="  "), Status.DITELAAH),
    ],
)
def test_with_a_plan_or_a_result_a_complaint_is_being_acted_upon(
    sheet: Worksheet, status: Status
) -> None:
    assert after(FillWorksheet(NUMBER, sheet)).status is status


def test_a_worksheet_keeps_no_nik_and_must_change_something() -> None:
    filled = after(FillWorksheet(NUMBER, Worksheet(problem="NIK 3214011203900001 dipakai")))
    assert filled.handling.worksheet.problem == "NIK 3214************ dipakai"
    with pytest.raises(InvalidTransitionError, match="tidak ada yang diubah"):
        after(FillWorksheet(NUMBER, filled.handling.worksheet), filled)


def test_each_level_reports_in_writing_to_the_one_above() -> None:
    up = steps((TakeUp(NUMBER), NIA), (Escalate(NUMBER, REPORT), NIA))
    assert (up.handling.level, up.handling.assignee) == (1, SEKSI.id)
    top = after(Escalate(NUMBER, REPORT), up, officer=SEKSI)
    assert (top.handling.level, top.handling.assignee) == (2, BIDANG.id)
    last = after(Escalate(NUMBER, REPORT), top, officer=BIDANG)
    assert (last.handling.level, last.handling.assignee) == (9, KEPALA.id)
    assert [(r.level, r.position, r.to) for r in last.handling.reports] == [
        (0, "Petugas Pengaduan", "Kepala Seksi"),
        (1, "Kepala Seksi", "Kepala Bidang"),
        (2, "Kepala Bidang", "Kepala DPMPTSP"),
    ]
    with pytest.raises(InvalidTransitionError, match="jenjang tertinggi"):
        after(Escalate(NUMBER, REPORT), last, officer=KEPALA)


def test_without_a_direct_superior_it_goes_to_the_lowest_level_above() -> None:
    up = after(Escalate(NUMBER, REPORT), officer=BUDI)
    assert (up.handling.level, up.handling.assignee) == (1, None)
    assert up.handling.reports[0].to == "Kepala Seksi"
    two = (*PEOPLE, replace(SEKSI, id=44, username="seksi2"))
    [unclear] = handle(turn(complaint()), Escalate(NUMBER, REPORT), BUDI, two).changes
    assert unclear.handling.reports[0].to == "atasan tingkat 1"


def test_a_superior_who_left_is_given_nothing() -> None:
    left = tuple(p for p in PEOPLE if p is not SEKSI)
    [up] = handle(turn(complaint()), Escalate(NUMBER, REPORT), NIA, left).changes
    assert (up.handling.level, up.handling.assignee) == (2, None)


@pytest.mark.parametrize("text", ["", "  \n"])
@pytest.mark.parametrize("action", [Escalate, HandBack])
def test_nothing_goes_up_or_down_without_a_word_in_writing(
    action: type[Escalate | HandBack], text: str
) -> None:
    before = complaint(handling=Handling(level=1))
    with pytest.raises(InvalidTransitionError, match="masih kosong"):
        after(action(NUMBER, text), before, officer=SEKSI)


@pytest.mark.parametrize(
    "settle", [Answer(NUMBER, ANSWER), CloseByHand(NUMBER, Given.PHONE, ANSWER)]
)
def test_a_level_that_handled_it_must_have_reported_before_another_settles_it(
    settle: Action,
) -> None:
    touched_by_both = steps((TakeUp(NUMBER), NIA), (FillWorksheet(NUMBER, _sheet()), SEKSI))
    assert touched_by_both.handling.levels == (0, 1)
    with pytest.raises(InvalidTransitionError, match="laporan tertulis dari petugas"):
        after(settle, touched_by_both, officer=SEKSI)
    # The report that is owed can still be written, and moves nothing.
    owed = after(Escalate(NUMBER, REPORT), touched_by_both, officer=NIA)
    assert (owed.handling.level, owed.handling.assignee) == (1, NIA.id)
    after(settle, owed, officer=SEKSI)
    with pytest.raises(InvalidTransitionError, match="sudah diteruskan"):
        after(Escalate(NUMBER, REPORT), owed, officer=NIA)


def _sheet() -> Worksheet:
    return Worksheet(problem="pungutan liar")


def test_only_levels_that_were_really_used_owe_a_report() -> None:
    answered = after(Answer(NUMBER, ANSWER), officer=KEPALA)
    assert answered.handling.levels == (9,)
    assert missing_reports(answered, 9) == ()
    noted = steps((AddNote(NUMBER, "sudah saya baca"), NIA), (Answer(NUMBER, ANSWER), SEKSI))
    assert noted.handling.levels == (1,)


@pytest.mark.parametrize(
    "action",
    [
        Answer(NUMBER, ANSWER),
        CloseByHand(NUMBER, Given.PHONE, ANSWER),
        TakeUp(NUMBER),
    ],
)
def test_what_is_with_a_superior_is_not_settled_below(action: Action) -> None:
    up = after(Escalate(NUMBER, REPORT))
    with pytest.raises(InvalidTransitionError, match="ada pada atasan tingkat 1"):
        after(action, up)
    after(Answer(NUMBER, ANSWER), up, officer=SEKSI)


def test_handed_back_the_pelaksana_has_it_and_the_superior_owes_nothing() -> None:
    up = after(Escalate(NUMBER, REPORT))
    with pytest.raises(InvalidTransitionError, match="kembalikan dulu"):
        after(Assign(NUMBER, NIA.id), up, officer=SEKSI)
    back = after(HandBack(NUMBER, "jawab saja sesuai standar"), up, officer=SEKSI)
    assert (back.handling.level, back.handling.assignee) == (0, NIA.id)
    assert back.handling.reports[-1].text == "jawab saja sesuai standar"
    assert (back.handling.reports[-1].level, back.handling.reports[-1].to) == (1, "Kepala Bidang")
    answered = after(Answer(NUMBER, ANSWER), back)
    assert answered.handling.settled is not None
    assert (answered.handling.settled.level, answered.handling.settled.to) == (0, "Kepala Seksi")


def test_what_is_with_the_pelaksana_cannot_be_handed_back() -> None:
    with pytest.raises(InvalidTransitionError, match="masih ada pada pelaksana"):
        after(HandBack(NUMBER, "alasan"), officer=SEKSI)


def test_a_complaint_opened_again_stays_with_the_level_that_had_it() -> None:
    answered = steps((Escalate(NUMBER, REPORT), NIA), (Answer(NUMBER, ANSWER), SEKSI))
    again = after(Reopen(NUMBER, "belum sampai"), answered, at=NOW + timedelta(days=1))
    assert (again.handling.level, again.handling.settled) == (1, None)
    assert again.deadline == answered.deadline


def test_the_timeline_says_who_and_keeps_what_was_written_apart() -> None:
    outcome = act(Escalate(NUMBER, REPORT), officer=NIA)
    [event] = outcome.audit
    assert (event.name, event.complaint, event.actor) == ("escalated", NUMBER, "nia")
    assert event.text == REPORT
    assert event.data == {"level": 0, "to": "Kepala Seksi", "now_at": 1}
