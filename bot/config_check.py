"""What `python -m bot check-config` says: what is on, what is off and why, what will go wrong.

Settings that are not valid never get here (bot/settings.py refuses them); this file looks for
those that are valid and still will not do what the office expects. It changes nothing: beside its
arguments it looks only at the permissions of the files that the settings name.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

import holidays

from bot.config_types import Switch, parse_database_url
from bot.settings import Settings, is_loopback
from bot.settings_blocks import WEEKDAYS

WHATSAPP_WINDOW = timedelta(hours=24)
# From this month on deadlines begin to reach into the next year.
NEXT_YEAR_MATTERS_FROM = 10


class Level(StrEnum):
    ON = "on"  # A part that works.
    OFF = "off"  # A part that does not, with what it lacks; often so on purpose.
    WARNING = "warning"  # It runs, and something will not go as the office expects.
    ERROR = "error"  # Something that was asked for cannot work.


@dataclass(frozen=True, slots=True)
class Finding:
    level: Level
    text: str


_on = partial(Finding, Level.ON)
_off = partial(Finding, Level.OFF)
_warning = partial(Finding, Level.WARNING)
_error = partial(Finding, Level.ERROR)


def check(settings: Settings, today: date) -> list[Finding]:
    """All findings, first what is on and off, then errors, then warnings.

    today is the day in WIB; the lists of holidays that will be needed depend on it.
    """
    parts = [*_channels(settings), _on(f"database: {settings.database_shown}")]
    troubles = [
        *_asked_for(settings),
        *_addresses(settings),
        *_twilio(settings),
        *_telegram(settings),
        *_database(settings),
        *_console(settings),
        *_rules(settings),
        *_holidays(settings, today),
        *_timers(settings),
        *_office(settings),
        *_secrets(settings),
    ]
    return parts + sorted(troubles, key=lambda finding: finding.level is not Level.ERROR)


def has_holiday_list(year: int) -> bool:
    """Whether the package knows the year's cuti bersama, which are published each autumn.

    The public holidays of any year are computed; the government's list is empty until it is out.
    """
    listed = holidays.country_holidays("ID", years=year, expand=False, categories=("government",))
    return len(listed) > 0


def _channels(settings: Settings) -> Iterator[Finding]:
    for channel, on, reason in settings.channel_states():
        yield (_on if on else _off)(f"{channel}: {reason}")


def _asked_for(settings: Settings) -> Iterator[Finding]:
    channels = settings.channels
    if channels.twilio.enabled is Switch.ON and not settings.twilio_on:
        yield _error("channels.twilio.enabled is true, but WhatsApp and SMS are both off (above)")
    if channels.telegram.enabled is Switch.ON and not settings.telegram_on:
        yield _error("channels.telegram.enabled is true, but its token is missing")
    if channels.simulator.enabled is Switch.ON and not settings.simulator_on:
        yield _error("channels.simulator.enabled is true, but it is off (above)")
    if not (settings.twilio_on or settings.telegram_on):
        if settings.simulator_on:
            yield _warning("no channel of citizens is on; only the simulator answers")
        else:
            yield _error("no channel is on at all; nobody can write to the bot")


def _addresses(settings: Settings) -> Iterator[Finding]:
    url = settings.public_url
    if not url and settings.twilio_on:
        yield _error(
            "public_url is not set: Twilio cannot reach this server, and signatures, which cover"
            " the public address, cannot be checked"
        )
    if not url and not settings.listens_on_loopback:
        yield _warning(
            f"listen is {settings.listen} without a public_url: other machines reach this server,"
            " but no webhook can be checked and the simulator is off"
        )
    if url:
        parts = urlsplit(url)
        if parts.scheme != "https":
            yield _warning("public_url is not https: messages of citizens travel unencrypted")
        if is_loopback(parts.hostname or ""):
            yield _warning("public_url is this machine's own name; no provider can reach it")
    for text in settings.server.trusted_proxies:
        try:
            ip_network(text)
        except ValueError:
            yield _warning(
                f"server.trusted_proxies: {text} is not an address or network such as 10.0.0.0/8"
            )
    for name in ("twilio", "telegram"):
        api = urlsplit(getattr(settings.channels, name).api_base_url)
        if api.scheme != "https" and not is_loopback(api.hostname or ""):
            yield _warning(
                f"channels.{name}.api_base_url is not https: the account's secret travels openly"
            )


def _twilio(settings: Settings) -> Iterator[Finding]:
    twilio = settings.channels.twilio
    if twilio.signing_key_id and not twilio.signing_secret.get_secret_value():
        yield _error(
            "channels.twilio.signing_key_id is set without signing_secret: webhooks signed with"
            " that key will be refused"
        )
    if settings.whatsapp_on:
        if not twilio.templates.for_purpose("answer_ready"):
            yield _warning(
                "channels.twilio.templates.answer_ready has no content_sid: answers later than 24"
                " hours after the citizen's last WhatsApp message will be held for an officer"
            )
        told = _international(settings.office.contacts.whatsapp)
        if told and told != twilio.whatsapp_from:
            yield _warning(
                f"citizens are told to write to {settings.office.contacts.whatsapp}, but"
                f" channels.twilio.whatsapp_from is {twilio.whatsapp_from}"
            )
    if settings.sms_on and twilio.sms_from.startswith("+62"):
        yield _warning(
            "channels.twilio.sms_from is an Indonesian number: by Twilio's country guideline"
            " two-way SMS is not supported there"
        )


def _telegram(settings: Settings) -> Iterator[Finding]:
    telegram = settings.channels.telegram
    secret = telegram.webhook_secret.get_secret_value()
    if not settings.telegram_on:
        return
    if telegram.mode == "webhook":
        if not settings.public_url:
            yield _error("channels.telegram.mode is webhook, but public_url is not set")
        if not secret:
            yield _error(
                "channels.telegram.mode is webhook without webhook_secret: every update is refused"
            )
    if telegram.mode == "auto" and settings.public_url and not secret:
        yield _warning(
            "public_url is set, but channels.telegram.webhook_secret is not: Telegram is polled"
        )
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret, re.ASCII):
        yield _error(
            "channels.telegram.webhook_secret may hold only 1 to 256 letters, digits, _ and -"
        )
    if settings.telegram_mode == "webhook" and settings.public_url.startswith("http://"):
        yield _warning("Telegram delivers webhooks to https only, and public_url is not")


def _database(settings: Settings) -> Iterator[Finding]:
    if not settings.on_sqlite:
        return
    if settings.server.machines > 1:
        yield _error(
            f"server.machines is {settings.server.machines}, but a SQLite file serves one machine;"
            " use PostgreSQL"
        )
    name = parse_database_url(settings.database).database
    if not name or name == ":memory:":
        yield _warning("the database is in memory: everything is lost when the program stops")
        return
    file = Path(name)
    if file.exists():
        if not os.access(file, os.W_OK):
            yield _error(f"the database {file} cannot be written to")
        place = file.parent
    else:
        # What does not exist is made on the first start, inside the nearest folder that does.
        place = next(folder for folder in file.absolute().parents if folder.exists())
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        yield _error(f"the folder {place} of the database cannot be written to")


def _console(settings: Settings) -> Iterator[Finding]:
    console = settings.console
    if console.listen == settings.listen:
        yield _error("console.listen is the same as listen; leave it empty to serve both there")
    if console.idle > console.session:
        yield _warning("console.idle is longer than console.session and has no effect")
    if settings.public_url and not console.listen:
        yield _warning(
            "console.listen is empty: the staff's pages can be reached from the internet; an"
            " address of the office's own network would keep them inside"
        )
    if settings.public_url and not console.second_factor:
        yield _warning("console.second_factor is false: kepala and admin need a password only")


def _rules(settings: Settings) -> Iterator[Finding]:
    rules = settings.rules
    if rules.complaint_window_days != 30:
        yield _warning(
            f"rules.complaint_window_days is {rules.complaint_window_days}; the service standard"
            " says 30 calendar days"
        )
    if rules.answer_working_days != 14:
        yield _warning(
            f"rules.answer_working_days is {rules.answer_working_days}; the service standard says"
            " 14 working days"
        )


def _holidays(settings: Settings, today: date) -> Iterator[Finding]:
    years = [today.year]
    if today.month >= NEXT_YEAR_MATTERS_FROM:
        years.append(today.year + 1)
    for year in years:
        if year not in settings.rules.complete_years and not has_holiday_list(year):
            yield _warning(
                f"no list of holidays for {year}: deadlines that reach into it are provisional;"
                " upgrade the package `holidays`, or write the days into rules.extra_holidays and"
                " the year into rules.complete_years"
            )
    for day, name in sorted(settings.rules.extra_holidays.items()):
        if day.weekday() >= 5:
            yield _warning(f"rules.extra_holidays: {day} ({name}) is a weekend and changes nothing")


def _timers(settings: Settings) -> Iterator[Finding]:
    dialogue = settings.dialogue
    if dialogue.register_after >= WHATSAPP_WINDOW:
        yield _warning(
            "dialogue.register_after is 24 hours or more: WhatsApp then takes no free text, and"
            " the receipt will be held"
        )
    if dialogue.remind_after >= dialogue.register_after:
        yield _warning(
            "dialogue.remind_after is not shorter than dialogue.register_after: nobody will be"
            " reminded"
        )


def _office(settings: Settings) -> Iterator[Finding]:
    office = settings.office
    if not office.leadership.kepala:
        yield _warning("office.leadership.kepala is empty: reports have no name to sign them")
    shut = [WEEKDAYS[day] for day in range(5) if office.closes_at(day) is None]
    if shut:
        yield _warning(
            f"office.hours has no hours for {', '.join(shut)}, which count as working days"
        )
    told = office.contacts
    for key in ("phone", "sms", "whatsapp", "email"):
        if not getattr(told, key):
            yield _warning(f"office.contacts.{key} is empty: citizens cannot be told of it")


def _secrets(settings: Settings) -> Iterator[Finding]:
    if settings.path is None:
        return
    file = settings.path.parent / ".env"
    if file.is_file() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield _warning(f"{file} can be read by other users of this machine: chmod 600 {file}")


def _international(number: str) -> str:
    """An Indonesian number as citizens write it, in E.164."""
    digits = re.sub(r"\D", "", number)
    return f"+62{digits[1:]}" if digits.startswith("0") else f"+{digits}" if digits else ""
