"""A complaint's files: what the citizen sent, what officers added, and adding more.

Each is reached through its complaint, never by its own number alone: whoever may not see the
complaint finds no file either, and a file of another complaint is not found.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute

from console.access import StaffRoute
from console.complaint.conversation import may_read
from console.complaint.view import View, load
from console.files import answer, kept, kind_named
from console.html import staff_page
from console.kinds import ACCEPT, TAKEN, Kind
from console.parts import STAFF, Console
from console.uploads import Upload, UploadError, limited_form, read_uploads, say_size
from domain.complaint import AuditEvent
from domain.errors import AttachmentError
from domain.messages import Attachment
from domain.people import May, Officer
from storage import files
from storage.audit import Happened, append
from storage.engine import reading, transaction
from storage.evidence import came_by, message_of

FIELD = "berkas"
MOST = 5  # Files of one form.
_FORM = 64 * 1024  # Bytes for what a form holds besides its files.
_NONE = "Berkas ini tidak ada pada aduan itu."
_GONE = (
    "Berkas ini tidak bisa lagi diambil dari penyedia kanal: sudah dihapus di sana, atau lebih "
    "besar dari 20 MB. Minta warga mengirimnya sekali lagi."
)
_AWAY = "Berkas ini belum bisa diambil dari penyedia kanal. Coba lagi sebentar lagi."
_EMPTY = "Lampiran ini tidak punya isi: hanya simulasi, atau penyedia kanal tidak menyimpannya."
_LARGEST_ID = 2**63 - 1
_SEE = (May.SEE_QUEUE, May.SEE_GIVEN)


@dataclass(frozen=True, slots=True)
class Shown:
    """One file in the list. url: where it is."""

    name: str
    kind: Kind
    size: str
    by: str
    at: datetime
    url: str


def routes(console: Console) -> list[BaseRoute]:
    """The addresses below one complaint."""

    async def evidence(request: Request, officer: Officer) -> Response:
        view = await load(console, officer, request.path_params["number"])
        index = request.path_params["index"]
        attachments = view.complaint.facts.attachments
        if index >= len(attachments):
            raise HTTPException(404, _NONE)
        attachment = attachments[index]
        stored_as = files.id_in(attachment.ref)
        if stored_as is not None:
            return await _stored(console, request, view, stored_as)
        try:
            channel = await reading(console.database, came_by, view.number, attachment.ref)
        except LookupError:
            channel = view.complaint.channel
        return await _provided(console, request, view, channel, attachment)

    async def of_message(request: Request, officer: Officer) -> Response:
        view = await load(console, officer, request.path_params["number"])
        inbox_id, index = request.path_params["inbox"], request.path_params["n"]
        if inbox_id > _LARGEST_ID:
            raise HTTPException(404, _NONE)
        try:
            sent = await reading(console.database, message_of, inbox_id)
        except LookupError:
            raise HTTPException(404, _NONE) from None
        if index >= len(sent.attachments):
            raise HTTPException(404, _NONE)
        if not await may_read(console, view, inbox_id):
            raise HTTPException(404, _NONE)  # That part belongs to another complaint.
        attachment = sent.attachments[index]
        return await _provided(console, request, view, sent.address.channel, attachment)

    async def stored(request: Request, officer: Officer) -> Response:
        view = await load(console, officer, request.path_params["number"])
        return await _stored(console, request, view, request.path_params["id"])

    async def listed(request: Request, officer: Officer) -> Response:
        view = await load(console, officer, request.path_params["number"])
        return await _page(console, view)

    async def add(request: Request, officer: Officer) -> Response:
        view = await load(console, officer, request.path_params["number"])
        in_json = request.headers.get("accept", "").startswith("application/json")
        try:
            form = await limited_form(request, MOST * console.options.max_upload + _FORM)
            uploads = await _uploads(console, form)
        except (HTTPException, UploadError) as error:
            status = error.status_code if isinstance(error, HTTPException) else 422
            said = error.detail if isinstance(error, HTTPException) else str(error)
            if in_json:
                return JSONResponse({"error": said}, status_code=status)
            return await _page(console, view, error=said, status=status)
        ids = await transaction(
            console.database, add_files, view.number, uploads, officer.username, console.now()
        )
        if in_json:
            known = await reading(console.database, files.of_complaint, view.number)
            new = [_shown(view, info) for info in known if info.id in ids]
            return JSONResponse(
                {"files": [{"name": f.name, "size": f.size, "url": f.url} for f in new]}
            )
        return RedirectResponse(f"{STAFF}/aduan/{view.number}/berkas", status_code=303)

    one = f"{STAFF}/aduan/{{number}}"
    return [
        StaffRoute(console, f"{one}/lampiran/{{index:int}}", evidence, _SEE),
        StaffRoute(console, f"{one}/lampiran/pesan-{{inbox:int}}-{{n:int}}", of_message, _SEE),
        StaffRoute(console, f"{one}/berkas/{{id:int}}", stored, _SEE),
        StaffRoute(console, f"{one}/berkas", listed, _SEE),
        StaffRoute(console, f"{one}/berkas", add, (May.WORK,), methods=("POST",)),
    ]


async def _provided(
    console: Console, request: Request, view: View, channel: str, attachment: Attachment
) -> Response:
    """What a citizen sent through a provider."""
    if not attachment.ref:
        raise HTTPException(404, _EMPTY)
    try:
        file = await kept(console.database, console.media, console.now, channel, attachment)
    except AttachmentError as error:
        if error.retryable:
            return _failed(request, view.officer, 502, _AWAY)
        return _failed(request, view.officer, 410, _GONE)
    return answer(file, view.words(attachment.filename), request.headers)


async def _stored(console: Console, request: Request, view: View, file_id: int) -> Response:
    """What was uploaded here for this complaint."""
    if file_id > _LARGEST_ID:
        raise HTTPException(404, _NONE)
    try:
        file = await reading(console.database, files.load, file_id)
    except LookupError:
        raise HTTPException(404, _NONE) from None
    if not _belongs(file.info, view):
        raise HTTPException(404, _NONE)
    return answer(file, view.words(file.info.filename), request.headers)


def _belongs(info: files.FileInfo, view: View) -> bool:
    """Whether a stored file is this complaint's: given to it, or named among its evidence."""
    if info.complaint:
        return info.complaint == view.number
    # What is of no complaint and has a channel came from some citizen, perhaps another one.
    named = {attachment.ref for attachment in view.complaint.facts.attachments}
    return not info.channel and files.ref_of(info.id) in named


def _failed(request: Request, officer: Officer, status: int, said: str) -> Response:
    if request.headers.get("accept", "").startswith("application/json"):
        return JSONResponse({"error": said}, status_code=status)
    return staff_page("problem.html", officer, status=status, code=status, text=said)


async def _uploads(console: Console, form: FormData) -> list[Upload]:
    """Raises UploadError, also where nothing was chosen."""
    limit = console.options.max_upload
    uploads = await read_uploads(form, FIELD, max_bytes=limit, most=MOST)
    if not uploads:
        raise UploadError("Belum ada berkas yang dipilih.")
    return uploads


def add_files(
    conn: Connection, number: str, uploads: list[Upload], by: str, now: datetime
) -> list[int]:
    """Stores files of a complaint and notes each that is new; gives the ids of all."""
    known = {info.id for info in files.of_complaint(conn, number)}
    ids, happened = [], []
    for upload in uploads:
        ref = files.digest(upload.content)
        file_id = files.store(
            conn, channel="", ref=ref, complaint=number, upload=upload, by=by, now=now
        )
        ids.append(file_id)
        if file_id in known:
            continue  # The same bytes were added before.
        known.add(file_id)
        data: dict[str, str | int | float | bool | None] = {
            "file": file_id,
            "content_type": upload.content_type,
            "size": len(upload.content),
            "sha256": ref,
        }
        event = AuditEvent("file_added", number, by, data, text=upload.filename)
        happened.append(Happened(event, now))
    append(conn, happened)
    return ids


async def _page(console: Console, view: View, *, error: str = "", status: int = 200) -> Response:
    """The files of the complaint, and the form for more."""
    known = await reading(console.database, files.of_complaint, view.number)
    return staff_page(
        "files.html",
        view.officer,
        status=status,
        here="antrean",
        number=view.number,
        files=[_shown(view, info) for info in known],
        error=error,
        may_add=view.officer.may(May.WORK),
        field=FIELD,
        accept=ACCEPT,
        taken=TAKEN,
        most=MOST,
        limit=say_size(console.options.max_upload),
    )


def _shown(view: View, info: files.FileInfo) -> Shown:
    names = {officer.username: officer.name for officer in view.officers.values()}
    return Shown(
        name=view.words(info.filename),
        kind=kind_named(info.content_type),
        size=say_size(info.size),
        by=names.get(info.by, "warga"),
        at=info.at,
        url=f"{STAFF}/aduan/{view.number}/berkas/{info.id}",
    )
