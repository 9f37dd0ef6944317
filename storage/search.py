"""Full-text search over complaints: what is found by, and for whom.

Words are cut and folded here, so that SQLite and PostgreSQL find the same; how they are kept and
found is in `search_sqlite` and `search_postgresql`. Words of the reporter's identity carry a mark
that no searched word can have, so who may not see names asks without it and cannot find them; and
they are taken out of everything that anybody wrote in the complaint.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Protocol

from sqlalchemy import Connection, select

from domain.complaint import Complaint
from domain.messages import SIMULATED
from domain.tickets import find_numbers
from storage import search_postgresql, search_sqlite
from storage.codec import load_complaint
from storage.columns import padded
from storage.tables import complaints

MARK = "§"  # Before each word of a reporter's identity; never part of a word.
PAGE = 500  # Complaints that are indexed anew in one go.
_LONGEST = 40  # Characters of a word that count.
_MOST_WORDS = 4000  # Different words of one complaint; PostgreSQL takes a megabyte of them.
_MOST_TYPED = 1000  # Characters of a query that are read.
_MOST_WANTED = 16  # Words of a query that are looked for.

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´"))  # "Jum'at" is one word, also without it.
_RUPIAH = re.compile(r"\brp\.?\s?(?=\d)")
_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{3})+(?!\d|\.\d)")
# A telephone number however it is written; it becomes one word that begins with 08.
_PHONE = re.compile(r"(?<![\w])(?:\+?62|0)[ .-]?(8(?:[ .-]?\d){7,11})(?!\d)")
_E164 = re.compile(r"\+\d{8,15}")
_ENDINGS = ("", "nya", "ku", "mu", "lah", "kah", "pun")  # What is written onto a name.


class Kind(Protocol):
    """What a module for one kind of database has to offer; each says it for itself."""

    def write(self, conn: Connection, rows: Sequence[tuple[int, Sequence[str]]]) -> None: ...

    def find(
        self,
        conn: Connection,
        wanted: Sequence[str],
        marks: Sequence[str],
        limit: int,
        before: int | None,
    ) -> list[int]: ...

    def forget_strays(self, conn: Connection, after: int, last: int | None) -> None: ...


def words(text: str) -> list[str]:
    """The words of a text as they are kept and looked for: folded, amounts and numbers joined."""
    folded = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    if not folded.isascii():
        folded = "".join(c for c in folded if not unicodedata.combining(c))
    folded = _PHONE.sub(lambda found: "0" + _digits(found[1]), folded)
    folded = _THOUSANDS.sub(lambda found: _digits(found[0]), _RUPIAH.sub(" ", folded))
    return [word[:_LONGEST] for word in _WORD.findall(folded)]


def indexed(complaint: Complaint) -> list[str]:
    """The words by which a complaint is found, those of the reporter's identity marked.

    Of a confidential complaint's reporter nothing is findable, for nobody.
    """
    facts = complaint.facts
    name = words(facts.name)
    who = {*name, "".join(name), *_phones(complaint)} - {""}
    hidden = {word + ending for word in who for ending in _ENDINGS}
    services = [text for service in facts.services for text in (service.id or "", service.name)]
    said = [facts.matter, *complaint.additions, complaint.answer, *services, *facts.components]
    said += [str(amount) for amount in facts.rupiah]
    open_to_all = [word for text in said for word in words(text) if word not in hidden]
    open_to_all += _number_words(complaint.number)
    marked = [] if facts.confidential else [MARK + w for w in (*who, *words(facts.address))]
    # Identity first: nobody writes so long a name, and somebody may write too long a text.
    return list(dict.fromkeys(filter(None, [*marked, *open_to_all])))[:_MOST_WORDS]


def index(conn: Connection, changed: Sequence[Complaint]) -> None:
    """Makes stored complaints findable by what they are now, in the caller's transaction."""
    rows = [(complaint.id, indexed(complaint)) for complaint in changed if complaint.id is not None]
    if rows:
        _kind(conn).write(conn, sorted(rows))


def matching(
    conn: Connection, query: str, *, names: bool, limit: int, before_id: int | None = None
) -> list[int]:
    """The ids of complaints in which every word of a query occurs, the newest first.

    query: what an officer typed; nothing in it is read as syntax, and its last word may be the
    beginning of one. names: whether names and telephone numbers are searched as well. before_id:
    only older ones; without it a complaint whose full number was typed comes before all others.
    """
    wanted = _wanted(words(query[:_MOST_TYPED]))
    if not wanted or limit < 1:
        return []
    marks = ("", MARK) if names else ("",)
    found = _kind(conn).find(conn, wanted, marks, limit, before_id)
    if before_id is not None:
        return found
    first = _numbered(conn, query)
    return [*first, *(id for id in found if id not in first)][:limit]


def reindex(conn: Connection, progress: Callable[[int], None] = lambda done: None) -> int:
    """Indexes every complaint anew; how many. `progress` hears after each page how many it was.

    Who must not keep others from writing for so long calls `reindex_page` in transactions of
    their own.
    """
    after: int | None = 0
    done = 0
    while after is not None:
        after, count = reindex_page(conn, after)
        done += count
        progress(done)
    return done


def reindex_page(conn: Connection, after: int) -> tuple[int | None, int]:
    """Indexes the complaints behind an id anew, a page of them.

    Where the next page begins, None at the end; and how many complaints there were. Nobody else
    can change these complaints meanwhile, so that what is written here is what they are.
    """
    c = complaints.c
    query = select(c.id, c.document).where(c.id > after).order_by(c.id).limit(PAGE)
    page = conn.execute(query.with_for_update(key_share=True)).all()
    last = page[-1].id if len(page) == PAGE else None
    _kind(conn).forget_strays(conn, after, last)
    rows = []
    for row in page:
        try:
            rows.append((row.id, indexed(load_complaint(row.document))))
        except ValueError:
            continue  # A damaged document is found by what was known of it before.
    if rows:
        _kind(conn).write(conn, rows)
    return last, len(page)


def _wanted(typed: Sequence[str]) -> list[str]:
    """The words to look for, the last one last."""
    unique = dict.fromkeys(reversed(typed))
    return list(unique)[:_MOST_WANTED][::-1]


def _numbered(conn: Connection, query: str) -> list[int]:
    numbers = find_numbers(query[:_MOST_TYPED])
    if not numbers:
        return []
    found = conn.execute(
        select(complaints.c.number, complaints.c.id).where(
            complaints.c.number.in_(padded(numbers[:_MOST_WANTED]))
        )
    )
    ids = {row.number: row.id for row in found}
    return [ids[number] for number in numbers if number in ids]


def _number_words(number: str) -> list[str]:
    """A ticket number's parts, the whole without dashes, and the serial without its zeros."""
    parts = words(number)
    return [*parts, "".join(parts), *(part.lstrip("0") for part in parts[1:2])]


def _phones(complaint: Complaint) -> list[str]:
    """The reporter's telephone number as people write it."""
    value = complaint.sender.value.removeprefix(SIMULATED)
    if not _E164.fullmatch(value):
        return []
    digits = _digits(value)
    national = digits.removeprefix("62")
    return [digits] if national == digits else [digits, f"0{national}", national]


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _kind(conn: Connection) -> Kind:
    return search_sqlite if conn.dialect.name == "sqlite" else search_postgresql
