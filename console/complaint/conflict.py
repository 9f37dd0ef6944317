"""Two officers at one form: who saves second is told what changed, and nothing is lost.

A form carries a fingerprint of each value that it was loaded from. When it comes back, the values
of now are compared with those, field by field.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.complaint import Complaint

_LENGTH = 10  # Hexadecimal digits for a field: enough to notice a change, and short in a page.


@dataclass(frozen=True, slots=True)
class Field:
    """One field that two people changed, or one of them.

    mine and theirs: as they are to be read. by: `mine` where only this officer changed it,
    `theirs` where only others did, `both`.
    """

    name: str
    label: str
    mine: str
    theirs: str
    by: str


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody did to the complaint meanwhile, from its timeline."""

    at: datetime
    who: str


def fingerprint(complaint: Complaint, values: Mapping[str, str]) -> str:
    """What a form of these values was loaded from.

    The key is made of what no page shows, so that nobody who sees a mask can try out names.
    """
    made_of = f"{complaint.sender.value}|{complaint.code}|{complaint.registered_at.isoformat()}"
    key = hashlib.sha256(made_of.encode()).digest()
    return ".".join(
        hmac.new(key, f"{name}={_plain(value)}".encode(), "sha256").hexdigest()[:_LENGTH]
        for name, value in sorted(values.items())
    )


def changed_meanwhile(complaint: Complaint, base: str, now: Mapping[str, str]) -> bool:
    """Whether the values are no longer those that the form was loaded from.

    A form without a fingerprint was not made by this page, so there is nothing to compare with.
    """
    return bool(base) and base != fingerprint(complaint, now)


def fields(
    complaint: Complaint,
    base: str,
    mine: Mapping[str, str],
    theirs: Mapping[str, str],
    labels: Mapping[str, str],
) -> list[Field]:
    """The fields in which the two versions differ, in the order of the labels."""
    begun_with = dict(zip(sorted(theirs), base.split("."), strict=False))
    digests = {
        whose: dict(zip(sorted(values), fingerprint(complaint, values).split("."), strict=True))
        for whose, values in (("mine", {name: mine[name] for name in theirs}), ("theirs", theirs))
    }
    found = []
    for name, label in labels.items():
        if digests["mine"][name] == digests["theirs"][name]:
            continue
        i_did = digests["mine"][name] != begun_with.get(name)
        they_did = digests["theirs"][name] != begun_with.get(name)
        by = "both" if i_did and they_did else "theirs" if they_did else "mine"
        found.append(Field(name, label, mine[name], theirs[name], by))
    return found


def joined(found: Sequence[Field], mine: Mapping[str, str]) -> dict[str, str]:
    """Both together: theirs where only they changed something, else mine."""
    theirs = {field.name: field.theirs for field in found if field.by == "theirs"}
    return {**mine, **theirs}


def _plain(value: str) -> str:
    # Browsers send line ends as CRLF, and storage keeps what was typed without the blanks around.
    return value.replace("\r\n", "\n").strip()
