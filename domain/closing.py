"""Answering, closing, and the report to the superior that is written in the same step (point 8).

A complaint is closed only once its answer was accepted by the channel's provider, or an officer
recorded how it was given. Every other level that handled it has reported before.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.calendar import say_moment
from domain.complaint import OPEN, AuditEvent, Complaint, Flag, Status
from domain.errors import InvalidTransitionError
from domain.handling import Given, Report, Settled
from domain.ladder import (
    INSPEKTORAT_LEVEL,
    handled,
    has_it,
    level_name,
    level_of,
    missing_reports,
    needed,
    only,
    position_of,
    rung_above,
    touched,
)
from domain.messages import SIMULATED
from domain.people import Officer
from domain.privacy import hide_name

_ANSWERABLE = OPEN | {Status.DIJAWAB}
_GIST = 200  # Characters of the matter in a report.
_BY_CHANNEL = "lewat kanal yang dipakai warga"
_GIVEN = {
    Given.PHONE: "lewat telepon",
    Given.LETTER: "lewat surat",
    Given.IN_PERSON: "langsung kepada warga",
    Given.EMAIL: "lewat email",
    Given.SOCIAL: "lewat pesan di media sosial",
    Given.STATUS_PAGE: "di halaman status",
}


def answered(
    complaint: Complaint, officer: Officer, now: datetime, text: str, people: Sequence[Officer]
) -> Complaint:
    """The complaint with its answer written, on its way to the citizen."""
    only(complaint, _ANSWERABLE, "dijawab")
    text = needed(text, "jawaban")
    complaint = _settled(complaint, officer, now, people, "dijawab")
    return replace(complaint, answer=text, answer_queued=False)


def recalled(complaint: Complaint, now: datetime) -> Complaint:
    """The complaint as before its answer. Whether that can still be stopped, storage knows."""
    only(complaint, frozenset({Status.DIJAWAB}), "ditarik jawabannya")
    planned, done = complaint.handling.worksheet.steps_done[3:]
    complaint = complaint.moved(Status.DITELAAH)
    if planned or done:
        complaint = complaint.moved(Status.DITINDAKLANJUTI)
    handling = replace(complaint.handling, settled=None)
    return replace(complaint, answer="", answer_queued=False, handling=handling)


def closed_by_hand(
    complaint: Complaint,
    officer: Officer,
    now: datetime,
    given: Given,
    text: str,
    people: Sequence[Officer],
) -> Complaint:
    """The complaint closed with a record of how its answer was given.

    text: the answer itself where none was written, else a note. Anybody who answers may record
    that an answer was given which another level wrote: that level settled it, and it reports.
    """
    only(complaint, _ANSWERABLE, "ditutup")
    written = complaint.status is Status.DIJAWAB
    answer = complaint.answer if written else ""
    if not answer and not text.strip():
        raise InvalidTransitionError(
            "belum bisa ditutup: jawabannya belum sampai; tulis apa yang dijawab dan bagaimana "
            "jawaban diberikan (telepon, surat, langsung)"
        )
    if not (written and complaint.handling.settled):
        complaint = _settled(complaint, officer, now, people, "ditutup")
    handling = replace(touched(complaint, now).handling, given=given, given_note=text.strip())
    complaint = replace(
        complaint,
        answer=answer or text.strip(),
        answer_queued=True,
        answered_at=complaint.answered_at or now,
        handling=handling,
    )
    return _closed(complaint, now)


def closed_by_channel(complaint: Complaint, now: datetime) -> Complaint:
    """The complaint closed, because the provider accepted all of its answer."""
    return _closed(complaint, now)


def _settled(
    complaint: Complaint, officer: Officer, now: datetime, people: Sequence[Officer], doing: str
) -> Complaint:
    """The complaint answered by the officer's level, all other levels having reported."""
    has_it(complaint, officer, doing)
    level = level_of(officer)
    missing = missing_reports(complaint, level)
    if missing:
        whose = " dan ".join(level_name(one) for one in missing)
        raise InvalidTransitionError(
            f"pengaduan {complaint.number} belum bisa {doing}: laporan tertulis dari {whose} "
            "kepada atasannya belum ada"
        )
    complaint = handled(complaint.moved(Status.DIJAWAB), officer, now)
    settled = Settled(
        level, officer.username, position_of(officer), rung_above(officer, people).position, now
    )
    # Nobody waits for an approval any more. An answer that was given by hand before was another.
    handling = replace(complaint.handling, settled=settled, request=None, given=None, given_note="")
    return replace(complaint, handling=handling)


def _closed(complaint: Complaint, now: datetime) -> Complaint:
    flags = tuple(f for f in complaint.flags if f is not Flag.ANSWER_UNDELIVERED)
    complaint = replace(complaint.moved(Status.DITUTUP), flags=flags)
    handling = complaint.handling
    # What was answered before this was kept is reported by the level that had it.
    settled = handling.settled or Settled(
        handling.level, "system", level_name(handling.level), "atasan langsung", now
    )
    report = Report(
        settled.level,
        settled.by,
        settled.position,
        settled.to,
        report_text(complaint, now),
        now,
        by_system=True,
    )
    levels = tuple(dict.fromkeys((*handling.levels, settled.level)))
    handling = replace(handling, levels=levels, reports=(*handling.reports, report))
    return replace(complaint, handling=handling)


def report_text(complaint: Complaint, now: datetime) -> str:
    """The report to the direct superior; it never names who complained."""
    handling, facts = complaint.handling, complaint.facts
    how = _GIVEN[handling.given] if handling.given else _BY_CHANNEL
    matter = textwrap.shorten(facts.matter, _GIST, placeholder=" ...") or "belum disebutkan"
    lines = [
        f"Laporan penyelesaian {complaint.kind.value} nomor {complaint.number}.",
        f"Perihal: {matter}",
        f"Hasil penanganan: {handling.worksheet.result or 'tidak ditulis di lembar kerja'}",
        f"Jawaban: {complaint.answer}",
        f"Jawaban diberikan {how}, {say_moment(now)}.",
    ]
    return hide_name("\n".join(lines), facts.name)


def closing_events(complaint: Complaint, actor: str) -> tuple[AuditEvent, AuditEvent]:
    """What the timeline says of a complaint that was just closed; the report is its last one."""
    report = complaint.handling.reports[-1]
    given = complaint.handling.given
    data: dict[str, str | int | float | bool | None] = {"by_hand": given is not None}
    if given is not None:
        data["given"] = given.value
    return (
        AuditEvent("closed", complaint.number, actor, data, complaint.handling.given_note),
        AuditEvent(
            "reported_to_superior",
            complaint.number,
            "system",
            {"level": report.level, "to": report.to},
            report.text,
        ),
    )


def warnings(complaint: Complaint, text: str) -> list[str]:
    """What an officer should know before this answer is sent; nothing of it forbids to send."""
    found = []
    facts, handling = complaint.facts, complaint.handling
    if facts.confidential:
        if facts.name and hide_name(text, facts.name) != text:
            found.append("Jawaban memuat nama pelapor, padahal identitasnya dirahasiakan.")
        if _has_number(text, complaint.sender.value):
            found.append("Jawaban memuat nomor pelapor, padahal identitasnya dirahasiakan.")
    if not handling.worksheet.result.strip():
        found.append("Langkah (e) lembar kerja, hasil penanganan, belum diisi.")
    inspected = any(report.level == INSPEKTORAT_LEVEL for report in handling.reports)
    if handling.given_to_apip and not inspected:
        found.append("Inspektorat belum menyampaikan hasil pemeriksaannya.")
    if handling.merged:
        numbers = ", ".join(handling.merged)
        found.append(
            f"Laporan {numbers} digabung ke sini: jawaban ini juga dikirim kepada "
            f"{len(handling.merged)} pelapornya, tanpa nama pelapor aduan ini. Riwayat menyebut "
            "siapa yang tidak bisa dikirimi pesan dan harus diberi tahu sendiri."
        )
    return found


def _has_number(text: str, value: str) -> bool:
    """Whether the text holds a telephone number or chat id, however it is written."""
    core = re.sub(r"\D", "", value.removeprefix(SIMULATED))
    core = core.removeprefix("62")
    runs = re.findall(r"\d(?:[\s().\-/]{0,2}\d)+", text)
    return len(core) >= 6 and any(core in re.sub(r"\D", "", run) for run in runs)
