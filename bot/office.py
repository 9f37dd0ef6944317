"""The office as the rules and the dialogue see it: plain values, made once from the settings."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import yaml

from bot.calendar import work_calendar
from bot.settings import Settings
from bot.settings_blocks import WEEKDAYS
from bot.settings_blocks import Office as OfficeBlock
from domain.calendar import Term, Unit
from domain.catalogue import Catalogue
from domain.complaint import Reason, Rules
from domain.dialogue import DialogueSettings, Office
from domain.errors import ConfigError
from nlu.catalogue import load_catalogue

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "handlers" / "texts" / "id.yml"
CATALOGUE = ROOT / "nlu" / "catalogue"

_DAY_NAMES = dict(
    zip(WEEKDAYS, ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"), strict=True)
)


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The catalogue of service standards, read once in a process."""
    return load_catalogue(CATALOGUE)


def build_office(settings: Settings, today: date) -> Office:
    """The office of these settings; its calendar reaches a few years around `today` (WIB).

    Raises ConfigError where the texts or the catalogue cannot be read.
    """
    block, rules, talk = settings.office, settings.rules, settings.dialogue
    thresholds = settings.nlu.thresholds
    closes = {}
    if rules.deadline_ends == "office_hours":
        times = {weekday: block.closes_at(weekday) for weekday in range(7)}
        closes = {weekday: time for weekday, time in times.items() if time is not None}
    return Office(
        texts=read_texts(TEXTS),
        contact=contact(block),
        catalogue=catalogue(),
        calendar=work_calendar(today, rules.extra_holidays, rules.complete_years),
        rules=Rules(
            complaint_window=Term(rules.complaint_window_days, Unit.CALENDAR_DAY),
            answer_term=Term(rules.answer_working_days, Unit.WORKING_DAY),
            late_is_saran=rules.late_becomes == "saran",
            reason_order=tuple(Reason(reason) for reason in rules.reason_order),
            from_confirmation=rules.received_when == "confirmed",
            version=f"SP-6/{rules.complaint_window_days}+{rules.answer_working_days}",
        ),
        dialogue=DialogueSettings(
            remind_after=talk.remind_after,
            register_after=talk.register_after,
            burst=timedelta(seconds=talk.burst_seconds),
            sms_parts_wait=talk.sms_parts_wait,
            day_starts=talk.day_starts,
            day_ends=talk.day_ends,
            rating=talk.rating,
            profile_name_is_identity=rules.profile_name_is_identity,
            ask_evidence=talk.ask_evidence,
            code_attempts=talk.code_attempts,
            code_lockout=talk.code_lockout,
            act_threshold=thresholds.act,
            component_threshold=thresholds.component,
        ),
        closes=closes,
    )


def read_texts(path: Path) -> dict[str, str]:
    """The public sentences by key. Raises ConfigError for a file that is not such a list."""
    texts = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise ConfigError(f"{path.name} must hold one sentence for each key")
    return texts


def contact(block: OfficeBlock) -> dict[str, str]:
    """What sentences may say of the office, by the names that they use."""
    return {
        "full_name": block.name,
        "office": block.short_name,
        "regency": block.regency,
        "address": block.addresses.office,
        "mpp": block.addresses.mpp,
        "hours": _say_hours(block),
        "phone": block.contacts.phone,
        "sms": block.contacts.sms,
        "whatsapp": block.contacts.whatsapp,
        "email": block.contacts.email,
        "x": block.contacts.x,
        "instagram": block.contacts.instagram,
        "web": block.contacts.web,
        "mpp_web": block.contacts.mpp_web,
    }


def _say_hours(block: OfficeBlock) -> str:
    """`Senin-Jumat 08.00-16.00 WIB`."""
    lines = []
    for hours in block.hours:
        names = [_DAY_NAMES[day] for day in hours.days]
        days = f"{names[0]}-{names[-1]}" if len(names) > 2 else ", ".join(names)
        lines.append(f"{days} {hours.open:%H.%M}-{hours.close:%H.%M} WIB")
    return "; ".join(lines)
