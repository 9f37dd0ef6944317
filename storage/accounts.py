"""What an admin does with accounts. Each act leaves an event behind, with nobody's name in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select, update

from domain.errors import AccountError
from domain.people import Draft, Officer, Role, checked
from storage.columns import AnyRow, insert
from storage.office_tables import officers, sessions
from storage.people import add_officer, by_ids, end_sessions, note, officer_of
from storage.second_factor import end_second_factor
from storage.sign_in import make_link, void_links
from storage.tables import complaints, is_open
from storage.tries import locked_row

FIRST_ADMIN = "admin"  # The username of whoever installs the program.


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody's account, as an admin sees it.

    ready: a password was set. last_use: of any session, None where none is known any more.
    """

    officer: Officer
    ready: bool
    second_factor: bool
    disabled: bool
    locked_until: datetime | None
    last_use: datetime | None


def accounts(conn: Connection) -> list[Account]:
    """Everybody by name, disabled accounts last."""
    o = officers.c
    rows = conn.execute(_accounts().order_by(o.disabled_at.is_not(None), o.name, o.id))
    return [_account(row) for row in rows]


def account(conn: Connection, officer_id: int) -> Account:
    """One account. Raises LookupError."""
    row = conn.execute(_accounts().where(officers.c.id == officer_id)).first()
    if row is None:
        raise LookupError("there is no such officer")
    return _account(row)


def _accounts() -> Select[Any]:
    s = sessions.c
    last = select(func.max(s.seen_at)).where(s.officer_id == officers.c.id).scalar_subquery()
    return select(officers, last.label("last_use"))


def _account(row: AnyRow) -> Account:
    return Account(
        officer_of(row),
        ready=row.password_hash is not None,
        second_factor=row.totp_confirmed_at is not None,
        disabled=row.disabled_at is not None,
        locked_until=row.locked_until,
        last_use=row.last_use,
    )


def open_complaints_of(conn: Connection, officer_id: int) -> int:
    """How many open complaints are assigned to this officer."""
    query = select(func.count()).where(is_open, complaints.c.assignee_id == officer_id)
    return conn.execute(query).scalar_one()


def create_account(
    conn: Connection, draft: Draft, link: str, now: datetime, *, actor: str
) -> tuple[Officer, datetime]:
    """A new account and its one-time link; until when the link is valid.

    link: the digest of the link's token. Raises AccountError.
    """
    draft = checked(draft, _superior(conn, draft.superior_id))
    try:
        officer = add_officer(
            conn,
            username=draft.username,
            name=draft.name,
            role=draft.role,
            level=draft.level,
            position=draft.position,
            superior_id=draft.superior_id,
            now=now,
        )
    except ValueError as error:
        raise AccountError(
            f"Nama pengguna “{draft.username}” sudah dipakai. Pilih yang lain.", field="username"
        ) from error
    note(
        conn,
        "officer_created",
        officer.id,
        now,
        actor=actor,
        role=officer.role.value,
        level=officer.level,
    )
    return officer, make_link(conn, officer.id, link, now, actor=actor)


def change_account(
    conn: Connection, officer_id: int, draft: Draft, now: datetime, *, actor: str
) -> Officer:
    """Changes name, role, level, position and superior; the username stays.

    Raises AccountError, and LookupError where there is no such account.
    """
    before = _for_change(conn, officer_id)
    superior = _superior(conn, draft.superior_id)
    new = checked(draft, superior)
    if new.role is not Role.ADMIN:
        _keep_an_admin(conn, before)
    _keep_the_ladder(conn, officer_id, new)
    values = {
        "name": new.name,
        "role": new.role.value,
        "level": new.level,
        "position": new.position,
        "superior_id": new.superior_id,
    }
    changed = [field for field, value in values.items() if getattr(before, field) != value]
    if not changed:
        return officer_of(before)
    query = update(officers).where(officers.c.id == officer_id).values(**values)
    officer = officer_of(conn.execute(query.returning(officers)).one())
    note(
        conn,
        "officer_changed",
        officer_id,
        now,
        actor=actor,
        changed=" ".join(changed),
        role=officer.role.value,
        level=officer.level,
    )
    return officer


def disable_account(conn: Connection, officer_id: int, now: datetime, *, actor: str) -> None:
    """Nobody signs in with it any more; sessions and links end at once.

    Raises AccountError for the last admin, LookupError where there is no such account.
    """
    row = _for_change(conn, officer_id)
    _keep_an_admin(conn, row)
    if row.disabled_at is not None:
        return
    conn.execute(update(officers).where(officers.c.id == officer_id).values(disabled_at=now))
    end_sessions(conn, officer_id, now)
    void_links(conn, officer_id, now)
    note(conn, "officer_disabled", officer_id, now, actor=actor)


def enable_account(conn: Connection, officer_id: int, now: datetime, *, actor: str) -> None:
    """It works again, with the password of before. Raises LookupError."""
    if _for_change(conn, officer_id).disabled_at is None:
        return
    conn.execute(update(officers).where(officers.c.id == officer_id).values(disabled_at=None))
    note(conn, "officer_enabled", officer_id, now, actor=actor)


def renew_link(
    conn: Connection, officer_id: int, link: str, now: datetime, *, actor: str
) -> datetime:
    """A new one-time link for an account; until when it is valid.

    The password of before works until the link is used. Raises AccountError where the account is
    disabled, LookupError where there is none.
    """
    if _for_change(conn, officer_id).disabled_at is not None:
        raise AccountError("Akun ini dinonaktifkan. Aktifkan dulu, lalu buat tautannya.")
    return make_link(conn, officer_id, link, now, actor=actor)


def sign_out(conn: Connection, officer_id: int, now: datetime, *, actor: str) -> int:
    """Ends all sessions of somebody else; how many. Raises LookupError."""
    _for_change(conn, officer_id)
    ended = end_sessions(conn, officer_id, now)
    note(conn, "sessions_ended", officer_id, now, actor=actor, count=ended)
    return ended


def drop_second_factor(conn: Connection, officer_id: int, now: datetime, *, actor: str) -> None:
    """Switches it off for somebody who lost phone and codes, and signs them out everywhere.

    Raises LookupError.
    """
    _for_change(conn, officer_id)
    end_second_factor(conn, officer_id, now, actor=actor)
    end_sessions(conn, officer_id, now)


def first_admin(conn: Connection, link: str, now: datetime) -> bool:
    """Where nobody has an account yet: the first admin's, with a new one-time link.

    Each start makes a new link, until the first one was used; it voids the one before. False
    where there are accounts already, and nothing is made.
    """
    made = insert(conn, officers).values(
        username=FIRST_ADMIN, name="Admin", role=Role.ADMIN.value, created_at=now
    )
    if not conn.execute(select(officers.c.id).limit(1)).first():
        # Several processes may start at the same moment.
        conn.execute(made.on_conflict_do_nothing(index_elements=["username"]))
    rows = conn.execute(select(officers).limit(2).with_for_update()).all()
    fresh = len(rows) == 1 and _is_first(rows[0])
    if fresh:
        make_link(conn, rows[0].id, link, now, actor="system")
    return fresh


def _is_first(row: AnyRow) -> bool:
    """Whether this is the account that the first start makes, and nobody has used it yet."""
    waits = row.password_hash is None and row.role == Role.ADMIN.value
    return bool(waits and row.username == FIRST_ADMIN)


def _for_change(conn: Connection, officer_id: int) -> AnyRow:
    """The account's row, held until the end of this transaction; all admins' with it."""
    o = officers.c
    # Two admins who take each other's role at the same moment would leave none behind.
    admins = select(o.id).where(o.role == Role.ADMIN.value).order_by(o.id).with_for_update()
    conn.execute(admins).all()
    row = locked_row(conn, o.id == officer_id)
    if row is None:
        raise LookupError("there is no such officer")
    return row


def _keep_an_admin(conn: Connection, row: AnyRow) -> None:
    """Somebody has to be left who can let others in. Raises AccountError."""
    if row.role != Role.ADMIN.value or row.disabled_at is not None:
        return
    o = officers.c
    others = select(o.id).where(
        o.role == Role.ADMIN.value,
        o.id != row.id,
        o.disabled_at.is_(None),
        o.password_hash.is_not(None),
    )
    if conn.execute(others.limit(1)).first() is None:
        raise AccountError(
            "Ini satu-satunya admin yang bisa masuk. Jadikan orang lain admin dulu, tunggu sampai "
            "ia mengatur kata sandinya, baru ubah yang ini.",
            field="role",
        )


def _keep_the_ladder(conn: Connection, officer_id: int, new: Draft) -> None:
    """Whoever is somebody's superior stays above them. Raises AccountError."""
    o = officers.c
    leads = new.role in (Role.ATASAN, Role.KEPALA)
    below = select(func.count()).where(o.superior_id == officer_id, o.disabled_at.is_(None))
    if leads:
        below = below.where(o.level >= new.level)
    if count := conn.execute(below).scalar_one():
        raise AccountError(
            f"Masih menjadi atasan langsung {count} orang yang jenjangnya tidak lebih rendah. "
            "Pilihkan atasan lain untuk mereka dulu.",
            field="role",
        )


def _superior(conn: Connection, officer_id: int | None) -> Officer | None:
    if officer_id is None:
        return None
    found = by_ids(conn, [officer_id]).get(officer_id)
    if found is None or account(conn, officer_id).disabled:
        raise AccountError("Atasan langsung ini tidak ada atau dinonaktifkan.", field="superior")
    return found
