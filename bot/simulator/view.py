"""What the page shows of one citizen: plain values, for the template and for the script alike.

All wording is done here, so that both of them only have to put texts into places.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection

from bot.simulator.words import AWAITING, DELIVERY, FLAGS, KINDS, file_word, sms_note
from domain.calendar import WIB, explain, say_day, say_moment, wib_day
from domain.complaint import Complaint, Facts, Receipt, Status
from domain.dialogue import Office, State
from domain.messages import SMS, TELEGRAM, WHATSAPP, Address, DeliveryStatus
from domain.sms import encoding, segments
from handlers.jawaban import SERVICE_WINDOW, window_open
from handlers.questions import say_name, say_received, say_services
from handlers.say import component_list
from storage.complaints import for_contact
from storage.transcripts import Line, Standing, standing_of, transcript

View = dict[str, Any]

_ACCEPTED = (DeliveryStatus.SENT, DeliveryStatus.DELIVERED, DeliveryStatus.READ)


def look(conn: Connection, address: Address, office: Office, now: datetime) -> View:
    """Everything about the citizen at this address. version changes when anything of it does."""
    standing = standing_of(conn, address)
    lines = transcript(conn, standing.conversation_id) if standing else []
    contact = _contact(conn, address, standing)
    complaints = for_contact(conn, contact) if contact is not None else []
    state = standing.state if standing else State()
    shown: View = {
        "lines": _lines(lines, address.channel),
        "chips": _chips(lines, address.channel),
        "busy": bool(standing and standing.pending),
        "awaiting": AWAITING[state.awaiting] if state.awaiting else "tidak ada",
        "handover": state.handover,
        "window": _window(address.channel, state, now),
        "window_open": window_open(address.channel, state.last_inbound_at, now),
        "draft": _facts(state.draft.facts) if state.draft else None,
        "tickets": [_ticket(complaint, office) for complaint in complaints],
    }
    digest = hashlib.sha256(json.dumps(shown, sort_keys=True).encode())
    return {"version": digest.hexdigest()[:16], **shown}


def label_of_button(conn: Connection, address: Address, button: str) -> str:
    """What a pressed button says to the citizen; its number where the channel has no buttons."""
    place = standing_of(conn, address)
    for line in reversed(transcript(conn, place.conversation_id)) if place else ():
        for number, option in enumerate(line.options, start=1):
            if option.id == button:
                return option.label if address.channel == TELEGRAM else str(number)
    return button


def _contact(conn: Connection, address: Address, standing: Standing | None) -> int | None:
    """The person at the address: one number is one person on WhatsApp and SMS."""
    if standing is None and address.channel in (WHATSAPP, SMS):
        other = SMS if address.channel == WHATSAPP else WHATSAPP
        standing = standing_of(conn, Address(other, address.value))
    return standing.contact_id if standing else None


def _lines(lines: Sequence[Line], channel: str) -> list[View]:
    shown = [_line(line, channel, lines[:place]) for place, line in enumerate(lines)]
    days = ["", *(say_day(wib_day(line.at)) for line in lines)]
    for line, (before, day) in zip(shown, pairwise(days), strict=True):
        line["day"] = day if day != before else ""
    return shown


def _line(line: Line, channel: str, before: Sequence[Line]) -> View:
    files = [f"{file_word(file.content_type)} (simulasi)" for file in line.attachments]
    if line.from_citizen and not line.text and not files:
        # Only a place has neither words nor a file.
        files = ["Lokasi (simulasi)"]
    buttons = line.options if channel == TELEGRAM else ()
    return {
        "id": line.id,
        "mine": line.from_citizen,
        "text": line.text,
        "time": f"{line.at.astimezone(WIB):%H.%M} WIB",
        "at": line.at.isoformat(),
        "author": "Warga:" if line.from_citizen else "Bale Aduan:",
        "status": DELIVERY[line.status] if line.status else "tersimpan",
        "bad": line.status in (DeliveryStatus.HELD, DeliveryStatus.FAILED),
        "note": "" if line.from_citizen else _note(line, channel, before),
        "files": "\n".join(files),
        "options": [{"id": option.id, "label": option.label} for option in buttons],
    }


def _note(line: Line, channel: str, before: Sequence[Line]) -> str:
    """What the provider makes of a message of ours."""
    if channel == SMS:
        return sms_note(line.text, segments(line.text), encoding(line.text))
    wrote = next((one.at for one in reversed(before) if one.from_citizen), None)
    outside = not window_open(channel, wrote, line.at)
    if line.template and outside and line.status in _ACCEPTED:
        return f"templat {line.template}"
    return ""


def _chips(lines: Sequence[Line], channel: str) -> list[View]:
    """The choices of the last message, to be tapped instead of typing their number."""
    if channel == TELEGRAM or not lines or lines[-1].from_citizen:
        return []
    options = enumerate(lines[-1].options, start=1)
    return [{"id": option.id, "label": f"{number}. {option.label}"} for number, option in options]


def _window(channel: str, state: State, now: datetime) -> str:
    if channel != WHATSAPP:
        return ""
    if state.last_inbound_at is None:
        return "Jendela 24 jam belum terbuka: warga belum menulis."
    until = say_moment(state.last_inbound_at + SERVICE_WINDOW)
    if window_open(channel, state.last_inbound_at, now):
        return f"Jendela 24 jam terbuka sampai {until}."
    return f"Jendela 24 jam tertutup sejak {until}; kini hanya templat yang boleh dikirim."


def _facts(facts: Facts) -> View:
    """What was understood. An unknown value is "", which the page leaves out."""
    known = facts.received in (Receipt.ON, Receipt.NOT_YET)
    return {
        "matter": facts.matter,
        "components": _capital(component_list(facts.components)),
        "service": say_services(facts) if facts.services else "",
        "received": _capital(say_received(facts)) if known else "",
        "name": say_name(facts) if facts.name or facts.name_refused else "",
        "files": f"{len(facts.attachments)} berkas" if facts.attachments else "",
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ticket(complaint: Complaint, office: Office) -> View:
    finished = complaint.status in (Status.DITUTUP, Status.DITARIK)
    return {
        **_facts(complaint.facts),
        "number": complaint.number,
        "code": complaint.code,
        "kind": KINDS[complaint.kind],
        "reason": _reason(complaint, office),
        "status": office.texts[f"status_{complaint.status.value}"],
        "status_code": complaint.status.value,
        "received_at": say_moment(complaint.received_at),
        "deadline": _deadline(complaint, office),
        "explained": explain(complaint.deadline) if complaint.deadline else "",
        "answer": complaint.answer,
        "additions": "\n".join(complaint.additions),
        "flags": [FLAGS[flag] for flag in complaint.flags],
        "finished": finished,
    }


def _reason(complaint: Complaint, office: Office) -> str:
    if complaint.reason is None:
        return ""
    return f"Dicatat sebagai saran karena {office.texts[f'reason_{complaint.reason.value}']}."


def _deadline(complaint: Complaint, office: Office) -> str:
    if complaint.deadline is None:
        return "tanpa batas waktu"
    day = complaint.deadline.on
    closes = office.closes.get(day.weekday())
    return f"{say_day(day)} pukul {closes:%H.%M} WIB" if closes else say_day(day)
