"""What came by a medium that no dialogue sees: a letter, a call, a form, the box, the web.

An officer, or the citizen on the public form, fills in what the bot would have asked. The same
facts, rules and clock follow from it, counted from the day on which it reached the office.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.calendar import WIB, wib_day
from domain.complaint import Facts, Receipt, ServiceRef, register
from domain.dialogue import NUMBER_PLACEHOLDER, Outcome, State, Turn
from domain.errors import InvalidTransitionError
from domain.messages import MEDIA, SMS, WHATSAPP, Address, Attachment, OutboundMessage
from domain.privacy import mask_nik
from domain.understanding import COMPONENTS, UNKNOWN, NluResult
from handlers import silence
from handlers.alarms import sounds_bad, tells_own_grievance
from handlers.gather import MATTER_LIMIT, add_statement, with_alarms
from handlers.jawaban import window_open
from handlers.receipt import receipt
from handlers.registration import still_open
from handlers.step import Step

EARLIEST = datetime(2020, 1, 1, tzinfo=WIB)  # What claims to be older is a slip of the hand.
BY_CITIZEN = "citizen"  # recorded_by, where the citizen filled in the form themselves.

_PHONE = re.compile(r"\+\d{8,15}")


class Told(StrEnum):
    """What became of the receipt, for who has just recorded something."""

    SMS = "sms"  # It is on its way as a text message.
    WHATSAPP = "whatsapp"  # It is on its way on WhatsApp.
    NO_PHONE = "no_phone"  # There is no number to send it to.
    NOT_WANTED = "not_wanted"  # No message is wanted.
    STOPPED = "stopped"  # The citizen wrote STOP to this number of ours.
    CHANNEL_OFF = "channel_off"  # Nothing can be sent from here now.
    TOO_MANY = "too_many"  # So many were sent to this number that it may not be its owner's wish.


@dataclass(frozen=True, slots=True)
class Entry:
    """One report as it was filled in; "" and () are what was left empty.

    key: of the form, so that the same form sent twice makes one complaint. medium: one of MEDIA.
    arrived_at: when the office received it (aware): of a letter the day on which it came in.
    recorded_by: the officer's username, or BY_CITIZEN. phone: E.164. reply: SMS or WHATSAPP for
    receipt and answer, "" for no message. suggestion: an officer marked it as one. components and
    services left empty are read from the matter; received UNASKED as well. notify: whether a
    receipt may be sent at all.
    """

    key: str
    medium: str
    arrived_at: datetime
    recorded_by: str = BY_CITIZEN
    matter: str = ""
    suggestion: bool = False
    name: str = ""
    address: str = ""
    phone: str = ""
    reply: str = ""
    services: tuple[ServiceRef, ...] = ()
    components: tuple[str, ...] = ()
    received: Receipt = Receipt.UNASKED
    received_on: date | None = None
    confidential: bool = False
    attachments: tuple[Attachment, ...] = ()
    notify: bool = True

    @property
    def place(self) -> Address:
        """The conversation that it belongs to; nothing can be sent to most of these."""
        if self.phone:
            return Address(self.reply or self.medium, self.phone)
        return Address(self.medium, f"tanpa nomor {self.key[-12:]}")

    @property
    def person(self) -> str:
        """The key of the person; whoever left no number is a person of their own."""
        return Address(SMS, self.phone).person if self.phone else self.place.person


def problems(entry: Entry, now: datetime) -> dict[str, str]:
    """What has to be put right before it can be recorded: sentences by field, {} for nothing.

    What is missing is no problem (it makes a saran), unless everything is.
    """
    found = {}
    if entry.medium not in MEDIA:
        found["medium"] = "Pilih lewat mana laporan ini masuk."
    if entry.arrived_at > now:
        found["arrived_at"] = "Waktu masuknya belum terjadi. Isi kapan laporan ini kita terima."
    elif entry.arrived_at < EARLIEST:
        found["arrived_at"] = "Waktu masuknya sebelum tahun 2020. Periksa tahunnya."
    if entry.received is Receipt.ON and entry.received_on is None:
        found["received"] = "Isi tanggal layanan diterima, atau pilih jawaban yang lain."
    elif entry.received_on and entry.received_on > wib_day(min(entry.arrived_at, now)):
        found["received"] = (
            "Tanggal layanan diterima lebih baru daripada masuknya laporan. Bila layanannya belum "
            "diterima, pilih “belum diterima”."
        )
    if entry.phone and not _PHONE.fullmatch(entry.phone):
        found["phone"] = "Nomor telepon itu tidak terbaca. Tulis seperti 0812 3456 7890."
    if entry.reply and not entry.phone:
        found["phone"] = "Isi nomor teleponnya, atau pilih tanpa pesan."
    if entry.reply not in ("", SMS, WHATSAPP):
        found["reply"] = "Pilih SMS, WhatsApp, atau tanpa pesan."
    if any(component not in COMPONENTS for component in entry.components):
        found["components"] = "Pilih jenis masalah dari daftar."
    if len(entry.matter) > MATTER_LIMIT:
        most = f"{MATTER_LIMIT:,}".replace(",", ".")
        found["matter"] = f"Isinya terlalu panjang: paling banyak {most} huruf. Lampirkan sisanya."
    if not (entry.matter.strip() or entry.name.strip() or entry.phone or entry.attachments):
        found["matter"] = "Formulirnya masih kosong. Tulis dulu apa yang terjadi."
    return found


def take_in(turn: Turn, entry: Entry, sends: frozenset[str]) -> Outcome:
    """The report registered, in the conversation of `turn`, whose draft and questions stay.

    turn: without a message; its nlu is the reading of the matter, None where there is none. sends:
    channels on which something can be sent. Raises InvalidTransitionError with what to put right.
    """
    wrong = problems(entry, turn.now)
    if wrong:
        raise InvalidTransitionError(" ".join(wrong.values()))
    step = Step(turn)
    complaint = register(
        _facts(
            entry, turn.nlu or NluResult(UNKNOWN, 0.0), turn.office.dialogue.component_threshold
        ),
        channel=entry.medium,
        sender=turn.address,
        received_at=entry.arrived_at,
        now=turn.now,
        # Nobody confirms a letter: its clock begins with the day on which it came in.
        rules=replace(turn.office.rules, from_confirmation=False),
        calendar=turn.office.calendar,
    )
    step.new_complaint = complaint
    step.audit(
        "registered",
        NUMBER_PLACEHOLDER,
        entry.recorded_by,
        kind=complaint.kind.value,
        reason=complaint.reason.value if complaint.reason else None,
        by_silence=False,
    )
    told, to = _way(entry, turn.state, sends, turn.now)
    step.audit(
        "recorded",
        NUMBER_PLACEHOLDER,
        entry.recorded_by,
        medium=entry.medium,
        receipt=told.value,
    )
    if to is not None:
        text = receipt(Step(replace(turn, address=to)), complaint)
        step.replies.append(
            OutboundMessage(to, text, purpose="receipt", complaint=NUMBER_PLACEHOLDER)
        )
        if to == turn.address and _idle(turn.state):
            # The receipt asks for what is missing, so the reply to it must be understood.
            step.set(focus=NUMBER_PLACEHOLDER, awaiting=still_open(complaint), menu=())
    return step.outcome(silence.wake_at(step.state, step.channel, turn.office.dialogue))


def _facts(entry: Entry, reading: NluResult, threshold: float) -> Facts:
    """What was filled in, and where that was left empty what the matter says."""
    text = mask_nik(entry.matter).strip()
    facts = add_statement(Facts(), text, reading, threshold) if text else Facts()
    if entry.components:
        facts = replace(facts, components=entry.components, component_confidence=1.0)
    if entry.services:
        facts = replace(facts, services=entry.services)
    if entry.received is not Receipt.UNASKED:
        day = entry.received_on if entry.received is Receipt.ON else None
        facts = replace(facts, received=entry.received, received_on=day)
    facts = replace(
        facts,
        suggestion=entry.suggestion or _suggests(text, reading),
        name=mask_nik(entry.name).strip() or facts.name,
        address=mask_nik(entry.address).strip(),
        confidential=entry.confidential or facts.confidential,
        attachments=entry.attachments,
    )
    return with_alarms(replace(facts, name_refused=not facts.name), text)


def _suggests(text: str, reading: NluResult) -> bool:
    """Whether it only suggests. Nobody is asked back here, so any doubt makes it a complaint."""
    return reading.act == "saran" and not sounds_bad(text) and not tells_own_grievance(text)


def _way(
    entry: Entry, state: State, sends: frozenset[str], now: datetime
) -> tuple[Told, Address | None]:
    """Where the receipt goes to, None for nowhere, and what is said of that."""
    if not entry.phone:
        return Told.NO_PHONE, None
    if not entry.reply:
        return Told.NOT_WANTED, None
    if not entry.notify:
        return Told.TOO_MANY, None
    if state.silenced:
        return Told.STOPPED, None
    # WhatsApp takes nothing from us that its owner has not asked for within a day.
    opened = window_open(WHATSAPP, state.last_inbound_at, now)
    if entry.reply == WHATSAPP and WHATSAPP in sends and opened:
        return Told.WHATSAPP, Address(WHATSAPP, entry.phone)
    if SMS in sends:
        return Told.SMS, Address(SMS, entry.phone)
    return Told.CHANNEL_OFF, None


def _idle(state: State) -> bool:
    """Whether nothing is open in the conversation that a new question could disturb."""
    busy = state.awaiting or state.draft or state.pending or state.partial or state.handover
    return not busy
