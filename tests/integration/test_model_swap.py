"""A running service takes a newly trained model, and no message is dropped or read twice."""

from __future__ import annotations

import asyncio
from pathlib import Path

import structlog
from sqlalchemy import Connection, select

from bot.scheduler import build_scheduler
from domain.calendar import WIB
from domain.people import Officer, Role
from handlers.actions import Correct
from nlu.learn import learn
from nlu.recipe import Recipe
from nlu.train import features_hash
from storage.corrections import unreviewed
from storage.engine import reading
from storage.tables import complaints, inbox
from tests.integration.service import Service, service
from tests.unit.nlu_small import examples

CITIZEN = "whatsapp:+6281200000001"


def put_model(folder: Path, version: str) -> None:
    model = learn(examples(), Recipe(folds=3, noise=0), version)
    model.save(folder, {"features": features_hash()})


def _read_with(conn: Connection) -> list[tuple[str, str]]:
    query = select(inbox.c.text, inbox.c.model_version).order_by(inbox.c.id)
    return [(row.text, row.model_version) for row in conn.execute(query)]


def _newest(conn: Connection) -> tuple[str, str]:
    query = select(complaints.c.number, complaints.c.document).order_by(complaints.c.id.desc())
    row = conn.execute(query.limit(1)).one()
    return row.number, row.document


async def _writes(running: Service, text: str, replies: int) -> None:
    assert (await running.inbound(CITIZEN, text)).status_code == 200
    await running.said(CITIZEN, replies)


async def test_messages_before_and_after_a_swap_name_the_model_that_read_them(
    tmp_path: Path, database_url: str
) -> None:
    folder = tmp_path / "model"
    put_model(folder, "lama")
    changes = {"dialogue.burst_seconds": 0}
    async with service(tmp_path, database_url, changes=changes, model=folder) as running:
        await _writes(running, "diminta uang pungli", 1)
        await asyncio.to_thread(put_model, folder, "baru")
        with structlog.testing.capture_logs() as logs:
            await running.app.models.look()
            await running.app.models.look()
        changed = [entry for entry in logs if entry["event"] == "model_changed"]
        assert [(c["before"], c["after"]) for c in changed] == [("builtin-lama", "builtin-baru")]
        await _writes(running, "Contoh Pelapor", 2)
        assert await reading(running.app.database, _read_with) == [
            ("diminta uang pungli", "builtin-lama"),
            ("Contoh Pelapor", "builtin-baru"),
        ]


async def test_messages_that_come_during_a_swap_are_all_answered(
    tmp_path: Path, sqlite_url: str
) -> None:
    folder = tmp_path / "model"
    put_model(folder, "m0")
    async with service(tmp_path, sqlite_url, model=folder) as running:
        senders = [f"whatsapp:+62812000001{n:02}" for n in range(30)]

        async def write() -> None:
            for sender in senders:
                assert (await running.inbound(sender, "selamat pagi")).status_code == 200
                await asyncio.sleep(0.02)

        writing = asyncio.create_task(write())
        swaps = 0
        while not writing.done():
            swaps += 1
            await asyncio.to_thread(put_model, folder, f"m{swaps}")
            await running.app.models.look()
        await writing
        for sender in senders:
            assert len(await running.said(sender, 1)) == 1
        read = await reading(running.app.database, _read_with)
        assert len(read) == len(senders)
        assert {version for _, version in read} <= {f"builtin-m{n}" for n in range(swaps + 1)}


async def test_each_process_looks_for_a_new_model_twice_a_minute(
    tmp_path: Path, sqlite_url: str
) -> None:
    folder = tmp_path / "model"
    put_model(folder, "lama")
    async with service(tmp_path, sqlite_url, jobs=False, model=folder) as running:
        app = running.app
        scheduler = build_scheduler(app.database, app.settings, app.intake.now, app.models)
        job = scheduler.get_job("model")
        assert job.trigger.interval.total_seconds() == 30
        assert job.trigger.timezone == WIB
        put_model(folder, "baru")
        await job.func(*job.args)
        assert [engine.model_version for engine in app.intake.engines] == ["builtin-baru"]


async def test_an_officers_correction_of_a_real_report_waits_to_be_learned(
    tmp_path: Path, database_url: str
) -> None:
    folder = tmp_path / "model"
    put_model(folder, "lama")
    changes = {"dialogue.burst_seconds": 0}
    async with service(tmp_path, database_url, changes=changes, model=folder) as running:
        whole = "petugas minta uang untuk NIB kemarin, nama saya Contoh Pelapor"
        for count, text in enumerate((whole, "ga ada", "ya"), start=1):
            await _writes(running, text, count)
        number, document = await reading(running.app.database, _newest)
        assert '"model_version":"builtin-lama"' in document
        action = Correct(number, components=("kompetensi",))
        [done] = await running.app.desk.act(action, Officer(1, "nia", "Contoh Nia", Role.PETUGAS))
        assert done.complaints[0].facts.components == ("kompetensi",)
        assert done.outbox_ids == ()
        [stored] = await reading(running.app.database, unreviewed, 10)
        assert stored.correction.said.model_version == "builtin-lama"
        assert stored.correction.text == done.complaints[0].facts.matter
        assert stored.correction.corrected.label == "lapor+kompetensi"
