"""Counters for whoever watches the service, in Prometheus' form. They hold no personal data."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, generate_latest

REGISTRY = CollectorRegistry()

RECEIVED = Counter("bale_received", "Messages stored", ["channel"], registry=REGISTRY)
REDELIVERED = Counter("bale_redelivered", "Messages seen before", ["channel"], registry=REGISTRY)
REFUSED = Counter("bale_refused", "Webhooks refused", ["channel", "why"], registry=REGISTRY)
IGNORED = Counter("bale_ignored", "Events we have no use for", ["channel"], registry=REGISTRY)
TURNS = Counter("bale_turns", "Turns of conversations committed", registry=REGISTRY)
NLU_FAILED = Counter(
    "bale_nlu_failed", "Readings that another engine had to give", ["engine"], registry=REGISTRY
)
PARKED = Counter("bale_parked", "Messages set aside for an officer", registry=REGISTRY)
SENT = Counter("bale_sent", "Messages accepted by a provider", ["channel"], registry=REGISTRY)
SEND_FAILED = Counter(
    "bale_send_failed", "Attempts to send that failed", ["channel", "error"], registry=REGISTRY
)


def exposition() -> bytes:
    """All figures as text, as Prometheus reads them."""
    return generate_latest(REGISTRY)
