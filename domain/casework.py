"""The review of a complaint (point 6) and what an officer may make of it; pure steps.

Each function gives the complaint as it shall be, or raises InvalidTransitionError with a sentence
for the officer. The ladder is in `domain/ladder.py`, APIP in `domain/approvals.py`, answering in
`domain/closing.py`, merging in `domain/merging.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from domain.calendar import WorkCalendar, deadline_for, wib_day
from domain.complaint import (
    OPEN,
    Complaint,
    Flag,
    Kind,
    Reason,
    Receipt,
    Rules,
    Status,
    completed,
)
from domain.errors import InvalidTransitionError
from domain.handling import Agency, Category, Worksheet
from domain.ladder import begun, handled, has_it, level_name, level_of, needed, only, touched
from domain.people import May, Officer

_NOT_FINISHED = OPEN | {Status.DIJAWAB}
_ANSWERED = frozenset({Status.DIJAWAB, Status.DITUTUP})


def taken_up(complaint: Complaint, officer: Officer, now: datetime) -> Complaint:
    """The complaint under review, the officer's where nobody else has it."""
    only(complaint, OPEN, "diambil")
    has_it(complaint, officer, "diambil")
    handling = complaint.handling
    if complaint.status is not Status.DITERIMA and handling.assignee is not None:
        whose = "Anda pegang" if handling.assignee == officer.id else "dipegang petugas lain"
        raise InvalidTransitionError(f"pengaduan {complaint.number} sudah {whose}")
    complaint = handled(begun(complaint, now), officer, now)
    return assigned_to(complaint, officer.id if handling.assignee is None else handling.assignee)


def assigned(
    complaint: Complaint, officer: Officer, now: datetime, to: int | None, people: Sequence[Officer]
) -> Complaint:
    """The complaint given to somebody who works on complaints, or to nobody.

    Nobody below the level that has it can be given it: that is handing it back.
    """
    only(complaint, _NOT_FINISHED, "ditugaskan")
    if to == complaint.handling.assignee:
        raise InvalidTransitionError(f"penugasan pengaduan {complaint.number} tidak berubah")
    if to is not None:
        found = next((p for p in people if p.id == to and p.may(May.WORK)), None)
        if found is None:
            raise InvalidTransitionError("tidak ada petugas itu yang menangani pengaduan")
        level = complaint.handling.level
        if level_of(found) < level:
            raise InvalidTransitionError(
                f"pengaduan {complaint.number} ada pada {level_name(level)}; kembalikan dulu ke "
                "pelaksana dengan alasannya"
            )
    return assigned_to(touched(complaint, now), to)


def assigned_to(complaint: Complaint, to: int | None) -> Complaint:
    return replace(complaint, handling=replace(complaint.handling, assignee=to))


def worksheet_filled(
    complaint: Complaint, officer: Officer, now: datetime, worksheet: Worksheet
) -> Complaint:
    """The complaint with this worksheet. With step (d) or (e) filled in it is being acted upon."""
    only(complaint, OPEN, "diisi lembar kerjanya")
    if worksheet == complaint.handling.worksheet:
        raise InvalidTransitionError("tidak ada yang diubah pada lembar kerja")
    complaint = handled(begun(complaint, now), officer, now)
    if acted_upon(worksheet) and complaint.status is Status.DITELAAH:
        complaint = complaint.moved(Status.DITINDAKLANJUTI)
    return replace(complaint, handling=replace(complaint.handling, worksheet=worksheet))


def acted_upon(worksheet: Worksheet) -> bool:
    """Whether the plan (d) or the result (e) is written, so that it is more than reviewed."""
    *_, planned, done = worksheet.steps_done
    return planned or done


def agency_added(
    complaint: Complaint, officer: Officer, now: datetime, name: str, on: date, technical: bool
) -> Complaint:
    """The complaint with a Tim Teknis or Perangkat Daerah that takes part, which sets category b.

    Once APIP is involved the category stays as it is.
    """
    only(complaint, OPEN, "ditangani bersama instansi lain")
    name = needed(name, "nama instansi")
    if on > wib_day(now):
        raise InvalidTransitionError("tanggal keterlibatan instansi belum terjadi")
    agency = Agency(name, on, officer.username, technical)
    complaint = begun(complaint, now)
    handling = complaint.handling
    category = handling.category
    if category in (None, Category.INTERNAL):
        category = Category.PERANGKAT_DAERAH
    handling = replace(handling, agencies=(*handling.agencies, agency), category=category)
    return replace(complaint, handling=handling)


def accepted_late(
    complaint: Complaint, now: datetime, reason: str, rules: Rules, calendar: WorkCalendar
) -> Complaint:
    """A late report as a complaint (rule 3 says "may"); day 0 is today."""
    only(complaint, OPEN, "diterima sebagai pengaduan")
    if complaint.kind is not Kind.SARAN or complaint.reason is not Reason.LATE_30_DAYS:
        raise InvalidTransitionError(
            f"laporan {complaint.number} bukan saran karena lewat {rules.complaint_window.days} "
            "hari, jadi tidak perlu diterima sebagai pengaduan terlambat"
        )
    needed(reason, "alasan menerima laporan yang terlambat")
    today = wib_day(now)
    deadline = deadline_for(today, rules.answer_term, calendar)
    complaint = replace(
        touched(complaint, now),
        kind=Kind.PENGADUAN,
        reason=None,
        counts_from=today,
        deadline=deadline,
        rules_version=rules.version,
    )
    return complaint.flagged(Flag.PROVISIONAL_DEADLINE) if deadline.provisional else complaint


def turned_to_suggestion(complaint: Complaint, now: datetime, reason: str) -> Complaint:
    """A complaint as a suggestion, without a deadline; only with a written reason.

    Marked as one in its facts too, so that a fact that comes later does not turn it back.
    """
    only(complaint, OPEN, "dijadikan saran")
    if complaint.kind is not Kind.PENGADUAN:
        raise InvalidTransitionError(f"laporan {complaint.number} sudah dicatat sebagai saran")
    if complaint.handling.merged:
        raise InvalidTransitionError(
            f"laporan {', '.join(complaint.handling.merged)} digabung ke sini dan menunggu "
            "jawabannya, jadi tidak bisa dijadikan saran"
        )
    needed(reason, "alasan menjadikannya saran")
    return replace(
        touched(complaint, now),
        kind=Kind.SARAN,
        reason=Reason.SUGGESTION,
        deadline=None,
        facts=replace(complaint.facts, suggestion=True),
        flags=tuple(f for f in complaint.flags if f is not Flag.PROVISIONAL_DEADLINE),
    )


def reopened(complaint: Complaint, now: datetime, reason: str) -> Complaint:
    """An answered complaint under review again, under the deadline that it always had."""
    only(complaint, _ANSWERED, "dibuka lagi")
    needed(reason, "alasan membuka lagi")
    complaint = touched(complaint.moved(Status.DITELAAH), now)
    handling = replace(complaint.handling, settled=None, given=None, given_note="")
    return replace(complaint, answer_queued=False, handling=handling).flagged(Flag.REOPENED)


def with_facts(
    complaint: Complaint,
    officer: Officer,
    now: datetime,
    rules: Rules,
    calendar: WorkCalendar,
    *,
    name: str = "",
    matter: str = "",
    address: str = "",
    received: Receipt | None = None,
    received_on: date | None = None,
    confidential: bool | None = None,
) -> Complaint:
    """The complaint with facts that an officer found out; "" and None leave what there is.

    matter is added to the citizen's own words, never put in their place. What lacked identity or
    object and has both now becomes a complaint, with today as day 0. What was promised to be kept
    confidential stays so, unless somebody lifts it who may know the name.
    """
    only(complaint, OPEN, "dilengkapi")
    facts = complaint.facts
    if name.strip():
        facts = replace(facts, name=name.strip(), name_refused=False)
    if matter.strip():
        facts = replace(facts, matter=f"{facts.matter}\n{matter.strip()}".strip())
    if address.strip():
        facts = replace(facts, address=address.strip())
    if confidential is not None:
        lifted = facts.confidential and not confidential
        if lifted and not officer.may(May.REVEAL_CONFIDENTIAL):
            raise InvalidTransitionError(
                "kerahasiaan identitas hanya dapat dicabut oleh petugas penerima"
            )
        facts = replace(facts, confidential=confidential)
    if received is None and received_on is not None:
        received = Receipt.ON
    if received is not None:
        if (received is Receipt.ON) != (received_on is not None):
            raise InvalidTransitionError("tanggal layanan diterima belum lengkap")
        if received_on is not None and received_on > wib_day(now):
            raise InvalidTransitionError("tanggal layanan diterima belum terjadi")
        facts = replace(facts, received=received, received_on=received_on)
    if facts == complaint.facts:
        raise InvalidTransitionError(f"tidak ada yang diubah pada laporan {complaint.number}")
    return completed(touched(complaint, now), facts, on=now, rules=rules, calendar=calendar)
