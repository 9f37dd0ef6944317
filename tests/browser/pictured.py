"""The office of the guide's pictures: a queue as on any Tuesday, with invented people only.

The clock on its wall always says the same when it opens, so that pictures made again differ only
where the pages do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, update

from bot import clock
from domain.calendar import WIB
from domain.people import KEPALA_LEVEL, Officer, Role
from storage import canned
from storage.complaints import list_open
from storage.engine import reading, transaction
from storage.office_tables import officers
from storage.people import add_officer, by_ids
from tests import samples
from tests.browser.citizens import phone_of, says
from tests.browser.office import Office, Opened
from tests.load.seed import fill
from tests.providers.twilio_webhooks import ACCOUNT_SID

MOMENT = datetime(2026, 2, 10, 9, 12, tzinfo=WIB)
# Of three years; with them some thirty are open, and with this seed none was forgotten for years.
COMPLAINTS = 2600
SEED = 9

LEVY, SECRET, LATE, LONG, RUDE, AGAIN, OVERDUE, IDEA, REFUSED = range(9)  # Places in STORIES.
STORIES: tuple[tuple[float, str, str], ...] = (
    (
        0.8,
        "whatsapp",
        "petugas loket 2 minta uang 500 ribu untuk sertifikat standar kemarin, katanya supaya "
        "cepat. padahal di papan tertulis gratis",
    ),
    (6, "whatsapp", "saya diminta bayar 200 ribu untuk NIB kemarin oleh petugas di loket 1"),
    (20, "sms", "sudah 3 minggu izin PBG saya belum jadi padahal berkas lengkap"),
    (
        3,
        "whatsapp",
        "saya datang ke loket jam 8 pagi membawa semua persyaratan untuk izin apotek, tetapi "
        "disuruh pulang karena katanya kurang satu surat yang tidak pernah disebutkan di papan "
        "informasi; besoknya saya datang lagi dan diminta surat yang lain lagi, begitu terus "
        "sampai empat kali",
    ),
    (9, "whatsapp", "petugas di loket 3 membentak saya waktu mengurus izin reklame kemarin"),
    (0.7, "telegram", "di loket 2 diminta uang 500 ribu untuk sertifikat standar"),
    (27, "whatsapp", "izin reklame saya sudah sebulan tidak ada kabar, ditelepon tidak diangkat"),
    (2, "telegram", "usul saja, sebaiknya ruang tunggu ditambah kursi untuk lansia"),
    (23, "sms", "berkas izin apotek saya ditolak terus tanpa alasan tertulis"),
)
COLLEAGUES = ("Rani Contoh", "Asep Contoh", "Lilis Contoh")
CANNED = (
    (
        "Layanan ini gratis",
        "Bapak/Ibu {nama}, layanan ini gratis. Uang yang diminta dapat diambil kembali di kantor.",
        "biaya",
    ),
    (
        "Izin sedang diproses",
        "Bapak/Ibu {nama}, berkas untuk aduan {nomor} sedang diproses. Mohon maaf atas lamanya.",
        "jangka_waktu",
    ),
)


class Pictured(Opened):
    """photo: the evidence that the first story comes with, as PNG."""

    stories = STORIES
    undo = timedelta(seconds=10)

    def __init__(self, folder: Path, photo: bytes) -> None:
        super().__init__(folder, f"sqlite:///{folder / 'bale.db'}")
        self._photo = photo
        self._began = clock.now()
        self._earlier = timedelta(0)

    def today(self) -> datetime:
        return MOMENT + (clock.now() - self._began) - self._earlier

    async def stock(self, office: Office) -> None:
        """Years of complaints, and colleagues who handle them."""
        database = office.service.app.database
        desk = [office.people[Role.PETUGAS], *await transaction(database, _colleagues, office)]
        await fill(database, COMPLAINTS, MOMENT, seed=SEED, staff=desk)

    async def furnish(self, office: Office) -> None:
        """Evidence, and messages that are no complaint."""
        running = office.service
        running.twilio.media |= {"ME1": self._photo, "ME2": samples.PDF}
        where = f"{running.twilio.base_url}/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/MM1/Media"
        evidence = {
            "NumMedia": "2",
            "MediaUrl0": f"{where}/ME1",
            "MediaContentType0": "image/png",
            "MediaUrl1": f"{where}/ME2",
            "MediaContentType1": "application/pdf",
        }
        self._earlier = timedelta(hours=18)
        sender = f"whatsapp:{phone_of(LEVY)}"
        await says(running, sender, "ini kuitansinya untuk laporan saya", **evidence)
        await asyncio.sleep(1)  # What was sent is marked a moment after it was accepted.
        self._earlier = timedelta(0)
        others = (
            "terima kasih, pelayanannya bagus sekali",
            "lampu jalan di depan rumah saya mati",
            "saya mau bicara dengan petugas",
            "qwrtp zxcv 1234",
            "asdf ghjk lll",
        )
        await asyncio.gather(
            *(
                says(running, f"whatsapp:+6281255600{place:03d}", text)
                for place, text in enumerate(others)
            )
        )
        await transaction(running.app.database, _canned, office)


def _colleagues(conn: Connection, office: Office) -> Sequence[Officer]:
    """More officers; the desk reports to the head of the division, who reports to the kepala."""
    now = office.service.app.intake.now()
    atasan, kepala = office.people[Role.ATASAN], office.people[Role.KEPALA]
    assert kepala.level == KEPALA_LEVEL
    above = {office.people[Role.PETUGAS].id: atasan.id, atasan.id: kepala.id}
    for person, superior in above.items():
        conn.execute(update(officers).where(officers.c.id == person).values(superior_id=superior))
    added = [
        add_officer(
            conn,
            username=name.split()[0].lower(),
            name=name,
            role=Role.PETUGAS,
            now=now,
            superior_id=atasan.id,
        )
        for name in COLLEAGUES
    ]
    office.people |= by_role(conn, office)
    return added


def by_role(conn: Connection, office: Office) -> dict[Role, Officer]:
    """The office's people as they are stored now."""
    found = by_ids(conn, [person.id for person in office.people.values()])
    return {person.role: person for person in found.values()}


def _canned(conn: Connection, office: Office) -> None:
    for title, text, component in CANNED:
        canned.add(
            conn,
            title=title,
            text=text,
            component=component,
            by=office.people[Role.PETUGAS].username,
            now=office.service.app.intake.now(),
        )


def number_of(office: Office, story: int) -> str:
    """The number of the complaint that a story became."""
    sender = str(7000 + story) if STORIES[story][1] == "telegram" else phone_of(story)
    found = office.do(reading(office.service.app.database, list_open))
    [number] = [one.number for one in found if one.sender.value == sender]
    return number
