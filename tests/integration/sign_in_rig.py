"""People with passwords and phones, for tests that sign in by the real pages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import httpx
import pyotp
from argon2 import PasswordHasher
from sqlalchemy import Connection, Row, select, update

from console import cookies, second_factor
from console.parts import Options
from domain.people import Officer, Role
from storage.codec import dump_texts
from storage.engine import reading, transaction
from storage.office_tables import officers
from tests.integration.console_rig import Rig

PASSWORD = "kuda terbang makan batu"
NEW_PASSWORD = "gajah menari di atap biru"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
RECOVERY = "0123-4567-89AB-CDEF"


@lru_cache(maxsize=1)
def hashed() -> str:
    """Of PASSWORD; hashed once, because that takes long on purpose."""
    return PasswordHasher(time_cost=1, memory_cost=47104, parallelism=1).hash(PASSWORD)


async def member(rig: Rig, role: Role, *, phone: bool = False, **more: Any) -> Officer:
    """Somebody whose password is PASSWORD; phone: with SECRET as second factor."""
    officer = await rig.person(role, **more)
    values: dict[str, Any] = {"password_hash": hashed()}
    if phone:
        values |= {
            "totp_secret": SECRET,
            "totp_confirmed_at": rig.now,
            "recovery": dump_texts((second_factor.recovery_digest(officer.id, RECOVERY),)),
        }
    await change_row(rig, officer, **values)
    return officer


async def change_row(rig: Rig, officer: Officer, **values: Any) -> None:
    def work(conn: Connection) -> None:
        conn.execute(update(officers).where(officers.c.id == officer.id).values(**values))

    await transaction(rig.database, work)


async def row(rig: Rig, officer: Officer) -> Row[Any]:
    def look(conn: Connection) -> Row[Any]:
        return conn.execute(select(officers).where(officers.c.id == officer.id)).one()

    return await reading(rig.database, look)


async def enter(
    browser: httpx.AsyncClient, username: str, password: str = PASSWORD, **more: str
) -> httpx.Response:
    """Sends the sign-in form."""
    return await browser.post("/kantor/masuk", data={"nama": username, "sandi": password, **more})


async def enter_code(browser: httpx.AsyncClient, code: str, **more: str) -> httpx.Response:
    return await browser.post("/kantor/masuk/kode", data={"kode": code, **more})


def code_at(moment: datetime, secret: str = SECRET) -> str:
    return pyotp.TOTP(secret).at(moment)


def wrong_code(moment: datetime) -> str:
    """Six digits that are no code anywhere near the moment."""
    near = {code_at(moment + timedelta(seconds=30 * step)) for step in range(-3, 4)}
    return next(code for code in ("000000", "111111", "222222") if code not in near)


async def is_in(browser: httpx.AsyncClient) -> bool:
    """Whether this browser gets to a page behind sign-in."""
    return (await browser.get("/kantor/akun")).status_code == 200


def token_of(browser: httpx.AsyncClient, rig: Rig) -> str:
    return browser.cookies.get(cookies.name(rig.options)) or ""


def secret_on(page: str) -> str:
    """The secret that a set-up page shows for typing."""
    [shown] = re.findall(r"<code>([A-Z2-7 ]+)</code>", page)
    return str(shown).replace(" ", "")


def strict(options: Options | None = None) -> Options:
    """The settings with the second factor wanted of kepala and admin."""
    return replace(options or Options(), second_factor=True)
