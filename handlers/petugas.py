"""`petugas`: the citizen wants a human. The bot then keeps quiet until an officer releases it."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.complaint import Flag
from domain.dialogue import Awaiting
from handlers.answers import plain
from handlers.gather import add_details, add_statement, attachments_of
from handlers.step import Step

_WANTS = re.compile(
    r"\b(?:bicara|berbicara|ngomong|omong|ngobrol|sambung\w*|disambung\w*|hubung\w*|chat|telpon|telepon|tlp|"
    r"orang|manusia|jalmi|jelema|wong|cs|admin|operator|langsung|robot|bot|mesin|ketemu|dibantu|customer|"
    r"live|agen|agent|human)\b"
)


def wants_human(text: str) -> bool:
    """Whether a human is asked for. That a petugas is complained of is another matter."""
    found = plain(text)
    return bool(_WANTS.search(found)) or len(found.split()) <= 3


def handle(step: Step) -> None:
    pending = step.state.pending
    # A grievance that waits for "which ticket?" goes on waiting; silence registers it.
    kept = pending if pending is not None and pending.act == "lapor" else None
    step.set(handover=True, awaiting=Awaiting.HANDOVER, pending=kept, menu=())
    target = step.complaint(step.state.focus) or next(iter(step.open_complaints), None)
    if target is not None and target.open:
        step.change(target.flagged(Flag.WANTS_OFFICER))
    step.audit("handover", target.number if target else "")
    step.say("handover")


def listen(step: Step) -> None:
    """A message while a human has the conversation: kept where it belongs, and not answered."""
    files = attachments_of(step.message)
    draft = step.draft
    if draft is not None:
        threshold = step.office.dialogue.component_threshold
        facts = add_statement(draft.facts, step.text, step.nlu, threshold)
        facts = replace(facts, attachments=(*facts.attachments, *files))
        received = draft.received_at or (step.sent_at if step.text else None)
        step.set(draft=replace(draft, facts=facts, received_at=received))
        return
    target = step.complaint(step.state.focus) or next(iter(step.open_complaints), None)
    if target is not None and target.open:
        facts = add_details(target.facts, step.text, step.entities)
        facts = replace(facts, attachments=(*facts.attachments, *files))
        additions = (*target.additions, step.text) if step.text else target.additions
        step.change(replace(target, facts=facts, additions=additions))
    else:
        step.record_other("unread")
