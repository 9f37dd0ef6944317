"""What somebody was writing when the session ended is carried through signing in, and shown."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from console.parts import STAFF
from console.unsent import MOST
from domain.people import Role
from tests.integration.console_rig import Rig
from tests.integration.sign_in_rig import (
    code_at,
    enter,
    enter_code,
    is_in,
    member,
    secret_on,
    strict,
)

PATH = f"{STAFF}/aduan/2026-00001-5/jawab?dari=panel"
TEXT = 'Baris satu\r\n<script>alert("x")</script> & "kutip"'


def _unsent(page: str) -> str:
    """The hidden field that carries it, "" where there is none."""
    found = re.search(r'name="tertunda" value="([^"]*)"', page)
    return html.unescape(found.group(1)) if found else ""


def _fields(page: str) -> dict[str, str]:
    """The hidden fields of the last form of a page."""
    form = page.rpartition("<form")[2]
    pairs = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form, re.DOTALL)
    return {html.unescape(name): html.unescape(value) for name, value in pairs}


async def _expired(rig: Rig) -> httpx.AsyncClient:
    browser = await rig.signed_in(Role.PETUGAS)
    rig.now += timedelta(hours=11)
    return browser


async def test_the_text_survives_signing_in_and_is_shown_before_it_is_sent(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    await member(rig, Role.PETUGAS, username="contoh")
    browser = await _expired(rig)
    page = await browser.post(PATH, data={"teks": TEXT, "kosong": ""})
    assert page.status_code == 401
    assert "tidak hilang" in page.text
    assert "<script>alert" not in page.text
    shown = await enter(browser, "contoh", tertunda=_unsent(page.text))
    assert shown.status_code == 200
    assert "Lanjutkan menyimpan" in shown.text
    assert "<script>alert" not in shown.text
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;" in shown.text
    assert f'action="{html.escape(PATH)}"' in shown.text
    # A browser makes one kind of line breaks of all when it sends a form.
    sent = {name: value.replace("\r\n", "\n") for name, value in _fields(shown.text).items()}
    assert sent == {"teks": TEXT.replace("\r\n", "\n"), "kosong": ""}
    assert await is_in(browser)


async def test_a_wrong_password_does_not_lose_it(database: AsyncEngine) -> None:
    rig = Rig(database)
    await member(rig, Role.PETUGAS, username="contoh")
    browser = await _expired(rig)
    page = (await browser.post(PATH, data={"teks": TEXT})).text
    for _ in range(6):  # The last ones while the account is closed.
        page = (await enter(browser, "contoh", "salah sekali", tertunda=_unsent(page))).text
    rig.now += timedelta(minutes=5)
    assert "Lanjutkan menyimpan" in (await enter(browser, "contoh", tertunda=_unsent(page))).text


async def test_it_survives_the_second_factor_too(database: AsyncEngine) -> None:
    rig = Rig(database)
    await member(rig, Role.PETUGAS, username="contoh", phone=True)
    browser = await _expired(rig)
    page = await browser.post(PATH, data={"teks": TEXT})
    page = await enter(browser, "contoh", tertunda=_unsent(page.text))
    assert "Langkah kedua" in page.text
    page = await enter_code(browser, "000", tertunda=_unsent(page.text))
    assert page.status_code == 401
    page = await enter_code(browser, code_at(rig.now), tertunda=_unsent(page.text))
    assert "Lanjutkan menyimpan" in page.text
    assert _fields(page.text)["teks"].replace("\r\n", "\n") == TEXT.replace("\r\n", "\n")


async def test_it_survives_setting_up_the_second_factor(database: AsyncEngine) -> None:
    rig = Rig(database, options=strict())
    await member(rig, Role.KEPALA, username="contoh")
    browser = await _expired(rig)
    page = await browser.post(PATH, data={"teks": TEXT})
    page = await enter(browser, "contoh", tertunda=_unsent(page.text))
    code = code_at(rig.now, secret_on(page.text))
    form = {"kode": code, "tertunda": _unsent(page.text)}
    page = await browser.post("/kantor/masuk/pasang", data=form)
    assert "Simpan kode pemulihan" in page.text
    assert "teks" in _fields(page.text)


async def test_files_cannot_be_carried_and_the_page_says_so(database: AsyncEngine) -> None:
    rig = Rig(database)
    browser = await _expired(rig)
    page = await browser.post(
        PATH, data={"teks": TEXT}, files={"berkas": ("surat.pdf", b"%PDF-" + b"x" * 200_000)}
    )
    assert page.status_code == 401
    assert "Berkas harus dipilih lagi" in page.text
    assert "%PDF" not in page.text
    assert "teks" in _unsent(page.text)


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        ({"teks": "x" * (MOST - 10)}, True),
        ({"teks": "🙂" * (MOST // 4 - 10)}, True),
        ({"teks": "x" * (MOST + 1)}, False),
        ({"teks": "x" * 5_000_000}, False),
        ({f"f{number}": "x" for number in range(201)}, False),
        ({}, None),
    ],
    ids=["nearly too much", "of four bytes each", "too much", "far too much", "many", "nothing"],
)
async def test_only_so_much_is_carried(
    database: AsyncEngine, data: dict[str, str], kept: bool | None
) -> None:
    rig = Rig(database)
    browser = await _expired(rig)
    page = await browser.post(PATH, data=data)
    assert page.status_code == 401
    assert bool(_unsent(page.text)) is (kept is True)
    assert ("terlalu besar" in page.text) is (kept is False)


async def test_passwords_are_never_carried(database: AsyncEngine) -> None:
    rig = Rig(database)
    browser = await _expired(rig)
    for path in ("/kantor/akun/sandi", "/kantor/akun/kode"):
        page = await browser.post(path, data={"sandi": "rahasia-sekali", "baru": "rahasia-sekali"})
        assert page.status_code == 401
        assert "rahasia-sekali" not in page.text
        assert not _unsent(page.text)


async def test_a_script_is_told_and_keeps_the_text_itself(database: AsyncEngine) -> None:
    rig = Rig(database)
    browser = await _expired(rig)
    answer = await browser.post(PATH, data={"teks": "x"}, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()) == (401, {"error": "Sesi berakhir. Masuk lagi."})


@pytest.mark.parametrize(
    "made_up",
    [
        '{"target": "https://example.com/x", "fields": [["a", "b"]], "files": false}',
        '{"target": "//example.com/kantor", "fields": [["a", "b"]], "files": false}',
        '{"target": "javascript:alert(1)", "fields": [["a", "b"]], "files": false}',
        '{"target": "/kantor/akun/sandi", "fields": [["a", "b"]], "files": false}',
        "{",
    ],
)
async def test_what_was_made_up_is_not_carried(database: AsyncEngine, made_up: str) -> None:
    rig = Rig(database)
    await member(rig, Role.PETUGAS, username="contoh")
    answer = await enter(await rig.browser(), "contoh", tertunda=made_up)
    assert (answer.status_code, answer.headers["location"]) == (303, "/kantor/antrean")


@pytest.mark.parametrize(
    ("way", "leads"),
    [
        ("/kantor/akun", "/kantor/akun"),
        ("/kantor/antrean?q=a%20b", "/kantor/antrean?q=a%20b"),
        ("/kantor/masuk?lanjut=/kantor/masuk", "/kantor/antrean"),
        ("/kantor/keluar", "/kantor/antrean"),
        ("//example.com/kantor", "/kantor/antrean"),
        ("/\\example.com", "/kantor/antrean"),
        ("https://example.com/kantor", "/kantor/antrean"),
        ("/kantor/../simulator", "/kantor/antrean"),
        ("/kantor/%2e%2e/simulator", "/kantor/antrean"),
        ("/kantor/a\r\nSet-Cookie: x=1", "/kantor/antrean"),
        ("/aduan", "/kantor/antrean"),
    ],
)
async def test_nobody_is_led_out_of_the_console(
    database: AsyncEngine, way: str, leads: str
) -> None:
    rig = Rig(database)
    await member(rig, Role.PETUGAS, username="contoh")
    browser = await rig.browser()
    page = await browser.get("/kantor/masuk", params={"lanjut": way})
    assert page.status_code == 200
    answer = await enter(browser, "contoh", lanjut=way)
    assert (answer.status_code, answer.headers["location"]) == (303, leads)
    # The same for somebody who is signed in already.
    again = await browser.get("/kantor/masuk", params={"lanjut": way})
    assert again.headers["location"] == leads
