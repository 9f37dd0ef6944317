"""Requests that wait together are committed together, and only the bad one fails."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.errors import StorageUnavailableError
from storage.engine import make_engine
from storage.group import GroupCommit
from storage.inbox import Received, record_inbound
from storage.tables import inbox
from tests.integration.storage_builders import NOW, message, received, rows_of


class Counting:
    """Writes messages and counts the transactions that it took."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def __call__(self, conn: Connection, batch: Sequence[Received]) -> list[bool]:
        self.sizes.append(len(batch))
        return record_inbound(conn, batch)


async def test_requests_that_wait_together_share_a_commit(database: AsyncEngine) -> None:
    write = Counting()
    group = GroupCommit(database, write, max_batch=50)
    results = await asyncio.gather(*(group.submit(received(str(n))) for n in range(120)))
    assert results == [True] * 120
    assert write.sizes == [50, 50, 20]
    assert [row.text for row in await rows_of(database, inbox)] == [str(n) for n in range(120)]


async def test_requests_that_come_during_a_commit_share_the_next(database: AsyncEngine) -> None:
    write = Counting()
    group = GroupCommit(database, write)
    first = asyncio.create_task(group.submit(received("a")))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    others = [asyncio.create_task(group.submit(received(str(n)))) for n in range(5)]
    await asyncio.gather(first, *others)
    assert write.sizes == [1, 5]
    assert await group.submit(received("b"))


async def test_a_bad_item_fails_alone(database: AsyncEngine) -> None:
    group = GroupCommit(database, record_inbound)
    naive = Received(message("x", sent_at=NOW.replace(tzinfo=None)), "", NOW)
    items = [received(str(n)) for n in range(20)]
    items[13] = naive
    results = await asyncio.gather(*(group.submit(item) for item in items), return_exceptions=True)
    assert [isinstance(result, Exception) for result in results] == [n == 13 for n in range(20)]
    assert len(await rows_of(database, inbox)) == 19


async def test_a_database_that_is_away_is_told_to_all_who_wait() -> None:
    engine = make_engine("postgresql://nobody@127.0.0.1:1/nothing")
    group = GroupCommit(engine, record_inbound)
    results = await asyncio.gather(
        *(group.submit(received(str(n))) for n in range(3)), return_exceptions=True
    )
    assert [type(result) for result in results] == [StorageUnavailableError] * 3


async def test_who_stops_waiting_does_not_stop_the_write(database: AsyncEngine) -> None:
    group = GroupCommit(database, record_inbound)
    waiting = asyncio.create_task(group.submit(received("a")))
    other = asyncio.create_task(group.submit(received("b")))
    await asyncio.sleep(0)
    waiting.cancel()
    assert await other is True
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert [row.text for row in await rows_of(database, inbox)] == ["a", "b"]


async def test_closing_waits_for_what_was_submitted(database: AsyncEngine) -> None:
    group = GroupCommit(database, record_inbound)
    waiting = asyncio.create_task(group.submit(received("a")))
    await asyncio.sleep(0)
    await group.close()
    assert await waiting is True


async def test_a_writer_that_forgets_a_result_is_an_error_and_hangs_nobody(
    database: AsyncEngine,
) -> None:
    def forgetful(conn: Connection, batch: Sequence[int]) -> list[int]:
        return []

    group = GroupCommit(database, forgetful)
    with pytest.raises(RuntimeError):
        await group.submit(1)
