"""The console over a test's database: real pages, real rules, no browser and no provider.

A page is asked for as a browser would: with the cookie of somebody who signed in, and the headers
that a browser sends with a form of our own.
"""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.types import ASGIApp

from bot.app import MODEL
from bot.counter import Counter
from bot.desk import Desk
from bot.media import Media
from bot.office import build_office, catalogue
from bot.settings import load_settings
from bot.turns import Reader
from console import cookies
from console.parts import STAFF, Console, Options
from console.public.public import build_public
from console.staff import build_staff
from domain.calendar import WIB, wib_day
from domain.complaint import Complaint, Facts, register
from domain.dialogue import Office, Outcome, State
from domain.messages import WHATSAPP, Address, InboundMessage, OutboundMessage
from domain.people import KEPALA_LEVEL, Officer, Role
from nlu.engine import BUILTIN, Engine, load_engine
from nlu.options import EngineOptions, RasaServer
from storage.claims import claim_one
from storage.complaints import by_number
from storage.engine import reading, transaction
from storage.inbox import Received, record_inbound
from storage.outcomes import commit_outcomes
from storage.people import add_officer, open_session
from storage.transcripts import conversation_at

SHIPPED = Path(__file__).parents[2] / "config.yml"
NOW = datetime(2026, 3, 16, 9, 5, tzinfo=WIB)  # A Monday.
HOST = "kantor.example.test"
LEVELS = {Role.ATASAN: 1, Role.KEPALA: KEPALA_LEVEL}

_ids = itertools.count(1)


@lru_cache(maxsize=1)
def builtin_engine() -> Engine:
    """The engine of the shipped model, loaded once for all tests."""
    return load_engine(BUILTIN, EngineOptions(catalogue(), MODEL, RasaServer()))


@dataclass
class Rig:
    """now can be moved by a test: the console, the desk and the sessions all follow it."""

    database: AsyncEngine
    now: datetime = NOW
    options: Options = field(default_factory=Options)
    outgoing: asyncio.Event = field(default_factory=asyncio.Event)
    console: Console = field(init=False)
    staff: ASGIApp = field(init=False)
    public: ASGIApp = field(init=False)

    def __post_init__(self) -> None:
        self._office = build_office(load_settings(SHIPPED, environ={}), wib_day(self.now))
        desk = Desk(
            self.database,
            lambda: self._office,
            owner="test",
            now=lambda: self.now,
            outgoing=self.outgoing,
        )
        counter = Counter(
            self.database,
            Reader([builtin_engine()], timedelta(seconds=30)),
            lambda: self._office,
            owner="test",
            now=lambda: self.now,
            outgoing=self.outgoing,
            sends=self.options.sends,
        )
        self.console = Console(
            self.database,
            lambda: self._office,
            lambda: self.now,
            desk,
            counter,
            Media(()),
            self.options,
        )
        self.staff = build_staff(self.console)
        self.public = build_public(self.console)

    @property
    def office(self) -> Office:
        return self._office

    async def person(self, role: Role, username: str = "", **more: Any) -> Officer:
        """Somebody of a role, with an account."""
        values: dict[str, Any] = {
            "username": username or f"{role.value}{next(_ids)}",
            "name": f"Contoh {role.value.title()}",
            "role": role,
            "now": self.now,
            "level": LEVELS.get(role, 0),
        }
        return await transaction(self.database, add_officer, **(values | more))

    async def browser(self, officer: Officer | None = None) -> httpx.AsyncClient:
        """A browser, signed in as somebody where one is given. Redirects are not followed."""
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.staff),
            base_url=f"http://{HOST}",
            headers={"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"},
        )
        if officer is not None:
            token = cookies.new_token()
            await transaction(
                self.database,
                open_session,
                officer.id,
                cookies.digest(token),
                now=self.now,
                expires_at=self.now + timedelta(hours=10),
                complete=True,
                device="test",
            )
            client.cookies.set(cookies.name(self.options), token, domain=HOST, path=STAFF)
        return client

    def stranger(self, address: str = "203.0.113.5") -> httpx.AsyncClient:
        """A browser on the public pages, from an address of its own."""
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(self.public, client=(address, 50_000)),
            base_url=f"http://{HOST}",
            headers={"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"},
        )

    async def signed_in(self, role: Role) -> httpx.AsyncClient:
        return await self.browser(await self.person(role))

    async def complaint(
        self,
        sender: Address | None = None,
        *,
        text: str = "Diminta 500 ribu untuk sertifikat standar di loket 2",
        **facts: Any,
    ) -> Complaint:
        """A complaint that a citizen made by a message, registered now, with its receipt."""
        sender = sender or Address(WHATSAPP, f"+62812000{next(_ids):05d}")
        values: dict[str, Any] = {
            "matter": text,
            "name": "Contoh Pelapor",
            "components": ("biaya",),
            "component_confidence": 0.9,
        }
        new = register(
            Facts(**(values | facts)),
            channel=sender.channel,
            sender=sender,
            received_at=self.now,
            now=self.now,
            rules=self.office.rules,
            calendar=self.office.calendar,
        )
        message = InboundMessage(sender.channel, f"in-{next(_ids)}", sender, text, self.now)
        await transaction(self.database, record_inbound, [Received(message, raw="", at=self.now)])
        place = await reading(self.database, conversation_at, sender)
        assert place is not None

        def commit(conn: Connection) -> Complaint:
            work = claim_one(conn, "test", place, self.now, timedelta(seconds=30))
            receipt = OutboundMessage(sender, "Pengaduan kami terima.", purpose="receipt")
            state = State(last_inbound_at=self.now)
            outcome = Outcome(state=state, new_complaint=new, replies=(receipt,))
            [committed] = commit_outcomes(conn, [(work, outcome)], self.now)
            assert committed.error is None
            return committed.complaints[0]

        return await transaction(self.database, commit)

    async def stored(self, number: str) -> Complaint:
        return await reading(self.database, by_number, number)

    async def change(self, complaint: Complaint, **values: Any) -> Complaint:
        """The complaint with other values, written past all rules: for what a test starts from."""
        from storage.complaints import change

        [changed] = await transaction(self.database, change, [replace(complaint, **values)])
        return changed
