"""Signing in: who gets in, who does not, and how long somebody waits who guesses."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy.ext.asyncio import AsyncEngine

from console import cookies
from console.parts import Options
from domain.people import Role
from domain.sign_in import FREE_TRIES
from storage.engine import make_engine
from storage.office_tables import sessions
from tests.integration.console_rig import HOST, Rig
from tests.integration.sign_in_rig import (
    PASSWORD,
    RECOVERY,
    change_row,
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


async def test_name_and_password_let_in(database: AsyncEngine) -> None:
    rig = Rig(database)
    officer = await member(rig, Role.PETUGAS, username="contoh")
    browser = await rig.browser()
    assert not await is_in(browser)
    answer = await enter(browser, " Contoh ")
    assert (answer.status_code, answer.headers["location"]) == (303, "/kantor/antrean")
    assert await is_in(browser)
    assert (await browser.get("/kantor/masuk")).headers["location"] == "/kantor/antrean"
    assert (await row(rig, officer)).failures == 0


@pytest.mark.parametrize(
    ("role", "home"),
    [
        (Role.ATASAN, "/kantor/antrean"),
        (Role.INSPEKTORAT, "/kantor/antrean"),
        (Role.ADMIN, "/kantor/orang"),
    ],
)
async def test_everybody_begins_where_their_work_is(
    database: AsyncEngine, role: Role, home: str
) -> None:
    rig = Rig(database)
    await member(rig, role, username="contoh")
    browser = await rig.browser()
    assert (await enter(browser, "contoh")).headers["location"] == home
    assert (await browser.get("/kantor/")).headers["location"] == home


async def test_a_wrong_name_and_a_wrong_password_are_told_alike(database: AsyncEngine) -> None:
    rig = Rig(database)
    await member(rig, Role.PETUGAS, username="contoh")
    gone = await member(rig, Role.PETUGAS, username="pergi")
    await change_row(rig, gone, disabled_at=rig.now)
    await rig.person(Role.PETUGAS, "baru")  # Has not set a password yet.
    pages = set()
    for name in ("contoh", "tidakada", "pergi", "baru"):
        browser = await rig.browser()
        # The disabled one gives the right password.
        for _ in range(FREE_TRIES + 2):
            answer = await enter(browser, name, PASSWORD if name == "pergi" else "salah sekali")
            text = answer.text.replace(f'value="{name}"', "")
            pages.add((answer.status_code, answer.headers.get("retry-after"), text))
    # Wrong, wrong and closed, closed: the same three pages for all four names.
    assert [status for status, *_ in sorted(pages, key=lambda page: page[0])] == [401, 401, 429]


async def test_each_wrong_try_after_the_fourth_closes_the_account_longer(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    officer = await member(rig, Role.PETUGAS, username="contoh")
    browser = await rig.browser()
    for _ in range(FREE_TRIES):
        answer = await enter(browser, "contoh", "salah sekali")
        assert (answer.status_code, "Percobaan berikutnya" in answer.text) == (401, False)
    for seconds in (30, 60, 120):
        answer = await enter(browser, "contoh", "salah sekali")
        assert answer.status_code == 401
        assert "Percobaan berikutnya" in answer.text
        # While it is closed not even the right password is looked at, and nothing is counted.
        rig.now += timedelta(seconds=seconds - 1)
        closed = await enter(browser, "contoh")
        assert (closed.status_code, closed.headers["retry-after"]) == (429, "1")
        assert "Tunggu 1 detik" in closed.text
        rig.now += timedelta(seconds=1)
    assert (await row(rig, officer)).failures == FREE_TRIES + 3
    assert (await enter(browser, "contoh")).status_code == 303
    found = await row(rig, officer)
    assert (found.failures, found.locked_until) == (0, None)


async def test_guesses_at_once_cannot_outrun_the_counter(database: AsyncEngine) -> None:
    rig = Rig(database)
    officer = await member(rig, Role.PETUGAS, username="contoh")
    browsers = [await rig.browser() for _ in range(12)]
    answers = await asyncio.gather(*(enter(one, "contoh", "salah sekali") for one in browsers))
    looked_at = [answer for answer in answers if answer.status_code == 401]
    assert len(looked_at) == FREE_TRIES + 1
    assert {answer.status_code for answer in answers} == {401, 429}
    assert (await row(rig, officer)).failures == FREE_TRIES + 1


async def test_one_address_may_not_try_many_names(sqlite_url: str) -> None:
    """With one kind of database: it is counted in memory, and each try takes long on purpose."""
    database = make_engine(sqlite_url)
    rig = Rig(database)
    browser = await rig.browser()
    for number in range(60):
        if (await enter(browser, f"nama{number}", "x")).status_code == 429:
            break
    assert 20 < number < 60
    rig.now += timedelta(minutes=5)
    assert (await enter(browser, "nama", "x")).status_code == 401
    await database.dispose()


async def test_a_password_hashed_with_older_settings_is_hashed_anew(database: AsyncEngine) -> None:
    rig = Rig(database)
    officer = await member(rig, Role.PETUGAS, username="contoh")
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    await change_row(rig, officer, password_hash=old)
    assert (await enter(await rig.browser(), "contoh")).status_code == 303
    kept = (await row(rig, officer)).password_hash
    assert kept != old
    assert PasswordHasher().verify(kept, PASSWORD)


# --- The second factor ------------------------------------------------------------------------


async def test_the_code_comes_after_the_password(database: AsyncEngine) -> None:
    rig = Rig(database)
    officer = await member(rig, Role.PETUGAS, username="contoh", phone=True)
    browser = await rig.browser()
    assert (await enter(browser, "contoh")).headers["location"] == "/kantor/masuk/kode"
    assert not await is_in(browser)
    assert "one-time-code" in (await browser.get("/kantor/masuk/kode")).text
    answer = await enter_code(browser, wrong_code(rig.now))
    assert answer.status_code == 401
    assert not await is_in(browser)
    assert (await enter_code(browser, code_at(rig.now))).headers["location"] == "/kantor/antrean"
    assert await is_in(browser)
    assert (await row(rig, officer)).failures == 0


async def test_a_code_works_once(database: AsyncEngine) -> None:
    rig = Rig(database)
    await member(rig, Role.PETUGAS, username="contoh", phone=True)
    browsers = [await rig.browser() for _ in range(4)]
    for browser in browsers:
        await enter(browser, "contoh")
    code = code_at(rig.now)
    answers = await asyncio.gather(*(enter_code(browser, code) for browser in browsers))
    assert sorted(answer.status_code for answer in answers) == [303, 401, 401, 401]
    # Nor does one from before it, which the window would still allow.
    late = await rig.browser()
    await enter(late, "contoh")
    assert (await enter_code(late, code_at(rig.now - timedelta(seconds=30)))).status_code == 401


async def test_a_recovery_code_works_once(database: AsyncEngine) -> None:
    rig = Rig(database)
    await member(rig, Role.PETUGAS, username="contoh", phone=True)
    browsers = [await rig.browser() for _ in range(3)]
    for browser in browsers:
        await enter(browser, "contoh")
    answers = await asyncio.gather(
        *(enter_code(one, "", pemulihan=RECOVERY.lower()) for one in browsers)
    )
    assert sorted(answer.status_code for answer in answers) == [303, 401, 401]


async def test_whoever_knows_the_password_gets_no_more_tries_at_the_code(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    officer = await member(rig, Role.PETUGAS, username="contoh", phone=True)
    wrong = 0
    for _ in range(FREE_TRIES + 1):
        browser = await rig.browser()
        assert (await enter(browser, "contoh")).status_code == 303
        wrong += (await enter_code(browser, wrong_code(rig.now))).status_code == 401
    assert wrong == FREE_TRIES + 1
    assert (await row(rig, officer)).failures == FREE_TRIES + 1
    assert (await enter(browser, "contoh")).status_code == 429
    assert (await enter_code(browser, code_at(rig.now))).status_code == 429
    rig.now += timedelta(seconds=31)
    assert (await enter(browser, "contoh")).status_code == 303
    assert (await enter_code(browser, wrong_code(rig.now))).status_code == 401
    rig.now += timedelta(seconds=31)
    assert (await enter_code(browser, code_at(rig.now))).status_code == 429  # A minute by now.


async def test_between_password_and_code_there_are_ten_minutes(database: AsyncEngine) -> None:
    rig = Rig(database)
    await member(rig, Role.PETUGAS, username="contoh", phone=True)
    browser = await rig.browser()
    await enter(browser, "contoh", lanjut="/kantor/akun")
    rig.now += timedelta(minutes=11)
    answer = await enter_code(browser, code_at(rig.now), lanjut="/kantor/akun")
    assert answer.status_code == 401
    assert "Sesi Anda sudah berakhir" in answer.text
    assert 'value="/kantor/akun"' in answer.text


@pytest.mark.parametrize("role", [Role.KEPALA, Role.ADMIN])
async def test_kepala_and_admin_set_up_the_second_factor_before_anything_else(
    database: AsyncEngine, role: Role
) -> None:
    rig = Rig(database, options=strict())
    await member(rig, role, username="contoh")
    browser = await rig.browser()
    answer = await enter(browser, "contoh", lanjut="/kantor/akun")
    assert answer.headers["location"] == "/kantor/masuk/pasang?lanjut=%2Fkantor%2Fakun"
    for path in ("/kantor/akun", "/kantor/antrean", "/kantor/orang", "/kantor/"):
        assert (await browser.get(path)).headers["location"].startswith("/kantor/masuk?")
    assert (await browser.get("/kantor/masuk/kode")).headers["location"] == "/kantor/masuk/pasang"
    page = await browser.get(answer.headers["location"])
    secret = secret_on(page.text)
    wrong = await browser.post("/kantor/masuk/pasang", data={"kode": wrong_code(rig.now)})
    assert (wrong.status_code, await is_in(browser)) == (422, False)
    form = {"kode": code_at(rig.now, secret), "lanjut": "/kantor/akun"}
    done = await browser.post("/kantor/masuk/pasang", data=form)
    assert done.status_code == 200
    assert len(re.findall(r"<code>[0-9A-Z-]{19}</code>", done.text)) == 10
    assert 'href="/kantor/akun"' in done.text
    assert await is_in(browser)
    # From now on the code is asked for, and the first one is used up.
    other = await rig.browser()
    assert (await enter(other, "contoh")).headers["location"] == "/kantor/masuk/kode"
    assert (await enter_code(other, code_at(rig.now, secret))).status_code == 401


async def test_others_need_no_second_factor(database: AsyncEngine) -> None:
    rig = Rig(database, options=strict())
    await member(rig, Role.ATASAN, username="contoh")
    browser = await rig.browser()
    assert (await enter(browser, "contoh")).headers["location"] == "/kantor/antrean"


async def test_a_session_from_before_it_was_wanted_is_worth_nothing(database: AsyncEngine) -> None:
    before = Rig(database)
    officer = await member(before, Role.ADMIN)
    token = token_of(await before.browser(officer), before)
    after = Rig(database, options=strict())
    browser = await after.browser()
    browser.cookies.set(cookies.name(after.options), token, domain=HOST)
    assert (await browser.get("/kantor/orang")).headers["location"].startswith("/kantor/masuk?")


async def test_the_set_up_page_gives_nothing_to_somebody_who_has_one(database: AsyncEngine) -> None:
    rig = Rig(database, options=strict())
    await member(rig, Role.ADMIN, username="contoh", phone=True)
    browser = await rig.browser()
    await enter(browser, "contoh")
    assert (await browser.get("/kantor/masuk/pasang")).headers["location"] == "/kantor/masuk"
    answer = await browser.post("/kantor/masuk/pasang", data={"kode": code_at(rig.now)})
    assert (answer.status_code, await is_in(browser)) == (401, False)


# --- Sessions ---------------------------------------------------------------------------------


async def test_every_step_gives_a_new_token_and_ends_the_one_before(database: AsyncEngine) -> None:
    rig = Rig(database)
    await member(rig, Role.PETUGAS, username="contoh", phone=True)
    browser = await rig.browser()
    browser.cookies.set(
        cookies.name(rig.options), "planted-by-somebody", domain=HOST, path="/kantor"
    )
    tokens = ["planted-by-somebody"]
    await enter(browser, "contoh")
    tokens.append(token_of(browser, rig))
    await enter_code(browser, code_at(rig.now))
    tokens.append(token_of(browser, rig))
    assert len(set(tokens)) == 3
    for token in tokens:
        thief = await rig.browser()
        thief.cookies.set(cookies.name(rig.options), token, domain=HOST)
        assert await is_in(thief) is (token == tokens[-1])
    # Only digests are kept.
    assert not {row.digest for row in await rows_of(database, sessions)} & set(tokens)


async def test_signing_out_ends_the_session_itself(database: AsyncEngine) -> None:
    rig = Rig(database)
    browser = await rig.signed_in(Role.PETUGAS)
    token = token_of(browser, rig)
    answer = await browser.post("/kantor/keluar")
    assert answer.headers["location"] == "/kantor/masuk?keluar=1"
    assert "Max-Age=0" in answer.headers["set-cookie"]
    thief = await rig.browser()
    thief.cookies.set(cookies.name(rig.options), token, domain=HOST)
    assert not await is_in(thief)


async def test_a_session_ends_after_a_day_of_work_and_after_doing_nothing(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    await member(rig, Role.PETUGAS, username="contoh")
    browser, idle = await rig.browser(), await rig.browser()
    await enter(browser, "contoh")
    await enter(idle, "contoh")
    for _ in range(9):
        rig.now += timedelta(hours=1)
        assert await is_in(browser)
    assert not await is_in(idle)
    rig.now += timedelta(hours=1, minutes=1)
    assert not await is_in(browser)


async def test_a_page_left_open_is_not_somebody_at_work(database: AsyncEngine) -> None:
    rig = Rig(database)
    browser = await rig.signed_in(Role.PETUGAS)
    for _ in range(13):
        rig.now += timedelta(minutes=10)
        await browser.get("/kantor/akun", headers={"accept": "application/json"})
    assert not await is_in(browser)


@pytest.mark.parametrize(
    ("options", "scheme", "name", "secure"),
    [
        (Options(), "http", "bale-kantor", False),
        (Options(), "https", "bale-kantor", True),
        (Options(secure=True), "http", "__Secure-bale-kantor", True),
    ],
)
async def test_the_cookie_is_for_this_face_and_no_script(
    database: AsyncEngine, options: Options, scheme: str, name: str, secure: bool
) -> None:
    rig = Rig(database, options=options)
    await member(rig, Role.PETUGAS, username="contoh")
    browser = await rig.browser()
    browser.base_url = f"{scheme}://{HOST}"
    browser.headers["origin"] = f"{scheme}://{HOST}"
    cookie = (await enter(browser, "contoh")).headers["set-cookie"]
    assert cookie.startswith(f"{name}=")
    flags = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert flags == {"httponly", "path=/kantor", "samesite=lax"} | ({"secure"} if secure else set())
