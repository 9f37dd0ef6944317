"""A conversation as officers read it: bubbles under days, with files, places and delivery in words.

Only the part that belongs to the complaint is shown. What belongs to a confidential complaint of
the same person is never shown beside another one, because that would tell who made it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from sqlalchemy import Connection

from console.complaint.delivery_words import Trouble, progress, trouble
from console.complaint.files import Shown, shown_file
from console.complaint.view import View
from console.parts import Console
from domain.calendar import wib_day
from domain.messages import Location
from storage.complaint_page import Neighbour, in_conversation
from storage.engine import reading
from storage.transcripts import EVERYTHING, Line, Scope, Stretch, holds

MOST = 200  # Messages of one page.
CODE = "(kode)"  # In the place of a ticket's secret code, which is the citizen's alone.


@dataclass(frozen=True, slots=True)
class Place:
    """Where a citizen says something is; a link opens a map elsewhere, nothing is loaded here."""

    text: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message. ours: said by bot or officer. marks: complaints registered just before it."""

    id: str
    at: datetime
    ours: bool
    author: str
    text: str
    files: tuple[Shown, ...] = ()
    place: Place | None = None
    options: tuple[str, ...] = ()
    delivery: str = ""
    trouble: Trouble | None = None
    template: str = ""
    answer: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A complaint that was registered at this point. this: it is the one that is being shown."""

    number: str
    at: datetime
    this: bool


@dataclass(frozen=True, slots=True)
class Day:
    """What was said on one day in WIB, with the complaints registered on it."""

    on: date
    entries: tuple[Bubble | Mark, ...]


@dataclass(frozen=True, slots=True)
class Conversation:
    """before: the place from which older messages are shown, "" where there are none. whole:
    whether everything of it belongs to this complaint. newest: whether it reaches until now."""

    days: tuple[Day, ...]
    before: str
    whole: bool
    newest: bool


def scope_of(view: View, neighbours: Sequence[Neighbour]) -> Scope:
    """Which part of the conversation may be shown with this complaint.

    neighbours: the complaints of the conversation, this one among them, in their order.
    """
    if len(neighbours) <= 1:
        return EVERYTHING
    starts = [one.received_at for one in neighbours] + [None]
    spans = {
        one.number: (start if place else None, starts[place + 1])
        for place, (one, start) in enumerate(zip(neighbours, starts, strict=False))
    }
    if view.complaint.facts.confidential or not view.sees_all():
        return Scope((spans[view.number],), always=view.number, only=True)
    secret = [one.number for one in neighbours if one.confidential]
    if not secret:
        return EVERYTHING
    open_spans = tuple(span for number, span in spans.items() if number not in secret)
    return Scope(open_spans, always=view.number, never=tuple(secret))


async def may_read(console: Console, view: View, inbox_id: int) -> bool:
    """Whether a message stands in the part of the conversation that is shown with this complaint.

    Who serves something of a message asks this first: that it is of the same conversation is not
    enough where part of that belongs to another complaint.
    """
    return await reading(console.database, _in_scope, view, inbox_id)


def _in_scope(conn: Connection, view: View, inbox_id: int) -> bool:
    place = view.conversation_id
    if place is None:
        return False
    return holds(conn, place, inbox_id, scope_of(view, in_conversation(conn, place)))


def conversation_of(
    view: View,
    stretch: Stretch,
    neighbours: Sequence[Neighbour],
    *,
    codes: Sequence[str] = (),
    whole: bool = True,
    newest: bool = True,
    templates: frozenset[str] = frozenset(),
) -> Conversation:
    """The lines as they are shown. codes: of tickets, taken out of what is shown."""
    secret = re.compile("|".join(rf"\b{re.escape(code)}\b" for code in codes) or "(?!)", re.I)
    bubbles = [_bubble(view, line, secret, templates) for line in stretch.lines]
    marks = _marks(view, stretch, neighbours)
    entries: list[Bubble | Mark] = sorted([*bubbles, *marks], key=lambda one: (one.at, _rank(one)))
    days: dict[date, list[Bubble | Mark]] = {}
    for entry in entries:
        days.setdefault(wib_day(entry.at), []).append(entry)
    before = stretch.lines[0].place if stretch.older else ""
    return Conversation(
        tuple(Day(on, tuple(day)) for on, day in days.items()), before, whole, newest
    )


def _rank(entry: Bubble | Mark) -> int:
    """Of one moment: what the citizen wrote, what was registered, what we said to it."""
    if isinstance(entry, Mark):
        return 1
    return 2 if entry.ours else 0


def _marks(view: View, stretch: Stretch, neighbours: Sequence[Neighbour]) -> list[Mark]:
    """The registrations that fall among these lines, as far as this officer may know them."""
    if not stretch.lines:
        return []
    first = stretch.lines[0].at if stretch.older else None
    return [
        Mark(one.number, one.registered_at, one.number == view.number)
        for one in neighbours
        if one.number == view.number or _may_name(view, one)
        if first is None or one.registered_at >= first
    ]


def _may_name(view: View, one: Neighbour) -> bool:
    secret = one.confidential or view.complaint.facts.confidential
    return view.sees_all() and not secret


def _bubble(view: View, line: Line, secret: re.Pattern[str], templates: frozenset[str]) -> Bubble:
    channel = view.contact.channel
    return Bubble(
        id=line.id,
        at=line.at,
        ours=not line.from_citizen,
        author="Warga" if line.from_citizen else _AUTHORS.get(line.purpose, "Bot"),
        text=view.words(secret.sub(CODE, line.text)),
        files=tuple(
            shown_file(view, attachment, f"pesan-{line.row_id}-{place}")
            for place, attachment in enumerate(line.attachments)
        ),
        place=_place(view, line.location) if line.location else None,
        options=tuple(view.words(option.label) for option in line.options),
        delivery=progress(line),
        trouble=trouble(line, channel, templates=line.template in templates),
        template=line.template,
        answer=line.purpose == "answer",
    )


# Who said it, by purpose; everything else is the bot.
_AUTHORS = {
    "answer": "Jawaban petugas",
    "answer_ready": "Pemberitahuan jawaban",
    "chat": "Petugas",
    "question": "Petugas",
}


def _place(view: View, location: Location) -> Place:
    lat, lon = f"{location.lat:.5f}", f"{location.lon:.5f}"
    query = urlencode({"mlat": lat, "mlon": lon})
    return Place(
        text=f"{location.lat:.2f}, {location.lon:.2f}".replace("-", "−"),
        label=view.words(location.label),
        url=f"https://www.openstreetmap.org/?{query}#map=17/{lat}/{lon}",
    )
