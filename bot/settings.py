"""All settings of the program, read once from config.yml, the environment and `.env`.

The command line comes before the environment, the environment before `.env`, and `.env` before
config.yml. Every other file is handed the values it needs and never reads a setting itself.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from dotenv import dotenv_values
from pydantic import Field, PrivateAttr, SecretStr, ValidationError

from bot import config_file
from bot.config_problems import find_literal_secrets, tell
from bot.config_types import (
    DatabaseUrl,
    Listen,
    Switch,
    WebAddress,
    parse_database_url,
    split_listen,
)
from bot.settings_blocks import (
    Block,
    Channels,
    Console,
    Dialogue,
    Nlu,
    Office,
    Retention,
    Rules,
    Schedules,
    Server,
)
from domain.errors import ConfigError
from domain.messages import SMS, TELEGRAM, WHATSAPP

SIMULATOR = "simulator"

# These names override a key of config.yml even where config.yml does not mention them.
OVERRIDES = {"DATABASE_URL": "database", "PUBLIC_URL": "public_url", "LISTEN": "listen"}


class ChannelState(NamedTuple):
    """Whether a channel is on, and what that follows from."""

    channel: str
    on: bool
    reason: str


class Settings(Block):
    """Everything that can be set. Made by `load_settings`, or in tests from its blocks."""

    office: Office
    public_url: WebAddress = ""
    listen: Listen = "127.0.0.1:8080"
    # Not shown by repr, because a database URL may hold a password.
    database: DatabaseUrl = Field(default="sqlite+aiosqlite:///data/bale-aduan.sqlite3", repr=False)
    server: Server = Server()
    rules: Rules = Rules()
    dialogue: Dialogue = Dialogue()
    nlu: Nlu = Nlu()
    channels: Channels = Channels()
    console: Console = Console()
    schedules: Schedules = Schedules()
    retention: Retention = Retention()

    # Which `${NAME}` without a value stands at a key, so that "off" can be explained.
    _unset: Mapping[str, str] = PrivateAttr(default_factory=dict)
    _path: Path | None = PrivateAttr(default=None)

    @property
    def path(self) -> Path | None:
        """The file that the settings were read from, None where they were put together in code."""
        return self._path

    @property
    def listen_host(self) -> str:
        return split_listen(self.listen)[0]

    @property
    def listen_port(self) -> int:
        """0 means any port that is free."""
        return split_listen(self.listen)[1]

    @property
    def listens_on_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return is_loopback(self.listen_host)

    @property
    def database_shown(self) -> str:
        """The database URL without its password, for people and logs."""
        return parse_database_url(self.database).render_as_string(hide_password=True)

    @property
    def on_sqlite(self) -> bool:
        return self.database.startswith("sqlite")

    @property
    def whatsapp_on(self) -> bool:
        return self._twilio_state(WHATSAPP, "whatsapp_from").on

    @property
    def sms_on(self) -> bool:
        return self._twilio_state(SMS, "sms_from", "messaging_service_sid").on

    @property
    def twilio_on(self) -> bool:
        return self.whatsapp_on or self.sms_on

    @property
    def telegram_on(self) -> bool:
        return self._telegram_state().on

    @property
    def telegram_mode(self) -> Literal["polling", "webhook"]:
        """How updates come in. A webhook without a secret would be open to anybody."""
        telegram = self.channels.telegram
        if telegram.mode != "auto":
            return telegram.mode
        return "webhook" if self.public_url and _filled(telegram.webhook_secret) else "polling"

    @property
    def simulator_on(self) -> bool:
        return self._simulator_state().on

    def channel_states(self) -> list[ChannelState]:
        """All channels in the order in which they are shown, with the reason in English."""
        return [
            self._twilio_state(WHATSAPP, "whatsapp_from"),
            self._twilio_state(SMS, "sms_from", "messaging_service_sid"),
            self._telegram_state(),
            self._simulator_state(),
        ]

    def _twilio_state(self, channel: str, *senders: str) -> ChannelState:
        """The account is shared by WhatsApp and SMS; each needs a sender of its own."""
        twilio = self.channels.twilio
        if twilio.enabled is Switch.OFF:
            return ChannelState(channel, False, "channels.twilio.enabled is false")
        missing = [
            self._why_empty(f"channels.twilio.{key}")
            for key in ("account_sid", "auth_token")
            if not _filled(getattr(twilio, key))
        ]
        filled = [key for key in senders if getattr(twilio, key)]
        if not filled:
            missing += [" and ".join(self._why_empty(f"channels.twilio.{key}") for key in senders)]
        if missing:
            return ChannelState(channel, False, "; ".join(missing))
        return ChannelState(channel, True, f"Twilio, sends from {getattr(twilio, filled[0])}")

    def _telegram_state(self) -> ChannelState:
        telegram = self.channels.telegram
        if telegram.enabled is Switch.OFF:
            return ChannelState(TELEGRAM, False, "channels.telegram.enabled is false")
        if not _filled(telegram.token):
            return ChannelState(TELEGRAM, False, self._why_empty("channels.telegram.token"))
        return ChannelState(TELEGRAM, True, f"by {self.telegram_mode}")

    def _simulator_state(self) -> ChannelState:
        """Whoever reaches the simulator may play any citizen, so it is for this machine only."""
        if self.channels.simulator.enabled is Switch.OFF:
            return ChannelState(SIMULATOR, False, "channels.simulator.enabled is false")
        if self.public_url:
            return ChannelState(SIMULATOR, False, "public_url is set, so strangers could reach it")
        if not self.listens_on_loopback:
            reason = f"listen is {self.listen}, so other machines could reach it"
            return ChannelState(SIMULATOR, False, reason)
        return ChannelState(SIMULATOR, True, f"on this machine only, at {self.listen}")

    def _why_empty(self, key: str) -> str:
        name = self._unset.get(key)
        return f"{key} is empty ({name} is not set)" if name else f"{key} is empty"


def load_settings(
    path: Path, *, environ: Mapping[str, str], database: str | None = None
) -> Settings:
    """The settings in `path`, with `environ` and the `.env` beside `path` put into them.

    database is the URL of the command line, None where it was not given. Raises ConfigError with
    one line for each problem. An empty variable in `environ` counts as not set, even where `.env`
    has a value: so a channel can be switched off for one run.
    """
    beside = path.parent / ".env"
    local = dotenv_values(beside, interpolate=False) if beside.is_file() else {}
    values = {**{name: value or "" for name, value in local.items()}, **environ}
    file = config_file.read(path, values)
    problems = file.problems + find_literal_secrets(file, Settings) + _password_in_file(file)

    data, sources = dict(file.data), {}
    for name, key in OVERRIDES.items():
        if values.get(name):
            data[key] = values[name]
            sources[key] = name
    if database is not None:
        data["database"], sources["database"] = database, "--database"

    try:
        settings = Settings.model_validate(data)
    except ValidationError as error:
        problems += tell(error, file, Settings, sources)
    if problems:
        raise ConfigError("\n".join(problems))
    settings._unset = {
        config_file.say_key(key): ", ".join(place.unset)
        for key, place in file.places.items()
        if place.unset
    }
    settings._path = path
    return settings


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _filled(value: SecretStr | str) -> bool:
    return bool(value.get_secret_value() if isinstance(value, SecretStr) else value)


def _password_in_file(file: config_file.ConfigFile) -> list[str]:
    """A database password is a secret like any other."""
    place, url = file.places.get(("database",)), file.data.get("database")
    if not place or place.names or not isinstance(url, str):
        return []
    try:
        password = parse_database_url(url).password
    except ValueError:
        return []
    if not password:
        return []
    return [
        f"{file.where(('database',))}: database holds a password and must not be written here;"
        " write ${DATABASE_URL} and put its value into .env"
    ]
