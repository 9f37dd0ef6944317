"""Files that come in through a form: how much is read at all, and what is taken.

A form is read through `limited_form`, because the server's own reader knows no limit for the
whole; its files are taken out of it with `read_uploads`.
"""

from __future__ import annotations

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

from console.filenames import clean_name
from console.kinds import TAKEN, UNKNOWN, claimed_kind, kind_of
from domain.errors import BaleAduanError
from storage.files import Upload as Upload

_MIB = 1024 * 1024
_MOST_FIELDS = 500


class UploadError(BaleAduanError):
    """Berkas ini tidak bisa diterima."""


async def limited_form(request: Request, max_total: int) -> FormData:
    """The request's form, files and fields together of no more than `max_total` bytes.

    Raises HTTPException with a sentence: 413 for a larger one, as soon as that is known, and 400
    for what is not a form. Files of some size are on disk and not in memory while it is read.
    """
    said = request.headers.get("content-length", "")
    if said.isascii() and said.isdigit() and int(said[:18]) > max_total:
        raise _too_large(max_total)
    seen = 0

    async def receive() -> Message:
        nonlocal seen
        message = await request.receive()
        seen += len(message.get("body", b""))
        if seen > max_total:
            raise _too_large(max_total)
        return message

    try:
        counted = Request(request.scope, receive)
        return await counted.form(
            max_files=_MOST_FIELDS, max_fields=_MOST_FIELDS, max_part_size=max_total
        )
    except HTTPException as error:
        if error.status_code != 400:
            raise
        # What the reader says is English and about bytes.
        raise HTTPException(400, "Formulir ini tidak terbaca. Muat ulang halamannya.") from error


def _too_large(max_total: int) -> HTTPException:
    return HTTPException(
        413,
        f"Kiriman ini terlalu besar: semua berkas bersama paling besar {say_size(max_total)}. "
        "Kurangi atau perkecil berkasnya, lalu kirim lagi.",
    )


async def read_uploads(form: FormData, field: str, *, max_bytes: int, most: int) -> list[Upload]:
    """The files of one field, as what they really are; an empty field gives none.

    max_bytes: of one file. most: how many. Raises UploadError with a sentence that names the file
    and what is wrong with it.
    """
    # A browser sends a nameless empty file where nothing was chosen.
    files = [
        file
        for file in form.getlist(field)
        if isinstance(file, UploadFile) and (file.filename or file.size)
    ]
    if len(files) > most:
        raise UploadError(f"Paling banyak {most} berkas sekali kirim; Anda memilih {len(files)}.")
    return [await _read(file, max_bytes) for file in files]


async def _read(file: UploadFile, max_bytes: int) -> Upload:
    """One file. No more than `max_bytes` and one of it is ever in memory."""
    try:
        content = await file.read(max_bytes + 1)
    finally:
        await file.close()
    return checked(file.filename or "", file.content_type or "", content, max_bytes)


def checked(filename: str, content_type: str, content: bytes, max_bytes: int) -> Upload:
    """The file under its true type and a clean name. Raises UploadError."""
    kind = kind_of(content)
    claimed = claimed_kind(filename, content_type)
    # In sentences the name keeps the extension that people see on their own machine.
    seen = clean_name(filename, "x").removesuffix(".x")
    if not content:
        raise UploadError(f"Berkas “{seen}” kosong. Pilih berkas lain.")
    if len(content) > max_bytes:
        limit = say_size(max_bytes)
        raise UploadError(f"Berkas “{seen}” terlalu besar. Paling besar {limit} untuk satu berkas.")
    if kind is UNKNOWN and claimed.taken:
        raise UploadError(
            f"Berkas “{seen}” sebenarnya bukan {claimed.name}: isinya lain atau rusak. "
            "Buka berkasnya, simpan ulang, lalu kirim lagi."
        )
    if not kind.taken:
        what = "Jenisnya" if kind is UNKNOWN else f"Isinya {kind.name}, dan jenis itu"
        raise UploadError(f"Berkas “{seen}” tidak diterima. {what} tidak termasuk {TAKEN}.")
    return Upload(clean_name(filename, kind.extension), kind.content_type, content)


def say_size(size: int) -> str:
    """`10 MB`, `1,5 MB`, `200 KB`."""
    if size < _MIB:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / _MIB:.1f}".removesuffix(".0").replace(".", ",") + " MB"
