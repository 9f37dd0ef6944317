"""What an engine is: something that reads messages. Engines are named in one explicit table.

An engine is added by one file and one line in ENGINES. Thresholds are not an engine's business:
it says how sure it is, and the router decides what that is worth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from domain.errors import NluUnavailableError
from domain.understanding import NluResult
from nlu.builtin import load_builtin
from nlu.options import EngineOptions
from nlu.rasa_engine import load_rasa


@runtime_checkable
class Engine(Protocol):
    """Reads messages. May be called from several threads at once."""

    name: str

    @property
    def model_version(self) -> str:
        """Of the model that reads now; each reading names the one that it was made with."""
        ...

    def parse_many(self, messages: Sequence[tuple[str, datetime]]) -> list[NluResult]:
        """One reading for each (text, sent_at), in the same order; [] for [].

        sent_at is aware: "kemarin" is resolved against it. No text makes it raise; an engine
        that cannot answer at all raises NluUnavailableError.
        """
        ...

    def ready(self) -> bool:
        """Whether parse_many would answer now."""
        ...

    def refresh(self) -> bool:
        """Takes a newer model where there is one, also while others parse; whether it did.

        Raises NluUnavailableError where the newer one cannot be used; the old one stays in use.
        An engine that keeps no model of its own returns False.
        """
        ...


BUILTIN, RASA = "builtin", "rasa"

ENGINES: dict[str, Callable[[EngineOptions], Engine]] = {
    BUILTIN: load_builtin,
    RASA: load_rasa,
}


def load_engine(name: str, options: EngineOptions) -> Engine:
    """The engine of that name.

    Raises NluUnavailableError, with what to do, where there is none or its model is missing.
    """
    make = ENGINES.get(name)
    if make is None:
        raise NluUnavailableError(f"no engine is called {name!r}; there are: {', '.join(ENGINES)}")
    return make(options)
