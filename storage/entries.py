"""What officers and the public form enter: its place, its one commit, and how it is found again.

An entry stands in the inbox like any message, already handled. So its conversation shows what was
written, the engine's reading of it is kept, and one form that is sent twice is one row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from domain.complaint import Complaint
from domain.dialogue import Outcome, State
from domain.errors import BaleAduanError
from domain.messages import MEDIA, SMS, WHATSAPP, Address, DeliveryStatus
from domain.understanding import NluResult
from storage.audit import timeline
from storage.cleaning import private
from storage.codec import dump_attachments, dump_location, dump_state, dump_texts
from storage.columns import insert
from storage.complaints import by_number
from storage.files import adopt, id_in
from storage.office_tables import other_matters
from storage.outcomes import commit_outcomes
from storage.tables import contacts, conversations, inbox, outbox
from storage.work import Work

ENTRY = "entry"  # The inbox's channel for what was entered; no provider has it.


class AlreadyRecordedError(BaleAduanError):
    """Formulir ini sudah dicatat."""


def conversation_for(conn: Connection, place: Address, person: str, now: datetime) -> int:
    """The conversation at `place`, made where there is none. person: whose it is then."""
    c = conversations.c
    wanted = select(c.id).where(c.channel == place.channel, c.address == place.value)
    known = conn.execute(wanted).scalar_one_or_none()
    if known is not None:
        return int(known)
    someone = insert(conn, contacts).values(person=person, created_at=now)
    conn.execute(someone.on_conflict_do_nothing(index_elements=[contacts.c.person]))
    contact = conn.execute(select(contacts.c.id).where(contacts.c.person == person)).scalar_one()
    new = insert(conn, conversations).values(
        contact_id=contact,
        channel=place.channel,
        address=place.value,
        state=dump_state(State()),
        created_at=now,
    )
    conn.execute(new.on_conflict_do_nothing(index_elements=[c.channel, c.address]))
    return int(conn.execute(wanted).scalar_one())


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the inbox of an entry. at: when the office received it."""

    key: str
    text: str
    at: datetime
    reading: NluResult


def commit_entry(
    conn: Connection, work: Work, outcome: Outcome, written: Written, now: datetime
) -> Complaint:
    """Registers the outcome's new complaint, and notes its form, so that it counts once.

    Its files are its own from now on. Raises AlreadyRecordedError where the same form was
    recorded, LeaseLostError where somebody has taken over the conversation; nothing is written.
    """
    [committed] = commit_outcomes(conn, [(work, outcome)], now)
    if committed.error is not None:
        raise committed.error
    complaint = committed.complaints[0]
    reading = written.reading
    row = insert(conn, inbox).values(
        conversation_id=work.conversation_id,
        channel=ENTRY,
        provider_message_id=written.key,
        text=private(written.text),
        attachments=dump_attachments(()),
        location=dump_location(None),
        button="",
        edited=False,
        profile_name="",
        sent_at=written.at,
        received_at=now,
        raw=complaint.number,
        done=True,
        processed_at=now,
        act=reading.act,
        act_confidence=reading.confidence,
        components=dump_texts(reading.components),
        component_confidence=reading.component_confidence,
        engine=reading.engine,
        model_version=reading.model_version,
    )
    keys = [inbox.c.channel, inbox.c.provider_message_id]
    new = conn.execute(row.on_conflict_do_nothing(index_elements=keys).returning(inbox.c.id))
    if new.first() is None:
        raise AlreadyRecordedError
    ids = (id_in(attachment.ref) for attachment in complaint.facts.attachments)
    adopt(conn, [one for one in ids if one is not None], complaint.number)
    return complaint


def recorded_as(conn: Connection, key: str) -> Complaint:
    """The complaint that a form made. Raises LookupError where it has made none."""
    query = select(inbox.c.raw).where(inbox.c.channel == ENTRY, inbox.c.provider_message_id == key)
    return by_number(conn, conn.execute(query).scalar_one_or_none() or "")


@dataclass(frozen=True, slots=True)
class Notice:
    """What became of a receipt. told: one of handlers.entry.Told, "" where nobody recorded it so.

    status: of the message that carries it, None where there is none.
    """

    told: str
    status: DeliveryStatus | None = None


def notice_of(conn: Connection, complaint: Complaint) -> Notice:
    """What was done about the receipt of a complaint that was entered by hand."""
    events = [e for e in timeline(conn, complaint.number) if e.name == "recorded"]
    told = str(events[0].data.get("receipt") or "") if events else ""
    query = select(outbox.c.status).where(
        outbox.c.complaint_id == complaint.id, outbox.c.purpose == "receipt"
    )
    sent = conn.execute(query.order_by(outbox.c.id).limit(1)).scalar_one_or_none()
    return Notice(told, DeliveryStatus(sent) if sent else None)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that an officer enters by hand. medium and phone: "" where it tells none."""

    text: str
    medium: str
    phone: str
    at: datetime
    name: str


def waiting_message(conn: Connection, matter_id: int) -> Waiting:
    """What was set aside under this id of other_matters. Raises LookupError."""
    o, c, i = other_matters.c, conversations.c, inbox.c
    query = (
        select(o.text, o.at, c.channel, c.address, i.sent_at, i.profile_name)
        .join_from(other_matters, conversations, o.conversation_id == c.id)
        .outerjoin(inbox, o.inbox_id == i.id)
        .where(o.id == matter_id)
    )
    row = conn.execute(query).first()
    if row is None:
        raise LookupError(f"there is no message {matter_id}")
    return Waiting(
        text=row.text,
        medium=row.channel if row.channel in MEDIA else "",
        phone=row.address if row.channel in (SMS, WHATSAPP) and row.address.startswith("+") else "",
        at=row.sent_at or row.at,
        name=row.profile_name or "",
    )
