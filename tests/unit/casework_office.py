"""An invented office at work: its people, a complaint, and what becomes of an action."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.calendar import work_calendar
from bot.office import TEXTS, read_texts
from domain.calendar import WIB
from domain.catalogue import Catalogue, Service
from domain.complaint import Complaint, Facts, Receipt, Rules, ServiceRef, Status, register
from domain.dialogue import Office, Outcome, State, Turn
from domain.handling import Handling, Settled
from domain.messages import WHATSAPP, Address
from domain.people import KEPALA_LEVEL, Officer, Role
from handlers.actions import Action
from handlers.officer import handle

NOW = datetime(2026, 1, 7, 9, 0, tzinfo=WIB)  # A Wednesday.
CITIZEN = Address(WHATSAPP, "+6281200000001")
LETTER = Address("letter", "surat-1")
NUMBER, OTHER = "2026-00042-7", "2026-00043-5"
REPORTER = "Contoh Pelapor"

KEPALA = Officer(9, "kepala", "Contoh Kepala", Role.KEPALA, KEPALA_LEVEL, "Kepala DPMPTSP")
BIDANG = Officer(5, "bidang", "Contoh Bidang", Role.ATASAN, 2, "Kepala Bidang", 9)
SEKSI = Officer(4, "seksi", "Contoh Seksi", Role.ATASAN, 1, "Kepala Seksi", 5)
NIA = Officer(1, "nia", "Contoh Nia", Role.PETUGAS, 0, "Petugas Pengaduan", 4)
BUDI = Officer(2, "budi", "Contoh Budi", Role.PETUGAS)
AUDITOR = Officer(7, "auditor", "Contoh Auditor", Role.INSPEKTORAT, 0, "Inspektur Pembantu")
ADMIN = Officer(8, "admin", "Contoh Admin", Role.ADMIN)
PEOPLE = (NIA, BUDI, SEKSI, BIDANG, KEPALA, AUDITOR, ADMIN)

OFFICE = Office(
    read_texts(TEXTS),
    {"phone": "(0264) 8224794", "hours": "Senin-Jumat 08.00-16.00 WIB"},
    catalogue=Catalogue({"nib": Service("nib", "Nomor Induk Berusaha (NIB)")}),
    calendar=work_calendar(date(2026, 1, 6), {}),
)
WHOLE = Facts(
    matter=f"petugas minta uang, kata {REPORTER}",
    components=("biaya",),
    component_confidence=0.9,
    services=(ServiceRef("nib", "Nomor Induk Berusaha (NIB)"),),
    received=Receipt.ON,
    received_on=date(2026, 1, 5),
    name=REPORTER,
)
LATE = replace(WHOLE, received_on=date(2025, 11, 1))
_ANSWERED = frozenset({Status.DIJAWAB, Status.DITUTUP})


def complaint(
    facts: Facts = WHOLE,
    status: Status = Status.DITERIMA,
    *,
    number: str = NUMBER,
    sender: Address = CITIZEN,
    received_at: datetime = NOW - timedelta(hours=2),
    handling: Handling | None = None,
    **values: Any,
) -> Complaint:
    """A report as it is stored; where it was answered, as the petugas had answered it."""
    new = register(
        facts,
        channel=sender.channel,
        sender=sender,
        received_at=received_at,
        now=received_at,
        rules=Rules(),
        calendar=OFFICE.calendar,
    )
    handling = handling or Handling()
    if status in _ANSWERED:
        settled = Settled(0, "nia", "Petugas Pengaduan", "Kepala Seksi", NOW)
        handling = replace(handling, settled=handling.settled or settled)
        values = {"answer": "Uangnya sudah kembali."} | values
    row = int(number[5:10])
    return replace(
        new, number=number, code="K7QF", id=row, version=1, status=status, handling=handling,
        **values,
    )  # fmt: skip


def turn(*complaints: Complaint, state: State | None = None, at: datetime = NOW) -> Turn:
    """The conversation of the first complaint's reporter, who wrote two hours ago."""
    state = state or State(last_inbound_at=NOW - timedelta(hours=2))
    first = complaints[0]
    own = tuple(c for c in complaints if c.sender.person == first.sender.person)
    others = tuple(c for c in complaints if c not in own)
    return Turn(first.sender, state, None, None, own, at, OFFICE, referenced=others)


def act(
    action: Action,
    *complaints: Complaint,
    officer: Officer = NIA,
    state: State | None = None,
    at: datetime = NOW,
) -> Outcome:
    """What becomes of the action on these complaints; of one made now, where none is given."""
    return handle(
        turn(*(complaints or (complaint(),)), state=state, at=at), action, officer, PEOPLE
    )


def after(
    action: Action, *complaints: Complaint, officer: Officer = NIA, at: datetime = NOW
) -> Complaint:
    """The complaint after the action."""
    [changed] = act(action, *complaints, officer=officer, at=at).changes
    return changed


def events(outcome: Outcome) -> list[str]:
    return [event.name for event in outcome.audit]
