"""Two reports about the same matter become one; both keep their numbers.

The answer to the one that stands for both is the answer to the other too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.complaint import OPEN, Complaint, Flag, Kind, Status
from domain.errors import InvalidTransitionError
from domain.ladder import only, touched
from domain.privacy import hide_name

_URGENT = (Flag.ILLEGAL_LEVY, Flag.DANGER)


def merged(source: Complaint, target: Complaint, now: datetime) -> tuple[Complaint, Complaint]:
    """The source, merged, and the target, which is handled for both from now on.

    Nobody is answered later by it: a complaint is never merged into one that is due later, nor
    into a suggestion, which has no deadline. What the Inspektorat was given stays where it is.
    """
    if source.number == target.number:
        raise InvalidTransitionError("laporan tidak bisa digabung dengan dirinya sendiri")
    only(source, OPEN, "digabung")
    only(target, OPEN, "menerima gabungan")
    if source.kind is Kind.PENGADUAN and target.kind is not Kind.PENGADUAN:
        raise InvalidTransitionError(
            f"pengaduan tidak bisa digabung ke saran; gabungkan {target.number} ke {source.number}"
        )
    if source.deadline and target.deadline and source.deadline.on < target.deadline.on:
        raise InvalidTransitionError(
            f"{source.number} jatuh tempo lebih dulu; gabungkan {target.number} ke {source.number}"
        )
    if source.handling.given_to_apip:
        raise InvalidTransitionError(
            f"{source.number} sudah diserahkan kepada Inspektorat; gabungkan {target.number} ke "
            f"{source.number}"
        )
    handling = replace(touched(source, now).handling, merged_into=target.number, request=None)
    # An earlier answer was rejected, or it would not be open; the next one is that of the target.
    gone = source.moved(Status.DIGABUNG)
    gone = replace(gone, answer="", answer_queued=False, handling=handling)
    target = touched(target, now)
    # What was merged into the source waits for the target's answer from now on, too.
    waiting = (*target.handling.merged, source.number, *source.handling.merged)
    numbers = tuple(dict.fromkeys(waiting))
    target = replace(target, handling=replace(target.handling, merged=numbers))
    return gone, target.flagged(*(flag for flag in _URGENT if flag in source.flags))


def answered_together(report: Complaint, carrier: Complaint) -> Complaint:
    """The merged report with the answer of the one that stands for it; it stays merged.

    carrier: as it was answered. The name of its reporter is hidden in the answer.
    """
    text = hide_name(carrier.answer, carrier.facts.name)
    handling = replace(report.handling, settled=carrier.handling.settled)
    return replace(report, answer=text, answer_queued=False, handling=handling)


def recalled_together(report: Complaint) -> Complaint:
    """The merged report as before that answer."""
    handling = replace(report.handling, settled=None)
    return replace(report, answer="", answer_queued=False, handling=handling)
