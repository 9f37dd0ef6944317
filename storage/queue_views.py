"""The ready views of the queue: which complaints belong to each, and how many they are.

All views but the last hold only what is not finished. That is a small part of all complaints, and
the partial index ix_complaints_open holds whatever these conditions ask for, so neither a view nor
its count looks at rows that are done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, true, union_all

from domain.complaint import Status
from domain.people import KEPALA_LEVEL, May, Officer, Role
from storage.columns import literal
from storage.tables import OPEN_VALUES, complaints, counters, is_open, outbox, undelivered


class View(StrEnum):
    """A ready view; the values stand in addresses."""

    OPEN = "terbuka"  # All that waits for the office.
    SOON = "tenggat"  # Due in three working days or fewer, and not yet overdue.
    OVERDUE = "terlewat"
    UNTOUCHED = "baru"  # Nobody has done anything to it.
    MINE = "saya"  # Assigned to who looks, or come to their level without a name.
    DECISION = "persetujuan"  # Waits for the kepala's approval, or at the level of who looks.
    UNDELIVERED = "gagal"  # A message about it did not reach the citizen.
    REVIEW = "periksa"  # The bot was not sure, facts are missing, or a human is asked for.
    URGENT = "mendesak"  # Pungli or danger.
    ANSWERED = "dijawab"  # Answered, and not closed before the channel has accepted the answer.
    ALL = "semua"  # Also what is done.


# The Inspektorat works on what it was given; the desk's own signals are not its concern.
_GIVEN = (View.OPEN, View.SOON, View.OVERDUE, View.ANSWERED, View.ALL)

is_answered = complaints.c.status == literal(Status.DIJAWAB.value)


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks at the queue, on which day.

    soon: the last day that is three working days away or fewer.
    """

    officer: Officer
    today: date
    soon: date

    @property
    def given_only(self) -> bool:
        """Whether only complaints that were given to the Inspektorat may be seen."""
        return not self.officer.may(May.SEE_QUEUE)


def views_of(officer: Officer) -> tuple[View, ...]:
    """The views that make sense for somebody, in the order in which they are shown."""
    if not officer.may(May.SEE_QUEUE):
        return _GIVEN
    decides = officer.role in (Role.ATASAN, Role.KEPALA)
    return tuple(view for view in View if decides or view is not View.DECISION)


def allowed(look: Look) -> ColumnElement[bool]:
    """What who looks may see at all."""
    return complaints.c.given_to_apip if look.given_only else true()


def belongs(view: View, look: Look) -> ColumnElement[bool]:
    """Whether a complaint belongs to a view; what may be seen at all is another condition."""
    match view:
        case View.UNDELIVERED:
            return _undelivered()
        case View.ANSWERED:
            return is_answered
        case View.ALL:
            return true()
        case _:
            return and_(is_open, _part(view, look))


def _part(view: View, look: Look) -> ColumnElement[bool]:
    """Which of the open complaints a view holds."""
    c = complaints.c
    match view:
        case View.SOON:
            return and_(c.deadline_on >= look.today, c.deadline_on <= look.soon)
        case View.OVERDUE:
            return c.deadline_on < look.today
        case View.UNTOUCHED:
            return c.touched_at.is_(None)
        case View.MINE:
            return _mine(look.officer)
        case View.DECISION:
            return _waits_for_decision(look.officer)
        case View.REVIEW:
            return c.needs_review
        case View.URGENT:
            return c.urgent
        case _:
            return true()


def _undelivered() -> ColumnElement[bool]:
    """Not finished, and a message about it was refused, or is held because nothing can be sent.

    Whose ids these are two indexes know, and they are few; so other conditions are asked of their
    rows only.
    """
    each = complaints.alias("unfinished")
    about = select(outbox.c.id).where(undelivered, outbox.c.complaint_id == each.c.id)
    # One after the other, because the index of open complaints knows nothing of answered ones.
    waiting = each.c.status.in_(OPEN_VALUES)
    answered = each.c.status == literal(Status.DIJAWAB.value)
    stuck = (select(each.c.id).where(which, about.exists()) for which in (waiting, answered))
    return complaints.c.id.in_(union_all(*stuck))


def _mine(officer: Officer) -> ColumnElement[bool]:
    c = complaints.c
    mine = c.assignee_id == officer.id
    if officer.level <= 0:
        return mine
    # Escalated to this level while nobody was named there.
    return or_(mine, and_(c.level == officer.level, c.assignee_id.is_(None)))


def _waits_for_decision(officer: Officer) -> ColumnElement[bool]:
    c = complaints.c
    if officer.role is Role.KEPALA or officer.level >= KEPALA_LEVEL:
        return c.awaits_approval
    here = c.level == officer.level
    return and_(here, or_(c.assignee_id.is_(None), c.assignee_id == officer.id))


def counts(conn: Connection, look: Look) -> dict[View, int]:
    """How many complaints each view of who looks holds."""
    views = views_of(look.officer)
    may = allowed(look)
    singly = (View.UNDELIVERED, View.ANSWERED, View.ALL)
    waiting = [view for view in views if view not in singly]
    # One pass over the open ones for all views that hold nothing else.
    figures = select(*(func.count().filter(_part(v, look)).label(v.value) for v in waiting))
    figures = figures.select_from(complaints).where(is_open, may)
    row = conn.execute(figures).one()
    found = dict(zip(waiting, row, strict=True))
    # Numbers have no gaps, so the counters that give them know how many complaints there are.
    others = [v for v in singly if v in views and (look.given_only or v is not View.ALL)]
    singles = select(
        *(
            select(func.count())
            .select_from(complaints)
            .where(belongs(view, look), may)
            .scalar_subquery()
            for view in others
        ),
        select(func.coalesce(func.sum(counters.c.value), 0))
        .where(counters.c.name.like("complaints-%"))
        .scalar_subquery(),
    )
    *numbers, total = conn.execute(singles).one()
    found |= dict(zip(others, numbers, strict=True))
    found.setdefault(View.ALL, int(total))
    return {view: int(found[view]) for view in views}
