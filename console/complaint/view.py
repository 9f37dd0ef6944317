"""The one way in which a page gets at a complaint: who may not see it finds nothing.

Whoever shows, changes or serves something of a complaint begins with `load`, so that no page can
forget the rules of confidentiality.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.exceptions import HTTPException

from console.complaint.identity import Hidden
from console.html import Due
from console.parts import Console
from domain.calendar import wib_day
from domain.complaint import Complaint, Status
from domain.messages import Address
from domain.people import May, Officer
from domain.tickets import find_numbers
from storage.complaint_page import Found, find
from storage.engine import reading


class UnknownComplaintError(HTTPException):
    """There is no such complaint, or it is none of this officer's: both look alike."""

    def __init__(self, number: str) -> None:
        super().__init__(404, "Tidak ada aduan dengan nomor itu.")
        self.number = number


@dataclass(frozen=True, slots=True)
class View:
    """One complaint as one officer sees it.

    contact: where the citizen is reached (complaint.sender). officers: everybody by id, disabled
    ones too. mask: this officer sees masks instead of name, number and address; can_reveal: and
    may have them shown after giving a reason. revealed: that was just done, for this answer only.
    hidden: takes name and numbers out of texts; use `words` for anything that somebody wrote.
    due: what is left until the deadline, None where none runs.
    """

    complaint: Complaint
    officer: Officer
    contact: Address
    conversation_id: int | None
    contact_id: int | None
    officers: Mapping[int, Officer]
    mask: bool
    can_reveal: bool
    hidden: Hidden
    due: Due | None
    now: datetime
    revealed: bool = False

    @property
    def number(self) -> str:
        return self.complaint.number

    @property
    def assignee(self) -> Officer | None:
        wanted = self.complaint.handling.assignee
        return self.officers.get(wanted) if wanted is not None else None

    def words(self, text: str) -> str:
        """A text as this officer may read it: without name and numbers where they see masks."""
        return self.hidden(text) if self.mask else text

    def sees_all(self) -> bool:
        """Whether other complaints than those that were given to the Inspektorat are theirs."""
        return self.officer.may(May.SEE_QUEUE)

    def unmasked(self) -> View:
        """The same after a reveal that was logged."""
        return replace(self, mask=False, can_reveal=False, revealed=True)


async def load(console: Console, officer: Officer, number: str) -> View:
    """The complaint of this number, for this officer.

    Raises UnknownComplaintError (404) where there is none or where it is not theirs to see.
    """
    if number not in find_numbers(number):
        raise UnknownComplaintError(number)
    try:
        found = await reading(console.database, find, number)
    except LookupError:
        raise UnknownComplaintError(number) from None
    if not may_see(officer, found.complaint):
        raise UnknownComplaintError(number)
    return view_of(console, officer, found)


def may_see(officer: Officer, complaint: Complaint) -> bool:
    """Whether a complaint is this officer's to see at all."""
    if officer.may(May.SEE_QUEUE):
        return True
    return officer.may(May.SEE_GIVEN) and complaint.handling.given_to_apip


def view_of(console: Console, officer: Officer, found: Found) -> View:
    """What `load` gives for something that was found and may be seen."""
    complaint, now = found.complaint, console.now()
    secret = complaint.facts.confidential
    mask = secret or not officer.may(May.SEE_CONTACT)
    reveal = May.REVEAL_CONFIDENTIAL if secret else May.REVEAL
    running = complaint.open or (
        complaint.status is Status.DIJAWAB and complaint.answered_at is None
    )
    due = None
    if complaint.deadline is not None and running:
        due = Due(complaint.deadline.on, wib_day(now), console.office().calendar)
    hidden = Hidden.of(complaint, console.office().contact.values())
    return View(
        complaint=complaint,
        officer=officer,
        contact=complaint.sender,
        conversation_id=found.conversation_id,
        contact_id=found.contact_id,
        officers=found.officers,
        mask=mask,
        can_reveal=mask and officer.may(reveal),
        hidden=hidden.also(found.profiles),
        due=due,
        now=now,
    )
