"""Who wrote, as far as the office knows: what lists need to say whose message something is.

And to leave it unsaid: the names by which a person is known, so that they can be taken out of
texts before anybody sees them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from domain.complaint import Complaint
from domain.dialogue import State
from domain.messages import Address
from storage.codec import load_state
from storage.columns import AnyRow, padded
from storage.complaints import by_numbers
from storage.tables import complaints, conversations


@dataclass(frozen=True, slots=True)
class Sender:
    """One conversation and the person behind it.

    complaint: the one talked about last there, else the person's newest, None where they have
    none. names: all by which the person is known.
    """

    conversation_id: int
    address: Address
    state: State
    complaint: Complaint | None
    names: tuple[str, ...]


def senders(conn: Connection, conversation_ids: Iterable[int]) -> dict[int, Sender]:
    """Those who write in these conversations, by conversation."""
    wanted = padded(conversation_ids)
    if not wanted:
        return {}
    c = conversations.c
    query = select(c.id, c.contact_id, c.channel, c.address, c.state).where(c.id.in_(wanted))
    rows = conn.execute(query).all()
    states = {row.id: _state(row) for row in rows}
    newest = _newest(conn, [row.contact_id for row in rows])
    focused = [state.focus for state in states.values() if state.focus]
    found = by_numbers(conn, sorted({*newest.values(), *focused}))
    return {
        row.id: _sender(
            row,
            states[row.id],
            found.get(states[row.id].focus),
            found.get(newest.get(row.contact_id, "")),
        )
        for row in rows
    }


def _sender(row: AnyRow, state: State, focus: Complaint | None, newest: Complaint | None) -> Sender:
    draft = state.draft.facts.name if state.draft else ""
    names = [each.facts.name for each in (focus, newest) if each is not None]
    known = tuple(dict.fromkeys(n for n in (*names, draft, state.profile_name) if n.strip()))
    return Sender(row.id, Address(row.channel, row.address), state, focus or newest, known)


def _newest(conn: Connection, contact_ids: Sequence[int]) -> dict[int, str]:
    """The number of each person's newest complaint."""
    c = complaints.c
    last = (
        select(func.max(c.id)).where(c.contact_id.in_(padded(contact_ids))).group_by(c.contact_id)
    )
    query = select(c.contact_id, c.number).where(c.id.in_(last))
    return {row.contact_id: row.number for row in conn.execute(query)}


def _state(row: AnyRow) -> State:
    try:
        return load_state(row.state)
    except ValueError:
        # As in claims: a damaged state is a fresh one.
        return State()
