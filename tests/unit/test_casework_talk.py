"""An officer speaks with the citizen: only where it can arrive, and never beside the bot."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.complaint import Flag, Status
from domain.dialogue import Awaiting, Draft, Outcome, Pending, State, Turn
from domain.errors import InvalidTransitionError
from domain.messages import SMS, Address, InboundMessage
from domain.understanding import NluResult
from handlers.actions import Action, AskCitizen, Chat, GiveBack, Release, TakeOver
from handlers.officer import handle
from handlers.router import route
from tests.unit.casework_office import (
    LETTER,
    NIA,
    NOW,
    NUMBER,
    OFFICE,
    PEOPLE,
    WHOLE,
    act,
    after,
    complaint,
)

ASK = AskCitizen(NUMBER, "Loket nomor berapa?")
CHAT = Chat(NUMBER, "Selamat pagi, saya Nia.")
HELD: dict[str, Any] = {"handover": True, "awaiting": Awaiting.HANDOVER}


def test_a_question_to_the_citizen_does_not_stop_the_clock() -> None:
    before = complaint()
    outcome = act(ASK, before)
    [asked] = outcome.changes
    assert (asked.status, asked.deadline) == (Status.DITELAAH, before.deadline)
    [message] = outcome.replies
    assert "Loket nomor berapa?" in message.text
    assert NUMBER in message.text
    assert (outcome.audit[0].name, outcome.audit[0].text) == ("asked_citizen", ASK.text)


def replied(state: State, text: str, act_: str, *own: Any) -> Outcome:
    message = InboundMessage("whatsapp", "in-1", own[0].sender, text, NOW + timedelta(hours=1))
    turn = Turn(own[0].sender, state, message, NluResult(act_, 0.9), own, NOW, OFFICE)
    return route(turn)


@pytest.mark.parametrize("act_", ["lapor", "jawab", "tambah_info", "unknown", "ya"])
def test_what_the_citizen_replies_is_added_to_the_report(act_: str) -> None:
    asked = act(ASK)
    other = complaint(number="2026-00044-3")
    outcome = replied(asked.state, "loket tiga pak", act_, *asked.changes, other)
    [added] = outcome.changes
    assert (added.number, added.additions) == (NUMBER, ("loket tiga pak",))
    assert outcome.new_complaint is None
    assert outcome.state.draft is None
    assert outcome.state.asked_for == ""


@pytest.mark.parametrize(
    ("text", "act_"), [("status", "cek_status"), ("terima kasih", "terima_kasih")]
)
def test_what_is_said_to_the_bot_is_no_reply_to_the_officer(text: str, act_: str) -> None:
    asked = act(ASK)
    outcome = replied(asked.state, text, act_, *asked.changes)
    assert outcome.changes == ()
    assert outcome.state.asked_for == NUMBER


@pytest.mark.parametrize("action", [ASK, CHAT])
@pytest.mark.parametrize(
    ("sender", "state", "why"),
    [
        (None, {"last_inbound_at": NOW - timedelta(hours=25)}, "24 jam; hubungi lewat telepon"),
        (None, {"last_inbound_at": None}, "24 jam; hubungi lewat telepon"),
        (None, {"last_inbound_at": NOW, "silenced": True}, "STOP"),
        (LETTER, {}, "telepon atau surat"),
    ],
)
def test_what_cannot_arrive_is_refused_and_says_what_to_do(
    action: Action, sender: Any, state: dict[str, Any], why: str
) -> None:
    before = complaint(sender=sender) if sender else complaint()
    with pytest.raises(InvalidTransitionError, match=why):
        act(action, before, state=State(**(HELD | state)))


@pytest.mark.parametrize("action", [replace(ASK, text=" "), replace(CHAT, text="")])
def test_nothing_is_said_without_words(action: Action) -> None:
    with pytest.raises(InvalidTransitionError, match="masih kosong"):
        act(action, state=State(**HELD, last_inbound_at=NOW))


def test_sms_has_no_window() -> None:
    before = complaint(sender=Address(SMS, "+6281200000001"))
    assert act(ASK, before, state=State(last_inbound_at=None)).replies


def test_whoever_takes_over_is_alone_with_the_citizen() -> None:
    waits = Pending("lapor", "keluhan lain", NOW)
    before = complaint().flagged(Flag.WANTS_OFFICER)
    outcome = act(TakeOver(NUMBER), before, state=State(last_inbound_at=NOW, pending=waits))
    assert (outcome.state.handover, outcome.state.awaiting) == (True, Awaiting.HANDOVER)
    assert outcome.state.pending == waits  # A grievance that waits is not forgotten.
    assert Flag.WANTS_OFFICER not in outcome.changes[0].flags
    assert outcome.replies == ()
    heard = replied(outcome.state, "halo pak", "salam", *outcome.changes)
    assert heard.replies == ()
    said = act(CHAT, *outcome.changes, state=outcome.state)
    assert [(m.text, m.purpose) for m in said.replies] == [(CHAT.text, "chat")]


def test_beside_the_bot_nobody_chats() -> None:
    with pytest.raises(InvalidTransitionError, match="ambil alih"):
        act(CHAT)


def test_a_conversation_of_a_letter_cannot_be_taken_over() -> None:
    with pytest.raises(InvalidTransitionError, match="kanal percakapan"):
        act(TakeOver(NUMBER), complaint(sender=LETTER))


@pytest.mark.parametrize("action", [GiveBack(NUMBER), Release()])
def test_given_back_the_bot_goes_on_where_it_was(action: Action) -> None:
    draft = Draft(replace(WHOLE, name=""), NOW, NOW)
    state = State(**HELD, last_inbound_at=NOW, draft=draft)
    outcome = act(action, state=state)
    assert outcome.state.handover is False
    assert "Kita lanjutkan" in outcome.replies[0].text
    with pytest.raises(InvalidTransitionError, match="tidak sedang dipegang"):
        act(action)


def test_a_conversation_without_a_ticket_is_taken_over_by_its_address() -> None:
    sender = complaint().sender
    turn = Turn(sender, State(last_inbound_at=NOW), None, None, (), NOW, OFFICE)
    taken = handle(turn, TakeOver(), NIA, PEOPLE)
    assert taken.state.handover
    assert taken.changes == ()
    said = handle(replace(turn, state=taken.state), Chat("", "Halo."), NIA, PEOPLE)
    assert said.replies[0].complaint == ""
    assert not handle(replace(turn, state=taken.state), GiveBack(), NIA, PEOPLE).state.handover


def test_an_action_on_a_complaint_names_one_that_exists() -> None:
    with pytest.raises(InvalidTransitionError, match="tidak ada laporan bernomor"):
        after(AskCitizen("2026-00099-9", "di mana?"))
