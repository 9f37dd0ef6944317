"""The public form: media j, k and l of the standard. Works without JavaScript and without a cookie.

The code is shown on the answer to the form itself and stands in no address. The same form sent
again gives the same receipt and makes no second complaint.
"""

from __future__ import annotations

from dataclasses import replace

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from console.entry_form import (
    FIELDS,
    Filled,
    has_files,
    keep_files,
    key_in,
    new_key,
    read_entry,
    typed,
)
from console.kinds import ACCEPT, TAKEN
from console.limits import address_of
from console.parts import Console
from console.public import limits
from console.public.links import doors
from console.public.page import public_page
from console.uploads import UploadError, limited_form, read_uploads, say_size
from domain.complaint import Complaint
from domain.errors import InvalidTransitionError
from domain.messages import SMS
from handlers.entry import BY_CITIZEN
from storage.engine import reading, transaction
from storage.entries import notice_of
from storage.files import Upload
from storage.public import ALL, FORM, MESSAGE, Try, take

FORM_PATH, RECEIPT_PATH = "/aduan", "/aduan/terima"
# By the door through which somebody came: a link of the two web sites, or the QR on a desk.
_MEDIA = {"": "web_office", "mpp": "web_mpp", "formulir": "form"}
_TRAP = "situs"  # A field that people do not see; programs that fill in every field do.


def routes(console: Console) -> list[BaseRoute]:
    page = _Report(console)
    return [
        Route(FORM_PATH, page.form),
        Route(RECEIPT_PATH, page.send, methods=["POST"]),
        Route(RECEIPT_PATH, page.nothing_here),
    ]


class _Report:
    def __init__(self, console: Console) -> None:
        self.console = console

    async def form(self, request: Request) -> Response:
        door = request.query_params.get("lewat", "")
        return self._page(dict.fromkeys(FIELDS, ""), door=door, key=new_key())

    async def nothing_here(self, request: Request) -> Response:
        """Whoever reloads the receipt by its address has no form to show it for."""
        return RedirectResponse(FORM_PATH, status_code=303)

    async def send(self, request: Request) -> Response:
        console = self.console
        form = await limited_form(request, limits.MOST_TOTAL)
        values, key, door = typed(form), key_in(form), _text(form, "pintu")
        if values["balas"] != SMS:
            values["balas"] = ""  # WhatsApp takes no first message from us.
        filled = read_entry(
            values,
            console.office().catalogue,
            console.now(),
            key=f"web:{key}",
            medium=_MEDIA.get(door, _MEDIA[""]),
            files=has_files(form),
        )
        try:
            known = await console.counter.recorded(filled.entry.key)
            return await self._receipt(known)
        except LookupError:
            pass
        errors = dict(filled.errors)
        if _text(form, _TRAP):
            errors[_TRAP] = "Kosongkan kolom “Situs web”, lalu kirim lagi."
        uploads: list[Upload] = []
        try:
            uploads = await read_uploads(
                form, "berkas", max_bytes=limits.MOST_BYTES, most=limits.MOST_FILES
            )
        except UploadError as error:
            errors["berkas"] = str(error)
        if errors:
            return self._again(form, values, door, key, errors, 422)
        if not await self._has_room(request):
            return self._again(form, values, door, key, {"": self._too_many()}, 429)
        try:
            return await self._receipt(await self._register(filled, uploads))
        except InvalidTransitionError as error:
            return self._again(form, values, door, key, {"": str(error)}, 409)

    async def _has_room(self, request: Request) -> bool:
        tries = (
            Try(FORM, f"address {address_of(request)}", limits.REPORTS_FROM_ONE),
            Try(FORM, ALL, limits.REPORTS_FROM_ALL),
        )
        return await transaction(self.console.database, take, tries, self.console.now())

    async def _register(self, filled: Filled, uploads: list[Upload]) -> Complaint:
        console, entry = self.console, filled.entry
        if entry.reply:
            # Whoever types a number need not own it, so nobody gets more than a few.
            calls = [Try(MESSAGE, f"number {entry.phone}", limits.MESSAGES_TO_ONE)]
            notify = await transaction(console.database, take, calls, console.now())
            entry = replace(entry, notify=notify)
        files = await keep_files(console, uploads, entry.key, BY_CITIZEN)
        return await console.counter.register(replace(entry, attachments=files), None)

    async def _receipt(self, complaint: Complaint) -> Response:
        """What the citizen keeps. The code is not shown for ever: the computer may be shared."""
        console = self.console
        notice = await reading(console.database, notice_of, complaint)
        age = console.now() - complaint.registered_at
        return public_page(
            console,
            "received.html",
            complaint=complaint,
            notice=notice,
            with_code=age < limits.CODE_SHOWN_FOR,
            closes=_closes(console, complaint),
        )

    def _too_many(self) -> str:
        contact = self.console.office().contact
        ways = " atau ".join(
            way
            for way in (
                f"WhatsApp {contact['whatsapp']}" if contact.get("whatsapp") else "",
                f"telepon {contact['phone']}" if contact.get("phone") else "",
            )
            if way
        )
        return (
            "Terlalu banyak laporan masuk dari jaringan ini dalam satu jam terakhir, jadi laporan "
            f"ini belum terkirim. Tunggu sebentar lalu tekan Kirim lagi, atau hubungi {ways}."
        )

    def _again(
        self,
        form: FormData,
        values: dict[str, str],
        door: str,
        key: str,
        errors: dict[str, str],
        status: int,
    ) -> Response:
        page = self._page(
            values, door=door, key=key, errors=errors, files=has_files(form), status=status
        )
        if status == 429:
            page.headers["Retry-After"] = "600"
        return page

    def _page(
        self,
        values: dict[str, str],
        *,
        door: str,
        key: str,
        errors: dict[str, str] | None = None,
        files: bool = False,
        status: int = 200,
    ) -> Response:
        console = self.console
        services = console.office().catalogue.services.values()
        return public_page(
            console,
            "report.html",
            status=status,
            here="aduan",
            action=RECEIPT_PATH,
            values=values,
            door=door if door in _MEDIA else "",
            key=key,
            errors=errors or {},
            again_files=files,
            trap=_TRAP,
            services=sorted(services, key=lambda service: service.name.casefold()),
            texts=SMS in console.options.sends,
            chats=[d for d in doors(console) if d.name in ("whatsapp", "telegram")],
            accept=ACCEPT,
            taken=TAKEN,
            largest=say_size(limits.MOST_BYTES),
            most=limits.MOST_FILES,
            bytes=limits.MOST_BYTES,
        )


def _closes(console: Console, complaint: Complaint) -> str:
    """When the office closes on the last day, "" where that is not known."""
    if complaint.deadline is None:
        return ""
    closes = console.office().closes.get(complaint.deadline.on.weekday())
    return f"{closes:%H.%M}" if closes else ""


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
