"""An officer says what a report really is: its act, its components, its permits.

A correction changes what the report is filed under, and is kept as training data. It never moves
status, deadline or kind: those follow from facts and dates, and have actions of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.complaint import Flag, ServiceRef
from domain.correction import Correction, Labels, Said
from domain.errors import InvalidTransitionError
from domain.ladder import touched
from domain.understanding import ACTS, COMPONENTS, WITH_COMPONENTS
from handlers.actions import Correct
from handlers.casework_case import Case
from handlers.step import Step


def correct(case: Case, action: Correct) -> None:
    """Correct what is given; "" and () leave it as it is.

    The act is only learned from. To give the same component again confirms a guess. Raises
    InvalidTransitionError for an unknown label or permit, and where nothing would change.
    """
    step, complaint = case.step, case.complaint
    act, components, services = action.act, action.components, action.services
    _check(step, act, components, services)
    facts = complaint.facts
    said = Said(
        act="saran" if facts.suggestion else "lapor",
        components=facts.components,
        services=tuple(s.id for s in facts.services if s.id),
        confidence=facts.component_confidence,
        model_version=facts.model_version,
    )
    flags = complaint.flags
    if components:
        facts = replace(
            facts, components=tuple(dict.fromkeys(components)), component_confidence=1.0
        )
        flags = tuple(f for f in flags if f is not Flag.LOW_CONFIDENCE)
    if services:
        catalogue = step.office.catalogue.services
        known = [catalogue[service] for service in dict.fromkeys(services)]
        facts = replace(facts, services=tuple(ServiceRef(s.id, s.name) for s in known))
        flags = tuple(f for f in flags if f is not Flag.ASK_SERVICE)
    right = Labels(
        act=act or said.act,
        components=facts.components,
        services=tuple(s.id for s in facts.services if s.id),
    )
    same = (right.act, facts.components, facts.services, flags) == (
        said.act,
        complaint.facts.components,
        complaint.facts.services,
        complaint.flags,
    )
    if same:
        raise InvalidTransitionError(f"tidak ada yang diubah pada laporan {complaint.number}")
    case.save(touched(replace(complaint, facts=facts, flags=flags), case.now))
    actor = case.officer.username
    step.corrections.append(Correction(complaint.number, actor, facts.matter, said, right))
    changes = {}
    if act:
        changes["act"] = f"{said.act} → {right.act}"
    if components:
        changes["components"] = f"{_joined(said.components)} → {_joined(right.components)}"
    if services:
        changes["services"] = f"{_joined(said.services)} → {_joined(right.services)}"
    case.note("corrected", **changes)


def _check(step: Step, act: str, components: Sequence[str], services: Sequence[str]) -> None:
    if act and act not in ACTS:
        raise InvalidTransitionError(f"jenis pesan '{act}' tidak dikenal")
    for component in components:
        if component not in COMPONENTS:
            raise InvalidTransitionError(f"komponen '{component}' tidak dikenal")
    for service in services:
        if step.office.catalogue.get(service) is None:
            raise InvalidTransitionError(f"layanan '{service}' tidak ada di katalog")
    if act and act not in WITH_COMPONENTS and components:
        raise InvalidTransitionError(f"pesan berjenis '{act}' tidak punya komponen")


def _joined(labels: Sequence[str]) -> str:
    return "+".join(labels) or "-"
