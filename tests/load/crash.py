"""`make crash`: several processes on one database, redelivered webhooks, `kill -9` at random.

Afterwards the database is read from outside: every message that was answered 200 is there once,
was processed once and in its sender's order, and every reply was accepted by the provider. That a
reply is accepted twice may happen, where a process was killed between "accepted" and "noted".
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import time
import urllib.request
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from storage.codec import load_state
from storage.engine import make_engine, reading
from storage.tables import conversations, inbox, outbox
from tests.load.client import webhook
from tests.load.stack import Stack, database

_REDELIVERED = 0.2  # The share of webhooks that the provider sends once more.


@dataclass
class Figures:
    """What one run showed. The first five have to be zero."""

    lost: int = 0
    unprocessed: int = 0
    out_of_order: int = 0
    wrong_replies: int = 0
    unsent: int = 0
    messages: int = 0
    redeliveries: int = 0
    kills: int = 0
    sent_twice: int = 0
    seconds: float = 0.0

    @property
    def harm(self) -> int:
        return self.lost + self.unprocessed + self.out_of_order + self.wrong_replies + self.unsent


def run(kind: str, *, seconds: float, nodes: int, senders: int, pause: float, seed: int) -> Figures:
    """One run of about so many seconds, and what it showed."""
    changes = {"dialogue.burst_seconds": 300}
    with database(kind) as (folder, url):
        stack = Stack(folder, url, changes)
        try:
            ports = [stack.start()[0] for _ in range(nodes)]
            return asyncio.run(_run(stack, ports, url, seconds, senders, pause, seed))
        finally:
            stack.close()


async def _run(
    stack: Stack,
    ports: list[int],
    url: str,
    seconds: float,
    senders: int,
    pause: float,
    seed: int,
) -> Figures:
    chance = random.Random(seed)
    figures = Figures()
    began = time.monotonic()
    until = began + seconds
    said: dict[str, list[str]] = {}
    talks = [
        _talk(stack, ports, f"+62813{n:07d}", said, until, chance, figures) for n in range(senders)
    ]
    await asyncio.gather(_kill(stack, ports, until, pause, chance, figures), *talks)
    figures.messages = sum(len(texts) for texts in said.values())
    await _until_idle(url)
    figures.seconds = time.monotonic() - began
    engine = make_engine(url)
    try:
        await reading(engine, _inspect, said, figures)
        _compare(stack, await reading(engine, _outbox), figures)
    finally:
        await engine.dispose()
    return figures


async def _talk(
    stack: Stack,
    ports: list[int],
    sender: str,
    said: dict[str, list[str]],
    until: float,
    chance: random.Random,
    figures: Figures,
) -> None:
    """One citizen, who goes on only when the last message was answered 200, as providers do."""
    said[sender] = []
    number = 0
    while time.monotonic() < until:
        text = f"petugas loket {number} minta uang lagi, kejadian ke {number}"
        request = webhook(sender, f"SM{sender[1:]:0>16}{number:016d}", text)
        await _deliver(ports, request, chance)
        said[sender].append(text)
        if chance.random() < _REDELIVERED:
            figures.redeliveries += 1
            await _deliver(ports, request, chance)
        number += 1
        await asyncio.sleep(chance.uniform(0.0, 0.3))


async def _deliver(ports: list[int], request: bytes, chance: random.Random) -> None:
    """Until some process has answered 200; a killed one does not answer."""
    while True:
        try:
            async with asyncio.timeout(10):
                reader, writer = await asyncio.open_connection("127.0.0.1", chance.choice(ports))
                try:
                    writer.write(request)
                    head = await reader.readuntil(b"\r\n\r\n")
                finally:
                    writer.close()
            if head[9:12] == b"200":
                return
        except (OSError, EOFError, TimeoutError, asyncio.IncompleteReadError):
            pass
        await asyncio.sleep(0.1)


async def _kill(
    stack: Stack,
    ports: list[int],
    until: float,
    pause: float,
    chance: random.Random,
    figures: Figures,
) -> None:
    while time.monotonic() < until:
        await asyncio.sleep(chance.uniform(0.3 * pause, pause))
        port = chance.choice(ports)
        stack.services[port].kill()
        figures.kills += 1
        # In a thread, because the others go on meanwhile.
        await asyncio.to_thread(stack.start, port)


async def _until_idle(url: str) -> None:
    """Until nothing waits any more. Raises TimeoutError after three minutes."""
    engine = make_engine(url)
    try:
        async with asyncio.timeout(180):
            while await reading(engine, _waiting):  # noqa: ASYNC110 - other processes do it.
                await asyncio.sleep(0.2)
    finally:
        await engine.dispose()


def _waiting(conn: Connection) -> int:
    pending = conn.execute(select(func.coalesce(func.sum(conversations.c.pending), 0))).scalar_one()
    queued = select(func.count()).select_from(outbox).where(outbox.c.status == "queued")
    return int(pending) + int(conn.execute(queued).scalar_one())


def _inspect(conn: Connection, said: dict[str, list[str]], figures: Figures) -> None:
    """Compare what was said with what the database holds of it."""
    for sender, texts in said.items():
        row = conn.execute(
            select(conversations.c.id, conversations.c.state).where(
                conversations.c.address == sender
            )
        ).one_or_none()
        if row is None:
            figures.lost += len(texts)
            continue
        stored = conn.execute(
            select(inbox.c.text, inbox.c.done)
            .where(inbox.c.conversation_id == row.id)
            .order_by(inbox.c.id)
        ).all()
        figures.lost += len(set(texts) - {one.text for one in stored})
        figures.lost += abs(len(stored) - len(texts))  # Also what is there twice.
        figures.unprocessed += sum(not one.done for one in stored)
        draft = load_state(row.state).draft
        # Each statement is added to the matter when it is processed: once, and in order.
        if draft is None or draft.facts.matter.split("\n") != texts:
            figures.out_of_order += 1
        replies = conn.execute(
            select(func.count()).select_from(outbox).where(outbox.c.conversation_id == row.id)
        ).scalar_one()
        figures.wrong_replies += abs(replies - len(texts))


def _outbox(conn: Connection) -> list[tuple[str, str]]:
    columns = (outbox.c.status, outbox.c.provider_message_id)
    return [(row.status, row.provider_message_id) for row in conn.execute(select(*columns))]


def _compare(stack: Stack, rows: list[tuple[str, str]], figures: Figures) -> None:
    address = f"http://127.0.0.1:{stack.provider_port}/_control/accepted"
    with urllib.request.urlopen(address, timeout=60) as answer:
        accepted = Counter(one["sid"] for one in json.load(answer))
    figures.unsent = sum(status != "sent" or sid not in accepted for status, sid in rows)
    figures.sent_twice = sum(accepted.values()) - len(rows)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--senders", type=int, default=40)
    parser.add_argument("--pause", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    arguments = parser.parse_args()
    harm = 0
    for kind in arguments.database or ("sqlite", "postgresql"):
        figures = run(
            kind,
            seconds=60 * arguments.minutes,
            nodes=arguments.nodes,
            senders=arguments.senders,
            pause=arguments.pause,
            seed=arguments.seed,
        )
        print(f"{kind}: {figures}", flush=True)
        harm += figures.harm
    raise SystemExit(harm > 0)


if __name__ == "__main__":
    main()
