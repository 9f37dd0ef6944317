"""Messages as they come in and go out, the same for every channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

WHATSAPP = "whatsapp"
SMS = "sms"
TELEGRAM = "telegram"

# The thirteen media of the service standard (component 6), in its order a to m, and Telegram.
# Every report lists all of them, zeros included.
MEDIA: tuple[str, ...] = (
    "desk",
    "mpp",
    "letter",
    "phone",
    SMS,
    WHATSAPP,
    "email",
    "x",
    "instagram",
    "web_office",
    "web_mpp",
    "form",
    "box",
    TELEGRAM,
)

# Simulated citizens live under this prefix, so that no simulated message can ever reach a
# real telephone, whatever database the simulation was pointed at.
SIMULATED = "sim:"


@dataclass(frozen=True, slots=True)
class Address:
    """Where one person is reached on one channel.

    value is a phone number in E.164 (`+6281…`) on whatsapp and sms, a chat id on telegram;
    a simulated address carries the prefix `sim:` before it.
    """

    channel: str
    value: str

    @property
    def person(self) -> str:
        """The key of the person behind the address.

        One phone number is one person on WhatsApp and SMS. Everything else needs proof.
        """
        kind = "tel" if self.channel in (WHATSAPP, SMS) else self.channel
        return f"{kind}:{self.value}"

    @property
    def simulated(self) -> bool:
        return self.value.startswith(SIMULATED)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message. `ref` is the provider's URL or file id, "" if unknown."""

    content_type: str
    ref: str = ""
    filename: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Location:
    lat: float
    lon: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """One message of a citizen.

    provider_message_id makes a redelivery recognisable: (channel, provider_message_id) is unique.
    sent_at is the provider's time where it gives one, else the time of receipt; aware, any zone.
    button is the id of the option that was pressed, "" for typed text.
    edited is True for a message that replaces an earlier one; it is taken as an addition.
    """

    channel: str
    provider_message_id: str
    sender: Address
    text: str
    sent_at: datetime
    attachments: tuple[Attachment, ...] = ()
    profile_name: str = ""
    location: Location | None = None
    button: str = ""
    edited: bool = False


class DeliveryStatus(StrEnum):
    """How far a message of ours has come. The order is the order of progress."""

    QUEUED = "queued"  # In our outbox, not yet accepted by the provider.
    HELD = "held"  # Outside WhatsApp's window and no template is set up; an officer telephones.
    SENT = "sent"  # Accepted by the provider.
    DELIVERED = "delivered"  # On the citizen's device.
    READ = "read"  # Opened by the citizen.
    CANCELLED = "cancelled"  # Overtaken by something better before it was sent.
    FAILED = "failed"  # Refused, or given up after all retries; an officer sees it.


# A late callback must not move "delivered" back to "sent"; failed may follow sent only.
PROGRESS: dict[DeliveryStatus, int] = {
    DeliveryStatus.QUEUED: 0,
    DeliveryStatus.HELD: 0,
    DeliveryStatus.CANCELLED: 0,
    DeliveryStatus.SENT: 1,
    DeliveryStatus.FAILED: 2,
    DeliveryStatus.DELIVERED: 3,
    DeliveryStatus.READ: 4,
}


def moves_forward(old: DeliveryStatus, new: DeliveryStatus) -> bool:
    """Whether a report of `new` may replace `old`. A message read was not unread later."""
    return PROGRESS[new] > PROGRESS[old]


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What a provider says later of a message that it had accepted."""

    channel: str
    provider_message_id: str
    status: DeliveryStatus
    code: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice offered with a question: a button where the channel has them, else a number."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class OutboundMessage:
    """One thing we say to a citizen.

    purpose names why it is said (`reply`, `reminder`, `receipt`, `answer`, `answer_ready`); it
    chooses the WhatsApp template outside the 24-hour window.
    variables fill that template, in the order of its placeholders.
    complaint is the ticket number (or placeholder) the message belongs to, "" for none.
    not_before holds the message back until then (aware).
    """

    to: Address
    text: str
    options: tuple[Option, ...] = ()
    purpose: str = "reply"
    template: str = ""
    variables: tuple[str, ...] = ()
    complaint: str = ""
    not_before: datetime | None = None
