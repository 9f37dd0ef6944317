"""How a complaint's handling stands, as the summaries of the work region say it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from console.complaint.allowed import Allowed
from console.complaint.attempt import Attempt
from console.complaint.identity import identity_of
from console.complaint.next_step import inspected
from console.complaint.sheet import say_received
from console.complaint.view import View
from console.kinds import ACCEPT
from domain.complaint import Complaint, Flag
from domain.handling import Handling
from domain.ladder import INSPEKTORAT_LEVEL, level_name, level_of
from domain.people import May, Officer
from storage.files import FileInfo

_APIP_FORMS = (
    "minta-apip",
    "setujui-apip",
    "tolak-apip",
    "catat-persetujuan",
    "serahkan-apip",
    "laporan-apip",
)


def handling_words(
    view: View,
    allowed: Allowed,
    people: Sequence[Officer],
    files: Sequence[FileInfo],
    attempt: Attempt | None,
) -> dict[str, Any]:
    """What the parts show of the ladder, the Inspektorat, the evidence and the facts.

    people: all who work here now.
    """
    complaint = view.complaint
    handling, facts = complaint.handling, complaint.facts
    names = {officer.username: officer.name for officer in view.officers.values()}
    plans: Sequence[str] = handling.worksheet.plans
    if attempt is not None and attempt.slug == "lembar":
        plans = attempt.values.get("rencana", ())
    return {
        "handling": handling,
        "mine": handling.assignee == view.officer.id,
        "level": _level(handling.level, people),
        "name": lambda username: names.get(username, username),
        "plans": frozenset(plans),
        "office_reports": [r for r in handling.reports if r.level != INSPEKTORAT_LEVEL],
        "findings": [r for r in handling.reports if r.level == INSPEKTORAT_LEVEL],
        "apip": _apip(handling, inspected(complaint)),
        "apip_forms": allowed(*_APIP_FORMS),
        "accept": ACCEPT,
        "evidence": _evidence(len(facts.attachments), len(files)),
        "identity": identity_of(complaint, view.contact, mask=view.mask),
        "received": say_received(facts.received, facts.received_on),
        "missing": _missing(complaint),
    }


def _level(level: int, people: Sequence[Officer]) -> str:
    """What a level is called here: by its position where one person holds it."""
    holders = [p for p in people if level and p.may(May.WORK) and level_of(p) == level]
    return (len(holders) == 1 and holders[0].position) or level_name(level)


def _apip(handling: Handling, found: bool) -> str:
    if handling.given_to_apip:
        return "temuan sudah ada" if found else "diserahkan, menunggu temuan"
    if handling.approval is not None:
        return "disetujui, belum diserahkan"
    return "menunggu persetujuan Kepala" if handling.request else "tidak dilibatkan"


def _evidence(sent: int, added: int) -> str:
    """What there is already, beside step (c)."""
    told = []
    if sent:
        told.append(f"{sent} berkas dari warga")
    if added:
        told.append(f"{added} berkas tambahan")
    return f"Sudah ada: {' dan '.join(told)}." if told else ""


def _missing(complaint: Complaint) -> str:
    """What the summary says is missing."""
    facts = complaint.facts
    lacking = {
        "nama": not facts.name,
        "perihal": not facts.matter.strip(),
        "layanan": Flag.ASK_SERVICE in complaint.flags,
        "tanggal layanan": Flag.ASK_RECEIVED in complaint.flags,
    }
    names = [name for name, lacks in lacking.items() if lacks]
    return f"kurang {', '.join(names)}" if names else "lengkap"
