"""What an engine is made with; each takes what it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from domain.catalogue import Catalogue
from nlu.model import FOLDER


@dataclass(frozen=True, slots=True)
class RasaServer:
    """Where Rasa answers. timeout: seconds for one message; at_once: messages asked together."""

    url: str = "http://127.0.0.1:5005"
    timeout: float = 1.0
    at_once: int = 8


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """model_folder: of the built-in engine, whose vocabulary the others use as well."""

    catalogue: Catalogue
    model_folder: Path = FOLDER
    rasa: RasaServer = field(default_factory=RasaServer)
