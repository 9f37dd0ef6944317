"""From claimed work to outcomes: put split messages together, understand, route. No transaction.

Understanding may fail or be slow: then the built-in engine is asked, and after that the message
counts as not understood, which the dialogue can deal with. It never stops a conversation.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot import metrics
from bot.logs import where
from domain.dialogue import Office, Outcome, Turn
from domain.messages import InboundMessage
from domain.understanding import UNKNOWN, NluResult
from handlers import parts, router, silence
from nlu.engine import Engine
from storage.work import Work

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Done:
    """The outcome of one turn, or why there is none. reading: what its message was taken for."""

    work: Work
    outcome: Outcome | None
    reading: NluResult | None = None
    error: str = ""


class Reader:
    """The engines in the order in which they are asked. timeout: of each."""

    def __init__(self, engines: Sequence[Engine], timeout: timedelta) -> None:
        self.engines = list(engines)
        self.timeout = timeout.total_seconds()

    async def read(self, messages: Sequence[tuple[str, datetime]]) -> list[NluResult]:
        """One reading for each message, in order. Never raises."""
        if not messages:
            return []
        for engine in self.engines:
            try:
                async with asyncio.timeout(self.timeout):
                    results = await asyncio.to_thread(engine.parse_many, messages)
            except Exception as error:
                metrics.NLU_FAILED.labels(engine.name).inc(len(messages))
                log.error("nlu_failed", engine=engine.name, error=where(error))
                continue
            if len(results) == len(messages):
                return results
            metrics.NLU_FAILED.labels(engine.name).inc(len(messages))
            log.error("nlu_answered_too_little", engine=engine.name)
        return [NluResult(act=UNKNOWN, confidence=0.0) for _ in messages]


async def make_turns(
    works: Sequence[Work], reader: Reader, office: Office, now: datetime
) -> list[Done]:
    """The outcome of each piece of work, in order. now: aware."""
    prepared = [_assembled(work, now, office) for work in works]
    to_read = [(p.message.text, p.message.sent_at) for p in prepared if p.message is not None]
    readings = iter(await reader.read(to_read))
    done = []
    for work, ready in zip(works, prepared, strict=True):
        reading = next(readings) if ready.message is not None else None
        done.append(_turn(work, ready, reading, office, now))
    return done


def _assembled(work: Work, now: datetime, office: Office) -> parts.Assembled:
    """The message to read, once all parts of a long text are there or have been waited for."""
    wait, burst = office.dialogue.sms_parts_wait, office.dialogue.burst
    if work.message is not None:
        return parts.assemble(work.state, work.message, now, wait, burst)
    overdue = parts.overdue(work.state, now, wait)
    if overdue is None or work.state.partial is None:
        return parts.Assembled(work.state, None, waiting=False)
    joined = InboundMessage(
        channel=work.address.channel,
        provider_message_id="",
        sender=work.address,
        text=overdue,
        sent_at=work.state.partial.since,
    )
    return parts.Assembled(replace(work.state, partial=None), joined, waiting=False)


def _turn(
    work: Work,
    ready: parts.Assembled,
    reading: NluResult | None,
    office: Office,
    now: datetime,
) -> Done:
    if ready.waiting:
        wake = silence.wake_at(ready.state, work.address.channel, office.dialogue)
        return Done(work, Outcome(state=ready.state, wake_at=wake))
    turn = Turn(
        address=work.address,
        state=ready.state,
        message=ready.message,
        nlu=reading,
        complaints=work.complaints,
        now=now,
        office=office,
        referenced=work.referenced,
        code_failures=work.code_failures,
    )
    try:
        return Done(work, router.route(turn), reading)
    except Exception as error:
        # One conversation's trouble must not stop the others; it is tried again, then parked.
        log.error("turn_failed", error=where(error), conversation=work.conversation_id)
        return Done(work, None, reading, where(error))
