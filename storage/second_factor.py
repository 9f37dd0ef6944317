"""The second factor of an account: its secret, the codes that were used, the recovery codes left.

The arithmetic of codes is in `console/second_factor.py`; here it is written down that each is
good for one use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from storage.codec import dump_texts, load_texts
from storage.office_tables import officers
from storage.people import note
from storage.tries import Try, change_unchanged, forgive, locked_row


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """How it stands with one account. since: None where it is off. left: recovery codes."""

    since: datetime | None
    left: int

    @property
    def on(self) -> bool:
        return self.since is not None


def second_factor_of(conn: Connection, officer_id: int) -> SecondFactor:
    o = officers.c
    query = select(o.totp_confirmed_at, o.recovery).where(o.id == officer_id)
    row = conn.execute(query).one()
    return SecondFactor(row.totp_confirmed_at, len(load_texts(row.recovery)))


def begin_second_factor(conn: Connection, officer_id: int, secret: str) -> None:
    """Puts a new secret where none is in use yet. Raises LookupError where one is."""
    o = officers.c
    query = update(officers).where(o.id == officer_id, o.totp_confirmed_at.is_(None))
    if conn.execute(query.values(totp_secret=secret, totp_last_step=None)).rowcount != 1:
        raise LookupError("the second factor is on already")


def waiting_secret(conn: Connection, officer_id: int) -> str:
    """The secret that waits for its first code, "" where none does."""
    o = officers.c
    query = select(o.totp_secret).where(o.id == officer_id, o.totp_confirmed_at.is_(None))
    return conn.execute(query).scalar() or ""


def confirm_second_factor(
    conn: Connection,
    officer_id: int,
    secret: str,
    step: int,
    recovery: Sequence[str],
    now: datetime,
    *,
    actor: str,
) -> None:
    """Switches it on: a first code for this secret was right. recovery: digests of new codes.

    Raises LookupError where another secret waits by now, or none does.
    """
    o = officers.c
    query = update(officers).where(
        o.id == officer_id, o.totp_secret == secret, o.totp_confirmed_at.is_(None)
    )
    values = {
        "totp_confirmed_at": now,
        "totp_last_step": step,
        "recovery": dump_texts(tuple(recovery)),
        "failures": 0,
        "locked_until": None,
    }
    if conn.execute(query.values(**values)).rowcount != 1:
        raise LookupError("another secret waits by now")
    note(conn, "second_factor_on", officer_id, now, actor=actor)


def end_second_factor(conn: Connection, officer_id: int, now: datetime, *, actor: str) -> None:
    """Switches it off, recovery codes included."""
    values = {
        "totp_secret": None,
        "totp_confirmed_at": None,
        "totp_last_step": None,
        "recovery": dump_texts(()),
    }
    conn.execute(update(officers).where(officers.c.id == officer_id).values(**values))
    note(conn, "second_factor_off", officer_id, now, actor=actor)


def new_recovery(
    conn: Connection, officer_id: int, recovery: Sequence[str], now: datetime, *, actor: str
) -> None:
    """Puts new recovery codes in the place of those that are left, where it is switched on."""
    o = officers.c
    query = update(officers).where(o.id == officer_id, o.totp_confirmed_at.is_not(None))
    conn.execute(query.values(recovery=dump_texts(tuple(recovery))))
    note(conn, "recovery_codes_made", officer_id, now, actor=actor)


def use_step(conn: Connection, attempt: Try, step: int) -> None:
    """Takes the code of a time step, and forgets failures.

    Raises LookupError where this code or a later one was used already.
    """
    o = officers.c
    fresh = o.totp_last_step.is_(None) | (o.totp_last_step < step)
    values = {"totp_last_step": step, "failures": 0, "locked_until": None}
    change_unchanged(conn, attempt, values, fresh)


def use_recovery(conn: Connection, attempt: Try, digest: str, now: datetime) -> None:
    """Takes a recovery code out of those that are left, and forgets failures.

    Raises LookupError where it is not among them.
    """
    row = locked_row(conn, officers.c.id == attempt.officer.id)
    left = load_texts(row.recovery) if row is not None else ()
    if digest not in left:
        raise LookupError("there is no such recovery code")
    forgive(conn, attempt, {"recovery": dump_texts(tuple(one for one in left if one != digest))})
    note(conn, "recovery_code_used", attempt.officer.id, now, actor=attempt.officer.username)
