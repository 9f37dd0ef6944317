"""Messages that are no complaint, as the page shows them: who and when, the text, what next.

Whoever looks sees masks: the names by which a sender is known and every number are taken out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from console import words
from console.complaint.delivery_words import say_failure
from console.complaint.identity import Hidden
from console.html import say_when
from console.message_words import Tab
from domain.calendar import WIB
from domain.dialogue import Office
from domain.messages import WHATSAPP, DeliveryStatus
from domain.privacy import mask_phone
from handlers.jawaban import SERVICE_WINDOW, sendable, window_open
from storage import handovers, matters
from storage.handovers import HandedOver, Rejected, Undelivered
from storage.leases import UNREAD
from storage.matters import Matter
from storage.senders import Sender

RECENT = timedelta(days=30)  # What nobody can do anything about is shown for so long.
_TEXT = 4000  # Characters of a text that are shown.


_KIND = {Tab.UNREAD: UNREAD, Tab.ELSEWHERE: matters.ELSEWHERE, Tab.PRAISE: matters.PRAISE}


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the page, its texts without name and number.

    key: its id, that of the conversation where a human has it. who: channel and masked number.
    when: in words. notes: what is to be known beside. technical: what the program said. number: of
    the complaint that it belongs to, "" for none. done: handled. reply: until when an answer can
    be sent, None where none can.
    """

    key: int
    who: str
    at: datetime
    when: str
    text: str
    notes: tuple[str, ...] = ()
    technical: str = ""
    number: str = ""
    done: str = ""
    parked: bool = False
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a tab. after: where the next one begins, "" at the end."""

    entries: tuple[Entry, ...]
    after: str = ""


def counts(conn: Connection, now: datetime) -> dict[Tab, int]:
    """How many items each tab has."""
    recent = now - RECENT
    return {
        Tab.UNREAD: matters.waiting(conn, UNREAD),
        Tab.HANDED_OVER: handovers.handed_over_count(conn),
        Tab.ELSEWHERE: matters.waiting(conn, matters.ELSEWHERE),
        Tab.UNDELIVERED: handovers.undelivered_count(conn, recent),
        Tab.PRAISE: matters.since(conn, matters.PRAISE, recent),
        Tab.REJECTED: handovers.rejected_count(conn, recent)[0],
    }


def listed(
    conn: Connection, tab: Tab, office: Office, now: datetime, after: str, *, done: bool
) -> Listed:
    """One page of a tab, behind `after`. Raises ValueError for a place that cannot be read.

    done: those that an officer is done with, the newest first.
    """
    say = _Sayer(office, now)
    size = matters.SIZE
    if tab is Tab.HANDED_OVER:
        place = _moment_and_id(after) if after else None
        found = handovers.handed_over_page(conn, place, size + 1)
        return _cut([say.handed_over(one) for one in found], size, _later)
    behind = _id(after) if after else None
    if tab is Tab.UNDELIVERED:
        failed = handovers.undelivered_page(conn, now - RECENT, behind, size + 1)
        return _cut([say.undelivered(one) for one in failed], size, _by_id)
    if tab is Tab.REJECTED:
        broken = handovers.rejected_page(conn, now - RECENT, behind, size + 1)
        return _cut([say.rejected(one) for one in broken], size, _by_id)
    kind = _KIND[tab]
    if done or tab is Tab.PRAISE:
        said = matters.newest_of(conn, kind, behind, size + 1, handled=done)
    else:
        said = matters.unhandled_of(conn, kind, behind, size + 1)
    return _cut([say.matter(one) for one in said], size, _by_id)


def _cut(entries: list[Entry], size: int, place: Callable[[Entry], str]) -> Listed:
    shown = entries[:size]
    return Listed(tuple(shown), place(shown[-1]) if len(entries) > size else "")


def _by_id(entry: Entry) -> str:
    return str(entry.key)


def _later(entry: Entry) -> str:
    return f"{entry.at.isoformat()}~{entry.key}"


def _id(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise ValueError("not a place in this list")
    return int(text)


def _moment_and_id(text: str) -> tuple[datetime, int]:
    moment, _, id = text.partition("~")
    at = datetime.fromisoformat(moment)
    if at.tzinfo is None:
        raise ValueError("a moment without a zone")
    return at, _id(id)


class _Sayer:
    """Says each of them in words, for one office at one moment."""

    def __init__(self, office: Office, now: datetime) -> None:
        self.office = office
        self.now = now

    def matter(self, one: Matter) -> Entry:
        notes = []
        if one.parked:
            notes.append("Sudah dicoba beberapa kali oleh sistem dan tetap gagal diproses.")
        if one.door:
            door = self.office.texts.get(f"door_{one.door}", one.door)
            notes.append(f"Ditunjukkan kepada warga: {door}.")
        if one.files:
            notes.append(f"Disertai {one.files} berkas.")
        return Entry(
            key=one.id,
            who=_who(one.sender),
            at=one.at,
            when=self._when(one.at),
            text=self._hidden(one.sender, one.text),
            notes=tuple(notes),
            technical=self._hidden(one.sender, one.error),
            number=one.sender.complaint.number if one.sender.complaint else "",
            done=say_when(one.handled_at) if one.handled_at else "",
            parked=one.parked,
        )

    def handed_over(self, one: HandedOver) -> Entry:
        notes = []
        if one.wrote_at is not None:
            notes.append(f"Warga terakhir menulis {say_when(one.wrote_at)}.")
        channel = one.sender.address.channel
        wrote = one.sender.state.last_inbound_at or one.wrote_at
        reply = ""
        if sendable(one.sender.address) and window_open(channel, wrote, self.now):
            reply = "kapan saja"
            if channel == WHATSAPP and wrote is not None:
                closes = (wrote + SERVICE_WINDOW).astimezone(WIB)
                reply = f"sampai {say_when(closes)}, selama jendela 24 jam WhatsApp terbuka"
        else:
            notes.append(
                "Jendela 24 jam WhatsApp sudah tertutup: tunggu warga menulis lagi, atau telepon."
            )
        return Entry(
            key=one.sender.conversation_id,
            who=_who(one.sender),
            at=one.since,
            when=f"dipegang sejak {say_when(one.since)}, sudah {ago(self.now - one.since)}",
            text=self._hidden(one.sender, one.said),
            notes=tuple(notes),
            number=one.sender.complaint.number if one.sender.complaint else "",
            reply=reply,
        )

    def undelivered(self, one: Undelivered) -> Entry:
        if one.status is DeliveryStatus.HELD:
            why = "Ditahan: jendela 24 jam WhatsApp tertutup. Terkirim sendiri bila warga menulis."
        else:
            why = say_failure(one.sender.address.channel, one.code)
        return Entry(
            key=one.id,
            who=_who(one.sender),
            at=one.at,
            when=self._when(one.at),
            text=self._hidden(one.sender, one.text),
            notes=(why,),
            number=one.sender.complaint.number if one.sender.complaint else "",
        )

    def rejected(self, one: Rejected) -> Entry:
        return Entry(
            key=one.id,
            who=words.MEDIUM.get(one.channel, one.channel),
            at=one.at,
            when=self._when(one.at),
            text="",
            technical=one.reason[:_TEXT],
        )

    def _when(self, at: datetime) -> str:
        return f"{say_when(at)} ({ago(self.now - at)} lalu)"

    def _hidden(self, sender: Sender, text: str) -> str:
        hidden = Hidden(sender.names, sender.address.value, frozenset())
        # A name that the end would cut in two is hidden before that.
        return hidden(text[: _TEXT + 200])[:_TEXT]


def _who(sender: Sender) -> str:
    """Channel and masked number; a confidential reporter's number is not even shown so."""
    channel = words.MEDIUM.get(sender.address.channel, sender.address.channel)
    if sender.complaint is not None and sender.complaint.facts.confidential:
        return f"{channel}, nomor dirahasiakan"
    return f"{channel} {mask_phone(sender.address.value)}"


def ago(span: timedelta) -> str:
    """`5 menit`, `3 jam`, `2 hari`: how long something has been, roughly."""
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 1:
        return "kurang dari semenit"
    if minutes < 60:
        return f"{minutes} menit"
    if minutes < 48 * 60:
        hours, rest = divmod(minutes, 60)
        return f"{hours} jam {rest} menit" if rest and hours < 6 else f"{hours} jam"
    return f"{minutes // (24 * 60)} hari"
