"""Where every turn of a conversation begins, and which act gets it.

The order matters: what must never be missed comes first (a stop, an answer that waits, a human in
the conversation), then the open question, then what the message wants by itself.
"""

from __future__ import annotations

from datetime import timedelta

from domain.dialogue import Awaiting, Outcome, Pending, Turn
from handlers import (
    batal,
    cek_status,
    di_luar_topik,
    jawab,
    jawaban,
    lapor,
    parts,
    petugas,
    rahasia,
    saran,
    silence,
    smalltalk,
    tambah_info,
    tanya,
    tidak_puas,
    ubah,
    which_answer,
    which_complaint,
)
from handlers.alarms import sounds_bad
from handlers.answers import chosen, only_intent, plain, says_no, says_yes, words
from handlers.gather import attachments_of
from handlers.questions import repeat
from handlers.registration import incomplete, register_draft
from handlers.step import Step

_STOP = frozenset("stop|berhenti|unsubscribe|stopall|quit|berhenti berlangganan".split("|"))
_COMMANDS = {
    "status": cek_status.handle,
    "cek status": cek_status.handle,
    "cek": cek_status.handle,
    "batal": batal.handle,
    "batalkan": batal.handle,
    "cancel": batal.handle,
    "petugas": petugas.handle,
    "operator": petugas.handle,
    "cs": petugas.handle,
    "admin": petugas.handle,
    "rahasia": rahasia.handle,
    "ubah": ubah.handle,
    "bantuan": smalltalk.greet,
    "help": smalltalk.greet,
    "menu": smalltalk.greet,
    "start": smalltalk.greet,
    "/start": smalltalk.greet,
    "mulai": smalltalk.greet,
    "tidak puas": tidak_puas.handle,
}
_ACTS = {
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
# Acts that may break into an open question, because they are about the conversation itself.
_INTERRUPTS = frozenset(
    "tanya cek_status petugas rahasia ubah batal pujian salam terima_kasih".split()
)
_OTHER_QUESTIONS = {
    Awaiting.WHICH_COMPLAINT: (which_answer.answer, which_complaint.ask_again),
    Awaiting.WITHDRAW: (batal.answer, batal.repeat),
    Awaiting.CODE: (cek_status.answer, cek_status.repeat),
}


def route(turn: Turn) -> Outcome:
    """What one turn changes and says. Pure: the same turn always gives the same outcome."""
    step = Step(turn)
    if turn.message is None:
        silence.handle(step)
    else:
        _route_message(step)
    settings = turn.office.dialogue
    return step.outcome(silence.wake_at(step.state, step.channel, settings))


def _route_message(step: Step) -> None:
    previous = step.state.last_inbound_at
    latest = max(step.sent_at, previous) if previous else step.sent_at
    profile = step.message.profile_name.strip()[:80]
    step.set(last_inbound_at=latest, last_turn_at=step.now, silenced=False)
    if profile and not step.state.profile_name:
        step.set(profile_name=profile)
    if step.state.pending is not None and step.state.pending.act == parts.FRAGMENT:
        step.set(pending=None)
    text = plain(step.text)
    if text in _STOP or step.message.button == "optout:stop":
        _stop(step)
        return
    answers = jawaban.waiting(step)
    for complaint in answers:
        jawaban.give(step, complaint)
    if answers and jawaban.only_asks_for_it(step.text):
        return
    if step.state.handover:
        petugas.listen(step)
        return
    burst = (
        previous is not None
        and timedelta(0) < step.office.dialogue.burst >= step.sent_at - previous
        and not step.message.button
        and step.awaiting is not None
        and step.awaiting is not Awaiting.RATING
    )
    if burst and _burst(step):
        return
    if step.message.edited and step.draft is not None:
        lapor.begin(step)
        return
    if step.message.button in ("optout:start", "optout:help"):
        smalltalk.greet(step)
        return
    command = _COMMANDS.get(text)
    if command is not None:
        command(step)
        return
    if step.draft is not None:
        _in_draft(step)
    else:
        _without_draft(step)


def _stop(step: Step) -> None:
    """STOP: nothing more on our own account. What was being reported is not lost by it."""
    if step.draft is not None:
        register_draft(step, by_silence=True)
    step.set(silenced=True, awaiting=None, menu=(), pending=None)
    step.audit("opted_out")
    step.say("stopped")


def _burst(step: Step) -> bool:
    """A message typed before the question could be read belongs to the statement before it."""
    act = step.nlu.act
    text = plain(step.text)
    courtesy = act in ("ya", "tidak", "salam", "terima_kasih") or says_yes(text) or says_no(text)
    if text in _COMMANDS or (act in _INTERRUPTS and not courtesy and _sure(step)):
        return False
    if step.draft is not None:
        if courtesy or only_intent(step.text):
            repeat(step)
        else:
            lapor.begin(step)
        return True
    if step.awaiting in _OTHER_QUESTIONS:
        if courtesy:
            _OTHER_QUESTIONS[step.awaiting][1](step)
            return True
        return False
    return False


def _sure(step: Step) -> bool:
    return step.nlu.confidence >= step.office.dialogue.act_threshold


def _in_draft(step: Step) -> None:
    if di_luar_topik.is_abuse(step.text):
        di_luar_topik.handle(step)
    elif attachments_of(step.message) and not step.text:
        _file_in_draft(step)
    elif jawab.exact(step):
        return
    elif step.nlu.act in _INTERRUPTS and _sure(step):
        _ACTS[step.nlu.act](step)
    elif step.nlu.act == "di_luar_topik" and _sure(step) and _off_topic(step):
        di_luar_topik.handle(step)
    elif not jawab.loose(step):
        lapor.begin(step)


def _off_topic(step: Step) -> bool:
    """Whether an off-topic reading is worth more than the open question it would answer."""
    return di_luar_topik.is_abuse(step.text) or (
        bool(di_luar_topik.door_of(step.text)) and len(words(step.text)) >= 3
    )


def _file_in_draft(step: Step) -> None:
    if step.awaiting is Awaiting.EVIDENCE and jawab.exact(step):
        return
    files = (*step.facts.attachments, *attachments_of(step.message))
    step.set_facts(attachments=files)
    step.say("file_taken")
    repeat(step)


def _without_draft(step: Step) -> None:
    question = _OTHER_QUESTIONS.get(step.awaiting) if step.awaiting else None
    if question and question[0](step):
        return
    if step.awaiting is Awaiting.RATING and tidak_puas.rate(step):
        return
    if step.awaiting is Awaiting.SERVICE and tanya.answer(step):
        return
    if incomplete(step) is not None and _completes(step):
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
    handler = _ACTS.get(act)
    if handler is not None:
        if question and act not in ("cek_status", "tanya", "salam", "terima_kasih"):
            step.set(awaiting=None, pending=None, menu=())
        handler(step)
        if question and step.awaiting in _OTHER_QUESTIONS and not step.draft:
            return
    elif question:
        question[1](step)
    elif act == "ya":
        lapor.begin(step)
    elif act == "tidak":
        step.say("goodbye")
    else:
        _clarify(step)


# Acts that answer to something: without a draft or a ticket there is nothing they could mean.
_NEEDS_A_REPORT = frozenset("ubah tambah_info tidak_puas jawab".split())


def _act_here(step: Step) -> str:
    """The likeliest act that makes sense where no report is being filled in."""
    if not _sure(step):
        return _unsure(step)
    if step.nlu.act == "pujian" and sounds_bad(step.text):
        # A grievance taken for praise would be lost; praise taken for one only costs a question.
        return "lapor"
    if step.nlu.act not in _NEEDS_A_REPORT or step.complaints:
        return step.nlu.act
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
    if len(words(step.text)) >= 3:
        step.record_other("unread")
    # What follows at once may make sense of it.
    step.set(pending=Pending(parts.FRAGMENT, step.text[:500], step.sent_at))
    options = [("do_lapor", "Melapor"), ("do_tanya", "Bertanya"), ("do_status", "Cek laporan")]
    step.say("clarify", options=options)


def _completes(step: Step) -> bool:
    """Whether the message gives what a registered report still lacks."""
    complaint = incomplete(step)
    if complaint is None:
        return False
    if not complaint.facts.matter:
        fits = step.nlu.act in ("lapor", "saran", "tambah_info") and not only_intent(step.text)
        return fits and tambah_info.complete_matter(step)
    names = [n for n in step.entities.names if n.stated or step.awaiting is Awaiting.NAME]
    if not names and complaint.facts.name_refused:
        return False
    if names and len(words(step.text)) <= 12:
        return tambah_info.complete_name(step, names[0].text)
    return False


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
