"""What has to be ticked off before an answer leaves, and whether it was."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from console.complaint.conflict import fingerprint
from console.complaint.view import View
from domain.closing import warnings


def answer_base(view: View) -> str:
    """What the reply box is loaded from: it is another one once somebody has answered."""
    settled = view.complaint.handling.settled
    at = settled.at.isoformat() if settled else ""
    return fingerprint(view.complaint, {"jawaban": view.complaint.answer, "pada": at})


def answer_warnings(view: View, text: str, base: str) -> list[str]:
    """What the officer should know before this answer leaves.

    base: what the reply box was loaded from, "" where that is not known.
    """
    found = warnings(view.complaint, text)
    if base and base != answer_base(view):
        settled = view.complaint.handling.settled
        names = {officer.username: officer.name for officer in view.officers.values()}
        who = names.get(settled.by, settled.by) if settled else ""
        if who:
            found.insert(0, f"{who} sudah menjawab aduan ini sejak halaman Anda dibuka.")
        else:
            found.insert(0, "Jawaban sebelumnya sudah ditarik sejak halaman Anda dibuka.")
    return found


def mark(warnings: Sequence[str]) -> str:
    """What a tick stands for: these warnings and no others, which a later text may bring."""
    if not warnings:
        return ""
    return hashlib.sha256("\n".join(warnings).encode()).hexdigest()[:16]
