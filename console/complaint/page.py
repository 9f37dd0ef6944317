"""The page of one complaint, put together; whoever answers with it calls `show`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection
from starlette.responses import HTMLResponse

from console.complaint import facts, work
from console.complaint.attempt import Attempt
from console.complaint.clause import clause_of
from console.complaint.conversation import MOST, Conversation, conversation_of, scope_of
from console.complaint.deadline import headline, reasons
from console.complaint.identity import identity_of
from console.complaint.related import TOP, history, related, search_words
from console.complaint.timeline import events_of
from console.complaint.view import View
from console.html import staff_page
from console.parts import Console
from domain.calendar import wib_day
from domain.people import May, Officer
from storage.audit import Entry, timeline
from storage.complaint_page import Neighbour, in_conversation, version_of
from storage.complaints import opened_in
from storage.engine import reading, transaction
from storage.presence import is_fresh, note, others
from storage.related import Candidate, candidates
from storage.search import matching
from storage.transcripts import EVERYTHING, Scope, Stretch, newest_line, stretch

_FOUND = 10


@dataclass(frozen=True, slots=True)
class Reveal:
    """A reveal that was asked for and not done: what was typed, and what is wrong with it."""

    reason: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What the page reads of the database at once. codes: of tickets that are spoken of here."""

    stretch: Stretch
    scope: Scope
    neighbours: list[Neighbour]
    codes: list[str]
    entries: list[Entry]
    candidates: list[Candidate]
    here: list[Officer]
    fresh: bool
    stamp: str


async def show(
    console: Console,
    officer: Officer,
    view: View,
    *,
    status: int = 200,
    attempt: Attempt | None = None,
    query: Mapping[str, str] | None = None,
    reveal: Reveal | None = None,
) -> HTMLResponse:
    """The page, and a note that this officer has it open.

    attempt: a form of the work region that was sent and could not be done. query: of the address;
    `sebelum` is the place in the conversation from which older messages are shown.
    """
    asked = query or {}
    read = await reading(console.database, _read, view, asked.get("sebelum", ""))
    if not read.fresh:
        await transaction(console.database, note, view.number, officer.id, view.now)
    office, complaint = console.office(), view.complaint
    clause = clause_of(complaint, office, wib_day(view.now))
    return staff_page(
        "complaint.html",
        officer,
        status=status,
        here="antrean",
        view=view,
        complaint=complaint,
        facts=complaint.facts,
        headline=headline(view, office),
        flags=facts.flags(complaint),
        identity=identity_of(complaint, view.contact, mask=view.mask),
        about=facts,
        asks=facts.to_ask(complaint, clause.ask),
        evidence=facts.evidence(view),
        classified=facts.classified(view),
        catalogue=office.catalogue,
        clause=clause,
        deadline=reasons(view, office, read.entries),
        conversation=_conversation(console, view, read, asked.get("sebelum", "")),
        related=related(view, read.candidates, office, TOP),
        history=history(view, read.candidates),
        events=events_of(view, read.entries),
        here_too=say_here(read.here),
        stamp=read.stamp,
        reveal=reveal or Reveal(),
        may_merge=officer.may(May.WORK),
        work=await work.panel(console, officer, view, attempt=attempt, query=asked),
    )


def _read(conn: Connection, view: View, before: str) -> Read:
    place = view.conversation_id
    neighbours = in_conversation(conn, place) if place is not None else []
    scope = scope_of(view, neighbours)
    opened = opened_in(conn, [place]).get(place, []) if place is not None else []
    lines = Stretch((), older=False)
    if place is not None:
        try:
            lines = stretch(conn, place, most=MOST, before=before, scope=scope)
        except ValueError:
            lines = stretch(conn, place, most=MOST, scope=scope)
    return Read(
        stretch=lines,
        scope=scope,
        neighbours=neighbours,
        codes=[*(one.code for one in neighbours), *(one.code for one in opened)],
        entries=timeline(conn, view.number),
        candidates=compared(conn, view),
        here=others(conn, view.number, view.officer.id, view.now),
        fresh=is_fresh(conn, view.number, view.officer.id, view.now),
        stamp=stamp(conn, view),
    )


def compared(conn: Connection, view: View) -> list[Candidate]:
    """What the complaint is compared with."""
    found = [
        number
        for word in search_words(view.complaint.facts.matter)
        for number in matching(conn, word, names=False, limit=_FOUND)
    ]
    return candidates(conn, view.complaint, view.contact_id, found)


def stamp(conn: Connection, view: View) -> str:
    """Another text whenever something of the complaint or its conversation has changed."""
    version = version_of(conn, view.number)
    if view.conversation_id is None:
        return f"{version}"
    newest_in, newest_out, moved = newest_line(conn, view.conversation_id)
    return f"{version}.{newest_in}.{newest_out}.{moved.timestamp() if moved else 0:.0f}"


def _conversation(console: Console, view: View, read: Read, before: str) -> Conversation:
    return conversation_of(
        view,
        read.stretch,
        read.neighbours,
        codes=read.codes,
        whole=read.scope == EVERYTHING or bool(read.scope.never),
        newest=not before,
        templates=console.options.templates,
    )


def say_here(officers: Sequence[Officer]) -> str:
    """Who else has it open, "" for nobody."""
    names = [officer.name for officer in officers]
    if not names:
        return ""
    who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} dan {names[-1]}"
    return f"{who} juga membuka aduan ini"
