"""The review, the ladder and the approvals, as officers do them: domain step, then timeline."""

from __future__ import annotations

from dataclasses import replace

from domain import approvals, casework, ladder
from domain.handling import Worksheet
from handlers import actions
from handlers.casework_case import Case, private

_LETTERS = "abcde"


def take_up(case: Case, action: actions.TakeUp) -> None:
    case.save(casework.taken_up(case.complaint, case.officer, case.now))
    case.note("taken_up")


def assign(case: Case, action: actions.Assign) -> None:
    case.save(casework.assigned(case.complaint, case.officer, case.now, action.to, case.people))
    case.note("assigned", to=action.to, before=case.complaint.handling.assignee)


def fill_worksheet(case: Case, action: actions.FillWorksheet) -> None:
    sheet = _masked(action.worksheet)
    case.save(casework.worksheet_filled(case.complaint, case.officer, case.now, sheet))
    steps = zip(_LETTERS, sheet.steps_done, strict=True)
    case.note("worksheet_filled", steps="".join(letter for letter, done in steps if done))


def _masked(sheet: Worksheet) -> Worksheet:
    return replace(
        sheet,
        problem=private(sheet.problem),
        basis=private(sheet.basis),
        documents=private(sheet.documents),
        plans=tuple(dict.fromkeys(sheet.plans)),
        plan=private(sheet.plan),
        result=private(sheet.result),
    )


def set_category(case: Case, action: actions.SetCategory) -> None:
    case.save(approvals.category_set(case.complaint, case.now, action.category))
    before = case.complaint.handling.category
    case.note(
        "category_set",
        category=action.category.value,
        before=before.value if before else None,
    )


def escalate(case: Case, action: actions.Escalate) -> None:
    report = private(action.report)
    after = ladder.escalated(case.complaint, case.officer, case.now, report, case.people)
    case.save(after)
    filed = after.handling.reports[-1]
    case.note("escalated", report, level=filed.level, to=filed.to, now_at=after.handling.level)


def hand_back(case: Case, action: actions.HandBack) -> None:
    reason = private(action.reason)
    case.save(ladder.handed_back(case.complaint, case.officer, case.now, reason, case.people))
    case.note("handed_back", reason, level=ladder.level_of(case.officer))


def request_apip(case: Case, action: actions.RequestApip) -> None:
    reason = private(action.reason)
    case.save(approvals.apip_requested(case.complaint, case.officer, case.now, reason))
    case.note("apip_requested", reason)


def approve_apip(case: Case, action: actions.ApproveApip) -> None:
    note = private(action.note)
    case.save(approvals.apip_approved(case.complaint, case.officer, case.now, note))
    case.note("apip_approved", note)


def refuse_apip(case: Case, action: actions.RefuseApip) -> None:
    reason = private(action.reason)
    case.save(approvals.apip_refused(case.complaint, case.officer, case.now, reason))
    case.note("apip_refused", reason)


def record_approval(case: Case, action: actions.RecordApproval) -> None:
    who, what = private(action.who), private(action.what)
    case.save(
        approvals.approval_recorded(
            case.complaint, case.officer, case.now, action.kind, who, what, action.document
        )
    )
    case.note(
        "approval_recorded", f"{who}: {what}", kind=action.kind.value, document=action.document
    )


def give_to_apip(case: Case, action: actions.GiveToApip) -> None:
    case.save(approvals.given_to_apip(case.complaint, case.now))
    approval = case.complaint.handling.approval
    case.note("given_to_apip", approval=approval.kind.value if approval else None)


def apip_report(case: Case, action: actions.ApipReport) -> None:
    text = private(action.text)
    case.save(approvals.apip_reported(case.complaint, case.officer, case.now, text, case.people))
    case.note("apip_reported", text)


def add_agency(case: Case, action: actions.AddAgency) -> None:
    name = private(action.name)
    case.save(
        casework.agency_added(
            case.complaint, case.officer, case.now, name, action.on, action.technical
        )
    )
    case.note("agency_added", name, on=action.on.isoformat(), technical=action.technical)


def add_note(case: Case, action: actions.AddNote) -> None:
    text = ladder.needed(private(action.text), "catatan")
    case.save(ladder.touched(case.complaint, case.now))
    case.note("note", text)
