"""The five steps of the worksheet (point 6) as fields, (b) begun with what the standard says."""

from __future__ import annotations

from dataclasses import dataclass

from console.complaint.clause import basis_text, clause_of
from console.complaint.sheet import SHEET, sheet_values
from console.complaint.view import View
from domain.calendar import wib_day
from domain.dialogue import Office

_HINTS = {
    "pokok": "Satu atau dua kalimat: apa yang sebenarnya diadukan.",
    "aturan": "Bunyi standar yang dilanggar atau dipersoalkan.",
    "berkas": "Berkas permohonan, bukti dari warga, catatan loket.",
    "rencana_teks": "Siapa melakukan apa, sampai kapan.",
    "hasil": "Apa yang dilakukan dan ditemukan. Ikut dalam laporan kepada atasan.",
}
_LETTERS = {"pokok": 0, "aturan": 1, "berkas": 2, "rencana": 3, "rencana_teks": 3, "hasil": 4}


@dataclass(frozen=True, slots=True)
class Step:
    """A field of the worksheet.

    done: its step is filled in. begun: the value was not written by anybody yet, but taken from
    the catalogue. locked: it holds the name of somebody whom this officer sees masked, so that it
    is shown and cannot be changed; otherwise the mask would be saved in the place of the name.
    """

    name: str
    label: str
    hint: str
    value: str
    done: bool
    begun: bool = False
    locked: bool = False


def steps_of(view: View, office: Office) -> list[Step]:
    """The worksheet's fields in order; `rencana` holds the chosen plans in words."""
    sheet = view.complaint.handling.worksheet
    steps = []
    for name, value in sheet_values(sheet).items():
        begun = ""
        if name == "aturan" and not value and view.complaint.open:
            clause = clause_of(view.complaint, office, wib_day(view.now))
            begun = view.words(basis_text(clause))
        shown = view.words(value)
        steps.append(
            Step(
                name,
                SHEET[name],
                _HINTS.get(name, ""),
                begun or shown,
                sheet.steps_done[_LETTERS[name]],
                begun=bool(begun),
                locked=shown != value,
            )
        )
    return steps
