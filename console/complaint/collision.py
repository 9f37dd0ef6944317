"""What is shown to whoever saves second: both versions beside each other, and who changed what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from console.complaint.attempt import Attempt
from console.complaint.conflict import Change, Field, changed_meanwhile, fields, fingerprint, joined
from console.complaint.done import PANEL_OF
from console.complaint.sheet import SHARED
from console.complaint.view import View
from console.parts import STAFF, Console
from handlers.actions import Action
from storage.audit import timeline
from storage.engine import reading

_CHANGES = 3  # How many of the last changes by others are named.


@dataclass(frozen=True, slots=True)
class Collision:
    """fields: where the versions differ. locked: names of fields that this officer sees masked."""

    fields: tuple[Field, ...]
    locked: frozenset[str]


def collision(view: View, slug: str, action: Action, base: str) -> Collision | None:
    """What two officers changed at once, None where nothing stands against saving."""
    shared = SHARED.get(slug)
    if shared is None:
        return None
    complaint = view.complaint
    theirs = shared.values(complaint)
    if not changed_meanwhile(complaint, base, theirs):
        return None
    mine = shared.mine(complaint, action)
    found = fields(complaint, base, mine, theirs, shared.labels)
    if not shared.whole:
        # What this form leaves empty stays as it is, so only a field that both filled in matters.
        found = [field for field in found if field.by == "both"]
    if not any(field.by != "mine" for field in found):
        return None
    locked = frozenset(f.name for f in found if view.words(f.theirs) != f.theirs)
    return Collision(
        tuple(replace(field, theirs=view.words(field.theirs)) for field in found), locked
    )


async def collision_page(
    console: Console, view: View, attempt: Attempt, found: Collision
) -> dict[str, Any]:
    """What `complaint/handling/conflict.html` needs."""
    shared = SHARED[attempt.slug]
    complaint = view.complaint
    names = {officer.username: officer.name for officer in view.officers.values()}
    entries = await reading(console.database, timeline, complaint.number)
    latest = [entry for entry in reversed(entries) if entry.name in shared.events]
    # What came before this officer's own last save was on the page already.
    others = list(takewhile(lambda entry: entry.actor != view.officer.username, latest))
    newest = {entry.actor: entry for entry in reversed(others or latest[:1])}
    changes = [
        Change(entry.at, names.get(entry.actor, entry.actor))
        for entry in sorted(newest.values(), key=lambda entry: -entry.seq)
    ]
    theirs = shared.values(complaint)
    return {
        "number": complaint.number,
        "url": f"{STAFF}/aduan/{complaint.number}",
        "slug": attempt.slug,
        "panel": PANEL_OF[attempt.slug],
        "fields": found.fields,
        "changes": changes[:_CHANGES],
        "locked": found.locked,
        "base": fingerprint(complaint, theirs),
        "typed": _typed(attempt),
        "joined": _joined(attempt, found),
    }


def _typed(attempt: Attempt) -> list[tuple[str, str]]:
    """All that was sent, field by field, to be sent again unchanged."""
    return [
        (name, value)
        for name, values in attempt.values.items()
        for value in values
        if name != "dasar"
    ]


def _joined(attempt: Attempt, found: Collision) -> Mapping[str, str]:
    """Both versions in one: theirs where only they changed something."""
    free = [field for field in found.fields if field.name not in found.locked]
    mine = {name: attempt.value(name) for name in attempt.values}
    return joined(free, mine)
