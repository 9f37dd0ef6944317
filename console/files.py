"""Evidence: kept once it was fetched, and handed out so that it can do no harm in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from urllib.parse import quote

from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.datastructures import Headers
from starlette.responses import Response

from console.filenames import clean_name
from console.kinds import KINDS, UNKNOWN, Kind, kind_of
from console.parts import Media
from domain.messages import Attachment
from storage.engine import reading, transaction
from storage.files import StoredFile, Upload, find_content, load, store

BOT = "bot"  # Who stores what was fetched from a provider.

_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})", re.ASCII)


async def keep(
    database: AsyncEngine,
    media: Media,
    now: Callable[[], datetime],
    channel: str,
    attachment: Attachment,
) -> int:
    """Fetches what a citizen sent and stores it; its id. No transaction is open meanwhile.

    Raises AttachmentError where the provider does not give it, StorageUnavailableError.
    """
    content = await media.fetch(channel, attachment)
    kind = kind_of(content)
    name = clean_name(attachment.filename, kind.extension)
    return await transaction(
        database,
        store,
        channel=channel,
        ref=attachment.ref,
        complaint="",
        upload=Upload(name, kind.content_type, content),
        by=BOT,
        now=now(),
    )


async def kept(
    database: AsyncEngine,
    media: Media,
    now: Callable[[], datetime],
    channel: str,
    attachment: Attachment,
) -> StoredFile:
    """What a citizen sent: ours where it is stored, else fetched now. Raises as `keep` does."""
    try:
        return await reading(database, find_content, channel, attachment.ref)
    except LookupError:
        new = await keep(database, media, now, channel, attachment)
        return await reading(database, load, new)


@dataclass(frozen=True, slots=True)
class _Part:
    """The bytes from `first` up to and with `last`."""

    first: int
    last: int


def answer(file: StoredFile, name: str, headers: Headers) -> Response:
    """The file as a response; its kind is read from its bytes once more.

    name: under which it is downloaded. headers: of the request, for parts and for what the
    browser has already. It is kept by no proxy, and by the browser only to ask each time
    whether it may still show it.
    """
    content = file.content
    kind = kind_of(content)
    tag = f'"{file.info.sha256[:32]}"'
    sent = {
        "Content-Disposition": disposition(kind, clean_name(name, kind.extension)),
        # Opened by itself the file may load nothing, run nothing and be of no origin.
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
        "ETag": tag,
        "Accept-Ranges": "bytes",
    }
    if tag in (each.strip() for each in headers.get("if-none-match", "").split(",")):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=sent)
    wanted = headers.get("range", "")
    if wanted and headers.get("if-range", tag) == tag:
        try:
            part = _part(wanted, len(content))
        except ValueError:
            whole = {"Content-Range": f"bytes */{len(content)}"}
            return Response(
                status_code=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=sent | whole
            )
        if part is not None:
            sent["Content-Range"] = f"bytes {part.first}-{part.last}/{len(content)}"
            return Response(
                content[part.first : part.last + 1],
                status_code=HTTPStatus.PARTIAL_CONTENT,
                headers=sent,
                media_type=kind.content_type,
            )
    return Response(content, headers=sent, media_type=kind.content_type)


def _part(wanted: str, size: int) -> _Part | None:
    """The one part that is asked for; None for several at once, which are answered with the whole.

    Raises ValueError where the part lies outside the file.
    """
    match = _RANGE.fullmatch(wanted.strip())
    if match is None or match.group(1) == match.group(2) == "":
        return None
    if match[1]:
        first = int(match[1])
        last = min(int(match[2]) if match[2] else size - 1, size - 1)
        if match[2] and int(match[2]) < first:
            return None
    else:
        first, last = max(0, size - int(match[2])), size - 1
    if first >= size or (not match[1] and int(match[2]) == 0):
        raise ValueError("outside the file")
    return _Part(first, last)


def disposition(kind: Kind, name: str) -> str:
    """Shown in place where that is safe, else downloaded; the name in both spellings of it."""
    how = "inline" if kind.shown else "attachment"
    plain = re.sub(r'[^\x20-\x7e]|["\\%]', "_", name)
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def kind_named(content_type: str) -> Kind:
    """The kind of a stored file, by the type under which it was stored."""
    return next((kind for kind in KINDS.values() if kind.content_type == content_type), UNKNOWN)
