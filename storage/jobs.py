"""Scheduled jobs: any number of nodes may try a slot, one runs it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from storage.columns import insert
from storage.tables import job_run


def try_run(conn: Connection, name: str, run_key: str, now: datetime) -> bool:
    """Takes the slot `run_key` (e.g. `2026-W03`) of a job; False where another node has it.

    What the job writes belongs into the same transaction: then a slot that is taken was run.
    """
    slot = insert(conn, job_run).values(name=name, run_key=run_key, at=now)
    taken = conn.execute(slot.on_conflict_do_nothing().returning(job_run.c.name))
    return taken.first() is not None
