"""Everything that an officer can do to a complaint or a conversation, one type for each.

Pages, simulator and protocol make these; `handlers/officer.py` does them. `ticket` is a complaint's
number. Who may do what stands in `handlers/casework_rights.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.complaint import Receipt
from domain.handling import ApprovalKind, Category, Given, Worksheet
from domain.people import Officer, Role

# Who acts where nobody signs in: the simulator and the simulation protocol.
SYSTEM_OFFICER = Officer(0, "officer", "Petugas simulasi", Role.PETUGAS, position="Petugas")


@dataclass(frozen=True, slots=True)
class TakeUp:
    """Begin the review; the officer has it where nobody else has."""

    ticket: str


@dataclass(frozen=True, slots=True)
class Assign:
    """Give it to somebody, or with None to nobody. to: an officer's id."""

    ticket: str
    to: int | None


@dataclass(frozen=True, slots=True)
class FillWorksheet:
    """Put this worksheet in the place of the one before (rule 6)."""

    ticket: str
    worksheet: Worksheet


@dataclass(frozen=True, slots=True)
class SetCategory:
    """Within the office, with other agencies, or with APIP (rule 7)."""

    ticket: str
    category: Category


@dataclass(frozen=True, slots=True)
class Escalate:
    """Report in writing and hand it to the next level up (rule 7)."""

    ticket: str
    report: str


@dataclass(frozen=True, slots=True)
class HandBack:
    """Back to the pelaksana, with a reason or instruction that counts as this level's report."""

    ticket: str
    reason: str


@dataclass(frozen=True, slots=True)
class RequestApip:
    """Ask the kepala to let APIP (the Inspektorat) be involved."""

    ticket: str
    reason: str


@dataclass(frozen=True, slots=True)
class ApproveApip:
    """The kepala agrees to the request that is open."""

    ticket: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RefuseApip:
    """The kepala does not agree to the request that is open."""

    ticket: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecordApproval:
    """Write down an approval given elsewhere (OUTSIDE), or the legal ground (LEGAL).

    who: gave it, or names the ground; what: it says. document: a stored file's id; LEGAL needs one.
    """

    ticket: str
    kind: ApprovalKind
    who: str
    what: str
    document: int | None


@dataclass(frozen=True, slots=True)
class GiveToApip:
    """Hand it to the Inspektorat, once that was approved."""

    ticket: str


@dataclass(frozen=True, slots=True)
class ApipReport:
    """What the Inspektorat found."""

    ticket: str
    text: str


@dataclass(frozen=True, slots=True)
class AddAgency:
    """A Tim Teknis (technical) or Perangkat Daerah takes part. on: since when."""

    ticket: str
    name: str
    on: date
    technical: bool


@dataclass(frozen=True, slots=True)
class AskCitizen:
    """Ask the citizen for what is missing. The clock does not stop."""

    ticket: str
    text: str


@dataclass(frozen=True, slots=True)
class AcceptLate:
    """Accept as a complaint what came later than 30 days (rule 3)."""

    ticket: str
    reason: str


@dataclass(frozen=True, slots=True)
class ToSuggestion:
    """Turn a complaint into a suggestion; the citizen is told the reason."""

    ticket: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """The citizen is not satisfied and said so elsewhere, e.g. by telephone."""

    ticket: str
    reason: str


@dataclass(frozen=True, slots=True)
class Merge:
    """`ticket` is merged into `into`; both keep their numbers."""

    ticket: str
    into: str


@dataclass(frozen=True, slots=True)
class AddNote:
    """A note for colleagues. It stands in the timeline and nowhere else."""

    ticket: str
    text: str


@dataclass(frozen=True, slots=True)
class CompleteFacts:
    """Facts that were missing or wrong; "" and None leave them. matter is added to what is."""

    ticket: str
    name: str = ""
    matter: str = ""
    address: str = ""
    received: Receipt | None = None
    received_on: date | None = None
    confidential: bool | None = None


@dataclass(frozen=True, slots=True)
class Correct:
    """What the report really is; "" and () leave it.

    act: of the message that began it. components: primary first. services: ids of the catalogue.
    """

    ticket: str
    act: str = ""
    components: tuple[str, ...] = ()
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer the citizen. attachments: ids of stored files."""

    ticket: str
    text: str
    attachments: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Recall:
    """Take back an answer that has not left yet."""

    ticket: str


@dataclass(frozen=True, slots=True)
class CloseByHand:
    """Close it with a record of how the answer was given.

    text: the answer itself where none was written yet, else a note on how it was given.
    """

    ticket: str
    given: Given
    text: str


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Take the conversation from the bot. ticket "": the conversation is named by its address."""

    ticket: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """Say something in a conversation that was taken over. ticket: as in TakeOver."""

    ticket: str
    text: str


@dataclass(frozen=True, slots=True)
class GiveBack:
    """Give the conversation back to the bot. ticket: as in TakeOver."""

    ticket: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """Give conversations back to the bot: the one at an address, or all that were handed over."""


Action = (
    TakeUp
    | Assign
    | FillWorksheet
    | SetCategory
    | Escalate
    | HandBack
    | RequestApip
    | ApproveApip
    | RefuseApip
    | RecordApproval
    | GiveToApip
    | ApipReport
    | AddAgency
    | AskCitizen
    | AcceptLate
    | ToSuggestion
    | Reopen
    | Merge
    | AddNote
    | CompleteFacts
    | Correct
    | Answer
    | Recall
    | CloseByHand
    | TakeOver
    | Chat
    | GiveBack
    | Release
)
