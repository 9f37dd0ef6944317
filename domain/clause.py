"""The clause of the service standard that a complaint touches, beside what the citizen says.

Source: component 6, point 6b (tie the problem to the standard concerned). What the catalogue does
not hold is said as unknown and never filled in from anywhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.calendar import WorkCalendar, say_day, wib_day, working_days_between
from domain.catalogue import Catalogue, Service
from domain.complaint import Complaint, Facts, Receipt

# What differs from permit to permit. Everything else is the same for all of them.
OF_THE_SERVICE = frozenset(
    {"persyaratan", "prosedur", "jangka_waktu", "biaya", "produk", "dasar_hukum"}
)
NOT_FILLED = "Belum diisi di katalog."
NO_SERVICE = "Layanannya belum diketahui, jadi bunyi standarnya belum bisa ditunjukkan."
NOT_LISTED = "Layanan ini tidak ada di katalog, jadi bunyi standarnya tidak diketahui."
NO_CLAUSE = "Standar pelayanan tidak mengatur hal ini secara khusus."
REPLACED = (
    "Sebagaimana tercetak dalam standar, bukan daftar peraturan terbaru: PP 5/2021 sudah diganti "
    "dengan PP 28/2025."
)
FROM_COMPLETE = (
    "Dihitung dari hari berkas masuk menurut warga. Standar menghitung sejak berkas lengkap dan "
    "benar: pastikan kapan itu."
)
_EXCERPT = 130  # Characters of the citizen's words beside a clause.


@dataclass(frozen=True, slots=True)
class Heard:
    """What a reader of texts found in the citizen's words.

    applied_on: the day of the application, with the words that told it; exact is False where
    they give a rough day only ("3 minggu"). sums: amounts of money as they were written.
    """

    applied_on: date | None = None
    applied_words: str = ""
    exact: bool = True
    sums: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One component of the standard beside what is said of it.

    service: the permit's name, "" where the text is the same for all. standard: its lines as
    printed; where there are none, missing says why. said: sentences on what the citizen tells.
    words: an excerpt of their own words. findings: what follows from both; against: whether it
    speaks against the office. ask: what has to be asked to know. note: what to keep in mind.
    """

    component: str
    service: str = ""
    standard: tuple[str, ...] = ()
    missing: str = ""
    said: tuple[str, ...] = ()
    words: str = ""
    findings: tuple[str, ...] = ()
    against: bool = False
    ask: tuple[str, ...] = ()
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """All that the complaint touches, its primary component first."""

    parts: tuple[Part, ...] = ()

    @property
    def ask(self) -> tuple[str, ...]:
        """What has to be asked, without repetition."""
        return tuple(dict.fromkeys(question for part in self.parts for question in part.ask))


def clause_for(
    complaint: Complaint,
    catalogue: Catalogue,
    calendar: WorkCalendar,
    today: date,
    heard: Heard | None = None,
) -> Clause:
    """What the standard says of the complaint's components and permits.

    today: in WIB, until when a wait is counted that has not ended. heard: what a reader of texts
    found, nothing where none has read.
    """
    return Clause(
        tuple(
            part
            for component in complaint.facts.components
            for part in _parts(component, complaint, catalogue, calendar, today, heard or Heard())
        )
    )


def _parts(
    component: str,
    complaint: Complaint,
    catalogue: Catalogue,
    calendar: WorkCalendar,
    today: date,
    heard: Heard,
) -> list[Part]:
    """One part, or of what differs from permit to permit one for each that is named."""
    facts = complaint.facts
    general = catalogue.general.get(component, "")
    if component not in OF_THE_SERVICE:
        text = (general,) if general else ()
        missing = "" if general else NO_CLAUSE
        return [Part(component, "", text, missing, words=excerpt(facts.matter))]
    parts = []
    for ref in facts.services or (None,):
        service = catalogue.get(ref.id) if ref else None
        name = service.name if service else (ref.name if ref else "")
        part = Part(component, name, words=excerpt(facts.matter))
        if service is None:
            part = replace(part, missing=NOT_LISTED if name else NO_SERVICE)
        else:
            lines = _printed(component, service)
            part = replace(part, standard=lines, missing="" if lines else NOT_FILLED)
            part = replace(part, source=service.source if lines else "")
        if component == "biaya":
            part = _with_sums(part, facts, service, heard)
        elif component == "jangka_waktu":
            days = service.working_days if service else None
            part = _with_wait(part, complaint, days, calendar, today, heard)
        elif component == "dasar_hukum":
            part = _with_law(part, general)
        parts.append(part)
    return parts


def _printed(component: str, service: Service) -> tuple[str, ...]:
    """The lines of a permit's own standard for one component."""
    if component == "persyaratan":
        return service.requirements
    if component == "prosedur":
        return service.procedure
    if component == "produk":
        return (service.product,) if service.product else ()
    if component == "dasar_hukum":
        return service.legal_basis
    if component == "biaya":
        return _fee(service)
    if service.working_days is None:
        return ()
    return (f"{service.working_days} hari kerja sejak berkas lengkap dan benar",)


def _fee(service: Service) -> tuple[str, ...]:
    if service.fee:
        return (service.fee,)
    if service.free is None:
        return ()
    return ("Gratis",) if service.free else ("Berbayar; tarifnya belum diisi di katalog.",)


def _with_sums(part: Part, facts: Facts, service: Service | None, heard: Heard) -> Part:
    """The fee beside the sums that the citizen names."""
    sums = tuple(f"menyebut {rupiah(amount)}" for amount in facts.rupiah)
    words = excerpt(facts.matter, heard.sums)
    if not sums:
        ask = ("berapa rupiah yang diminta, oleh siapa, dan apakah ada buktinya",)
        return replace(part, words=words, ask=ask)
    if service is None or service.free is not True:
        return replace(part, said=sums, words=words)
    finding = "Menurut standar layanan ini gratis; pastikan uang itu untuk apa."
    return replace(part, said=sums, words=words, findings=(finding,), against=True)


def _with_law(part: Part, general: str) -> Part:
    """The legal basis as printed; where a permit has none of its own, what holds for all."""
    if part.standard:
        return replace(part, note=REPLACED)
    if general:
        return replace(part, standard=(general,), missing="")
    return part


def _with_wait(
    part: Part,
    complaint: Complaint,
    term: int | None,
    calendar: WorkCalendar,
    today: date,
    heard: Heard,
) -> Part:
    """The term beside how long the citizen says they waited, in working days."""
    facts = complaint.facts
    words = excerpt(facts.matter, (heard.applied_words,))
    if heard.applied_on is None:
        ask = ("sejak kapan permohonannya masuk, dan kapan berkasnya dinyatakan lengkap",)
        return replace(part, words=words, ask=ask)
    about = "" if heard.exact else "sekitar "
    told = f"“{heard.applied_words}”: " if heard.applied_words else ""
    said = (f"{told}berkas masuk {about}{say_day(heard.applied_on)}",)
    findings, over = [], False
    for when, until in _ends(complaint, today):
        if until < heard.applied_on:
            continue
        waited = working_days_between(heard.applied_on, until, calendar)
        sentence = f"{when} {waited} hari kerja"
        if term is not None:
            late = waited - term
            over = over or late > 0
            sentence += f": lewat {late} hari kerja" if late > 0 else ": masih dalam waktunya"
        findings.append(f"{sentence}.")
    return replace(
        part, said=said, words=words, findings=tuple(findings), against=over, note=FROM_COMPLETE
    )


def _ends(complaint: Complaint, today: date) -> list[tuple[str, date]]:
    """Until when a wait is counted, with the words that say so."""
    facts = complaint.facts
    if facts.received is Receipt.ON and facts.received_on is not None:
        return [("Sampai layanan diterima", facts.received_on)]
    complained = wib_day(complaint.received_at)
    ends = [("Saat mengadu sudah", complained)]
    if complaint.open and today > complained:
        ends.append(("Sampai hari ini, bila belum terbit,", today))
    return ends


def rupiah(amount: int) -> str:
    """`Rp500.000`."""
    return f"Rp{amount:,}".replace(",", ".")


def excerpt(text: str, around: Sequence[str] = ()) -> str:
    """A piece of a text that is short enough to stand beside a clause.

    around: words of the text; the piece is taken where the first of them that is found stands.
    """
    text = " ".join(text.split())
    if len(text) <= _EXCERPT:
        return text
    found = (text.find(words) for words in around if words)
    at = next((place for place in found if place >= 0), 0)
    start = max(0, min(at - _EXCERPT // 3, len(text) - _EXCERPT))
    end = start + _EXCERPT
    piece = text[start:end]
    if start:
        piece = "… " + piece[piece.find(" ") + 1 :]
    if end < len(text):
        piece = (piece.rsplit(" ", 1)[0] if " " in piece[2:] else piece) + " …"
    return piece
