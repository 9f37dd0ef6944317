"""Where every turn of a conversation begins, and which act gets it.

The order matters: what must never be missed comes first (a stop, an answer that waits, a human in
the conversation), then the open question, then what the message wants by itself.
"""

from __future__ import annotations

from datetime import timedelta

from domain.dialogue import Awaiting, Outcome, Turn
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
    silence,
    smalltalk,
    tanya,
    tidak_puas,
    ubah,
    without_draft,
)
from handlers.alarms import sounds_bad
from handlers.answers import (
    plain,
    says_no,
    says_nothing,
    says_yes,
    starts_as_correction,
    wants_confidential,
    words,
)
from handlers.gather import attachments_of
from handlers.questions import repeat
from handlers.registration import register_draft
from handlers.step import Step
from handlers.without_draft import ACTS, OTHER_QUESTIONS, is_sure

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
    # Whoever was told to write it gets the answer, also when it was given by hand meanwhile.
    "lihat": cek_status.handle,
    "start": smalltalk.greet,
    "/start": smalltalk.greet,
    "mulai": smalltalk.greet,
    "tidak puas": tidak_puas.handle,
}
# Acts that may break into an open question, because they are about the conversation itself.
_INTERRUPTS = frozenset(
    "tanya cek_status petugas rahasia ubah batal pujian salam terima_kasih".split()
)


_ABOUT_THE_SERVICE = frozenset({Awaiting.SERVICE, Awaiting.RECEIVED, Awaiting.COMPONENT})

# Beside opening the window for an answer that waited, these say something of their own.
_SAYS_MORE = frozenset("lapor saran tambah_info petugas batal ubah rahasia tanya".split())


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
    says_more = step.nlu.act in _SAYS_MORE or len(words(step.text)) >= 5
    if answers and (jawaban.only_asks_for_it(step.text) or not says_more):
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
        without_draft.handle(step)


def _stop(step: Step) -> None:
    """STOP: nothing more on our own account. What was being reported is not lost by it."""
    silence.adopt_pending(step)
    if step.draft is not None:
        register_draft(step)
    step.set(silenced=True, awaiting=None, menu=(), pending=None)
    step.audit("opted_out")
    step.say("stopped")


def _burst(step: Step) -> bool:
    """A message typed before the question could be read belongs to the statement before it."""
    act = step.nlu.act
    text = plain(step.text)
    short = act in ("ya", "tidak", "salam", "terima_kasih") and len(words(text)) <= 2
    courtesy = short or says_yes(text) or says_no(text) or says_nothing(text)
    if text in _COMMANDS or (act in _INTERRUPTS and not courtesy and is_sure(step)):
        return False
    if step.draft is not None:
        if courtesy or lapor.tells_nothing(step):
            repeat(step)
        else:
            lapor.begin(step)
        return True
    if step.awaiting in OTHER_QUESTIONS:
        if courtesy:
            OTHER_QUESTIONS[step.awaiting][1](step)
            return True
        return False
    return False


def _in_draft(step: Step) -> None:
    if cek_status.gives_code(step):
        cek_status.answer(step)
        repeat(step)
    elif tidak_puas.rejects_answer(step):
        tidak_puas.handle(step)
    elif step.text.endswith("?") and tanya.topic_of(step.text) == "complaint":
        tanya.handle(step)
    elif _corrects(step) and step.awaiting is not Awaiting.MATTER:
        ubah.handle(step)
    elif di_luar_topik.is_abuse(step.text):
        di_luar_topik.handle(step)
    elif attachments_of(step.message) and not step.text:
        _file_in_draft(step)
    elif jawab.exact(step):
        return
    elif step.nlu.act in _INTERRUPTS and is_sure(step) and _means_it(step):
        ACTS[step.nlu.act](step)
    elif step.nlu.act == "di_luar_topik" and is_sure(step) and _off_topic(step):
        di_luar_topik.handle(step)
    elif not jawab.loose(step):
        lapor.begin(step)


def _corrects(step: Step) -> bool:
    """Whether a fact is put right: "eh salah, …", "ga jadi anonim, nama saya Asep"."""
    renames = step.nlu.act == "batal" and any(n.stated for n in step.entities.names)
    return starts_as_correction(step.text) or renames


def _means_it(step: Step) -> bool:
    """Whether an act that would end or hand over a report is really asked for."""
    if step.nlu.act == "ubah":
        return bool(step.facts.matter)  # Before anything was said nothing can be wrong.
    if step.nlu.act == "pujian":
        # One word is rather the name that was asked for: "Untung", "Mulya".
        return not sounds_bad(step.text) and len(words(step.text)) > 1
    if step.nlu.act == "rahasia" and step.awaiting in _ABOUT_THE_SERVICE:
        # Whoever will not say the permit or the day has not asked for secrecy by that.
        return wants_confidential(step.text)
    if step.nlu.act == "batal" and step.awaiting in _ABOUT_THE_SERVICE:
        # "Ga usah" leaves out the permit or the day, and not the report.
        return batal.says_it(step.text)
    return step.nlu.act != "petugas" or petugas.wants_human(step.text)


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
