"""What check-config says of settings that are valid and still will not do what is expected."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.config_check import Finding, Level, check, has_holiday_list
from bot.settings import Settings, load_settings

SHIPPED = Path(__file__).parents[2] / "config.yml"
JULY = date(2026, 7, 1)
NOTHING_LISTED = date(2035, 7, 1)

WHATSAPP = {
    "TWILIO_ACCOUNT_SID": "AC1",
    "TWILIO_AUTH_TOKEN": "t",
    "TWILIO_WHATSAPP_FROM": "+6281809898222",
}
SMS = {**WHATSAPP, "TWILIO_WHATSAPP_FROM": "", "TWILIO_SMS_FROM": "+628112345678"}
TELEGRAM = {"TELEGRAM_TOKEN": "t"}
PUBLIC = {"PUBLIC_URL": "https://aduan.example"}
TEMPLATE = {"TWILIO_TEMPLATE_ANSWER_READY": "HX1"}


def loaded(folder: Path, *changes: tuple[str, str], **env: str) -> Settings:
    """The shipped config.yml with some of its lines changed, and a folder for its database."""
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in (('kepala: ""', "kepala: Contoh Kepala"), *changes):
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "config.yml").write_text(text, encoding="utf-8")
    database = env.pop("database", f"sqlite:///{folder}/data/x.sqlite3")
    return load_settings(folder / "config.yml", environ=env, database=database)


def troubles(settings: Settings, today: date = JULY) -> list[Finding]:
    return [f for f in check(settings, today) if f.level in (Level.WARNING, Level.ERROR)]


def test_a_new_checkout_has_nothing_wrong_but_that_citizens_cannot_write_yet(
    tmp_path: Path,
) -> None:
    found = check(loaded(tmp_path, ("kepala: Contoh Kepala", 'kepala: ""')), JULY)
    assert [f.level for f in found if f.level is Level.ERROR] == []
    assert [f.text for f in found if f.level is Level.WARNING] == [
        "no channel of citizens is on; only the simulator answers",
        "office.leadership.kepala is empty: reports have no name to sign them",
    ]


@pytest.mark.parametrize(
    "env",
    [
        {**WHATSAPP, **PUBLIC, **TEMPLATE},
        TELEGRAM,
        {**TELEGRAM, **PUBLIC, "TELEGRAM_WEBHOOK_SECRET": "abc_123-X"},
        {**TELEGRAM, "database": "postgresql://u@h/n"},
    ],
)
def test_complete_settings_are_in_order(tmp_path: Path, env: dict[str, str]) -> None:
    console = (
        ("console:\n", "console:\n  listen: 127.0.0.1:8081\n  second_factor: true\n"),
        ('  listen: ""\n', ""),
        ("  second_factor: false\n", ""),
    )
    assert troubles(loaded(tmp_path, *console, **env)) == []


def test_every_channel_is_told_as_on_or_off_with_its_reason(tmp_path: Path) -> None:
    told = [(f.level, f.text) for f in check(loaded(tmp_path, **TELEGRAM), JULY)]
    assert (Level.ON, "telegram: by polling") in told
    assert (Level.ON, "simulator: on this machine only, at 127.0.0.1:8080") in told
    off = [text for level, text in told if level is Level.OFF]
    assert [text.split(":")[0] for text in off] == ["whatsapp", "sms"]
    assert all("TWILIO_AUTH_TOKEN is not set" in text for text in off)


@pytest.mark.parametrize(
    ("env", "level", "words"),
    [
        (WHATSAPP, Level.ERROR, "public_url is not set: Twilio cannot reach this server"),
        ({**WHATSAPP, **PUBLIC}, Level.WARNING, "templates.answer_ready has no content_sid"),
        ({**SMS, **PUBLIC}, Level.WARNING, "two-way SMS is not supported"),
        (
            {**WHATSAPP, **PUBLIC, "TWILIO_WHATSAPP_FROM": "+628112345678"},
            Level.WARNING,
            "citizens are told to write to 081809898222",
        ),
        ({"TWILIO_SIGNING_KEY_ID": "k"}, Level.ERROR, "signing_key_id is set without"),
        ({**TELEGRAM, **PUBLIC}, Level.WARNING, "Telegram is polled"),
        (
            {**TELEGRAM, **PUBLIC, "TELEGRAM_WEBHOOK_SECRET": "has space"},
            Level.ERROR,
            "webhook_secret may hold only",
        ),
        ({"PUBLIC_URL": "http://aduan.example"}, Level.WARNING, "public_url is not https"),
        ({"PUBLIC_URL": "https://localhost"}, Level.WARNING, "no provider can reach it"),
        ({"LISTEN": "0.0.0.0:80"}, Level.WARNING, "without a public_url"),
        (PUBLIC, Level.ERROR, "no channel is on at all"),
        (PUBLIC, Level.WARNING, "console.listen is empty"),
        (PUBLIC, Level.WARNING, "console.second_factor is false"),
        ({"database": "sqlite://"}, Level.WARNING, "the database is in memory"),
    ],
)
def test_what_the_environment_leaves_undone_is_found(
    tmp_path: Path, env: dict[str, str], level: Level, words: str
) -> None:
    found = troubles(loaded(tmp_path, **env))
    assert [f.level for f in found if words in f.text] == [level]


@pytest.mark.parametrize(
    ("change", "level", "words"),
    [
        (("kepala: Contoh", "kepala: #"), Level.WARNING, "leadership.kepala is empty"),
        (("machines: 1", "machines: 2"), Level.ERROR, "a SQLite file serves one machine"),
        (("register_after: 20h", "register_after: 24h"), Level.WARNING, "24 hours or more"),
        (("remind_after: 2h", "remind_after: 20h"), Level.WARNING, "nobody will be reminded"),
        (("answer_working_days: 14", "answer_working_days: 20"), Level.WARNING, "14 working days"),
        (("window_days: 30", "window_days: 60"), Level.WARNING, "30 calendar days"),
        (("[mon, tue, wed", "[mon, wed"), Level.WARNING, "office.hours has no hours for tue"),
        (("idle: 2h", "idle: 11h"), Level.WARNING, "console.idle is longer"),
        (('  listen: ""', "  listen: 127.0.0.1:8080"), Level.ERROR, "console.listen is the same"),
        (("phone: (", "phone: # ("), Level.WARNING, "office.contacts.phone is empty"),
        (("proxies: [127", "proxies: [x, 127"), Level.WARNING, "trusted_proxies: x is not"),
        (
            ("api_base_url: https://api.tw", "api_base_url: http://api.tw"),
            Level.WARNING,
            "channels.twilio.api_base_url is not https",
        ),
        (
            ("extra_holidays: {}", "extra_holidays: {2026-08-16: Contoh}"),
            Level.WARNING,
            "2026-08-16 (Contoh) is a weekend",
        ),
        (
            ("  twilio:\n    enabled: auto", "  twilio:\n    enabled: true"),
            Level.ERROR,
            "channels.twilio.enabled is true, but",
        ),
        (
            ("  telegram:\n    enabled: auto", "  telegram:\n    enabled: true"),
            Level.ERROR,
            "channels.telegram.enabled is true, but its token is missing",
        ),
    ],
)
def test_what_the_file_leaves_undone_is_found(
    tmp_path: Path, change: tuple[str, str], level: Level, words: str
) -> None:
    found = troubles(loaded(tmp_path, change))
    assert [f.level for f in found if words in f.text] == [level]


def test_a_simulator_that_is_wanted_where_others_reach_it_is_an_error(tmp_path: Path) -> None:
    change = ("simulator:\n    enabled: auto", "simulator:\n    enabled: true")
    found = troubles(loaded(tmp_path, change, **PUBLIC, **TELEGRAM))
    assert any("channels.simulator.enabled is true" in f.text for f in found)


def test_a_webhook_of_telegram_needs_an_address_and_a_secret(tmp_path: Path) -> None:
    found = troubles(loaded(tmp_path, ("mode: auto", "mode: webhook"), **TELEGRAM))
    assert [f.level for f in found] == [Level.ERROR, Level.ERROR]


# ------------------------------------------------------------------------------------ holidays


@pytest.mark.parametrize(("year", "known"), [(2025, True), (2026, True), (2035, False)])
def test_a_year_has_a_list_when_its_cuti_bersama_are_published(year: int, known: bool) -> None:
    assert has_holiday_list(year) is known


def test_a_year_without_a_list_is_warned_of(tmp_path: Path) -> None:
    (found,) = troubles(loaded(tmp_path, **TELEGRAM), NOTHING_LISTED)
    assert found.text.startswith("no list of holidays for 2035: deadlines")


def test_the_next_year_matters_from_october_on(tmp_path: Path) -> None:
    settings = loaded(tmp_path, ("complete_years: []", "complete_years: [2035]"), **TELEGRAM)
    assert troubles(settings, date(2035, 9, 30)) == []
    (found,) = troubles(settings, date(2035, 10, 1))
    assert found.text.startswith("no list of holidays for 2036")


# ------------------------------------------------------------------------------- files and modes


def test_the_folder_of_the_database_need_not_exist_yet(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/a/b/c.sqlite3"
    assert troubles(loaded(tmp_path, **TELEGRAM, database=database)) == []


def test_a_database_that_cannot_be_written_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.sqlite3").touch()
    settings = loaded(tmp_path, **TELEGRAM, database=f"sqlite:///{tmp_path}/x.sqlite3")
    monkeypatch.setattr("os.access", lambda *_: False)  # Root may write anywhere.
    assert [f.level for f in troubles(settings)] == [Level.ERROR, Level.ERROR]


def test_a_database_inside_what_is_no_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings = loaded(tmp_path, **TELEGRAM, database=f"sqlite:///{tmp_path}/file/x.sqlite3")
    (found,) = troubles(settings)
    assert "cannot be written to" in found.text


@pytest.mark.parametrize(("mode", "warned"), [(0o600, False), (0o640, True), (0o604, True)])
def test_a_dotenv_that_others_can_read_is_warned_of(
    tmp_path: Path, mode: int, warned: bool
) -> None:
    file = tmp_path / ".env"
    file.write_text("TELEGRAM_TOKEN=t\n", encoding="utf-8")
    file.chmod(mode)
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert any("chmod 600" in f.text for f in troubles(loaded(tmp_path))) is warned


def test_no_finding_shows_a_secret(tmp_path: Path) -> None:
    secrets: dict[str, Any] = dict.fromkeys(
        ("TWILIO_AUTH_TOKEN", "TWILIO_SIGNING_SECRET", "TELEGRAM_TOKEN"), "s3cret"
    )
    secrets["TELEGRAM_WEBHOOK_SECRET"] = "s3cret with spaces"
    settings = loaded(tmp_path, **secrets, database="postgresql://u:s3cret@h/n")
    assert "s3cret" not in repr(check(settings, JULY))
