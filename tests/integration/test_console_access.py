"""Every staff address × every role, written out by hand; and nothing for pages of other sites.

The addresses are read off the application itself, so a new one without a line in the table fails.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import httpx
import pytest
import pytest_asyncio
from starlette.applications import Starlette
from starlette.routing import Route

from console.access import StaffRoute
from console.guards import Guards
from console.parts import Options
from domain.complaint import Complaint
from domain.people import Officer, Role
from storage.engine import make_engine
from tests.integration.console_rig import HOST, Rig
from tests.integration.sign_in_rig import change_row, enter, member

EVERYBODY = frozenset(Role)
HANDLERS = frozenset({Role.PETUGAS, Role.ATASAN, Role.KEPALA})
SUPERIORS = frozenset({Role.ATASAN, Role.KEPALA})
SEERS = HANDLERS | {Role.INSPEKTORAT}
PETUGAS, KEPALA = frozenset({Role.PETUGAS}), frozenset({Role.KEPALA})
APIP, ADMIN = frozenset({Role.INSPEKTORAT}), frozenset({Role.ADMIN})

COMPLAINT = "/kantor/aduan/{number}"
FOR_HANDLERS = (
    "ambil tugaskan lembar kategori naikkan kembalikan minta-apip catat-persetujuan serahkan-apip "
    "instansi tanya terima-terlambat jadikan-saran buka-lagi catatan lengkapi koreksi jawab "
    "kirim-ulang tarik-jawaban tutup pegang obrol lepas gabung"
).split()
FOR_KEPALA = ("setujui-apip", "tolak-apip")

# Who gets in where. A role that is not named gets 403, and 404 where existence is a secret.
TABLE: dict[tuple[str, str], frozenset[Role]] = {
    ("GET", "/kantor"): EVERYBODY,
    ("GET", "/kantor/"): EVERYBODY,
    # One's own account.
    ("GET", "/kantor/akun"): EVERYBODY,
    ("POST", "/kantor/akun/sandi"): EVERYBODY,
    ("POST", "/kantor/akun/sesi"): EVERYBODY,
    ("GET", "/kantor/akun/kode"): EVERYBODY,
    ("POST", "/kantor/akun/kode"): EVERYBODY,
    ("POST", "/kantor/akun/kode/pasang"): EVERYBODY,
    ("POST", "/kantor/akun/kode/pemulihan"): EVERYBODY,
    ("POST", "/kantor/akun/kode/matikan"): EVERYBODY,
    # The accounts of others.
    ("GET", "/kantor/orang"): ADMIN,
    ("GET", "/kantor/orang/baru"): ADMIN,
    ("POST", "/kantor/orang/baru"): ADMIN,
    ("GET", "/kantor/orang/{id:int}"): ADMIN,
    ("POST", "/kantor/orang/{id:int}"): ADMIN,
    ("POST", "/kantor/orang/{id:int}/nonaktif"): ADMIN,
    ("POST", "/kantor/orang/{id:int}/aktif"): ADMIN,
    ("POST", "/kantor/orang/{id:int}/tautan"): ADMIN,
    ("POST", "/kantor/orang/{id:int}/sesi"): ADMIN,
    ("POST", "/kantor/orang/{id:int}/kode"): ADMIN,
    # The queue and what is no complaint.
    ("GET", "/kantor/antrean"): SEERS,
    ("GET", "/kantor/antrean/kabar"): SEERS,
    ("GET", "/kantor/pesan"): HANDLERS,
    ("POST", "/kantor/pesan/selesai"): HANDLERS,
    ("POST", "/kantor/pesan/pegang"): HANDLERS,
    ("POST", "/kantor/pesan/balas"): HANDLERS,
    ("POST", "/kantor/pesan/lepas"): HANDLERS,
    ("GET", "/kantor/jawaban-siap"): HANDLERS,
    ("POST", "/kantor/jawaban-siap"): HANDLERS,
    ("GET", "/kantor/jawaban-siap/baru"): HANDLERS,
    ("GET", "/kantor/jawaban-siap/{id:int}"): HANDLERS,
    ("POST", "/kantor/jawaban-siap/{id:int}"): HANDLERS,
    ("POST", "/kantor/jawaban-siap/{id:int}/pensiun"): HANDLERS,
    ("POST", "/kantor/jawaban-siap/{id:int}/pakai"): HANDLERS,
    # One complaint: reading.
    ("GET", COMPLAINT): SEERS,
    ("GET", f"{COMPLAINT}/kabar"): SEERS,
    ("POST", f"{COMPLAINT}/ungkap"): SEERS,
    ("GET", f"{COMPLAINT}/lampiran/{{index:int}}"): SEERS,
    ("GET", f"{COMPLAINT}/lampiran/pesan-{{inbox:int}}-{{n:int}}"): SEERS,
    ("GET", f"{COMPLAINT}/berkas"): SEERS,
    ("GET", f"{COMPLAINT}/berkas/{{id:int}}"): SEERS,
    ("POST", f"{COMPLAINT}/berkas"): HANDLERS,
    # One complaint: working. A GET leads back from where somebody had to sign in again.
    **{(way, f"{COMPLAINT}/{slug}"): HANDLERS for slug in FOR_HANDLERS for way in ("GET", "POST")},
    **{(way, f"{COMPLAINT}/{slug}"): KEPALA for slug in FOR_KEPALA for way in ("GET", "POST")},
    ("GET", f"{COMPLAINT}/laporan-apip"): APIP,
    ("POST", f"{COMPLAINT}/laporan-apip"): APIP,
    # What came by other media.
    ("GET", "/kantor/catat"): PETUGAS,
    ("POST", "/kantor/catat"): PETUGAS,
    ("GET", "/kantor/catat/{number}"): PETUGAS,
    ("GET", f"{COMPLAINT}/tanda-terima.pdf"): PETUGAS,
    # Figures.
    ("GET", "/kantor/dasbor"): SUPERIORS,
    ("GET", "/kantor/ekspor"): HANDLERS,
    ("POST", "/kantor/ekspor"): HANDLERS,
}

# Open to whoever comes: each of these looks for itself who that is.
OPEN = {
    ("GET", "/kantor/statis/{name}"),
    ("GET", "/kantor/masuk"),
    ("POST", "/kantor/masuk"),
    ("GET", "/kantor/masuk/kode"),
    ("POST", "/kantor/masuk/kode"),
    ("GET", "/kantor/masuk/pasang"),
    ("POST", "/kantor/masuk/pasang"),
    ("GET", "/kantor/mulai/{token}"),
    ("POST", "/kantor/mulai/{token}"),
    ("POST", "/kantor/keluar"),
}

# What belongs to a complaint is not there for the Inspektorat until it was given to it.
SECRET = [key for key, roles in TABLE.items() if COMPLAINT in key[1] and Role.INSPEKTORAT in roles]


@pytest_asyncio.fixture
async def rig(sqlite_url: str) -> AsyncIterator[Rig]:
    """With one kind of database: who may do what is decided before any question to it."""
    database = make_engine(sqlite_url)
    yield Rig(database)
    await database.dispose()


def routes_of(rig: Rig) -> Iterator[tuple[str, Route]]:
    """Each method of each address; HEAD goes with GET."""
    assert isinstance(rig.staff, Guards)
    assert isinstance(rig.staff.app, Starlette)
    for route in rig.staff.app.routes:
        assert isinstance(route, Route), f"{route} is no plain route: say here how to look into it"
        for method in sorted(route.methods or ()):
            if method != "HEAD":
                yield method, route


def filled(path: str, complaint: Complaint, person: Officer) -> str:
    """An address that leads to something, where the test has made it."""
    values = {"number": complaint.number, "token": "x", "name": "app.css", "index": "0", "n": "0"}
    values |= {"inbox": "1", "id": str(person.id)}
    return re.sub(r"{(\w+)(?::int)?}", lambda found: values[found.group(1)], path)


async def test_every_address_has_a_line_in_the_table(rig: Rig) -> None:
    guarded = {(way, route.path) for way, route in routes_of(rig) if isinstance(route, StaffRoute)}
    others = {(way, route.path) for way, route in routes_of(rig)} - guarded
    assert not others - OPEN, f"not behind sign-in: {sorted(others - OPEN)}; make it a StaffRoute"
    assert not guarded - set(TABLE), (
        f"say in TABLE who may: {sorted(guarded - set(TABLE))}, and why nobody else"
    )
    assert not set(TABLE) - guarded, f"TABLE names what is not there: {set(TABLE) - guarded}"
    assert not OPEN - others, f"OPEN names what is not there: {OPEN - others}"


@pytest.mark.parametrize("role", list(Role))
async def test_each_role_gets_where_it_may_and_nowhere_else(rig: Rig, role: Role) -> None:
    complaint = await rig.complaint()
    given = replace(complaint.handling, given_to_apip=True)
    complaint = await rig.change(complaint, handling=given)
    other = await member(rig, Role.PETUGAS)
    await member(rig, Role.ADMIN)
    browser = await rig.browser(await member(rig, role))
    wrong = []
    for (way, path), roles in TABLE.items():
        answer = await browser.request(way, filled(path, complaint, other))
        entrance = answer.headers.get("location", "").startswith("/kantor/masuk")
        let_in = answer.status_code < 500 and answer.status_code not in (401, 403) and not entrance
        if "{" not in path and answer.status_code == 404:
            let_in = False
        fine = let_in if role in roles else answer.status_code == 403
        if not fine:
            wrong.append((way, path, answer.status_code))
    assert wrong == []


async def test_what_was_not_given_to_the_inspektorat_does_not_exist_for_it(rig: Rig) -> None:
    complaint = await rig.complaint()
    person = await rig.person(Role.PETUGAS)
    browser = await rig.signed_in(Role.INSPEKTORAT)
    assert len(SECRET) > 5
    for way, path in SECRET:
        there = await browser.request(way, filled(path, complaint, person))
        assert there.status_code == 404, (way, path)
        assert "Contoh Pelapor" not in there.text
    assert complaint.number not in (await browser.get("/kantor/antrean?lihat=semua")).text


@pytest.mark.parametrize("who", ["nobody", "half", "ended", "disabled", "planted"])
async def test_whoever_has_not_signed_in_gets_nowhere(rig: Rig, who: str) -> None:
    complaint, person = await rig.complaint(), await rig.person(Role.PETUGAS)
    browser = await _outsider(rig, who)
    for way, path in TABLE:
        address = filled(path, complaint, person)
        answer = await browser.request(way, address)
        if way == "GET":
            assert answer.status_code == 303, (path, answer.status_code)
            assert answer.headers["location"].startswith("/kantor/masuk?lanjut=%2Fkantor"), path
        else:
            assert answer.status_code == 401, (path, answer.status_code)
            assert 'name="sandi"' in answer.text
        script = await browser.request(way, address, headers={"accept": "application/json"})
        assert (script.status_code, list(script.json())) == (401, ["error"])
        assert complaint.number not in script.text


async def _outsider(rig: Rig, who: str) -> httpx.AsyncClient:
    if who == "nobody":
        return await rig.browser()
    officer = await member(rig, Role.ADMIN, username="contoh.luar", phone=who == "half")
    if who == "half":
        browser = await rig.browser()
        answer = await enter(browser, officer.username)
        assert answer.headers["location"] == "/kantor/masuk/kode"
        return browser
    browser = await rig.browser(officer)
    if who == "ended":
        token = dict(browser.cookies)
        await browser.post("/kantor/keluar")
        browser.cookies.update(token)
    elif who == "disabled":
        await change_row(rig, officer, disabled_at=rig.now)
    else:
        browser = await rig.browser()
        browser.cookies.set("bale-kantor", "x" * 43, domain=HOST, path="/kantor")
    return browser


# --- Other sites ------------------------------------------------------------------------------

OURS = f"http://{HOST}"
FOREIGN: list[list[tuple[str, str]]] = [
    [],
    [("origin", "https://example.com")],
    [("origin", "null")],
    [("origin", "")],
    [("origin", f"{OURS}.example.com")],
    [("origin", f"{OURS}:8080")],
    [("origin", f"ftp://{HOST}")],
    [("sec-fetch-site", "cross-site")],
    [("sec-fetch-site", "same-site")],
    [("sec-fetch-site", "none")],
    [("sec-fetch-site", "same-origin"), ("origin", "https://example.com")],
    [("sec-fetch-site", "cross-site"), ("origin", OURS)],
    [("origin", OURS), ("origin", "https://example.com")],
    [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")],
]


async def _send(
    browser: httpx.AsyncClient, path: str, headers: list[tuple[str, str]], **more: object
) -> httpx.Response:
    """A POST with these headers of origin and no others."""
    bare = [
        (name, value)
        for name, value in browser.build_request("POST", path).headers.multi_items()
        if name not in ("origin", "sec-fetch-site")
    ]
    return await browser.send(httpx.Request("POST", f"{OURS}{path}", headers=[*bare, *headers]))


async def test_no_other_site_can_make_a_browser_do_anything(rig: Rig) -> None:
    complaint, person = await rig.complaint(), await rig.person(Role.PETUGAS)
    browser = await rig.signed_in(Role.PETUGAS)
    admin = await rig.signed_in(Role.ADMIN)
    for way, route in routes_of(rig):
        if way != "POST":
            continue
        who = admin if "/orang" in route.path else browser
        for headers in FOREIGN:
            answer = await _send(who, filled(route.path, complaint, person), headers)
            assert answer.status_code == 403, (route.path, headers)
            assert "halaman lain" in answer.text
    # Nobody was signed out meanwhile, and nothing else was done either.
    assert (await browser.get("/kantor/akun")).status_code == 200
    assert (await admin.get(f"/kantor/orang/{person.id}")).status_code == 200
    assert (await rig.stored(complaint.number)).version == complaint.version


@pytest.mark.parametrize(
    "headers",
    [
        [("origin", OURS)],
        [("sec-fetch-site", "same-origin")],
        [("origin", OURS), ("sec-fetch-site", "same-origin")],
        [("origin", OURS.upper().replace("HTTP", "http"))],
    ],
)
async def test_our_own_pages_can(rig: Rig, headers: list[tuple[str, str]]) -> None:
    browser = await rig.signed_in(Role.PETUGAS)
    assert (await _send(browser, "/kantor/keluar", headers)).status_code == 303


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://aduan.example.go.id", 303),
        ("http://aduan.example.go.id", 403),  # Somebody on the way could have made that page.
        ("https://aduan.example.go.id:8443", 403),
        ("https://example.go.id", 403),
    ],
)
async def test_behind_a_proxy_the_public_address_is_ours(
    rig: Rig, origin: str, status: int
) -> None:
    behind = Rig(rig.database, options=Options(public_url="https://aduan.example.go.id"))
    browser = await behind.browser()
    assert (await _send(browser, "/kantor/keluar", [("origin", origin)])).status_code == status


# --- What every answer carries ----------------------------------------------------------------

_INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", re.I)


async def _answers(rig: Rig) -> AsyncIterator[tuple[str, httpx.Response]]:
    """Every page as everybody who may see it, and every kind of refusal."""
    complaint = await rig.complaint()
    given = replace(complaint.handling, given_to_apip=True)
    complaint = await rig.change(complaint, handling=given)
    person = await rig.person(Role.PETUGAS)
    nobody = await rig.browser()
    for role in Role:
        browser = await rig.signed_in(role)
        for way, route in routes_of(rig):
            if way == "GET":
                path = filled(route.path, complaint, person)
                yield f"{role} {path}", await browser.get(path)
        yield f"{role} 404", await browser.get("/kantor/tidak-ada")
        yield f"{role} 405", await browser.put("/kantor/akun")
    yield "401", await nobody.post("/kantor/akun/sandi")
    yield "403", await _send(nobody, "/kantor/masuk", [])
    yield "wrong", await enter(nobody, "tidakada", "salah")
    yield "dead link", await nobody.get("/kantor/mulai/x")


async def test_every_answer_is_closed_to_frames_scripts_and_caches(rig: Rig) -> None:
    seen = 0
    async for what, answer in _answers(rig):
        headers = answer.headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy, what
        assert "unsafe" not in policy, what
        assert "*" not in policy, what
        assert headers["x-content-type-options"] == "nosniff", what
        assert headers["x-frame-options"] == "DENY", what
        assert headers["referrer-policy"] == "same-origin", what
        if "/statis/" not in what:
            assert re.search(r"no-store|private", headers["cache-control"]), what
        if "text/html" in headers.get("content-type", ""):
            assert "frame-ancestors 'none'" in policy, what
            assert headers["cache-control"] == "no-store", what
            assert not _INLINE.search(answer.text), (what, _INLINE.search(answer.text))
            assert "http://" not in re.sub(r'value="[^"]*"|xmlns="[^"]*"', "", answer.text), what
            seen += 1
    assert seen > 50
