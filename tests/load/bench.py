"""`make bench`: messages a second from signed webhook to reply accepted by the provider.

Everything is real but the provider, which is a test server on loopback: signatures are checked,
every message is stored, understood, answered and sent with full durability. Load generator,
provider, database and service share the machine's cores. The number of messages is bounded.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import time
import urllib.request
from collections import defaultdict

from tests.load.client import Posted, drive, webhook
from tests.load.stack import Stack, database

# One whole complaint, the question how it stands, and thanks: five messages, five replies.
_TALK = (
    "petugas loket 3 minta uang 500rb untuk sertifikat standar kemarin, nama saya Contoh Pelapor",
    "ga ada pak",
    "ya",
    "status",
    "makasih ya pak",
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    arguments = parser.parse_args()
    for kind in arguments.database or ("sqlite", "postgresql"):
        measure(kind, arguments.messages // len(_TALK), arguments.connections)


def measure(kind: str, citizens: int, connections: int) -> None:
    """One run, and its figures on standard output."""
    # A burst would make everything a citizen says at this speed one statement.
    changes = {"dialogue.burst_seconds": 0}
    with database(kind) as (folder, url):
        stack = Stack(folder, url, changes)
        try:
            port, first_start = stack.start()
            stack.services.pop(port).stop()
            port, ready = stack.start()
            idle = stack.services[port].resident_mib()
            asyncio.run(drive(port, _conversations(20, "62811"), 4))
            _wait_for_replies(stack, 20 * len(_TALK))
            before = _accepted(stack)
            began = time.monotonic()
            posted = asyncio.run(drive(port, _conversations(citizens, "62812"), connections))
            total = citizens * len(_TALK)
            _wait_for_replies(stack, total + before)
            replies = _replies(stack, before)
            busy = stack.services[port].resident_mib()
        finally:
            stack.close()
    _print(kind, posted, replies, began, first_start, ready, idle, busy)


def _conversations(citizens: int, prefix: str) -> list[tuple[str, list[bytes]]]:
    talks = []
    for number in range(citizens):
        sender = f"+{prefix}{number:07d}"
        sids = [f"SM{prefix}{number:014d}{index:013d}" for index in range(len(_TALK))]
        requests = [webhook(sender, s, t) for s, t in zip(sids, _TALK, strict=True)]
        talks.append((sender, requests))
    return talks


def _get(stack: Stack, path: str) -> object:
    address = f"http://127.0.0.1:{stack.provider_port}/_control/{path}"
    with urllib.request.urlopen(address, timeout=60) as answer:
        return json.load(answer)


def _accepted(stack: Stack) -> int:
    count = _get(stack, "count")
    return int(count["accepted"]) if isinstance(count, dict) else 0


def _wait_for_replies(stack: Stack, wanted: int) -> None:
    """Until the provider has so many. Raises TimeoutError after a minute without progress."""
    last, since = -1, time.monotonic()
    while (count := _accepted(stack)) < wanted:
        if count != last:
            last, since = count, time.monotonic()
        if time.monotonic() - since > 60:
            raise TimeoutError(f"{count} of {wanted} replies came")
        time.sleep(0.05)


def _replies(stack: Stack, since: int) -> dict[str, list[float]]:
    """When each citizen's replies were accepted, in order."""
    found: dict[str, list[float]] = defaultdict(list)
    accepted = _get(stack, f"accepted?since={since}")
    if isinstance(accepted, list):
        for one in accepted:
            found[one["fields"]["To"].removeprefix("whatsapp:")].append(one["at"])
    return found


def _print(
    kind: str,
    posted: list[Posted],
    replies: dict[str, list[float]],
    began: float,
    first_start: float,
    ready: float,
    idle: float,
    busy: float,
) -> None:
    refused = [one for one in posted if one.status != 200]
    last = max(at for times in replies.values() for at in times)
    webhooks = [1000 * (one.answered - one.sent) for one in posted]
    answered = [1000 * (replies[one.sender][one.index] - one.sent) for one in posted]
    print(f"{kind}: {len(posted)} messages, {len(refused)} refused")
    print(f"  ready after {first_start:.2f} s with migration, {ready:.2f} s without")
    print(f"  resident {idle:.0f} MiB when ready, {busy:.0f} MiB under load")
    print(f"  webhook to accepted reply: {len(posted) / (last - began):.0f} messages/s")
    print(f"  webhook answered: {_spread(webhooks)}")
    print(f"  reply accepted:   {_spread(answered)}", flush=True)


def _spread(values: list[float]) -> str:
    cuts = statistics.quantiles(values, n=100)
    return f"p50 {cuts[49]:.0f} ms, p99 {cuts[98]:.0f} ms"


if __name__ == "__main__":
    main()
