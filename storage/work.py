"""One turn to be made: a conversation that a worker holds, and what its Turn is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.complaint import Complaint
from domain.dialogue import State
from domain.messages import Address, InboundMessage


@dataclass(frozen=True, slots=True)
class Work:
    """A conversation held by `owner`, whose `version` proves that it still is.

    message is None for a timer that is due and for what an officer does; inbox_id as well.
    attempts: how often this turn was begun, this time included; 0 for what an officer does.
    wake_at: the timer as it was stored, for who wants to leave it alone.
    complaints: the sender's own, newest first, then those proven in this conversation.
    referenced: others that the message names or the state remembers, or that these were merged
    into.
    code_failures: wrong codes of the last day for each of `referenced`, from anybody.
    """

    conversation_id: int
    contact_id: int
    version: int
    owner: str
    address: Address
    state: State
    inbox_id: int | None = None
    message: InboundMessage | None = None
    received_at: datetime | None = None
    attempts: int = 0
    wake_at: datetime | None = None
    complaints: tuple[Complaint, ...] = ()
    referenced: tuple[Complaint, ...] = ()
    code_failures: Mapping[str, int] = field(default_factory=dict)
