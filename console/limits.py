"""How often one address may try to sign in: a bucket of tokens for each, in this process's memory.

It only keeps a flood off; what stops guessing at one account is counted in the database
(`storage/tries.py`), and holds for all processes and addresses together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import Request

_MOST_ADDRESSES = 10_000


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: datetime


class AddressLimit:
    """burst: tries that an address has at first. every: how long until it gets another one."""

    def __init__(self, burst: int, every: timedelta) -> None:
        self._burst = burst
        self._every = every
        self._buckets: dict[str, _Bucket] = {}

    def wait(self, request: Request, now: datetime) -> timedelta:
        """Takes one try of the request's address; zero, or how long it has to wait for one."""
        key = address_of(request)
        bucket = self._buckets.pop(key, None) or _Bucket(self._burst, now)
        passed = max((now - bucket.at) / self._every, 0.0)
        bucket.tokens = min(bucket.tokens + passed, self._burst)
        bucket.at = now
        # Put back at the end: at the head is then the one that was quiet the longest.
        self._buckets[key] = bucket
        if len(self._buckets) > _MOST_ADDRESSES:
            del self._buckets[next(iter(self._buckets))]
        if bucket.tokens < 1:
            return self._every * (1 - bucket.tokens)
        bucket.tokens -= 1
        return timedelta()


def address_of(request: Request) -> str:
    """Who asks. A whole IPv6 network of one customer counts as one."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ip_network((address, 64), strict=False).network_address)
    return host
