"""`jawab`: the answer to the question that is open in a draft.

Each question first reads what is surely an answer to it (`exact`); what is not may be another act
altogether, and only when it is none of these is it read generously (`loose`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from domain.complaint import ServiceRef
from domain.dialogue import Awaiting
from handlers import konfirmasi, lapor, nama, rahasia, tanggal
from handlers.answers import (
    chosen,
    plain,
    says_later,
    says_no,
    says_nothing,
    says_refuse,
    says_unknown,
    says_yes,
    words,
)
from handlers.gather import (
    attachments_of,
    service_refs,
)
from handlers.questions import ask, ask_next
from handlers.say import COMPONENT_NAMES, shorten
from handlers.statement import is_statement, take_details
from handlers.step import Step


def exact(step: Step) -> bool:
    """Take the message as an answer to the open question, if it surely is one."""
    reader = _EXACT.get(step.awaiting) if step.awaiting else None
    return bool(reader and reader(step))


def loose(step: Step) -> bool:
    """Take the message as an answer where it can be read as one at all."""
    reader = _LOOSE.get(step.awaiting) if step.awaiting else None
    return bool(reader and reader(step))


# The matter.


def _exact_matter(step: Step) -> bool:
    if lapor.tells_nothing(step) and _mentions(step):
        # A permit, a day or a name is kept, and what happened is still to be told.
        take_details(step)
        step.say("noted")
        ask(step, Awaiting.MATTER)
        return True
    if step.nlu.act in ("lapor", "saran") and not lapor.tells_nothing(step) and _has_content(step):
        suggestion = step.nlu.act == "saran" or step.facts.suggestion
        lapor.take_statement(step, suggestion=suggestion)
        ask_next(step)
        return True
    return False


def _mentions(step: Step) -> bool:
    said = step.entities
    return bool(said.services or said.dates or any(name.stated for name in said.names))


def _has_content(step: Step) -> bool:
    return len(words(step.text)) >= 2 or bool(step.nlu.components)


def _loose_matter(step: Step) -> bool:
    found = words(step.text)
    if says_yes(step.text) or says_no(step.text) or lapor.tells_nothing(step) or len(found) < 2:
        ask(step, Awaiting.MATTER)
        return True
    lapor.take_statement(step)
    ask_next(step)
    return True


# The permit.

_NO_PERMIT = re.compile(
    r"^(?:ini |itu |ya |pak |bu )*(?:bukan|bkn|ga|gak|tidak|tdk|sanes|dudu)\b.{0,25}"
    r"\b(?:izin|ijin|perizinan|layanan|surat|permohonan)\b.{0,20}$"
)


def _exact_service(step: Step) -> bool:
    text = step.text
    if service_refs(step.entities) and any(s.id for s in step.entities.services):
        if is_statement(step):
            lapor.take_statement(step)
        else:
            take_details(step)
        ask_next(step)
        return True
    no_answer = says_unknown(text) or says_nothing(text) or says_later(text) or says_no(text)
    if no_answer or _NO_PERMIT.search(plain(text)):
        step.set_facts(service_unknown=True)
        take_details(step)
        ask_next(step)
        return True
    return False


def _loose_service(step: Step) -> bool:
    found = words(step.text)
    if says_refuse(step.text) and not is_statement(step):
        step.set_facts(service_unknown=True)
        ask_next(step)
    elif is_statement(step):
        lapor.take_statement(step)
        step.say("noted")
        ask_next(step)
    elif 0 < len(found) <= 8 and not says_yes(step.text) and any(w.isalpha() for w in found):
        own = service_refs(step.entities)
        take_details(step)
        step.set_facts(services=own or (ServiceRef(None, _own_words(step.text)),))
        ask_next(step)
    else:
        ask_next(step)
    return True


def _own_words(text: str) -> str:
    """The citizen's own name for a permit the catalogue does not have."""
    filler = re.compile(
        r"^(?:(?:itu|ini|yang|yg|buat|untuk|utk|soal|tentang|ttg|urusan|ngurus|mengurus|urus|bikin|"
        r"layanan|pak|bu|saya|sy|mau|jadi|anu|eta|nu|kanggo)\s+)+",
        re.IGNORECASE,
    )
    tail = re.compile(r"(?:\s+(?:pak|bu|kang|teh|min|itu|mah|ya|kak|mas))+$", re.IGNORECASE)
    cleaned = tail.sub("", filler.sub("", text.strip(" .,!?")))
    return shorten(cleaned or text, 80)


# Which of the likely components.


def _exact_component(step: Step) -> bool:
    choice = chosen(step.text, step.message.button, step.state.menu)
    text = plain(step.text)
    for label, name in COMPONENT_NAMES.items():
        if not choice and (
            text == label.replace("_", " ") or any(text == part for part in name.split("/"))
        ):
            choice = label
    if not choice:
        return False
    rest = tuple(c for c in step.facts.components if c != choice)
    # What the citizen chose is sure; what was merely guessed before is no second component.
    kept = rest if step.facts.component_confidence >= 0.5 else ()
    step.set_facts(components=(choice, *kept), component_confidence=1.0)
    step.set_draft(component_done=True)
    ask_next(step)
    return True


def _loose_component(step: Step) -> bool:
    step.set_draft(component_done=True)
    sure = step.nlu.component_confidence >= step.office.dialogue.component_threshold
    if len(words(step.text)) >= 3:
        lapor.take_statement(step)
    elif step.nlu.components and sure:
        step.set_facts(
            components=step.nlu.components[:1],
            component_confidence=0.6,
            model_version=step.nlu.model_version,
        )
    ask_next(step)
    return True


# Evidence.

_HAS = re.compile(
    r"(?:ya |iya )?(?:ada|punya|aya|ono|gaduh)"
    r"(?: (?:pak|bu|kang|teh|min|kok|fotonya|buktinya|foto))*"
)
_ENOUGH = frozenset(
    "cukup|udah cukup|sudah cukup|itu aja|itu saja|sudah|udah|selesai|lanjut".split("|")
)


def _exact_evidence(step: Step) -> bool:
    text = step.text
    if step.message.button == "no_evidence" or chosen(text, "", step.state.menu) == "no_evidence":
        return _evidence_done(step)
    files = attachments_of(step.message)
    if files:
        step.set_facts(attachments=(*step.facts.attachments, *files))
        if text:
            lapor.take_statement(replace_attachments(step))
        step.say("file_taken")
        return _evidence_done(step)
    if plain(text) in _ENOUGH or says_nothing(text) or says_no(text) or says_refuse(text):
        return _evidence_done(step)
    if says_later(text) or says_unknown(text):
        step.say("evidence_later")
        return _evidence_done(step)
    if says_yes(text) or _HAS.fullmatch(plain(text)):
        if step.times_asked("evidence") >= 2:
            return _evidence_done(step)
        step.set(awaiting=Awaiting.EVIDENCE)
        step.count("evidence")
        step.say("send_evidence")
        return True
    return False


def replace_attachments(step: Step) -> Step:
    """The step as it is: its files were taken already and must not be taken twice."""
    step.turn = replace(step.turn, message=replace(step.message, attachments=(), location=None))
    return step


def _evidence_done(step: Step) -> bool:
    step.set_draft(evidence_done=True)
    ask_next(step)
    return True


def _loose_evidence(step: Step) -> bool:
    if len(words(step.text)) >= 2:
        lapor.take_statement(step)
        step.say("noted")
    return _evidence_done(step)


_EXACT = {
    Awaiting.MATTER: _exact_matter,
    Awaiting.SERVICE: _exact_service,
    Awaiting.RECEIVED: tanggal.exact,
    Awaiting.COMPONENT: _exact_component,
    Awaiting.EVIDENCE: _exact_evidence,
    Awaiting.NAME: nama.exact,
    Awaiting.CONFIDENTIAL: rahasia.answer,
    Awaiting.CONFIRM: konfirmasi.exact,
}
_LOOSE = {
    Awaiting.MATTER: _loose_matter,
    Awaiting.SERVICE: _loose_service,
    Awaiting.RECEIVED: tanggal.loose,
    Awaiting.COMPONENT: _loose_component,
    Awaiting.EVIDENCE: _loose_evidence,
    Awaiting.NAME: nama.loose,
    Awaiting.CONFIDENTIAL: nama.loose_confidential,
    Awaiting.CONFIRM: konfirmasi.loose,
}
