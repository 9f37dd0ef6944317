"""What the queue's address asks for: a view, filters, a place. Nothing in it can break the page.

A value that nobody can have chosen is left out, and the page says so in a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from console import words
from console.parts import STAFF
from console.queue.words import view_name
from domain.calendar import Term, Unit, WorkCalendar, due_on
from domain.tickets import find_numbers, find_wrong_numbers
from storage.queue import NOTHING, Filters, Place
from storage.queue_views import Look, View, views_of

QUEUE = f"{STAFF}/antrean"
LONGEST = 200  # Characters of a search or of a service's name.
_LARGEST_ID = 2**31

NONE = "belum"  # In addresses: has no value yet.
ME, NOBODY = "saya", "tidak-ada"
DUE: dict[str, str] = {
    "terlewat": "terlewat",
    "hari-ini": "hari ini",
    "3": "≤ 3 hari kerja",
    "5": "≤ 5 hari kerja",
    "10": "≤ 10 hari kerja",
    "tanpa": "tanpa tenggat",
}
# The filters with a fixed list of values, by their name in the address.
CHOICES: dict[str, dict[str, str]] = {
    "status": words.STATUS,
    "jenis": words.KIND,
    "komponen": {**words.COMPONENT, NONE: "belum jelas"},
    "kanal": words.MEDIUM,
    "kategori": {**words.CATEGORY, NONE: "belum ditetapkan"},
    "tenggat": DUE,
}
NAMES = ("status", "jenis", "komponen", "layanan", "kanal", "kategori", "petugas", "tenggat", "q")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be shown. chosen: the filters as they stand in the address, those that hold.

    notes: sentences about what was left out. jump: the number of the one complaint that was typed
    into the search, "" for none.
    """

    view: View
    filters: Filters
    after: Place | None
    chosen: Mapping[str, str]
    notes: tuple[str, ...] = ()
    jump: str = ""

    def address(self, *, after: Place | None = None, path: str = QUEUE) -> str:
        """Where this list is found, from a place on."""
        return address(self.view, self.chosen, after, path)

    def without(self, name: str) -> str:
        """The list with one filter less."""
        return address(self.view, {k: v for k, v in self.chosen.items() if k != name})


def address(
    view: View, chosen: Mapping[str, str], after: Place | None = None, path: str = QUEUE
) -> str:
    """Where a list is found."""
    query = {"lihat": view.value} if view is not View.OPEN else {}
    query |= {name: chosen[name] for name in NAMES if chosen.get(name)}
    if after is not None:
        query["setelah"] = str(after)
    return f"{path}?{urlencode(query)}" if query else path


def look_day(today: date, calendar: WorkCalendar, days: int) -> date:
    """The last day that is so many working days away or fewer."""
    return due_on(today, Term(days, Unit.WORKING_DAY), calendar)


def read(query: Mapping[str, str], look: Look, calendar: WorkCalendar) -> Asked:
    """What an address asks for. Never fails: what it cannot mean becomes a note."""
    notes: list[str] = []
    view = _view(query.get("lihat", ""), look, notes)
    chosen: dict[str, str] = {}
    for name in NAMES:
        value = query.get(name, "").replace("\x00", "").strip()
        if not value:
            continue
        if len(value) > LONGEST:
            what = "Kata carian" if name == "q" else f"Saringan {name}"
            notes.append(f"{what} terlalu panjang: dipakai {LONGEST} huruf pertama.")
            value = value[:LONGEST]
        if _holds(name, value, look):
            chosen[name] = value
        else:
            notes.append(f"Saringan {name} “{value[:40]}” tidak dikenal, jadi diabaikan.")
    after = _place(query.get("setelah", ""), notes)
    text = chosen.get("q", "")
    numbers = find_numbers(text)
    if not numbers and find_wrong_numbers(text):
        notes.append(
            f"Nomor {find_wrong_numbers(text)[0]} salah ketik: angka terakhirnya tidak cocok. "
            "Periksa lagi nomornya."
        )
    return Asked(
        view,
        _filters(chosen, look, calendar),
        after,
        chosen,
        tuple(notes),
        numbers[0] if len(numbers) == 1 else "",
    )


def _view(value: str, look: Look, notes: list[str]) -> View:
    allowed = views_of(look.officer)
    found = next((view for view in allowed if view.value == value), None)
    if found is not None:
        return found
    if value:
        name = view_name(View.OPEN, look.officer)
        notes.append(f"Tampilan “{value[:40]}” tidak ada untuk Anda; ini {name}.")
    return View.OPEN


def _holds(name: str, value: str, look: Look) -> bool:
    if name in CHOICES:
        return value in CHOICES[name]
    if name == "petugas":
        if value in (ME, NOBODY):
            return True
        return value.isascii() and value.isdecimal() and 0 < int(value[:11]) < _LARGEST_ID
    return True


def _place(value: str, notes: list[str]) -> Place | None:
    if not value:
        return None
    try:
        return Place.read(value)
    except ValueError:
        notes.append("Penanda halaman itu tidak terbaca, jadi ini halaman pertama.")
        return None


def _filters(chosen: Mapping[str, str], look: Look, calendar: WorkCalendar) -> Filters:
    due = chosen.get("tenggat", "")
    start, end = None, None
    if due == "terlewat":
        end = date.fromordinal(look.today.toordinal() - 1)
    elif due == "hari-ini":
        start = end = look.today
    elif due.isdecimal():
        start, end = look.today, look_day(look.today, calendar, int(due))
    assignee = chosen.get("petugas", "")
    return Filters(
        status=chosen.get("status", ""),
        kind=chosen.get("jenis", ""),
        component=_or_nothing(chosen.get("komponen", "")),
        service=_or_nothing(chosen.get("layanan", "")),
        channel=chosen.get("kanal", ""),
        category=_or_nothing(chosen.get("kategori", "")),
        assignee=look.officer.id
        if assignee == ME
        else int(assignee)
        if assignee.isdecimal()
        else None,
        unassigned=assignee == NOBODY,
        due_from=start,
        due_until=end,
        undated=due == "tanpa",
        text=chosen.get("q", ""),
    )


def _or_nothing(value: str) -> str:
    return NOTHING if value == NONE else value
