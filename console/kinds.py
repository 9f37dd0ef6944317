"""What a file really is, read from its first bytes; what its sender calls it is never believed.

Everything that goes in is judged here, and everything that goes out is named here: so a page of
HTML that calls itself a picture is neither taken nor ever served as one.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import filetype


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file.

    content_type: under which it is served. name: what people call it. extension: without a dot,
    which every file of this kind gets. shown: a browser may show or play it inside our pages,
    anything else is only downloaded. taken: the forms take it.
    """

    content_type: str
    name: str
    extension: str
    shown: bool = False
    taken: bool = False


_OOXML = "application/vnd.openxmlformats-officedocument"
_JPEG = Kind("image/jpeg", "gambar JPG", "jpg", shown=True, taken=True)
_PNG = Kind("image/png", "gambar PNG", "png", shown=True, taken=True)

# By what the library calls them. No kind that can hold a script is ever shown: no SVG, no HTML,
# and a PDF is downloaded, because its viewer would be a guest in our pages.
KINDS: dict[str, Kind] = {
    "image/jpeg": _JPEG,
    "image/png": _PNG,
    "image/apng": _PNG,
    "image/webp": Kind("image/webp", "gambar WebP", "webp", shown=True, taken=True),
    "image/gif": Kind("image/gif", "gambar GIF", "gif", shown=True),
    "image/heic": Kind("image/heic", "foto HEIC", "heic", taken=True),
    "audio/mpeg": Kind("audio/mpeg", "suara MP3", "mp3", shown=True, taken=True),
    "audio/ogg": Kind("audio/ogg", "suara OGG", "ogg", shown=True, taken=True),
    "audio/mp4": Kind("audio/mp4", "suara M4A", "m4a", shown=True, taken=True),
    "audio/aac": Kind("audio/aac", "suara AAC", "aac", shown=True),
    "audio/amr": Kind("audio/amr", "suara AMR", "amr"),
    "audio/x-wav": Kind("audio/wav", "suara WAV", "wav", shown=True),
    "video/mp4": Kind("video/mp4", "video MP4", "mp4", shown=True, taken=True),
    "video/3gpp": Kind("video/3gpp", "video 3GP", "3gp"),
    "video/quicktime": Kind("video/quicktime", "video MOV", "mov"),
    "video/webm": Kind("video/webm", "video WebM", "webm"),
    "application/pdf": Kind("application/pdf", "dokumen PDF", "pdf", taken=True),
    "application/msword": Kind("application/msword", "dokumen Word lama", "doc"),
    "application/vnd.ms-excel": Kind("application/vnd.ms-excel", "tabel Excel lama", "xls"),
    f"{_OOXML}.wordprocessingml.document": Kind(
        f"{_OOXML}.wordprocessingml.document", "dokumen Word", "docx", taken=True
    ),
    f"{_OOXML}.spreadsheetml.sheet": Kind(
        f"{_OOXML}.spreadsheetml.sheet", "tabel Excel", "xlsx", taken=True
    ),
    "application/zip": Kind("application/zip", "arsip ZIP", "zip"),
}

# An extension that no system opens by itself.
UNKNOWN = Kind("application/octet-stream", "berkas yang tidak dikenal", "bin")

# For the `accept` of a file field: a help for the eye, not a check.
ACCEPT = ",".join(sorted({kind.content_type for kind in KINDS.values() if kind.taken}))
TAKEN = "JPG, PNG, WebP, HEIC, PDF, DOCX, XLSX, MP3, OGG, M4A, atau MP4"

_HEAD = 8192  # Bytes that are looked at.


def kind_of(content: bytes) -> Kind:
    """What the bytes are; UNKNOWN for what is in no list of ours."""
    try:
        found = filetype.guess(content[:_HEAD])
    except (IndexError, ValueError, struct.error):
        return UNKNOWN  # Cut off in the middle of what the library reads.
    return KINDS.get(found.mime, UNKNOWN) if found is not None else UNKNOWN


def claimed_kind(filename: str, content_type: str) -> Kind:
    """What a file says that it is. For sentences about it, never for a decision."""
    _, dot, extension = filename.rpartition(".")
    if dot:
        named = {kind.extension: kind for kind in KINDS.values()} | {"jpeg": _JPEG}
        return named.get(extension.strip().lower(), UNKNOWN)
    return KINDS.get(content_type.partition(";")[0].strip().lower(), UNKNOWN)
