"""Manual entry: what came by desk, letter, telephone, box …, into the same queue and clock.

The form says back everything that was typed until it could be saved, and what was saved has a page
with number, code and deadline, from which the receipt is printed.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from console.access import StaffRoute
from console.complaint.view import load
from console.entry_form import (
    FIELDS,
    has_files,
    keep_files,
    key_in,
    new_key,
    read_entry,
    typed,
)
from console.html import staff_page
from console.kinds import ACCEPT, TAKEN
from console.parts import STAFF, Console
from console.uploads import UploadError, limited_form, read_uploads, say_size
from domain.calendar import WIB
from domain.complaint import AuditEvent
from domain.errors import InvalidTransitionError
from domain.messages import MEDIA, SMS, WHATSAPP
from domain.people import May, Officer
from domain.understanding import COMPONENTS
from handlers.entry import Told
from storage.audit import Happened, append
from storage.engine import reading, transaction
from storage.entries import notice_of, waiting_message

RECORD = f"{STAFF}/catat"
_MOST_FILES = 10
_FIELDS_SIZE = 1024 * 1024  # Bytes for everything in a form that is no file.
# By which nothing comes that an officer would have to write down by hand.
_OFFERED = tuple(m for m in MEDIA if m not in ("web_office", "web_mpp", "telegram"))

TOLD: dict[str, str] = {
    Told.SMS: "Tanda terima dikirim lewat SMS.",
    Told.WHATSAPP: "Tanda terima dikirim lewat WhatsApp.",
    Told.NO_PHONE: "Tanda terima tidak dikirim, karena tidak ada nomor ponsel. Cetak dan serahkan, "
    "atau bacakan nomor dan kodenya.",
    Told.NOT_WANTED: "Tanda terima tidak dikirim, karena dipilih tanpa pesan. Cetak dan serahkan, "
    "atau bacakan nomor dan kodenya.",
    Told.STOPPED: "Tanda terima tidak dikirim, karena warga ini meminta berhenti dikirimi pesan.",
    Told.CHANNEL_OFF: "Tanda terima tidak dikirim: WhatsApp hanya menerima pesan dalam 24 jam "
    "setelah warga menulis, dan SMS tidak aktif di sini. Cetak, atau bacakan lewat telepon.",
    Told.TOO_MANY: "Tanda terima tidak dikirim, karena nomor ini sudah terlalu sering dikirimi.",
}


def routes(console: Console) -> list[BaseRoute]:
    page = _Record(console)
    may = (May.RECORD,)
    return [
        StaffRoute(console, RECORD, page.form, may=may),
        StaffRoute(console, RECORD, page.save, may=may, methods=["POST"]),
        StaffRoute(console, f"{RECORD}/{{number}}", page.result, may=may),
        StaffRoute(console, f"{STAFF}/aduan/{{number}}/tanda-terima.pdf", page.receipt, may=may),
    ]


class _Record:
    def __init__(self, console: Console) -> None:
        self.console = console

    async def form(self, request: Request, officer: Officer) -> Response:
        """The empty form, or one begun from a message that the bot could not handle."""
        now = self.console.now().astimezone(WIB)
        values = dict.fromkeys(FIELDS, "") | {"tanggal": f"{now:%Y-%m-%d}", "jam": f"{now:%H:%M}"}
        medium = request.query_params.get("lewat", "")
        values["lewat"] = medium if medium in _OFFERED else ""
        origin = request.query_params.get("dari", "")
        if origin:
            values |= await self._begun(origin)
        return self._page(officer, values, key=new_key())

    async def _begun(self, origin: str) -> dict[str, str]:
        """What a message that was set aside says already. Raises HTTPException 404."""
        kind, _, number = origin.partition(":")
        try:
            if kind != "pesan" or not number.isascii() or not number.isdigit() or len(number) > 18:
                raise LookupError
            found = await reading(self.console.database, waiting_message, int(number))
        except LookupError:
            raise HTTPException(404, "Pesan itu tidak ada.") from None
        at = found.at.astimezone(WIB)
        return {
            "lewat": found.medium,
            "tanggal": f"{at:%Y-%m-%d}",
            "jam": f"{at:%H:%M}",
            "isi": found.text,
            "nama": found.name,
            "telepon": found.phone,
            "balas": found.medium if found.medium in (SMS, WHATSAPP) else "",
        }

    async def save(self, request: Request, officer: Officer) -> Response:
        options, now = self.console.options, self.console.now()
        form = await limited_form(request, options.max_upload * _MOST_FILES + _FIELDS_SIZE)
        values, key = typed(form), key_in(form)
        files = has_files(form)
        filled = read_entry(
            values,
            self.console.office().catalogue,
            now,
            key=f"kantor:{key}",
            files=files,
        )
        try:
            complaint = await self.console.counter.recorded(filled.entry.key)
            return _to_result(complaint.number, again=True)
        except LookupError:
            pass
        errors = dict(filled.errors)
        try:
            uploads = await read_uploads(
                form, "berkas", max_bytes=options.max_upload, most=_MOST_FILES
            )
        except UploadError as error:
            errors["berkas"] = str(error)
            uploads = []
        if errors:
            return self._page(officer, values, key=key, errors=errors, files=files, status=422)
        attachments = await keep_files(self.console, uploads, filled.entry.key, officer.username)
        try:
            entry = replace(filled.entry, attachments=attachments)
            complaint = await self.console.counter.register(entry, officer)
        except InvalidTransitionError as error:
            return self._page(officer, values, key=key, errors={"": str(error)}, status=409)
        return _to_result(complaint.number)

    def _page(
        self,
        officer: Officer,
        values: dict[str, str],
        *,
        key: str,
        errors: dict[str, str] | None = None,
        files: bool = False,
        status: int = 200,
    ) -> Response:
        options, office = self.console.options, self.console.office()
        offered = _OFFERED
        if values["lewat"] in MEDIA and values["lewat"] not in offered:
            offered = (*offered, values["lewat"])
        return staff_page(
            "record.html",
            officer,
            status=status,
            here="catat",
            values=values,
            key=key,
            errors=errors or {},
            again_files=bool(errors) and files,
            media=offered,
            components=COMPONENTS,
            services=sorted(office.catalogue.services.values(), key=lambda s: s.name.casefold()),
            sends=options.sends,
            accept=ACCEPT,
            taken=TAKEN,
            largest=say_size(options.max_upload),
            most=_MOST_FILES,
            action=RECORD,
            # Where the console has an address of its own, the poster is at the public one.
            poster=f"{options.public_url}/pos",
        )

    async def result(self, request: Request, officer: Officer) -> Response:
        """What was recorded, with what the citizen has to be told."""
        view = await load(self.console, officer, request.path_params["number"])
        notice = await reading(self.console.database, notice_of, view.complaint)
        return staff_page(
            "record_done.html",
            officer,
            here="catat",
            view=view,
            complaint=view.complaint,
            notice=notice,
            told=TOLD.get(notice.told, ""),
            again="lagi" in request.query_params,
            url=f"{STAFF}/aduan/{view.number}",
            record=RECORD,
        )

    async def receipt(self, request: Request, officer: Officer) -> Response:
        """The printed receipt. That somebody printed it is part of what happened."""
        view = await load(self.console, officer, request.path_params["number"])
        # Only who prints pays for loading the library.
        from console.receipt_pdf import receipt_pdf

        content = await asyncio.to_thread(
            receipt_pdf, view.complaint, self.console.office(), self.console.options.public_url
        )
        event = AuditEvent("receipt_printed", view.number, officer.username)
        happened = Happened(event, self.console.now(), view.conversation_id)
        await transaction(self.console.database, append, [happened])
        name = f'inline; filename="tanda-terima-{view.number}.pdf"'
        return Response(
            content, media_type="application/pdf", headers={"Content-Disposition": name}
        )


def _to_result(number: str, *, again: bool = False) -> Response:
    query = f"?{urlencode({'lagi': 1})}" if again else ""
    return RedirectResponse(f"{RECORD}/{number}{query}", status_code=303)
