"""What officers do to a conversation: the same lease, the same pure turn, the same commit.

So an officer and a citizen can never write the same state at once, and an illegal step leaves
nothing behind. A merge holds two conversations, and an answer those of all whose reports were
merged into the answered one; each is written in one commit, or not at all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.dialogue import Office, Outcome, Turn
from domain.errors import InvalidTransitionError, LeaseLostError
from domain.messages import Address
from domain.people import Officer
from handlers.actions import Action, Answer, CloseByHand, Merge, Recall, Release
from handlers.casework_rights import check
from handlers.officer import handle, handle_merge, handle_together
from storage.answers import shared_with
from storage.claims import claim_one
from storage.complaints import by_numbers, find_conversation_of
from storage.engine import reading, transaction
from storage.leases import release
from storage.outcomes import Committed, commit_outcomes
from storage.people import everybody
from storage.transcripts import conversation_at, handed_over
from storage.work import Work

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

    async def act(
        self, action: Action, officer: Officer, at: Address | None = None
    ) -> list[Committed]:
        """Do it. at: the conversation, where no ticket names it.

        A Release without an address releases every conversation that was handed over. A merge
        gives one result for each conversation, that of the merged report first; an answer that of
        the answered report first. Raises InvalidTransitionError with a sentence for the officer.
        """
        check(action, officer)
        if isinstance(action, Merge):
            places = [await self._place_of(action.ticket), await self._place_of(action.into)]
            return await self._act_in(places, action, officer)
        done = []
        for place in await self._places(action, at):
            done += await self._act_in([place], action, officer)
        return done

    async def _places(self, action: Action, at: Address | None) -> list[int]:
        if at is not None:
            place = await reading(self.database, conversation_at, at)
            if place is None:
                raise InvalidTransitionError("tidak ada percakapan dengan alamat itu")
            return [place]
        if isinstance(action, Release):
            return await reading(self.database, handed_over)
        if not action.ticket:
            raise InvalidTransitionError("nomor laporan belum disebutkan")
        return [await self._place_of(action.ticket)]

    async def _place_of(self, ticket: str) -> int:
        try:
            return await reading(self.database, find_conversation_of, ticket)
        except LookupError as error:
            raise InvalidTransitionError(f"tidak ada laporan bernomor {ticket}") from error

    async def _act_in(
        self, places: Sequence[int], action: Action, officer: Officer
    ) -> list[Committed]:
        """The action in these conversations, held together; tried again when it was overtaken."""
        people = await reading(self.database, everybody)
        for _ in range(_TRIES):
            now = self.now()
            try:
                works, shared = await transaction(
                    self.database, _claim, self.owner, places, action, now
                )
            except LeaseLostError:
                await asyncio.sleep(_WAIT)
                continue
            try:
                outcomes = self._outcomes(works, shared, now, action, officer, people)
                items = list(zip(works, outcomes, strict=True))
                committed = await transaction(self.database, _commit, items, self.now())
            except LeaseLostError:
                # The citizen's turn was faster; what it changed is read anew.
                await transaction(self.database, release, works)
                await asyncio.sleep(_WAIT)
                continue
            except Exception:
                await transaction(self.database, release, works)
                raise
            self.outgoing.set()
            return committed
        raise InvalidTransitionError("percakapan sedang dipakai; coba lagi sebentar lagi")

    def _outcomes(
        self,
        works: Sequence[Work],
        shared: Mapping[str, int],
        now: datetime,
        action: Action,
        officer: Officer,
        people: Sequence[Officer],
    ) -> list[Outcome]:
        office = self.office()
        turns = [
            Turn(
                address=work.address,
                state=work.state,
                message=None,
                nlu=None,
                complaints=work.complaints,
                now=now,
                office=office,
                referenced=work.referenced,
            )
            for work in works
        ]
        if isinstance(action, Merge):
            return handle_merge(turns[0], turns[1] if len(turns) > 1 else None, action, officer)
        if isinstance(action, Answer | Recall | CloseByHand):
            others = [
                (turn, [n for n, place in shared.items() if place == work.conversation_id])
                for turn, work in zip(turns[1:], works[1:], strict=True)
            ]
            return handle_together(turns[0], others, action, officer, people)
        return [handle(turns[0], action, officer, people)]


def _numbers(action: Action) -> list[str]:
    """The tickets that an action names."""
    if isinstance(action, Merge):
        return [action.ticket, action.into]
    return [] if isinstance(action, Release) or not action.ticket else [action.ticket]


def _shared(conn: Connection, action: Action) -> dict[str, int]:
    """The reports that it concerns as well, with their conversations: those merged into it."""
    if not isinstance(action, Answer | Recall | CloseByHand):
        return {}
    return shared_with(conn, action.ticket)


def _claim(
    conn: Connection, owner: str, named: Sequence[int], action: Action, now: datetime
) -> tuple[list[Work], dict[str, int]]:
    """These conversations and those that it concerns as well, all or none, in this order.

    And the reports of the latter. Each comes with the complaints that the action is about: a
    citizen's turn is given only their newest ones; an officer works on any. Raises
    LeaseLostError. Everybody takes several in one order, so that nobody waits in a circle.
    """
    shared = _shared(conn, action)
    places = list(dict.fromkeys([*named, *shared.values()]))
    held = {place: claim_one(conn, owner, place, now, _LEASE) for place in sorted(places)}
    if _shared(conn, action) != shared:
        raise LeaseLostError  # Another was merged into it before it was held.
    about = by_numbers(conn, [*_numbers(action), *shared])
    works = []
    for place in places:
        work = held[place]
        known = {c.number for c in (*work.complaints, *work.referenced)}
        more = tuple(c for number, c in about.items() if number not in known)
        works.append(replace(work, referenced=(*work.referenced, *more)))
    return works, shared


def _commit(
    conn: Connection, items: Sequence[tuple[Work, Outcome]], now: datetime
) -> list[Committed]:
    """All outcomes or none. Raises LeaseLostError where somebody else has taken one over."""
    committed = commit_outcomes(conn, items, now)
    for one in committed:
        if one.error is not None:
            raise one.error
    return committed
