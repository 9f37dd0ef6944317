"""What an account may look like, and how long somebody waits who guesses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import AccountError
from domain.people import KEPALA_LEVEL, Draft, Officer, Role, checked, level_of
from domain.sign_in import delay_after

HEAD = Officer(7, "contoh.kepala", "Contoh Kepala", Role.KEPALA, KEPALA_LEVEL)
CHIEF = Officer(8, "contoh.atasan", "Contoh Atasan", Role.ATASAN, 2)
CLERK = Officer(9, "contoh.petugas", "Contoh Petugas", Role.PETUGAS)


@pytest.mark.parametrize(
    ("username", "kept"),
    [
        ("contoh", "contoh"),
        (" Contoh.Satu ", "contoh.satu"),
        ("a-b_c.9", "a-b_c.9"),
        ("139", "139"),
        ("x" * 40, "x" * 40),
    ],
)
def test_a_username_is_kept_in_small_letters(username: str, kept: str) -> None:
    assert checked(Draft(username, "Contoh", Role.PETUGAS), None).username == kept


@pytest.mark.parametrize(
    "username",
    ["", "ab", "x" * 41, ".contoh", "-contoh", "contoh satu", "contoh@a", "çontoh", "a\nb", "a/b"],
)
def test_a_username_that_is_none_is_refused(username: str) -> None:
    with pytest.raises(AccountError) as refused:
        checked(Draft(username, "Contoh", Role.PETUGAS), None)
    assert refused.value.field == "username"


@pytest.mark.parametrize(
    ("role", "level", "kept"),
    [
        (Role.PETUGAS, 5, 0),
        (Role.INSPEKTORAT, 5, 0),
        (Role.ADMIN, 5, 0),
        (Role.KEPALA, 0, KEPALA_LEVEL),
        (Role.ATASAN, 1, 1),
        (Role.ATASAN, 8, 8),
    ],
)
def test_only_an_atasan_chooses_a_level(role: Role, level: int, kept: int) -> None:
    assert level_of(role, level) == kept


@pytest.mark.parametrize("level", [-1, 0, 9, 100])
def test_an_atasan_without_a_level_is_refused(level: int) -> None:
    with pytest.raises(AccountError) as refused:
        level_of(Role.ATASAN, level)
    assert refused.value.field == "level"


@pytest.mark.parametrize(
    ("role", "level", "superior", "fits"),
    [
        (Role.PETUGAS, 0, CHIEF, True),
        (Role.PETUGAS, 0, HEAD, True),
        (Role.PETUGAS, 0, CLERK, False),
        (Role.ATASAN, 1, CHIEF, True),
        (Role.ATASAN, 2, CHIEF, False),
        (Role.ATASAN, 3, CHIEF, False),
        (Role.ATASAN, 8, HEAD, True),
        (Role.KEPALA, 9, HEAD, False),
        (Role.INSPEKTORAT, 0, HEAD, False),
        (Role.ADMIN, 0, HEAD, False),
    ],
)
def test_a_superior_stands_above(role: Role, level: int, superior: Officer, fits: bool) -> None:
    draft = Draft("contoh", "Contoh", role, level, superior_id=superior.id)
    if fits:
        assert checked(draft, superior).superior_id == superior.id
        return
    with pytest.raises(AccountError) as refused:
        checked(draft, superior)
    assert refused.value.field == "superior"


@pytest.mark.parametrize(("name", "field"), [("", "name"), (" \n ", "name"), ("x" * 121, "name")])
def test_a_name_is_wanted_and_short(name: str, field: str) -> None:
    with pytest.raises(AccountError) as refused:
        checked(Draft("contoh", name, Role.PETUGAS), None)
    assert refused.value.field == field


def test_a_name_is_one_line() -> None:
    made = checked(Draft("contoh", " Contoh\r\n\x00  Satu ", Role.PETUGAS, position="a\tb"), None)
    assert (made.name, made.position) == ("Contoh Satu", "a b")


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (10, 960), (11, 1800), (500, 1800)],
)
def test_each_further_failure_costs_twice_as_long(failures: int, seconds: int) -> None:
    assert delay_after(failures) == timedelta(seconds=seconds)


@given(st.integers(0, 10_000))
def test_more_failures_never_cost_less(failures: int) -> None:
    assert delay_after(failures) <= delay_after(failures + 1) <= timedelta(minutes=30)
