"""`python -m bot reindex`: makes the search anew from the complaints, a page at a time.

Nothing but the search is written, and between two pages others write, so it may run while the
office works.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from bot.audit_check import require_head
from storage.engine import make_engine, transaction
from storage.search import reindex_page

_SAY_EVERY = 5.0  # Seconds.


async def reindex(database: str, say: Callable[[str], None]) -> int:
    """Indexes every complaint; how many. `say` hears how far it is every few seconds.

    Raises ConfigError where the database is not at this release's tables.
    """
    engine = make_engine(database)
    try:
        await require_head(engine)
        after: int | None = 0
        done = 0
        next_word = monotonic() + _SAY_EVERY
        while after is not None:
            after, count = await transaction(engine, reindex_page, after)
            done += count
            if after is not None and monotonic() >= next_word:
                say(f"{done} complaints indexed …")
                next_word = monotonic() + _SAY_EVERY
        return done
    finally:
        await engine.dispose()
