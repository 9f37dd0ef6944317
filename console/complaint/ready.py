"""Ready answers of one complaint: their variables filled in, none of what must stay hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from console import words
from console.canned_text import fill
from console.complaint.view import View
from domain.calendar import say_day
from domain.dialogue import Office
from storage.canned import ready
from storage.files import FileInfo

_ADDRESSED = "Bapak/Ibu"  # Where no name may be written, or none is known.


@dataclass(frozen=True, slots=True)
class Ready:
    """A ready answer as it would be inserted."""

    id: int
    title: str
    text: str


def ready_answers(conn: Connection, view: View, office: Office) -> list[Ready]:
    """Those that fit the complaint's component, and those that fit every one."""
    components = view.complaint.facts.components
    values = values_for(view, office)
    return [
        Ready(one.id, one.title, fill(one.text, values))
        for one in ready(conn, components[0] if components else None)
    ]


def mention(files: Sequence[FileInfo], office: Office, number: str) -> str:
    """A sentence that names the office's own files, for a channel that carries none; "" for none.

    What the citizen sent is not offered to them again.
    """
    own = [file.filename for file in files if file.by not in ("citizen", "bot")]
    if not own:
        return ""
    return (
        f"Berkas berikut dapat diambil di {office.contact['office']}, "
        f"{office.contact['address']}, dengan menyebut nomor {number}: {', '.join(own)}."
    )


def values_for(view: View, office: Office) -> dict[str, str]:
    """What the variables of a ready answer stand for here.

    A confidential reporter is never named, whoever answers; nor is one whose name this officer
    sees masked.
    """
    facts, complaint = view.complaint.facts, view.complaint
    named = facts.name and not facts.confidential and not view.mask
    services = [service.name for service in facts.services]
    return {
        "nama": facts.name if named else _ADDRESSED,
        "nomor": complaint.number,
        "layanan": ", ".join(services) or "layanan yang diadukan",
        "komponen": ", ".join(words.COMPONENT[c].lower() for c in facts.components)
        or "hal yang diadukan",
        "tenggat": say_day(complaint.deadline.on) if complaint.deadline else "tanpa batas waktu",
        "kantor": office.contact["office"],
    }
