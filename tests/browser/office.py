"""A served office with people and real complaints in it, and browsers in front of it.

The data are made as in life: citizens write, the bot answers, days pass. The clock of the service
is ours, so that there are complaints of last month as well; when the office opens it is now.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Browser
from sqlalchemy import Connection, Row, Table, select, update

from bot import clock
from console.passwords import Passwords
from domain.complaint import Complaint, ServiceRef
from domain.messages import Attachment
from domain.people import KEPALA_LEVEL, Officer, Role
from storage import canned
from storage.complaints import by_number, change, list_open
from storage.engine import reading, transaction
from storage.office_tables import officers
from storage.people import add_officer
from tests import samples
from tests.browser.citizens import LONG, PLAYED, PROBE, phone_of, play, says, tells
from tests.browser.visitor import PASSWORD, SECRETS, Visitor, sign_in
from tests.integration.service import Service, service
from tests.providers.twilio_webhooks import ACCOUNT_SID

T = TypeVar("T")

LEVELS = {Role.ATASAN: 1, Role.KEPALA: KEPALA_LEVEL}
POSITIONS = {Role.ATASAN: "Kepala Bidang Pengaduan", Role.KEPALA: "Kepala DPMPTSP"}
UNDO = timedelta(seconds=5)  # Long enough for a busy machine to press the button in time.


@dataclass
class Office:
    """The running office. by: number of complaints by the place of their play in PLAYED."""

    service: Service
    people: dict[Role, Officer]
    loop: asyncio.AbstractEventLoop
    numbers: tuple[str, ...] = ()
    signed_in: dict[Role, list[Any]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.service.url

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Has the office's own event loop do something."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    def complaint(self, number: str) -> Complaint:
        return self.do(reading(self.service.app.database, by_number, number))

    def change(self, number: str, **values: Any) -> Complaint:
        """Writes other values past all rules: for what a test starts from."""
        database = self.service.app.database

        def write(conn: Connection) -> Complaint:
            [changed] = change(conn, [replace(by_number(conn, number), **values)])
            return changed

        return self.do(transaction(database, write))

    def writes(self, sender: str, text: str, **more: str) -> str:
        """A citizen writes on WhatsApp; the last answer."""
        return self.do(says(self.service, f"whatsapp:{sender}", text, **more))

    def reports(self, sender: str, matter: str) -> str:
        """A citizen on WhatsApp tells and confirms a complaint; its number."""
        before = set(self._open())

        async def say(text: str) -> str:
            return await says(self.service, f"whatsapp:{sender}", text)

        self.do(tells(say, matter))
        [number] = set(self._open()) - before
        return number

    def _open(self) -> list[str]:
        found = self.do(reading(self.service.app.database, list_open))
        return [complaint.number for complaint in found]

    def rows(self, table: Table) -> Sequence[Row[Any]]:
        """All rows of a table, in the order of its key."""

        def read(conn: Connection) -> Sequence[Row[Any]]:
            return conn.execute(select(table).order_by(*table.primary_key.columns)).all()

        return self.do(reading(self.service.app.database, read))

    def accepted(self, to: str) -> list[str]:
        """What Twilio accepted for a citizen, in order."""
        sent = self.service.twilio.accepted
        return [one.fields.get("Body", "") for one in sent if one.fields["To"] == to]

    def reported(self, to: str, text: str, status: str) -> None:
        """Twilio reports what became of the message with this text."""
        twilio = self.service.twilio
        [sid] = [
            one.sid
            for one in twilio.accepted
            if one.fields["To"] == to and text in one.fields.get("Body", "")
        ]
        self.do(twilio.report(sid, status))

    def waits(self, condition: Callable[[], bool]) -> None:
        """Until it holds; it may ask the office."""
        until = time.monotonic() + 20
        while not condition():
            assert time.monotonic() < until, "it never came"
            time.sleep(0.1)

    # Browsers.

    def browse(self, browser: Browser, role: Role | None = None, **context: Any) -> Visitor:
        """A new window; signed in as this role where one is given."""
        visitor = Visitor(self, browser, **context)
        if role is not None:
            sign_in(visitor, role)
        return visitor


# ------------------------------------------------------------------------------------ making it


class Opened:
    """The office in a thread of its own, with an event loop of its own."""

    stories: Sequence[tuple[float, str, str]] = PLAYED
    undo = UNDO

    def __init__(self, folder: Path, database: str) -> None:
        self._folder = folder
        self._database = database
        self._ready = threading.Event()
        self._error: BaseException | None = None
        self._stop: asyncio.Event | None = None
        self._office: Office | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Office:
        self._thread.start()
        assert self._ready.wait(120), "the office did not open"
        if self._error is not None:
            raise self._error
        assert self._office is not None
        return self._office

    def __exit__(self, *_: object) -> None:
        if self._office is not None and self._stop is not None:
            self._office.loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(30)

    def today(self) -> datetime:
        """What the clock on the office's wall says when it opens."""
        return clock.now()

    async def stock(self, office: Office) -> None:
        """What is there before anybody writes."""

    async def furnish(self, office: Office) -> None:
        """What is added once everybody has written."""
        await furnish(office)

    def _run(self) -> None:
        try:
            asyncio.run(self._open())
        except BaseException as error:
            self._error = error
        finally:
            self._ready.set()

    async def _open(self) -> None:
        self._stop = asyncio.Event()
        ago = timedelta(0)
        changes = {
            "dialogue.burst_seconds": 0,
            "console.undo": f"{self.undo.total_seconds():.0f}s",
            "console.second_factor": True,
            "console.telegram_bot": "bale_bot",
        }

        def now() -> datetime:
            return self.today() - ago

        async with service(
            self._folder, self._database, changes=changes, now=now, at_home=True
        ) as running:
            people = await employ(running)
            office = Office(running, people, asyncio.get_running_loop())
            await self.stock(office)
            for days in sorted({days for days, _, _ in self.stories}, reverse=True):
                ago = timedelta(days=days)
                await asyncio.gather(
                    *(
                        play(running, place, channel, text)
                        for place, (day, channel, text) in enumerate(self.stories)
                        if day == days
                    )
                )
            ago = timedelta(0)
            office.numbers = await numbered(running)
            await self.furnish(office)
            self._office = office
            self._ready.set()
            await self._stop.wait()


async def employ(running: Service) -> dict[Role, Officer]:
    """Somebody of each role, all with the same password."""
    database, now = running.app.database, running.app.intake.now()
    hashed = await Passwords().hash(PASSWORD)

    def write(conn: Connection) -> dict[Role, Officer]:
        people = {}
        for role in Role:
            people[role] = add_officer(
                conn,
                username=role.value,
                name=f"Contoh {role.value.title()}",
                role=role,
                now=now,
                level=LEVELS.get(role, 0),
                position=POSITIONS.get(role, ""),
            )
            secret = SECRETS.get(role)
            conn.execute(
                update(officers)
                .where(officers.c.id == people[role].id)
                .values(
                    password_hash=hashed,
                    totp_secret=secret,
                    totp_confirmed_at=now if secret else None,
                )
            )
        return people

    return await transaction(database, write)


async def numbered(running: Service) -> tuple[str, ...]:
    """The numbers of the complaints that were played, in the order of PLAYED where they exist."""
    found = await reading(running.app.database, list_open)
    return tuple(sorted(complaint.number for complaint in found))


async def furnish(office: Office) -> None:
    """What does not come by itself: evidence, an attack, secrecy, and what is no complaint."""
    running, numbers = office.service, office.numbers
    media = {"ME1": samples.png(320, 200), "ME2": samples.OGG, "ME3": samples.PDF}
    running.twilio.media |= media
    where = f"{running.twilio.base_url}/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/MM1/Media"
    evidence = {"NumMedia": "3"}
    kinds = ("image/png", "audio/ogg", "application/pdf")
    for place, (sid, kind) in enumerate(zip(media, kinds, strict=True)):
        evidence |= {f"MediaUrl{place}": f"{where}/{sid}", f"MediaContentType{place}": kind}
    await asyncio.gather(
        says(running, f"whatsapp:{phone_of(0)}", "ini buktinya untuk laporan saya", **evidence),
        says(running, f"whatsapp:{phone_of(6)}", PROBE, ProfileName=PROBE),
        says(running, "whatsapp:+6281255600001", "terima kasih, pelayanannya bagus sekali"),
        says(running, "whatsapp:+6281255600002", "lampu jalan di depan rumah saya mati"),
        says(running, "whatsapp:+6281255600003", "saya mau bicara dengan petugas"),
    )
    database = running.app.database
    attacked = await reading(database, by_number, numbers[6])
    facts = replace(
        attacked.facts,
        name=PROBE,
        matter=f"{PROBE} {LONG}",
        address=PROBE,
        services=(ServiceRef(None, PROBE),),
        attachments=(*attacked.facts.attachments, Attachment("image/png", "", f"{PROBE}.png")),
    )
    secret = await reading(database, by_number, numbers[4])
    given = await reading(database, by_number, numbers[3])

    def write(conn: Connection) -> None:
        change(
            conn,
            [
                replace(attacked, facts=facts, additions=(*attacked.additions, PROBE)),
                replace(secret, facts=replace(secret.facts, confidential=True)),
                replace(given, handling=replace(given.handling, given_to_apip=True)),
            ],
        )
        canned.add(
            conn,
            title="Layanan ini gratis",
            text="Bapak/Ibu {nama}, layanan ini gratis. Uangnya dapat diambil di kantor.",
            component="biaya",
            by=office.people[Role.PETUGAS].username,
            now=running.app.intake.now(),
        )

    await transaction(database, write)
