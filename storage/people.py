"""The people of the office and the browsers in which they are signed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from domain.people import Officer, Role
from storage.columns import AnyRow
from storage.office_tables import officers, sessions

_TOUCH_AFTER = timedelta(minutes=1)  # A page that asks every few seconds writes nothing.


def add_officer(
    conn: Connection,
    *,
    username: str,
    name: str,
    role: Role,
    now: datetime,
    level: int = 0,
    position: str = "",
    superior_id: int | None = None,
) -> Officer:
    """A new account without a password. username is kept in small letters.

    Raises ValueError where the username is taken.
    """
    username = username.strip().lower()
    if conn.execute(select(officers.c.id).where(officers.c.username == username)).first():
        raise ValueError(f"nama pengguna '{username}' sudah dipakai")
    row = conn.execute(
        insert(officers)
        .values(
            username=username,
            name=name.strip(),
            role=role.value,
            level=level,
            position=position.strip(),
            superior_id=superior_id,
            created_at=now,
        )
        .returning(officers)
    ).one()
    return officer_of(row)


def officer_of(row: AnyRow) -> Officer:
    return Officer(
        id=row.id,
        username=row.username,
        name=row.name,
        role=Role(row.role),
        level=row.level,
        position=row.position,
        superior_id=row.superior_id,
    )


def everybody(conn: Connection, *, disabled: bool = False) -> list[Officer]:
    """All who can sign in, by name; with `disabled` also those who no longer can."""
    query = select(officers).order_by(officers.c.name, officers.c.id)
    if not disabled:
        query = query.where(officers.c.disabled_at.is_(None))
    return [officer_of(row) for row in conn.execute(query)]


def by_ids(conn: Connection, ids: Iterable[int]) -> dict[int, Officer]:
    """Those of the ids that exist, disabled ones too."""
    wanted = set(ids)
    if not wanted:
        return {}
    query = select(officers).where(officers.c.id.in_(wanted))
    return {row.id: officer_of(row) for row in conn.execute(query)}


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that holds. complete: the second factor was given, or is not wanted."""

    officer: Officer
    digest: str
    complete: bool
    seen_at: datetime


def open_session(
    conn: Connection,
    officer_id: int,
    digest: str,
    *,
    now: datetime,
    expires_at: datetime,
    complete: bool,
    device: str,
) -> None:
    """Notes a browser that signed in. digest: of the token in its cookie."""
    conn.execute(
        insert(sessions).values(
            digest=digest,
            officer_id=officer_id,
            created_at=now,
            seen_at=now,
            expires_at=expires_at,
            complete=complete,
            device=device[:200],
        )
    )


def signed_in(conn: Connection, digest: str, now: datetime, idle: timedelta) -> SignedIn:
    """The session of this digest. Raises LookupError where it ended, expired or never was."""
    s = sessions.c
    query = (
        select(officers, s.seen_at, s.complete)
        .join_from(sessions, officers, s.officer_id == officers.c.id)
        .where(
            s.digest == digest,
            s.ended_at.is_(None),
            s.expires_at > now,
            s.seen_at > now - idle,
            officers.c.disabled_at.is_(None),
        )
    )
    row = conn.execute(query).first()
    if row is None:
        raise LookupError("there is no such session")
    return SignedIn(officer_of(row), digest, row.complete, row.seen_at)


def wants_touch(session: SignedIn, now: datetime) -> bool:
    """Whether it is time to note that the session is in use."""
    return now - session.seen_at > _TOUCH_AFTER


def touch_session(conn: Connection, digest: str, now: datetime) -> None:
    conn.execute(update(sessions).where(sessions.c.digest == digest).values(seen_at=now))


def end_session(conn: Connection, digest: str, now: datetime) -> None:
    """Signs this browser out."""
    live = update(sessions).where(sessions.c.digest == digest, sessions.c.ended_at.is_(None))
    conn.execute(live.values(ended_at=now))
