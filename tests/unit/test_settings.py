"""Settings: what is read, what comes before what, and that nothing secret is ever shown."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.config_types import parse_clock_time, parse_duration, split_listen
from bot.settings import Settings, load_settings
from bot.settings_blocks import Hours
from domain.errors import ConfigError

SHIPPED = Path(__file__).parents[2] / "config.yml"
OFFICE = "office: {name: Dinas Contoh, short_name: Contoh}\n"

Load = Callable[..., Settings]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Reads the given text as config.yml, with an environment and a `.env` of the test's own."""

    def read(text: str, *, dotenv: str = "", database: str | None = None, **env: str) -> Settings:
        (tmp_path / "config.yml").write_text(text, encoding="utf-8")
        (tmp_path / ".env").write_text(dotenv, encoding="utf-8")
        return load_settings(tmp_path / "config.yml", environ=env, database=database)

    return read


def problems(load: Load, text: str, **given: Any) -> list[str]:
    """The lines of the error, without the folder of the file."""
    with pytest.raises(ConfigError) as caught:
        load(text, **given)
    return [
        re.sub(r"^\S*config\.yml", "config.yml", line) for line in str(caught.value).split("\n")
    ]


def _fields(model: type[BaseModel], key: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _fields(kind, (*key, name))
        else:
            yield (*key, name)


def _paths(data: Any, model: type[BaseModel], key: tuple[str, ...] = ()) -> Iterator[Any]:
    for name, value in data.items():
        kind = model.model_fields[name].annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _paths(value, kind, (*key, name))
        else:
            yield (*key, name)


# --------------------------------------------------------------------------------- config.yml


@pytest.fixture
def shipped(load: Load) -> Settings:
    """config.yml as it is in the checkout, without the `.env` that may lie beside it there."""
    return load(SHIPPED.read_text(encoding="utf-8"))


def test_every_default_of_the_code_is_what_config_yml_says(shipped: Settings) -> None:
    assert shipped.model_dump() == Settings(office=shipped.office).model_dump()


def test_config_yml_names_every_key() -> None:
    written = set(_paths(yaml.safe_load(SHIPPED.read_text(encoding="utf-8")), Settings))
    assert written == set(_fields(Settings))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (lambda s: s.rules.complaint_window_days, 30),
        (lambda s: s.rules.answer_working_days, 14),
        (lambda s: s.dialogue.remind_after, timedelta(hours=2)),
        (lambda s: s.dialogue.register_after, timedelta(hours=20)),
        (lambda s: s.dialogue.burst_seconds, 5),
        (lambda s: s.dialogue.sms_parts_wait, timedelta(seconds=60)),
        (lambda s: (s.dialogue.day_starts, s.dialogue.day_ends), (time(7), time(20))),
        (lambda s: s.listen, "127.0.0.1:8080"),
        (lambda s: s.office.contacts.sms, "081809898222"),
        (lambda s: len(s.office.districts), 17),
        (lambda s: s.rules.profile_name_is_identity, False),
    ],
)
def test_the_defaults_that_are_part_of_the_contract(
    shipped: Settings, value: Callable[[Settings], object], expected: object
) -> None:
    assert value(shipped) == expected


# ---------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "dialogue:\n  remind_afer: 2h\n",
            "line 3: dialogue.remind_afer is not a known key (did you mean remind_after?)",
        ),
        ("dialouge: {}\n", "line 2: dialouge is not a known key (did you mean dialogue?)"),
        ("zzz: 1\n", "line 2: zzz is not a known key"),
        ("dialogue:\n  zzz:\n", "line 3: dialogue.zzz is not a known key"),
        (
            "dialogue:\n  remind_after: 2 hours\n",
            'line 3: dialogue.remind_after: "2 hours" is not a duration like 90s, 10m, 2h or 30d',
        ),
        ("dialogue: 3\n", 'line 2: dialogue: "3" should be a block of keys'),
        ("dialogue: [a]\n", "line 2: dialogue should be a block of keys"),
        (
            "rules: {answer_working_days: ten}\n",
            'line 2: rules.answer_working_days: "ten" should be a whole number',
        ),
        (
            "rules: {answer_working_days: 0}\n",
            'line 2: rules.answer_working_days: "0" should be greater than or equal to 1',
        ),
        (
            "rules:\n  extra_holidays:\n    2026-02-30: x\n",
            'line 4: rules.extra_holidays.2026-02-30: "2026-02-30" is not a date like 2026-08-18',
        ),
        (
            "rules:\n  extra_holidays:\n    2026-08-18:\n",
            "line 4: rules.extra_holidays.2026-08-18 should be a text",
        ),
        (
            "rules: {reason_order: [no_object, no_object, no_identity, late_30_days]}\n",
            "line 2: rules.reason_order must name each of suggestion, no_object, no_identity and"
            " late_30_days once",
        ),
        (
            "dialogue: {rating: true}\ndialogue: {rating: false}\n",
            "line 3: dialogue is written twice (first on line 2)",
        ),
        ("listen: 8080\n", 'line 2: listen: "8080" is not an address and port like 127.0.0.1:8080'),
        (
            "public_url: aduan.go.id\n",
            'line 2: public_url: "aduan.go.id" is not a web address like'
            " https://aduan.example.go.id",
        ),
        ("nlu: {engine: ${X}\n", "line 2: this is not valid YAML: expected ',' or '}', but got"),
        ("listen: ${X\n", "line 2: listen: write ${NAME} or ${NAME:-default}"),
        ("a: &a {b: *a}\n", "line 2: the file is nested too deeply"),
    ],
)
def test_a_problem_names_its_key_and_its_line(load: Load, text: str, told: str) -> None:
    assert problems(load, OFFICE + text)[0].startswith(f"config.yml {told}")


def test_all_problems_are_told_at_once_and_in_the_order_of_the_file(load: Load) -> None:
    text = OFFICE + "listen: nowhere\ndialogue:\n  remind_afer: 2h\n  day_ends: late\n"
    lines = problems(load, text)
    assert [re.findall(r"line (\d)", line)[0] for line in lines] == ["2", "4", "5"]


def test_what_an_office_must_say_is_missed_by_name(load: Load) -> None:
    assert problems(load, "office:\n  name: Dinas Contoh\n") == [
        "config.yml line 1: office.short_name is missing"
    ]
    assert problems(load, "listen: 127.0.0.1:80\n") == ["config.yml: office is missing"]


@pytest.mark.parametrize("text", ["", "just words\n", "- a list\n"])
def test_a_file_without_keys_is_refused(load: Load, text: str) -> None:
    assert problems(load, text) == ["config.yml: the file must be a list of keys with values"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.yml: there is no such file"):
        load_settings(tmp_path / "nowhere.yml", environ={})


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(tmp_path / "config.yml", environ={})


@given(
    st.sampled_from([key for key in _fields(Settings) if len(key) == 2]),
    st.integers(min_value=0),
    st.sampled_from("XYZ"),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_misspelt_key_is_ever_taken(
    load: Load, key: tuple[str, str], at: int, letter: str
) -> None:
    block, name = key
    at %= len(name)
    wrong = name[:at] + letter + name[at + 1 :]
    if block == "office":
        text = f"office: {{name: a, short_name: b, {wrong}: x}}\n"
    else:
        text = f"{OFFICE}{block}: {{{wrong}: x}}\n"
    assert any(f"{block}.{wrong} is not a known key" in line for line in problems(load, text))


@given(st.text(max_size=200))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_file_says_the_only_error_is_ours(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.yml"
    file.write_bytes(OFFICE.encode() + text.encode("utf-8", "surrogatepass"))
    with contextlib.suppress(ConfigError):
        load_settings(file, environ={})


# ----------------------------------------------------------------------- values and precedence


def test_values_are_taken_as_they_are_written_and_not_as_yaml_guesses(load: Load) -> None:
    office = load(
        "office:\n  name: no\n  short_name: 0o17\n  contacts: {sms: 081809898222}\n"
        "  hours: [{days: [mon], open: 8:00, close: 16:00}]\n"
    ).office
    assert (office.name, office.short_name) == ("no", "0o17")
    assert office.contacts.sms == "081809898222"
    assert office.hours == (Hours(days=("mon",), open=time(8), close=time(16)),)


def test_a_key_with_nothing_after_it_keeps_its_default(load: Load) -> None:
    given = load(OFFICE + "dialogue:\n  remind_after:\nrules:\n  extra_holidays:\n")
    assert given.dialogue.remind_after == timedelta(hours=2)
    assert given.rules.extra_holidays == {}


def test_the_offices_own_holidays_are_dates_with_names(load: Load) -> None:
    rules = load(OFFICE + "rules: {extra_holidays: {2026-08-18: Cuti bersama}}\n").rules
    assert rules.extra_holidays == {date(2026, 8, 18): "Cuti bersama"}


DATABASE = "database: sqlite:///file.db\n"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "file.db"),
        ({"dotenv": "DATABASE_URL=sqlite:///dotenv.db"}, "dotenv.db"),
        ({"dotenv": "DATABASE_URL=sqlite:///dotenv.db", "DATABASE_URL": "sqlite:///e.db"}, "e.db"),
        ({"DATABASE_URL": "sqlite:///e.db", "database": "sqlite:///line.db"}, "line.db"),
        ({"dotenv": "DATABASE_URL=sqlite:///dotenv.db", "DATABASE_URL": ""}, "file.db"),
    ],
)
def test_command_line_before_environment_before_dotenv_before_file(
    load: Load, given: dict[str, str], expected: str
) -> None:
    assert load(OFFICE + DATABASE, **given).database == f"sqlite+aiosqlite:///{expected}"


def test_public_url_and_listen_can_come_from_the_environment(load: Load) -> None:
    given = load(OFFICE, PUBLIC_URL="https://aduan.example/", LISTEN="0.0.0.0:80")
    assert (given.public_url, given.listen) == ("https://aduan.example", "0.0.0.0:80")


def test_a_name_in_the_file_is_replaced_or_takes_its_default(load: Load) -> None:
    text = "office: {name: '${A} di ${B:-Purwakarta}', short_name: '${C:-x}'}\n"
    assert load(text, A="Dinas").office.name == "Dinas di Purwakarta"
    assert load(text, A="Dinas", B="Plered").office.name == "Dinas di Plered"
    assert load(text, A="Dinas", dotenv="B=Bojong\n").office.name == "Dinas di Bojong"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("sqlite:///data/x.sqlite3", "sqlite+aiosqlite:///data/x.sqlite3"),
        ("sqlite:////srv/x.sqlite3", "sqlite+aiosqlite:////srv/x.sqlite3"),
        ("sqlite+aiosqlite:///x", "sqlite+aiosqlite:///x"),
        ("sqlite://", "sqlite+aiosqlite://"),
        ("postgres://u@h/n", "postgresql+asyncpg://u@h/n"),
        ("postgresql://u@h:5433/n", "postgresql+asyncpg://u@h:5433/n"),
        ("postgresql://u:p%40ss@h/n", "postgresql+asyncpg://u:p%40ss@h/n"),
        ("postgresql://h/n?sslmode=require", "postgresql+asyncpg://h/n?ssl=require"),
    ],
)
def test_a_database_url_gets_the_driver_that_we_use(load: Load, written: str, read: str) -> None:
    assert load(OFFICE, database=written).database == read


@pytest.mark.parametrize("url", ["mysql://h/n", "postgresql+psycopg://h/n", "x", "://"])
def test_another_database_is_refused(load: Load, url: str) -> None:
    (line,) = problems(load, OFFICE, database=url)
    assert line.startswith("--database: database: the value is not a database URL")


@given(st.integers(1, 999_999), st.sampled_from("smhd"))
def test_a_duration_means_what_it_says(amount: int, unit: str) -> None:
    seconds = amount * {"s": 1, "m": 60, "h": 3600, "d": 86400}[unit]
    assert parse_duration(f"{amount}{unit}") == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "0s", "-1h", "1.5h", "1w", "2 h", "h", "１h", "9999999d"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a duration"):
        parse_duration(text)


@given(st.times())
def test_a_time_of_day_is_read_back_as_it_is_written(moment: time) -> None:
    assert parse_clock_time(f"{moment:%H:%M}") == moment.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("text", "split"),
    [("127.0.0.1:8080", ("127.0.0.1", 8080)), ("[::1]:0", ("::1", 0)), ("a.b:1", ("a.b", 1))],
)
def test_listen_is_a_host_and_a_port(text: str, split: tuple[str, int]) -> None:
    assert split_listen(text) == split


@pytest.mark.parametrize("text", ["8080", ":8080", "::1:8080", "h:", "h:65536", "h:-1", "h:x"])
def test_what_is_no_address_to_listen_on_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not an address and port"):
        split_listen(text)
