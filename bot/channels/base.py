"""What every channel offers, so that web, worker and dispatcher need to know none of them.

A channel turns a provider's HTTP into our messages and back. It keeps no state of a conversation,
reads no clock and no settings: it is given plain values, and the time of receipt with each request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from domain.errors import PayloadError, UnsupportedEventError
from domain.messages import DeliveryReport, InboundMessage, OutboundMessage

Event = InboundMessage | DeliveryReport

# Column widths in storage follow from these; what is longer was not made by a provider.
MAX_ADDRESS_LENGTH = 200
MAX_ID_LENGTH = 200

# Evidence larger than this is refused: it is Telegram's own limit for bots, and above WhatsApp's.
MAX_ATTACHMENT_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class WebhookRequest:
    """One HTTP request of a provider, as it came.

    url_path and query are as on the wire, the query without its question mark. The host is left
    out on purpose: behind a TLS proxy it is not the one the provider signed.
    headers: names in lower case. received_at: aware.
    """

    url_path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Polled:
    """One update that a polled channel fetched, understood or not.

    update_id: after the commit, the next poll's offset is the highest of these plus one.
    raw: the update's JSON in ASCII, to be kept where `error` is a PayloadError.
    error: why `events` is empty, None where it was understood. It is returned instead of raised,
    so that one unreadable update can never block those behind it.
    """

    update_id: int
    raw: str
    events: tuple[Event, ...] = ()
    error: PayloadError | UnsupportedEventError | None = None


class Channel(Protocol):
    """One provider.

    code names it in CHANNELS and in the paths of its webhooks; codes are the values of
    `Address.channel` that it serves (Twilio serves two). max_text_length is in characters.
    """

    @property
    def code(self) -> str: ...

    @property
    def codes(self) -> tuple[str, ...]: ...

    @property
    def max_text_length(self) -> int: ...

    def verify(self, request: WebhookRequest) -> None:
        """Raise WebhookSignatureError unless the provider itself made the request."""

    def parse(self, request: WebhookRequest) -> list[Event]:
        """What the request says; an empty list for something that changes nothing.

        Pure. Raises PayloadError for what the provider never sends, UnsupportedEventError for
        what it does send and we have no use for; nothing else, whatever the body.
        """

    async def send(self, message: OutboundMessage) -> str:
        """Hand the message to the provider and return the id by which it will report on it.

        Raises a SendError.
        """

    async def acknowledge(self, message: InboundMessage) -> None:
        """Tell the provider that a pressed button was noticed, where it wants that. Never raises.

        To be called after the message was committed, outside any transaction.
        """

    async def fetch_attachment(self, ref: str) -> bytes:
        """The content of an attachment, at most MAX_ATTACHMENT_BYTES. Raises AttachmentError."""

    async def close(self) -> None:
        """Close the connections. The channel is not used afterwards."""


@runtime_checkable
class PolledChannel(Protocol):
    """A channel that can also be asked for what is new, where no public address exists."""

    @property
    def code(self) -> str: ...

    async def use_polling(self) -> None:
        """Tell the provider that it will be asked. Raises a SendError."""

    async def use_webhook(self) -> None:
        """Tell the provider where to post instead. Raises a SendError."""

    async def acknowledge(self, message: InboundMessage) -> None:
        """As in Channel."""

    async def poll(self, offset: int | None, now: Callable[[], datetime]) -> list[Polled]:
        """Wait for updates from `offset` on, which confirms all before it for good.

        offset None: whatever is unconfirmed. now: the time of receipt, asked when they are there.
        Raises a SendError where the provider cannot be asked.
        """


def repair(text: str) -> str:
    """The text without lone surrogates, which neither UTF-8 nor a database can hold.

    JSON may write one emoji as two escapes; those are joined, what is left alone becomes U+FFFD.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def sendable(text: str) -> str:
    """The text as a provider takes it: no lone surrogates and no NUL, which they refuse."""
    return repair(text).replace("\x00", "")
