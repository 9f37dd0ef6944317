"""Taking a newly trained model into use while the service runs.

Each process looks for itself, because each has the model in its own memory. No message waits:
reading goes on with the old model until the new one is there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog

from domain.errors import NluUnavailableError
from nlu.engine import Engine

log = structlog.get_logger()


class ModelWatch:
    """Asks engines from time to time whether there is a newer model."""

    def __init__(self, engines: Sequence[Engine]) -> None:
        self._engines = list(engines)
        self._refused: dict[str, str] = {}  # By engine: why, so that it is said once.

    async def look(self) -> None:
        """Let every engine take a newer model. Never raises for one that cannot be used."""
        for engine in self._engines:
            before = engine.model_version
            try:
                changed = await asyncio.to_thread(engine.refresh)
            except NluUnavailableError as error:
                if self._refused.get(engine.name) != str(error):
                    self._refused[engine.name] = str(error)
                    log.error("model_refused", engine=engine.name, using=before, error=str(error))
                continue
            self._refused.pop(engine.name, None)
            if changed:
                log.info(
                    "model_changed", engine=engine.name, before=before, after=engine.model_version
                )
