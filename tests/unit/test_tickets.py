"""Ticket numbers over the telephone, and codes that cannot be mistaken for words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.tickets import (
    find_codes,
    find_numbers,
    find_wrong_numbers,
    is_code,
    ticket_number,
)

NUMBERS = st.builds(ticket_number, st.integers(2025, 2099), st.integers(1, 9_999_999))


@pytest.mark.parametrize(
    "written",
    ["{}", "no {} pak", "tiket: {}", "laporan {}, gimana?", "(({}))"],
)
@pytest.mark.parametrize("style", ["{}-{}-{}", "{} {} {}", "{}{}{}", "{}/{}/{}", "{}.{}.{}"])
def test_a_number_is_found_however_it_is_written(written: str, style: str) -> None:
    number = ticket_number(2026, 42)
    text = written.format(style.format(*number.split("-")))
    assert find_numbers(text) == (number,)


@given(NUMBERS, st.integers(0, 20), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number: str, place: int, more: int) -> None:
    digits = [i for i, c in enumerate(number) if c.isdigit()][4:]  # The year is checked by eye.
    at = digits[place % len(digits)]
    wrong = number[:at] + str((int(number[at]) + more) % 10) + number[at + 1 :]
    assert find_numbers(wrong) == ()


@given(NUMBERS)
def test_two_neighbours_in_the_wrong_order_are_noticed(number: str) -> None:
    body = number[5:-2]
    for i in range(len(body) - 1):
        if body[i] != body[i + 1]:
            swapped = body[:i] + body[i + 1] + body[i] + body[i + 2 :]
            assert find_numbers(number[:5] + swapped + number[-2:]) == ()


def test_a_mistyped_number_is_told_from_no_number_at_all() -> None:
    number = ticket_number(2026, 42)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert find_wrong_numbers(f"status {wrong}") == (wrong,)
    assert find_wrong_numbers("diajukan 05-10-2026, bayar 500.000") == ()


@pytest.mark.parametrize("text", ["5 oktober 2026", "Rp 2.026.000", "081200000001", "KBLI 28173"])
def test_other_numbers_are_no_tickets(text: str) -> None:
    assert find_numbers(text) == ()


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("K7QF", True),
        ("k7qf", True),
        ("PBGX", False),
        ("7346", False),
        ("SAYA", False),
        ("K7Q", False),
    ],
)
def test_a_code_has_letters_and_digits_and_no_vowels(word: str, right: bool) -> None:
    assert is_code(word) is right


def test_codes_are_found_in_a_text() -> None:
    assert find_codes("nomornya 2026-00042-5 kodenya k7qf ya") == ("K7QF",)


def test_running_numbers_start_at_one() -> None:
    with pytest.raises(ValueError, match="1"):
        ticket_number(2026, 0)


@given(st.text(max_size=300))
def test_any_text_may_be_searched(text: str) -> None:
    find_numbers(text), find_wrong_numbers(text), find_codes(text)
