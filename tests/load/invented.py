"""Invented complaints as an office would have them after years; what they are follows the rules.

Complaints are classified and given their deadlines by the project's own code; only the citizens
are invented, and their words come from the project's own corpus. The shape is that of a licensing
office: most answers within two weeks, few permits and components that most is about.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from domain.calendar import WIB, Term, Unit, due_on, wib_day
from domain.complaint import (
    AuditEvent,
    Complaint,
    Facts,
    Flag,
    Receipt,
    ServiceRef,
    Status,
    register,
)
from domain.dialogue import Office
from domain.handling import Category, Handling, Plan, Worksheet
from domain.messages import SMS, TELEGRAM, WHATSAPP, Address
from domain.people import Officer, Role
from domain.privacy import mask_nik
from nlu.corpus import load_corpus, strip_annotations
from storage.audit import Happened

YEARS = 3

_COMPONENTS = {
    "jangka_waktu": 30, "biaya": 14, "persyaratan": 13, "prosedur": 12, "sarana": 9,
    "kompetensi": 9, "produk": 5, "pengaduan": 3, "jumlah_pelaksana": 2, "lainnya": 3,
}  # fmt: skip
_CHANNELS = {
    WHATSAPP: 52, SMS: 9, TELEGRAM: 8, "desk": 9, "mpp": 6, "phone": 5, "instagram": 3, "email": 3,
    "web_office": 2, "form": 1, "letter": 1, "box": 1, "x": 0.5, "web_mpp": 0.5,
}  # fmt: skip
_SOUNDS = ("sa", "ri", "yu", "na", "ma", "di", "tu", "ka", "le", "wo", "ni", "ba", "so", "mi", "ra")


@dataclass(frozen=True, slots=True)
class Seed:
    """One complaint with its place: who wrote it, from where, and what happened."""

    complaint: Complaint
    address: Address
    text: str
    events: tuple[Happened, ...]
    failed: bool


class Seeder:
    """Makes complaints up. now: the moment (aware) at which the database shall be looked at."""

    def __init__(self, office: Office, now: datetime, officers: list[Officer], seed: int) -> None:
        self.office = office
        self.now = now
        self.seed = seed
        self.random = random.Random(seed)
        self.officers = [officer for officer in officers if officer.role is Role.PETUGAS]
        self.texts = _texts()
        services = sorted(office.catalogue.services)
        self.random.shuffle(services)
        # A few permits are asked for every day, most a few times a year.
        self.services = services
        self.weights = [1 / (place + 1) for place in range(len(services))]
        self.people = 0

    def batch(self, start: int, size: int, total: int) -> list[Seed]:
        """Complaints from `start` on, oldest first, of `total`; always the same ones."""
        self.random = random.Random(f"{self.seed}/{start}")
        made = []
        for place in range(start, start + size):
            self.people = place + 1
            made.append(self._one(self.people / total))
        return made

    def _one(self, progress: float) -> Seed:
        pick = self.random
        received = self._received(progress)
        channel = _weighted(pick, _CHANNELS)
        component = _weighted(pick, _COMPONENTS)
        words = pick.choice(self.texts[component])
        service = pick.choices(self.services, self.weights)[0]
        name = "" if pick.random() < 0.06 else self._name()
        facts = Facts(
            matter=words,
            suggestion=pick.random() < 0.05,
            components=(component,) if pick.random() < 0.95 else (),
            component_confidence=round(pick.betavariate(5, 2), 3),
            model_version="seed",
            alternatives=((component, 0.7), ("prosedur", 0.2)),
            services=self._service(service),
            received=pick.choice((Receipt.NOT_YET, Receipt.UNKNOWN, Receipt.ON)),
            received_on=None,
            name=name,
            confidential=bool(name) and pick.random() < 0.04,
            levy=component == "biaya" and pick.random() < 0.25,
        )
        if facts.received is Receipt.ON:
            days = timedelta(days=pick.choice((1, 2, 5, 9, 20, 29, 45)))
            facts = replace(facts, received_on=wib_day(received) - days)
        address = self._address(channel)
        complaint = register(
            facts,
            channel=channel,
            sender=address,
            received_at=received,
            now=received,
            rules=self.office.rules,
            calendar=self.office.calendar,
        )
        return self._handled(complaint, address, words)

    def _received(self, progress: float) -> datetime:
        """Evenly over the years up to now, at hours at which people write."""
        span = timedelta(days=365 * YEARS) * (1 - progress)
        moment = (self.now - span).astimezone(WIB)
        if moment.weekday() > 4 and self.random.random() < 0.7:
            moment -= timedelta(days=moment.weekday() - 4)
        hour = min(23, max(0, int(self.random.gauss(12, 4))))
        written = moment.replace(hour=hour, minute=self.random.randrange(60), second=7)
        return min(written, self.now)

    def _name(self) -> str:
        def word() -> str:
            return "".join(self.random.choices(_SOUNDS, k=self.random.choice((2, 3)))).title()

        return " ".join(word() for _ in range(self.random.choice((1, 2, 2, 2, 3))))

    def _address(self, channel: str) -> Address:
        if channel == TELEGRAM:
            return Address(channel, str(700_000_000 + self.people))
        if channel in (WHATSAPP, SMS):
            # One in seven writes again.
            person = self.people if self.random.random() > 0.15 else self.people // 2 + 1
            return Address(channel, f"+62811{person:08d}")
        return Address(channel, f"entry-{self.people}")

    def _service(self, service: str) -> tuple[ServiceRef, ...]:
        if self.random.random() < 0.15:
            return ()
        return (ServiceRef(service, self.office.catalogue.services[service].name),)

    def _handled(self, complaint: Complaint, address: Address, words: str) -> Seed:
        """What the office did with it by now: answered after so many working days, or not yet."""
        pick = self.random
        events = [_event(complaint, "registered", complaint.registered_at, kind=complaint.kind)]
        days = max(0, round(pick.lognormvariate(1.75, 0.55)))
        answered = self._after(complaint.counts_from, days, complaint.received_at)
        begun = self._after(complaint.counts_from, days // 3, complaint.received_at)
        officer = pick.choice(self.officers)
        if begun > self.now:
            if pick.random() < 0.4:
                return Seed(complaint, address, words, tuple(events), False)
            begun = self.now
        worksheet = Worksheet(problem="Pokok masalah contoh", plans=(Plan.KLARIFIKASI,))
        handling = Handling(
            assignee=officer.id,
            touched_at=begun,
            worksheet=worksheet,
            category=pick.choice((Category.INTERNAL, Category.INTERNAL, Category.PERANGKAT_DAERAH)),
            levels=(0,),
        )
        complaint = replace(complaint, status=Status.DITELAAH, handling=handling)
        events.append(_event(complaint, "taken_up", begun, actor=officer.username))
        if pick.random() < 0.015:
            events.append(_event(complaint, "withdrawn", begun))
            return Seed(
                replace(complaint, status=Status.DITARIK), address, words, tuple(events), False
            )
        # A few of the old ones are never finished.
        if answered > self.now or pick.random() < 0.0005:
            if pick.random() < 0.5:
                complaint = replace(complaint, status=Status.DITINDAKLANJUTI)
            return Seed(complaint, address, words, tuple(events), False)
        failed = pick.random() < 0.002
        closed = replace(
            complaint,
            status=Status.DIJAWAB if failed else Status.DITUTUP,
            answer="Terima kasih atas laporan Bapak/Ibu. Sudah kami periksa dan perbaiki.",
            answer_queued=True,
            answered_at=answered,
            rating=pick.choice((None, None, 2, 3, 3, 4)),
        )
        if failed:
            closed = closed.flagged(Flag.ANSWER_UNDELIVERED)
        events += [
            _event(closed, "answered", answered, actor=officer.username),
            _event(closed, "closed", answered, actor="system"),
        ]
        return Seed(closed, address, words, tuple(events), failed)

    def _after(self, day: date, working_days: int, at_least: datetime) -> datetime:
        due = _due(self.office, day, working_days)
        moment = datetime(due.year, due.month, due.day, 8, tzinfo=WIB)
        moment += timedelta(minutes=self.random.randrange(8 * 60 + 30))
        return max(moment, at_least + timedelta(minutes=5))


_known_days: dict[tuple[date, int], date] = {}


def _due(office: Office, day: date, working_days: int) -> date:
    key = (day, working_days)
    if key not in _known_days:
        _known_days[key] = due_on(day, Term(working_days, Unit.WORKING_DAY), office.calendar)
    return _known_days[key]


def _weighted(pick: random.Random, weights: dict[str, Any]) -> str:
    return pick.choices(list(weights), list(weights.values()))[0]


def _event(
    complaint: Complaint, name: str, at: datetime, actor: str = "citizen", **data: Any
) -> Happened:
    return Happened(AuditEvent(name, complaint.number, actor, data), at)


@lru_cache(maxsize=1)
def _texts() -> dict[str, list[str]]:
    """What people write, by component, from the training data."""
    found: dict[str, list[str]] = {component: [] for component in _COMPONENTS}
    for example in load_corpus():
        component = example.components[0] if example.components else ""
        if example.act == "lapor" and component in found:
            found[component].append(mask_nik(strip_annotations(example.text)))
    return found
