"""Business numbers and codes, and what has as many digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.entities.numbers import find_kbli, find_nib


@pytest.mark.parametrize(
    ("text", "nib"),
    [
        ("9120000000001", ("9120000000001",)),
        ("NIB 9120000000001", ("9120000000001",)),
        ("nib saya 0220000123456 pak", ("0220000123456",)),
        ("NIB: 9120 0000 00001", ("9120000000001",)),
        ("nibnya 9120.0000.00001", ("9120000000001",)),
        ("nib 0812345678901", ("0812345678901",)),
        ("9120000000001 dan 9120000000002", ("9120000000001", "9120000000002")),
        ("NIB 9120000000001, ulangi 9120000000001", ("9120000000001",)),
        ("(9120000000001)", ("9120000000001",)),
    ],
)
def test_a_nib_has_thirteen_digits(text: str, nib: tuple[str, ...]) -> None:
    assert find_nib(text) == nib


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nib",
        "912000000000",
        "91200000000011",
        "0812345678901",
        "6281234567890",
        "+6281234567890",
        "9120 0000 00001",
        "3214010803850001",
        "nib saya belum jadi",
        "nib nya 3214010803850001",
        "2026-00042-7",
        "x9120000000001",
    ],
)
def test_other_digits_are_no_nib(text: str) -> None:
    assert find_nib(text) == ()


@pytest.mark.parametrize(
    ("text", "kbli"),
    [
        ("kbli 28173", ("28173",)),
        ("KBLI28173", ("28173",)),
        ("KBLI: 28173", ("28173",)),
        ("kbli nya 28173", ("28173",)),
        ("kblinya 28173", ("28173",)),
        ("kode kbli saya yang 28173 salah", ("28173",)),
        ("kbli no. 28173", ("28173",)),
        ("KBLI 2020 28173", ("28173",)),
        ("kbli 28173, 47111", ("28173", "47111")),
        ("kbli 28173 47111 dan 56101", ("28173", "47111", "56101")),
        ("KBLI 28173/47111", ("28173", "47111")),
        ("kbli 28173 atau kbli 28173", ("28173",)),
        ("pagi dibilang KBLI 56101 sore kbli 56102", ("56101", "56102")),
    ],
)
def test_codes_stand_behind_the_word_kbli(text: str, kbli: tuple[str, ...]) -> None:
    assert find_kbli(text) == kbli


@pytest.mark.parametrize(
    "text",
    [
        "",
        "28173",
        "kode pos 41115",
        "kbli",
        "kbli 2817",
        "kbli 281734",
        "kbli 2020",
        "kbli saya salah. kode pos 41115",
        "bukankbli 28173",
        "kbli 41115000",
    ],
)
def test_other_digits_are_no_kbli(text: str) -> None:
    assert find_kbli(text) == ()


def test_a_post_code_after_the_sentence_is_no_kbli() -> None:
    assert find_kbli("kbli 28173. purwakarta 41115") == ("28173",)


@given(st.text() | st.text(alphabet="nibkl0123456789 .-,"))
def test_no_text_raises(text: str) -> None:
    assert all(len(nib) == 13 and nib.isdigit() for nib in find_nib(text))
    assert all(len(code) == 5 and code.isdigit() for code in find_kbli(text))


@pytest.mark.parametrize("piece", ["1", "1 ", "nib ", "nib 1", "kbli ", "kbli 28173 ", "kbli no "])
def test_64_kib_is_read_in_bounded_time(piece: str) -> None:
    text = piece * (65536 // len(piece))
    assert len(find_nib(text)) + len(find_kbli(text)) <= 4000
