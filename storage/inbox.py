"""Transaction 1: what a citizen sent is in the database before the provider hears 200."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, case, or_, select, update

from domain.dialogue import State
from domain.messages import Address, InboundMessage
from storage.cleaning import clean_message, private
from storage.codec import dump_attachments, dump_location, dump_state
from storage.columns import UtcDateTime, insert, padded, pairs_in, rows
from storage.tables import contacts, conversations, inbox


@dataclass(frozen=True, slots=True)
class Received:
    """A message as it came: parsed, raw, and when."""

    message: InboundMessage
    raw: str
    at: datetime


def record_inbound(conn: Connection, batch: Sequence[Received]) -> list[bool]:
    """Stores new messages once; True for each that is new, False for a redelivery.

    A message is found unprocessed through `conversations.pending`, a counter on the row, and not
    by looking for unprocessed messages. On PostgreSQL two transactions do not see each other's
    uncommitted rows: a worker that finished a conversation while a message to it was being
    stored would look, see none, and leave it asleep. Adding to and taking from one number waits
    for the other transaction and counts from what that left.

    For the same reason the counter is increased before the messages are inserted: the row is then
    ours, so messages of one sender get their ids in the order in which they are committed.
    """
    messages = [clean_message(received.message) for received in batch]
    known = _known(conn, [_key(message) for message in messages])
    new: list[bool] = []
    for message in messages:
        new.append(_key(message) not in known)
        known.add(_key(message))
    fresh = [
        (message, received)
        for message, received, is_new in zip(messages, batch, new, strict=True)
        if is_new
    ]
    if not fresh:
        return new
    places = _conversations(conn, fresh)
    _count(conn, fresh, places)
    inserted = _insert(conn, fresh, places)
    lost = [message for message, _ in fresh if _key(message) not in inserted]
    if lost:
        # Another process stored the same redelivery between our look and our insert.
        less = Counter(places[message.sender] for message in lost)
        _add_pending(conn, {place: -count for place, count in less.items()})
        gone = {_key(message) for message in lost}
        return [n and _key(m) not in gone for n, m in zip(new, messages, strict=True)]
    return new


def _key(message: InboundMessage) -> tuple[str, str]:
    return message.channel, message.provider_message_id


def _known(conn: Connection, keys: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    columns = (inbox.c.channel, inbox.c.provider_message_id)
    query = select(*columns).where(pairs_in(*columns, keys))
    return {(channel, name) for channel, name in conn.execute(query)}


def _conversations(
    conn: Connection, fresh: Sequence[tuple[InboundMessage, Received]]
) -> dict[Address, int]:
    """The conversation of each sender; contact and conversation are made where they are new."""
    since = {message.sender: received.at for message, received in reversed(fresh)}
    found = find_conversations(conn, since)
    missing = [address for address in since if address not in found]
    if not missing:
        return found
    conn.execute(
        insert(conn, contacts).on_conflict_do_nothing(index_elements=[contacts.c.person]),
        [
            {"person": person, "created_at": at}
            for person, at in sorted({a.person: since[a] for a in missing}.items())
        ],
    )
    people = padded(address.person for address in missing)
    query = select(contacts.c.person, contacts.c.id).where(contacts.c.person.in_(people))
    contact_of = {row.person: row.id for row in conn.execute(query)}
    conn.execute(
        insert(conn, conversations).on_conflict_do_nothing(
            index_elements=[conversations.c.channel, conversations.c.address]
        ),
        [
            {
                "contact_id": contact_of[address.person],
                "channel": address.channel,
                "address": address.value,
                "state": dump_state(State()),
                "created_at": since[address],
            }
            for address in sorted(missing, key=lambda a: (a.channel, a.value))
        ],
    )
    return found | find_conversations(conn, missing)


def find_conversations(
    conn: Connection, addresses: Sequence[Address] | Mapping[Address, object]
) -> dict[Address, int]:
    """The conversations of those addresses that have one."""
    columns = (conversations.c.channel, conversations.c.address)
    keys = [(address.channel, address.value) for address in addresses]
    query = select(*columns, conversations.c.id).where(pairs_in(*columns, keys))
    return {Address(row.channel, row.address): row.id for row in conn.execute(query)}


def _count(
    conn: Connection,
    fresh: Sequence[tuple[InboundMessage, Received]],
    places: Mapping[Address, int],
) -> None:
    """Counts the messages on their conversations and notes when each citizen last wrote.

    The provider's time counts, because WhatsApp's window does; a clock that is ahead of ours must
    not keep the window open for longer.
    """
    last: dict[int, datetime] = {}
    count: Counter[int] = Counter()
    for message, received in fresh:
        place = places[message.sender]
        wrote = min(message.sent_at, received.at)
        last[place] = max(last.get(place, wrote), wrote)
        count[place] += 1
    at = bindparam("wrote", type_=UtcDateTime)
    column = conversations.c.last_inbound_at
    conn.execute(
        update(conversations)
        .where(conversations.c.id == bindparam("key"))
        .values(
            pending=conversations.c.pending + bindparam("count"),
            last_inbound_at=case((or_(column.is_(None), column < at), at), else_=column),
        ),
        rows([{"key": place, "count": n, "wrote": last[place]} for place, n in count.items()]),
    )


def _add_pending(conn: Connection, more: Mapping[int, int]) -> None:
    conn.execute(
        update(conversations)
        .where(conversations.c.id == bindparam("key"))
        .values(pending=conversations.c.pending + bindparam("count")),
        rows([{"key": place, "count": count} for place, count in more.items()]),
    )


def _insert(
    conn: Connection,
    fresh: Sequence[tuple[InboundMessage, Received]],
    places: Mapping[Address, int],
) -> set[tuple[str, str]]:
    """Inserts the messages in the order in which they came; gives the keys that were not there."""
    statement = (
        insert(conn, inbox)
        .on_conflict_do_nothing(index_elements=[inbox.c.channel, inbox.c.provider_message_id])
        .returning(inbox.c.channel, inbox.c.provider_message_id)
    )
    values = [_values(message, received, places[message.sender]) for message, received in fresh]
    return {(channel, name) for channel, name in conn.execute(statement, values)}


def _values(message: InboundMessage, received: Received, place: int) -> dict[str, Any]:
    return {
        "conversation_id": place,
        "channel": message.channel,
        "provider_message_id": message.provider_message_id,
        "text": message.text,
        "attachments": dump_attachments(message.attachments),
        "location": dump_location(message.location),
        "button": message.button,
        "edited": message.edited,
        "profile_name": message.profile_name,
        "sent_at": message.sent_at,
        "received_at": received.at,
        "raw": private(received.raw),
    }
