"""The deadline with its reasons, for the officer who is asked why it is that day and no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from console import words
from console.complaint.view import View
from domain.calendar import (
    Unit,
    explain,
    say_day,
    say_moment,
    wib_day,
    working_days_between,
)
from domain.complaint import Complaint, Flag, Kind, Reason, Receipt, Status
from domain.dialogue import Office
from storage.audit import Entry


@dataclass(frozen=True, slots=True)
class Headline:
    """The loudest thing on the page. tone: a class of app.css. beside: what stands next to it."""

    tone: str
    text: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the explanation: what it is about, and what is to be known of it."""

    about: str
    text: str


def headline(view: View, office: Office) -> Headline:
    """What is left of the time, or what became of it."""
    complaint = view.complaint
    if complaint.status is Status.DITARIK:
        return Headline("none", "Ditarik oleh warga")
    if complaint.status is Status.DIGABUNG:
        return Headline("none", f"Digabung ke {complaint.handling.merged_into}")
    if view.due is not None:
        return Headline(view.due.tone, view.due.words, f"paling lambat {_end(complaint, office)}")
    if complaint.answered_at is None:
        if complaint.status in (Status.DIJAWAB, Status.DITUTUP):
            return Headline("none", words.STATUS[complaint.status])
        return Headline("none", "Tanpa tenggat", "saran tidak punya batas waktu")
    said = f"dijawab {say_day(wib_day(complaint.answered_at))}"
    if complaint.deadline is None:
        return Headline("calm", "Dijawab", said)
    late = _late_by(complaint, office)
    if late > 0:
        return Headline("late", f"Dijawab lewat {late} hari kerja", said)
    return Headline("calm", "Dijawab tepat waktu", said)


def _late_by(complaint: Complaint, office: Office) -> int:
    assert complaint.deadline is not None
    assert complaint.answered_at is not None
    answered = wib_day(complaint.answered_at)
    late = working_days_between(complaint.deadline.on, answered, office.calendar)
    # An answer on the Saturday after a Friday is late by no working day, and late all the same.
    return max(late, 1) if answered > complaint.deadline.on else 0


def reasons(view: View, office: Office, entries: Sequence[Entry]) -> list[Line]:
    """Why the deadline is what it is, and by which rules. entries: the timeline."""
    complaint = view.complaint
    lines = []
    if complaint.deadline is not None:
        lines.append(Line("Batas jawaban", _end(complaint, office)))
        lines.append(Line("Dihitung", explain(complaint.deadline)))
        lines.append(Line("Hari ke-0", _day_zero(complaint, entries)))
        if complaint.deadline.provisional:
            lines.append(
                Line(
                    "Sementara",
                    "Hari libur dan cuti bersama sebagian tahun itu belum diumumkan. Tenggat "
                    "dihitung ulang bila sudah, dan perubahannya dicatat.",
                )
            )
    else:
        lines.append(Line("Tanpa tenggat", _why_none(complaint)))
    lines.append(Line("Masa mengadu", _window(complaint, office)))
    lines.append(Line("Diterima", f"{say_moment(complaint.received_at)}, {_medium(complaint)}"))
    lines.append(Line("Didaftarkan", f"{say_moment(complaint.registered_at)}"))
    lines.append(Line("Dicatat oleh", recorded_by(view, entries)))
    if complaint.rules_version:
        lines.append(Line("Aturan", f"Standar pelayanan, versi {complaint.rules_version}"))
    return lines


def recorded_by(view: View, entries: Sequence[Entry]) -> str:
    """Who put the complaint down: an officer, or the bot from what the citizen wrote."""
    names = {officer.username: officer.name for officer in view.officers.values()}
    recorded = next((entry for entry in entries if entry.name == "recorded"), None)
    if recorded is not None:
        if recorded.actor == "citizen":
            return f"Warga sendiri, lewat {words.MEDIUM.get(view.complaint.channel, 'formulir')}"
        return names.get(recorded.actor, recorded.actor)
    if Flag.BY_SILENCE in view.complaint.flags:
        return "Bot, setelah warga diam; warga belum membenarkan ringkasannya"
    return "Bot, dari percakapan dengan warga"


def _medium(complaint: Complaint) -> str:
    return f"media: {words.MEDIUM.get(complaint.channel, complaint.channel)}"


def _end(complaint: Complaint, office: Office) -> str:
    assert complaint.deadline is not None
    day = complaint.deadline.on
    closes = office.closes.get(day.weekday())
    return say_day(day) + (f" {closes:%H.%M}" if closes else "")


def _day_zero(complaint: Complaint, entries: Sequence[Entry]) -> str:
    day = complaint.counts_from
    said = say_day(day)
    if day == wib_day(complaint.received_at):
        return f"{said}, hari aduan diterima"
    because = {
        "completed": "hari data yang kurang dilengkapi, sehingga saran menjadi pengaduan",
        "accepted_late": "hari aduan yang lewat 30 hari diterima sebagai pengaduan",
    }
    for entry in reversed(entries):
        if entry.name in because and wib_day(entry.at) == day:
            return f"{said}, {because[entry.name]}"
    return said


def _why_none(complaint: Complaint) -> str:
    if complaint.kind is Kind.PENGADUAN:
        return "Tenggatnya belum dihitung."
    because = {
        Reason.SUGGESTION: "Ini saran atau masukan; standar tidak memberi batas waktu.",
        Reason.NO_OBJECT: "Pokok aduannya belum jelas. Bila dilengkapi, aduan menjadi pengaduan "
        "dengan tenggat sejak hari itu.",
        Reason.NO_IDENTITY: "Tanpa identitas. Bila pelapor menyebut nama, aduan menjadi pengaduan "
        "dengan tenggat sejak hari itu.",
        Reason.LATE_30_DAYS: "Diadukan lewat masa mengadu. Bila diterima petugas dengan alasan "
        "tertulis, tenggat berjalan sejak hari itu.",
    }
    return because[complaint.reason] if complaint.reason else "Dicatat sebagai saran."


def _window(complaint: Complaint, office: Office) -> str:
    facts, term = complaint.facts, office.rules.complaint_window
    unit = "hari kalender" if term.unit is Unit.CALENDAR_DAY else "hari kerja"
    if facts.received is Receipt.NOT_YET:
        return f"Layanannya belum diterima, jadi masa {term.days} {unit} belum mulai."
    if facts.received is not Receipt.ON or facts.received_on is None:
        return (
            f"Belum diketahui kapan layanannya diterima, jadi {term.days} {unit} belum bisa "
            "dihitung; dianggap masih dalam waktunya."
        )
    passed = (wib_day(complaint.received_at) - facts.received_on).days
    last = facts.received_on + timedelta(days=term.days)
    said = f"Layanan diterima {say_day(facts.received_on)}; batasnya {say_day(last)}. Diadukan pada"
    if passed > term.days:
        return f"{said} hari ke-{passed}: lewat {passed - term.days} hari."
    return f"{said} hari ke-{passed} dari {term.days}: masih dalam waktunya."
