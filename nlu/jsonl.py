"""Readings as JSON Lines, for whoever measures or uses the engine from outside this program.

In: `{"text": …, "at": "2026-03-02T10:00:00+07:00"}`. Out, one line for each, in the same order, at
once: what docs/nlu.md lists. A line that cannot be read is answered with an error and costs only
itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from domain.calendar import WIB
from domain.complaint import Receipt
from domain.receipt import LATE, application_day, guess_receipt, tells_of_waiting
from domain.tickets import find_wrong_numbers
from domain.understanding import WITH_COMPONENTS, Guess, NluResult
from nlu.engine import Engine

# Acts whose sender speaks of an own application.
_TELLS_OF_APPLYING = frozenset({"lapor", "tanya", "jawab", "ubah", "unknown"})
_SURE = 0.9  # Probability from which the component alone says that somebody waits.
MAX_LINE = 1024 * 1024  # Characters; longer than any message that a channel lets through.


class LineError(ValueError):
    """A line that holds no message; the text says what is wrong with it."""


def answer_lines(
    lines: Iterable[bytes], engine: Engine, now: Callable[[], datetime]
) -> Iterator[str]:
    """One answer for each line that is not blank. now: for messages without a time, aware."""
    for line in lines:
        if not line.strip():
            continue
        try:
            text, sent_at = read_line(line, now)
        except LineError as error:
            yield json.dumps({"error": str(error)}, ensure_ascii=False)
            continue
        [result] = engine.parse_many([(text, sent_at)])
        yield json.dumps(as_json(text, result), ensure_ascii=False)


def read_line(line: bytes, now: Callable[[], datetime]) -> tuple[str, datetime]:
    """Text and time of one line; a time without a zone is WIB. Raises LineError."""
    if len(line) > MAX_LINE:
        raise LineError(f"longer than {MAX_LINE} bytes")
    try:
        value = json.loads(line)
    except ValueError as error:
        raise LineError(f"not JSON: {error}") from error
    except RecursionError:
        raise LineError("not JSON that can be read: nested too deeply") from None
    if not isinstance(value, dict):
        raise LineError('must be an object such as {"text": "…", "at": "…"}')
    text, at = value.get("text"), value.get("at")
    if not isinstance(text, str):
        raise LineError("'text' must be a string")
    if at is None:
        return text, now()
    if not isinstance(at, str):
        raise LineError("'at' must be a string such as 2026-03-02T10:00:00+07:00")
    try:
        sent_at = datetime.fromisoformat(at)
    except ValueError:
        raise LineError(f"'at' is no time such as 2026-03-02T10:00:00+07:00: {at[:40]}") from None
    sent_at = sent_at if sent_at.tzinfo else sent_at.replace(tzinfo=WIB)
    try:
        sent_at.astimezone(WIB)
    except OverflowError:
        raise LineError("'at' lies beyond the calendar") from None
    return text, sent_at


def as_json(text: str, result: NluResult) -> dict[str, Any]:
    """One reading as the documented object. text: what was read."""
    services = sorted(result.entities.services, key=lambda s: (s.id is None, -s.score))
    service = services[0] if services else None
    return {
        "act": result.act,
        "act_confidence": _round(result.confidence),
        "acts": _guesses(result.acts),
        "components": _guesses(result.component_guesses),
        "predicted": list(result.components),
        "service": None
        if service is None
        else {"id": service.id, "name": service.name, "score": _round(service.score)},
        "entities": _entities(text, result),
        "engine": result.engine,
        "model_version": result.model_version,
    }


def _entities(text: str, result: NluResult) -> dict[str, Any]:
    found = result.entities
    # A bare name is one only where a name was asked for, which is what `jawab` and `ubah` mean.
    names = [n.text for n in found.names if n.stated or result.act in ("jawab", "ubah")]
    received, day = guess_receipt(found, _components(result), result.act)
    ours = result.act != "di_luar_topik"  # What another office asked is no business of this one.
    tickets = found.tickets or find_wrong_numbers(text)
    return {
        "name": names[0] if names else None,
        "received_on": "not_yet"
        if received is Receipt.NOT_YET
        else day.isoformat()
        if day
        else None,
        "applied_on": _applied(result),
        "nib": _first(found.nib),
        "kbli": _first(found.kbli),
        "ticket": _first(tickets),
        "amount": found.money[0].rupiah if found.money and ours else None,
    }


def _components(result: NluResult) -> tuple[str, ...]:
    if result.act not in WITH_COMPONENTS:
        return ()
    components = result.components or tuple(g.label for g in result.component_guesses[:1])
    sure = next((g.probability for g in result.component_guesses if g.label in components[:1]), 0)
    if components[:1] == (LATE,) and sure < _SURE and not tells_of_waiting(result.entities):
        # A doubtful "late" must not make "not yet" of a day at the desk.
        return components[1:]
    return components


def _applied(result: NluResult) -> str | None:
    if result.act not in _TELLS_OF_APPLYING:
        return None
    day = application_day(result.entities, next(iter(_components(result)), ""))
    return day.isoformat() if day else None


def _first(values: Iterable[str]) -> str | None:
    return next(iter(values), None)


def _guesses(guesses: Iterable[Guess]) -> list[dict[str, Any]]:
    return [{"name": g.label, "confidence": _round(g.probability)} for g in guesses]


def _round(value: float) -> float:
    return round(value, 4)
