"""Which question comes next: one at a time, in the order in which the answers help most.

Without matter or name a report is only a saran (rule 5b), so these come first; the permit and the
day of receipt follow, because an officer can still ask for them; evidence last.
"""

from __future__ import annotations

from domain.calendar import say_date
from domain.complaint import Facts, Receipt
from domain.dialogue import Awaiting
from handlers.say import COMPONENT_NAMES, component_list, either, shorten
from handlers.step import Step

# After so many times the bot stops asking and an officer may.
_PATIENCE = 3


def missing(step: Step) -> Awaiting:
    """The question whose answer the draft lacks most, CONFIRM where nothing is lacking."""
    draft = step.draft
    if draft is None:
        raise ValueError("there is no draft to ask about")
    facts = draft.facts
    settings = step.office.dialogue
    if not facts.matter.strip():
        return Awaiting.MATTER
    if not facts.name and not facts.name_refused:
        if draft.asked.get("refused") and not draft.asked.get("confidential"):
            return Awaiting.CONFIDENTIAL
        if draft.asked.get("name", 0) < _PATIENCE:
            return Awaiting.NAME
    if facts.suggestion:
        return Awaiting.CONFIRM
    unknown_service = not facts.services and not facts.service_unknown
    if unknown_service and draft.asked.get("service", 0) < _PATIENCE:
        return Awaiting.SERVICE
    if facts.received is Receipt.UNASKED and draft.asked.get("received", 0) < _PATIENCE:
        return Awaiting.RECEIVED
    unsure = facts.component_confidence < settings.component_threshold
    if unsure and not draft.component_done:
        return Awaiting.COMPONENT
    if settings.ask_evidence and not draft.evidence_done and not facts.attachments:
        return Awaiting.EVIDENCE
    return Awaiting.CONFIRM


def ask_next(step: Step) -> None:
    """Put the next question of the draft, and note that it is open."""
    ask(step, missing(step))


def ask(step: Step, question: Awaiting, *, again: bool = False) -> None:
    """Put one question; `again` is for one that is merely repeated after something else."""
    step.set(awaiting=question, menu=())
    if not again:
        step.count(question.value)
    _ASK[question](step)


def repeat(step: Step) -> None:
    """After an answer to something else: the open question of the draft once more."""
    if step.draft is not None:
        ask(step, missing(step), again=True)


# Offered where nothing is likelier than anything else: what most complaints are about.
_USUAL = ("persyaratan", "prosedur", "jangka_waktu", "biaya", "produk", "sarana", "kompetensi")


# Below this probability a guess is no help to whoever has to choose.
_WORTH_NAMING = 0.04


def _likely(facts: Facts) -> list[str]:
    return [label for label, chance in facts.alternatives[:3] if chance >= _WORTH_NAMING]


def _ask_matter(step: Step) -> None:
    step.say("ask_matter")


def _ask_component(step: Step) -> None:
    likely = _likely(step.facts)
    guessed = len(likely) > 1
    labels = [*(likely if guessed else _USUAL), "lainnya"]
    options = [(label, COMPONENT_NAMES[label].capitalize()) for label in dict.fromkeys(labels)]
    if guessed:
        step.say("ask_component_likely", likely=either(likely), options=options)
    else:
        step.say("ask_component", options=options)


def _ask_service(step: Step) -> None:
    step.say("ask_service" if step.times_asked("service") < 2 else "ask_service_again")


def _ask_received(step: Step) -> None:
    options = [
        ("not_yet", "Belum diterima"),
        ("today", "Hari ini"),
        ("yesterday", "Kemarin"),
        ("unknown", "Tidak tahu"),
    ]
    step.say("ask_received", options=options)


def _ask_name(step: Step) -> None:
    profile = step.state.profile_name
    if profile and step.times_asked("name") < 2:
        options = [("use_profile", f"Ya, {shorten(profile, 40)}"), ("other_name", "Nama lain")]
        step.say("ask_name_profile", profile=shorten(profile, 60), options=options)
    else:
        step.say("ask_name" if step.times_asked("name") < 2 else "ask_name_again")


def _ask_evidence(step: Step) -> None:
    step.say("ask_evidence", options=[("no_evidence", "Tidak ada")])


def _ask_confidential(step: Step) -> None:
    step.say(
        "ask_confidential",
        options=[("confidential", "Rahasiakan nama saya"), ("anonymous", "Tetap tanpa nama")],
    )


def _ask_confirm(step: Step) -> None:
    options = [("yes", "Ya, daftarkan"), ("change", "Ubah"), ("cancel", "Batal")]
    step.say("ask_confirm", summary=summary(step), options=options)


_ASK = {
    Awaiting.MATTER: _ask_matter,
    Awaiting.COMPONENT: _ask_component,
    Awaiting.SERVICE: _ask_service,
    Awaiting.RECEIVED: _ask_received,
    Awaiting.NAME: _ask_name,
    Awaiting.EVIDENCE: _ask_evidence,
    Awaiting.CONFIDENTIAL: _ask_confidential,
    Awaiting.CONFIRM: _ask_confirm,
}


def say_received(facts: Facts) -> str:
    """When the service was received, as the citizen reads it."""
    if facts.received is Receipt.ON and facts.received_on:
        return say_date(facts.received_on)
    if facts.received is Receipt.NOT_YET:
        return "belum diterima"
    return "belum diketahui"


def say_services(facts: Facts) -> str:
    return ", ".join(s.name for s in facts.services) or "belum diketahui"


def say_name(facts: Facts) -> str:
    if not facts.name:
        return "tanpa nama"
    return f"{facts.name} (dirahasiakan)" if facts.confidential else facts.name


def summary(step: Step) -> str:
    """The draft in a few lines, for the citizen to agree with."""
    facts = step.facts
    short = step.channel == "sms"
    matter = shorten(facts.matter, 60 if short else 240)
    if facts.suggestion:
        return step.sentence("summary_saran", matter=matter, name=say_name(facts))
    return step.sentence(
        "summary",
        matter=matter,
        components=component_list(facts.components) or "belum jelas",
        services=shorten(say_services(facts), 40 if short else 200),
        received=say_received(facts),
        name=shorten(say_name(facts), 40 if short else 100),
        files=str(len(facts.attachments)) if facts.attachments else "tidak ada",
    )
