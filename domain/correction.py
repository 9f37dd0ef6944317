"""What an officer says a report really was, beside what it had been taken for.

Both are kept, because the engine learns from the difference (docs/nlu.md, "Learning from
officers"). Nothing here changes a complaint; `handlers/correction.py` does.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.understanding import WITH_COMPONENTS


@dataclass(frozen=True, slots=True)
class Labels:
    """What a report is. act: one of ACTS. components: primary first. services: catalogue ids."""

    act: str
    components: tuple[str, ...] = ()
    services: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Act and components as the training data join them: "lapor+biaya+kompetensi"."""
        components = self.components if self.act in WITH_COMPONENTS else ()
        return "+".join((self.act, *components))


@dataclass(frozen=True, slots=True)
class Said(Labels):
    """What the report was taken for before the correction.

    Of a report's first correction it is what the engine, or the citizen, had said. confidence: of
    the primary component, 0 to 1. model_version: of the engine that gave it, "" where unknown.
    """

    confidence: float = 0.0
    model_version: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction. complaint: its number. text: the citizen's words that were classified."""

    complaint: str
    actor: str
    text: str
    said: Said
    corrected: Labels
