"""What a transaction promises, and what is said when the database cannot keep it."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.calendar import WIB
from domain.errors import ConfigError, StorageUnavailableError
from storage.engine import make_engine, reading, transaction
from storage.migrate import upgrade
from storage.tables import counters, job_run
from tests.integration.storage_builders import NOW, say, take


def put(conn: Connection, name: str = "a", value: int = 1) -> None:
    conn.execute(insert(counters).values(name=name, value=value))


def count(conn: Connection) -> int:
    return len(conn.execute(select(counters)).all())


async def test_an_error_undoes_everything(database: AsyncEngine) -> None:
    def fail(conn: Connection) -> None:
        put(conn)
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        await transaction(database, fail)
    assert await reading(database, count) == 0


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "sqlite+pysqlite:///x.db", "postgresql+psycopg://x/y", "nothing"]
)
def test_an_address_that_we_cannot_use_is_a_mistake_in_the_settings(url: str) -> None:
    with pytest.raises(ConfigError):
        make_engine(url)


def test_a_password_is_not_told_in_an_error() -> None:
    with pytest.raises(ConfigError) as caught:
        make_engine("oracle://bale:rahasia@host/db")
    assert "rahasia" not in str(caught.value)


async def test_the_folder_of_a_new_database_is_made_and_closed_to_others(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/data/deep/bale.db")
    await upgrade(engine)
    await engine.dispose()
    assert (tmp_path / "data" / "deep").stat().st_mode & 0o077 == 0


async def test_sqlite_is_durable_checks_keys_and_does_not_block_readers(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url)

    def settings(conn: Connection) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return [conn.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    assert await reading(engine, settings) == ["wal", 2, 1, 5000]
    await engine.dispose()


async def test_a_database_in_memory_is_one_database(tmp_path: Path) -> None:
    engine = make_engine("sqlite+aiosqlite:///:memory:")
    await upgrade(engine)
    await asyncio.gather(*(transaction(engine, put, str(n)) for n in range(5)))
    assert await reading(engine, count) == 5
    await say(engine, "Halo")
    assert len(await take(engine)) == 1
    await engine.dispose()


async def test_a_locked_sqlite_database_is_unavailable_and_readable(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url, busy_timeout=0.1)
    path = sqlite_url.removeprefix("sqlite+aiosqlite:///")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailableError):
        await transaction(engine, put)
    assert await reading(engine, count) == 0
    other.execute("ROLLBACK")
    other.close()
    await transaction(engine, put)
    assert await reading(engine, count) == 1
    await engine.dispose()


async def test_everybody_who_waits_for_a_locked_database_is_told_soon(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url, busy_timeout=0.2)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite+aiosqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    start = asyncio.get_running_loop().time()
    results = await asyncio.gather(
        *(transaction(engine, put, str(n)) for n in range(20)), return_exceptions=True
    )
    assert {type(result) for result in results} == {StorageUnavailableError}
    assert asyncio.get_running_loop().time() - start < 2
    other.close()
    await engine.dispose()


async def test_many_writers_of_one_process_wait_their_turn(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url, busy_timeout=1)
    await asyncio.gather(*(transaction(engine, put, str(n)) for n in range(100)))
    assert await reading(engine, count) == 100
    await engine.dispose()


async def test_work_that_was_cancelled_at_any_moment_holds_no_lock(database: AsyncEngine) -> None:
    for n in range(30):
        task = asyncio.create_task(transaction(database, put, str(n)))
        await asyncio.sleep(n * 0.0005)
        task.cancel()
        await asyncio.wait([task])
    await transaction(database, put, "last")

    def names(conn: Connection) -> list[str]:
        return list(conn.execute(select(counters.c.name)).scalars())

    assert "last" in await reading(database, names)


async def test_a_postgresql_row_that_somebody_holds_is_unavailable(postgres_url: str) -> None:
    engine = make_engine(postgres_url, busy_timeout=0.2)
    await transaction(engine, put)

    def change(conn: Connection) -> None:
        conn.execute(text("UPDATE counters SET value = 2"))

    async with engine.begin() as other:
        await other.run_sync(change)
        with pytest.raises(StorageUnavailableError):
            await transaction(engine, change)
    await engine.dispose()


async def test_a_deadlock_is_run_again(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    await transaction(engine, put, "a")
    await transaction(engine, put, "b")
    first_steps = asyncio.Barrier(2)

    async def both(one: str, two: str) -> None:
        tries = 0

        def change(conn: Connection) -> None:
            nonlocal tries
            tries += 1
            from sqlalchemy.util import await_only

            for name in (one, two):
                conn.execute(text("UPDATE counters SET value = 2 WHERE name = :n"), {"n": name})
                if tries == 1 and name == one:
                    await_only(first_steps.wait())

        await transaction(engine, change)

    await asyncio.wait_for(asyncio.gather(both("a", "b"), both("b", "a")), 10)
    await engine.dispose()


async def test_a_server_that_dropped_its_connections_is_found_again(postgres_url: str) -> None:
    engine, admin = make_engine(postgres_url), make_engine(postgres_url)
    await transaction(engine, put)

    def drop(conn: Connection) -> None:
        conn.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )

    await transaction(admin, drop)
    assert await reading(engine, count) == 1
    await engine.dispose()
    await admin.dispose()


async def test_a_connection_lost_in_the_middle_is_unavailable(postgres_url: str) -> None:
    engine = make_engine(postgres_url)

    def die(conn: Connection) -> None:
        conn.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(StorageUnavailableError):
        await transaction(engine, die)
    with pytest.raises(StorageUnavailableError):
        await reading(engine, die)
    await engine.dispose()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://nobody@127.0.0.1:1/nothing",
        "postgresql://nobody@/nothing?host=/nowhere",
        "sqlite:////dev/null/bale.db",
    ],
)
async def test_a_database_that_is_not_there_is_unavailable(url: str) -> None:
    with pytest.raises((StorageUnavailableError, OSError)):
        await transaction(make_engine(url), put)


async def test_a_database_that_does_not_exist_is_unavailable(postgres_url: str) -> None:
    engine = make_engine(postgres_url.replace("?", "_gone?"))
    with pytest.raises((StorageUnavailableError, DBAPIError)):
        await transaction(engine, put)


async def test_a_transaction_that_takes_too_long_is_given_up(postgres_url: str) -> None:
    engine = make_engine(postgres_url, busy_timeout=0.2)

    def sleep(conn: Connection) -> None:
        conn.execute(text("SELECT pg_sleep(30)"))

    with pytest.raises(StorageUnavailableError):
        await transaction(engine, sleep)
    await transaction(engine, put)
    await engine.dispose()


@pytest.mark.parametrize(
    "statement",
    ["SELECT * FROM nothing", "SELEKT 1", "INSERT INTO counters (name) VALUES ('a')"],
)
async def test_a_mistake_of_ours_is_not_called_unavailable(
    database: AsyncEngine, statement: str
) -> None:
    def wrong(conn: Connection) -> None:
        conn.exec_driver_sql(statement)

    with pytest.raises(DBAPIError):
        await transaction(database, wrong)


async def test_a_value_that_cannot_be_stored_is_not_called_unavailable(
    database: AsyncEngine,
) -> None:
    with pytest.raises((DBAPIError, UnicodeEncodeError)):
        await transaction(database, put, "\ud800")


async def test_reading_does_not_write(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    with pytest.raises(DBAPIError, match="read-only"):
        await reading(engine, put)
    await transaction(engine, put)
    await engine.dispose()


async def test_moments_come_back_aware_and_in_utc(database: AsyncEngine) -> None:
    local = datetime(2026, 1, 1, 0, 30, 15, 123456, tzinfo=WIB)

    def write(conn: Connection) -> datetime:
        conn.execute(insert(job_run).values(name="a", run_key="1", at=local))
        found: datetime = conn.execute(select(job_run.c.at)).scalar_one()
        return found

    found = await transaction(database, write)
    assert found == local
    assert found.tzinfo is UTC
    assert found.utcoffset() == timedelta(0)
    assert found.day == 31


async def test_moments_are_compared_whatever_their_zone(database: AsyncEngine) -> None:
    def write(conn: Connection) -> list[str]:
        for hour in range(3):
            at = datetime(2026, 1, 1, hour, tzinfo=WIB)
            conn.execute(insert(job_run).values(name="a", run_key=str(hour), at=at))
        limit = datetime(2025, 12, 31, 18, tzinfo=UTC)
        query = select(job_run.c.run_key).where(job_run.c.at <= limit).order_by(job_run.c.at)
        return list(conn.execute(query).scalars())

    assert await transaction(database, write) == ["0", "1"]


async def test_a_naive_moment_cannot_be_stored(database: AsyncEngine) -> None:
    def write(conn: Connection) -> None:
        naive = NOW.replace(tzinfo=None)
        conn.execute(insert(job_run).values(name="a", run_key="1", at=naive))

    with pytest.raises(StatementError, match="without a zone"):
        await transaction(database, write)
