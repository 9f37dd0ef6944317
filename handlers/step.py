"""The working copy of one turn, in which handlers note what shall change and be said.

It is thrown away when the turn ends; what leaves is the frozen Outcome.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.complaint import AuditEvent, Complaint, Facts, OtherMatter
from domain.correction import Correction
from domain.dialogue import Awaiting, Draft, Outcome, Turn
from domain.messages import SMS, InboundMessage, Option, OutboundMessage
from domain.privacy import mask_nik
from domain.understanding import Entities, NluResult
from handlers.say import sentence

_NOTHING = NluResult(act="unknown", confidence=0.0)


class Step:
    """One turn while it is being worked on."""

    def __init__(self, turn: Turn) -> None:
        self.turn = turn
        self.office = turn.office
        self.now = turn.now
        self.state = turn.state
        self.replies: list[OutboundMessage] = []
        self.new_complaint: Complaint | None = None
        self.changed: dict[str, Complaint] = {}
        self.audits: list[AuditEvent] = []
        self.others: list[OtherMatter] = []
        self.corrections: list[Correction] = []
        self.recalls: list[str] = []
        self.cancels: list[str] = []
        self.code_failure = ""
        self.gave_answer = False  # Whether an answer that waited went out in this very turn.
        self._paragraphs: list[str] = []
        self._options: tuple[Option, ...] = ()

    # What came in.

    @property
    def message(self) -> InboundMessage:
        if self.turn.message is None:
            raise ValueError("a timer turn has no message")
        return self.turn.message

    @property
    def text(self) -> str:
        """What was written, a NIK masked. "" for a picture without words."""
        return mask_nik(self.message.text).strip()

    @property
    def sent_at(self) -> datetime:
        return self.message.sent_at

    @property
    def nlu(self) -> NluResult:
        return self.turn.nlu or _NOTHING

    @property
    def entities(self) -> Entities:
        return self.nlu.entities

    @property
    def channel(self) -> str:
        return self.turn.address.channel

    @property
    def awaiting(self) -> Awaiting | None:
        return self.state.awaiting

    @property
    def draft(self) -> Draft | None:
        return self.state.draft

    @property
    def facts(self) -> Facts:
        return self.state.draft.facts if self.state.draft else Facts()

    @property
    def complaints(self) -> list[Complaint]:
        """The sender's complaints, newest first, with this turn's changes."""
        return [self.changed.get(c.number, c) for c in self.turn.complaints]

    @property
    def open_complaints(self) -> list[Complaint]:
        return [c for c in self.complaints if c.open]

    def complaint(self, number: str) -> Complaint | None:
        return next((c for c in self.complaints if c.number == number), None)

    # What changes.

    def set(self, **values: Any) -> None:
        self.state = replace(self.state, **values)

    def set_draft(self, **values: Any) -> None:
        if self.state.draft is None:
            raise ValueError("there is no draft")
        self.set(draft=replace(self.state.draft, **values))

    def set_facts(self, **values: Any) -> None:
        self.set_draft(facts=replace(self.facts, **values))

    def open_draft(self, facts: Facts | None = None) -> None:
        """A draft, if there is none yet. Who reports again need not say their name again."""
        if self.state.draft is None:
            known = next((c for c in self.turn.complaints if c.facts.name), None)
            fresh = facts or Facts()
            if self.office.dialogue.profile_name_is_identity and self.state.profile_name:
                fresh = replace(fresh, name=fresh.name or self.state.profile_name)
            if known and not fresh.name:
                fresh = replace(
                    fresh,
                    name=known.facts.name,
                    confidential=fresh.confidential or known.facts.confidential,
                )
            opened = self.turn.message.sent_at if self.turn.message else self.now
            self.set(draft=Draft(facts=fresh, opened_at=opened))

    def times_asked(self, question: str) -> int:
        return self.draft.asked.get(question, 0) if self.draft else 0

    def count(self, question: str) -> None:
        if self.draft:
            self.set_draft(asked={**self.draft.asked, question: self.times_asked(question) + 1})

    def change(self, complaint: Complaint) -> None:
        self.changed[complaint.number] = complaint

    def audit(
        self, name: str, complaint: str = "", actor: str = "citizen", text: str = "", **data: Any
    ) -> None:
        self.audits.append(AuditEvent(name, complaint, actor, data, text))

    def record_other(self, kind: str, door: str = "") -> None:
        self.others.append(OtherMatter(kind, self.text, door))

    # What is said.

    def sentence(self, key: str, /, **values: object) -> str:
        return sentence(self.office, self.channel, key, **values)

    def say(self, key: str, *, options: Iterable[tuple[str, str]] = (), **values: object) -> None:
        """Add a paragraph to this turn's one reply; its options replace those before."""
        self._paragraphs.append(self.sentence(key, **values))
        self.offer(options)

    def offer(self, options: Iterable[tuple[str, str]]) -> None:
        offered = tuple(Option(id, label) for id, label in options)
        if offered:
            self._options = offered
            self.set(menu=tuple(option.id for option in offered))

    def send(self, text: str, *, purpose: str, complaint: str = "", **fields: Any) -> None:
        """A message of its own, after what was said so far."""
        self.flush()
        self.replies.append(
            OutboundMessage(self.turn.address, text, purpose=purpose, complaint=complaint, **fields)
        )

    def flush(self, purpose: str = "reply", **fields: Any) -> None:
        if not self._paragraphs:
            return
        separator = " " if self.channel == SMS else "\n\n"
        text = separator.join(p for p in self._paragraphs if p)
        self.replies.append(
            OutboundMessage(
                self.turn.address, text, options=self._options, purpose=purpose, **fields
            )
        )
        self._paragraphs, self._options = [], ()

    def forget(self) -> None:
        """Take back what was said in this turn: the bot keeps quiet."""
        self._paragraphs, self._options, self.replies = [], (), []

    def outcome(self, wake_at: datetime | None) -> Outcome:
        self.flush()
        return Outcome(
            state=self.state,
            replies=tuple(self.replies),
            new_complaint=self.new_complaint,
            changes=tuple(self.changed.values()),
            audit=tuple(self.audits),
            other=tuple(self.others),
            wake_at=wake_at,
            code_failure=self.code_failure,
            corrections=tuple(self.corrections),
            recalls=tuple(self.recalls),
            cancels=tuple(self.cancels),
        )
