"""Accounts from the command line: the first admin's link, and people made without the console.

Nothing has a password to begin with: whoever gets a link sets one.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from bot.clock import now
from bot.config_types import split_listen
from bot.settings import Settings
from console import cookies
from console.parts import STAFF, Console
from domain.errors import AccountError
from domain.people import Draft, Role
from storage.accounts import create_account, first_admin
from storage.engine import make_engine, transaction
from storage.migrate import upgrade
from storage.office_tables import officers

_ACTOR = "system"  # Whoever may run commands on the server is no officer.


def staff_address(settings: Settings, port: int | None = None) -> str:
    """Where the console is, without a slash at the end.

    port: which one is really listened at, where the settings leave that open.
    """
    if settings.console.listen:
        host, chosen = split_listen(settings.console.listen)
    elif settings.public_url:
        return settings.public_url.rstrip("/") + STAFF
    else:
        host, chosen = settings.listen_host, port or settings.listen_port
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{chosen}{STAFF}"


async def first_link(console: Console, address: str) -> str:
    """The link with which the first admin begins; "" where somebody has an account already.

    Each start makes a new one and voids the one before. address: of the console.
    """
    token = cookies.new_token()
    made = await transaction(console.database, first_admin, cookies.digest(token), console.now())
    return f"{address}/mulai/{token}" if made else ""


async def create_officer(
    settings: Settings,
    *,
    username: str,
    name: str,
    role: str,
    level: int,
    position: str,
    superior: str,
) -> str:
    """Makes an account; a text with its one-time link. superior: a username, or "" for nobody.

    Raises AccountError with what is wrong, ConfigError or StorageUnavailableError.
    """
    if role not in set(Role):
        raise AccountError(f"Peran harus salah satu dari: {', '.join(Role)}.", field="role")
    token = cookies.new_token()

    def create(conn: Connection, at: datetime) -> datetime:
        boss = _id_of(conn, superior)
        draft = Draft(username, name, Role(role), level, position, boss)
        _, until = create_account(conn, draft, cookies.digest(token), at, actor=_ACTOR)
        return until

    engine = make_engine(settings.database)
    try:
        await upgrade(engine)
        await transaction(engine, create, now())
    finally:
        await engine.dispose()
    return (
        f"Akun {username.strip().lower()} dibuat. Tautan untuk membuat kata sandi "
        f"(sekali pakai, berlaku 24 jam):\n{staff_address(settings)}/mulai/{token}"
    )


def _id_of(conn: Connection, username: str) -> int | None:
    if not username:
        return None
    o = officers.c
    found = conn.execute(select(o.id).where(o.username == username.strip().lower())).scalar()
    if found is None:
        raise AccountError(f"Tidak ada pengguna bernama {username}.", field="superior")
    return int(found)
