"""`make bench-console`: how fast the officers' pages are with a million complaints in the database.

The service runs as it does in the office, in a process of its own on the same machine; the pages
are asked for over HTTP by somebody who is signed in, one after the other, with different
parameters each time, so that nothing is answered from having just been asked. Filling the
database takes minutes; `--url` measures one that `tests.load.seed` has filled before.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import httpx
from sqlalchemy import Connection, func, select

from bot import clock
from console import cookies
from console.parts import STAFF, Options
from domain.people import Role
from storage.codec import load_complaint
from storage.engine import make_engine, reading, transaction
from storage.migrate import upgrade
from storage.people import everybody, open_session
from storage.tables import complaints
from tests.load.seed import fill
from tests.load.stack import Stack, database

_GOAL = 100.0  # Milliseconds, the 95th percentile of each page.
_WORDS = ("loket", "pungli", "belum jadi", "minta uang", "parkir", "reklame macet", "izin", "saya")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--complaints", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=60, help="for each page")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--url", help="a database that `tests.load.seed` has filled already")
    arguments = parser.parse_args()
    if arguments.url:
        asyncio.run(_filled(arguments.url, arguments.complaints))
        with tempfile.TemporaryDirectory(prefix="bale-load-") as name:
            measure(arguments.url, Path(name), arguments.requests)
        return
    for kind in arguments.database or ("sqlite", "postgresql"):
        with database(kind) as (folder, url):
            asyncio.run(_filled(url, arguments.complaints))
            measure(url, folder, arguments.requests)


async def _filled(url: str, count: int) -> None:
    """The database with complaints in it; filled now where it is empty."""
    engine = make_engine(url)
    await upgrade(engine)

    def have(conn: Connection) -> int:
        return int(conn.execute(select(func.count()).select_from(complaints)).scalar_one())

    if not await reading(engine, have):
        began = time.monotonic()

        def progress(done: int) -> None:
            print(f"\rfilling: {done:,} of {count:,}", end="", flush=True)

        await fill(engine, count, clock.now(), progress=progress)
        print(f"\rfilled with {count:,} complaints in {time.monotonic() - began:.0f} s")
    await engine.dispose()


def measure(url: str, folder: Path, requests: int) -> None:
    """The figures of one database on standard output."""
    stack = Stack(folder, url)
    try:
        port, _ = stack.start()
        print(f"\n{url.split(':')[0]}: {requests} requests for each page, milliseconds")
        print(f"{'page':<34} {'p50':>7} {'p95':>7} {'max':>7}")
        asyncio.run(_drive(url, f"http://127.0.0.1:{port}", requests))
        print(f"service: {stack.services[port].resident_mib():.0f} MiB")
    finally:
        stack.close()


async def _drive(url: str, base: str, requests: int) -> None:
    engine = make_engine(url)
    numbers = await reading(engine, _numbers)
    names = await reading(engine, _names)
    token = cookies.new_token()

    def sign_in(conn: Connection) -> None:
        now = clock.now()
        kepala = next(one for one in everybody(conn) if one.role is Role.KEPALA)
        open_session(
            conn,
            kepala.id,
            cookies.digest(token),
            now=now,
            expires_at=now + timedelta(hours=10),
            complete=True,
            device="bench",
        )

    await transaction(engine, sign_in)
    await engine.dispose()
    pick = random.Random(7)
    queue = f"{STAFF}/antrean"

    def asked(**query: str) -> str:
        return f"{queue}?{urlencode(query)}"

    pages: dict[str, Callable[[], str]] = {
        "queue": lambda: queue,
        "queue, due soon": lambda: asked(lihat="tenggat"),
        "queue, component": lambda: asked(komponen=pick.choice(("biaya", "sarana", "produk"))),
        "queue, medium": lambda: asked(kanal=pick.choice(("box", "desk", "whatsapp", "x"))),
        "all complaints": lambda: asked(lihat="semua"),
        "all, one component and medium": lambda: asked(
            lihat="semua", komponen=pick.choice(("biaya", "lainnya")), kanal="letter"
        ),
        "live counts": lambda: f"{queue}/kabar",
        "search, words": lambda: asked(lihat="semua", q=pick.choice(_WORDS)),
        "search among open": lambda: asked(q=pick.choice(_WORDS)),
        "search, name": lambda: asked(lihat="semua", q=pick.choice(names)),
        "complaint": lambda: f"{STAFF}/aduan/{pick.choice(numbers)}",
        "dashboard": lambda: f"{STAFF}/dasbor",
    }
    # The options decide the cookie's name; the bench is served without https.
    cookie = {cookies.name(Options(secure=True)): token, cookies.name(Options()): token}
    async with httpx.AsyncClient(base_url=base, cookies=cookie, trust_env=False) as client:
        for name, address in pages.items():
            await _page(client, name, address, requests)


async def _page(
    client: httpx.AsyncClient, name: str, address: Callable[[], str], requests: int
) -> None:
    took = []
    for _ in range(requests + 3):
        where = address()
        began = time.perf_counter()
        answer = await client.get(where, timeout=60)
        took.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{where} answered {answer.status_code}")
    took = sorted(took[3:])  # The first ones compile templates and open connections.
    p95 = took[min(len(took) - 1, int(len(took) * 0.95))]
    mark = "" if p95 < _GOAL else f"  over {_GOAL:.0f} ms"
    print(f"{name:<34} {statistics.median(took):7.1f} {p95:7.1f} {took[-1]:7.1f}{mark}", flush=True)


def _numbers(conn: Connection) -> list[str]:
    """Some complaints' numbers from all years."""
    ids = select(func.max(complaints.c.id)).scalar_subquery()
    last = conn.execute(select(ids)).scalar_one()
    wanted = [1 + step * (last - 1) // 499 for step in range(500)]
    query = select(complaints.c.number).where(complaints.c.id.in_(wanted))
    return list(conn.execute(query).scalars())


def _names(conn: Connection) -> list[str]:
    """Names that are in the database, to be searched for."""

    query = select(complaints.c.document).order_by(complaints.c.id.desc()).limit(300)
    found = [load_complaint(row.document).facts for row in conn.execute(query)]
    return [facts.name for facts in found if facts.name and not facts.confidential]


if __name__ == "__main__":
    main()
