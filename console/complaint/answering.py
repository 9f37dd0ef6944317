"""What the reply box knows: what the channel takes now, and what the citizen will really read.

Everything here is a function of what it is given. What is counted is the message as it leaves,
with the words around the answer (`handlers/texts`), in the characters of its channel.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.calendar import WIB
from domain.dialogue import Office, State
from domain.fit import MAX_LENGTH, fit
from domain.messages import SMS, TELEGRAM, WHATSAPP, Address, OutboundMessage
from domain.sms import encoding, is_gsm7, segments, to_gsm7
from handlers.jawaban import SERVICE_WINDOW, window_open
from handlers.say import sentence

ANSWER_READY = "answer_ready"  # The purpose of the template that announces an answer.
_SENDING = (WHATSAPP, SMS, TELEGRAM)  # Anything else is no channel, but a medium on paper.
_LAST_GSM7 = 0x20AC  # The euro sign has the highest number of the alphabet.
_HERE = "\x01"
_TYPOGRAPHY = "–—‘’“”…·•\u00a0→×"


class Way(StrEnum):
    """What happens to a text that is sent to this citizen now."""

    NOW = "now"  # It goes out as it is.
    TEMPLATE = "template"  # A template announces an answer; it follows when they write back.
    HELD = "held"  # Nothing can be sent; an officer telephones.
    OFF = "off"  # The channel is switched off here; an answer waits until it is on again.
    SILENCED = "silenced"  # They wrote STOP; an answer waits until they write again.
    BY_HAND = "by_hand"  # Nothing can ever be sent here: letter, desk, box.


@dataclass(frozen=True, slots=True)
class Reach:
    """How a citizen can be reached now.

    channel: of the conversation. until: when WhatsApp's window closes, None where there is none
    or where it is closed. left: until then.
    """

    channel: str
    way: Way
    until: datetime | None = None
    left: timedelta = timedelta()

    @property
    def window(self) -> str:
        """The 24 hours of WhatsApp in words, "" on other channels."""
        if self.channel != WHATSAPP:
            return ""
        if self.until is None:
            return "Jendela WhatsApp 24 jam tertutup."
        until = self.until.astimezone(WIB)
        # It is open for a day at most, so what does not close today closes tomorrow.
        day = "" if (until - self.left).date() == until.date() else "besok "
        return f"Jendela WhatsApp terbuka sampai {day}{until:%H.%M}, {say_left(self.left)}."


def reach(
    address: Address,
    state: State,
    now: datetime,
    templates: Collection[str],
    sends: Collection[str] = (),
    leaves_in: timedelta = timedelta(),
) -> Reach:
    """How the citizen of a conversation is reached.

    templates: those that WhatsApp approved. sends: the channels that are switched on, () where
    that is not known. leaves_in: how long an answer waits before it leaves; the window has to be
    open then.
    """
    channel = address.channel
    if channel not in _SENDING:
        return Reach(channel, Way.BY_HAND)
    until = None
    if channel == WHATSAPP and state.last_inbound_at is not None:
        until = state.last_inbound_at + SERVICE_WINDOW
    is_open = window_open(channel, state.last_inbound_at, now + leaves_in)
    until = until if is_open else None
    left = until - now if until is not None else timedelta()
    if state.silenced:
        return Reach(channel, Way.SILENCED, until, left)
    if sends and channel not in sends and not address.simulated:
        return Reach(channel, Way.OFF, until, left)
    if is_open:
        return Reach(channel, Way.NOW, until, left)
    # The simulator plays an office with all templates approved.
    announced = address.simulated or ANSWER_READY in templates
    return Reach(channel, Way.TEMPLATE if announced else Way.HELD)


def say_left(left: timedelta) -> str:
    """`3 jam lagi`, `25 menit lagi`; whole units, never more than is left."""
    minutes = int(left.total_seconds() // 60)
    if minutes >= 60:
        return f"{minutes // 60} jam lagi"
    return f"{minutes} menit lagi" if minutes else "kurang dari semenit lagi"


@dataclass(frozen=True, slots=True)
class Part:
    """One message as it leaves. segments and encoding are of SMS, 1 and "" elsewhere."""

    text: str
    characters: int
    segments: int
    encoding: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What the citizen will read. lost: characters of the answer that SMS cannot carry."""

    parts: tuple[Part, ...]
    lost: str = ""

    @property
    def segments(self) -> int:
        return sum(part.segments for part in self.parts)

    @property
    def summary(self) -> str:
        """`142 karakter · 1 SMS · GSM-7`, `2 pesan, 2.310 karakter`."""
        characters = sum(part.characters for part in self.parts)
        said = f"{characters:,}".replace(",", ".") + " karakter"
        if self.parts and self.parts[0].encoding:
            return f"{said} · {self.segments} SMS · {self.parts[0].encoding}"
        count = len(self.parts)
        return f"{said} · {count} pesan"


def preview(office: Office, to: Address, number: str, answer: str) -> Preview:
    """The answer as it will arrive: framed, in the channel's characters, cut where it is long."""
    if to.channel not in _SENDING:
        text = answer.strip()
        return Preview((Part(text, len(text), 1, ""),) if text else ())
    framed = sentence(office, to.channel, "answer", number=number, answer=answer.strip())
    return _fitted(OutboundMessage(to, framed, purpose="answer"), answer)


def announcement(office: Office, channel: str, number: str) -> str:
    """What the template says that announces the answer."""
    return sentence(office, channel, ANSWER_READY, number=number)


def _fitted(message: OutboundMessage, written: str) -> Preview:
    sms = message.to.channel == SMS
    parts = tuple(
        Part(
            piece.text,
            len(piece.text),
            segments(piece.text) if sms else 1,
            encoding(piece.text) if sms else "",
        )
        for piece in fit(message)
    )
    return Preview(parts, lost_characters(written) if sms else "")


def lost_characters(text: str) -> str:
    """The characters that an SMS of ours leaves out, each once, in the order of the text."""
    return "".join(dict.fromkeys(c for c in text if not c.isspace() and not to_gsm7(c)))


@dataclass(frozen=True, slots=True)
class Counting:
    """What the page's script counts by, so that it has no alphabet and no limits of its own.

    before and after: the words around what is written. limit: characters of one message. sms:
    whether segments are counted. alphabet: of GSM-7; doubled: those of it that count twice; plain:
    what typography becomes.
    """

    before: str
    after: str
    limit: int
    sms: bool
    alphabet: str = ""
    doubled: str = ""
    plain: Mapping[str, str] | None = None


def counting(office: Office, channel: str, number: str, frame: str) -> Counting:
    """How the script counts a text on this channel.

    frame: the sentence that is put around it (`answer`, `ask_citizen`), "" for none.
    """
    before = after = ""
    if frame and channel in _SENDING:
        # U+0001 is in no sentence of ours, so it can stand where the text will.
        framed = sentence(office, channel, frame, number=number, answer=_HERE, text=_HERE)
        before, _, after = framed.partition(_HERE)
    limit = MAX_LENGTH.get(channel, max(MAX_LENGTH.values()))
    if channel != SMS:
        return Counting(before, after, limit, sms=False)
    alphabet = "".join(c for c in map(chr, range(_LAST_GSM7 + 1)) if is_gsm7(c))
    return Counting(
        to_gsm7(before),
        to_gsm7(after),
        limit,
        sms=True,
        alphabet=alphabet,
        doubled="".join(c for c in alphabet if segments(c * 81) == 2),
        plain={c: to_gsm7(c) for c in _TYPOGRAPHY},
    )
