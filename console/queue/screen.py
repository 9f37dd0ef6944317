"""Everything that the queue's page shows, read at once and arranged for its template."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from console.parts import Console
from console.queue.asked import (
    CHOICES,
    ME,
    NOBODY,
    NONE,
    Asked,
    address,
    look_day,
)
from console.queue.rows import Row, row_of
from console.queue.words import VIEWS, say_empty, view_name
from domain.calendar import wib_day
from domain.dialogue import Office
from domain.people import May, Officer
from storage.engine import reading
from storage.matters import waiting_unread
from storage.people import by_ids, everybody
from storage.queue import Page, page, total
from storage.queue_views import Look, View, counts, views_of

# What the filters are called in the form, in its order.
_LABELS: dict[str, str] = {
    "status": "Status",
    "jenis": "Jenis",
    "komponen": "Komponen",
    "layanan": "Layanan",
    "kanal": "Kanal",
    "kategori": "Kategori",
    "petugas": "Petugas",
    "tenggat": "Tenggat",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What the database holds for one look at the queue.

    total: how many fit, -1 where they are not counted. people: who works here now; named: whoever
    is shown or chosen, also who no longer does.
    """

    counts: dict[View, int]
    page: Page
    total: int
    unread: int
    people: list[Officer]
    named: dict[int, Officer]

    def digest(self, look: Look) -> str:
        """Changes whenever the page would look different."""
        shown = [
            (item.complaint.number, item.complaint.version, item.undelivered)
            for item in self.page.items
        ]
        return hashlib.sha256(repr((look.today, shown)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class ViewLink:
    """A ready view in the list of views."""

    slug: str
    name: str
    key: str
    count: int
    url: str
    here: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A filter in the form. options: (value, text) pairs."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Used:
    """A filter that is in use, and the address of the list without it."""

    label: str
    text: str
    without: str


def look_of(console: Console, officer: Officer) -> Look:
    """Who looks at the queue now."""
    today = wib_day(console.now())
    return Look(officer, today, look_day(today, console.office().calendar, 3))


async def find(console: Console, asked: Asked, look: Look) -> Found:
    """Reads all of it in one transaction, so that counts and list belong together."""
    return await reading(console.database, _find, asked, look)


def _find(conn: Connection, asked: Asked, look: Look) -> Found:
    counted = counts(conn, look)
    listed = page(conn, asked.view, asked.filters, look, asked.after)
    if asked.view is View.ALL:
        found = -1 if asked.filters.narrow else counted[View.ALL]
    elif asked.filters.narrow:
        found = total(conn, asked.view, asked.filters, look)
    else:
        found = counted[asked.view]
    unread = 0 if look.given_only else waiting_unread(conn)
    people = everybody(conn)
    named = {officer.id: officer for officer in people}
    wanted = {item.complaint.handling.assignee for item in listed.items} | {asked.filters.assignee}
    named |= by_ids(conn, [id for id in wanted if id is not None and id not in named])
    return Found(counted, listed, found, unread, people, named)


def view_links(asked: Asked, look: Look, counted: dict[View, int]) -> list[ViewLink]:
    """The ready views. Each begins without filters, because its count knows none."""
    return [
        ViewLink(
            view.value,
            view_name(view, look.officer),
            VIEWS[view].key,
            counted[view],
            address(view, {}),
            view is asked.view,
        )
        for view in views_of(look.officer)
    ]


def rows(found: Found, office: Office, look: Look) -> list[Row]:
    """The rows of the page."""
    return [row_of(item, office, found.named, look.today) for item in found.page.items]


def fields(asked: Asked, office: Office, look: Look, found: Found) -> list[Field]:
    """The filters, each with what can be chosen."""
    made = []
    for name, label in _LABELS.items():
        value = asked.chosen.get(name, "")
        options = _options(name, office, look, found.people)
        if value and value not in dict(options):
            # A citizen's own words for a service, or somebody who is no longer in the list.
            options = ((value, _unlisted(name, value, found)), *options)
        made.append(Field(name, label, value, options))
    return made


def used(asked: Asked, made: Sequence[Field]) -> list[Used]:
    """The filters in use, the searched text first."""
    found = []
    if asked.chosen.get("q"):
        found.append(Used("Cari", f"“{asked.chosen['q']}”", asked.without("q")))
    for field in made:
        if field.value:
            text = dict(field.options)[field.value]
            found.append(Used(field.label, text, asked.without(field.name)))
    return found


def say_none(asked: Asked, look: Look) -> str:
    """What an empty list says."""
    if asked.after is not None:
        return "Tidak ada lagi di halaman ini."
    if not asked.filters.narrow:
        return say_empty(asked.view, look.officer)
    name = view_name(asked.view, look.officer)
    return f"Tidak ada aduan di “{name}” yang cocok dengan pencarian atau saringan ini."


def _options(
    name: str, office: Office, look: Look, people: Sequence[Officer]
) -> tuple[tuple[str, str], ...]:
    if name == "layanan":
        services = sorted(office.catalogue.services.values(), key=lambda each: each.name.lower())
        return ((NONE, "belum jelas"), *((each.id, each.name) for each in services))
    if name == "petugas":
        working = [each for each in people if each.may(May.WORK)]
        own = ((ME, "saya"),) if look.officer.may(May.WORK) else ()
        named = ((str(each.id), each.name) for each in working if each.id != look.officer.id)
        return (*own, (NOBODY, "tidak ada"), *named)
    return tuple(CHOICES[name].items())


def _unlisted(name: str, value: str, found: Found) -> str:
    if name == "petugas":
        person = found.named.get(int(value))
        return person.name if person else "petugas yang tidak dikenal"
    return value
