"""The people of the office and the browsers in which they are signed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, select, update

from domain.complaint import AuditEvent
from domain.people import Officer, Role
from storage.audit import Happened, append
from storage.columns import AnyRow, insert
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
    row = conn.execute(
        insert(conn, officers)
        .values(
            username=username,
            name=name.strip(),
            role=role.value,
            level=level,
            position=position.strip(),
            superior_id=superior_id,
            created_at=now,
        )
        # Two admins may make the same account at the same moment.
        .on_conflict_do_nothing(index_elements=["username"])
        .returning(officers)
    ).first()
    if row is None:
        raise ValueError(f"nama pengguna '{username}' sudah dipakai")
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
    """A session that holds. complete: the second factor was given, or is not wanted.

    second_factor: whether this officer has one switched on.
    """

    officer: Officer
    digest: str
    complete: bool
    seen_at: datetime
    second_factor: bool = False


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
        insert(conn, sessions).values(
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
        .where(s.digest == digest, _holds(now, idle), officers.c.disabled_at.is_(None))
    )
    row = conn.execute(query).first()
    if row is None:
        raise LookupError("there is no such session")
    second = row.totp_confirmed_at is not None
    return SignedIn(officer_of(row), digest, row.complete, row.seen_at, second)


def _holds(now: datetime, idle: timedelta) -> ColumnElement[bool]:
    """Whether a session neither ended nor expired."""
    s = sessions.c
    return s.ended_at.is_(None) & (s.expires_at > now) & (s.seen_at > now - idle)


def wants_touch(session: SignedIn, now: datetime) -> bool:
    """Whether it is time to note that the session is in use."""
    return now - session.seen_at > _TOUCH_AFTER


def touch_session(conn: Connection, digest: str, now: datetime) -> None:
    conn.execute(update(sessions).where(sessions.c.digest == digest).values(seen_at=now))


def end_session(conn: Connection, digest: str, now: datetime) -> None:
    """Signs this browser out."""
    live = update(sessions).where(sessions.c.digest == digest, sessions.c.ended_at.is_(None))
    conn.execute(live.values(ended_at=now))


@dataclass(frozen=True, slots=True)
class Browser:
    """A place where somebody is signed in, for a list of them."""

    digest: str
    device: str
    created_at: datetime
    seen_at: datetime


def browsers_of(conn: Connection, officer_id: int, now: datetime, idle: timedelta) -> list[Browser]:
    """Where this officer is signed in, the one that was used last at the head."""
    s = sessions.c
    query = (
        select(s.digest, s.device, s.created_at, s.seen_at)
        .where(s.officer_id == officer_id, s.complete, _holds(now, idle))
        .order_by(s.seen_at.desc(), s.digest)
    )
    return [Browser(*row) for row in conn.execute(query)]


def end_sessions(
    conn: Connection, officer_id: int, now: datetime, *, but: str = "", only: str = ""
) -> int:
    """Signs an officer out everywhere; how many sessions that were.

    but: the digest of the one that stays. only: the digest of the one that ends.
    """
    s = sessions.c
    query = update(sessions).where(
        s.officer_id == officer_id, s.ended_at.is_(None), s.expires_at > now
    )
    if but:
        query = query.where(s.digest != but)
    if only:
        query = query.where(s.digest == only)
    return conn.execute(query.values(ended_at=now)).rowcount


def note(
    conn: Connection,
    name: str,
    officer_id: int,
    now: datetime,
    *,
    actor: str,
    **data: str | int | bool | None,
) -> None:
    """Writes down what was done to an account, for ever. actor: a username; data: nobody's name."""
    event = AuditEvent(name, actor=actor, data={"officer": officer_id, **data})
    append(conn, [Happened(event, now)])
