"""The day on which the service was received: rule 2's window begins with it, or has not begun."""

from __future__ import annotations

import re
from datetime import timedelta

from domain.complaint import Receipt
from domain.dialogue import Awaiting
from domain.receipt import receipt_day
from handlers import lapor
from handlers.answers import (
    chosen,
    chosen_number,
    plain,
    says_later,
    says_no,
    says_nothing,
    says_refuse,
    says_unknown,
    says_yes,
)
from handlers.gather import day_of_month, sent_on
from handlers.questions import ask, ask_next
from handlers.statement import is_statement, take_details
from handlers.step import Step

_NOT_YET = frozenset(
    "belum|blm|blom|belom|belum pak|blm pak|belum bu|blm bu|belum juga|blm jg|can|acan|teu acan|"
    "durung|belum diterima|belum terima|belum dapat|belum kang|belum teh|masih belum|tacan".split(
        "|"
    )
)


def exact(step: Step) -> bool:
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
    elif mention := receipt_day(step.entities.dates, asked=True):
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
        take_details(step)
    ask_next(step)
    return True


def _good_day(step: Step) -> bool:
    return receipt_day(step.entities.dates, asked=True) is not None


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


def loose(step: Step) -> bool:
    if is_statement(step):
        lapor.take_statement(step)
        step.say("noted")
    elif step.times_asked("received") >= 2:
        # Asked enough; an officer will.
        _received(step, Receipt.UNKNOWN)
    elif says_yes(step.text):
        step.say("which_day")
    else:
        take_details(step)
        step.say("date_unclear")
    ask_next(step)
    return True
