"""The tanda terima: what a citizen gets in hand when a report is registered.

It says what domain rule 5 and good manners ask for: number, code, who, what, registered as what
and why, what is missing, by when the office answers, how to ask, that it is free, and where to go
if no answer comes.
"""

from __future__ import annotations

from domain.calendar import say_day, say_moment, say_short
from domain.complaint import Complaint, Flag, Kind, Reason
from domain.dialogue import CODE_PLACEHOLDER, NUMBER_PLACEHOLDER
from domain.messages import SMS, TELEGRAM, WHATSAPP
from domain.privacy import hide_name
from handlers.questions import say_services
from handlers.say import component_list, shorten
from handlers.step import Step

_CHANNEL_NAMES = {
    WHATSAPP: "WhatsApp",
    SMS: "SMS",
    TELEGRAM: "Telegram",
    "desk": "petugas di kantor",
    "mpp": "loket MPP",
    "letter": "surat",
    "phone": "telepon",
    "email": "email",
    "x": "X (Twitter)",
    "instagram": "Instagram",
    "web_office": "situs DPMPTSP",
    "web_mpp": "situs MPP",
    "form": "formulir",
    "box": "kotak pengaduan",
}


def receipt(step: Step, complaint: Complaint) -> str:
    """The receipt of a complaint that is new or has just become one."""
    values = {
        "number": complaint.number or NUMBER_PLACEHOLDER,
        "code": complaint.code or CODE_PLACEHOLDER,
        "name": _identity(complaint),
        "matter": shorten(_matter(complaint), 200) or "belum ditulis",
        "about": _about(step, complaint),
        "moment": say_moment(complaint.received_at),
        "channel": _CHANNEL_NAMES.get(complaint.channel, complaint.channel),
    }
    reason = step.sentence(f"reason_{complaint.reason}") if complaint.reason else ""
    if complaint.kind is Kind.PENGADUAN and complaint.deadline:
        deadline = complaint.deadline
        values["date"] = say_short(deadline.on) if step.channel == SMS else say_day(deadline.on)
        values["days"] = str(deadline.term.days)
        values["provisional"] = step.sentence("provisional") if deadline.provisional else ""
        text = step.sentence("receipt_pengaduan", **values)
    else:
        text = step.sentence("receipt_saran", reason=reason, **values)
    extra = _how_to_complete(step, complaint)
    separator = " " if step.channel == SMS else "\n"
    return f"{text}{separator}{extra}" if extra else text


def _identity(complaint: Complaint) -> str:
    facts = complaint.facts
    if not facts.name:
        return "tanpa nama"
    return "dirahasiakan" if facts.confidential else facts.name


def _matter(complaint: Complaint) -> str:
    facts = complaint.facts
    if facts.confidential and facts.name:
        return hide_name(facts.matter, facts.name)
    return facts.matter


def _about(step: Step, complaint: Complaint) -> str:
    """Component, permit, and what the standard promises where the catalogue knows it."""
    facts = complaint.facts
    parts = []
    if facts.components:
        parts.append(component_list(facts.components))
    if facts.services:
        parts.append(say_services(facts))
    text = f" ({'; '.join(parts)})" if parts else ""
    service = step.office.catalogue.get(facts.services[0].id) if facts.services else None
    if service and "biaya" in facts.components and service.free:
        text += step.sentence("standard_free")
    elif service and "jangka_waktu" in facts.components and service.working_days:
        text += step.sentence("standard_days", days=service.working_days)
    return text


def _how_to_complete(step: Step, complaint: Complaint) -> str:
    if complaint.reason is Reason.NO_IDENTITY:
        return step.sentence("complete_name")
    if complaint.reason is Reason.NO_OBJECT:
        return step.sentence("complete_matter")
    if complaint.reason is Reason.LATE_30_DAYS:
        return step.sentence("late_note")
    unknown = [name for flag, name in _UNKNOWN.items() if flag in complaint.flags]
    if unknown and complaint.kind is Kind.PENGADUAN:
        return step.sentence("still_unknown", what=" dan ".join(unknown))
    return ""


_UNKNOWN = {
    Flag.ASK_SERVICE: "izin/layanannya",
    Flag.ASK_RECEIVED: "tanggal diterimanya",
}
