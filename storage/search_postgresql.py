"""The search on PostgreSQL: a tsvector of each complaint's words, and a GIN index over them.

The words come already cut and folded, so PostgreSQL's own parser and dictionaries are passed by,
and both databases find the same.

A GIN index gives all matches or none, in no order: good for rare words, and far too much for
common ones, of which the newest rows hold enough. And to a beginning it gives all words that
begin so, before it looks at any other word. PostgreSQL guesses what is common and guesses badly
wrong; here the newest rows say it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isqrt

from sqlalchemy import BigInteger, Connection, Text, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY

_SAMPLE = 2000  # Rows that are read to see how common something is.
_COST = 5  # To fetch a match that the index has given takes as long as to read so many rows.
_LISTS = 50  # To go through the lists of common words takes as long as such a part of all rows.
_RARE = 4  # Rows of the sample; what no more of them have, the index may give whole.

# An unchanged row is left alone, and then the index has nothing to learn.
_WRITE = text(
    "INSERT INTO complaint_search (complaint_id, words) VALUES (:id, array_to_tsvector(:words))"
    " ON CONFLICT (complaint_id) DO UPDATE SET words = excluded.words"
    " WHERE complaint_search.words IS DISTINCT FROM excluded.words"
).bindparams(bindparam("id", type_=BigInteger), bindparam("words", type_=ARRAY(Text)))
_FORGET = text(
    "DELETE FROM complaint_search WHERE complaint_id > :after AND complaint_id <= :last"
    " AND NOT EXISTS (SELECT FROM complaints WHERE complaints.id = complaint_search.complaint_id)"
)
_TOP = text("SELECT coalesce(max(complaint_id), 0) + 1 FROM complaint_search")
# The inner query is not merged with the outer one, in either statement: what LIMIT and OFFSET cut
# off has to be cut off first. So one reads rows from the newest on, and the other asks the index,
# and neither becomes the other when PostgreSQL plans them for whatever words may come.
_NEWEST = text(
    "SELECT complaint_id FROM (SELECT complaint_id, words FROM complaint_search"
    " WHERE complaint_id < :before ORDER BY complaint_id DESC LIMIT :reach) AS newest"
    " WHERE words @@ CAST(CAST(:wanted AS text) AS tsquery)"
    " ORDER BY complaint_id DESC LIMIT :limit"
)
_INDEXED = text(
    "SELECT complaint_id FROM (SELECT complaint_id, words FROM complaint_search"
    " WHERE words @@ CAST(CAST(:indexed AS text) AS tsquery) OFFSET 0) AS found"
    " WHERE words @@ CAST(CAST(:wanted AS text) AS tsquery) AND complaint_id < :before"
    " ORDER BY complaint_id DESC LIMIT :limit"
)


def write(conn: Connection, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Puts the words of complaints in the place of those that they had."""
    conn.execute(_WRITE, [{"id": id, "words": list(words)} for id, words in rows])


def find(
    conn: Connection, wanted: Sequence[str], marks: Sequence[str], limit: int, before: int | None
) -> list[int]:
    """The newest complaints before an id that have all the words, the last as a beginning.

    marks: what a word may carry before it.
    """
    if before is None:
        before = conn.execute(_TOP).scalar_one()
    others = _all(wanted[:-1], marks)
    everything = " & ".join(filter(None, [others, _one(wanted[-1], marks, begins=True)]))
    values = {"wanted": everything, "before": before, "limit": limit}
    found = _newest(conn, values, _SAMPLE)
    # Where it takes this many rows to find enough, the index would take as long: to fetch what it
    # has found, and before that to go through its lists, which grow with the table.
    reach = isqrt(_COST * limit * max(before, 1)) + before // _LISTS
    if len(found) < limit and len(found) * reach >= limit * _SAMPLE:
        found = _newest(conn, values, 2 * reach)
    if len(found) < limit and before > _SAMPLE:
        some = values | {"wanted": others, "limit": _RARE + 1}
        rare = bool(others) and len(_newest(conn, some, _SAMPLE)) <= _RARE
        values["indexed"] = others if rare else everything
        found = conn.execute(_INDEXED, values).scalars().all()
    return list(found)


def _newest(conn: Connection, values: Mapping[str, object], reach: int) -> Sequence[int]:
    return conn.execute(_NEWEST, {**values, "reach": reach}).scalars().all()


def forget_strays(conn: Connection, after: int, last: int | None) -> None:
    """Forgets what is between two ids, the second included, and is no complaint."""
    conn.execute(_FORGET, {"after": after, "last": 2**63 - 1 if last is None else last})


def _all(wanted: Sequence[str], marks: Sequence[str]) -> str:
    """A tsquery for all the words, "" for none."""
    return " & ".join(_one(word, marks) for word in wanted)


def _one(word: str, marks: Sequence[str], *, begins: bool = False) -> str:
    """A tsquery for one word with one of the marks, or for what begins so.

    Words have letters and digits only, so nothing has to be escaped. One letter begins too much
    to be of any help.
    """
    star = ":*" if begins and len(word) > 1 else ""
    choices = " | ".join(f"'{mark}{word}'{star}" for mark in marks)
    return f"({choices})"
