"""The queue as a file: the list that is on the screen, masked unless allowed, each one logged.

First a page says what will be in the file; only the button makes it. A confidential reporter's
name is in no file, whoever asks.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from typing import IO

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute

from console import words
from console.access import StaffRoute
from console.html import Due, staff_page
from console.parts import STAFF, Console
from console.queue import asked
from console.queue.asked import Asked
from console.spreadsheet import CSV, TYPES, Cell, open_file
from domain.calendar import WIB, Term, Unit, due_on, wib_day
from domain.complaint import AuditEvent, Complaint
from domain.dialogue import Office
from domain.people import May, Officer
from domain.privacy import hide_name, mask_name, mask_phone
from storage.audit import Happened, append
from storage.engine import reading, transaction
from storage.people import everybody
from storage.queue import Item, page
from storage.queue_views import Look

MOST = 50_000  # Rows of one file.
_AT_ONCE = 500  # Rows that are read and written before others get their turn.
_PIECE = 64 * 1024
_IN_MEMORY = 8 * 1024 * 1024  # Bytes; a larger file waits on disk.

HEADS = (
    "Nomor",
    "Diterima",
    "Medium",
    "Jenis",
    "Alasan",
    "Status",
    "Komponen",
    "Layanan",
    "Kategori",
    "Tenggat",
    "Sisa hari kerja",
    "Dijawab",
    "Petugas",
    "Tanda",
    "Isi",
    "Nama",
    "Kontak",
)


class Export:
    """The page and the file."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def _asked(self, request: Request, officer: Officer) -> tuple[Asked, Look, Office]:
        office = self.console.office()
        today = wib_day(self.console.now())
        soon = due_on(today, Term(3, Unit.WORKING_DAY), office.calendar)
        look = Look(officer, today, soon)
        return asked.read(request.query_params, look, office.calendar), look, office

    async def ask(self, request: Request, officer: Officer) -> Response:
        wanted, _, _ = self._asked(request, officer)
        return staff_page(
            "export.html",
            officer,
            here="antrean",
            wanted=wanted,
            heads=HEADS,
            most=MOST,
            names=officer.may(May.EXPORT_NAMES),
            action=wanted.address(path=f"{STAFF}/ekspor"),
        )

    async def make(self, request: Request, officer: Officer) -> Response:
        form = await request.form()
        kind = str(form.get("bentuk", CSV))
        if kind not in TYPES:
            raise HTTPException(422, "Bentuk berkas itu tidak dikenal. Pilih CSV atau Excel.")
        names = form.get("nama") == "ya"
        if names and not officer.may(May.EXPORT_NAMES):
            raise HTTPException(403, "Peran Anda tidak boleh mengekspor nama dan kontak.")
        wanted, look, office = self._asked(request, officer)
        now = self.console.now()
        file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
        try:
            count = await self._write(file, kind, wanted, look, office, names=names)
            # What was searched for can be somebody's name, so only that something was is kept.
            data: dict[str, str | int | float | bool | None] = {
                "rows": count,
                "format": kind,
                "names": names,
                "view": wanted.view.value,
                "searched": bool(wanted.filters.text),
                **{key: value for key, value in wanted.chosen.items() if key != "q"},
            }
            event = AuditEvent("exported", actor=officer.username, data=data)
            await transaction(self.console.database, append, [Happened(event, now)])
        except BaseException:
            file.close()
            raise
        name = f"pengaduan-{now.astimezone(WIB):%Y-%m-%d-%H%M}.{kind}"
        return StreamingResponse(
            _pieces(file),
            media_type=TYPES[kind],
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    async def _write(
        self,
        file: IO[bytes],
        kind: str,
        wanted: Asked,
        look: Look,
        office: Office,
        *,
        names: bool,
    ) -> int:
        """Writes at most MOST rows; how many."""
        database = self.console.database
        people = {one.id: one.name for one in await reading(database, everybody, disabled=True)}
        out = open_file(kind, file, HEADS)
        count = 0
        after = None
        while count < MOST:
            size = min(_AT_ONCE, MOST - count)
            found = await reading(database, page, wanted.view, wanted.filters, look, after, size)
            for item in found.items:
                out.add(row(item, people, look, office, names=names))
            count += len(found.items)
            after = found.after
            if after is None:
                break
            await asyncio.sleep(0)
        await asyncio.to_thread(out.close)
        return count


async def _pieces(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        file.seek(0)
        while piece := await asyncio.to_thread(file.read, _PIECE):
            yield piece


def row(
    item: Item, people: dict[int, str], look: Look, office: Office, *, names: bool
) -> list[Cell]:
    """One complaint as cells. names: whether an ordinary reporter's name and contact are shown."""
    complaint = item.complaint
    facts, handling = complaint.facts, complaint.handling
    shown = names and not facts.confidential
    due = (
        Due(complaint.deadline.on, look.today, office.calendar)
        if complaint.deadline and complaint.open
        else None
    )
    return [
        complaint.number,
        wib_day(complaint.received_at),
        words.MEDIUM.get(complaint.channel, complaint.channel),
        words.KIND[complaint.kind],
        words.REASON[complaint.reason] if complaint.reason else "",
        words.STATUS[complaint.status],
        ", ".join(words.COMPONENT[component] for component in facts.components),
        ", ".join(service.name for service in facts.services),
        words.CATEGORY[handling.category] if handling.category else "",
        complaint.deadline.on if complaint.deadline else None,
        due.left if due else None,
        wib_day(complaint.answered_at) if complaint.answered_at else None,
        people.get(handling.assignee or 0, ""),
        ", ".join(_marks(item)),
        facts.matter if shown else hide_name(facts.matter, facts.name),
        facts.name if shown else mask_name(facts.name),
        _contact(complaint, shown),
    ]


def _marks(item: Item) -> list[str]:
    marks = [words.FLAG[flag] for flag in item.complaint.flags]
    if item.undelivered:
        marks.append("Gagal terkirim")
    return marks


def _contact(complaint: Complaint, shown: bool) -> str:
    if complaint.sender.channel not in ("whatsapp", "sms", "telegram"):
        return ""
    return complaint.sender.value if shown else mask_phone(complaint.sender.value)


def routes(console: Console) -> list[BaseRoute]:
    export = Export(console)
    path = f"{STAFF}/ekspor"
    return [
        StaffRoute(console, path, export.ask, (May.EXPORT,)),
        StaffRoute(console, path, export.make, (May.EXPORT,), ("POST",)),
    ]
