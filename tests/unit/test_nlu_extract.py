"""All entities come from one call, and a finder that fails costs only its own findings."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest

from domain.catalogue import Catalogue, Service
from domain.tickets import ticket_number
from nlu.entities import extract as module
from nlu.entities.extract import EntityExtractor

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
CATALOGUE = Catalogue(
    {"pbg": Service("pbg", "Persetujuan Bangunan Gedung", aliases=("pbg", "imb"))}
)


def test_one_message_gives_everything_that_it_says() -> None:
    number = ticket_number(2026, 42)
    found = EntityExtractor(CATALOGUE)(
        f"nama saya Asep, pbg belum jadi, kemarin diminta 500rb, tiket {number} kode K7QF", AT
    )
    assert [n.text for n in found.names] == ["Asep"]
    assert [s.id for s in found.services] == ["pbg"]
    assert [m.rupiah for m in found.money] == [500_000]
    assert found.not_yet
    assert found.dates
    assert found.tickets == (number,)
    assert "K7QF" in found.codes


def test_a_failing_finder_costs_only_its_own_findings(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_text: str) -> None:
        raise ZeroDivisionError("rahasia warga")

    monkeypatch.setattr(module, "find_money", fail)
    monkeypatch.setattr(module, "_failed", set())
    extract = EntityExtractor(CATALOGUE)
    with caplog.at_level(logging.ERROR):
        first = extract("pbg saya diminta 500rb", AT)
        extract("pbg lagi diminta 300rb", AT)
    assert first.money == ()
    assert [s.id for s in first.services] == ["pbg"]
    assert len(caplog.records) == 1
    assert "rahasia" not in caplog.text
    assert "pbg" not in caplog.text


def test_invisible_characters_hide_nothing() -> None:
    assert EntityExtractor(CATALOGUE)("p\u200bbg\x00 saya", AT).services
