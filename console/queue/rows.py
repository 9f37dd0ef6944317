"""One complaint as two lines of the queue: what is due when, and the gist in the citizen's words.

Nothing here tells who reports: the name and every number are taken out of what is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from console import words
from console.complaint.identity import Hidden
from console.html import Due
from console.parts import STAFF
from domain.calendar import WorkCalendar, say_short, wib_day
from domain.complaint import Complaint, Flag, Kind, Status
from domain.dialogue import Office
from domain.people import Officer
from storage.queue import Item

_GIST = 240  # Characters; the page cuts what does not fit into its line.
_READ = 1200  # Characters of the matter that are looked at for it.
_MOST_MARKS = 3

_ALERTS: dict[Flag, str] = {
    Flag.DANGER: "Ada bahaya",
    Flag.ILLEGAL_LEVY: "Dugaan pungli",
}
_WARNINGS: dict[Flag, str] = {
    Flag.REOPENED: "Dibuka lagi",
    Flag.WANTS_OFFICER: "Minta bicara dengan petugas",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A word beside the gist. tone: a class of app.css, "" for a quiet one."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """The first thing in a row: how much time is left, or how it ended.

    number: large, "" where no clock runs. text and day stand beside it.
    """

    tone: str
    number: str
    text: str
    day: str


@dataclass(frozen=True, slots=True)
class Row:
    """What the template shows of one complaint; all texts are without name and number."""

    number: str
    url: str
    left: Left
    component: str
    guessed: bool
    service: str
    medium: str
    assignee: str
    status: str
    marks: tuple[Mark, ...]
    gist: str


def row_of(item: Item, office: Office, people: Mapping[int, Officer], today: date) -> Row:
    """The two lines of one complaint."""
    complaint = item.complaint
    facts = complaint.facts
    hidden = Hidden.of(complaint, office.contact.values())
    service = facts.services[0].name if facts.services else ""
    more = len(facts.services) - 1
    assignee = complaint.handling.assignee
    person = people.get(assignee) if assignee is not None else None
    return Row(
        number=complaint.number,
        url=f"{STAFF}/aduan/{complaint.number}",
        left=left_of(complaint, today, office.calendar),
        component=words.COMPONENT.get(facts.components[0], facts.components[0])
        if facts.components
        else "",
        guessed=Flag.LOW_CONFIDENCE in complaint.flags,
        service=hidden(_one_line(service)) + (f" +{more}" if more > 0 else ""),
        medium=words.MEDIUM.get(complaint.channel, complaint.channel),
        assignee=person.name if person else "",
        status=words.STATUS[complaint.status],
        marks=_marks(item),
        gist=_one_line(hidden(facts.matter[:_READ]))[:_GIST],
    )


def left_of(complaint: Complaint, today: date, calendar: WorkCalendar) -> Left:
    """How much time is left; a clock runs until the channel has accepted something."""
    answered = complaint.status is Status.DIJAWAB and complaint.answered_at is None
    if not complaint.open and not answered:
        ended = complaint.answered_at
        return Left("none", "", words.STATUS[complaint.status], _say(ended))
    if complaint.deadline is None:
        kind = "saran" if complaint.kind is Kind.SARAN else ""
        return Left("none", "", "tanpa tenggat", kind)
    due = Due(complaint.deadline.on, today, calendar)
    day = say_short(due.on)
    if due.on == today:
        return Left(due.tone, "0", "hari ini", day)
    if due.late:
        return Left("late", due.number, "hari kerja lewat" if due.left else "baru lewat", day)
    return Left(due.tone, due.number, "hari kerja lagi", day)


def _say(moment: datetime | None) -> str:
    return say_short(wib_day(moment)) if moment else ""


def _marks(item: Item) -> tuple[Mark, ...]:
    """The loudest first; what is beyond three is counted."""
    complaint = item.complaint
    flags = complaint.flags
    marks = [Mark(text, "alert") for flag, text in _ALERTS.items() if flag in flags]
    if Flag.ANSWER_UNDELIVERED in flags:
        marks.append(Mark(words.FLAG[Flag.ANSWER_UNDELIVERED], "alert"))
    elif item.undelivered:
        marks.append(Mark("Gagal terkirim", "alert"))
    if complaint.handling.request is not None:
        marks.append(Mark("Menunggu persetujuan Kepala", "warn"))
    marks += [Mark(text, "warn") for flag, text in _WARNINGS.items() if flag in flags]
    if complaint.kind is Kind.SARAN:
        marks.append(Mark("Saran"))
    if complaint.facts.confidential:
        marks.append(Mark("Rahasia"))
    if len(marks) > _MOST_MARKS + 1:
        rest = len(marks) - _MOST_MARKS
        return (*marks[:_MOST_MARKS], Mark(f"+{rest} tanda"))
    return tuple(marks)


def _one_line(text: str) -> str:
    return " ".join(text.split())
