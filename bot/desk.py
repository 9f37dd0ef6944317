"""What officers do to a conversation: the same lease, the same pure turn, the same commit.

So an officer and a citizen can never write the same state at once, and an illegal step leaves
nothing behind.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.dialogue import Office, Turn
from domain.errors import InvalidTransitionError, LeaseLostError
from domain.messages import Address
from handlers import officer
from handlers.officer import OfficerAction
from storage.claims import claim_one
from storage.complaints import find_conversation_of
from storage.engine import reading, transaction
from storage.leases import release
from storage.outcomes import Committed, commit_outcomes
from storage.transcripts import conversation_at, handed_over

_LEASE = timedelta(seconds=30)
_TRIES = 50
_WAIT = 0.1  # Seconds between tries; a citizen's turn takes far less than all of them together.


class Desk:
    """Acts on conversations for officers."""

    def __init__(
        self,
        database: AsyncEngine,
        office: Callable[[], Office],
        *,
        owner: str,
        now: Callable[[], datetime],
        outgoing: asyncio.Event,
    ) -> None:
        self.database = database
        self.office = office
        self.owner = f"{owner}-desk"
        self.now = now
        self.outgoing = outgoing

    async def act(self, action: OfficerAction, at: Address | None = None) -> list[Committed]:
        """Do it. at: the conversation, where no ticket names it.

        A release that names neither releases every conversation that was handed over. Raises
        InvalidTransitionError with a sentence for the officer.
        """
        places = await self._places(action, at)
        return [await self._act_in(place, action) for place in places]

    async def _places(self, action: OfficerAction, at: Address | None) -> list[int]:
        if at is not None:
            place = await reading(self.database, conversation_at, at)
            if place is None:
                raise InvalidTransitionError("tidak ada percakapan dengan alamat itu")
            return [place]
        if action.ticket:
            try:
                return [await reading(self.database, find_conversation_of, action.ticket)]
            except LookupError as error:
                raise InvalidTransitionError(
                    f"tidak ada laporan bernomor {action.ticket}"
                ) from error
        if action.action == "release":
            return await reading(self.database, handed_over)
        raise InvalidTransitionError("nomor laporan belum disebutkan")

    async def _act_in(self, conversation_id: int, action: OfficerAction) -> Committed:
        for _ in range(_TRIES):
            now = self.now()
            try:
                work = await transaction(
                    self.database, claim_one, self.owner, conversation_id, now, _LEASE
                )
            except LeaseLostError:
                await asyncio.sleep(_WAIT)
                continue
            turn = Turn(
                address=work.address,
                state=work.state,
                message=None,
                nlu=None,
                complaints=work.complaints,
                now=now,
                office=self.office(),
                referenced=work.referenced,
            )
            try:
                outcome = officer.handle(turn, action)
            except Exception:
                await transaction(self.database, release, [work])
                raise
            [committed] = await transaction(
                self.database, commit_outcomes, [(work, outcome)], self.now()
            )
            if committed.error is None:
                self.outgoing.set()
                return committed
        raise InvalidTransitionError("percakapan sedang dipakai; coba lagi sebentar lagi")
