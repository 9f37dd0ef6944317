"""How a database is reached, and what every transaction promises on SQLite and on PostgreSQL.

The rest of this folder is plain functions over a `Connection`. The two helpers `transaction` and
`reading` run them, and turn whatever a driver says when the database is locked or away into one
error, so that a webhook can answer 503 without knowing which database there is.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import URL, AsyncAdaptedQueuePool, Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from domain.errors import ConfigError, StorageUnavailableError

P = ParamSpec("P")
T = TypeVar("T")

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
_READING = "bale_reading"  # Execution option: this transaction only reads.
_WRITER = "bale_writer"  # Execution option: the lock that lets one SQLite writer in at a time.
_PATIENCE = "bale_patience"  # Execution option: seconds that a whole transaction may take.
_READING_SECONDS = 60.0  # Reports read much; nobody waits for them at a webhook.
_TRIES = 3  # How often a transaction is run that another one collided with.


def make_engine(url: str, *, busy_timeout: float = 5.0) -> AsyncEngine:
    """An engine for the database of this address; it connects when it is first used.

    busy_timeout: seconds to wait for another process that is writing, or holds a row.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigError("the database's address is not a URL") from error
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None:
        raise ConfigError(f"the database must be sqlite or postgresql, not {parsed.drivername}")
    parsed = parsed.set(drivername=driver)
    make = _sqlite if driver.startswith("sqlite") else _postgresql
    engine = make(parsed, busy_timeout)
    # Who waits for this process's writer may then still wait for another process.
    engine.update_execution_options(**{_PATIENCE: 2 * busy_timeout})
    return engine


def _sqlite(url: URL, busy_timeout: float) -> AsyncEngine:
    in_memory = url.database in (None, "", ":memory:")
    if url.database and not in_memory:
        # What citizens wrote is nobody else's to read, so a new folder is closed to others.
        Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_async_engine(
        url,
        connect_args={"timeout": busy_timeout},
        poolclass=AsyncAdaptedQueuePool,
        # A database in memory lives in its one connection, which everybody takes in turn.
        pool_size=1 if in_memory else 5,
        max_overflow=0 if in_memory else 10,
        pool_timeout=2 * busy_timeout,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: DBAPIConnection, record: object) -> None:
        # Python's sqlite3 begins transactions by itself, too late and in the wrong mode.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that begins by reading and writes later is refused at once, without any
        # waiting, when somebody wrote in between. So writers take the lock first.
        reads = connection.get_execution_options().get(_READING)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    # SQLite lets waiting writers poll, so that some starve; ours stand in a fair queue instead.
    engine.update_execution_options(**{_WRITER: asyncio.Lock()})
    return engine


def _postgresql(url: URL, busy_timeout: float) -> AsyncEngine:
    return create_async_engine(
        url,
        isolation_level="READ COMMITTED",
        pool_size=10,
        max_overflow=5,
        pool_timeout=2 * busy_timeout,
        # A server that was restarted at night must not cost the first citizen of the morning an
        # error: not every provider tries again.
        pool_pre_ping=True,
        connect_args={
            "timeout": busy_timeout,
            # Lists of many lengths make many statements; all of them stay prepared.
            "prepared_statement_cache_size": 500,
            "server_settings": {
                "application_name": "bale-aduan",
                "timezone": "UTC",
                "lock_timeout": str(int(busy_timeout * 1000)),
                "idle_in_transaction_session_timeout": "60000",
                "jit": "off",  # Our statements are short; compiling them takes longer.
            },
        },
    )


async def transaction(
    engine: AsyncEngine,
    fn: Callable[Concatenate[Connection, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Runs `fn(connection, …)` in one transaction and commits it; any error undoes all of it.

    `fn` may be run again after a collision, so it does nothing but talk to the database.
    Raises StorageUnavailableError where the database is locked or away.
    """
    options = engine.get_execution_options()
    for last in [False] * (_TRIES - 1) + [True]:
        try:
            async with (
                asyncio.timeout(options.get(_PATIENCE)),
                _writer(options.get(_WRITER)),
                engine.begin() as connection,
            ):
                return await connection.run_sync(fn, *args, **kwargs)
        except Exception as error:
            if not last and _state(error)[:2] == "40":
                continue  # Two transactions stood in each other's way, and this one gave way.
            if unavailable(error):
                raise StorageUnavailableError from error
            raise
    raise AssertionError("unreachable")


async def reading(
    engine: AsyncEngine,
    fn: Callable[Concatenate[Connection, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Runs `fn(connection, …)`, which only reads; it neither waits for writers nor stops them.

    Raises StorageUnavailableError where the database is locked or away.
    """
    try:
        async with asyncio.timeout(_READING_SECONDS), engine.connect() as connection:
            await connection.execution_options(**{_READING: True, "postgresql_readonly": True})
            async with connection.begin():
                return await connection.run_sync(fn, *args, **kwargs)
    except Exception as error:
        if unavailable(error):
            raise StorageUnavailableError from error
        raise


def unhurried(engine: AsyncEngine) -> AsyncEngine:
    """The same engine, without a limit to how long a transaction takes; for migrations."""
    return engine.execution_options(**{_PATIENCE: None})


@asynccontextmanager
async def _writer(lock: asyncio.Lock | None) -> AsyncIterator[None]:
    if lock is None:
        yield
        return
    async with lock:
        yield


# PostgreSQL's classes: connection, collision, resources, not in the required state (locked),
# operator intervention (shutting down, starting up), system.
_AWAY = frozenset({"08", "40", "53", "55", "57", "58"})


def unavailable(error: BaseException) -> bool:
    """Whether the database is locked or away, so that the same work may succeed later.

    What is wrong with the work itself (a bad value, a missing table) is no such thing: trying it
    again would fail again.
    """
    if isinstance(error, OSError | TimeoutError | PoolTimeoutError):
        return True
    state = _state(error)
    if state:
        return state[:2] in _AWAY
    if not isinstance(error, DBAPIError):
        return False
    if isinstance(error.orig, sqlite3.Error):
        code = getattr(error.orig, "sqlite_errorcode", None)
        wrong = isinstance(error.orig, sqlite3.IntegrityError | sqlite3.ProgrammingError)
        return not wrong and code not in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_TOOBIG)
    if error.connection_invalidated:
        return True
    # asyncpg calls a value that it cannot encode an interface error as well.
    bad_value = isinstance(error.orig and error.orig.__cause__, ValueError | TypeError)
    return isinstance(error, InterfaceError) and not bad_value


def _state(error: BaseException) -> str:
    """PostgreSQL's five-character code, "" where there is none."""
    holder = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(holder, "sqlstate", None)
    return state if isinstance(state, str) else ""
