"""What a report is, what the standard makes of it, and how its status may move.

Source of the rules: component 6 of the office's service standard, points 1 to 8.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from domain.calendar import Deadline, Term, Unit, WorkCalendar, deadline_for, due_on, wib_day
from domain.errors import InvalidTransitionError
from domain.handling import Handling
from domain.messages import Address, Attachment


class Kind(StrEnum):
    PENGADUAN = "pengaduan"  # A complaint, with the right to an answer in 14 working days.
    SARAN = "saran"  # A suggestion, or a report that the rules let count as one.


class Reason(StrEnum):
    """Why a report is registered as saran; the order is the order of precedence."""

    SUGGESTION = "suggestion"  # The citizen suggests, and complains of nothing.
    NO_OBJECT = "no_object"  # Rule 5b: what it is about is missing.
    NO_IDENTITY = "no_identity"  # Rule 5b: who reports is missing.
    LATE_30_DAYS = "late_30_days"  # Rule 3: the service was received more than 30 days before.


class Status(StrEnum):
    DITERIMA = "diterima"  # Registered, nobody has begun.
    DITELAAH = "ditelaah"  # Under review (rule 6).
    DITINDAKLANJUTI = "ditindaklanjuti"  # Being acted on (rule 7).
    DIJAWAB = "dijawab"  # The answer is written and on its way to the citizen.
    DITUTUP = "ditutup"  # The answer was accepted by the channel, or given by hand (rule 8).
    DITARIK = "ditarik"  # Withdrawn by the citizen.
    DIGABUNG = "digabung"  # Merged into another complaint about the same matter.


_NEXT: dict[Status, frozenset[Status]] = {
    Status.DITERIMA: frozenset(
        {Status.DITELAAH, Status.DITINDAKLANJUTI, Status.DIJAWAB, Status.DITARIK, Status.DIGABUNG}
    ),
    Status.DITELAAH: frozenset(
        {Status.DITINDAKLANJUTI, Status.DIJAWAB, Status.DITARIK, Status.DIGABUNG}
    ),
    Status.DITINDAKLANJUTI: frozenset(
        {Status.DITELAAH, Status.DIJAWAB, Status.DITARIK, Status.DIGABUNG}
    ),
    # Back to ditelaah: the citizen rejects the answer, or the officer takes it back in time.
    Status.DIJAWAB: frozenset({Status.DITUTUP, Status.DITELAAH, Status.DIJAWAB}),
    # Back to dijawab: the channel accepted the answer and said later that it could not deliver it.
    Status.DITUTUP: frozenset({Status.DITELAAH, Status.DIJAWAB}),
    Status.DITARIK: frozenset(),
    Status.DIGABUNG: frozenset(),
}

OPEN = frozenset({Status.DITERIMA, Status.DITELAAH, Status.DITINDAKLANJUTI})


class Flag(StrEnum):
    """What an officer should see at a glance."""

    ASK_SERVICE = "ask_service"  # The citizen does not know the permit; the officer asks.
    ASK_RECEIVED = "ask_received"  # When the service was received is unknown; the officer asks.
    LOW_CONFIDENCE = "low_confidence"  # The component is a guess.
    ILLEGAL_LEVY = "illegal_levy"  # Pungli is reported: the superior sees it, anonymous or not.
    DANGER = "danger"  # Somebody's safety is at stake: the superior sees it, anonymous or not.
    PROVISIONAL_DEADLINE = "provisional_deadline"  # Next year's holidays are not published yet.
    ANSWER_UNDELIVERED = "answer_undelivered"  # Accepted by the channel, and refused afterwards.
    REOPENED = "reopened"  # The citizen was not satisfied with the answer.
    WANTS_OFFICER = "wants_officer"  # The citizen asked for a human.
    BY_SILENCE = "by_silence"  # Registered after the citizen fell silent, with what was there.
    WITHDRAW_UNDER_REVIEW = "withdraw_under_review"  # Withdrawn after work had begun.


class Receipt(StrEnum):
    """What is known of when the service was received."""

    UNASKED = "unasked"
    ON = "on"  # On a day that is known.
    NOT_YET = "not_yet"  # Not yet: the 30-day window has not begun (rule 2).
    UNKNOWN = "unknown"  # The citizen does not know or will not say.


@dataclass(frozen=True, slots=True)
class ServiceRef:
    """A permit of the catalogue, or the citizen's own words (id None)."""

    id: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a citizen has told of one matter, in a draft as in a registered complaint.

    matter: the citizen's own words, statements joined by newlines, NIK masked.
    suggestion: True where the citizen suggests and complains of nothing.
    components: primary first; alternatives are (label, probability) pairs for the officer.
    model_version: of the engine that last classified them, "" where none has.
    service_unknown / name_refused: asked, and the citizen does not know / will not say.
    address: optional by rule 5a; only entered by an officer or on the web form.
    """

    matter: str = ""
    suggestion: bool = False
    components: tuple[str, ...] = ()
    component_confidence: float = 0.0
    model_version: str = ""
    alternatives: tuple[tuple[str, float], ...] = ()
    services: tuple[ServiceRef, ...] = ()
    service_unknown: bool = False
    received: Receipt = Receipt.UNASKED
    received_on: date | None = None
    name: str = ""
    name_refused: bool = False
    address: str = ""
    confidential: bool = False
    attachments: tuple[Attachment, ...] = ()
    rupiah: tuple[int, ...] = ()
    nib: tuple[str, ...] = ()
    kbli: tuple[str, ...] = ()
    levy: bool = False
    danger: bool = False


COMPLAINT_WINDOW = Term(30, Unit.CALENDAR_DAY)  # Component 6, point 2.
ANSWER_TERM = Term(14, Unit.WORKING_DAY)  # Component 6, point 4.


@dataclass(frozen=True, slots=True)
class Rules:
    """The windows of the standard, and the choices that it leaves to the office.

    late_is_saran: what comes after the window becomes saran; the standard says "may" (point 3).
    reason_order: which reason is written down when several hold.
    from_confirmation: a complaint counts as received when the summary is confirmed, instead of
    when its matter was first stated.
    version: stored with each complaint, so that its date can be explained later.
    """

    complaint_window: Term = COMPLAINT_WINDOW
    answer_term: Term = ANSWER_TERM
    late_is_saran: bool = True
    reason_order: tuple[Reason, ...] = tuple(Reason)
    from_confirmation: bool = False
    version: str = "SP-6/30+14"


def is_late(facts: Facts, received_at: datetime, rules: Rules) -> bool:
    """Whether the complaint came after the window of rule 2. Day 30 is in time, day 31 is late."""
    if facts.received is not Receipt.ON or facts.received_on is None:
        return False
    nothing = WorkCalendar()
    return wib_day(received_at) > due_on(facts.received_on, rules.complaint_window, nothing)


def classify(facts: Facts, received_at: datetime, rules: Rules) -> tuple[Kind, Reason | None]:
    """What the report is registered as, and why.

    received_at: when the message came that first stated the matter (aware).
    The service or its date unknown is no reason for saran: an officer asks.
    """
    holds = {
        Reason.SUGGESTION: facts.suggestion,
        Reason.NO_OBJECT: not facts.matter.strip(),
        Reason.NO_IDENTITY: not facts.name.strip(),
        Reason.LATE_30_DAYS: rules.late_is_saran and is_late(facts, received_at, rules),
    }
    for reason in rules.reason_order:
        if holds[reason]:
            return Kind.SARAN, reason
    return Kind.PENGADUAN, None


@dataclass(frozen=True, slots=True)
class Complaint:
    """One registered report.

    number and code are "" until storage has given them, in the transaction that registers it.
    received_at: the message that first stated the matter; counts_from: day 0 of the deadline,
    later than that day where the report was completed into a complaint afterwards.
    answer_queued: the answer itself (not only the template that announces it) is in the outbox.
    additions: what the citizen added after registration, in order.
    channel: the medium it came by, one of MEDIA; sender: where the citizen is reached, which for
    a letter or a call is another address, or one that nothing can be sent to.
    handling: what the office did with it.
    version is the storage's fence against two writers.
    """

    facts: Facts
    kind: Kind
    reason: Reason | None
    channel: str
    sender: Address
    received_at: datetime
    registered_at: datetime
    counts_from: date
    number: str = ""
    code: str = ""
    status: Status = Status.DITERIMA
    flags: tuple[Flag, ...] = ()
    deadline: Deadline | None = None
    rules_version: str = ""
    answer: str = ""
    answer_queued: bool = False
    answered_at: datetime | None = None
    rating: int | None = None
    rating_reason: str = ""
    additions: tuple[str, ...] = ()
    handling: Handling = field(default_factory=Handling)
    id: int | None = None
    version: int = 0

    @property
    def open(self) -> bool:
        return self.status in OPEN

    def flagged(self, *flags: Flag) -> Complaint:
        new = tuple(dict.fromkeys((*self.flags, *flags)))
        return replace(self, flags=new)

    def moved(self, status: Status) -> Complaint:
        """The complaint in another status. Raises InvalidTransitionError where rules forbid it."""
        if status not in _NEXT[self.status]:
            raise InvalidTransitionError(
                f"pengaduan {self.number}: {self.status} tidak bisa menjadi {status}"
            )
        return replace(self, status=status)


def register(
    facts: Facts,
    *,
    channel: str,
    sender: Address,
    received_at: datetime,
    now: datetime,
    rules: Rules,
    calendar: WorkCalendar,
    by_silence: bool = False,
) -> Complaint:
    """A new report, classified, flagged, and with its deadline where it is a complaint.

    Nothing is ever refused: what lacks identity or object becomes saran (rule 5b).
    """
    if rules.from_confirmation:
        received_at = now
    kind, reason = classify(facts, received_at, rules)
    start = wib_day(received_at)
    complaint = Complaint(
        facts=facts,
        kind=kind,
        reason=reason,
        channel=channel,
        sender=sender,
        received_at=received_at,
        registered_at=now,
        counts_from=start,
        rules_version=rules.version,
    )
    complaint = _with_deadline(complaint, rules, calendar)
    flags = list(_flags(facts))
    if by_silence:
        flags.append(Flag.BY_SILENCE)
    return complaint.flagged(*flags)


def completed(
    complaint: Complaint, facts: Facts, *, on: datetime, rules: Rules, calendar: WorkCalendar
) -> Complaint:
    """The complaint with more facts, classified anew.

    What was saran for want of identity or object and now has both becomes a complaint whose day 0
    is the day of that completion; the number stays. A deadline that runs is never moved by facts
    that come later, and a complaint is never turned back into saran here: only an officer may.
    """
    updated = replace(complaint, facts=facts)
    kept = tuple(f for f in complaint.flags if f not in (Flag.ASK_SERVICE, Flag.ASK_RECEIVED))
    updated = replace(updated, flags=kept).flagged(*_flags(facts))
    if complaint.kind is Kind.PENGADUAN or complaint.reason is Reason.LATE_30_DAYS:
        return updated
    kind, reason = classify(facts, complaint.received_at, rules)
    if complaint.reason is Reason.NO_OBJECT and reason is Reason.LATE_30_DAYS:
        # The object was stated only now, so the window is measured against now.
        kind, reason = classify(facts, on, rules)
    updated = replace(updated, kind=kind, reason=reason)
    if kind is Kind.PENGADUAN:
        updated = replace(updated, counts_from=wib_day(on))
        updated = _with_deadline(updated, rules, calendar)
    return updated


def _with_deadline(complaint: Complaint, rules: Rules, calendar: WorkCalendar) -> Complaint:
    if complaint.kind is not Kind.PENGADUAN:
        return replace(complaint, deadline=None)
    deadline = deadline_for(complaint.counts_from, rules.answer_term, calendar)
    complaint = replace(complaint, deadline=deadline)
    return complaint.flagged(Flag.PROVISIONAL_DEADLINE) if deadline.provisional else complaint


def _flags(facts: Facts) -> tuple[Flag, ...]:
    flags = []
    # Of who only suggests, an officer need not ask anything.
    if not facts.services and not facts.suggestion:
        flags.append(Flag.ASK_SERVICE)
    if facts.received in (Receipt.UNKNOWN, Receipt.UNASKED) and not facts.suggestion:
        flags.append(Flag.ASK_RECEIVED)
    if facts.components and facts.component_confidence < 0.4:
        flags.append(Flag.LOW_CONFIDENCE)
    if facts.levy:
        flags.append(Flag.ILLEGAL_LEVY)
    if facts.danger:
        flags.append(Flag.DANGER)
    return tuple(flags)


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """Something that happened to a complaint or a contact; kept for ever, never changed.

    complaint is a ticket number, the placeholder of a new one, or "".
    data holds plain values only: no message text, name or number. text is what somebody wrote
    about it (a reason, a note, a report); it is kept apart and can be erased without harm to the
    chain, which covers its digest only.
    """

    name: str
    complaint: str = ""
    actor: str = "citizen"
    data: dict[str, str | int | float | bool | None] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class OtherMatter:
    """Something that is another office's: recorded and pointed to the right door, never refused.

    kind: `other_office`, `praise`, `spam` or `unread` (parked for an officer).
    """

    kind: str
    text: str
    door: str = ""
