"""Tries to get in: each is counted before it is checked, so that none can outrun the counter.

Checking itself (a hash, a code) is slow or needs no database, so it happens between two
transactions. The second one changes the account only if it is still the one that was looked at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, case, insert, null, select, update

from domain.errors import LockedOutError
from domain.people import Officer, Role
from domain.sign_in import FREE_TRIES, delay_after
from storage.codec import load_texts
from storage.columns import AnyRow
from storage.office_tables import officers, public_tries
from storage.people import note, officer_of

STRANGER = "sign_in"  # What tries at names that nobody has are counted as.
STRANGERS_KEPT = timedelta(days=1)

NOBODY = Officer(0, "", "", Role.PETUGAS)  # Who has a name that nobody has.


@dataclass(frozen=True, slots=True)
class Try:
    """A try that was counted, and what it has to match.

    officer: NOBODY where there is no such account. password_hash: "" where no password can be
    right. locked_until: until when the account is closed if this try is wrong as well, None where
    another one may follow at once. recovery: digests of the codes that are left.
    """

    officer: Officer
    locked_until: datetime | None = None
    password_hash: str = ""
    totp_secret: str = ""
    second_factor: bool = False
    recovery: tuple[str, ...] = ()


def begin_try(conn: Connection, username: str, now: datetime) -> Try:
    """Counts a try at the account of this name. Raises LockedOutError while it is closed.

    Names that nobody has are closed in the same way, so that nothing tells them apart.
    """
    row = locked_row(conn, officers.c.username == username)
    return _stranger(conn, username, now) if row is None else _count(conn, row, now)


def begin_try_of(conn: Connection, officer_id: int, now: datetime) -> Try:
    """The same for somebody who is known. Raises LockedOutError; LookupError for nobody."""
    row = locked_row(conn, officers.c.id == officer_id)
    if row is None:
        raise LookupError("there is no such officer")
    return _count(conn, row, now)


def locked_row(conn: Connection, which: ColumnElement[bool]) -> AnyRow | None:
    """The account, which nobody else changes before this transaction ends."""
    return conn.execute(select(officers).where(which).with_for_update()).first()


def _count(conn: Connection, row: AnyRow, now: datetime) -> Try:
    if row.locked_until is not None and row.locked_until > now:
        raise LockedOutError(row.locked_until)
    failures = row.failures + 1
    until = _until(failures, now)
    counted = update(officers).where(officers.c.id == row.id)
    conn.execute(counted.values(failures=failures, locked_until=until))
    if failures == FREE_TRIES + 2:
        # The one before it was wrong and closed the account for the first time.
        note(conn, "sign_in_closed", row.id, now, actor="system")
    works = row.disabled_at is None
    return Try(
        officer=officer_of(row),
        locked_until=until,
        password_hash=(row.password_hash or "") if works else "",
        totp_secret=(row.totp_secret or "") if works else "",
        second_factor=row.totp_confirmed_at is not None,
        recovery=load_texts(row.recovery) if works else (),
    )


def _stranger(conn: Connection, username: str, now: datetime) -> Try:
    t = public_tries.c
    # Only a digest, because people type their password into the wrong field.
    who = hashlib.sha256(username.encode("utf-8", "replace")).hexdigest()
    kept = (t.what == STRANGER, t.who == who, t.at > now - STRANGERS_KEPT)
    tries = list(conn.execute(select(t.at).where(*kept).order_by(t.at.desc())).scalars())
    if tries and (closed := _until(len(tries), tries[0])) is not None and closed > now:
        raise LockedOutError(closed)
    conn.execute(insert(public_tries).values(what=STRANGER, who=who, at=now))
    return Try(NOBODY, locked_until=_until(len(tries) + 1, now))


def _until(failures: int, now: datetime) -> datetime | None:
    delay = delay_after(failures)
    return now + delay if delay else None


def take_back(conn: Connection, attempt: Try) -> None:
    """Uncounts a try whose password was right while the second factor is still to come.

    Earlier failures stay: who knows the password must not get new tries at the code with it. The
    account is opened again only where this very try had closed it. Raises LookupError where the
    account was changed or disabled since the try began.
    """
    o = officers.c
    fewer = case((o.failures > 0, o.failures - 1), else_=0)
    closed_by_it = o.locked_until == attempt.locked_until
    opened = case((closed_by_it, null()), else_=o.locked_until)
    change_unchanged(conn, attempt, {"failures": fewer, "locked_until": opened})


def forgive(conn: Connection, attempt: Try, values: Mapping[str, object] | None = None) -> None:
    """Forgets all failures of somebody who has proved who they are.

    values: what changes with it in the account. Raises LookupError where the account was changed
    or disabled since the try began.
    """
    change_unchanged(conn, attempt, {"failures": 0, "locked_until": None, **(values or {})})


def change_unchanged(
    conn: Connection,
    attempt: Try,
    values: Mapping[str, object],
    also: ColumnElement[bool] | None = None,
) -> None:
    """Changes the account if it is still the one that was looked at, and `also` holds.

    Raises LookupError where it is not.
    """
    o = officers.c
    query = update(officers).where(
        o.id == attempt.officer.id,
        o.password_hash == attempt.password_hash,
        o.disabled_at.is_(None),
    )
    if attempt.second_factor:
        query = query.where(o.totp_secret == attempt.totp_secret)
    if also is not None:
        query = query.where(also)
    if conn.execute(query.values(**values)).rowcount != 1:
        raise LookupError("the account changed meanwhile")
