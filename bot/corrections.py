"""From officers' corrections in the database to training data in a file, one look at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot import clock
from bot.office import catalogue
from bot.settings import Settings
from domain.correction import Correction
from nlu.corrections import (
    masked_for_training,
    permits_marked,
    read_corrections,
    with_correction,
    write_corrections,
)
from storage.complaints import by_numbers
from storage.corrections import StoredCorrection, accepted, mark_reviewed, unreviewed
from storage.engine import make_engine, reading, transaction
from storage.migrate import upgrade

_AT_ONCE = 1000  # More than anybody looks at in one sitting.


@dataclass(frozen=True, slots=True)
class Shown:
    """One correction with its words as they may be learned: masked, a corrected permit marked."""

    id: int
    text: str
    correction: Correction


class Review:
    """The corrections that nobody has looked at, and the file that those which are right go to.

    waiting: in the order in which they were made. messages: labels of what is in the file. empty:
    how many had no words of a citizen, and so were set aside unseen.
    """

    def __init__(self, database: AsyncEngine, out: Path) -> None:
        self._database = database
        self._out = out
        self.waiting: list[Shown] = []
        self.messages: dict[str, str] = {}
        self.empty = 0

    @classmethod
    async def open(cls, settings: Settings, out: Path) -> Review:
        """Raises CorpusError for a file that cannot be read, and StorageUnavailableError."""
        review = cls(make_engine(settings.database), out)
        try:
            await upgrade(review._database)
            await review._read_file()
            stored = await reading(review._database, unreviewed, _AT_ONCE)
            for shown in await review._shown(stored):
                if shown.text:
                    review.waiting.append(shown)
                else:
                    review.empty += 1
                    await review._mark(shown, take=False)
        except BaseException:
            await review.close()
            raise
        return review

    async def decide(self, shown: Shown, *, take: bool) -> None:
        """Keep a decision at once, the file before the row.

        So what was taken is in the file whatever happens, and what is asked about again, because
        the row was not reached, is not in it twice.
        """
        if take:
            self._take(shown)
            write_corrections(self._out, self.messages)
        await self._mark(shown, take=take)

    async def close(self) -> None:
        await self._database.dispose()

    async def _read_file(self) -> None:
        """The messages of the file; where it is gone, all that were ever accepted are put back."""
        if self._out.exists():
            self.messages = read_corrections(self._out)
            return
        for shown in await self._shown(await reading(self._database, accepted)):
            self._take(shown)
        if self.messages:
            write_corrections(self._out, self.messages)

    def _take(self, shown: Shown) -> None:
        label = shown.correction.corrected.label
        self.messages = with_correction(self.messages, shown.text, label)

    async def _mark(self, shown: Shown, *, take: bool) -> None:
        await transaction(self._database, mark_reviewed, shown.id, take, clock.now())

    async def _shown(self, stored: Sequence[StoredCorrection]) -> list[Shown]:
        numbers = {one.correction.complaint for one in stored}
        complaints = await reading(self._database, by_numbers, sorted(numbers))
        names = {number: complaint.facts.name for number, complaint in complaints.items()}
        return [
            Shown(one.id, _text(c, names.get(c.complaint, "")), c)
            for one, c in ((one, one.correction) for one in stored)
        ]


def _text(correction: Correction, name: str) -> str:
    text = masked_for_training(correction.text, [name])
    if correction.corrected.services == correction.said.services:
        return text
    found = [catalogue().get(service) for service in correction.corrected.services]
    called = [name for service in found if service for name in (service.name, *service.aliases)]
    return permits_marked(text, called)
