"""`jawab`: the answer to the question that is open in a draft.

Each question first reads what is surely an answer to it (`exact`); what is not may be another act
altogether, and only when it is none of these is it read generously (`loose`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from domain.complaint import Receipt, ServiceRef
from domain.dialogue import Awaiting
from handlers import konfirmasi, lapor, nama, rahasia
from handlers.answers import (
    chosen,
    chosen_number,
    only_intent,
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
    add_details,
    attachments_of,
    day_of_month,
    sent_on,
    service_refs,
    usable_day,
)
from handlers.questions import ask, ask_next
from handlers.say import COMPONENT_NAMES, shorten
from handlers.step import Step


def exact(step: Step) -> bool:
    """Take the message as an answer to the open question, if it surely is one."""
    reader = _EXACT.get(step.awaiting) if step.awaiting else None
    return bool(reader and reader(step))


def loose(step: Step) -> bool:
    """Take the message as an answer where it can be read as one at all."""
    reader = _LOOSE.get(step.awaiting) if step.awaiting else None
    return bool(reader and reader(step))


def is_statement(step: Step) -> bool:
    """Whether the message tells more of the matter rather than answering."""
    return step.nlu.act in ("lapor", "saran", "tambah_info") and len(words(step.text)) >= 5


def _take_details(step: Step) -> None:
    """What the answer says besides the answer."""
    facts = add_details(step.facts, step.text, step.entities)
    step.set_facts(
        name=facts.name,
        services=facts.services,
        received=facts.received,
        received_on=facts.received_on,
        confidential=facts.confidential,
        rupiah=facts.rupiah,
        nib=facts.nib,
        kbli=facts.kbli,
    )


# The matter.


def _exact_matter(step: Step) -> bool:
    if step.nlu.act in ("lapor", "saran") and not only_intent(step.text) and _has_content(step):
        suggestion = step.nlu.act == "saran" or step.facts.suggestion
        lapor.take_statement(step, suggestion=suggestion)
        ask_next(step)
        return True
    return False


def _has_content(step: Step) -> bool:
    return len(words(step.text)) >= 2 or bool(step.nlu.components)


def _loose_matter(step: Step) -> bool:
    found = words(step.text)
    if says_yes(step.text) or says_no(step.text) or only_intent(step.text) or len(found) < 2:
        ask(step, Awaiting.MATTER)
        return True
    lapor.take_statement(step, suggestion=step.facts.suggestion)
    ask_next(step)
    return True


# The permit.


def _exact_service(step: Step) -> bool:
    text = step.text
    if service_refs(step.entities) and any(s.id for s in step.entities.services):
        if is_statement(step):
            lapor.take_statement(step)
        else:
            _take_details(step)
        ask_next(step)
        return True
    if says_unknown(text) or says_nothing(text) or says_later(text) or says_no(text):
        step.set_facts(service_unknown=True)
        _take_details(step)
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
        _take_details(step)
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


# The day on which the service was received.


def _exact_received(step: Step) -> bool:
    text = step.text
    choice = step.message.button
    if not choice and chosen_number(text) is not None:
        choice = chosen(text, "", step.state.menu)
    today = sent_on(step.message)
    if choice == "not_yet":
        _received(step, Receipt.NOT_YET)
    elif choice == "today":
        step.set_facts(received=Receipt.ON, received_on=today)
    elif choice == "yesterday":
        step.set_facts(received=Receipt.ON, received_on=today - timedelta(days=1))
    elif choice == "unknown":
        _received(step, Receipt.UNKNOWN)
    elif any(d.problem for d in step.entities.dates) and not _good_day(step):
        return _problem_day(step)
    elif step.entities.not_yet or plain(text) in _NOT_YET or says_no(text):
        _received(step, Receipt.NOT_YET)
    elif mention := usable_day(step.entities.dates, asked=True):
        step.set_facts(received=Receipt.ON, received_on=mention.value)
    elif says_unknown(text) or says_nothing(text) or says_later(text) or says_refuse(text):
        _received(step, Receipt.UNKNOWN)
    elif (number := _lone_number(text)) and (day := day_of_month(number, today)):
        step.set_facts(received=Receipt.ON, received_on=day)
    else:
        return False
    if is_statement(step):
        lapor.take_statement(step)
    else:
        _take_details(step)
    ask_next(step)
    return True


def _good_day(step: Step) -> bool:
    return usable_day(step.entities.dates, asked=True) is not None


def _problem_day(step: Step) -> bool:
    """A day to come or one that no calendar has: asked again once, with the reason."""
    problem = next(d.problem for d in step.entities.dates if d.problem)
    if step.times_asked("received_problem"):
        _received(step, Receipt.UNKNOWN)
        ask_next(step)
        return True
    step.count("received_problem")
    step.say("date_future" if problem == "future" else "date_impossible")
    ask(step, Awaiting.RECEIVED)
    return True


def _received(step: Step, receipt: Receipt) -> None:
    step.set_facts(received=receipt, received_on=None)


def _lone_number(text: str) -> int | None:
    match = re.fullmatch(r"\D{0,12}?\b(\d{1,2})\b\D{0,8}", text.strip())
    return int(match[1]) if match else None


def _loose_received(step: Step) -> bool:
    if is_statement(step):
        lapor.take_statement(step)
        step.say("noted")
    elif step.times_asked("received") >= 2:
        # Asked enough; an officer will.
        _received(step, Receipt.UNKNOWN)
    elif says_yes(step.text):
        step.say("which_day")
    else:
        _take_details(step)
        step.say("date_unclear")
    ask_next(step)
    return True


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
        lapor.take_statement(step, suggestion=step.facts.suggestion)
    elif step.nlu.components and sure:
        step.set_facts(components=step.nlu.components[:1], component_confidence=0.6)
    ask_next(step)
    return True


# Evidence.

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
    if says_yes(text) or plain(text) in ("ada", "punya", "aya", "ono"):
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


_NOT_YET = frozenset(
    "belum|blm|blom|belom|belum pak|blm pak|belum bu|blm bu|belum juga|blm jg|can|acan|teu acan|"
    "durung|belum diterima|belum terima|belum dapat|belum kang|belum teh|masih belum|tacan".split(
        "|"
    )
)

_EXACT = {
    Awaiting.MATTER: _exact_matter,
    Awaiting.SERVICE: _exact_service,
    Awaiting.RECEIVED: _exact_received,
    Awaiting.COMPONENT: _exact_component,
    Awaiting.EVIDENCE: _exact_evidence,
    Awaiting.NAME: nama.exact,
    Awaiting.CONFIDENTIAL: rahasia.answer,
    Awaiting.CONFIRM: konfirmasi.exact,
}
_LOOSE = {
    Awaiting.MATTER: _loose_matter,
    Awaiting.SERVICE: _loose_service,
    Awaiting.RECEIVED: _loose_received,
    Awaiting.COMPONENT: _loose_component,
    Awaiting.EVIDENCE: _loose_evidence,
    Awaiting.NAME: nama.loose,
    Awaiting.CONFIDENTIAL: nama.loose_confidential,
    Awaiting.CONFIRM: konfirmasi.loose,
}
