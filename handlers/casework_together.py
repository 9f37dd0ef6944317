"""What becomes of an answer for those whose reports were merged into the answered one.

Each of them gets it too, under their own number and by the rules of their own channel. Who
reported both in one conversation has it by the one message.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain import merging
from domain.complaint import Complaint, Status
from handlers import actions, casework_answer
from handlers.casework_answer import deliver, leaves_at
from handlers.casework_case import Case
from handlers.step import Step

# The other conversations, each with the numbers of the merged reports that were made in it.
Others = Sequence[tuple[Step, Sequence[str]]]


def answer(case: Case, action: actions.Answer, others: Others) -> None:
    """The answer for everybody; all of them get it at the same moment, so that it can be undone."""
    casework_answer.answer(case, action)
    after = case.step.changed[case.number]
    leaves = leaves_at(case)
    told = {}
    for one in _merged(case, others):
        shared = _shared(one, after)
        if one.step is case.step:
            one.save(replace(shared, answer_queued=True))
        else:
            told[one.number] = deliver(one, shared, leaves)
    _note_told(case, told)


def recall(case: Case, action: actions.Recall, others: Others) -> None:
    """Taken back from everybody; storage refuses all of it where it has left for anybody."""
    casework_answer.recall(case, action)
    for one in _merged(case, others):
        if one.complaint.answer:
            one.save(merging.recalled_together(one.complaint))
            one.step.recalls.append(one.number)
            one.note("answer_recalled", one.complaint.answer)


def close_by_hand(case: Case, action: actions.CloseByHand, others: Others) -> None:
    """Closed with a record of how it was given to one citizen; the others get it by message.

    Where the answer was written before, they have got it then.
    """
    written = case.complaint.status is Status.DIJAWAB
    casework_answer.close_by_hand(case, action)
    after = case.step.changed[case.number]
    told = {}
    for one in _merged(case, others):
        if one.step is case.step:
            shared = one.complaint if written and one.complaint.answer else _shared(one, after)
            at = one.complaint.answered_at or case.now
            one.save(replace(shared, answer_queued=True, answered_at=at))
        elif not (written and one.complaint.answer):
            told[one.number] = deliver(one, _shared(one, after), None)
    _note_told(case, told)


def _merged(case: Case, others: Others) -> Iterator[Case]:
    """The reports that were merged into it, each in its own conversation, as far as known."""
    homes = {number: step for step, numbers in others for number in numbers}
    for number in case.complaint.handling.merged:
        step = homes.get(number, case.step)
        known = (*step.complaints, *step.turn.referenced)
        found = next((c for c in known if c.number == number), None)
        if found is not None and found.status is Status.DIGABUNG:
            yield Case(step, found, case.officer, case.people)


def _shared(one: Case, carrier: Complaint) -> Complaint:
    shared = merging.answered_together(one.complaint, carrier)
    one.save(shared)
    one.note("answered_with", shared.answer, into=carrier.number)
    return shared


def _note_told(case: Case, told: dict[str, bool]) -> None:
    """In the timeline: who gets it as well, and whom an officer has to tell."""
    for name, sent in (("answer_shared", True), ("answer_not_shared", False)):
        numbers = [number for number, was in told.items() if was is sent]
        if numbers:
            case.note(name, numbers=", ".join(numbers))
