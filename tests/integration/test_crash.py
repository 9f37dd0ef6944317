"""A short crash test on each database; `make crash` is the long one."""

from __future__ import annotations

import pytest

from tests.load import crash


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_is_lost_doubled_or_out_of_order_when_processes_are_killed(kind: str) -> None:
    figures = crash.run(kind, seconds=15, nodes=2, senders=10, pause=2.0, seed=7)
    assert figures.kills > 0
    assert figures.messages > 0
    assert figures.harm == 0, figures
