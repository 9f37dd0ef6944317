"""The counter: what an officer or the public form enters becomes a complaint like any other.

It is read by the same engines, held by the same lease and committed with the same outcome as what
the bot takes in. A conversation that is in the middle of a draft keeps it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.turns import Reader
from domain.complaint import Complaint
from domain.dialogue import Office, Turn
from domain.errors import InvalidTransitionError, LeaseLostError
from domain.people import Officer
from domain.understanding import UNKNOWN, NluResult
from handlers.entry import BY_CITIZEN, Entry, problems, take_in
from storage.claims import claim_one
from storage.cleaning import clean
from storage.engine import reading, transaction
from storage.entries import (
    AlreadyRecordedError,
    Written,
    commit_entry,
    conversation_for,
    recorded_as,
)
from storage.leases import release
from storage.work import Work

_LEASE = timedelta(seconds=30)
_TRIES = 50
_WAIT = 0.1  # Seconds between tries; a citizen's turn takes far less than all of them together.
_NOTHING = NluResult(UNKNOWN, 0.0)


class Counter:
    """Registers entries. sends: the channels on which this process can send something."""

    def __init__(
        self,
        database: AsyncEngine,
        reader: Reader,
        office: Callable[[], Office],
        *,
        owner: str,
        now: Callable[[], datetime],
        outgoing: asyncio.Event,
        sends: frozenset[str],
    ) -> None:
        self.database = database
        self.reader = reader
        self.office = office
        self.owner = f"{owner}-counter"
        self.now = now
        self.outgoing = outgoing
        self.sends = sends

    async def register(self, entry: Entry, officer: Officer | None) -> Complaint:
        """The complaint that this form makes, or has made before.

        officer: who recorded it, None for the citizen. Raises InvalidTransitionError with a
        sentence on what has to be put right.
        """
        entry = _cleaned(replace(entry, recorded_by=officer.username if officer else BY_CITIZEN))
        wrong = problems(entry, self.now())
        if wrong:
            raise InvalidTransitionError(" ".join(wrong.values()))
        try:
            return await self.recorded(entry.key)
        except LookupError:
            pass
        understood = await self._read(entry)
        place = await transaction(
            self.database, conversation_for, entry.place, entry.person, self.now()
        )
        for _ in range(_TRIES):
            now = self.now()
            try:
                work = await transaction(self.database, claim_one, self.owner, place, now, _LEASE)
                return await self._commit(work, entry, understood, now)
            except LeaseLostError:
                await asyncio.sleep(_WAIT)
        raise InvalidTransitionError("Nomor ini sedang dipakai bercakap. Simpan sekali lagi.")

    async def recorded(self, key: str) -> Complaint:
        """The complaint that the form of this key made. Raises LookupError where it made none."""
        return await reading(self.database, recorded_as, key)

    async def _read(self, entry: Entry) -> NluResult:
        if not entry.matter.strip():
            return _NOTHING
        [understood] = await self.reader.read([(entry.matter, entry.arrived_at)])
        return understood

    async def _commit(
        self, work: Work, entry: Entry, understood: NluResult, now: datetime
    ) -> Complaint:
        turn = Turn(
            address=work.address,
            state=work.state,
            message=None,
            nlu=understood,
            complaints=work.complaints,
            now=now,
            office=self.office(),
            referenced=work.referenced,
        )
        written = Written(entry.key, entry.matter, entry.arrived_at, understood)
        try:
            outcome = take_in(turn, entry, self.sends)
            complaint = await transaction(self.database, commit_entry, work, outcome, written, now)
        except AlreadyRecordedError:
            await transaction(self.database, release, [work])
            try:
                return await self.recorded(entry.key)
            except LookupError:
                # So long ago that the form's number was forgotten.
                raise InvalidTransitionError("Formulir ini sudah lama dicatat.") from None
        except LeaseLostError:
            raise
        except Exception:
            await transaction(self.database, release, [work])
            raise
        self.outgoing.set()
        return complaint


def _cleaned(entry: Entry) -> Entry:
    """The entry with every text as a database can store it."""
    return replace(
        entry,
        key=clean(entry.key),
        matter=clean(entry.matter),
        name=clean(entry.name),
        address=clean(entry.address),
        services=tuple(replace(s, name=clean(s.name)) for s in entry.services),
    )
