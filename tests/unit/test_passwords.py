"""Passwords that would be guessed are refused with a reason; codes fit their half minute only."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Literal

import pyotp
import pytest
from argon2 import PasswordHasher
from starlette.requests import Request

from console import second_factor
from console.device import say_device
from console.limits import AddressLimit
from console.parts import Options
from console.passwords import LONGEST, Passwords, weaknesses
from domain.people import Officer, Role

OFFICER = Officer(3, "contoh.siti", "Contoh Sitimaryam", Role.PETUGAS)
NOW = datetime(2026, 3, 16, 2, 5, 10, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "minimal 10 huruf"),
        ("x9!Kq2", "minimal 10 huruf"),
        ("x" * (LONGEST + 1), "paling panjang"),
        ("password123", "mirip kata sandi"),
        ("aaaaaaaaaaaa", "berulang"),
        ("abcdefghijkl", "urutan"),
        ("1234567890", "mirip kata sandi"),
        ("asdfghjkl;'", "papan ketik"),
        ("bismillah123", "kata"),
        ("rahasia12345", "kata"),
        ("Sitimaryam2026", "nama Anda"),
        ("contoh.siti kuda terbang langit", "nama pengguna"),
        ("CONTOH.SITI-kuda-terbang", "nama pengguna"),
        ("purwakarta kuda terbang langit", "nama kantor"),
        ("Bale Aduan kuda terbang langit", "nama kantor"),
        ("DPMPTSP-kuda-terbang-langit", "nama kantor"),
    ],
)
def test_a_weak_password_is_refused_with_a_reason(password: str, why: str) -> None:
    [sentence] = weaknesses(password, OFFICER)
    assert why in sentence


@pytest.mark.parametrize(
    "password",
    [
        "kuda terbang makan batu",
        "vK7#pq2!mZxW",
        "tujuh gajah menari di atap",
        "🐘🐎🐐🐫🦌🐖🐏🐂🐃🐄",
        "kuda terbang makan batu " * 8,
    ],
)
def test_a_strong_password_is_taken(password: str) -> None:
    assert weaknesses(password, OFFICER) == []


def test_the_words_of_one_officer_are_not_held_against_another() -> None:
    other = Officer(4, "lain.orang", "Orang Lain", Role.PETUGAS)
    results: dict[int, list[str]] = {}

    def look(place: int, officer: Officer) -> None:
        for _ in range(20):
            results[place] = weaknesses("Sitimaryam2026", officer)

    threads = [
        threading.Thread(target=look, args=(i, OFFICER if i % 2 else other)) for i in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [bool(results[i]) for i in range(4)] == [bool(results[0]), True, bool(results[0]), True]
    assert results[0] == weaknesses("Sitimaryam2026", other)


async def test_only_the_right_password_is_right() -> None:
    passwords = Passwords()
    hashed = await passwords.hash("kuda terbang makan batu")
    assert hashed.startswith("$argon2id$")
    assert await passwords.right(hashed, "kuda terbang makan batu")
    assert not await passwords.right(hashed, "kuda terbang makan bata")
    assert not await passwords.right("", "kuda terbang makan batu")
    assert not await passwords.right("no hash", "kuda terbang makan batu")


async def test_two_ways_to_type_the_same_letters_are_one_password() -> None:
    passwords = Passwords()
    hashed = await passwords.hash("caf\u00e9 kuda terbang")
    assert await passwords.right(hashed, "cafe\u0301 kuda terbang")


async def test_a_longer_password_does_not_pass_for_its_beginning() -> None:
    passwords = Passwords()
    hashed = await passwords.hash("x" * LONGEST)
    assert not await passwords.right(hashed, "x" * (LONGEST + 5))


async def test_a_hash_of_other_settings_is_outdated() -> None:
    passwords = Passwords()
    assert passwords.outdated(PasswordHasher(memory_cost=8, time_cost=1, parallelism=1).hash("x"))
    assert not passwords.outdated(await passwords.hash("x"))


class _Counting(PasswordHasher):
    """Cheap, and counts how often it had to work."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.worked = 0

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        self.worked += 1
        return super().hash(password, salt=salt)

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        self.worked += 1
        return super().verify(hash, password)


async def test_as_much_is_computed_where_there_is_no_password() -> None:
    hasher = _Counting()
    passwords = Passwords(hasher)
    hashed = await passwords.hash("kuda terbang makan batu")
    for known in (hashed, ""):
        hasher.worked = 0
        assert not await passwords.right(known, "salah sekali ini")
        assert hasher.worked == 1


# --- Codes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "right"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)]
)
def test_a_code_fits_its_half_minute_and_its_neighbours(seconds: int, right: bool) -> None:
    code = pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=seconds))
    if not right:
        with pytest.raises(LookupError):
            second_factor.step_of(SECRET, code, NOW)
        return
    step = (int(NOW.timestamp()) + seconds) // 30
    assert second_factor.step_of(SECRET, code, NOW) == step
    assert second_factor.step_of(SECRET, f" {code[:3]} {code[3:]} ", NOW) == step


@pytest.mark.parametrize(
    "code", ["", "12345", "1234567", "abcdef", "１２３４５６", "12 34 5", "٣٣٣٣٣٣"]
)
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(LookupError):
        second_factor.step_of(SECRET, code, NOW)


def test_without_a_secret_no_code_is_right() -> None:
    with pytest.raises(LookupError):
        second_factor.step_of("", pyotp.TOTP(SECRET).at(NOW), NOW)


def test_recovery_codes_differ_and_may_be_typed_carelessly() -> None:
    codes = second_factor.new_recovery_codes()
    assert len(set(codes)) == second_factor.RECOVERY_CODES
    assert all(len(code.replace("-", "")) == 16 for code in codes)
    digest = second_factor.recovery_digest(3, "0123-4567-89AB-CDEF")
    assert second_factor.recovery_digest(3, " o123 4567 89ab cdef ") == digest
    assert second_factor.recovery_digest(3, "0I23-4567-89AB-CDEF") == digest
    assert second_factor.recovery_digest(4, "0123-4567-89AB-CDEF") != digest


def test_the_picture_holds_no_style_and_no_script() -> None:
    picture = second_factor.qr(SECRET, "contoh.siti")
    assert picture.startswith("<svg")
    assert "viewBox" in picture  # Else a style sheet that sets its size would cut it off.
    assert "style" not in picture
    assert "script" not in picture


@pytest.mark.parametrize("role", list(Role))
def test_the_second_factor_is_wanted_of_kepala_and_admin_where_switched_on(role: Role) -> None:
    expected = role in (Role.KEPALA, Role.ADMIN)
    assert second_factor.wanted(role, Options(second_factor=True)) is expected
    assert not second_factor.wanted(role, Options(second_factor=False))


# --- Addresses and devices --------------------------------------------------------------------


def _from(address: str) -> Request:
    return Request({"type": "http", "headers": [], "client": (address, 1)})


def test_an_address_gets_its_tries_back_with_time() -> None:
    limit = AddressLimit(3, timedelta(seconds=10))
    here, elsewhere = _from("192.0.2.1"), _from("192.0.2.2")
    assert [bool(limit.wait(here, NOW)) for _ in range(4)] == [False, False, False, True]
    assert limit.wait(here, NOW) == timedelta(seconds=10)
    assert not limit.wait(elsewhere, NOW)
    assert not limit.wait(here, NOW + timedelta(seconds=10))
    assert limit.wait(here, NOW + timedelta(seconds=10))


def test_a_clock_that_goes_back_takes_nothing_away() -> None:
    limit = AddressLimit(2, timedelta(seconds=10))
    here = _from("192.0.2.1")
    assert not limit.wait(here, NOW)
    assert not limit.wait(here, NOW - timedelta(hours=1))


def test_a_network_of_one_customer_counts_as_one() -> None:
    limit = AddressLimit(1, timedelta(seconds=10))
    assert not limit.wait(_from("2001:db8:1:2::1"), NOW)
    assert limit.wait(_from("2001:db8:1:2:ffff::9"), NOW)
    assert not limit.wait(_from("2001:db8:1:3::1"), NOW)
    assert not limit.wait(_from("::ffff:192.0.2.1"), NOW)
    assert limit.wait(_from("::ffff:192.0.2.1"), NOW)


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36",
            "Chrome di Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge di Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36", "Chrome di Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1", "Safari di iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Firefox/130.0", "Firefox di Linux"),
        ("curl/8.0", "Peramban lain"),
        ("", "Peramban lain"),
    ],
)
def test_a_browser_is_named_in_words(agent: str, said: str) -> None:
    assert say_device(agent) == said
