"""That a message was handled, and what it was understood as: training data, once looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, update

from domain.understanding import NluResult
from storage.codec import dump_texts
from storage.columns import rows
from storage.tables import inbox
from storage.work import Work


def note_handled(
    conn: Connection, works: Sequence[Work], now: datetime, readings: Mapping[int, NluResult]
) -> None:
    """Marks the messages of these turns as done. readings: by inbox id."""
    done = [
        {"key": work.inbox_id, "done": True, "processed_at": now}
        | _labels(readings.get(work.inbox_id))
        for work in works
        if work.inbox_id is not None
    ]
    if done:
        conn.execute(update(inbox).where(inbox.c.id == bindparam("key")), rows(done))


def _labels(reading: NluResult | None) -> dict[str, Any]:
    return {
        "act": reading.act if reading else None,
        "act_confidence": reading.confidence if reading else None,
        "components": dump_texts(reading.components) if reading else None,
        "component_confidence": reading.component_confidence if reading else None,
        "engine": reading.engine if reading else None,
        "model_version": reading.model_version if reading else None,
    }
