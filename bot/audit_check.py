"""`python -m bot verify-audit`: proves that nobody has changed what happened to complaints.

It only reads, page by page, so it may run while the office works.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.errors import ConfigError
from storage.audit_chain import AuditCheck, Problem, Verdict
from storage.engine import make_engine, reading
from storage.migrate import HEAD, current

_SAY_EVERY = 5.0  # Seconds.


async def check_audit(database: str, say: Callable[[str], None]) -> Verdict:
    """Checks all chains of a database; `say` hears how far it is every few seconds.

    Raises ConfigError where the database is not at this release's tables: bringing it there would
    write to what is to be proved.
    """
    engine = make_engine(database)
    try:
        await require_head(engine)
        check = AuditCheck()
        next_word = monotonic() + _SAY_EVERY
        while await reading(engine, check.advance):
            if monotonic() >= next_word:
                say(f"{check.events} events checked …")
                next_word = monotonic() + _SAY_EVERY
        return check.verdict
    finally:
        await engine.dispose()


async def require_head(engine: AsyncEngine) -> None:
    """Raises ConfigError where the database is not at this release's tables."""
    found = await current(engine)
    if found != HEAD:
        raise ConfigError(
            f"the database is at revision {found or 'none'} and not at {HEAD}:"
            " run `python -m bot migrate` first"
        )


def report(verdict: Verdict) -> list[str]:
    """The verdict in lines: what is wrong first, then how much was checked."""
    lines = [_problem(problem) for problem in verdict.problems]
    if verdict.found > len(lines):
        lines.append(f"and {verdict.found - len(lines)} more")
    lines.append(
        f"{verdict.events} events in {verdict.chains} chains, {verdict.texts} texts,"
        f" {verdict.erased} texts erased: "
        + ("nothing was changed" if verdict.sound else f"{verdict.found} problems")
    )
    return lines


def _problem(problem: Problem) -> str:
    where = problem.complaint or "(no complaint)"
    return f"{where}{f' #{problem.seq}' if problem.seq else ''}: {problem.what}"
