"""Accounts in the admin's hands: made, changed, closed, and never the last key thrown away."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.complaint import Complaint
from domain.people import Role
from storage.audit_tables import audit_events
from storage.engine import reading
from storage.office_tables import officers, setup_links
from storage.people import everybody
from tests.integration.console_rig import Rig
from tests.integration.sign_in_rig import (
    NEW_PASSWORD,
    change_row,
    enter,
    is_in,
    member,
    row,
)
from tests.integration.storage_builders import rows_of

PEOPLE = "/kantor/orang"
PERSON = {"nama_pengguna": "contoh.baru", "nama": "Contoh Baru", "peran": "petugas"}


def link_on(page: httpx.Response) -> str:
    """The one-time link that a page shows, as a path."""
    [link] = re.findall(r"https?://\S+/kantor/mulai/[\w-]+", page.text)
    return str(urlsplit(link).path)


async def set_password(
    browser: httpx.AsyncClient, link: str, password: str = NEW_PASSWORD
) -> httpx.Response:
    return await browser.post(link, data={"baru": password, "ulang": password})


async def test_a_new_person_sets_a_password_with_the_link_and_gets_in(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    admin = await rig.signed_in(Role.ADMIN)
    boss = await rig.person(Role.ATASAN, level=2)
    form = PERSON | {"jabatan": "Petugas Loket", "atasan": str(boss.id)}
    page = await admin.post(f"{PEOPLE}/baru", data=form)
    link = link_on(page)
    [made] = [one for one in await reading(database, everybody) if one.username == "contoh.baru"]
    assert (made.name, made.role, made.position) == ("Contoh Baru", Role.PETUGAS, "Petugas Loket")
    assert made.superior_id == boss.id
    assert "Belum membuat kata sandi" in (await admin.get(PEOPLE)).text

    browser = await rig.browser()
    for _ in range(2):  # Looking at it, as programs that show previews do, uses nothing up.
        start = await browser.get(link)
        assert (start.status_code, "contoh.baru" in start.text) == (200, True)
    weak = await set_password(browser, link, "password1234")
    assert (weak.status_code, "mudah ditebak" in weak.text) == (422, True)
    done = await set_password(browser, link)
    assert done.headers["location"] == "/kantor/masuk?siap=1"
    assert not await is_in(browser)  # The link lets nobody in by itself.
    assert (await enter(browser, "contoh.baru", NEW_PASSWORD)).status_code == 303
    # Neither token nor password is kept.
    kept = {link.digest for link in await rows_of(database, setup_links)}
    assert not kept & {link.rpartition("/")[2]}


async def test_a_link_works_once_for_a_day_and_until_there_is_another(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    admin = await rig.signed_in(Role.ADMIN)
    browser = await rig.browser()
    page = await admin.post(f"{PEOPLE}/baru", data=PERSON)
    first = link_on(page)
    [made] = [one for one in await reading(database, everybody) if one.username == "contoh.baru"]
    second = link_on(await admin.post(f"{PEOPLE}/{made.id}/tautan"))
    for dead in (first, "/kantor/mulai/x", "/kantor/mulai/" + "x" * 5000):
        assert (await browser.get(dead)).status_code == 404
        assert (await set_password(browser, dead)).status_code == 404
    answers = await asyncio.gather(*(set_password(browser, second) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [303, 404, 404]
    third = link_on(await admin.post(f"{PEOPLE}/{made.id}/tautan"))
    rig.now += timedelta(hours=24)
    dead_page = await browser.get(third)
    assert dead_page.status_code == 404
    assert "Minta tautan baru" in dead_page.text


async def test_a_new_link_opens_a_closed_account_and_ends_sessions(database: AsyncEngine) -> None:
    rig = Rig(database)
    admin = await rig.signed_in(Role.ADMIN)
    person = await member(rig, Role.PETUGAS, username="contoh", phone=True)
    browser = await rig.browser(person)
    await change_row(rig, person, failures=9, locked_until=rig.now + timedelta(minutes=8))
    link = link_on(await admin.post(f"{PEOPLE}/{person.id}/tautan"))
    assert await is_in(browser)  # Until the link is used.
    await set_password(await rig.browser(), link)
    assert not await is_in(browser)
    answer = await enter(browser, "contoh", NEW_PASSWORD)
    # The phone is still asked for: a link alone is not both factors.
    assert answer.headers["location"] == "/kantor/masuk/kode"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"nama_pengguna": "Contoh Baru"}, "Nama pengguna berisi"),
        ({"nama_pengguna": "ada"}, "sudah dipakai"),
        ({"nama": " "}, "Tulis nama"),
        ({"nama": "x" * 121}, "paling panjang"),
        ({"peran": "atasan"}, "Jenjang atasan"),
        ({"peran": "atasan", "jenjang": "9"}, "Jenjang atasan"),
        ({"peran": "atasan", "jenjang": "dua"}, "Jenjang atasan"),
        ({"atasan": "999"}, "tidak ada atau dinonaktifkan"),
        ({"peran": "bos"}, "Peran ini tidak dikenal"),
    ],
)
async def test_an_account_that_cannot_be_made_says_why_and_keeps_what_was_typed(
    database: AsyncEngine, change: dict[str, str], said: str
) -> None:
    rig = Rig(database)
    admin = await rig.signed_in(Role.ADMIN)
    await rig.person(Role.PETUGAS, "ada")
    before = len(await rows_of(database, officers))
    form = PERSON | {"jabatan": "Petugas <b>Loket</b>"} | change
    answer = await admin.post(f"{PEOPLE}/baru", data=form)
    assert answer.status_code == 422
    assert said in answer.text
    assert "<b>Loket" not in answer.text
    if "peran" not in change or change["peran"] == "atasan":
        assert "Petugas &lt;b&gt;Loket&lt;/b&gt;" in answer.text
    assert len(await rows_of(database, officers)) == before


async def test_the_same_name_at_the_same_moment_is_made_once(database: AsyncEngine) -> None:
    rig = Rig(database)
    admin = await rig.signed_in(Role.ADMIN)
    answers = await asyncio.gather(*(admin.post(f"{PEOPLE}/baru", data=PERSON) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [200, 422, 422]


async def test_a_role_that_was_taken_away_is_gone_at_once(database: AsyncEngine) -> None:
    rig = Rig(database)
    admin = await rig.signed_in(Role.ADMIN)
    person = await member(rig, Role.ADMIN)
    await member(rig, Role.ADMIN)
    browser = await rig.browser(person)
    assert (await browser.get(PEOPLE)).status_code == 200
    form = {"nama": "Contoh Lain", "peran": "petugas"}
    answer = await admin.post(f"{PEOPLE}/{person.id}", data=form)
    assert answer.headers["location"] == f"{PEOPLE}/{person.id}?simpan=1"
    assert (await browser.get(PEOPLE)).status_code == 403


async def test_a_disabled_account_is_out_at_once_and_can_come_back(database: AsyncEngine) -> None:
    rig = Rig(database)
    admin = await rig.signed_in(Role.ADMIN)
    person = await member(rig, Role.PETUGAS, username="contoh")
    browser = await rig.browser(person)
    link = link_on(await admin.post(f"{PEOPLE}/{person.id}/tautan"))
    assert (await admin.post(f"{PEOPLE}/{person.id}/nonaktif")).status_code == 303
    assert not await is_in(browser)
    assert (await enter(browser, "contoh")).status_code == 401
    assert (await browser.get(link)).status_code == 404
    assert (await admin.post(f"{PEOPLE}/{person.id}/tautan")).status_code == 422
    assert "Dinonaktifkan" in (await admin.get(f"{PEOPLE}/{person.id}")).text
    assert (await admin.post(f"{PEOPLE}/{person.id}/aktif")).status_code == 303
    assert not await is_in(browser)  # Old sessions stay ended.
    assert (await enter(browser, "contoh")).status_code == 303


@pytest.mark.parametrize("act", ["nonaktif", "ubah"])
async def test_the_last_admin_who_can_get_in_stays(database: AsyncEngine, act: str) -> None:
    rig = Rig(database)
    last = await member(rig, Role.ADMIN)
    await rig.person(Role.ADMIN)  # Has no password yet, so cannot get in.
    gone = await member(rig, Role.ADMIN)
    await change_row(rig, gone, disabled_at=rig.now)
    admin = await rig.browser(last)
    if act == "nonaktif":
        answer = await admin.post(f"{PEOPLE}/{last.id}/nonaktif")
    else:
        form = {"nama": "Contoh", "peran": "petugas"}
        answer = await admin.post(f"{PEOPLE}/{last.id}", data=form)
    assert answer.status_code == 422
    assert "satu-satunya admin" in answer.text
    assert (await admin.get(PEOPLE)).status_code == 200


async def test_two_admins_cannot_shut_each_other_out(database: AsyncEngine) -> None:
    rig = Rig(database)
    first, second = await member(rig, Role.ADMIN), await member(rig, Role.ADMIN)
    one, two = await rig.browser(first), await rig.browser(second)
    await asyncio.gather(
        one.post(f"{PEOPLE}/{second.id}/nonaktif"), two.post(f"{PEOPLE}/{first.id}/nonaktif")
    )
    left = [person for person in await reading(database, everybody) if person.role is Role.ADMIN]
    assert len(left) == 1


async def test_a_superior_stays_above_those_who_report_to_them(database: AsyncEngine) -> None:
    rig = Rig(database)
    admin = await rig.signed_in(Role.ADMIN)
    boss = await rig.person(Role.ATASAN, level=3)
    await rig.person(Role.ATASAN, level=2, superior_id=boss.id)
    for form, status in (
        ({"nama": "Contoh", "peran": "atasan", "jenjang": "2"}, 422),
        ({"nama": "Contoh", "peran": "petugas"}, 422),
        ({"nama": "Contoh", "peran": "atasan", "jenjang": "4"}, 303),
        ({"nama": "Contoh", "peran": "kepala"}, 303),
    ):
        assert (await admin.post(f"{PEOPLE}/{boss.id}", data=form)).status_code == status


async def test_an_admin_ends_the_sessions_of_others(database: AsyncEngine) -> None:
    rig = Rig(database)
    admin = await rig.signed_in(Role.ADMIN)
    person = await member(rig, Role.KEPALA)
    browsers = [await rig.browser(person) for _ in range(2)]
    assert "test" in (await admin.get(f"{PEOPLE}/{person.id}")).text
    await admin.post(f"{PEOPLE}/{person.id}/sesi")
    assert [await is_in(browser) for browser in browsers] == [False, False]


async def test_an_admin_drops_the_second_factor_of_others(database: AsyncEngine) -> None:
    rig = Rig(database)
    admin = await rig.signed_in(Role.ADMIN)
    person = await member(rig, Role.PETUGAS, username="contoh", phone=True)
    browser = await rig.browser(person)
    await admin.post(f"{PEOPLE}/{person.id}/kode")
    assert not await is_in(browser)
    assert (await enter(browser, "contoh")).headers["location"] == "/kantor/antrean"


async def test_an_admin_does_not_get_around_their_own_password(database: AsyncEngine) -> None:
    """A browser that was left open must not be enough to take the account over."""
    rig = Rig(database)
    me = await member(rig, Role.ADMIN, phone=True)
    admin = await rig.browser(me)
    for act in ("tautan", "kode"):
        answer = await admin.post(f"{PEOPLE}/{me.id}/{act}")
        assert (answer.status_code, "halaman Akun" in answer.text) == (422, True)
    assert (await row(rig, me)).totp_secret is not None


async def test_what_an_admin_did_is_written_down_without_names(database: AsyncEngine) -> None:
    rig = Rig(database)
    me = await member(rig, Role.ADMIN, username="contoh.admin")
    admin = await rig.browser(me)
    await admin.post(f"{PEOPLE}/baru", data=PERSON)
    [person] = [one for one in await reading(database, everybody) if one.role is Role.PETUGAS]
    one = f"{PEOPLE}/{person.id}"
    form = {"nama": "Contoh Baru", "peran": "atasan", "jenjang": "2"}
    await admin.post(one, data=form)
    await admin.post(one, data=form)  # Nothing changes, so nothing is written.
    for act in ("tautan", "sesi", "kode", "nonaktif", "aktif"):
        await admin.post(f"{one}/{act}")
    events = await rows_of(database, audit_events)
    assert [(event.name, event.complaint, event.actor) for event in events] == [
        (name, "", "contoh.admin")
        for name in (
            "officer_created",
            "link_made",
            "officer_changed",
            "link_made",
            "sessions_ended",
            "second_factor_off",
            "officer_disabled",
            "officer_enabled",
        )
    ]
    data = [json.loads(event.data) for event in events]
    assert data[0] == {"officer": person.id, "role": "petugas", "level": 0}
    assert data[2] == {
        "officer": person.id,
        "changed": "role level",
        "role": "atasan",
        "level": 2,
    }
    assert "Contoh" not in "".join(event.data for event in events)


@pytest.mark.parametrize("number", ["0", "999", "99999999999999999999999", "-1", "x"])
async def test_who_does_not_exist_is_not_found(database: AsyncEngine, number: str) -> None:
    rig = Rig(database)
    admin = await rig.signed_in(Role.ADMIN)
    assert (await admin.get(f"{PEOPLE}/{number}")).status_code == 404
    assert (await admin.post(f"{PEOPLE}/{number}/nonaktif")).status_code == 404


async def test_open_complaints_of_somebody_who_leaves_are_pointed_out(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    admin = await rig.signed_in(Role.ADMIN)
    person = await rig.person(Role.PETUGAS)
    await _assigned(rig, person.id)
    assert "1 aduan terbuka" in (await admin.get(f"{PEOPLE}/{person.id}")).text


async def _assigned(rig: Rig, officer_id: int) -> Complaint:
    complaint = await rig.complaint()
    handling = replace(complaint.handling, assignee=officer_id)
    return await rig.change(complaint, handling=handling)


@pytest.mark.parametrize("text", ['<script>alert("x")</script>', "{{ 7*7 }}", '"><img src=x>'])
async def test_names_are_shown_as_text(database: AsyncEngine, text: str) -> None:
    rig = Rig(database)
    admin = await rig.signed_in(Role.ADMIN)
    person = await member(rig, Role.ATASAN, name=text, position=text)
    browser = await rig.browser(person)
    pages = [
        await admin.get(PEOPLE),
        await admin.get(f"{PEOPLE}/baru"),
        await admin.get(f"{PEOPLE}/{person.id}"),
        await admin.post(f"{PEOPLE}/{person.id}/tautan"),
        await browser.get("/kantor/akun"),
    ]
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img src=x>" not in page.text
        assert "{{" not in text or text in page.text
