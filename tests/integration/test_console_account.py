"""One's own account: password, second factor, and the browsers in which one is signed in."""

from __future__ import annotations

import re

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.people import Officer, Role
from domain.sign_in import FREE_TRIES
from storage.audit_tables import audit_events
from tests.integration.console_rig import Rig
from tests.integration.sign_in_rig import (
    NEW_PASSWORD,
    PASSWORD,
    RECOVERY,
    code_at,
    enter,
    enter_code,
    is_in,
    member,
    row,
    secret_on,
    strict,
    token_of,
    wrong_code,
)
from tests.integration.storage_builders import rows_of

ACCOUNT = "/kantor/akun"


async def _events(rig: Rig) -> list[str]:
    return [row.name for row in await rows_of(rig.database, audit_events)]


async def _change(
    browser: httpx.AsyncClient, old: str = PASSWORD, new: str = NEW_PASSWORD, again: str = ""
) -> httpx.Response:
    form = {"sandi": old, "baru": new, "ulang": again or new}
    return await browser.post(f"{ACCOUNT}/sandi", data=form)


async def test_a_changed_password_ends_all_other_sessions(database: AsyncEngine) -> None:
    rig = Rig(database)
    officer = await member(rig, Role.PETUGAS, username="contoh")
    browser, other = await rig.browser(officer), await rig.browser(officer)
    answer = await _change(browser)
    assert answer.headers["location"] == f"{ACCOUNT}?sandi=1"
    assert await is_in(browser)
    assert not await is_in(other)
    assert (await enter(other, "contoh")).status_code == 401
    assert (await enter(other, "contoh", NEW_PASSWORD)).status_code == 303
    assert await _events(rig) == ["password_changed"]


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("salah sekali", NEW_PASSWORD, NEW_PASSWORD, "Kata sandi salah"),
        (PASSWORD, "pendek", "pendek", "minimal 10 huruf"),
        (PASSWORD, "password1234", "password1234", "mudah ditebak"),
        (PASSWORD, "contoh.orang kuda langit", "contoh.orang kuda langit", "nama pengguna"),
        (PASSWORD, NEW_PASSWORD, "gajah menari di atap hijau", "belum sama"),
        (PASSWORD, "", "", "minimal 10 huruf"),
    ],
)
async def test_a_password_that_does_not_do_changes_nothing(
    database: AsyncEngine, old: str, new: str, again: str, said: str
) -> None:
    rig = Rig(database)
    officer = await member(rig, Role.PETUGAS, username="contoh.orang")
    browser = await rig.browser(officer)
    answer = await _change(browser, old, new, again)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'role="alert"' in answer.text
    for typed in (old, new):
        assert not typed or f'value="{typed}"' not in answer.text
    assert (await enter(await rig.browser(), "contoh.orang")).status_code == 303


async def test_the_old_password_cannot_be_guessed_from_a_stolen_session(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    officer = await member(rig, Role.PETUGAS, username="contoh")
    browser = await rig.browser(officer)
    for _ in range(FREE_TRIES + 1):
        await _change(browser, "salah sekali")
    answer = await _change(browser)
    assert answer.status_code == 422
    assert "Tunggu" in answer.text
    assert (await enter(await rig.browser(), "contoh")).status_code == 429


async def _begin(browser: httpx.AsyncClient) -> str:
    """Begins to set up the second factor; its secret."""
    answer = await browser.post(f"{ACCOUNT}/kode", data={"sandi": PASSWORD})
    page = await browser.get(answer.headers["location"])
    return secret_on(page.text)


async def test_anybody_can_switch_the_second_factor_on(database: AsyncEngine) -> None:
    rig = Rig(database)
    officer = await member(rig, Role.PETUGAS, username="contoh")
    browser = await rig.browser(officer)
    secret = await _begin(browser)
    # Before the first code nothing has changed.
    assert (await enter(await rig.browser(), "contoh")).headers["location"] == "/kantor/antrean"
    wrong = await browser.post(f"{ACCOUNT}/kode/pasang", data={"kode": wrong_code(rig.now)})
    assert wrong.status_code == 422
    done = await browser.post(f"{ACCOUNT}/kode/pasang", data={"kode": code_at(rig.now, secret)})
    codes = re.findall(r"<code>([0-9A-Z-]{19})</code>", done.text)
    assert len(codes) == 10
    page = (await browser.get(ACCOUNT)).text
    assert not any(code in page for code in codes)
    stored = (await row(rig, officer)).recovery
    assert not any(code in stored for code in codes)
    other = await rig.browser()
    assert (await enter(other, "contoh")).headers["location"] == "/kantor/masuk/kode"
    answer = await other.post("/kantor/masuk/kode", data={"pemulihan": codes[3]})
    assert answer.headers["location"] == "/kantor/antrean"
    assert "<strong>9</strong>" in (await other.get(ACCOUNT)).text
    assert await _events(rig) == ["second_factor_on", "recovery_code_used"]


async def test_each_beginning_makes_a_new_secret(database: AsyncEngine) -> None:
    rig = Rig(database)
    officer = await member(rig, Role.PETUGAS)
    browser = await rig.browser(officer)
    first, second = await _begin(browser), await _begin(browser)
    assert first != second
    late = await browser.post(f"{ACCOUNT}/kode/pasang", data={"kode": code_at(rig.now, first)})
    assert late.status_code == 422


async def test_a_browser_left_open_is_not_enough_to_begin(database: AsyncEngine) -> None:
    rig = Rig(database)
    officer = await member(rig, Role.PETUGAS)
    browser = await rig.browser(officer)
    answer = await browser.post(f"{ACCOUNT}/kode", data={"sandi": "salah sekali"})
    assert answer.status_code == 422
    assert "Kata sandi salah" in answer.text
    assert (await browser.get(f"{ACCOUNT}/kode")).headers["location"] == ACCOUNT


@pytest.mark.parametrize(
    ("form", "off"),
    [
        ({"sandi": PASSWORD, "kode": "now"}, True),
        ({"sandi": PASSWORD, "pemulihan": RECOVERY}, True),
        ({"sandi": "salah sekali", "kode": "now"}, False),
        ({"sandi": PASSWORD, "kode": "wrong"}, False),
        ({"sandi": PASSWORD, "pemulihan": "0000-0000-0000-0000"}, False),
        ({"sandi": PASSWORD}, False),
    ],
)
async def test_switching_it_off_takes_password_and_code(
    database: AsyncEngine, form: dict[str, str], off: bool
) -> None:
    rig = Rig(database)
    officer = await member(rig, Role.PETUGAS, username="contoh", phone=True)
    browser = await rig.browser(officer)
    codes = {"now": code_at(rig.now), "wrong": wrong_code(rig.now)}
    data = {name: codes.get(value, value) for name, value in form.items()}
    answer = await browser.post(f"{ACCOUNT}/kode/matikan", data=data)
    assert answer.status_code == (303 if off else 422)
    found = await row(rig, officer)
    assert (found.totp_secret is None) is off
    assert (found.totp_confirmed_at is None) is off


async def test_new_recovery_codes_replace_the_old_ones(database: AsyncEngine) -> None:
    rig = Rig(database)
    officer = await member(rig, Role.PETUGAS, username="contoh", phone=True)
    browser = await rig.browser(officer)
    form = {"sandi": PASSWORD, "kode": code_at(rig.now)}
    page = await browser.post(f"{ACCOUNT}/kode/pemulihan", data=form)
    [first, *_] = re.findall(r"<code>([0-9A-Z-]{19})</code>", page.text)
    other = await rig.browser()
    await enter(other, "contoh")
    assert (await enter_code(other, "", pemulihan=RECOVERY)).status_code == 401
    assert (await enter_code(other, "", pemulihan=first)).status_code == 303


async def test_a_kepala_who_takes_off_the_old_phone_has_to_set_up_the_new_one(
    database: AsyncEngine,
) -> None:
    rig = Rig(database, options=strict())
    officer = await member(rig, Role.KEPALA, username="contoh", phone=True)
    browser = await rig.browser(officer)
    assert "Pasang di ponsel baru" in (await browser.get(ACCOUNT)).text
    form = {"sandi": PASSWORD, "kode": code_at(rig.now)}
    assert (await browser.post(f"{ACCOUNT}/kode/matikan", data=form)).status_code == 303
    assert not await is_in(browser)
    assert (await enter(browser, "contoh")).headers["location"] == "/kantor/masuk/pasang"


async def _two(rig: Rig) -> tuple[Officer, httpx.AsyncClient, httpx.AsyncClient]:
    officer = await member(rig, Role.PETUGAS)
    return officer, await rig.browser(officer), await rig.browser(officer)


def _digests(page: str) -> list[str]:
    return re.findall(r'name="sesi" value="([0-9a-f]{64})"', page)


async def test_one_session_or_all_others_can_be_ended(database: AsyncEngine) -> None:
    rig = Rig(database)
    officer, browser, other = await _two(rig)
    third = await rig.browser(officer)
    page = (await browser.get(ACCOUNT)).text
    assert page.count("peramban ini") == 1
    [one, _] = _digests(page)
    await browser.post(f"{ACCOUNT}/sesi", data={"sesi": one})
    assert [await is_in(one) for one in (browser, other, third)].count(True) == 2
    await browser.post(f"{ACCOUNT}/sesi", data={"lainnya": "1"})
    assert [await is_in(one) for one in (browser, other, third)] == [True, False, False]
    assert token_of(browser, rig) not in page


async def test_nobody_ends_the_sessions_of_others(database: AsyncEngine) -> None:
    rig = Rig(database)
    _, browser, _ = await _two(rig)
    [digest] = _digests((await browser.get(ACCOUNT)).text)
    stranger = await rig.signed_in(Role.PETUGAS)
    await stranger.post(f"{ACCOUNT}/sesi", data={"sesi": digest})
    assert len(_digests((await browser.get(ACCOUNT)).text)) == 1
