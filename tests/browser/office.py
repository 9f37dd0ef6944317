"""A served office with people and real complaints in it, and browsers in front of it.

The data are made as in life: citizens write, the bot answers, days pass. The clock of the service
is ours, so that there are complaints of last month as well; when the office opens it is now.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pyotp
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
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
from tests.browser.simulated import PATIENCE
from tests.integration.service import Service, eventually, service
from tests.providers.twilio_webhooks import ACCOUNT_SID

T = TypeVar("T")

LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 360, "height": 640}

PASSWORD = "jeruk-Nipis 77 gunung parang"
SECRETS = {Role.KEPALA: pyotp.random_base32(), Role.ADMIN: pyotp.random_base32()}
LEVELS = {Role.ATASAN: 1, Role.KEPALA: KEPALA_LEVEL}
POSITIONS = {Role.ATASAN: "Kepala Bidang Pengaduan", Role.KEPALA: "Kepala DPMPTSP"}
UNDO = timedelta(seconds=3)

# What runs as soon as any page forgets to escape it, in text, in attributes and in links.
PROBE = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}javascript:alert(3)"

LEVY = "petugas loket 2 minta uang 500 ribu untuk sertifikat standar kemarin"
LATE = "sudah 3 minggu izin PBG saya belum jadi padahal berkas lengkap"
LONG = (
    "saya datang ke loket jam 8 pagi membawa semua persyaratan untuk izin apotek, tetapi disuruh "
    "pulang karena katanya kurang satu surat yang tidak pernah disebutkan di papan informasi; "
    "besoknya saya datang lagi dan diminta surat yang lain lagi, begitu terus sampai empat kali. "
) * 3
# Days ago, channel, what is said, in the order of the days.
PLAYED = (
    (33, "whatsapp", LEVY),
    (25, "sms", LATE),
    (17, "whatsapp", "toilet di ruang tunggu kantor rusak dan bau"),
    (14, "telegram", LATE),
    (9, "whatsapp", "petugas di loket 3 membentak saya waktu mengurus izin reklame kemarin"),
    (6, "telegram", "saya mau lapor, diminta bayar 200 ribu untuk NIB kemarin padahal gratis"),
    (2, "whatsapp", LONG),
    (1, "sms", "pegawai loket 2 minta uang 500 ribu utk sertifikat standar kemarin"),
    (0, "whatsapp", LEVY),
    (0, "telegram", LATE),
)


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


class Visitor:
    """Somebody at a page, and everything that the browser complained of."""

    def __init__(self, office: Office, browser: Browser, **context: Any) -> None:
        self.office = office
        values = {"viewport": LAPTOP, "locale": "id-ID", "base_url": office.url}
        self.context: BrowserContext = browser.new_context(**(values | context))
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.dialogs: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._dialog)

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        # Answers of 404 or 409 that a test asks for are noted by Chromium as errors, too.
        refused = "Failed to load resource" in message.text
        if message.type in ("error", "warning") and not refused:
            self.complaints.append(message.text)

    def goto(self, address: str) -> Page:
        self.page.goto(address)
        return self.page

    def fits(self) -> bool:
        """Whether nothing makes the page wider than the window."""
        wide, window = self.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        return bool(wide <= window)

    def close(self) -> None:
        self.context.close()


def sign_in(visitor: Visitor, role: Role) -> None:
    """By the real pages the first time; afterwards with the cookie that was given then."""
    known = visitor.office.signed_in.get(role)
    if known is not None:
        visitor.context.add_cookies(known)
        return
    page = visitor.goto("/kantor/masuk")
    give_password(page, visitor.office.people[role].username)
    if role in SECRETS:
        give_code(page, role)
    expect(page.get_by_role("button", name="Keluar")).to_be_visible()
    visitor.office.signed_in[role] = list(visitor.context.cookies())


def give_password(page: Page, username: str, password: str = PASSWORD) -> None:
    page.locator("input[name=nama]").fill(username)
    page.locator("input[name=sandi]").fill(password)
    page.get_by_role("button", name="Masuk", exact=True).click()


def give_code(page: Page, role: Role) -> None:
    code = pyotp.TOTP(SECRETS[role]).at(clock.now())
    page.locator("input[name=kode]").fill(code)
    page.locator("form:has(input[name=kode]) button").first.click()


def axe(page: Page) -> str:
    """What is not accessible on this page, "" for nothing."""
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    return results.generate_report() if results.violations_count else ""


# ------------------------------------------------------------------------------------ making it


class Opened:
    """The office in a thread of its own, with an event loop of its own."""

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
            "console.undo": f"{UNDO.total_seconds():.0f}s",
            "console.second_factor": True,
            "console.telegram_bot": "bale_bot",
        }

        def now() -> datetime:
            return clock.now() - ago

        async with service(
            self._folder, self._database, changes=changes, now=now, at_home=True
        ) as running:
            people = await employ(running)
            office = Office(running, people, asyncio.get_running_loop())
            for days in sorted({days for days, _, _ in PLAYED}, reverse=True):
                ago = timedelta(days=days)
                await asyncio.gather(
                    *(
                        play(running, place, channel, text)
                        for place, (day, channel, text) in enumerate(PLAYED)
                        if day == days
                    )
                )
            assert ago == timedelta(0)
            office.numbers = await numbered(running)
            await furnish(office)
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


def phone_of(place: int) -> str:
    """The number of whoever made the play at this place of PLAYED."""
    return f"+62812555{place:05d}"


# What a citizen answers to what the bot asks, whatever it asks.
ANSWERS = (
    ("enar? Balas YA", "ya"),
    ("udah benar?", "ya"),
    ("bukti", "tidak ada"),
    ("atas nama Contoh", "ya"),
    ("atas nama siapa", "Contoh Pelapor"),
    ("Siapa nama", "Contoh Pelapor"),
    ("Kapan", "kemarin"),
    ("layanan apa", "tidak tahu"),
    ("tentang", "ya"),
)


async def play(running: Service, place: int, channel: str, text: str) -> None:
    """One citizen reports something to the end."""

    async def on_twilio(said: str) -> str:
        sender = phone_of(place) if channel == "sms" else f"whatsapp:{phone_of(place)}"
        return await says(running, sender, said)

    async def on_telegram(said: str) -> str:
        return await writes(running, 7000 + place, said)

    await tells(on_telegram if channel == "telegram" else on_twilio, text)


async def tells(say: Callable[[str], Awaitable[str]], text: str) -> None:
    """Says the text, then answers until there is a receipt."""
    told = []
    for _ in range(9):
        answer = await say(text)
        told += [text, answer]
        if "Nomor 20" in answer or "(kode" in answer:
            return
        text = next((reply for asked, reply in ANSWERS if asked in answer), "ya")
    raise AssertionError(f"the bot never got enough: {told}")


async def says(running: Service, sender: str, text: str, **more: str) -> str:
    """A citizen writes on WhatsApp or by SMS; the last answer, once there is one."""
    count = len(await running.said(sender, 0))
    await running.inbound(sender, text, **more)
    return (await running.said(sender, count + 1))[-1]


async def writes(running: Service, chat: int, text: str) -> str:
    """A citizen writes on Telegram; the last answer, once there is one."""

    def answers() -> list[str]:
        return [one.fields["text"] for one in running.telegram.sent if one.chat_id == chat]

    count = len(answers())
    running.telegram.say(chat, text, date=int(running.app.intake.now().timestamp()))
    await eventually(lambda: len(answers()) > count)
    return answers()[-1]


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
