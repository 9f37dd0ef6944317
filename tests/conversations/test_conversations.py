"""Every script of this folder, through the same code that serves citizens."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import load_settings
from bot.simulation import simulation
from tests.conversations.script import Player, Script, scripts

_ROOT = Path(__file__).parent.parent.parent
_SCRIPTS = scripts()


@pytest.mark.parametrize("script", _SCRIPTS, ids=lambda script: script.id)
async def test_conversation_goes_as_the_script_says(script: Script, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'talk.sqlite3'}"
    settings = load_settings(_ROOT / "config.yml", environ={}, database=url)
    async with simulation(settings) as run:
        await Player(run, script).play()


def test_there_are_at_least_sixty_conversations() -> None:
    assert len(_SCRIPTS) >= 60


def test_no_two_conversations_have_the_same_name() -> None:
    names = [script.data["name"] for script in _SCRIPTS]
    assert len(names) == len(set(names))
