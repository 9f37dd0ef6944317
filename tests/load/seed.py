"""`python -m tests.load.seed`: a database as after years of work, by the project's own code.

Numbers, search index and audit chain are made by the functions that the service uses. The same
seed gives the same complaints. `tests/load/invented.py` makes them up.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import clock
from bot.office import build_office
from bot.settings import load_settings
from domain.calendar import wib_day
from domain.complaint import (
    Complaint,
)
from domain.dialogue import State
from domain.messages import SMS, TELEGRAM, WHATSAPP, Address
from domain.people import KEPALA_LEVEL, Officer, Role
from storage import complaints as registry
from storage.audit import Happened, append
from storage.codec import dump_state
from storage.engine import make_engine, reading, transaction, unhurried
from storage.migrate import upgrade
from storage.people import add_officer, everybody
from storage.tables import complaints, contacts, conversations, inbox, outbox
from tests.load.invented import Seed, Seeder

CONFIG = Path(__file__).resolve().parents[2] / "config.yml"
BATCH = 2000


async def people(engine: AsyncEngine, now: datetime) -> list[Officer]:
    """An office: petugas, two levels of atasan, kepala, inspektorat, admin. No passwords."""

    def make(conn: Connection) -> list[Officer]:
        def add(username: str, role: Role, level: int = 0, superior: int | None = None) -> Officer:
            name = f"Contoh {username.replace('-', ' ').title()}"
            return add_officer(
                conn,
                username=username,
                name=name,
                role=role,
                now=now,
                level=level,
                superior_id=superior,
            )

        kepala = add("kepala", Role.KEPALA, KEPALA_LEVEL)
        bidang = add("kabid", Role.ATASAN, 2, kepala.id)
        seksi = add("kasi", Role.ATASAN, 1, bidang.id)
        desk = [add(f"petugas-{place}", Role.PETUGAS, 0, seksi.id) for place in range(1, 9)]
        rest = [add("inspektorat", Role.INSPEKTORAT), add("admin", Role.ADMIN)]
        return [kepala, bidang, seksi, *desk, *rest]

    return await transaction(engine, make)


async def fill(
    engine: AsyncEngine,
    count: int,
    now: datetime,
    *,
    seed: int = 1,
    progress: Callable[[int], None] = lambda done: None,
    staff: Sequence[Officer] = (),
) -> list[Officer]:
    """Fills a migrated database up to `count` complaints; gives the people of the office.

    staff: who works there, made up where nobody is given. What was interrupted goes on where it
    ended, and gives the same complaints as in one go.
    """
    # Beside other work a batch may take longer than anybody at a webhook would wait.
    engine = unhurried(engine)
    office = build_office(load_settings(CONFIG, environ={}), wib_day(now))
    done, officers = await reading(engine, _already)
    officers = list(staff) or officers or await people(engine, now)
    seeder = Seeder(office, now, officers, seed)
    while done < count:
        size = min(BATCH, count - done)
        await transaction(engine, _store, seeder.batch(done, size, count), done)
        done += size
        progress(done)
    await transaction(engine, _settle)
    if engine.dialect.name == "postgresql":
        # What its autovacuum does in an office overnight; without it no index stands for its rows.
        async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            await connection.execute(text("VACUUM (ANALYZE)"))
    return officers


def _already(conn: Connection) -> tuple[int, list[Officer]]:
    there = conn.execute(select(func.count()).select_from(complaints)).scalar_one()
    return int(there), everybody(conn)


def _store(conn: Connection, seeds: list[Seed], before: int) -> None:
    """One batch. Contacts and conversations get ids of ours, so that nothing is asked back."""
    known: dict[Address, int] = {}
    wanted = sorted({seed.address.value for seed in seeds})
    query = select(conversations.c.id, conversations.c.channel, conversations.c.address)
    for row in conn.execute(query.where(conversations.c.address.in_(wanted))):
        known[Address(row.channel, row.address)] = row.id
    persons: dict[str, int] = {}
    people_here = sorted({seed.address.person for seed in seeds})
    for row in conn.execute(select(contacts).where(contacts.c.person.in_(people_here))):
        persons[row.person] = row.id
    new_contacts, new_places, arrived, sent = [], [], [], []
    for place, seed in enumerate(seeds, before + 1):
        at = seed.complaint.received_at
        if seed.address.person not in persons:
            persons[seed.address.person] = place
            new_contacts.append({"id": place, "person": seed.address.person, "created_at": at})
        if seed.address not in known:
            known[seed.address] = place
            new_places.append(_conversation(seed, place, persons[seed.address.person], at))
        arrived.append(_message(seed, place, known[seed.address]))
    for table, values in ((contacts, new_contacts), (conversations, new_places), (inbox, arrived)):
        if values:
            conn.execute(insert(table), values)
    numbered = registry.numbered(conn, [seed.complaint for seed in seeds])
    stored = registry.add(
        conn,
        [
            (complaint, persons[seed.address.person], known[seed.address])
            for complaint, seed in zip(numbered, seeds, strict=True)
        ],
    )
    happened = []
    for seed, complaint in zip(seeds, stored, strict=True):
        place = known[seed.address]
        for one in seed.events:
            event = replace(one.event, complaint=complaint.number)
            happened.append(Happened(event, one.at, place))
        sent += _replies(seed, complaint, place)
    append(conn, happened)
    if sent:
        conn.execute(insert(outbox), sent)


def _conversation(seed: Seed, place: int, contact: int, at: datetime) -> dict[str, Any]:
    return {
        "id": place,
        "contact_id": contact,
        "channel": seed.address.channel,
        "address": seed.address.value,
        "state": dump_state(State(last_inbound_at=at)),
        "last_inbound_at": at,
        "created_at": at,
    }


def _message(seed: Seed, place: int, conversation: int) -> dict[str, Any]:
    at = seed.complaint.received_at
    return {
        "conversation_id": conversation,
        "channel": seed.address.channel,
        "provider_message_id": f"seed-{place}",
        "text": seed.text,
        "attachments": "[]",
        "location": "null",
        "button": "",
        "edited": False,
        "profile_name": "",
        "sent_at": at,
        "received_at": at,
        "raw": "",
        "done": True,
        "processed_at": at,
    }


def _replies(seed: Seed, complaint: Complaint, place: int) -> list[dict[str, Any]]:
    if seed.address.channel not in (WHATSAPP, SMS, TELEGRAM):
        return []

    def row(purpose: str, words: str, at: datetime, status: str) -> dict[str, Any]:
        return {
            "conversation_id": place,
            "complaint_id": complaint.id,
            "complaint": complaint.number,
            "channel": seed.address.channel,
            "address": seed.address.value,
            "text": words,
            "options": "[]",
            "purpose": purpose,
            "template": "",
            "variables": "[]",
            "status": status,
            "due_at": at,
            "created_at": at,
            "sent_at": at if status != "failed" else None,
            "failed_at": at if status == "failed" else None,
        }

    rows = [row("receipt", f"Nomor {complaint.number}", complaint.registered_at, "delivered")]
    if complaint.answered_at:
        status = "failed" if seed.failed else "read"
        rows.append(row("answer", complaint.answer, complaint.answered_at, status))
    return rows


def _settle(conn: Connection) -> None:
    """The next id of rows that got ours, and statistics for the planner."""
    if conn.dialect.name == "postgresql":
        for table in (contacts, conversations):
            last = conn.execute(select(func.max(table.c.id))).scalar_one()
            sequence = func.pg_get_serial_sequence(table.name, "id")
            conn.execute(select(func.setval(sequence, last)))
    conn.execute(text("ANALYZE"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True, help="URL of a database that is new")
    parser.add_argument("--complaints", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    async def work() -> None:
        engine = make_engine(arguments.database)
        await upgrade(engine)
        began = time.monotonic()

        def progress(done: int) -> None:
            rate = done / (time.monotonic() - began)
            left = (arguments.complaints - done) / rate
            print(f"\r{done:,} of {arguments.complaints:,}, {left:.0f} s left ", end="", flush=True)

        await fill(
            engine, arguments.complaints, clock.now(), seed=arguments.seed, progress=progress
        )
        print(f"\n{arguments.complaints:,} complaints in {time.monotonic() - began:.0f} s")
        await engine.dispose()

    asyncio.run(work())


if __name__ == "__main__":
    main()
