"""Categories and APIP: never without the kepala's approval, one from outside, or a legal ground."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.complaint import Complaint, Status
from domain.errors import InvalidTransitionError
from domain.handling import ApprovalKind, Category, Handling
from domain.people import Officer
from handlers.actions import (
    Action,
    AddAgency,
    AddNote,
    ApipReport,
    ApproveApip,
    GiveToApip,
    RecordApproval,
    RefuseApip,
    RequestApip,
    SetCategory,
)
from tests.unit.casework_office import (
    AUDITOR,
    KEPALA,
    NIA,
    NOW,
    NUMBER,
    SEKSI,
    act,
    after,
    complaint,
)

OUTSIDE = RecordApproval(NUMBER, ApprovalKind.OUTSIDE, "Bupati", "disposisi 12/2026", None)
LEGAL = RecordApproval(NUMBER, ApprovalKind.LEGAL, "PP 12/2017", "pasal 10", 77)


def requested() -> Complaint:
    return after(RequestApip(NUMBER, "diduga pungli berulang"))


def given() -> Complaint:
    approved = after(ApproveApip(NUMBER, "setuju"), requested(), officer=KEPALA)
    return after(GiveToApip(NUMBER), approved)


@pytest.mark.parametrize("action", [GiveToApip(NUMBER), SetCategory(NUMBER, Category.APIP)])
@pytest.mark.parametrize("officer", [NIA, SEKSI, KEPALA])
def test_nobody_involves_apip_without_an_approval(action: Action, officer: Officer) -> None:
    for before in (complaint(), requested()):
        with pytest.raises(InvalidTransitionError, match="dengan persetujuan Kepala"):
            after(action, before, officer=officer)


def test_the_kepala_approves_what_was_asked_for() -> None:
    asked = requested()
    assert asked.handling.request is not None
    approved = after(ApproveApip(NUMBER), asked, officer=KEPALA)
    approval = approved.handling.approval
    assert approval is not None
    assert (approval.kind, approval.who, approval.by) == (
        ApprovalKind.KEPALA,
        "Kepala DPMPTSP",
        "kepala",
    )
    assert approval.what == "diduga pungli berulang"
    assert approved.handling.request is None
    done = after(GiveToApip(NUMBER), approved)
    assert (done.handling.given_to_apip, done.handling.category) == (True, Category.APIP)


def test_there_is_one_request_at_a_time_and_none_once_it_was_approved() -> None:
    asked = requested()
    with pytest.raises(InvalidTransitionError, match="sudah ada dan menunggu"):
        after(RequestApip(NUMBER, "lagi"), asked)
    approved = after(ApproveApip(NUMBER), asked, officer=KEPALA)
    for action in (RequestApip(NUMBER, "lagi"), OUTSIDE):
        with pytest.raises(InvalidTransitionError, match="sudah disetujui"):
            after(action, approved)


def test_a_refusal_has_a_reason_and_can_be_asked_against() -> None:
    asked = requested()
    with pytest.raises(InvalidTransitionError, match="alasan penolakan"):
        after(RefuseApip(NUMBER, " "), asked, officer=KEPALA)
    outcome = act(RefuseApip(NUMBER, "cukup internal"), asked, officer=KEPALA)
    [refused] = outcome.changes
    assert (refused.handling.request, refused.handling.approval) == (None, None)
    assert outcome.audit[0].text == "cukup internal"
    assert after(RequestApip(NUMBER, "ada bukti baru"), refused).handling.request is not None


@pytest.mark.parametrize("action", [ApproveApip(NUMBER), RefuseApip(NUMBER, "alasan")])
def test_without_a_request_there_is_nothing_to_decide(action: Action) -> None:
    with pytest.raises(InvalidTransitionError, match="tidak ada permintaan"):
        after(action, officer=KEPALA)


@pytest.mark.parametrize(
    ("action", "why"),
    [
        (replace(OUTSIDE, who=" "), "pemberi persetujuan"),
        (replace(OUTSIDE, what=""), "isi persetujuan"),
        (replace(LEGAL, document=None), "dokumennya"),
        (replace(LEGAL, who=""), "sumber hukum"),
        (replace(LEGAL, what=""), "isi dasar hukum"),
        (replace(OUTSIDE, kind=ApprovalKind.KEPALA), "oleh Kepala sendiri"),
    ],
)
def test_a_recorded_approval_says_who_what_and_by_which_document(
    action: RecordApproval, why: str
) -> None:
    with pytest.raises(InvalidTransitionError, match=why):
        after(action)


@pytest.mark.parametrize("action", [OUTSIDE, LEGAL])
def test_a_recorded_approval_is_enough_and_ends_the_waiting(action: RecordApproval) -> None:
    approved = after(action, requested())
    assert approved.handling.request is None
    assert after(GiveToApip(NUMBER), approved).handling.category is Category.APIP


def test_what_the_inspektorat_was_given_stays_with_it() -> None:
    for category in (Category.INTERNAL, Category.PERANGKAT_DAERAH):
        with pytest.raises(InvalidTransitionError, match="sudah diserahkan"):
            after(SetCategory(NUMBER, category), given())
    with pytest.raises(InvalidTransitionError, match="sudah diserahkan"):
        after(GiveToApip(NUMBER), given())


def test_the_inspektorat_reports_on_what_it_was_given_and_on_nothing_else() -> None:
    reported = after(ApipReport(NUMBER, "terbukti"), given(), officer=AUDITOR)
    [report] = reported.handling.reports
    assert (report.level, report.position, report.to) == (
        -1,
        "Inspektur Pembantu",
        "Kepala DPMPTSP",
    )
    # As for a number that does not exist: which ones do is none of its business.
    with pytest.raises(InvalidTransitionError, match="tidak ada laporan bernomor"):
        after(ApipReport(NUMBER, "terbukti"), officer=AUDITOR)
    with pytest.raises(InvalidTransitionError, match="masih kosong"):
        after(ApipReport(NUMBER, " "), given(), officer=AUDITOR)


@pytest.mark.parametrize("before", [None, Category.INTERNAL])
def test_another_agency_makes_it_category_b(before: Category | None) -> None:
    action = AddAgency(NUMBER, "Dinas Tata Ruang", date(2026, 1, 6), technical=False)
    done = after(action, complaint(handling=Handling(category=before)))
    assert done.handling.category is Category.PERANGKAT_DAERAH
    assert done.status is Status.DITELAAH
    [agency] = done.handling.agencies
    assert (agency.name, agency.on, agency.by, agency.technical) == (
        "Dinas Tata Ruang",
        date(2026, 1, 6),
        "nia",
        False,
    )
    assert after(action, given()).handling.category is Category.APIP


@pytest.mark.parametrize(
    ("name", "on", "why"),
    [("Dinas", date(2026, 1, 8), "belum terjadi"), (" ", date(2026, 1, 7), "nama instansi")],
)
def test_an_agency_has_a_name_and_a_date_that_has_come(name: str, on: date, why: str) -> None:
    with pytest.raises(InvalidTransitionError, match=why):
        after(AddAgency(NUMBER, name, on, technical=True))


def test_a_category_is_set_once() -> None:
    internal = after(SetCategory(NUMBER, Category.INTERNAL))
    with pytest.raises(InvalidTransitionError, match="tidak berubah"):
        after(SetCategory(NUMBER, Category.INTERNAL), internal)


def test_a_note_stands_in_the_timeline_only() -> None:
    before = complaint(handling=Handling(touched_at=NOW))
    outcome = act(AddNote(NUMBER, "NIK 3214011203900001 salah ketik"), before)
    assert outcome.changes == (before,)
    [event] = outcome.audit
    assert (event.name, event.text, event.data) == ("note", "NIK 3214************ salah ketik", {})
