"""The channel behind the simulator: it accepts everything, and only for invented addresses.

The page and the terminal read what was said from the outbox, so nothing is kept here. It serves
no channel code: the dispatcher gives it every message whose address is simulated, whatever
channel it plays.
"""

from __future__ import annotations

import itertools
import secrets

from bot.channels.base import Event, WebhookRequest
from domain.errors import (
    AttachmentError,
    MessageRejectedError,
    UnsupportedEventError,
    WebhookSignatureError,
)
from domain.messages import InboundMessage, OutboundMessage


class SimulatorChannel:
    """Accepts every message to an address with the prefix `sim:` and forgets it.

    run: distinguishes the ids of this process from those of others on the same database.
    """

    code = "simulator"
    codes: tuple[str, ...] = ()
    max_text_length = 4096

    def __init__(self, run: str = "") -> None:
        self._run = run or secrets.token_hex(4)
        self._numbers = itertools.count(1)

    def verify(self, request: WebhookRequest) -> None:
        """No provider posts for the simulator, so nothing that claims to is believed."""
        raise WebhookSignatureError("The simulator has no webhook.")

    def parse(self, request: WebhookRequest) -> list[Event]:
        raise UnsupportedEventError("The simulator has no webhook.")

    async def send(self, message: OutboundMessage) -> str:
        if not message.to.simulated:
            raise MessageRejectedError("The simulator sends to nobody real.", code="real_address")
        return f"sim-{self._run}-{next(self._numbers)}"

    async def acknowledge(self, message: InboundMessage) -> None:
        """Nobody waits for it."""

    async def fetch_attachment(self, ref: str) -> bytes:
        raise AttachmentError("A simulated attachment has no content.")

    async def close(self) -> None:
        """There is nothing to close."""
