"""`ya` and `tidak` to the summary: register, or find out what is wrong."""

from __future__ import annotations

import re

from domain.dialogue import Awaiting
from handlers import batal, lapor, ubah
from handlers.answers import (
    chosen,
    chosen_number,
    plain,
    says_later,
    says_no,
    says_nothing,
    says_yes,
    words,
)
from handlers.gather import attachments_of
from handlers.questions import ask, ask_next
from handlers.registration import register_draft
from handlers.step import Step

_YES_INSIDE = re.compile(
    r"\b(?:sudah|udah|udh|dah|sdh)\s+(?:benar|bener|betul|sesuai|oke|ok|pas|cocok|leres)\b"
)
_BUT = re.compile(r"\b(?:tapi|tp|cuma|kecuali|hanya|salah|bukan|belum|ganti|ubah|kurang)\b")


def exact(step: Step) -> bool:
    """Read the reply to the summary."""
    text = step.text
    choice = chosen(text, step.message.button, step.state.menu)
    field = ubah.named_field(text) if "change_name" in step.state.menu else ""
    if not choice and field and len(words(text)) <= 4:
        choice = field
    if choice.startswith("change_"):
        ubah.clear(step, choice)
    elif choice == "yes" or says_yes(text) or _agrees(text):
        register_draft(step)
    elif choice == "change" or plain(text) in ("ubah", "ganti", "edit", "koreksi", "perbaiki"):
        ubah.ask_field(step)
    elif choice == "cancel":
        batal.handle(step)
    elif attachments_of(step.message):
        lapor.take_statement(step)
        step.say("file_taken")
        ask_next(step)
    elif says_no(text):
        ubah.ask_field(step)
    elif says_nothing(text):
        # "Ga ada" to "is anything wrong?": nothing is.
        register_draft(step)
    elif says_later(text):
        step.say("confirm_later")
    elif chosen_number(text):
        ask(step, Awaiting.CONFIRM, again=True)
    else:
        return False
    return True


def _agrees(text: str) -> bool:
    found = plain(text)
    return len(found.split()) <= 8 and bool(_YES_INSIDE.search(found)) and not _BUT.search(found)


def loose(step: Step) -> bool:
    """Anything else said to a summary corrects it or adds to it."""
    facts, what = ubah.corrected(step.facts, step.text, step.entities)
    statement = step.nlu.act in ("lapor", "saran", "tambah_info") and len(words(step.text)) >= 4
    if what and (not statement or ubah.named_field(step.text)) and len(words(step.text)) < 12:
        step.set_facts(**{name: getattr(facts, name) for name in what})
        ubah.say_changed(step, what)
    elif statement or len(words(step.text)) >= 3:
        lapor.take_statement(step)
        step.say("noted")
    ask_next(step)
    return True
