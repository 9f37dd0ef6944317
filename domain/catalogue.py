"""The catalogue of service standards as plain values; its YAML files are read by `nlu`."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Service:
    """One permit. A field left empty is unknown and is said as unknown, never invented.

    working_days counts from a complete and correct file. fee is the standard's own words.
    source names the published standard that the filled fields were taken from.
    """

    id: str
    name: str
    sector: str = ""
    aliases: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    procedure: tuple[str, ...] = ()
    working_days: int | None = None
    fee: str = ""
    free: bool | None = None
    product: str = ""
    legal_basis: tuple[str, ...] = ()
    kbli: tuple[str, ...] = ()
    notes: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All services by id, and what holds for every one of them.

    general maps a component's name to the text of the standard that is the same everywhere
    (facilities, competence, complaint handling …).
    """

    services: dict[str, Service] = field(default_factory=dict)
    general: dict[str, str] = field(default_factory=dict)

    def get(self, service_id: str | None) -> Service | None:
        return self.services.get(service_id) if service_id else None
