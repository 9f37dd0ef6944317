"""A try is counted before it is checked, and counts for the account that was looked at only."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.errors import LockedOutError
from domain.people import Role
from domain.sign_in import FREE_TRIES
from storage.engine import transaction
from storage.sign_in import Opening, password_was_right
from storage.tries import NOBODY, begin_try, forgive, take_back
from tests.integration.console_rig import Rig
from tests.integration.sign_in_rig import change_row, member, row


def _opening(now: datetime, *, complete: bool) -> Opening:
    return Opening("digest", now + timedelta(hours=1), complete, "test")


@pytest.mark.parametrize("complete", [True, False])
@pytest.mark.parametrize("change", ["password", "disabled"])
async def test_who_was_changed_while_the_password_was_compared_does_not_get_in(
    database: AsyncEngine, change: str, complete: bool
) -> None:
    rig = Rig(database)
    officer = await member(rig, Role.PETUGAS, username="contoh", phone=not complete)
    attempt = await transaction(database, begin_try, "contoh", rig.now)
    values: dict[str, Any] = (
        {"password_hash": "another"} if change == "password" else {"disabled_at": rig.now}
    )
    await change_row(rig, officer, **values)
    opening = _opening(rig.now, complete=complete)
    with pytest.raises(LookupError):
        await transaction(database, password_was_right, attempt, opening, rig.now)
    assert (await row(rig, officer)).failures == 1


async def test_a_try_that_is_taken_back_leaves_the_earlier_ones(database: AsyncEngine) -> None:
    rig = Rig(database)
    officer = await member(rig, Role.PETUGAS, username="contoh")
    for _ in range(FREE_TRIES):
        await transaction(database, begin_try, "contoh", rig.now)
    right = await transaction(database, begin_try, "contoh", rig.now)
    assert right.locked_until == rig.now + timedelta(seconds=30)
    with pytest.raises(LockedOutError):
        await transaction(database, begin_try, "contoh", rig.now)
    await transaction(database, take_back, right)
    found = await row(rig, officer)
    assert (found.failures, found.locked_until) == (FREE_TRIES, None)


async def test_a_try_that_is_taken_back_opens_nothing_that_another_one_closed(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    officer = await member(rig, Role.PETUGAS, username="contoh")
    right = await transaction(database, begin_try, "contoh", rig.now)
    for _ in range(FREE_TRIES):
        await transaction(database, begin_try, "contoh", rig.now)
    await transaction(database, take_back, right)
    found = await row(rig, officer)
    assert (found.failures, found.locked_until) == (FREE_TRIES, rig.now + timedelta(seconds=30))


async def test_a_success_forgets_everything(database: AsyncEngine) -> None:
    rig = Rig(database)
    officer = await member(rig, Role.PETUGAS, username="contoh")
    for _ in range(FREE_TRIES + 1):
        attempt = await transaction(database, begin_try, "contoh", rig.now)
    await transaction(database, forgive, attempt)
    found = await row(rig, officer)
    assert (found.failures, found.locked_until) == (0, None)


async def test_a_name_that_nobody_has_is_closed_like_any_other(database: AsyncEngine) -> None:
    now = Rig(database).now
    for _ in range(FREE_TRIES):
        attempt = await transaction(database, begin_try, "tidakada", now)
        assert (attempt.officer, attempt.locked_until) == (NOBODY, None)
    for seconds in (30, 60, 120):
        attempt = await transaction(database, begin_try, "tidakada", now)
        assert attempt.locked_until == now + timedelta(seconds=seconds)
        with pytest.raises(LockedOutError) as closed:
            await transaction(database, begin_try, "tidakada", now)
        assert closed.value.until == now + timedelta(seconds=seconds)
        now += timedelta(seconds=seconds)
    assert (await transaction(database, begin_try, "lain", now)).locked_until is None
