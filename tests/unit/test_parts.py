"""Parts of a long text message, and fragments typed in a row, become one message."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.calendar import WIB
from domain.dialogue import Pending, State
from domain.messages import Address, InboundMessage
from handlers.parts import FRAGMENT, assemble, overdue

START = datetime(2026, 1, 6, 9, 0, tzinfo=WIB)
WAIT = timedelta(seconds=60)
BURST = timedelta(seconds=8)
PARTS = ("(1/3) petugas loket tiga", "(2/3) minta uang rokok", "(3/3) lima puluh ribu")


def message(text: str, seconds: float = 0, channel: str = "sms") -> InboundMessage:
    at = START + timedelta(seconds=seconds)
    return InboundMessage(channel, text, Address(channel, "sim:1"), text, at)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_parts_wait_for_each_other_in_whatever_order_they_come(order: tuple[int, ...]) -> None:
    state = State()
    for count, index in enumerate(order):
        got = assemble(state, message(PARTS[index], count), START, WAIT, BURST)
        state = got.state
        assert got.waiting is (count < 2)
    assert got.message is not None
    assert got.message.text == "petugas loket tiga minta uang rokok lima puluh ribu"
    assert got.message.sent_at == START
    assert state.partial is None


@pytest.mark.parametrize("text", ["(2/3)minta uang", "minta uang (2/3)", "[2/3] minta uang"])
def test_the_mark_may_stand_in_several_ways(text: str) -> None:
    assert assemble(State(), message(text), START, WAIT, BURST).waiting


@pytest.mark.parametrize("text", ["5/10", "1/3 saya ke kantor", "(4/3) salah", "24/7 tutup terus"])
def test_dates_and_nonsense_are_no_parts(text: str) -> None:
    got = assemble(State(), message(text), START, WAIT, BURST)
    assert got.message is not None
    assert got.message.text == text


def test_only_text_messages_come_in_parts() -> None:
    got = assemble(State(), message(PARTS[0], channel="whatsapp"), START, WAIT, BURST)
    assert not got.waiting


def test_a_part_that_never_comes_is_waited_for_a_minute_only() -> None:
    state = assemble(State(), message(PARTS[0]), START, WAIT, BURST).state
    assert overdue(state, START + timedelta(seconds=59), WAIT) is None
    assert overdue(state, START + WAIT, WAIT) == "petugas loket tiga"


def test_the_same_part_twice_is_one_part() -> None:
    state = State()
    for text in (PARTS[0], PARTS[0], PARTS[2]):
        got = assemble(state, message(text), START, WAIT, BURST)
        state = got.state
    assert got.waiting


def test_something_else_in_between_loses_nothing() -> None:
    state = assemble(State(), message(PARTS[0]), START, WAIT, BURST).state
    got = assemble(state, message("halo?", 5), START, WAIT, BURST)
    assert got.message is not None
    assert got.message.text == "petugas loket tiga halo?"


def test_a_fragment_is_read_with_what_follows_at_once() -> None:
    pending = Pending(FRAGMENT, "izin saya", START)
    state = replace(State(), pending=pending, last_inbound_at=START)
    together = assemble(state, message("belum jadi", 5, "whatsapp"), START, WAIT, BURST)
    later = assemble(state, message("belum jadi", 60, "whatsapp"), START, WAIT, BURST)
    assert together.message is not None
    assert later.message is not None
    assert together.message.text == "izin saya belum jadi"
    assert together.message.sent_at == START
    assert later.message.text == "belum jadi"
