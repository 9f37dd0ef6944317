"""Two reports about the same matter become one; both keep their numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.complaint import OPEN, Complaint, Flag, Kind, Status
from domain.errors import InvalidTransitionError
from domain.ladder import only, touched

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
    gone = replace(source.moved(Status.DIGABUNG), handling=handling)
    target = touched(target, now)
    numbers = tuple(dict.fromkeys((*target.handling.merged, source.number)))
    target = replace(target, handling=replace(target.handling, merged=numbers))
    return gone, target.flagged(*(flag for flag in _URGENT if flag in source.flags))
