"""`ubah`: something just given was wrong. Corrections are taken at any time."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from domain.complaint import Facts, Receipt
from domain.dialogue import Awaiting
from domain.receipt import receipt_day
from domain.understanding import Entities
from handlers.answers import plain
from handlers.gather import service_refs
from handlers.name_reading import name_after_word
from handlers.questions import ask, ask_next, say_name, say_received, say_services
from handlers.registration import complete
from handlers.say import COMPONENT_NAMES, component_list, shorten
from handlers.step import Step

_FIELDS = (
    ("change_matter", "Isi laporan"),
    ("change_component", "Jenis masalah"),
    ("change_service", "Izin/layanan"),
    ("change_received", "Tanggal diterima"),
    ("change_name", "Nama"),
)
_WORDS = {
    "change_matter": ("perihal", "isi", "laporan", "kronologi", "cerita", "keluhan"),
    "change_component": ("jenis", "komponen", "kategori", "masalah"),
    "change_service": ("izin", "ijin", "layanan", "permohonan", "surat"),
    "change_received": ("tanggal", "tgl", "hari", "waktu", "kapan", "diterima"),
    "change_name": ("nama", "identitas"),
}


def handle(step: Step) -> None:
    if step.draft is None:
        _change_ticket(step)
        return
    facts, what = corrected(step.facts, step.text, step.entities)
    if what:
        step.set_facts(**{name: getattr(facts, name) for name in what})
        say_changed(step, what)
        ask_next(step)
        return
    field = named_field(step.text)
    if field:
        clear(step, field)
    elif len(step.text.split()) > 3:
        # Something is wrong that is no fact of its own: the officer reads the correction.
        step.set_facts(matter=f"{step.facts.matter}\n{step.text}".strip())
        step.say("changed")
        ask_next(step)
    else:
        ask_field(step)


def say_changed(step: Step, what: tuple[str, ...]) -> None:
    """That it was changed, and into what, so that nobody has to wait for the summary."""
    facts = step.facts
    values = {
        "name": say_name(facts),
        "services": say_services(facts),
        "received": f"diterima {say_received(facts)}",
        "components": component_list(facts.components),
    }
    new = [value for name, value in values.items() if name in what]
    step.say("changed_to", what=shorten("; ".join(new), 120)) if new else step.say("changed")


def corrected(facts: Facts, text: str, entities: Entities) -> tuple[Facts, tuple[str, ...]]:
    """The facts as corrected by the message, and the names of the fields that it changes."""
    changed: list[str] = []
    about = named_field(text)
    names = [n.text for n in entities.names if n.stated or about == "change_name"]
    whole = name_after_word(text) if about == "change_name" else ""
    if whole and (not names or whole.lower().startswith(names[-1].lower())):
        # What follows "namanya" is the name, also where the extraction stopped sooner.
        names = [whole]
    if names:
        facts = replace(facts, name=names[-1], name_refused=False)
        changed += ["name", "name_refused"]
    services = tuple(
        s for s in service_refs(entities) if not _negated(text, _words_of(entities, s.name))
    )
    if services and not (about == "change_name" and names):
        facts = replace(facts, services=services, service_unknown=False)
        changed += ["services", "service_unknown"]
    kept = tuple(d for d in entities.dates if not _negated(text, d.text))
    day = receipt_day(kept, asked=True) or next((d for d in kept if d.value), None)
    if day:
        facts = replace(facts, received=Receipt.ON, received_on=day.value)
        changed += ["received", "received_on"]
    elif entities.not_yet:
        facts = replace(facts, received=Receipt.NOT_YET, received_on=None)
        changed += ["received", "received_on"]
    component = _named_component(text) if about == "change_component" else ""
    if component:
        rest = tuple(c for c in facts.components[1:] if c != component)
        facts = replace(facts, components=(component, *rest), component_confidence=1.0)
        changed += ["components", "component_confidence"]
    if entities.money:
        facts = replace(
            facts,
            rupiah=tuple(m.rupiah for m in entities.money if not _negated(text, m.text)),
            matter=f"{facts.matter}\n{text}".strip(),
        )
        changed += ["rupiah", "matter"]
    return facts, tuple(changed)


def _named_component(text: str) -> str:
    """The component that a correction names: "jenisnya salah, harusnya biaya"."""
    found = plain(text)
    for label, name in COMPONENT_NAMES.items():
        if any(re.search(rf"\b{re.escape(part)}\b", found) for part in name.split("/")):
            return label
    return ""


def _words_of(entities: Entities, name: str) -> str:
    return next((s.text for s in entities.services if s.name == name), name)


def _negated(text: str, words: str) -> bool:
    """Whether "bukan" stands before the words: "slf, bukan pbg"."""
    pattern = (
        r"\b(?:bukan|bkn|sanes|dudu|dari|tadinya)\s+(?:yang\s+|yg\s+)?"
        r"(?:(?:tgl|tanggal|izin|ijin|nama|surat)\s+)?"
    )
    return re.search(pattern + re.escape(words.lower()) + r"\b", text.lower()) is not None


def named_field(text: str) -> str:
    """The field that the message says is wrong ("namanya salah"), "" for none."""
    found = plain(text).split()
    stems = {re.sub(r"(?:nya|ny|na|ku)$", "", word) for word in found} | set(found)
    for field in (
        "change_name",
        "change_received",
        "change_service",
        "change_component",
        "change_matter",
    ):
        if stems & set(_WORDS[field]):
            return field
    return ""


def ask_field(step: Step) -> None:
    """Which part is wrong? The answer to it is read by `choose_field`."""
    step.set(awaiting=Awaiting.CONFIRM)
    step.say("ask_change", options=_FIELDS)


def clear(step: Step, field: str) -> None:
    """Forget one field and ask for it again."""
    asked = dict(step.draft.asked) if step.draft else {}
    question = {
        "change_matter": Awaiting.MATTER,
        "change_component": Awaiting.COMPONENT,
        "change_service": Awaiting.SERVICE,
        "change_received": Awaiting.RECEIVED,
        "change_name": Awaiting.NAME,
    }[field]
    asked[question.value] = 0
    step.set_draft(asked=asked)
    # The matter is never wiped out: what follows is added, and the officer reads both.
    emptied: dict[str, dict[str, Any]] = {
        "change_matter": {},
        "change_component": {},
        "change_service": {"services": (), "service_unknown": False},
        "change_received": {"received": Receipt.UNASKED, "received_on": None},
        "change_name": {"name": "", "name_refused": False},
    }
    if emptied[field]:
        step.set_facts(**emptied[field])
    step.set(profile_name="" if field == "change_name" else step.state.profile_name)
    ask(step, question)


def _change_ticket(step: Step) -> None:
    """A correction after registration: taken into the open ticket, where there is one."""
    target = step.complaint(step.state.focus) or next(iter(step.open_complaints), None)
    if target is None or not target.open:
        step.say("nothing_to_change")
        return
    facts, _ = corrected(target.facts, step.text, step.entities)
    additions = (*target.additions, step.text)
    complete(step, target, replace(target, facts=facts, additions=additions))
