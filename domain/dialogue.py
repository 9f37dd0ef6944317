"""The state of one conversation, and what a turn of it takes and gives.

The state is a value that is stored with the conversation and given back with the next message.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from domain.calendar import WorkCalendar
from domain.catalogue import Catalogue
from domain.complaint import AuditEvent, Complaint, Facts, OtherMatter, Rules
from domain.correction import Correction
from domain.messages import Address, InboundMessage, OutboundMessage
from domain.understanding import NluResult


class Awaiting(StrEnum):
    """The one question that is open. The names are part of the simulation protocol."""

    MATTER = "matter"  # What happened?
    COMPONENT = "component"  # Which of these likely problems is it?
    SERVICE = "service"  # Which permit?
    RECEIVED = "received"  # When was the service received, or not yet?
    NAME = "name"  # Who reports?
    EVIDENCE = "evidence"  # A photo or file, if there is one.
    CONFIDENTIAL = "confidential"  # Confidential, or without a name at all?
    CONFIRM = "confirm"  # Is the summary right?
    RATING = "rating"  # Did the answer help? 1 to 4.
    WHICH_COMPLAINT = "which_complaint"  # A ticket already made, or something new?
    CODE = "code"  # The code that proves whose ticket it is.
    WITHDRAW = "withdraw"  # Really withdraw this number?
    HANDOVER = "handover"  # A human has taken over; the bot keeps quiet.


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that is not registered yet.

    received_at: the message that first stated the matter; opened_at: that opened the draft.
    asked counts how often each question was put, so that nothing is asked for ever.
    """

    facts: Facts
    opened_at: datetime
    received_at: datetime | None = None
    asked: Mapping[str, int] = field(default_factory=dict)
    evidence_done: bool = False
    component_done: bool = False
    reminded: bool = False


@dataclass(frozen=True, slots=True)
class SmsPart:
    index: int
    text: str


@dataclass(frozen=True, slots=True)
class PartialSms:
    """Parts of one long text message ("(2/3)") that wait for each other."""

    total: int
    since: datetime
    parts: tuple[SmsPart, ...]


@dataclass(frozen=True, slots=True)
class Pending:
    """Something said that waits for an answer to another question, e.g. which ticket it is about.

    act is what the sender wanted; facts what the message held; at when it was sent.
    """

    act: str
    text: str
    at: datetime
    facts: Facts = field(default_factory=Facts)
    candidates: tuple[str, ...] = ()
    reminded: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """All that one conversation remembers.

    menu: ids of the choices offered last, so that a bare number means one of them.
    focus: the ticket last talked about. proven: tickets opened here with number and code.
    last_inbound_at: when the citizen last wrote; WhatsApp's window and bursts count from it.
    last_turn_at: when that was handled, which is later after an outage; silence counts from it.
    asked_about: the service of the catalogue that was asked about last.
    rating_for: the ticket whose answer is to be rated.
    asked_for: the ticket about which an officer asked; what is written next belongs to it.
    silenced: the citizen wrote STOP; nothing is sent on our own account until they write again.
    """

    awaiting: Awaiting | None = None
    draft: Draft | None = None
    menu: tuple[str, ...] = ()
    focus: str = ""
    proven: tuple[str, ...] = ()
    pending: Pending | None = None
    partial: PartialSms | None = None
    last_inbound_at: datetime | None = None
    last_turn_at: datetime | None = None
    handover: bool = False
    silenced: bool = False
    greeted: bool = False
    asked_about: str = ""
    rating_for: str = ""
    asked_for: str = ""
    wrong_codes: int = 0
    locked_until: datetime | None = None
    profile_name: str = ""


@dataclass(frozen=True, slots=True)
class DialogueSettings:
    """Timers and habits of the conversation; the defaults are those of config.yml.

    undo: how long an officer's answer waits before it leaves, so that it can be taken back.
    """

    remind_after: timedelta = timedelta(hours=2)
    register_after: timedelta = timedelta(hours=20)
    burst: timedelta = timedelta(seconds=5)
    sms_parts_wait: timedelta = timedelta(seconds=60)
    day_starts: time = time(7)
    day_ends: time = time(20)
    rating: bool = True
    profile_name_is_identity: bool = False
    ask_evidence: bool = True
    code_attempts: int = 5
    code_lockout: timedelta = timedelta(hours=1)
    act_threshold: float = 0.45
    component_threshold: float = 0.40
    undo: timedelta = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Office:
    """Everything about the office that rules, dialogue and texts may use, as plain values.

    texts: every public sentence by key. contact: values that sentences refer to, by name
    (office, address, mpp, hours, phone, sms, web …).
    closes: when the last day of a deadline ends, WIB, by weekday (0 is Monday); a day that is
    missing ends at midnight.
    """

    texts: Mapping[str, str]
    contact: Mapping[str, str]
    catalogue: Catalogue = field(default_factory=Catalogue)
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    rules: Rules = field(default_factory=Rules)
    closes: Mapping[int, time] = field(default_factory=dict)
    dialogue: DialogueSettings = field(default_factory=DialogueSettings)


@dataclass(frozen=True, slots=True)
class Turn:
    """One step of a conversation: a message, or, with message None, a timer that is due.

    address: where this conversation is held.
    complaints: the sender's own, newest first, and those proven here.
    referenced: others whose number the message names, or that a known one was merged into; no
    detail of them may be shown unproven.
    code_failures: wrong codes of the last day for each referenced number, from anybody.
    """

    address: Address
    state: State
    message: InboundMessage | None
    nlu: NluResult | None
    complaints: tuple[Complaint, ...]
    now: datetime
    office: Office
    referenced: tuple[Complaint, ...] = ()
    code_failures: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a turn changes. Nothing of it has happened until storage has committed all of it.

    new_complaint: still without number and code; replies and audit events name it by
    NUMBER_PLACEHOLDER, which storage fills in the transaction that gives the number.
    changes: complaints as they shall be; `version` is the one they were read with.
    code_failure: a number for which a wrong code was given, to be counted.
    corrections: what an officer said a report really was, for the engine to learn from.
    recalls: numbers whose answer must not go out; where it has begun to, nothing is written.
    cancels: numbers whose answer was given by hand; what has not left of it stays here.
    wake_at: when this conversation wants a timer turn, None for never.
    """

    state: State
    replies: tuple[OutboundMessage, ...] = ()
    new_complaint: Complaint | None = None
    changes: tuple[Complaint, ...] = ()
    audit: tuple[AuditEvent, ...] = ()
    other: tuple[OtherMatter, ...] = ()
    wake_at: datetime | None = None
    code_failure: str = ""
    corrections: tuple[Correction, ...] = ()
    recalls: tuple[str, ...] = ()
    cancels: tuple[str, ...] = ()


# Stand-ins for what only storage can give, in private-use characters that storage takes out of
# every inbound text, so that nothing a citizen writes can be taken for one. They are as long as
# what replaces them.
NUMBER_PLACEHOLDER = "\ue000" * 12
CODE_PLACEHOLDER = "\ue001" * 4
PLACEHOLDER_CHARACTERS = "\ue000\ue001"


def fill(text: str, number: str, code: str) -> str:
    """The text with its placeholders replaced by a ticket's number and code."""
    return text.replace(NUMBER_PLACEHOLDER, number).replace(CODE_PLACEHOLDER, code)
