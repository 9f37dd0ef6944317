"""What citizens sent, as a page shows it: a picture, a recording, or something to be fetched."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from console.complaint.view import View
from console.kinds import UNKNOWN, claimed_kind
from console.parts import STAFF
from console.uploads import say_size
from domain.messages import Attachment


class Show(StrEnum):
    PICTURE = "picture"
    SOUND = "sound"
    MOVIE = "movie"
    DOWNLOAD = "download"  # Everything else, also what only claims to be a picture.


_CLAIMED = {"image": "gambar", "audio": "rekaman suara", "video": "video", "text": "berkas teks"}
_SHOWS = {"image": Show.PICTURE, "audio": Show.SOUND, "video": Show.MOVIE}


@dataclass(frozen=True, slots=True)
class Shown:
    """url: where it is served, "" for one whose content nobody has (a simulation)."""

    show: Show
    url: str
    what: str
    name: str
    size: str


def shown_file(view: View, attachment: Attachment, place: str) -> Shown:
    """place: the end of its address, below `/lampiran/`."""
    # A claim only: the page that serves it looks at the bytes (console/kinds.py).
    kind = claimed_kind("", attachment.content_type)
    family = kind.content_type.partition("/")[0]
    what = kind.name if kind is not UNKNOWN else _CLAIMED.get(_family(attachment), "berkas")
    return Shown(
        show=_SHOWS.get(family, Show.DOWNLOAD) if kind.shown else Show.DOWNLOAD,
        url=f"{STAFF}/aduan/{view.number}/lampiran/{place}" if attachment.ref else "",
        what=what[:1].upper() + what[1:],
        name=view.words(attachment.filename),
        size=say_size(attachment.size) if attachment.size is not None else "",
    )


def _family(attachment: Attachment) -> str:
    return attachment.content_type.partition("/")[0].strip().lower()
