"""Bringing a database to this release's tables, also when several processes start at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.errors import StorageUnavailableError
from storage.engine import reading, transaction, unhurried

if TYPE_CHECKING:
    from alembic.config import Config

# The newest revision. A start compares it with the database and does not even import Alembic
# where they agree; a test compares it with the scripts.
HEAD = "0006"

_SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 0x62616C65  # "bale", the key of PostgreSQL's advisory lock.
_ATTEMPTS = 10
_PAUSE = 0.5


async def upgrade(engine: AsyncEngine, revision: str = HEAD) -> bool:
    """Brings the tables up to a revision; False where there was nothing to do."""
    for attempts_left in reversed(range(_ATTEMPTS)):
        if await current(engine) == revision:
            return False
        try:
            await transaction(unhurried(engine), _run, _upgrade, revision)
            return True
        except StorageUnavailableError:
            # SQLite has no lock that waits for as long as another process's migration takes.
            if not attempts_left:
                raise
            await asyncio.sleep(_PAUSE)
    raise AssertionError("unreachable")


async def downgrade(engine: AsyncEngine, revision: str) -> None:
    """Takes the tables back to a revision, `base` for none at all. What they held is lost."""
    await transaction(unhurried(engine), _run, _downgrade, revision)


async def current(engine: AsyncEngine) -> str:
    """The revision of the database, "" for an empty one."""
    return await reading(engine, _current)


def _current(conn: Connection) -> str:
    if not inspect(conn).has_table("alembic_version"):
        return ""
    return conn.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def _run(conn: Connection, step: Callable[[Config, str], None], revision: str) -> None:
    """Runs one step alone. Who waited here finds the work done, and Alembic does nothing."""
    if conn.dialect.name == "postgresql":
        # SQLite's transaction holds the only lock there is.
        conn.execute(text("SET LOCAL lock_timeout = 0"))
        conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    step(config(conn), revision)


def config(conn: Connection | None = None) -> Config:
    """Alembic's settings."""
    from alembic.config import Config

    settings = Config(attributes={"connection": conn})
    settings.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return settings


def _upgrade(settings: Config, revision: str) -> None:
    from alembic import command

    command.upgrade(settings, revision)


def _downgrade(settings: Config, revision: str) -> None:
    from alembic import command

    command.downgrade(settings, revision)
