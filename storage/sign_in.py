"""Sessions that a success opens, and the one-time links with which a password is set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from domain.people import Officer
from domain.sign_in import LINK_LASTS
from storage.office_tables import officers, public_tries, sessions, setup_links
from storage.people import by_ids, end_session, end_sessions, note, officer_of, open_session
from storage.second_factor import (
    begin_second_factor,
    confirm_second_factor,
    use_recovery,
    use_step,
)
from storage.tries import STRANGER, STRANGERS_KEPT, Try, forgive, take_back

# How long what ended is kept: sessions longer, so that an admin sees when somebody was last here.
_LINKS_KEPT = timedelta(days=1)
_SESSIONS_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Opening:
    """The session that a success opens. replaces: the digest of the one before it, or ""."""

    digest: str
    expires_at: datetime
    complete: bool
    device: str
    replaces: str = ""


def password_was_right(
    conn: Connection,
    attempt: Try,
    opening: Opening,
    now: datetime,
    *,
    rehashed: str = "",
    secret: str = "",
) -> None:
    """Opens the session, which is complete where no second factor is wanted.

    rehashed: the same password, hashed with the settings of today. secret: of a second factor
    that has to be set up first. Raises LookupError where the account changed meanwhile.
    """
    if opening.complete:
        forgive(conn, attempt, {"password_hash": rehashed} if rehashed else None)
    else:
        take_back(conn, attempt)
    if secret:
        begin_second_factor(conn, attempt.officer.id, secret)
    open_in_place(conn, attempt.officer.id, opening, now)


def step_was_right(
    conn: Connection, attempt: Try, step: int, opening: Opening, now: datetime
) -> None:
    """Opens the session for the code of a time step. Raises LookupError where it was used."""
    use_step(conn, attempt, step)
    open_in_place(conn, attempt.officer.id, opening, now)


def recovery_was_right(
    conn: Connection, attempt: Try, digest: str, opening: Opening, now: datetime
) -> None:
    """Opens the session for a recovery code. Raises LookupError where it was used."""
    use_recovery(conn, attempt, digest, now)
    open_in_place(conn, attempt.officer.id, opening, now)


def finish_set_up(
    conn: Connection,
    officer: Officer,
    secret: str,
    step: int,
    recovery: Sequence[str],
    opening: Opening,
    now: datetime,
) -> None:
    """Switches the second factor on with its first code and opens the session.

    recovery: digests of new codes. Raises LookupError where another secret waits by now.
    """
    confirm_second_factor(conn, officer.id, secret, step, recovery, now, actor=officer.username)
    open_in_place(conn, officer.id, opening, now)


def open_in_place(conn: Connection, officer_id: int, opening: Opening, now: datetime) -> None:
    """Opens a session and ends the one that it replaces: what was known before is worth nothing."""
    if opening.replaces:
        end_session(conn, opening.replaces, now)
    open_session(
        conn,
        officer_id,
        opening.digest,
        now=now,
        expires_at=opening.expires_at,
        complete=opening.complete,
        device=opening.device,
    )


def set_password(
    conn: Connection, attempt: Try, password_hash: str, now: datetime, *, keep: str
) -> None:
    """Changes the password of somebody who gave the old one, and ends all sessions but `keep`.

    Links that still wait are void as well. Raises LookupError where the account changed meanwhile.
    """
    forgive(conn, attempt, {"password_hash": password_hash})
    officer = attempt.officer
    end_sessions(conn, officer.id, now, but=keep)
    void_links(conn, officer.id, now)
    note(conn, "password_changed", officer.id, now, actor=officer.username)


# --- One-time links ---------------------------------------------------------------------------


def make_link(
    conn: Connection, officer_id: int, digest: str, now: datetime, *, actor: str
) -> datetime:
    """Notes a new link and voids the earlier ones; until when it is valid.

    digest: of the token in the link, which nobody but its reader ever has.
    """
    void_links(conn, officer_id, now)
    expires_at = now + LINK_LASTS
    conn.execute(
        insert(setup_links).values(digest=digest, officer_id=officer_id, expires_at=expires_at)
    )
    note(conn, "link_made", officer_id, now, actor=actor)
    return expires_at


def void_links(conn: Connection, officer_id: int, now: datetime) -> None:
    """No link of this officer works any more."""
    link = setup_links.c
    waiting = update(setup_links).where(link.officer_id == officer_id, link.used_at.is_(None))
    conn.execute(waiting.values(used_at=now))


def link_owner(conn: Connection, digest: str, now: datetime) -> Officer:
    """Whose password this link sets. Raises LookupError where it was used, or is too old."""
    link = setup_links.c
    query = (
        select(officers)
        .join_from(setup_links, officers, link.officer_id == officers.c.id)
        .where(
            link.digest == digest,
            link.used_at.is_(None),
            link.expires_at > now,
            officers.c.disabled_at.is_(None),
        )
    )
    row = conn.execute(query).first()
    if row is None:
        raise LookupError("there is no such link")
    return officer_of(row)


def use_link(conn: Connection, digest: str, password_hash: str, now: datetime) -> Officer:
    """Sets the password, opens the account and ends its sessions. Raises LookupError as above."""
    link = setup_links.c
    used = (
        update(setup_links)
        .where(link.digest == digest, link.used_at.is_(None), link.expires_at > now)
        .values(used_at=now)
        .returning(link.officer_id)
    )
    officer_id = conn.execute(used).scalar()
    if officer_id is None:
        raise LookupError("there is no such link")
    opened = update(officers).where(officers.c.id == officer_id, officers.c.disabled_at.is_(None))
    values = {"password_hash": password_hash, "failures": 0, "locked_until": None}
    if conn.execute(opened.values(**values)).rowcount != 1:
        raise LookupError("the account is disabled")
    officer = by_ids(conn, [officer_id])[officer_id]
    end_sessions(conn, officer_id, now)
    note(conn, "password_set_by_link", officer_id, now, actor=officer.username)
    return officer


def forget_ended(conn: Connection, now: datetime) -> dict[str, int]:
    """Deletes sessions, links and strangers' tries that are over for long; how many of each."""
    s, t, link = sessions.c, public_tries.c, setup_links.c
    queries = {
        "sessions": delete(sessions).where(s.expires_at < now - _SESSIONS_KEPT),
        "links": delete(setup_links).where(link.expires_at < now - _LINKS_KEPT),
        "strangers": delete(public_tries).where(t.what == STRANGER, t.at < now - STRANGERS_KEPT),
    }
    return {what: conn.execute(query).rowcount for what, query in queries.items()}
