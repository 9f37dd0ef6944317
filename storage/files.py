"""Evidence, scans and documents: kept in the database, so that one backup holds everything."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from storage.cleaning import private
from storage.columns import AnyRow, insert
from storage.office_tables import files

REF = "file:"  # Before the id of a stored file, where an Attachment names one.


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to be stored. content_type: what it really is, not what it was called."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class FileInfo:
    """A stored file without its content.

    channel and ref: the provider's name of it; "" and our own for what was uploaded here.
    complaint: a ticket number, "" for what belongs to none (yet). size in bytes. by: an officer's
    username, `citizen`, or `bot` for what was fetched.
    """

    id: int
    channel: str
    ref: str
    complaint: str
    content_type: str
    filename: str
    size: int
    sha256: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StoredFile:
    info: FileInfo
    content: bytes


_INFO = tuple(column for column in files.c if column is not files.c.content)


def digest(content: bytes) -> str:
    """SHA-256 in hex: the ref of what was uploaded."""
    return hashlib.sha256(content).hexdigest()


def store(
    conn: Connection,
    *,
    channel: str,
    ref: str,
    complaint: str,
    upload: Upload,
    by: str,
    now: datetime,
) -> int:
    """Keeps a file and gives its id; the same (channel, ref, complaint) again is the same file.

    ref: the provider's, or `digest` of an upload. What is uploaded before its complaint has a
    number needs a ref of its own, such as the form's id before the digest: else two citizens who
    send the same picture would share it. `adopt` gives it to its complaint.
    """
    key = (files.c.channel == channel, files.c.ref == ref, files.c.complaint == complaint)
    known = conn.execute(select(files.c.id).where(*key)).scalar_one_or_none()
    if known is not None:
        return int(known)  # Before the content is sent to the database at all.
    statement = insert(conn, files).values(
        channel=channel,
        ref=ref,
        complaint=complaint,
        content_type=upload.content_type,
        filename=private(upload.filename),
        size=len(upload.content),
        sha256=digest(upload.content),
        content=upload.content,
        uploaded_by=by,
        at=now,
    )
    new = conn.execute(statement.on_conflict_do_nothing().returning(files.c.id))
    # Somebody else may have stored it since we looked.
    found = new.scalar_one_or_none() or conn.execute(select(files.c.id).where(*key)).scalar_one()
    return int(found)


def adopt(conn: Connection, ids: Iterable[int], complaint: str) -> None:
    """Gives files that belong to no complaint yet to the one that was just registered."""
    mine = files.c.id.in_(list(ids))
    waiting = (mine, files.c.complaint == "", files.c.channel == "")
    conn.execute(update(files).where(*waiting).values(complaint=complaint))


def load(conn: Connection, file_id: int) -> StoredFile:
    """A file with its content. Raises LookupError where there is none."""
    row = conn.execute(select(files).where(files.c.id == file_id)).first()
    if row is None:
        raise LookupError(f"there is no file {file_id}")
    return StoredFile(_info(row), row.content)


def find(conn: Connection, channel: str, ref: str, complaint: str = "") -> FileInfo:
    """The file of a provider's name, or of an upload's digest. Raises LookupError."""
    query = select(*_INFO).where(
        files.c.channel == channel, files.c.ref == ref, files.c.complaint == complaint
    )
    row = conn.execute(query).first()
    if row is None:
        raise LookupError("there is no such file")
    return _info(row)


def find_content(conn: Connection, channel: str, ref: str) -> StoredFile:
    """What a citizen sent, under its provider's name of it. Raises LookupError."""
    return load(conn, find(conn, channel, ref).id)


def of_complaint(conn: Connection, number: str) -> list[FileInfo]:
    """The files that were added to a complaint, oldest first, without their contents."""
    query = select(*_INFO).where(files.c.complaint == number, files.c.complaint != "")
    return [_info(row) for row in conn.execute(query.order_by(files.c.id))]


def ref_of(file_id: int) -> str:
    """How an Attachment names a stored file; its channel is ""."""
    return f"{REF}{file_id}"


def id_in(ref: str) -> int | None:
    """The id in such a ref, None where it is a provider's."""
    number = ref.removeprefix(REF)
    named = ref.startswith(REF) and number.isascii() and number.isdigit() and len(number) < 19
    return int(number) if named else None


def _info(row: AnyRow) -> FileInfo:
    return FileInfo(
        id=row.id,
        channel=row.channel,
        ref=row.ref,
        complaint=row.complaint,
        content_type=row.content_type,
        filename=row.filename,
        size=row.size,
        sha256=row.sha256,
        by=row.uploaded_by,
        at=row.at,
    )
