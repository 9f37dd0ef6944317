"""What the office does with a complaint: the worksheet, the ladder, approvals, who has it.

Only the values are here; the steps that change them are in `domain/casework.py`. Source: component
6, points 6 (review, five steps), 7 (categories, levels, written reports) and 8 (answer, report).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Category(StrEnum):
    INTERNAL = "internal"  # Settled within the office, by its levels.
    PERANGKAT_DAERAH = "perangkat_daerah"  # With the Tim Teknis or another agency.
    APIP = "apip"  # With the Inspektorat, only once that was approved.


class Plan(StrEnum):
    """How a complaint is handled (point 6d)."""

    KLARIFIKASI = "klarifikasi"
    KONFIRMASI = "konfirmasi"
    PENELITIAN = "penelitian"  # Penelitian/pemeriksaan.
    INVESTIGASI = "investigasi"


class Given(StrEnum):
    """How an answer was given where no channel carried it (point 8)."""

    PHONE = "phone"
    LETTER = "letter"
    IN_PERSON = "in_person"
    EMAIL = "email"
    SOCIAL = "social"  # A direct message on X or Instagram.
    STATUS_PAGE = "status_page"  # The reporter left no number and reads it with the code.


class ApprovalKind(StrEnum):
    KEPALA = "kepala"  # Given in this system by the head of the office.
    OUTSIDE = "outside"  # Given elsewhere, and recorded here: who, what, which document.
    LEGAL = "legal"  # No approval but a legal ground, with its document.


@dataclass(frozen=True, slots=True)
class Worksheet:
    """The review of point 6. Texts are the officer's own; "" is not yet written.

    problem: (a) the core problem. basis: (b) the standard, SOP or rule concerned. documents: (c)
    what already exists. plans and plan: (d). result: (e) what was done and found.
    """

    problem: str = ""
    basis: str = ""
    documents: str = ""
    plans: tuple[Plan, ...] = ()
    plan: str = ""
    result: str = ""

    @property
    def steps_done(self) -> tuple[bool, bool, bool, bool, bool]:
        """Which of the steps (a) to (e) are filled in."""
        planned = bool(self.plans or self.plan.strip())
        a, b, c, e = (
            bool(text.strip()) for text in (self.problem, self.basis, self.documents, self.result)
        )
        return a, b, c, planned, e


@dataclass(frozen=True, slots=True)
class Report:
    """A level's written report to the one above (point 7).

    level: of who reports, -1 for the Inspektorat. to: the position it goes to. by_system: written
    when the complaint was closed, because one level settled it.
    """

    level: int
    by: str
    position: str
    to: str
    text: str
    at: datetime
    by_system: bool = False


@dataclass(frozen=True, slots=True)
class ApprovalRequest:
    """A request to the kepala to involve APIP, open until it is approved or refused."""

    by: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Approval:
    """Why APIP may be involved. document: a stored file's id, None where there is none."""

    kind: ApprovalKind
    by: str
    who: str
    what: str
    at: datetime
    document: int | None = None


@dataclass(frozen=True, slots=True)
class Agency:
    """A Tim Teknis or Perangkat Daerah that takes part, since when, and who asked it."""

    name: str
    on: date
    by: str
    technical: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """Which level answered, and to whom it reports when the complaint is closed (point 8).

    position: of who answered; to: the position of the direct superior. at: when the answer was
    written, so that what was sent of it can be told from an earlier answer.
    """

    level: int
    by: str
    position: str
    to: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Handling:
    """Everything the office did with one complaint so far.

    assignee: the officer who has it, None for nobody. touched_at: when somebody first did
    anything to it, None for untouched. level: the level that has it now; levels: all that
    handled it, in order. merged: numbers that were merged into this one; merged_into: the other
    way round, "" for none. settled: who answered, None while nobody has. given: how the answer
    was given by hand, None where a channel carried it.
    """

    assignee: int | None = None
    touched_at: datetime | None = None
    worksheet: Worksheet = field(default_factory=Worksheet)
    category: Category | None = None
    level: int = 0
    levels: tuple[int, ...] = ()
    reports: tuple[Report, ...] = ()
    request: ApprovalRequest | None = None
    approval: Approval | None = None
    agencies: tuple[Agency, ...] = ()
    given_to_apip: bool = False
    merged: tuple[str, ...] = ()
    merged_into: str = ""
    settled: Settled | None = None
    given: Given | None = None
    given_note: str = ""
