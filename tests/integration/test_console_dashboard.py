"""The dashboard counts what is in the database, and every number leads to its list."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from console.pages.dashboard import closing
from domain.calendar import WIB
from domain.complaint import Complaint, Flag, Status
from domain.people import Role
from storage.engine import reading
from storage.figures import Load, answered, received, standing
from tests.integration.console_rig import Rig


@pytest.fixture
def rig(database: AsyncEngine) -> Rig:
    return Rig(database)


async def answer(rig: Rig, complaint: Complaint, at: datetime) -> Complaint:
    return await rig.change(complaint, status=Status.DITUTUP, answered_at=at)


async def test_what_is_open_is_counted_by_deadline_and_by_each_column(rig: Rig) -> None:
    start = rig.now
    await rig.complaint(components=("biaya",))
    rig.now = start + timedelta(days=1)
    await rig.complaint(components=("jangka_waktu",))
    closed = await rig.complaint(components=("biaya",))
    await answer(rig, closed, rig.now)
    urgent = await rig.complaint(components=())
    await rig.change(urgent, flags=(Flag.ILLEGAL_LEVY,))
    deadline = (await rig.stored(urgent.number)).deadline
    assert deadline is not None
    found = await reading(rig.database, standing, deadline.on, deadline.on)
    # The first was received a day earlier, so its deadline is over on the last day of the others.
    assert found.total == Load(open=3, soon=2, overdue=1)
    assert found.by["component"] == {
        "biaya": Load(1, 0, 1),
        "jangka_waktu": Load(1, 1, 0),
        None: Load(1, 1, 0),
    }
    assert found.by["channel"] == {"whatsapp": Load(3, 2, 1)}
    assert (found.unassigned, found.untouched, found.urgent, found.undelivered) == (3, 3, 1, 0)


async def test_an_empty_office_has_zeros(rig: Rig) -> None:
    found = await reading(rig.database, standing, rig.now.date(), rig.now.date())
    assert found.total == Load()
    assert found.by["service"] == {}
    page = await (await rig.signed_in(Role.KEPALA)).get("/kantor/dasbor")
    assert page.status_code == 200
    assert "Belum ada jawaban dalam 12 minggu terakhir." in page.text


@pytest.mark.parametrize(
    ("clock", "in_time"), [((9, 0), True), ((16, 0), True), ((16, 1), False), ((23, 30), False)]
)
async def test_on_the_last_day_an_answer_is_in_time_until_the_office_closes(
    rig: Rig, clock: tuple[int, int], in_time: bool
) -> None:
    complaint = await rig.complaint()
    assert complaint.deadline is not None
    day = complaint.deadline.on
    await answer(rig, complaint, datetime(day.year, day.month, day.day, *clock, tzinfo=WIB))
    found = await reading(
        rig.database, answered, complaint.counts_from, lambda last: closing(rig.office, last)
    )
    assert [(one.on, one.in_time, one.count) for one in found] == [(day, in_time, 1)]


async def test_days_are_cut_in_wib(rig: Rig) -> None:
    rig.now = datetime(2026, 3, 15, 23, 59, tzinfo=WIB)  # A Sunday.
    await rig.complaint()
    rig.now += timedelta(minutes=2)
    late = await rig.complaint()
    await answer(rig, late, datetime(2026, 3, 17, 0, 30, tzinfo=WIB))
    since = date(2026, 3, 1)
    assert sorted(await reading(rig.database, received, since)) == [
        (date(2026, 3, 15), 1),
        (date(2026, 3, 16), 1),
    ]
    (one,) = await reading(rig.database, answered, since, lambda day: closing(rig.office, day))
    assert one.on == date(2026, 3, 17)


async def test_the_page_shows_all_media_and_links_each_number_to_its_list(rig: Rig) -> None:
    await rig.complaint(components=("biaya",))
    page = await (await rig.signed_in(Role.ATASAN)).get("/kantor/dasbor")
    assert page.status_code == 200
    for medium in ("Kotak pengaduan", "Loket MPP", "Telegram", "Instagram", "Surat"):
        assert medium in page.text
    for link in ("/kantor/antrean?komponen=biaya", "/kantor/antrean?kanal=box", "lihat=terlewat"):
        assert link in page.text


async def test_the_figures_are_counted_anew_after_a_minute(rig: Rig) -> None:
    browser = await rig.signed_in(Role.KEPALA)
    await browser.get("/kantor/dasbor")
    await rig.complaint()
    again = await browser.get("/kantor/dasbor")
    assert "<strong>0</strong> terbuka" in again.text
    rig.now += timedelta(minutes=1)
    later = await browser.get("/kantor/dasbor")
    assert "<strong>1</strong> terbuka" in later.text
