"""Texts between JSON, forms and databases."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.base import repair, sendable

_ANY = st.text(st.characters(codec=None))  # Lone surrogates included.


def test_a_whole_text_is_left_alone() -> None:
    for text in ("", "halo", "😀 مرحبا \u202e \x00", "\ue000"):
        assert repair(text) == text


def test_two_halves_of_an_emoji_are_joined_and_one_is_replaced() -> None:
    assert repair("a\ud83d\ude00b") == "a😀b"
    assert repair("a\ud83db\ude00") == "a\ufffdb\ufffd"


@given(_ANY)
def test_a_repaired_text_can_be_stored(text: str) -> None:
    repair(text).encode()
    assert repair(repair(text)) == repair(text)


@given(_ANY)
def test_a_sendable_text_has_no_nul(text: str) -> None:
    assert "\x00" not in sendable(text)
    assert sendable(text) == repair(text.replace("\x00", "")) or "\x00" in text
