"""What a message says beside the answer to the open question."""

from __future__ import annotations

from handlers.answers import words
from handlers.gather import add_details
from handlers.step import Step


def is_statement(step: Step) -> bool:
    """Whether the message tells more of the matter rather than answering."""
    return step.nlu.act in ("lapor", "saran", "tambah_info") and len(words(step.text)) >= 5


def take_details(step: Step) -> None:
    """What the answer says besides the answer."""
    facts = add_details(step.facts, step.text, step.entities)
    step.set_facts(
        name=facts.name,
        services=facts.services,
        received=facts.received,
        received_on=facts.received_on,
        confidential=facts.confidential,
        rupiah=facts.rupiah,
        nib=facts.nib,
        kbli=facts.kbli,
    )
