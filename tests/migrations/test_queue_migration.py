"""What the queue looks up is there for conversations and complaints of the release before, too."""

from __future__ import annotations

from datetime import timedelta

from domain.dialogue import Outcome, State
from storage.engine import make_engine
from storage.migrate import downgrade, upgrade
from storage.tables import complaints, conversations
from tests.integration.storage_builders import (
    EUIS,
    NOW,
    commit,
    registered,
    rows_of,
    say,
    take,
)


async def test_conversations_that_a_human_has_are_known_after_the_upgrade(bare_url: str) -> None:
    engine = make_engine(bare_url)
    await upgrade(engine)
    await registered(engine)  # Asep's conversation, which the bot has.
    await say(engine, 'Saya tulis "handover":true begitu saja')
    [work] = await take(engine)
    await commit(engine, (work, Outcome(State(profile_name='"handover":true'))))
    await say(engine, "Mau bicara dengan orang", sender=EUIS, at=NOW + timedelta(minutes=5))
    [work] = await take(engine, NOW + timedelta(minutes=6))
    await commit(engine, (work, Outcome(State(handover=True))), now=NOW + timedelta(minutes=6))
    await downgrade(engine, "0005")
    await upgrade(engine)
    asep, euis = await rows_of(engine, conversations)
    assert asep.handover_since is None
    # When it began was not kept, so the citizen's last message stands in.
    assert euis.handover_since == NOW + timedelta(minutes=5)
    assert [row.level for row in await rows_of(engine, complaints)] == [0]
    await engine.dispose()
