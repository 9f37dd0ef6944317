"""The search on SQLite: an FTS5 table with each complaint's words, its row the complaint's.

The words come already cut and folded, so the tokenizer only divides them at blanks: to "ascii"
every other character, also the mark of identity, is part of a word. Neither places nor counts of
words are kept (`detail=none`, `columnsize=0`), for nothing is ranked by them.

What is taken out of a row leaves the file when FTS5 merges its parts, some writes later.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, text

from storage.columns import padded

# FTS5 keeps lists for beginnings of up to so many letters (migration 0005). For a longer one it
# reads and merges the lists of all words that begin so, which takes long where they are common.
_LISTED = 4

_STORED = text("SELECT rowid, words FROM complaint_search WHERE rowid IN :ids").bindparams(
    bindparam("ids", expanding=True)
)
# FTS5 knows the old words of the row, because it keeps a copy of them, and takes them out.
_WRITE = text("INSERT OR REPLACE INTO complaint_search (rowid, words) VALUES (:id, :words)")
_FORGET = text(
    "DELETE FROM complaint_search WHERE rowid > :after AND rowid <= :last"
    " AND NOT EXISTS (SELECT 1 FROM complaints WHERE complaints.id = complaint_search.rowid)"
)
_FIND = text(
    "SELECT rowid FROM complaint_search WHERE complaint_search MATCH :wanted AND rowid < :before"
    " ORDER BY rowid DESC LIMIT :limit"
)
# The inner query gives its rows one by one, newest first, and no more than are asked for.
_FIND_LIKELY = text(
    "SELECT id FROM (SELECT rowid AS id, words FROM complaint_search"
    " WHERE complaint_search MATCH :likely AND rowid < :before ORDER BY rowid DESC LIMIT :reach)"
    " WHERE instr(' ' || words, :begins) > 0 OR instr(' ' || words, :marked) > 0 LIMIT :limit"
)
_COUNT_LIKELY = text(
    "SELECT count(*) FROM (SELECT rowid FROM complaint_search"
    " WHERE complaint_search MATCH :likely AND rowid < :before ORDER BY rowid DESC LIMIT :reach)"
)
_NEWEST = 2**63 - 1


def write(conn: Connection, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Puts the words of complaints in the place of those that they had.

    Most changes of a complaint change no word of it, and writing costs much more than reading.
    """
    new = {id: " ".join(words) for id, words in rows}
    stored = {row.rowid: row.words for row in conn.execute(_STORED, {"ids": padded(new)})}
    changed = [{"id": id, "words": line} for id, line in new.items() if stored.get(id) != line]
    if changed:
        conn.execute(_WRITE, changed)


def find(
    conn: Connection, wanted: Sequence[str], marks: Sequence[str], limit: int, before: int | None
) -> list[int]:
    """The newest complaints before an id that have all the words, the last as a beginning.

    marks: what a word may carry before it. FTS5 walks its lists from the end and stops at the
    limit; so does the way round a long beginning, which takes its first letters and reads the
    rows. Only where too few of those fit, and the beginning is rare, FTS5 merges its lists.
    """
    before = _NEWEST if before is None else before
    last, mark = wanted[-1], marks[-1]
    # Numbers begin alike and go on differently, so few begin with any five digits.
    if len(mark + last) > _LISTED and not last.isdigit():
        reach = 2000 + 4 * limit
        likely = _expression(wanted, marks, _LISTED)
        values = {"likely": likely, "before": before, "reach": reach}
        tests = {"begins": f" {last}", "marked": f" {mark}{last}", "limit": limit}
        found = conn.execute(_FIND_LIKELY, values | tests).scalars().all()
        if len(found) == limit or conn.execute(_COUNT_LIKELY, values).scalar_one() < reach:
            return list(found)
    values = {"wanted": _expression(wanted, marks), "before": before, "limit": limit}
    return list(conn.execute(_FIND, values).scalars())


def forget_strays(conn: Connection, after: int, last: int | None) -> None:
    """Forgets what is between two ids, the second included, and is no complaint."""
    conn.execute(_FORGET, {"after": after, "last": _NEWEST if last is None else last})


def _expression(wanted: Sequence[str], marks: Sequence[str], letters: int | None = None) -> str:
    """FTS5's own language. Words have letters and digits only, so nothing has to be escaped.

    letters: how many of the last word count, its mark among them.
    """
    *whole, last = wanted
    star = " *" if len(last) > 1 else ""  # One letter begins too much to be of any help.
    groups = [[f'"{mark}{word}"' for mark in marks] for word in whole]
    groups.append([f'"{(mark + last)[:letters]}"{star}' for mark in marks])
    return " AND ".join(f"({' OR '.join(group)})" for group in groups)
