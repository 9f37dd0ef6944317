"""Settings: which channels are on and why, and that nothing secret is ever shown."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.config_problems import secret_keys
from bot.settings import Settings, load_settings
from bot.settings_blocks import Hours, Office, Template, Templates
from domain.errors import ConfigError

SHIPPED = (Path(__file__).parents[2] / "config.yml").read_text(encoding="utf-8")
OFFICE = "office: {name: Dinas Contoh, short_name: Contoh}\n"


def load(folder: Path, text: str, **env: str) -> Settings:
    (folder / "config.yml").write_text(text, encoding="utf-8")
    return load_settings(folder / "config.yml", environ=env)


def problem(folder: Path, text: str, **env: str) -> str:
    """The whole error, without the folder of the file."""
    with pytest.raises(ConfigError) as caught:
        load(folder, text, **env)
    return str(caught.value).replace(f"{folder}/", "")


# ------------------------------------------------------------------------------------ secrets

ALL_SECRETS = {
    "TWILIO_AUTH_TOKEN": "s3cret-a",
    "TWILIO_SIGNING_SECRET": "s3cret-b",
    "TELEGRAM_TOKEN": "s3cret-c",
    "TELEGRAM_WEBHOOK_SECRET": "s3cret-d",
    "DATABASE_URL": "postgresql://u:s3cret-e@h/n",
}


def test_no_secret_is_printed_with_the_settings(tmp_path: Path) -> None:
    given = load(tmp_path, SHIPPED, **ALL_SECRETS)
    for text in (repr(given), str(given), repr(given.channel_states()), given.database_shown):
        assert "s3cret" not in text
    assert given.channels.telegram.token.get_secret_value() == "s3cret-c"
    assert "s3cret-e" in given.database


@pytest.mark.parametrize("key", sorted(k for k in secret_keys(Settings) if len(k) > 1))
@pytest.mark.parametrize("written", ["s3cret", "${T:-s3cret}", "[s3cret]", "{a: s3cret}", "x${T}"])
def test_a_secret_written_into_the_file_is_an_error_that_does_not_repeat_it(
    tmp_path: Path, key: tuple[str, str, str], written: str
) -> None:
    block, channel, name = key
    told = problem(tmp_path, f"{OFFICE}{block}:\n  {channel}:\n    {name}: {written}\n")
    assert told.startswith(f"config.yml line 4: {block}.{channel}.{name} is a secret and must not")
    assert "s3cret" not in told


def test_a_database_password_in_the_file_is_an_error(tmp_path: Path) -> None:
    told = problem(tmp_path, OFFICE + "database: postgresql://u:s3cret@h/n\n")
    assert told.startswith("config.yml line 2: database holds a password")
    assert "s3cret" not in told


def test_a_bad_value_from_the_environment_is_named_but_not_shown(tmp_path: Path) -> None:
    text = OFFICE + "listen: ${WHERE}\n"
    assert problem(tmp_path, text, WHERE="s3cret") == (
        "config.yml line 2: listen: the value of WHERE is not an address and port like"
        " 127.0.0.1:8080"
    )
    told = problem(tmp_path, OFFICE, LISTEN="s3cret")
    assert told.startswith("LISTEN: listen: the value is not")
    assert "s3cret" not in told


def test_a_validation_error_of_the_models_does_not_show_its_input() -> None:
    with pytest.raises(ValidationError) as caught:
        Settings.model_validate({"office": "s3cret"})
    assert "s3cret" not in str(caught.value)


# ------------------------------------------------------------------------------ on and off

TWILIO = {"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "t"}
TELEGRAM = {"TELEGRAM_TOKEN": "t"}
WEBHOOK = {"PUBLIC_URL": "https://a.example", "TELEGRAM_WEBHOOK_SECRET": "s"}


@pytest.mark.parametrize(
    ("env", "on"),
    [
        ({}, {"simulator"}),
        (TWILIO, {"simulator"}),
        ({**TWILIO, "TWILIO_WHATSAPP_FROM": "whatsapp:+628112345678"}, {"simulator", "whatsapp"}),
        ({**TWILIO, "TWILIO_SMS_FROM": "+15005550006"}, {"simulator", "sms"}),
        ({**TWILIO, "TWILIO_MESSAGING_SERVICE_SID": "MG1"}, {"simulator", "sms"}),
        ({"TWILIO_WHATSAPP_FROM": "+628112345678"}, {"simulator"}),
        (TELEGRAM, {"simulator", "telegram"}),
        ({"PUBLIC_URL": "https://a.example"}, set()),
        ({"LISTEN": "0.0.0.0:8080"}, set()),
        ({"LISTEN": "[::1]:8080"}, {"simulator"}),
        ({"LISTEN": "localhost:8080"}, {"simulator"}),
    ],
)
def test_a_channel_is_on_when_what_it_needs_is_there(
    tmp_path: Path, env: dict[str, str], on: set[str]
) -> None:
    given = load(tmp_path, SHIPPED, **env)
    assert {state.channel for state in given.channel_states() if state.on} == on
    assert given.twilio_on == bool(on & {"sms", "whatsapp"})


def test_a_channel_that_is_off_says_which_name_is_not_set(tmp_path: Path) -> None:
    reasons = {state.channel: state.reason for state in load(tmp_path, SHIPPED).channel_states()}
    assert reasons["telegram"] == "channels.telegram.token is empty (TELEGRAM_TOKEN is not set)"
    assert "TWILIO_WHATSAPP_FROM is not set" in reasons["whatsapp"]


@pytest.mark.parametrize("word", ["false", "off", "no"])
def test_a_channel_can_be_switched_off(tmp_path: Path, word: str) -> None:
    text = f"{OFFICE}channels: {{simulator: {{enabled: {word}}}}}\n"
    assert not load(tmp_path, text).simulator_on


def test_the_simulator_never_runs_where_others_reach_it_whatever_is_written(tmp_path: Path) -> None:
    text = OFFICE + "channels: {simulator: {enabled: true}}\n"
    assert load(tmp_path, text).simulator_on
    assert not load(tmp_path, text, PUBLIC_URL="https://a.example").simulator_on
    assert not load(tmp_path, text, LISTEN="10.0.0.1:80").simulator_on


@pytest.mark.parametrize(
    ("mode", "env", "expected"),
    [
        ("auto", {}, "polling"),
        ("auto", {"PUBLIC_URL": "https://a.example"}, "polling"),
        ("auto", WEBHOOK, "webhook"),
        ("polling", WEBHOOK, "polling"),
        ("webhook", {}, "webhook"),
    ],
)
def test_telegram_takes_a_webhook_only_with_an_address_and_a_secret(
    tmp_path: Path, mode: str, env: dict[str, str], expected: str
) -> None:
    secret = "webhook_secret: '${TELEGRAM_WEBHOOK_SECRET}'"
    text = f"{OFFICE}channels: {{telegram: {{mode: {mode}, {secret}}}}}\n"
    assert load(tmp_path, text, **env).telegram_mode == expected


def test_a_template_without_a_content_sid_is_none() -> None:
    ready = Template(content_sid="HX1", variables=("number",))
    templates = Templates(answer_ready=ready)
    assert templates.for_purpose("answer_ready") == ready
    assert templates.for_purpose("receipt") is None
    assert templates.for_purpose("for_purpose") is None


def test_the_office_closes_when_its_last_hours_of_the_day_end() -> None:
    morning = Hours(days=("fri",), open=time(8), close=time(11))
    afternoon = Hours(days=("thu", "fri"), open=time(13), close=time(15))
    office = Office(name="x", short_name="x", hours=(afternoon, morning))
    closing = [office.closes_at(day) for day in range(7)]
    assert closing == [None, None, None, time(15), time(15), None, None]
