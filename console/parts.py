"""What the pages are given by the shell, as plain values and a few small protocols."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.complaint import Complaint
from domain.dialogue import Office
from domain.messages import Address, Attachment
from domain.people import Officer
from handlers.actions import Action
from handlers.entry import Entry
from storage.outcomes import Committed

STAFF = "/kantor"  # Where the staff's pages live, on whatever address they are served.


class Desk(Protocol):
    """Does what an officer wants done, under the conversation's lease (bot/desk.py)."""

    async def act(
        self, action: Action, officer: Officer, at: Address | None = None
    ) -> list[Committed]: ...


class Counter(Protocol):
    """Registers what came by a medium that no dialogue sees (bot/counter.py)."""

    async def register(self, entry: Entry, officer: Officer | None) -> Complaint:
        """The complaint that this form makes, or made before. officer: None for the citizen.

        Raises InvalidTransitionError with a sentence on what has to be put right.
        """
        ...

    async def recorded(self, key: str) -> Complaint:
        """The complaint that the form of this key made. Raises LookupError where it made none."""
        ...


class Media(Protocol):
    """Gets what a citizen sent from the provider that keeps it (bot/media.py)."""

    async def fetch(self, channel: str, attachment: Attachment) -> bytes:
        """The bytes. Raises AttachmentError with a sentence for the officer."""
        ...


@dataclass(frozen=True, slots=True)
class Options:
    """The settings that the pages need.

    public_url: under which citizens reach the public pages, "" where it is not known. secure:
    whether cookies are for https only. session: a day's work, after which one signs in again;
    idle: the same after doing nothing. second_factor: required of kepala and admin. undo: how
    long an answer waits before it leaves. max_upload: bytes of one file. templates: purposes for
    which WhatsApp has approved a template. telegram_bot: its name, "" where there is none. sends:
    the channels on which something can be sent.
    """

    public_url: str = ""
    secure: bool = False
    session: timedelta = timedelta(hours=10)
    idle: timedelta = timedelta(hours=2)
    second_factor: bool = False
    undo: timedelta = timedelta(seconds=10)
    max_upload: int = 10 * 1024 * 1024
    templates: frozenset[str] = frozenset()
    telegram_bot: str = ""
    sends: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Console:
    """Everything that a page may use."""

    database: AsyncEngine
    office: Callable[[], Office]
    now: Callable[[], datetime]
    desk: Desk
    counter: Counter
    media: Media
    options: Options = field(default_factory=Options)
