"""Passwords: hashed with argon2id in a thread, and refused where they would soon be guessed."""

from __future__ import annotations

import asyncio
import threading
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from domain.people import Officer

SHORTEST, LONGEST = 10, 200  # Characters.
_LOOKED_AT = 72  # Characters; the estimate takes long for more, and they only make it stronger.
_STRONG = 3  # Of 4: safe from guessing even with a stolen copy of the database.

# The first of the settings that OWASP recommends: 46 MiB and one pass, about 70 ms.
_HASHER = PasswordHasher(time_cost=1, memory_cost=47104, parallelism=1)
_AT_ONCE = 2  # Each takes its memory; whoever sends many waits.

# What whoever guesses here tries first. The lists of zxcvbn are those of English speakers.
_OFFICE = ("purwakarta", "dpmptsp", "madukara", "baleaduan")
_COMMON = (
    *("bismillah alhamdulillah subhanallah insyaallah allahuakbar assalamualaikum".split()),
    *("rahasia katasandi sandi masuk kantor pengaduan aduan petugas kepala bupati admin".split()),
    *("indonesia merdeka pancasila garuda jakarta bandung jawabarat sunda purwakarta".split()),
    *("karawang subang cikampek bekasi bogor surabaya plered jatiluhur wanayasa".split()),
    *("sayang cinta kasih kamu aku kita anak istri suami ibu bapak mama papa bunda ayah".split()),
    *("senin selasa rabu kamis jumat sabtu minggu januari februari maret april juni".split()),
    *("juli agustus september oktober november desember pelayanan perizinan izin satu".split()),
    *("kucing ganteng cantik semangat sukses bahagia persib maung bobotoh".split()),
)

# zxcvbn keeps the words of whoever asked last in one place for all threads.
_ESTIMATING = threading.Lock()


class Passwords:
    """Hashes and compares, a few at a time so that a flood of tries does not fill the memory."""

    def __init__(self, hasher: PasswordHasher = _HASHER) -> None:
        self._hasher = hasher
        self._turn = asyncio.Semaphore(_AT_ONCE)

    async def hash(self, password: str) -> str:
        async with self._turn:
            return await asyncio.to_thread(self._hasher.hash, _plain(password))

    async def right(self, hashed: str, password: str) -> bool:
        """Whether this is the password. It takes as long where there is none to compare with."""
        async with self._turn:
            return await asyncio.to_thread(self._right, hashed, _plain(password))

    def outdated(self, hashed: str) -> bool:
        """Whether it was hashed with other settings than today's."""
        return self._hasher.check_needs_rehash(hashed)

    async def problems(self, password: str, repeated: str, officer: Officer) -> list[str]:
        """What is wrong with a new password of this officer, in sentences; nothing where none is.

        repeated: the same, typed a second time.
        """
        found = await asyncio.to_thread(weaknesses, password, officer)
        if not found and password != repeated:
            found.append("Kedua isian kata sandi belum sama. Ketik ulang.")
        return found

    def _right(self, hashed: str, password: str) -> bool:
        if not hashed:
            self._hasher.hash(password)  # As much work as comparing.
            return False
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False


def _plain(password: str) -> str:
    """One way to write what looks the same, and no more of it than anybody may set."""
    return unicodedata.normalize("NFKC", password)[: LONGEST + 1]


def weaknesses(password: str, officer: Officer) -> list[str]:
    """Why a password would be guessed, in sentences; nothing where it is good."""
    plain = _plain(password)
    if len(plain) < SHORTEST:
        return [
            f"Kata sandi minimal {SHORTEST} huruf. Beberapa kata yang tidak berhubungan mudah "
            "diingat dan sulit ditebak."
        ]
    if len(plain) > LONGEST:
        return [f"Kata sandi paling panjang {LONGEST} huruf."]
    bare = "".join(plain.casefold().split())
    if officer.username in bare:
        return ["Kata sandi berisi nama pengguna Anda. Pakai kata lain."]
    if any(word in bare for word in _OFFICE):
        return ["Kata sandi berisi nama kantor atau daerah ini. Pakai kata lain."]
    estimate = _estimate(plain, [officer.username, *officer.name.split(), officer.name])
    if estimate["score"] >= _STRONG:
        return []
    return [
        f"Kata sandi ini mudah ditebak: {_because(estimate['sequence'])}. "
        "Tambahkan satu atau dua kata lain yang tidak berhubungan."
    ]


def _estimate(password: str, own: Sequence[str]) -> Mapping[str, Any]:
    # Its lists of words take 13 MiB, and a process in which nobody sets a password needs none.
    from zxcvbn import zxcvbn

    with _ESTIMATING:
        estimate: Mapping[str, Any] = zxcvbn(
            password[:_LOOKED_AT], user_inputs=[*own, *_OFFICE, *_COMMON]
        )
    return estimate


_WHY = {
    "spatial": "isinya urutan tombol papan ketik",
    "repeat": "isinya berulang",
    "sequence": "isinya urutan huruf atau angka",
    "regex": "isinya tahun",
    "date": "isinya tanggal",
}


def _because(sequence: Sequence[Mapping[str, Any]]) -> str:
    """The longest part that was recognised decides which reason is told."""
    known = [part for part in sequence if part["pattern"] != "bruteforce"]
    if not known:
        return "terlalu pendek"
    longest = max(known, key=lambda part: len(part["token"]))
    if longest["pattern"] != "dictionary":
        return _WHY.get(longest["pattern"], "polanya umum")
    if longest["dictionary_name"] == "user_inputs":
        return "isinya nama Anda atau kata yang sering dipakai di sini"
    if longest["dictionary_name"] == "passwords":
        return "mirip kata sandi yang banyak dipakai orang"
    return "isinya kata atau nama yang umum"
