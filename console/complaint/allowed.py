"""Which forms an officer may use now: the rules themselves are asked, none is repeated here.

Each action is tried out on the complaint, as `handlers/officer.py` would do it; what comes of it is
thrown away. It is checked once more when it is done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain import merging
from domain.calendar import wib_day
from domain.complaint import Complaint
from domain.dialogue import Office, State, Turn
from domain.errors import InvalidTransitionError
from domain.handling import ApprovalKind, Category, Given
from domain.messages import Address
from domain.people import Officer
from handlers import actions
from handlers.actions import Action
from handlers.casework_rights import check
from handlers.officer import handle

_TEXT = "-"  # Stands for what an officer would write.


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the officer may do. refused: for each form that may not be used, the rules' sentence.

    assignees: to whom it can be given. categories: for each that cannot be chosen, why.
    kinds: of approvals that can be recorded.
    """

    refused: Mapping[str, str]
    assignees: tuple[Officer, ...]
    categories: Mapping[Category, str]
    kinds: tuple[ApprovalKind, ...]

    def __call__(self, *slugs: str) -> bool:
        """Whether any of these forms may be used."""
        return any(slug not in self.refused for slug in slugs)


class Trial:
    """One complaint on which one officer's actions are tried out.

    people: all who work here now.
    """

    def __init__(
        self,
        complaint: Complaint,
        officer: Officer,
        people: Sequence[Officer],
        address: Address,
        state: State,
        office: Office,
        now: datetime,
    ) -> None:
        self.complaint, self.officer, self.people = complaint, officer, people
        self.turn = Turn(address, state, None, None, (complaint,), now, office)

    def refusal(self, action: Action) -> str:
        """Why the rules do not allow it, "" where they do."""
        try:
            if isinstance(action, actions.Merge):
                check(action, self.officer)
                other = replace(self.complaint, number=action.into)
                merging.merged(self.complaint, other, self.turn.now)
            else:
                handle(self.turn, action, self.officer, self.people)
        except InvalidTransitionError as error:
            return str(error)
        return ""

    def allowed(self) -> Allowed:
        number = self.complaint.number
        assignees = tuple(
            person for person in self.people if not self.refusal(actions.Assign(number, person.id))
        )
        refused = {slug: self.refusal(action) for slug, action in self._samples().items()}
        if not assignees:
            refused["tugaskan"] = self.refusal(actions.Assign(number, None))
        categories = {
            category: self.refusal(actions.SetCategory(number, category)) for category in Category
        }
        if all(categories.values()):
            refused["kategori"] = next(iter(categories.values()))
        kinds = tuple(
            kind
            for kind in (ApprovalKind.OUTSIDE, ApprovalKind.LEGAL)
            if not self.refusal(actions.RecordApproval(number, kind, _TEXT, _TEXT, document=0))
        )
        return Allowed(
            {slug: why for slug, why in refused.items() if why}, assignees, categories, kinds
        )

    def _samples(self) -> dict[str, Action]:
        """An action of each form that would be right if only role and state allow it."""
        number, complaint = self.complaint.number, self.complaint
        sheet, facts = complaint.handling.worksheet, complaint.facts
        other = next((c for c in ("persyaratan", "biaya") if (c,) != facts.components), "biaya")
        return {
            "ambil": actions.TakeUp(number),
            "lembar": actions.FillWorksheet(number, replace(sheet, problem=sheet.problem + _TEXT)),
            "naikkan": actions.Escalate(number, _TEXT),
            "kembalikan": actions.HandBack(number, _TEXT),
            "minta-apip": actions.RequestApip(number, _TEXT),
            "setujui-apip": actions.ApproveApip(number),
            "tolak-apip": actions.RefuseApip(number, _TEXT),
            "catat-persetujuan": actions.RecordApproval(
                number, ApprovalKind.OUTSIDE, _TEXT, _TEXT, None
            ),
            "serahkan-apip": actions.GiveToApip(number),
            "laporan-apip": actions.ApipReport(number, _TEXT),
            "instansi": actions.AddAgency(number, _TEXT, wib_day(self.turn.now), technical=False),
            "tanya": actions.AskCitizen(number, _TEXT),
            "terima-terlambat": actions.AcceptLate(number, _TEXT),
            "jadikan-saran": actions.ToSuggestion(number, _TEXT),
            "buka-lagi": actions.Reopen(number, _TEXT),
            "gabung": actions.Merge(number, number + _TEXT),
            "catatan": actions.AddNote(number, _TEXT),
            "lengkapi": actions.CompleteFacts(number, matter=_TEXT),
            "koreksi": actions.Correct(number, components=(other,)),
            "jawab": actions.Answer(number, _TEXT),
            "tarik-jawaban": actions.Recall(number),
            "tutup": actions.CloseByHand(number, Given.PHONE, _TEXT),
            "pegang": actions.TakeOver(number),
            "obrol": actions.Chat(number, _TEXT),
            "lepas": actions.GiveBack(number),
        }
