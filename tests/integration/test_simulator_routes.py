"""The simulator's page lets this machine's own person in, and nobody else."""

from __future__ import annotations

import httpx
import pytest

from bot.app import App
from bot.simulator.routes import simulator_routes
from storage.tables import inbox
from tests.integration import simulator_page
from tests.integration.simulator_page import BASE, BUDI, say, started, visitor
from tests.integration.storage_builders import rows_of

plain_engine = simulator_page.plain_engine
app = simulator_page.app
page = simulator_page.page

PATHS = (
    "/",
    "/simulator",
    "/simulator/new",
    "/simulator/conversation",
    "/simulator/static/simulator.css",
)


async def test_the_start_page_leads_to_the_simulator(page: httpx.AsyncClient) -> None:
    response = await page.get("/")
    assert response.status_code == 307
    assert response.headers["location"] == "/simulator"
    assert (await page.get("/simulator")).status_code == 200


@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_carries_the_strict_policy(page: httpx.AsyncClient, path: str) -> None:
    policy = (await page.get(path)).headers["content-security-policy"]
    assert policy == (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


@pytest.mark.parametrize(
    "environ",
    [{"PUBLIC_URL": "https://aduan.example.go.id"}, {"LISTEN": "0.0.0.0:8080"}],
    ids=["public", "reachable"],
)
async def test_where_strangers_could_reach_it_there_is_no_simulator(
    sqlite_url: str, environ: dict[str, str]
) -> None:
    async with started(sqlite_url, **environ) as app, visitor(app) as page:
        for path in PATHS:
            if path != "/":
                assert (await page.get(path)).status_code == 404
        # Citizens are shown the ways to complain there instead.
        assert "/aduan" in (await page.get("/")).text
        assert (await say(page, "halo")).status_code == 404
        assert (await page.post("/simulator/officer", json=BUDI)).status_code == 404
        assert simulator_routes(app) == []


async def test_only_this_machine_is_served(app: App) -> None:
    for address in ("192.168.1.20", "10.0.0.1", "203.0.113.9", "unknown"):
        async with visitor(app, address=address) as page:
            for path in PATHS:
                assert (await page.get(path)).status_code == 403, (address, path)
            assert (await say(page, "halo")).status_code == 403
    async with visitor(app, address="::1") as page:
        assert (await page.get("/simulator")).status_code == 200
    assert await rows_of(app.database, inbox) == []


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1@evil.example",
        "192.168.1.20",
        "localhost.",
        "localhost:",
        "[::2]",
        "",
    ],
)
async def test_a_name_that_is_not_this_machine_is_refused(app: App, host: str) -> None:
    async with visitor(app, Host=host) as page:
        for path in PATHS:
            assert (await page.get(path)).status_code == 403
        assert (await say(page, "halo")).status_code == 403
    assert await rows_of(app.database, inbox) == []


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:8080"])
async def test_the_names_of_this_machine_are_accepted(app: App, host: str) -> None:
    async with visitor(app, Host=host, Origin=f"http://{host}") as page:
        assert (await page.get("/simulator")).status_code == 200
        assert (await say(page, "halo")).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"X-Forwarded-For": "127.0.0.1"}, {"Forwarded": "for=127.0.0.1"}, {"X-Real-IP": "::1"}],
    ids=lambda headers: next(iter(headers)),
)
async def test_what_came_through_a_proxy_is_refused(app: App, headers: dict[str, str]) -> None:
    async with visitor(app, **headers) as page:
        for path in PATHS:
            assert (await page.get(path)).status_code == 403
        assert (await say(page, "halo")).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://localhost:8080"},
        {"Origin": "file://127.0.0.1:8080"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": BASE},
    ],
    ids=lambda headers: " ".join(headers.values()),
)
async def test_another_page_cannot_write_for_the_citizen(app: App, headers: dict[str, str]) -> None:
    async with visitor(app, **headers) as page:
        assert (await say(page, "halo")).status_code == 403
        form = await page.post("/simulator/messages", data=BUDI | {"text": "halo"})
        assert form.status_code == 403
        assert (await page.post("/simulator/officer", json=BUDI)).status_code == 403
    assert await rows_of(app.database, inbox) == []


async def test_its_own_page_can(app: App) -> None:
    async with visitor(app, **{"Origin": BASE, "Sec-Fetch-Site": "same-origin"}) as page:
        assert (await say(page, "halo")).status_code == 200
