"""Every action on every status by every role: what points 6 to 8 of component 6 allow.

The table is the rules as a person reads them, not what the code says of itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from domain.complaint import Facts, Status
from domain.dialogue import State
from domain.errors import InvalidTransitionError
from domain.handling import (
    Approval,
    ApprovalKind,
    ApprovalRequest,
    Category,
    Given,
    Handling,
    Plan,
    Worksheet,
)
from domain.people import ALLOWED, May, Officer
from handlers import actions
from handlers.casework_rights import NEEDS
from tests.unit.casework_office import (
    ADMIN,
    AUDITOR,
    KEPALA,
    LATE,
    NIA,
    NOW,
    NUMBER,
    OTHER,
    SEKSI,
    WHOLE,
    act,
    complaint,
)

WRITTEN = "Alasan tertulis seorang petugas"

STATUSES = {
    "r": Status.DITERIMA,
    "t": Status.DITELAAH,
    "l": Status.DITINDAKLANJUTI,
    "j": Status.DIJAWAB,
    "u": Status.DITUTUP,
    "x": Status.DITARIK,
    "g": Status.DIGABUNG,
}
ROLES = {"P": NIA, "A": SEKSI, "K": KEPALA, "I": AUDITOR, "M": ADMIN}

_REQUEST = ApprovalRequest("nia", "perlu pemeriksaan", NOW)
_APPROVAL = Approval(ApprovalKind.KEPALA, "kepala", "Kepala DPMPTSP", "setuju", NOW)
_AT_SEKSI = Handling(level=1)


@dataclass(frozen=True)
class Row:
    """statuses and roles in which it is allowed. handling, facts: what it needs to begin with."""

    action: Callable[[], actions.Action]
    statuses: str
    roles: str
    handling: Handling = field(default_factory=Handling)
    facts: Facts = WHOLE
    state: dict[str, Any] = field(default_factory=dict)


OPEN, ALL = "rtl", "rtljuxg"
DESK = "PAK"

TABLE: dict[str, Row] = {
    # Review, by whoever works on complaints, while it is open.
    "take up": Row(lambda: actions.TakeUp(NUMBER), OPEN, DESK),
    "assign": Row(lambda: actions.Assign(NUMBER, 2), OPEN + "j", DESK),
    "worksheet": Row(
        lambda: actions.FillWorksheet(
            NUMBER, Worksheet(problem=WRITTEN, plans=(Plan.KLARIFIKASI,))
        ),
        OPEN,
        DESK,
    ),
    "category": Row(lambda: actions.SetCategory(NUMBER, Category.INTERNAL), OPEN, DESK),
    "agency": Row(
        lambda: actions.AddAgency(NUMBER, WRITTEN, date(2026, 1, 7), technical=True), OPEN, DESK
    ),
    "facts": Row(lambda: actions.CompleteFacts(NUMBER, address=WRITTEN), OPEN, DESK),
    # The ladder: above the kepala there is nobody, and a petugas has nobody to hand back to.
    "escalate": Row(lambda: actions.Escalate(NUMBER, WRITTEN), OPEN, "PA"),
    "hand back": Row(lambda: actions.HandBack(NUMBER, WRITTEN), OPEN, "AK", _AT_SEKSI),
    # APIP: the kepala approves, the Inspektorat reports.
    "request apip": Row(lambda: actions.RequestApip(NUMBER, WRITTEN), OPEN, DESK),
    "approve apip": Row(
        lambda: actions.ApproveApip(NUMBER, WRITTEN), OPEN, "K", Handling(request=_REQUEST)
    ),
    "refuse apip": Row(
        lambda: actions.RefuseApip(NUMBER, WRITTEN), OPEN, "K", Handling(request=_REQUEST)
    ),
    "record approval": Row(
        lambda: actions.RecordApproval(NUMBER, ApprovalKind.OUTSIDE, "Bupati", WRITTEN, None),
        OPEN,
        DESK,
    ),
    "category apip": Row(
        lambda: actions.SetCategory(NUMBER, Category.APIP),
        OPEN,
        DESK,
        Handling(approval=_APPROVAL),
    ),
    "give to apip": Row(
        lambda: actions.GiveToApip(NUMBER), OPEN, DESK, Handling(approval=_APPROVAL)
    ),
    "apip report": Row(
        lambda: actions.ApipReport(NUMBER, WRITTEN),
        OPEN + "j",
        "I",
        Handling(approval=_APPROVAL, given_to_apip=True, category=Category.APIP),
    ),
    # Complaint or suggestion.
    "accept late": Row(lambda: actions.AcceptLate(NUMBER, WRITTEN), OPEN, DESK, facts=LATE),
    "to suggestion": Row(lambda: actions.ToSuggestion(NUMBER, WRITTEN), OPEN, DESK),
    "reopen": Row(lambda: actions.Reopen(NUMBER, WRITTEN), "ju", DESK),
    "merge": Row(lambda: actions.Merge(NUMBER, OTHER), OPEN, DESK),
    # At any time: what colleagues should know, and what the engine learns from.
    "note": Row(lambda: actions.AddNote(NUMBER, WRITTEN), ALL, DESK),
    "correct": Row(lambda: actions.Correct(NUMBER, components=("produk",)), ALL, DESK),
    # The answer.
    "ask citizen": Row(lambda: actions.AskCitizen(NUMBER, WRITTEN), OPEN, DESK),
    "answer": Row(lambda: actions.Answer(NUMBER, WRITTEN), OPEN + "j", DESK),
    "recall": Row(lambda: actions.Recall(NUMBER), "j", DESK),
    "close by hand": Row(
        lambda: actions.CloseByHand(NUMBER, Given.PHONE, WRITTEN), OPEN + "j", DESK
    ),
    # The conversation, which outlives the complaint.
    "take over": Row(lambda: actions.TakeOver(NUMBER), ALL, DESK),
    "chat": Row(lambda: actions.Chat(NUMBER, WRITTEN), ALL, DESK, state={"handover": True}),
    "give back": Row(lambda: actions.GiveBack(NUMBER), ALL, DESK, state={"handover": True}),
    "release": Row(actions.Release, ALL, DESK, state={"handover": True}),
}


@pytest.mark.parametrize("status", STATUSES.values())
@pytest.mark.parametrize("name", TABLE)
def test_an_action_is_allowed_exactly_where_the_rules_say(name: str, status: Status) -> None:
    row = TABLE[name]
    [letter] = [short for short, one in STATUSES.items() if one is status]
    for short, officer in ROLES.items():
        if letter in row.statuses and short in row.roles:
            outcome = attempt(row, status, officer)
            assert {event.actor for event in outcome.audit} <= {officer.username, "system"}
            assert outcome.audit, "whatever an officer does is in the timeline"
            for event in outcome.audit:
                # What somebody wrote can be erased; the data of an event can not.
                assert WRITTEN not in str(event.data)
        else:
            with pytest.raises(InvalidTransitionError) as refusal:
                attempt(row, status, officer)
            assert str(refusal.value)


def attempt(row: Row, status: Status, officer: Officer) -> Any:
    before = complaint(row.facts, status, handling=row.handling)
    other = complaint(row.facts, number=OTHER)
    state = State(last_inbound_at=NOW, **row.state)
    return act(row.action(), before, other, officer=officer, state=state)


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if len(row.roles) == 1])
def test_whoever_may_not_is_told_who_may(name: str) -> None:
    row = TABLE[name]
    with pytest.raises(InvalidTransitionError, match="hanya dapat dilakukan oleh") as refusal:
        attempt(row, Status.DITELAAH, ADMIN)
    assert str(refusal.value).endswith({"K": "Kepala", "I": "Inspektorat"}[row.roles])


def test_every_action_is_in_the_table_and_needs_a_right() -> None:
    tried = {type(row.action()) for row in TABLE.values()}
    assert tried == set(actions.Action.__args__) == set(NEEDS)
    assert all(any(may in ALLOWED[o.role] for o in ROLES.values()) for may, _ in NEEDS.values())
    assert {may for may, _ in NEEDS.values()} <= set(May)


@pytest.mark.parametrize("name", [n for n, row in TABLE.items() if row.statuses != ALL])
def test_what_an_officer_does_leaves_a_complaint_touched(name: str) -> None:
    row = TABLE[name]
    if "t" not in row.statuses:
        return
    officer = ROLES[row.roles[0]]
    outcome = attempt(row, Status.DITELAAH, officer)
    assert all(c.handling.touched_at == NOW for c in outcome.changes)
    earlier = replace(row.handling, touched_at=NOW.replace(hour=7))
    again = attempt(replace(row, handling=earlier), Status.DITELAAH, officer)
    assert again.changes[0].handling.touched_at == earlier.touched_at
