"""Group commit: requests that wait at the same time share one transaction.

A durable commit costs a sync of the disk however little it holds. One writer that takes all who
are waiting makes 3 to 6 times as many messages durable as a commit each would.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.errors import StorageUnavailableError
from storage.engine import transaction

Item = TypeVar("Item")
Result = TypeVar("Result")


class GroupCommit(Generic[Item, Result]):
    """A writer of its own for one kind of item.

    write gets several items and gives one result for each, in their order; it may be called again
    for the same items after its transaction was undone.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        write: Callable[[Connection, Sequence[Item]], Sequence[Result]],
        max_batch: int = 256,
    ) -> None:
        self._engine = engine
        self._write = write
        self._max_batch = max_batch
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def submit(self, item: Item) -> Result:
        """Returns once the item is committed; raises what writing it raised.

        Who stops waiting does not stop the write.
        """
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._run())
        return await done

    async def close(self) -> None:
        """Waits until everything that was submitted is committed or refused."""
        if self._writer is not None:
            await self._writer

    async def _run(self) -> None:
        try:
            while self._waiting:
                batch = self._waiting[: self._max_batch]
                del self._waiting[: self._max_batch]
                await self._commit(batch)
        finally:
            # Only where the writer itself was cancelled is anybody left here.
            self._refuse(self._waiting, StorageUnavailableError())

    async def _commit(self, batch: Sequence[tuple[Item, asyncio.Future[Result]]]) -> None:
        """Commits the batch; one that fails is halved until only the bad item fails."""
        try:
            results = await transaction(self._engine, self._write, [item for item, _ in batch])
            if len(results) != len(batch):
                raise RuntimeError("a result is missing")
        except Exception as error:
            if len(batch) == 1 or isinstance(error, StorageUnavailableError):
                self._refuse(batch, error)
                return
            middle = len(batch) // 2
            await self._commit(batch[:middle])
            await self._commit(batch[middle:])
        except asyncio.CancelledError:
            self._refuse(batch, StorageUnavailableError())
            raise
        else:
            for (_, done), result in zip(batch, results, strict=True):
                if not done.done():
                    done.set_result(result)

    @staticmethod
    def _refuse(batch: Sequence[tuple[Item, asyncio.Future[Result]]], error: Exception) -> None:
        for _, done in batch:
            if not done.done():
                done.set_exception(error)
