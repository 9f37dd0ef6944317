"""Involving APIP, the regency's Inspektorat: never without an approval (point 7).

The kepala approves in this system, or an approval given elsewhere is recorded, or the legal ground
that takes its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.complaint import OPEN, Complaint, Status
from domain.errors import InvalidTransitionError
from domain.handling import Approval, ApprovalKind, ApprovalRequest, Category, Report
from domain.ladder import (
    INSPEKTORAT_LEVEL,
    begun,
    level_name,
    level_of,
    needed,
    only,
    position_of,
    touched,
)
from domain.people import KEPALA_LEVEL, May, Officer, Role


def category_set(complaint: Complaint, now: datetime, category: Category) -> Complaint:
    """The complaint in another category. APIP only where it was approved, and then for good."""
    only(complaint, OPEN, "diberi kategori")
    handling = complaint.handling
    if category is handling.category:
        raise InvalidTransitionError(f"kategori pengaduan {complaint.number} tidak berubah")
    if category is Category.APIP:
        _approved(complaint)
    elif handling.given_to_apip:
        raise InvalidTransitionError(
            f"pengaduan {complaint.number} sudah diserahkan kepada Inspektorat"
        )
    complaint = begun(complaint, now)
    return replace(complaint, handling=replace(complaint.handling, category=category))


def apip_requested(complaint: Complaint, officer: Officer, now: datetime, reason: str) -> Complaint:
    """The complaint with a request to the kepala, of which there is one at a time."""
    only(complaint, OPEN, "dimintakan persetujuan")
    if complaint.handling.approval is not None:
        raise InvalidTransitionError("keterlibatan Inspektorat sudah disetujui")
    if complaint.handling.request is not None:
        raise InvalidTransitionError("permintaan persetujuan sudah ada dan menunggu Kepala")
    request = ApprovalRequest(officer.username, needed(reason, "alasan permintaan"), now)
    complaint = begun(complaint, now)
    return replace(complaint, handling=replace(complaint.handling, request=request))


def apip_approved(complaint: Complaint, officer: Officer, now: datetime, note: str) -> Complaint:
    """The complaint with the kepala's approval, as the open request asked."""
    request = _open_request(complaint, officer)
    approval = Approval(
        ApprovalKind.KEPALA,
        officer.username,
        position_of(officer),
        note.strip() or request.reason,
        now,
    )
    complaint = touched(complaint, now)
    handling = replace(complaint.handling, request=None, approval=approval)
    return replace(complaint, handling=handling)


def apip_refused(complaint: Complaint, officer: Officer, now: datetime, reason: str) -> Complaint:
    """The complaint without its request; the reason stays in the timeline."""
    _open_request(complaint, officer)
    needed(reason, "alasan penolakan")
    complaint = touched(complaint, now)
    return replace(complaint, handling=replace(complaint.handling, request=None))


def approval_recorded(
    complaint: Complaint,
    officer: Officer,
    now: datetime,
    kind: ApprovalKind,
    who: str,
    what: str,
    document: int | None,
) -> Complaint:
    """The complaint with an approval from outside, or a legal ground with its document."""
    only(complaint, OPEN, "dicatat persetujuannya")
    if kind is ApprovalKind.KEPALA:
        raise InvalidTransitionError("persetujuan Kepala diberikan oleh Kepala sendiri")
    if complaint.handling.approval is not None:
        raise InvalidTransitionError("keterlibatan Inspektorat sudah disetujui")
    who = needed(who, "pemberi persetujuan" if kind is ApprovalKind.OUTSIDE else "sumber hukum")
    what = needed(what, "isi persetujuan" if kind is ApprovalKind.OUTSIDE else "isi dasar hukum")
    if kind is ApprovalKind.LEGAL and document is None:
        raise InvalidTransitionError("dasar hukum perlu dilampiri dokumennya")
    approval = Approval(kind, officer.username, who, what, now, document)
    complaint = touched(complaint, now)
    # With an approval in hand nobody needs to wait for another one.
    handling = replace(complaint.handling, request=None, approval=approval)
    return replace(complaint, handling=handling)


def given_to_apip(complaint: Complaint, now: datetime) -> Complaint:
    """The complaint where the Inspektorat sees it."""
    only(complaint, OPEN, "diserahkan kepada Inspektorat")
    if complaint.handling.given_to_apip:
        raise InvalidTransitionError(
            f"pengaduan {complaint.number} sudah diserahkan kepada Inspektorat"
        )
    _approved(complaint)
    complaint = begun(complaint, now)
    handling = replace(complaint.handling, given_to_apip=True, category=Category.APIP)
    return replace(complaint, handling=handling)


def apip_reported(
    complaint: Complaint, officer: Officer, now: datetime, text: str, people: Sequence[Officer]
) -> Complaint:
    """The complaint with the Inspektorat's finding, which goes to the kepala."""
    for_inspektorat(complaint, officer)
    only(complaint, OPEN | {Status.DIJAWAB}, "dilengkapi hasil Inspektorat")
    kepala = next((p for p in people if level_of(p) == KEPALA_LEVEL), None)
    report = Report(
        INSPEKTORAT_LEVEL,
        officer.username,
        position_of(officer),
        position_of(kepala) if kepala else level_name(KEPALA_LEVEL),
        needed(text, "hasil pemeriksaan"),
        now,
    )
    complaint = touched(complaint, now)
    reports = (*complaint.handling.reports, report)
    return replace(complaint, handling=replace(complaint.handling, reports=reports))


def for_inspektorat(complaint: Complaint, officer: Officer) -> None:
    """Raises InvalidTransitionError where the Inspektorat was not given this complaint."""
    if officer.role is Role.INSPEKTORAT and not complaint.handling.given_to_apip:
        # In the same words as for a number that does not exist: it may not know which do.
        raise InvalidTransitionError(f"tidak ada laporan bernomor {complaint.number}")


def _open_request(complaint: Complaint, officer: Officer) -> ApprovalRequest:
    only(complaint, OPEN, "disetujui")
    if not officer.may(May.APPROVE):
        raise InvalidTransitionError("persetujuan hanya dapat dilakukan oleh Kepala")
    if complaint.handling.request is None:
        raise InvalidTransitionError(
            f"tidak ada permintaan persetujuan untuk pengaduan {complaint.number}"
        )
    return complaint.handling.request


def _approved(complaint: Complaint) -> None:
    if complaint.handling.approval is None:
        raise InvalidTransitionError(
            "Inspektorat hanya dilibatkan dengan persetujuan Kepala, persetujuan lain yang "
            "dicatat, atau dasar hukumnya"
        )
