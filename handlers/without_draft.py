"""A message where no report is being filled in: what it wants by itself, or what it completes."""

from __future__ import annotations

from domain.complaint import Flag
from domain.dialogue import Awaiting, Pending
from handlers import (
    batal,
    cek_status,
    di_luar_topik,
    lapor,
    parts,
    petugas,
    rahasia,
    saran,
    smalltalk,
    tambah_info,
    tanya,
    tidak_puas,
    ubah,
    which_answer,
    which_complaint,
)
from handlers.alarms import only_suggests, sounds_bad, tells_own_grievance
from handlers.answers import chosen, only_intent, words
from handlers.gather import attachments_of
from handlers.questions import repeat
from handlers.registration import incomplete
from handlers.step import Step

ACTS = {
    "lapor": lapor.handle,
    "saran": saran.handle,
    "tanya": tanya.handle,
    "cek_status": cek_status.handle,
    "tambah_info": tambah_info.handle,
    "tidak_puas": tidak_puas.handle,
    "pujian": smalltalk.praise,
    "petugas": petugas.handle,
    "rahasia": rahasia.handle,
    "ubah": ubah.handle,
    "batal": batal.handle,
    "salam": smalltalk.greet,
    "terima_kasih": smalltalk.thank,
    "di_luar_topik": di_luar_topik.handle,
}
OTHER_QUESTIONS = {
    Awaiting.WHICH_COMPLAINT: (which_answer.answer, which_complaint.ask_again),
    Awaiting.WITHDRAW: (batal.answer, batal.repeat),
    Awaiting.CODE: (cek_status.answer, cek_status.repeat),
}


def is_sure(step: Step) -> bool:
    """Whether the engine's act may be acted upon without asking."""
    return step.nlu.confidence >= step.office.dialogue.act_threshold


def handle(step: Step) -> None:
    """The open question first, where there is one; then what the message wants by itself."""
    question = OTHER_QUESTIONS.get(step.awaiting) if step.awaiting else None
    if question and question[0](step):
        return
    rates = step.awaiting is Awaiting.RATING and not step.gave_answer
    if rates and tidak_puas.rate(step):
        return
    if step.awaiting is Awaiting.SERVICE and tanya.answer(step):
        return
    if _replies_to_officer(step) or _completes(step):
        return
    if attachments_of(step.message) and not step.text:
        _file_alone(step)
        return
    choice = chosen(step.text, step.message.button, step.state.menu)
    if choice in _CHOICES:
        _CHOICES[choice](step)
        return
    if not step.text:
        step.say("empty")
        return
    if di_luar_topik.is_abuse(step.text):
        di_luar_topik.handle(step)
        return
    act = _act_here(step)
    waits = step.awaiting is Awaiting.WHICH_COMPLAINT
    if question and (act in _INTERLUDES or (waits and act in _WHILE_A_GRIEVANCE_WAITS)):
        _interlude(step, act)
    elif act in ACTS:
        if question:
            step.set(awaiting=None, pending=_kept(step, act), menu=())
        ACTS[act](step)
    elif question:
        question[1](step)
    elif act == "ya":
        _yes(step)
    elif act == "tidak":
        step.say("goodbye")
    else:
        _clarify(step)


# After these the open question is put once more.
_INTERLUDES = frozenset("tanya salam terima_kasih pujian".split())


# A grievance that waits for "which ticket?" must not be forgotten for these either.
_WHILE_A_GRIEVANCE_WAITS = frozenset("cek_status di_luar_topik rahasia ubah".split())


def _interlude(step: Step, act: str) -> None:
    awaiting, pending = step.awaiting, step.state.pending
    ACTS[act](step)
    step.set(awaiting=awaiting, pending=pending)
    if awaiting is not None:
        OTHER_QUESTIONS[awaiting][1](step)


def _kept(step: Step, act: str) -> Pending | None:
    """What still waits when another act breaks in: a grievance is never forgotten for a human."""
    pending = step.state.pending
    return pending if act == "petugas" and pending and pending.act in ("lapor", "saran") else None


def _yes(step: Step) -> None:
    """A yes to nothing that is open: to a greeting it is the wish to report."""
    lacking = incomplete(step)
    if lacking is not None:
        step.say("ask_matter" if not lacking.facts.matter else "ask_name")
    elif step.complaints:
        step.say("all_well")
    else:
        lapor.begin(step)


# Acts that answer to something: without a draft or a ticket there is nothing they could mean.
_NEEDS_A_REPORT = frozenset("ubah tambah_info tidak_puas jawab".split())


def _act_here(step: Step) -> str:
    """The likeliest act that makes sense where no report is being filled in."""
    if not is_sure(step):
        return _unsure(step)
    if step.nlu.act == "pujian" and sounds_bad(step.text):
        # A grievance taken for praise would be lost; praise taken for one only costs a question.
        return "lapor"
    if step.nlu.act == "lapor" and di_luar_topik.is_elsewhere(step.text):
        return "di_luar_topik"
    if step.nlu.act == "tidak_puas" and step.gave_answer:
        return "lapor"  # The answer came only now and cannot be meant.
    if step.nlu.act == "petugas" and not petugas.wants_human(step.text):
        return "lapor"
    follows = step.nlu.act == "cek_status" and step.state.asked_about and not step.complaints
    if follows and tanya.topic_of(step.text):
        # "Prosedurnya gimana?" after a question about a permit is about that permit.
        return "tanya"
    if step.nlu.act == "saran" and tells_own_grievance(step.text):
        return "lapor"
    if step.nlu.act == "lapor" and only_suggests(step.text):
        return "saran"
    if step.nlu.act == "jawab" and len(words(step.text)) >= 5:
        return "lapor"  # Nothing was asked, and it says too much for an answer.
    if step.nlu.act not in _NEEDS_A_REPORT or step.complaints:
        return step.nlu.act
    if step.nlu.components:
        return "lapor"  # It adds to no report, and it is about a service: a new one.
    likely = [g.label for g in step.nlu.acts if g.label not in _NEEDS_A_REPORT]
    if len(words(step.text)) < 3 or not likely:
        return "unknown"
    return likely[0] if likely[0] in ("tanya", "cek_status", "di_luar_topik") else "lapor"


def _unsure(step: Step) -> str:
    """What to take a message for whose act is uncertain: at length, a grievance; else ask."""
    if len(words(step.text)) >= 4 and step.nlu.act not in ("tanya", "cek_status", "salam"):
        return "di_luar_topik" if di_luar_topik.door_of(step.text) else "lapor"
    return step.nlu.act if step.nlu.act in ("salam", "terima_kasih", "ya", "tidak") else "unknown"


def _clarify(step: Step) -> None:
    if di_luar_topik.door_of(step.text):
        di_luar_topik.handle(step)
        return
    if len(words(step.text)) >= 3:
        step.record_other("unread")
    # What follows at once may make sense of it.
    step.set(pending=Pending(parts.FRAGMENT, step.text[:500], step.sent_at))
    options = [("do_lapor", "Melapor"), ("do_tanya", "Bertanya"), ("do_status", "Cek laporan")]
    step.say("clarify", options=options)


# What is asked of the bot itself, or said out of courtesy, is no reply to an officer's question.
_NO_REPLY = frozenset("tanya cek_status petugas batal rahasia ubah salam terima_kasih".split())


def _replies_to_officer(step: Step) -> bool:
    """Whether the message is taken for the reply to what an officer asked about a report."""
    complaint = step.complaint(step.state.asked_for)
    if complaint is None or not complaint.open or step.nlu.act in _NO_REPLY:
        return False
    if step.nlu.act == "lapor" and lapor.tells_nothing(step):
        return False
    step.set(asked_for="")
    tambah_info.add(step, complaint, step.text, attachments_of(step.message))
    return True


def _completes(step: Step) -> bool:
    """Whether the message gives what a registered report still lacks."""
    complaint = incomplete(step)
    if complaint is None:
        return _answers_officer(step)
    if not complaint.facts.matter:
        fits = step.nlu.act in ("lapor", "saran", "tambah_info")
        return fits and not lapor.tells_nothing(step) and tambah_info.complete_matter(step)
    asked = step.awaiting is Awaiting.NAME
    stated = any(n.stated for n in step.entities.names)
    name = tambah_info.name_in(step) if asked or stated else ""
    if name and len(words(step.text)) <= 12 and not only_intent(step.text):
        return tambah_info.complete_name(step, name)
    return False


def _answers_officer(step: Step) -> bool:
    """Whether a report that was registered in silence gets the permit or day it lacks."""
    complaint = step.complaint(step.state.focus)
    if complaint is None or not complaint.open or len(words(step.text)) > 10:
        return False
    said = step.entities
    permit = Flag.ASK_SERVICE in complaint.flags and any(s.id for s in said.services)
    day = Flag.ASK_RECEIVED in complaint.flags and (said.not_yet or bool(said.dates))
    if not (permit or day) or step.nlu.act in ("tanya", "cek_status", "petugas", "batal"):
        return False
    tambah_info.complete_details(step, complaint)
    return True


def _file_alone(step: Step) -> None:
    """A picture without words and without a draft: for the open ticket, or a report begun."""
    if step.open_complaints:
        tambah_info.handle(step)
        return
    step.open_draft()
    step.set_facts(attachments=attachments_of(step.message))
    step.say("file_first")
    repeat(step)


def _ask_question(step: Step) -> None:
    step.say("ask_question")


_CHOICES = {
    "do_lapor": lapor.begin,
    "do_tanya": _ask_question,
    "do_status": cek_status.handle,
}
