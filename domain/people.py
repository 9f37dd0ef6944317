"""Who works at the complaint desk, and what each role may see and do.

One table says it for domain, console and tests alike, so that a page that forgets to ask cannot
exist without a test that fails. Source of the roles: component 6, point 7, and component 10
(internal supervision by levels, functional supervision by the Inspektorat) of the standard.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import AccountError


class Role(StrEnum):
    PETUGAS = "petugas"  # Complaint officer: takes in, handles, answers.
    ATASAN = "atasan"  # Head of a section or division; several levels above the petugas.
    KEPALA = "kepala"  # Head of the office: approves what goes to the Inspektorat.
    INSPEKTORAT = "inspektorat"  # APIP: sees only the complaints that were given to it.
    ADMIN = "admin"  # Keeps accounts and settings; reads no complaint.


class May(StrEnum):
    """Something that a role may do. A page or an action names the one that it needs."""

    SEE_QUEUE = "see_queue"  # All complaints, names masked in lists.
    SEE_GIVEN = "see_given"  # The complaints that were given to the Inspektorat, no others.
    SEE_CONTACT = "see_contact"  # Name and number of an ordinary reporter, on the complaint.
    REVEAL = "reveal"  # A masked name of an ordinary reporter, after a click with a reason.
    REVEAL_CONFIDENTIAL = "reveal_confidential"  # The same where the reporter asked for secrecy.
    WORK = "work"  # Take up, worksheet, category, agencies, facts, merge, notes.
    CORRECT = "correct"  # What the bot took the report for.
    ANSWER = "answer"  # Answer, ask the citizen, hold the conversation, close by hand.
    ASSIGN = "assign"  # Give a complaint to somebody else.
    APPROVE = "approve"  # Approve that APIP is involved.
    INSPECT = "inspect"  # Write the Inspektorat's finding.
    RECORD = "record"  # Enter what came by a medium that no software sees.
    SEE_DASHBOARD = "see_dashboard"
    EXPORT = "export"  # Lists as files, masked.
    EXPORT_NAMES = "export_names"  # The same with names and numbers.
    MANAGE_PEOPLE = "manage_people"  # Accounts, sessions, the check of the audit chain.


_DESK = {May.SEE_QUEUE, May.WORK, May.CORRECT, May.ANSWER, May.ASSIGN, May.EXPORT}

ALLOWED: dict[Role, frozenset[May]] = {
    # Intake knows who reports, also where it is confidential; later handlers do not.
    Role.PETUGAS: frozenset(
        _DESK | {May.SEE_CONTACT, May.REVEAL, May.REVEAL_CONFIDENTIAL, May.RECORD}
    ),
    Role.ATASAN: frozenset(_DESK | {May.REVEAL, May.SEE_DASHBOARD}),
    Role.KEPALA: frozenset(_DESK | {May.REVEAL, May.SEE_DASHBOARD, May.APPROVE, May.EXPORT_NAMES}),
    Role.INSPEKTORAT: frozenset({May.SEE_GIVEN, May.REVEAL, May.INSPECT}),
    Role.ADMIN: frozenset({May.MANAGE_PEOPLE}),
}

KEPALA_LEVEL = 9  # Above every level of atasan.


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who signs in.

    level: 0 for petugas, 1 to 8 for atasan from the lowest up, KEPALA_LEVEL for the kepala; the
    Inspektorat and admin stand outside the ladder with 0. position: as it stands in letters
    ("Kepala Bidang Pengaduan"). superior_id: the direct superior's id, None where nobody is set.
    """

    id: int
    username: str
    name: str
    role: Role
    level: int = 0
    position: str = ""
    superior_id: int | None = None

    def may(self, what: May) -> bool:
        return what in ALLOWED[self.role]


# --- Accounts ---------------------------------------------------------------------------------

LONGEST_NAME = 120  # Characters, of a name and of a position alike.
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
_ON_THE_LADDER = (Role.PETUGAS, Role.ATASAN)  # Who reports to a superior inside the office.


@dataclass(frozen=True, slots=True)
class Draft:
    """An account as somebody typed it in: `checked` makes it fit or says what is wrong."""

    username: str
    name: str
    role: Role
    level: int = 0
    position: str = ""
    superior_id: int | None = None


def checked(draft: Draft, superior: Officer | None) -> Draft:
    """The draft with what follows from the role filled in.

    superior: whom `superior_id` names, None where nobody is named. Raises AccountError with a
    sentence and the field it is about.
    """
    username = draft.username.strip().lower()
    if not _USERNAME.fullmatch(username):
        raise AccountError(
            "Nama pengguna berisi 3 sampai 40 huruf kecil, angka, titik, garis bawah atau garis "
            "hubung, dan dimulai dengan huruf atau angka.",
            field="username",
        )
    name, position = one_line(draft.name), one_line(draft.position)
    if not name:
        raise AccountError("Tulis nama orangnya.", field="name")
    for text, field, what in ((name, "name", "Nama"), (position, "position", "Jabatan")):
        if len(text) > LONGEST_NAME:
            raise AccountError(f"{what} paling panjang {LONGEST_NAME} huruf.", field=field)
    level = level_of(draft.role, draft.level)
    if superior is not None:
        _check_superior(draft.role, level, superior)
    return Draft(
        username, name, draft.role, level, position, None if superior is None else superior.id
    )


def level_of(role: Role, level: int) -> int:
    """The level that goes with a role: only an atasan's is chosen. Raises AccountError."""
    if role is Role.KEPALA:
        return KEPALA_LEVEL
    if role is not Role.ATASAN:
        return 0
    if not 1 <= level < KEPALA_LEVEL:
        raise AccountError(
            f"Jenjang atasan adalah angka 1 (paling dekat dengan petugas) sampai "
            f"{KEPALA_LEVEL - 1}.",
            field="level",
        )
    return level


def _check_superior(role: Role, level: int, superior: Officer) -> None:
    if role not in _ON_THE_LADDER:
        raise AccountError(
            "Hanya petugas dan atasan yang punya atasan langsung di sini; kosongkan.",
            field="superior",
        )
    if superior.role not in (Role.ATASAN, Role.KEPALA) or superior.level <= level:
        raise AccountError(
            "Atasan langsung harus atasan atau kepala dengan jenjang yang lebih tinggi.",
            field="superior",
        )


def one_line(text: str) -> str:
    """The text without line breaks, control characters and double spaces."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
