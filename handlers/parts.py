"""Putting together what belongs together before it is read.

Parts of one long text message, "(2/3) …", wait for each other in whatever order they come. And
who types "izin saya", "sudah 3 minggu", "belum jadi" in three quick messages has said one thing:
what could not be understood by itself is read again with what follows at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.dialogue import PartialSms, SmsPart, State
from domain.messages import SMS, InboundMessage

FRAGMENT = "fragment"  # Pending.act of a message that could not be understood by itself.

# Only in brackets: "1/3 saya ke kantor" begins with a date.
_MARK = re.compile(
    r"^\s*[(\[]\s*(\d)\s*/\s*(\d)\s*[)\]][\s.:-]*|[\s.:-]*[(\[]\s*(\d)\s*/\s*(\d)\s*[)\]]\s*$"
)


@dataclass(frozen=True, slots=True)
class Assembled:
    """The state with the parts so far, and the message to read; None while parts are missing."""

    state: State
    message: InboundMessage | None
    waiting: bool


def assemble(
    state: State,
    message: InboundMessage | None,
    now: datetime,
    wait: timedelta,
    burst: timedelta = timedelta(0),
) -> Assembled:
    """Put a part where it belongs, or give the message through.

    When the wait is over (message None, or one that is no part), what came is read as it is. The
    whole counts as sent when its first part was.
    """
    part = _part(message) if message else None
    partial = state.partial
    if message is not None and part is not None:
        index, total, text = part
        if partial is None or partial.total != total:
            partial = PartialSms(total, message.sent_at, ())
        kept = tuple(p for p in partial.parts if p.index != index)
        partial = replace(partial, parts=(*kept, SmsPart(index, text)))
        if len(partial.parts) < total:
            state = replace(state, partial=partial, last_inbound_at=message.sent_at)
            return Assembled(state, None, waiting=True)
        whole = replace(message, text=_join(partial), sent_at=partial.since)
        return Assembled(replace(state, partial=None), whole, waiting=False)
    if partial is None:
        return Assembled(state, _with_fragment(state, message, burst), waiting=False)
    if message is not None:
        # Something else came instead of the missing part: read all that is there.
        text = f"{_join(partial)} {message.text}".strip()
        whole = replace(message, text=text, sent_at=partial.since)
        return Assembled(replace(state, partial=None), whole, waiting=False)
    return Assembled(state, None, waiting=now < partial.since + wait)


def _with_fragment(
    state: State, message: InboundMessage | None, burst: timedelta
) -> InboundMessage | None:
    """The message with the fragment that came just before it, where there is one."""
    pending, last = state.pending, state.last_inbound_at
    if message is None or pending is None or pending.act != FRAGMENT or last is None:
        return message
    if message.button or not message.text or message.sent_at - last > burst:
        return message
    return replace(message, text=f"{pending.text} {message.text}", sent_at=pending.at)


def overdue(state: State, now: datetime, wait: timedelta) -> str | None:
    """The text of parts whose wait is over, None where none are."""
    partial = state.partial
    if partial is None or now < partial.since + wait:
        return None
    return _join(partial)


def _part(message: InboundMessage) -> tuple[int, int, str] | None:
    if message.channel != SMS or message.button:
        return None
    match = _MARK.search(message.text)
    if match is None:
        return None
    index, total = (match[1], match[2]) if match[1] else (match[3], match[4])
    if not 1 <= int(index) <= int(total) or int(total) < 2:
        return None
    text = (message.text[: match.start()] + message.text[match.end() :]).strip()
    return (int(index), int(total), text) if text else None


def _join(partial: PartialSms) -> str:
    return " ".join(p.text for p in sorted(partial.parts, key=lambda p: p.index))
