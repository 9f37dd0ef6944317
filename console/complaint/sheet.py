"""The forms that two officers may fill in at once: their fields, and what these are called.

The same values are shown in the form, fingerprinted in it, and compared when it comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from console import words
from domain.calendar import say_date
from domain.complaint import Complaint, Receipt
from domain.handling import Plan, Worksheet
from handlers.actions import Action, CompleteFacts, FillWorksheet, SetCategory

RECEIVED = {
    Receipt.NOT_YET: "belum diterima",
    Receipt.UNKNOWN: "tidak diketahui",
    Receipt.UNASKED: "belum ditanyakan",
}

SHEET = {
    "pokok": "(a) Pokok masalah",
    "aturan": "(b) SP, SOP, atau peraturan yang terkait",
    "berkas": "(c) Dokumen dan informasi yang sudah ada",
    "rencana": "(d) Cara penanganan",
    "rencana_teks": "(d) Rencana penanganan",
    "hasil": "(e) Pelaksanaan dan hasilnya",
}
FACTS = {
    "nama": "Nama pelapor",
    "alamat": "Alamat",
    "diterima": "Layanan diterima",
    "rahasia": "Identitas dirahasiakan",
}
CATEGORY = {"kategori": "Kategori"}


@dataclass(frozen=True, slots=True)
class Shared:
    """A form that can be filled in by two at once.

    labels: of its fields, in order. values: those of a complaint. mine: what an action would make
    of them. whole: the form always holds every field, so that any change by others matters; of
    one that holds only what is new, a change matters only in the same field. events: names of the
    timeline under which such changes stand.
    """

    labels: Mapping[str, str]
    values: Callable[[Complaint], dict[str, str]]
    mine: Callable[[Complaint, Action], dict[str, str]]
    whole: bool
    events: frozenset[str]


def sheet_values(sheet: Worksheet) -> dict[str, str]:
    """A worksheet by the names of its fields."""
    return {
        "pokok": sheet.problem,
        "aturan": sheet.basis,
        "berkas": sheet.documents,
        "rencana": ", ".join(words.PLAN[plan] for plan in Plan if plan in sheet.plans),
        "rencana_teks": sheet.plan,
        "hasil": sheet.result,
    }


def _facts(complaint: Complaint) -> dict[str, str]:
    facts = complaint.facts
    return {
        "nama": facts.name,
        "alamat": facts.address,
        "diterima": say_received(facts.received, facts.received_on),
        "rahasia": _yes(facts.confidential),
    }


def say_received(received: Receipt, on: date | None) -> str:
    """When the service was received, in words. on: the day, where one is known."""
    return say_date(on) if on is not None else RECEIVED.get(received, "")


def _yes(value: bool) -> str:
    return "ya" if value else "tidak"


def _category(complaint: Complaint) -> dict[str, str]:
    category = complaint.handling.category
    return {"kategori": words.CATEGORY[category] if category else ""}


def _sheet_of(complaint: Complaint, action: Action) -> dict[str, str]:
    if not isinstance(action, FillWorksheet):
        raise TypeError("no worksheet")
    return sheet_values(action.worksheet)


def _category_of(complaint: Complaint, action: Action) -> dict[str, str]:
    if not isinstance(action, SetCategory):
        raise TypeError("no category")
    return {"kategori": words.CATEGORY[action.category]}


def _facts_of(complaint: Complaint, action: Action) -> dict[str, str]:
    if not isinstance(action, CompleteFacts):
        raise TypeError("no facts")
    values = _facts(complaint)
    if action.name:
        values["nama"] = action.name
    if action.address:
        values["alamat"] = action.address
    if action.received is not None:
        values["diterima"] = say_received(action.received, action.received_on)
    if action.confidential is not None:
        values["rahasia"] = _yes(action.confidential)
    return values


SHARED: dict[str, Shared] = {
    "lembar": Shared(
        SHEET,
        lambda complaint: sheet_values(complaint.handling.worksheet),
        _sheet_of,
        whole=True,
        events=frozenset({"worksheet_filled"}),
    ),
    "kategori": Shared(
        CATEGORY,
        _category,
        _category_of,
        whole=True,
        events=frozenset({"category_set", "agency_added", "given_to_apip"}),
    ),
    "lengkapi": Shared(
        FACTS, _facts, _facts_of, whole=False, events=frozenset({"facts_added", "completed"})
    ),
}
