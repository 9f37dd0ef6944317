"""The ladder of point 7: from the pelaksana up to the kepala, with a written report at each step.

Only the levels that really handled a complaint owe a report. One report, to the direct superior,
is enough where one level settled it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.complaint import OPEN, Complaint, Status
from domain.errors import InvalidTransitionError
from domain.handling import Report
from domain.people import KEPALA_LEVEL, Officer, Role

INSPEKTORAT_LEVEL = -1  # Of its reports: it stands outside the ladder.
ARCHIVE = "arsip"  # Where the kepala's report goes: nobody in the office stands above.

_STATUS_WORDS = {
    Status.DITERIMA: "baru diterima",
    Status.DITELAAH: "sedang ditelaah",
    Status.DITINDAKLANJUTI: "sedang ditindaklanjuti",
    Status.DIJAWAB: "sudah dijawab",
    Status.DITUTUP: "sudah ditutup",
    Status.DITARIK: "sudah ditarik pelapornya",
    Status.DIGABUNG: "sudah digabung ke laporan lain",
}


@dataclass(frozen=True, slots=True)
class Rung:
    """A place on the ladder. officer: the one who holds it, None where nobody is named."""

    level: int
    position: str
    officer: int | None = None


def level_of(officer: Officer) -> int:
    """The officer's level, true to the role whatever the account says."""
    if officer.role is Role.KEPALA:
        return KEPALA_LEVEL
    if officer.role is Role.ATASAN:
        return min(max(officer.level, 1), KEPALA_LEVEL - 1)
    return 0


def level_name(level: int) -> str:
    """What a level is called where no position is known."""
    if level == KEPALA_LEVEL:
        return "Kepala"
    if level == INSPEKTORAT_LEVEL:
        return "Inspektorat"
    return f"atasan tingkat {level}" if level else "petugas"


def position_of(officer: Officer) -> str:
    """The position as it stands in letters."""
    if officer.role is Role.INSPEKTORAT:
        return officer.position or level_name(INSPEKTORAT_LEVEL)
    return officer.position or level_name(level_of(officer))


def rung_above(officer: Officer, people: Sequence[Officer]) -> Rung:
    """Who an officer reports to: the direct superior, else the next level that somebody holds.

    people: all who work here now. For the kepala it is the archive.
    """
    own = level_of(officer)
    if own == KEPALA_LEVEL:
        return Rung(KEPALA_LEVEL, ARCHIVE)
    above = [p for p in people if level_of(p) > own]
    direct = next((p for p in above if p.id == officer.superior_id), None)
    if direct is not None:
        return Rung(level_of(direct), position_of(direct), direct.id)
    level = min((level_of(p) for p in above), default=own + 1)
    holders = [p for p in above if level_of(p) == level]
    position = position_of(holders[0]) if len(holders) == 1 else level_name(level)
    # Whoever left the office is not among the people, and gets nothing assigned any more.
    return Rung(level, position, None if people else officer.superior_id)


def only(complaint: Complaint, statuses: frozenset[Status], doing: str) -> None:
    """Raises InvalidTransitionError where the status is none of these. doing: "dijawab"."""
    if complaint.status not in statuses:
        state = _STATUS_WORDS[complaint.status]
        raise InvalidTransitionError(
            f"pengaduan {complaint.number} {state}, jadi tidak bisa {doing}"
        )


def needed(text: str, what: str) -> str:
    """The text without blanks around it. Raises InvalidTransitionError where nothing is left."""
    if not text.strip():
        raise InvalidTransitionError(f"{what} masih kosong")
    return text.strip()


def touched(complaint: Complaint, now: datetime) -> Complaint:
    """The complaint, no longer untouched."""
    if complaint.handling.touched_at is not None:
        return complaint
    return replace(complaint, handling=replace(complaint.handling, touched_at=now))


def begun(complaint: Complaint, now: datetime) -> Complaint:
    """The complaint under review, where nobody had begun yet."""
    if complaint.status is Status.DITERIMA:
        complaint = complaint.moved(Status.DITELAAH)
    return touched(complaint, now)


def handled(complaint: Complaint, officer: Officer, now: datetime) -> Complaint:
    """The complaint, with the officer's level among those that handled it.

    A level above the one that had it has it from now on.
    """
    complaint = touched(complaint, now)
    own, handling = level_of(officer), complaint.handling
    return replace(
        complaint,
        handling=replace(
            handling,
            levels=tuple(dict.fromkeys((*handling.levels, own))),
            level=max(handling.level, own),
        ),
    )


def has_it(complaint: Complaint, officer: Officer, doing: str) -> None:
    """Raises InvalidTransitionError where a level above the officer's has the complaint."""
    level = complaint.handling.level
    if level_of(officer) < level:
        raise InvalidTransitionError(
            f"pengaduan {complaint.number} ada pada {level_name(level)}; {doing} hanya dari "
            "jenjang itu ke atas, atau setelah dikembalikan"
        )


def escalated(
    complaint: Complaint, officer: Officer, now: datetime, report: str, people: Sequence[Officer]
) -> Complaint:
    """The complaint with the next level up, this level's written report with it.

    Where a level above has it already, the report that was still owed is filed, and nothing moves.
    """
    only(complaint, OPEN, "diteruskan ke atas")
    own, before = level_of(officer), complaint.handling
    if own == KEPALA_LEVEL:
        raise InvalidTransitionError("Kepala adalah jenjang tertinggi; di atasnya tidak ada lagi")
    text = needed(report, "laporan tertulis kepada atasan")
    if own < before.level and own in _reported(complaint):
        raise InvalidTransitionError(
            f"pengaduan {complaint.number} sudah diteruskan dan ada pada {level_name(before.level)}"
        )
    above = rung_above(officer, people)
    complaint = handled(begun(complaint, now), officer, now)
    complaint = _filed(complaint, officer, above, text, now)
    if own < before.level:
        return complaint
    level = max(complaint.handling.level, above.level)
    moved = replace(complaint.handling, level=level, assignee=above.officer)
    return replace(complaint, handling=moved)


def handed_back(
    complaint: Complaint, officer: Officer, now: datetime, reason: str, people: Sequence[Officer]
) -> Complaint:
    """The complaint with the pelaksana again: who reported first, where they still work here.

    The written reason is this level's report as well, so that it owes none when others answer.
    """
    only(complaint, OPEN, "dikembalikan")
    text = needed(reason, "alasan mengembalikan")
    if complaint.handling.level == 0:
        raise InvalidTransitionError(f"pengaduan {complaint.number} masih ada pada pelaksana")
    has_it(complaint, officer, "dikembalikan")
    complaint = handled(begun(complaint, now), officer, now)
    complaint = _filed(complaint, officer, rung_above(officer, people), text, now)
    first = next((r.by for r in complaint.handling.reports if r.level == 0), "")
    pelaksana = next((p.id for p in people if p.username == first and level_of(p) == 0), None)
    return replace(
        complaint, handling=replace(complaint.handling, level=0, assignee=pelaksana or None)
    )


def _filed(
    complaint: Complaint, officer: Officer, above: Rung, text: str, now: datetime
) -> Complaint:
    report = Report(
        level_of(officer), officer.username, position_of(officer), above.position, text, now
    )
    reports = (*complaint.handling.reports, report)
    return replace(complaint, handling=replace(complaint.handling, reports=reports))


def _reported(complaint: Complaint) -> frozenset[int]:
    return frozenset(report.level for report in complaint.handling.reports)


def missing_reports(complaint: Complaint, level: int) -> tuple[int, ...]:
    """The levels that handled it and have not reported; `level` settles it and reports then."""
    owing = set(complaint.handling.levels) - {level} - _reported(complaint)
    return tuple(sorted(owing))
