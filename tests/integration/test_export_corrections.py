"""`python -m nlu export-corrections`: from the database to a file, under a person's eyes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, Row, select, update
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner, Result

from domain.correction import Correction, Labels, Said
from domain.dialogue import Outcome, State
from domain.errors import BaleAduanError
from nlu.__main__ import app
from nlu.corrections import read_corrections
from storage.corrections import add
from storage.engine import make_engine, transaction
from storage.office_tables import corrections
from tests.integration.storage_builders import NOW, complaint, correction, turn

ROOT = Path(__file__).parent.parent.parent
T = TypeVar("T")


class Office:
    """An office's database with one complaint of Contoh Pelapor's, and the command on it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.out = folder / "data" / "corrections.yml"
        self.number = ""

    async def register(self, database: AsyncEngine) -> None:
        new = complaint(name="Contoh Pelapor", matter="Izin saya belum jadi")
        committed = await turn(database, Outcome(State(), new_complaint=new))
        self.number = committed.complaints[0].number

    def work(self, step: Callable[..., T], *arguments: Any) -> T:
        async def run() -> T:
            database = make_engine(self.url)
            try:
                return await transaction(database, step, *arguments)
            finally:
                await database.dispose()

        return asyncio.run(run())

    def corrected(self, *new: Correction) -> None:
        self.work(add, new, NOW)

    def rows(self) -> Sequence[Row[Any]]:
        def read(conn: Connection) -> Sequence[Row[Any]]:
            return conn.execute(select(corrections).order_by(corrections.c.id)).all()

        return self.work(read)

    def decisions(self) -> list[bool | None]:
        return [row.accepted for row in self.rows()]

    def export(self, *arguments: str, answers: str = "") -> Result:
        command = ["export-corrections", "--config", str(ROOT / "config.yml")]
        return CliRunner(env={"DATABASE_URL": self.url}).invoke(
            app, [*command, "--out", str(self.out), *arguments], input=answers
        )


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path) -> Office:
    office = Office(sqlite_url, tmp_path)

    async def register() -> None:
        database = make_engine(sqlite_url)
        await office.register(database)
        await database.dispose()

    asyncio.run(register())
    return office


def about(office: Office, text: str, **kwargs: Any) -> Correction:
    return replace(correction(office.number), text=text, **kwargs)


BIAYA = Labels("lapor", ("biaya",))
SAID = Said("lapor", ("jangka_waktu",), confidence=0.41, model_version="builtin-a")


def test_all_are_taken_at_once_and_nothing_personal_gets_out(office: Office) -> None:
    office.corrected(
        about(office, "saya Contoh Pelapor, nik 3214010101900001, wa 081809898222: disuruh bayar"),
        about(office, "nomor saya 9120301234567\ncontoh@mail.co.id", corrected=Labels("tanya")),
    )
    done = office.export("--yes")
    assert done.exit_code == 0, done.output
    assert read_corrections(office.out) == {
        "saya (nama), nik (nik), wa (telepon): disuruh bayar": "lapor+biaya+jangka_waktu",
        "nomor saya (nib) (email)": "tanya",
    }
    for secret in ("Contoh", "3214", "0818", "9120", "mail.co"):
        assert secret not in done.output
        assert secret not in office.out.read_text()
    assert office.decisions() == [True, True]
    assert "2 taken, 0 left out, 0 still waiting" in done.output


def test_each_is_shown_with_old_and_new_label_and_asked_about(office: Office) -> None:
    office.corrected(*(about(office, f"kalimat {name}") for name in ("a", "b", "c", "d")))
    done = office.export(answers="y\nx\n\nT\nl\nq\n")
    assert done.exit_code == 0, done.output
    assert "pakai? [y]a / [t]idak / [l]ewati / [q]" in done.output
    assert "lapor+jangka_waktu (0.40, builtin-a) → lapor+biaya+jangka_waktu" in done.output
    assert "- → nib" in done.output
    assert list(read_corrections(office.out)) == ["kalimat a"]
    assert office.decisions() == [True, False, None, None]
    assert "1 taken, 1 left out, 2 still waiting" in done.output
    again = office.export(answers="y\ny\n")
    assert "(1 of 2)" in again.output
    assert list(read_corrections(office.out)) == ["kalimat a", "kalimat c", "kalimat d"]
    assert office.decisions() == [True, False, True, True]


def test_the_end_of_the_input_keeps_what_was_decided(office: Office) -> None:
    office.corrected(about(office, "kalimat a"), about(office, "kalimat b"))
    assert office.export(answers="y\n").exit_code == 0
    assert office.decisions() == [True, None]
    assert list(read_corrections(office.out)) == ["kalimat a"]


def test_running_it_again_adds_and_neither_loses_nor_doubles(office: Office) -> None:
    office.corrected(about(office, "kalimat a"), about(office, "kalimat b"))
    office.export("--yes")
    first = read_corrections(office.out)
    nothing = office.export("--yes")
    assert "0 taken" in nothing.output
    assert read_corrections(office.out) == first
    office.corrected(about(office, "kalimat c", corrected=BIAYA))
    office.export("--yes")
    assert read_corrections(office.out) == first | {"kalimat c": "lapor+biaya"}


def test_a_line_that_was_mended_by_hand_stays_mended(office: Office) -> None:
    office.corrected(about(office, "kalimat a"))
    office.export("--yes")
    office.out.write_text(office.out.read_text().replace("+jangka_waktu", ""))
    office.corrected(about(office, "kalimat b"))
    office.export("--yes")
    assert read_corrections(office.out)["kalimat a"] == "lapor+biaya"


def test_a_crash_between_file_and_database_doubles_nothing(office: Office) -> None:
    office.corrected(about(office, "urus NIB lama"))
    office.export("--yes")
    first = office.out.read_text()

    def forget(conn: Connection) -> None:
        conn.execute(update(corrections).values(reviewed_at=None, accepted=None))

    office.work(forget)
    assert "1 taken" in office.export("--yes").output
    assert office.out.read_text() == first


def test_the_later_of_two_corrections_of_one_report_is_learned(office: Office) -> None:
    office.corrected(about(office, "kalimat a"), about(office, "kalimat a", corrected=BIAYA))
    office.export("--yes")
    assert read_corrections(office.out) == {"kalimat a": "lapor+biaya"}


def test_a_file_that_is_gone_is_written_again_from_what_was_accepted(office: Office) -> None:
    office.corrected(*(about(office, f"kalimat {name}") for name in "abc"))
    office.export(answers="y\nt\ny\n")
    first = read_corrections(office.out)
    office.out.unlink()
    office.export("--yes")
    assert read_corrections(office.out) == first
    assert list(first) == ["kalimat a", "kalimat c"]


def test_a_permit_is_marked_where_its_words_stand_and_else_only_the_label_is_kept(
    office: Office,
) -> None:
    permit = Labels("lapor", ("biaya",), ("nib",))
    office.corrected(
        about(office, "urus NIB kok bayar", said=SAID, corrected=permit),
        about(office, "urus izin kok bayar", said=SAID, corrected=permit),
        about(office, "nib kok lama", said=SAID, corrected=BIAYA),
    )
    office.export("--yes")
    assert read_corrections(office.out) == {
        "urus [NIB](layanan) kok bayar": "lapor+biaya",
        "urus izin kok bayar": "lapor+biaya",
        "nib kok lama": "lapor+biaya",
    }


def test_a_report_without_words_is_set_aside_unseen(office: Office) -> None:
    office.corrected(about(office, " \n"), about(office, "kalimat a"))
    done = office.export("--yes")
    assert "1 taken, 0 left out, 0 still waiting, 1 without words" in done.output
    assert office.decisions() == [False, True]


def test_a_file_that_cannot_be_read_is_not_overwritten_and_nothing_is_decided(
    office: Office,
) -> None:
    office.corrected(about(office, "kalimat a"))
    office.out.parent.mkdir()
    office.out.write_text("nlu: [x]")
    done = office.export("--yes")
    assert isinstance(done.exception, BaleAduanError)
    assert office.out.read_text() == "nlu: [x]"
    assert office.decisions() == [None]
