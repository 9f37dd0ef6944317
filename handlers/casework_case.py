"""One officer's action while it is being worked on: the turn, the complaint, who acts.

What each action does stands in the other files of this name; here is what all of them need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.complaint import Complaint
from domain.errors import InvalidTransitionError
from domain.people import Officer
from domain.privacy import mask_nik
from handlers.jawaban import sendable
from handlers.step import Step

NOTICE = "notice"  # The purpose of a message that tells a citizen what an officer has done.


@dataclass(frozen=True, slots=True)
class Case:
    """complaint: as it was read. people: all who work here now."""

    step: Step
    complaint: Complaint
    officer: Officer
    people: Sequence[Officer] = ()

    @property
    def number(self) -> str:
        return self.complaint.number

    @property
    def now(self) -> datetime:
        return self.step.now

    def save(self, complaint: Complaint) -> None:
        self.step.change(complaint)

    def note(self, name: str, text: str = "", **data: Any) -> None:
        """A line of the timeline. data: plain values; what somebody wrote goes into text."""
        self.step.audit(name, self.number, self.officer.username, text, **data)

    def tell(self, key: str, **values: object) -> bool:
        """Tells the citizen, where anything may be sent to them; whether it was.

        Outside WhatsApp's window it is held and shown to an officer, like every other message.
        """
        may = may_tell(self.step)
        if may:
            text = self.step.sentence(key, **values)
            self.step.send(text, purpose=NOTICE, complaint=self.number)
        return may


def may_tell(step: Step) -> bool:
    """Whether the citizen of this conversation can and wants to be written to."""
    return sendable(step.turn.address) and not step.state.silenced


def private(text: str) -> str:
    """What an officer wrote, as it is kept: a NIK masked, no blanks around it."""
    return mask_nik(text).strip()


def find(step: Step, number: str) -> Complaint:
    """The complaint that an action names. Raises InvalidTransitionError where there is none."""
    known = (*step.complaints, *step.turn.referenced)
    found = next((c for c in known if c.number == number), None)
    if found is None:
        raise InvalidTransitionError(f"tidak ada laporan bernomor {number}")
    return found
