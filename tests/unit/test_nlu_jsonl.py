"""`python -m nlu parse`: JSON Lines in, one answer each, and a bad line costs only itself."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from domain.understanding import (
    ACTS,
    COMPONENTS,
    DateMention,
    DateRole,
    Entities,
    Guess,
    MoneyMention,
    NameMention,
    NluResult,
    ServiceMention,
)
from nlu.jsonl import LineError, as_json, read_line
from nlu.train import train

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
DAY = date(2026, 2, 28)


def _now() -> datetime:
    return NOW


def _result(act: str = "lapor", components: tuple[str, ...] = (), **found: Any) -> NluResult:
    guesses = tuple(Guess(c, 0.5) for c in components or ("biaya",))
    return NluResult(
        act, 0.9, components, (Guess(act, 0.9),), guesses, Entities(**found), "builtin", "v1"
    )


@pytest.mark.parametrize(
    ("line", "text", "at"),
    [
        ('{"text":"halo","at":"2026-03-02T10:00:00+07:00"}', "halo", NOW),
        ('{"text":"halo","at":"2026-03-02T03:00:00Z"}', "halo", NOW),
        # Without a zone it is the office's own time.
        ('{"text":"halo","at":"2026-03-02T10:00:00"}', "halo", NOW),
        ('{"text":""}', "", NOW),
        ('{"text":"a","at":null,"other":1}', "a", NOW),
    ],
)
def test_a_line_is_a_message(line: str, text: str, at: datetime) -> None:
    assert read_line(line.encode(), _now) == (text, at)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"halo", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'["halo"]', "must be an object"),
        (b"3", "must be an object"),
        (b"{}", "'text'"),
        (b'{"text":3}', "'text'"),
        (b'{"text":"a","at":3}', "'at'"),
        (b'{"text":"a","at":"kemarin"}', "'at'"),
        (b'{"text":"a","at":"0001-01-01T00:00:00+23:00"}', "calendar"),
        (b'{"text":"' + b"a" * (1 << 20) + b'"}', "longer"),
    ],
)
def test_what_is_no_message_is_said(line: bytes, problem: str) -> None:
    with pytest.raises(LineError, match=problem):
        read_line(line, _now)


def _date(role: DateRole) -> DateMention:
    return DateMention("x", DAY, role)


@pytest.mark.parametrize(
    ("result", "key", "value"),
    [
        (_result(names=(NameMention("Asep", True),)), "name", "Asep"),
        # Words that merely look like a name are one only where a name was asked for.
        (_result(names=(NameMention("Asep", False),)), "name", None),
        (_result("jawab", names=(NameMention("Asep", False),)), "name", "Asep"),
        (_result(dates=(_date(DateRole.RECEIVED),)), "received_on", "2026-02-28"),
        (_result(dates=(_date(DateRole.APPLIED),), not_yet=True), "received_on", "not_yet"),
        (_result(dates=(_date(DateRole.APPLIED),)), "applied_on", "2026-02-28"),
        (_result(dates=(_date(DateRole.COMPLAINED),)), "received_on", None),
        (_result(), "received_on", None),
        (_result(money=(MoneyMention("500rb", 500_000),)), "amount", 500_000),
        (_result(nib=("1234567890123",), kbli=("28173",)), "nib", "1234567890123"),
        (_result(nib=("1234567890123",), kbli=("28173",)), "kbli", "28173"),
        (_result(tickets=("2026-00042-5",)), "ticket", "2026-00042-5"),
    ],
)
def test_facts_are_given_as_documented(result: NluResult, key: str, value: object) -> None:
    assert as_json("", result)["entities"][key] == value


def test_a_mistyped_ticket_number_is_given_as_it_was_typed() -> None:
    text = "laporan 2026-00042-7 gimana"
    assert as_json(text, _result("cek_status"))["entities"]["ticket"] == "2026-00042-7"


def test_a_known_permit_goes_before_the_citizens_own_words() -> None:
    own = ServiceMention(None, "izin usaha", "izin usaha", 0.9)
    known = ServiceMention("pbg", "Persetujuan Bangunan Gedung", "pbg", 0.8)
    given = as_json("", _result(services=(own, known)))["service"]
    assert given == {"id": "pbg", "name": "Persetujuan Bangunan Gedung", "score": 0.8}
    assert as_json("", _result())["service"] is None


def test_the_command_answers_each_line_before_it_reads_the_next() -> None:
    train(lambda _line: None)
    process = subprocess.Popen(
        [sys.executable, "-m", "nlu", "parse"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdin is not None
    assert process.stdout is not None

    def ask(line: bytes) -> Any:
        process.stdin.write(line + b"\n")  # type: ignore[union-attr]
        process.stdin.flush()  # type: ignore[union-attr]
        return json.loads(process.stdout.readline())  # type: ignore[union-attr]

    answer = ask(
        b'{"text":"sip bidan sy diajukan 5 okt blm jadi","at":"2026-11-02T10:00:00+07:00"}'
    )
    assert answer["act"] == "lapor"
    assert answer["act_confidence"] == answer["acts"][0]["confidence"]
    assert {a["name"] for a in answer["acts"]} <= set(ACTS)
    assert {c["name"] for c in answer["components"]} == set(COMPONENTS)
    assert answer["predicted"][0] == answer["components"][0]["name"] == "jangka_waktu"
    assert answer["service"]["id"] == "sip_bidan"
    assert answer["entities"]["received_on"] == "not_yet"
    assert answer["entities"]["applied_on"] == "2026-10-05"
    assert "error" in ask(b"{broken")
    assert "error" in ask(b"\xff\xff")
    assert ask(b'{"text":""}')["act"] == "di_luar_topik"
    process.stdin.close()
    assert process.wait(30) == 0
