"""The first account of all, accounts from the command line, and what is forgotten of them."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.accounts import create_officer, first_link, staff_address
from bot.settings import load_settings
from domain.errors import AccountError, BaleAduanError
from domain.people import Role
from storage.engine import make_engine, reading, transaction
from storage.office_tables import public_tries, sessions, setup_links
from storage.people import everybody
from storage.retention import housekeeping
from tests.integration.console_rig import SHIPPED, Rig
from tests.integration.sign_in_rig import NEW_PASSWORD, enter, is_in, member
from tests.integration.storage_builders import rows_of

BASE = "http://kantor.example.test/kantor"


async def test_the_first_start_gives_a_link_to_the_first_admin(database: AsyncEngine) -> None:
    rig = Rig(database)
    first = await first_link(rig.console, BASE)
    second = await first_link(rig.console, BASE)
    assert first.startswith(f"{BASE}/mulai/")
    browser = await rig.browser()
    assert (await browser.get(first)).status_code == 404  # A new start voids the old link.
    form = {"baru": NEW_PASSWORD, "ulang": NEW_PASSWORD}
    assert (await browser.post(second, data=form)).status_code == 303
    assert await first_link(rig.console, BASE) == ""
    answer = await enter(browser, "admin", NEW_PASSWORD)
    assert answer.headers["location"] == "/kantor/orang"


async def test_the_first_link_is_good_for_a_day(database: AsyncEngine) -> None:
    rig = Rig(database)
    link = await first_link(rig.console, BASE)
    rig.now += timedelta(hours=24)
    assert (await (await rig.browser()).get(link)).status_code == 404


async def test_where_somebody_has_an_account_no_link_is_made(database: AsyncEngine) -> None:
    rig = Rig(database)
    await rig.person(Role.PETUGAS)
    assert await first_link(rig.console, BASE) == ""
    assert [one.role for one in await reading(database, everybody)] == [Role.PETUGAS]


async def test_processes_that_start_together_make_one_admin(database: AsyncEngine) -> None:
    rig = Rig(database)
    links = await asyncio.gather(*(first_link(rig.console, BASE) for _ in range(4)))
    browser = await rig.browser()
    statuses = [(await browser.get(link)).status_code for link in links if link]
    assert statuses.count(200) == 1
    assert len(await reading(database, everybody)) == 1


@pytest.mark.parametrize(
    ("environ", "listen", "address"),
    [
        ({}, "", "http://127.0.0.1:8080/kantor"),
        ({"LISTEN": "[::1]:0"}, "", "http://[::1]:4711/kantor"),
        ({"PUBLIC_URL": "https://aduan.example.go.id"}, "", "https://aduan.example.go.id/kantor"),
        (
            {"PUBLIC_URL": "https://aduan.example.go.id"},
            "10.0.0.5:8081",
            "http://10.0.0.5:8081/kantor",
        ),
    ],
)
def test_links_name_the_address_of_the_console(
    environ: dict[str, str], listen: str, address: str
) -> None:
    settings = load_settings(SHIPPED, environ=environ)
    console = settings.console.model_copy(update={"listen": listen})
    settings = settings.model_copy(update={"console": console})
    assert staff_address(settings, 4711 if "LISTEN" in environ else None) == address


def test_the_command_line_makes_an_account_and_prints_its_link(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bale.db'}"
    runner = CliRunner()

    def run(*arguments: str) -> str:
        words = ["create-officer", "--config", str(SHIPPED), "--database", url, *arguments]
        result = runner.invoke(cli, words, catch_exceptions=False)
        assert result.exit_code == 0
        return result.output

    boss = ["--username", "contoh.bidang", "--name", "Contoh Bidang", "--role", "atasan"]
    assert "/kantor/mulai/" in run(*boss, "--level", "2", "--position", "Kepala Bidang")
    clerk = ["--username", "Contoh", "--name", "Contoh Satu", "--role", "petugas"]
    output = run(*clerk, "--superior", "contoh.bidang")
    [link] = [word for word in output.split() if "/kantor/mulai/" in word]

    async def look() -> None:
        engine = make_engine(url)
        try:
            rig = Rig(engine)
            people = {one.username: one for one in await reading(engine, everybody)}
            assert people["contoh"].superior_id == people["contoh.bidang"].id
            assert people["contoh.bidang"].level == 2
            [row, _] = sorted(await rows_of(engine, setup_links), key=lambda row: row.officer_id)
            rig.now = row.expires_at - timedelta(hours=1)
            browser = await rig.browser()
            path = link.partition("/kantor/")[2]
            assert (await browser.get(f"/kantor/{path}")).status_code == 200
        finally:
            await engine.dispose()

    asyncio.run(look())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"role": "bos"}, "Peran harus"),
        ({"superior": "tidakada"}, "Tidak ada pengguna"),
        ({"username": "x"}, "Nama pengguna"),
        ({"role": "atasan"}, "Jenjang"),
    ],
)
async def test_what_is_wrong_on_the_command_line_is_said(
    sqlite_url: str, change: dict[str, str], said: str
) -> None:
    settings = load_settings(SHIPPED, environ={}, database=sqlite_url)
    values = {"username": "contoh", "name": "Contoh", "role": "petugas", "superior": ""} | change
    with pytest.raises(BaleAduanError, match=said) as refused:
        await create_officer(settings, level=0, position="", **values)
    assert isinstance(refused.value, AccountError)


async def test_what_is_over_for_long_is_forgotten(database: AsyncEngine) -> None:
    rig = Rig(database)
    await first_link(rig.console, BASE)
    person = await member(rig, Role.PETUGAS, username="contoh")
    browser = await rig.browser(person)
    await enter(await rig.browser(), "tidakada", "salah sekali")
    rig.now += timedelta(hours=2)
    late = await rig.browser(person)

    async def clean() -> dict[str, int]:
        counts = await transaction(database, housekeeping, rig.now, rig.now - timedelta(days=90))
        return {what: counts[what] for what in ("sessions", "links", "strangers")}

    assert await clean() == {"sessions": 0, "links": 0, "strangers": 0}
    assert await is_in(late)
    rig.now += timedelta(days=3)
    assert await clean() == {"sessions": 0, "links": 1, "strangers": 1}
    rig.now += timedelta(days=30)
    assert await clean() == {"sessions": 2, "links": 0, "strangers": 0}
    for table in (sessions, setup_links, public_tries):
        assert list(await rows_of(database, table)) == []
    assert not await is_in(browser)
