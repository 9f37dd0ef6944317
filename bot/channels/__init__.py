"""The channels, in one table that is written by hand.

A channel is here because somebody added its line, not because a file lies in a folder. To add
one: a file with a class that has what `base.Channel` asks for, its line below, a block in
config.yml, payloads in tests/payloads and a rig in tests/contract/rigs.py.
"""

from __future__ import annotations

from bot.channels.base import Channel
from bot.channels.simulator import SimulatorChannel
from bot.channels.telegram import TelegramChannel
from bot.channels.twilio import TwilioChannel

CHANNELS: dict[str, type[TwilioChannel] | type[TelegramChannel] | type[SimulatorChannel]] = {
    TwilioChannel.code: TwilioChannel,
    TelegramChannel.code: TelegramChannel,
    SimulatorChannel.code: SimulatorChannel,
}

__all__ = ["CHANNELS", "Channel"]
