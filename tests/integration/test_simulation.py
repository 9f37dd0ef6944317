"""The simulation protocol as a process: lines in, lines out, and what a bad line gets."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from domain.understanding import ACTS, COMPONENTS
from tests.conversations.script import schemas

ROOT = Path(__file__).parent.parent.parent
WHO = {"channel": "whatsapp", "from": "+6281200000001"}
DAY = "2026-01-06T"


def said(at: str, text: str, **more: object) -> dict[str, object]:
    return {"at": f"{DAY}{at}:00+07:00", **WHO, "text": text, **more}


def run(lines: Sequence[object], *arguments: str) -> list[dict[str, Any]]:
    """The answers of `python -m bot simulate` to the lines, each checked against its schema."""
    raw = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "simulate", *arguments],
        input=raw + "\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=True,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(lines)
    for answer in answers:
        schemas()["output"].validate(answer)
    return answers


COMPLAINT = [
    said("09:00", "petugas loket 3 minta uang 500rb untuk sertifikat standar kemarin"),
    said("09:01", "Contoh Pelapor"),
    said("09:02", "ga ada"),
    said("09:03", "ya"),
]


def test_a_conversation_ends_in_a_ticket_with_a_lawful_deadline() -> None:
    *_, last = run([*COMPLAINT])
    [ticket] = last["complaints"]
    assert ticket["kind"] == "pengaduan"
    assert ticket["components"][0] == "biaya"
    assert ticket["service"]["id"] == "sertifikat_standar"
    assert ticket["received_on"] == "2026-01-05"
    assert ticket["deadline"] == "2026-01-27"
    assert ticket["number"] in last["replies"][0]["text"]
    assert last["awaiting"] is None


@pytest.mark.parametrize(
    "bad",
    [
        "not json",
        "[]",
        "{}",
        {"at": "2026-01-06T09:00:30+07:00"},
        {"at": "2026-01-06T09:00:30", **WHO, "text": "tanpa zona"},
        {"at": "besok", **WHO, "text": "x"},
        {"at": "0001-01-01T00:00:00+14:00", **WHO, "text": "x"},
        {"at": "2026-01-06T08:00:00+07:00", **WHO, "text": "sebelum yang tadi"},
        {"at": "2026-01-06T09:00:30+07:00", "channel": "fax", "from": "1", "text": "x"},
        {"at": "2026-01-06T09:00:30+07:00", "channel": "sms", "from": "", "text": "x"},
        {"at": "2026-01-06T09:00:30+07:00", **WHO, "text": 5},
        {"at": "2026-01-06T09:00:30+07:00", **WHO, "media": "foto"},
        {"at": "2026-01-06T09:00:30+07:00", **WHO, "location": {"lat": "NaN", "lon": 0}},
        {"at": "2026-01-06T09:00:30+07:00", "officer": {"action": "delete"}},
        {"at": "2026-01-06T09:00:30+07:00", "officer": {"action": "answer", "text": "x"}},
        {
            "at": "2026-01-06T09:00:30+07:00",
            "officer": {"action": "answer", "ticket": "2026-00042-5", "text": "x"},
        },
        {
            "at": "2026-01-06T09:00:30+07:00",
            "officer": {"action": "correct", "ticket": "2026-00042-5", "components": "biaya"},
        },
    ],
)
def test_a_bad_line_is_answered_with_an_error_and_the_run_goes_on(bad: object) -> None:
    first, wrong, after = run([COMPLAINT[0], bad, COMPLAINT[1]])
    assert first["awaiting"] == "name"
    assert set(wrong) == {"error"}
    assert after["replies"]
    assert after["awaiting"] != "name"


def test_the_labels_of_a_correction_are_those_of_the_program() -> None:
    officer = schemas()["input"].schema["properties"]["officer"]["properties"]
    assert officer["act"]["enum"] == [*ACTS, ""]
    assert officer["components"]["items"]["enum"] == list(COMPONENTS)


def test_what_timers_sent_before_a_bad_line_is_told_with_the_next() -> None:
    wrong = {"at": f"{DAY}12:00:00+07:00", "officer": {"action": "close", "ticket": "2026-1-1"}}
    *_, error, after = run([COMPLAINT[0], wrong, said("12:01", "Contoh Pelapor")])
    assert "error" in error
    assert "belum selesai diisi" in after["replies"][0]["text"]


def test_the_same_id_again_is_a_redelivery_and_changes_nothing() -> None:
    once, again = run([said("09:00", "mau lapor", id="A1"), said("09:01", "mau lapor", id="A1")])
    assert once["replies"]
    assert again == {"replies": [], "awaiting": "matter", "complaints": []}


def test_a_database_that_is_named_outlives_the_run(tmp_path: Path) -> None:
    database = ["--database", f"sqlite:///{tmp_path / 'kept.sqlite3'}"]
    run(COMPLAINT[:2], *database)
    *_, last = run(COMPLAINT[2:], *database)
    assert last["complaints"][0]["name"] == "Contoh Pelapor"


def test_without_templates_the_answer_is_held_until_the_citizen_writes() -> None:
    number = run([*COMPLAINT])[-1]["complaints"][0]["number"]
    answer = {"action": "answer", "ticket": number, "text": "Uangnya sudah kembali."}
    later = [
        {"at": "2026-01-12T09:00:00+07:00", "officer": answer},
        {"at": "2026-01-12T10:00:00+07:00", **WHO, "text": "halo"},
    ]
    *_, held, after = run([*COMPLAINT, *later], "--no-templates")
    assert held["replies"] == []
    assert held["complaints"][0]["status"] == "dijawab"
    assert "Uangnya sudah kembali." in after["replies"][0]["text"]
    assert after["complaints"][0]["status"] == "ditutup"
    *_, told, _ = run([*COMPLAINT, *later])
    assert told["replies"][0]["template"] == "answer_ready"
