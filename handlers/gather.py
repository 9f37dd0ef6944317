"""Taking from a message everything that it says about a report, whatever was asked.

Nothing that stands in the facts already is overwritten here; corrections are `ubah`'s business.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.calendar import wib_day
from domain.complaint import Facts, Receipt, ServiceRef
from domain.messages import Attachment, InboundMessage
from domain.receipt import receipt_of
from domain.understanding import Entities, NluResult
from handlers.alarms import reports_danger, reports_levy
from handlers.answers import wants_confidential

MATTER_LIMIT = 20_000  # Characters; the inbox keeps every message whole.


def attachments_of(message: InboundMessage) -> tuple[Attachment, ...]:
    """The files of a message, and its place on the map as one of them."""
    found = message.attachments
    if message.location:
        where = message.location
        found = (*found, Attachment("application/geo", f"geo:{where.lat},{where.lon}", where.label))
    return found


def add_statement(facts: Facts, text: str, nlu: NluResult, threshold: float) -> Facts:
    """The facts with one more statement of the matter, and what it says besides."""
    facts = replace(facts, matter=_join(facts.matter, text))
    facts = _add_components(facts, nlu, threshold)
    facts = add_details(facts, text, nlu.entities)
    return with_alarms(facts, text)


def with_alarms(facts: Facts, text: str) -> Facts:
    """The facts, marked where the text tells of a levy or of danger."""
    money = bool(facts.rupiah)
    return replace(
        facts,
        levy=facts.levy or reports_levy(text, facts.components, money),
        danger=facts.danger or reports_danger(text),
    )


def add_details(facts: Facts, text: str, entities: Entities) -> Facts:
    """Permit, day, name, money and numbers that a message mentions, where they are not known."""
    stated = [n.text for n in entities.names if n.stated]
    if stated and not facts.name:
        facts = replace(facts, name=stated[0], name_refused=False)
    facts = replace(facts, services=_merge_services(facts.services, entities))
    facts = _add_received(facts, entities)
    if wants_confidential(text):
        facts = replace(facts, confidential=True)
    return replace(
        facts,
        rupiah=tuple(dict.fromkeys((*facts.rupiah, *(m.rupiah for m in entities.money)))),
        nib=tuple(dict.fromkeys((*facts.nib, *entities.nib))),
        kbli=tuple(dict.fromkeys((*facts.kbli, *entities.kbli))),
    )


def service_refs(entities: Entities) -> tuple[ServiceRef, ...]:
    """The permits mentioned, each once; the citizen's own words only where none is known."""
    known = [ServiceRef(s.id, s.name) for s in entities.services if s.id]
    own = [ServiceRef(None, s.name) for s in entities.services if not s.id]
    return tuple(dict.fromkeys(known or own))


def _merge_services(before: tuple[ServiceRef, ...], entities: Entities) -> tuple[ServiceRef, ...]:
    found = service_refs(entities)
    if any(s.id for s in found):
        before = tuple(s for s in before if s.id)
    elif any(s.id for s in before):
        return before
    return tuple(dict.fromkeys((*before, *found)))


def _add_received(facts: Facts, entities: Entities) -> Facts:
    if facts.received in (Receipt.ON, Receipt.NOT_YET):
        return facts
    received, day = receipt_of(entities, facts.components)
    if received is Receipt.UNASKED:
        return facts
    return replace(facts, received=received, received_on=day)


def _add_components(facts: Facts, nlu: NluResult, threshold: float) -> Facts:
    """The components so far and those of the new statement; the surer one is primary."""
    guesses = nlu.component_guesses
    # An engine that took the message for another act still has its guesses.
    found = nlu.components or tuple(g.label for g in guesses[:1])
    if not found:
        return facts
    sure = next((g.probability for g in guesses if g.label == found[0]), 0.0)
    if not facts.components:
        merged = found
    elif facts.component_confidence < 0.5 and sure > facts.component_confidence + 0.15:
        merged = (*found, *facts.components)
    elif sure >= max(threshold, 0.5):
        merged = (*facts.components, *found)
    else:
        merged = facts.components
    alternatives = facts.alternatives
    if not alternatives or sure > facts.component_confidence:
        alternatives = tuple((g.label, round(g.probability, 3)) for g in nlu.component_guesses[:5])
    if nlu.entities.not_yet and merged[0] == "produk":
        # By the guide a permit that never came is jangka_waktu, however it is worded.
        merged = ("jangka_waktu", *(c for c in merged if c != "produk"))
    if not facts.components or sure > facts.component_confidence:
        # The version belongs to the confidence that is kept.
        facts = replace(facts, component_confidence=sure, model_version=nlu.model_version)
    return replace(
        facts,
        components=tuple(dict.fromkeys(merged)),
        alternatives=alternatives,
    )


def _join(matter: str, text: str) -> str:
    if not text or text in matter.split("\n"):
        return matter
    return f"{matter}\n{text}".strip()[:MATTER_LIMIT]


def day_of_month(number: int, sent_on: date) -> date | None:
    """The latest day with this number that is not after `sent_on`; None where there is none."""
    if not 1 <= number <= 31:
        return None
    year, month = sent_on.year, sent_on.month
    for _ in range(12):
        try:
            day = date(year, month, number)
        except ValueError:
            day = None
        if day and day <= sent_on:
            return day
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return None


def sent_on(message: InboundMessage) -> date:
    return wib_day(message.sent_at)
