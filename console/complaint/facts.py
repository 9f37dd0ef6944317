"""What is known of a complaint and what is not, in words: the middle of its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console import words
from console.complaint.files import Shown, shown_file
from console.complaint.view import View
from domain.calendar import say_day
from domain.clause import rupiah
from domain.complaint import Complaint, Facts, Flag, Receipt
from domain.people import May

MANY = 4  # Alternatives that are offered with a click.


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another component that it may be. components: what a click on it corrects them to."""

    label: str
    percent: int
    components: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Classified:
    """What it was taken for, and by whom.

    sure: in words; percent: None once an officer said. may_confirm: it is a guess that an officer
    can make certain as it is.
    """

    components: tuple[str, ...]
    sure: str
    percent: int | None
    model: str
    alternatives: tuple[Alternative, ...]
    may_correct: bool
    may_confirm: bool


def classified(view: View) -> Classified:
    """The classification. An officer's correction makes it certain."""
    facts = view.complaint.facts
    by_officer = bool(facts.components) and facts.component_confidence >= 1.0
    current = facts.components[:1]
    return Classified(
        components=facts.components,
        sure=_sure(facts, by_officer),
        percent=None if by_officer or not facts.components else _percent(facts),
        model=facts.model_version,
        alternatives=tuple(
            Alternative(
                label,
                round(probability * 100),
                (label, *(one for one in facts.components[1:] if one != label)),
            )
            for label, probability in facts.alternatives
            if label not in current and label in words.COMPONENT
        )[:MANY],
        may_correct=view.officer.may(May.CORRECT),
        may_confirm=bool(facts.components) and Flag.LOW_CONFIDENCE in view.complaint.flags,
    )


def _percent(facts: Facts) -> int:
    return round(facts.component_confidence * 100)


def _sure(facts: Facts, by_officer: bool) -> str:
    if not facts.components:
        return "belum diketahui"
    if by_officer:
        return "dipastikan petugas"
    confidence = facts.component_confidence
    if confidence >= 0.8:
        return "yakin"
    if confidence >= 0.6:
        return "cukup yakin"
    return "ragu-ragu" if confidence >= 0.4 else "hanya tebakan"


def received(facts: Facts) -> str:
    """When the service was received, in words."""
    if facts.received is Receipt.ON and facts.received_on is not None:
        return say_day(facts.received_on)
    if facts.received is Receipt.NOT_YET:
        return "Belum diterima"
    if facts.received is Receipt.UNKNOWN:
        return "Warga tidak tahu"
    return "Belum ditanyakan"


def services(facts: Facts) -> str:
    """The permits by name; those in the citizen's own words are marked as such."""
    if not facts.services:
        return "Warga tidak tahu" if facts.service_unknown else "Belum diketahui"
    return "; ".join(
        ref.name if ref.id else f"“{ref.name}” (kata warga, tidak ada di katalog)"
        for ref in facts.services
    )


def sums(facts: Facts) -> str:
    """Every sum that was named, "" for none."""
    return ", ".join(rupiah(amount) for amount in facts.rupiah)


def to_ask(complaint: Complaint, clause_asks: Sequence[str] = ()) -> list[str]:
    """What an officer has to ask the citizen, in the order in which it matters."""
    facts = complaint.facts
    if not complaint.open:
        return []
    asks = []
    if not facts.matter.strip():
        asks.append("apa yang terjadi dan apa yang diadukan")
    if not facts.name.strip():
        refused = " (pernah ditanya, warga tidak mau menyebut)" if facts.name_refused else ""
        asks.append(f"nama pelapor{refused}")
    if not facts.suggestion:
        if not facts.services:
            asks.append("layanan atau izin apa")
        if facts.received in (Receipt.UNASKED, Receipt.UNKNOWN):
            asks.append("kapan layanannya diterima, atau apakah belum")
        asks += clause_asks
    return list(dict.fromkeys(asks))


def flags(complaint: Complaint) -> list[tuple[str, str]]:
    """Class and words of every flag; those that say what must be asked stand in their own list."""
    tones = {Flag.ILLEGAL_LEVY: "alert", Flag.DANGER: "alert", Flag.ANSWER_UNDELIVERED: "alert"}
    asked = (Flag.ASK_SERVICE, Flag.ASK_RECEIVED)
    shown = [
        (tones.get(flag, "warn"), words.FLAG[flag]) for flag in complaint.flags if flag not in asked
    ]
    if complaint.facts.confidential:
        shown.insert(0, ("alert", "Rahasia"))
    return shown


def evidence(view: View) -> list[Shown]:
    """What the citizen sent as proof, in its order."""
    return [
        shown_file(view, attachment, str(place))
        for place, attachment in enumerate(view.complaint.facts.attachments)
    ]
