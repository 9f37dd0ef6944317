"""From a reply to rows of the outbox: one row for each call to a provider."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, or_, select, update

from domain.fit import fit
from domain.messages import Address, DeliveryStatus, OutboundMessage
from storage.cleaning import clean
from storage.codec import dump_options, dump_texts
from storage.columns import insert, padded
from storage.inbox import find_conversations
from storage.tables import HELD, QUEUED, outbox

ANSWER = "answer"  # The purpose of the answer itself.
ANSWER_READY = "answer_ready"  # The purpose of the template that announces it.
RATING = "rating"  # The purpose of the question whether it helped.
_OF_AN_ANSWER = (ANSWER, ANSWER_READY, RATING)
_GONE = (DeliveryStatus.SENT, DeliveryStatus.DELIVERED, DeliveryStatus.READ)


@dataclass(frozen=True, slots=True)
class Reply:
    """A message of one turn. `filled` puts the new ticket's number and code into its texts."""

    conversation_id: int
    address: Address
    filled: Callable[[str], str]
    message: OutboundMessage


def put(
    conn: Connection, replies: Sequence[Reply], complaint_ids: Mapping[str, int], now: datetime
) -> list[tuple[int, ...]]:
    """Queues the replies; gives the ids of the rows of each.

    An answer overtakes its own announcement, and an earlier answer, where that has not been sent.
    """
    if not replies:
        return []
    messages = [_filled(reply) for reply in replies]
    answered = {m.complaint for m in messages if m.purpose in (ANSWER, ANSWER_READY)}
    overtaken = padded(complaint_ids[n] for n in sorted(answered) if n in complaint_ids)
    if overtaken:
        o = outbox.c
        conn.execute(
            update(outbox)
            .where(
                o.complaint_id.in_(overtaken),
                o.purpose.in_(_OF_AN_ANSWER),
                or_(o.status == QUEUED, o.status == HELD),
                or_(o.purpose == ANSWER_READY, o.lease_owner.is_(None)),
            )
            .values(status=DeliveryStatus.CANCELLED.value)
        )
    # What goes to another address of the person waits its turn among that address's messages.
    elsewhere = {r.message.to for r in replies if r.message.to != r.address}
    places = find_conversations(conn, dict.fromkeys(elsewhere)) if elsewhere else {}
    values = []
    pieces = []
    for reply, message in zip(replies, messages, strict=True):
        parts = fit(message)
        pieces.append(len(parts))
        for part in parts:
            values.append(
                {
                    "conversation_id": places.get(message.to, reply.conversation_id),
                    "complaint_id": complaint_ids.get(message.complaint),
                    "complaint": message.complaint,
                    "channel": message.to.channel,
                    "address": message.to.value,
                    "text": part.text,
                    "options": dump_options(part.options),
                    "purpose": part.purpose,
                    "template": part.template,
                    "variables": dump_texts(part.variables),
                    "status": DeliveryStatus.QUEUED.value,
                    "due_at": part.not_before or now,
                    "created_at": now,
                }
            )
    # Both databases number the rows of one INSERT in the order in which they are written down;
    # in which order they tell the numbers is not promised.
    ids = iter(sorted(conn.execute(insert(conn, outbox).returning(outbox.c.id), values).scalars()))
    return [tuple(next(ids) for _ in range(count)) for count in pieces]


def take_back(conn: Connection, complaint_id: int, since: datetime) -> bool:
    """Cancels what was queued of an answer since it was written; False where it has begun to go.

    What a dispatcher holds counts as gone: nobody knows yet whether the provider took it.
    """
    o = outbox.c
    query = (
        select(o.id, o.status, o.lease_owner, o.sent_at)
        .where(o.complaint_id == complaint_id, o.purpose.in_(_OF_AN_ANSWER), o.created_at >= since)
        .order_by(o.id)
        .with_for_update()
    )
    found = conn.execute(query).all()
    if any(row.status in _GONE or row.lease_owner or row.sent_at for row in found):
        return False
    left = padded(row.id for row in found)
    if left:
        waiting = or_(o.status == QUEUED, o.status == HELD)
        cancel = update(outbox).where(o.id.in_(left), waiting)
        conn.execute(cancel.values(status=DeliveryStatus.CANCELLED.value))
    return True


def cancel(conn: Connection, complaint_ids: Sequence[int]) -> None:
    """Cancels what has not left of these complaints' answers, because they were given by hand.

    Also what a dispatcher holds: if the provider took it after all, that is noted all the same.
    """
    if not complaint_ids:
        return
    o = outbox.c
    conn.execute(
        update(outbox)
        .where(
            o.complaint_id.in_(padded(complaint_ids)),
            o.purpose.in_(_OF_AN_ANSWER),
            or_(o.status == QUEUED, o.status == HELD),
        )
        .values(status=DeliveryStatus.CANCELLED.value)
    )


def _filled(reply: Reply) -> OutboundMessage:
    def text(value: str) -> str:
        # Filled first: cleaning takes the stand-ins out.
        return clean(reply.filled(value))

    message = reply.message
    return replace(
        message,
        text=text(message.text),
        options=tuple(
            replace(option, id=text(option.id), label=text(option.label))
            for option in message.options
        ),
        variables=tuple(text(value) for value in message.variables),
        complaint=text(message.complaint),
    )
