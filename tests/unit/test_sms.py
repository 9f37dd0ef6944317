"""What a text message costs and how replies are made to fit their channel."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fit import MAX_LENGTH, fit
from domain.messages import Address, Option, OutboundMessage
from domain.sms import encoding, is_gsm7, segments, split_text, to_gsm7


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),  # Two characters each.
        ("€" * 81, 2),
        ("é" * 160, 1),
        ("ж" * 70, 1),
        ("ж" * 71, 2),
        ("😀" * 35, 1),  # Two UTF-16 units each.
        ("😀" * 36, 2),
    ],
)
def test_segments_are_counted_as_the_providers_bill_them(text: str, count: int) -> None:
    assert segments(text) == count


def test_an_emoji_makes_the_whole_message_ucs2() -> None:
    assert encoding("Terima kasih") == "GSM-7"
    assert encoding("Terima kasih 🙏") == "UCS-2"


@given(st.text())
def test_a_converted_text_is_gsm7_always(text: str) -> None:
    assert is_gsm7(to_gsm7(text))


def test_typography_becomes_what_an_old_phone_has() -> None:
    assert to_gsm7("“Jawaban” – 14 hari…") == '"Jawaban" - 14 hari...'


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.integers(1, 200))
def test_splitting_loses_nothing_but_white_space(text: str, limit: int) -> None:
    pieces = split_text(text, limit)
    assert all(len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def reply(channel: str, text: str = "Pilih:") -> OutboundMessage:
    options = (Option("yes", "Ya"), Option("no", "Tidak"))
    return OutboundMessage(Address(channel, "sim:1"), text, options=options)


@pytest.mark.parametrize(
    ("channel", "text"),
    [
        ("telegram", "Pilih:"),
        ("whatsapp", "Pilih:\n1. Ya\n2. Tidak"),
        ("sms", "Pilih: 1. Ya 2. Tidak"),
    ],
)
def test_choices_are_numbered_where_there_are_no_buttons(channel: str, text: str) -> None:
    [message] = fit(reply(channel))
    assert message.text == text
    assert len(message.options) == 2


@pytest.mark.parametrize("channel", ["telegram", "whatsapp", "sms"])
def test_a_long_text_is_split_and_its_choices_go_last(channel: str) -> None:
    parts = fit(reply(channel, "kata " * 2000))
    assert len(parts) > 1
    assert all(len(part.text) <= MAX_LENGTH[channel] for part in parts)
    assert [bool(part.options) for part in parts] == [False] * (len(parts) - 1) + [True]


def test_sms_gets_characters_that_every_phone_has() -> None:
    [message] = fit(reply("sms", "Nomor 1 · kode K7QF 🙏"))
    assert is_gsm7(message.text)
