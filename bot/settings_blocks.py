"""The blocks of config.yml as values with types and defaults.

What each key means is written in config.yml, which holds every key with its default; a test keeps
the two equal. This file knows no file and no environment: bot/settings.py reads them.
"""

from __future__ import annotations

from datetime import time, timedelta
from typing import Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    field_validator,
    model_validator,
)

from bot.config_types import (
    ClockTime,
    Day,
    Duration,
    SenderNumber,
    Switch,
    SwitchValue,
    WebAddress,
    check_listen,
)

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Reason = Literal["suggestion", "no_object", "no_identity", "late_30_days"]


class Block(BaseModel):
    """A block of keys. Nothing unknown gets in, and nothing changes once it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _left_out(cls, data: object) -> object:
        """A known key with nothing after it is as if it were not written."""
        if not isinstance(data, dict):
            return data
        return {k: v for k, v in data.items() if v is not None or k not in cls.model_fields}


# ------------------------------------------------------------------------------------- office


class Addresses(Block):
    office: str = ""
    mpp: str = ""


class Hours(Block):
    days: tuple[Weekday, ...]
    open: ClockTime
    close: ClockTime

    @model_validator(mode="after")
    def _in_order(self) -> Hours:
        if self.open >= self.close:
            raise ValueError("must open before it closes")
        return self


class Contacts(Block):
    phone: str = ""
    sms: str = ""
    whatsapp: str = ""
    email: str = ""
    x: str = ""
    instagram: str = ""
    web: str = ""
    mpp_web: str = ""


class Section(Block):
    name: str
    head: str = ""


class Leadership(Block):
    kepala: str = ""
    sections: tuple[Section, ...] = ()


class Office(Block):
    """The one block without defaults: the program belongs to no office until it is told which."""

    name: str = Field(min_length=1)
    short_name: str = Field(min_length=1)
    regency: str = ""
    addresses: Addresses = Addresses()
    hours: tuple[Hours, ...] = ()
    contacts: Contacts = Contacts()
    leadership: Leadership = Leadership()
    districts: tuple[str, ...] = ()

    def closes_at(self, weekday: int) -> time | None:
        """When the office closes on a day of the week (0 is Monday), None where it is shut."""
        name = WEEKDAYS[weekday]
        return max((hours.close for hours in self.hours if name in hours.days), default=None)


# ----------------------------------------------------------------- rules, dialogue, understanding


class Rules(Block):
    complaint_window_days: int = Field(default=30, ge=1, le=3650)
    answer_working_days: int = Field(default=14, ge=1, le=365)
    late_becomes: Literal["saran", "pengaduan"] = "saran"
    reason_order: tuple[Reason, ...] = ("suggestion", "no_object", "no_identity", "late_30_days")
    profile_name_is_identity: bool = False
    received_when: Literal["matter_stated", "confirmed"] = "matter_stated"
    deadline_ends: Literal["office_hours", "midnight"] = "office_hours"
    extra_holidays: dict[Day, str] = Field(default_factory=dict)
    complete_years: tuple[int, ...] = ()

    @field_validator("reason_order")
    @classmethod
    def _each_once(cls, order: tuple[Reason, ...]) -> tuple[Reason, ...]:
        if sorted(order) != ["late_30_days", "no_identity", "no_object", "suggestion"]:
            raise ValueError(
                "must name each of suggestion, no_object, no_identity and late_30_days once"
            )
        return order


class Dialogue(Block):
    remind_after: Duration = timedelta(hours=2)
    register_after: Duration = timedelta(hours=20)
    burst_seconds: float = Field(default=5, ge=0, le=300)
    sms_parts_wait: Duration = timedelta(seconds=60)
    day_starts: ClockTime = time(7)
    day_ends: ClockTime = time(20)
    ask_evidence: bool = True
    rating: bool = True
    code_attempts: int = Field(default=5, ge=1, le=100)
    code_lockout: Duration = timedelta(hours=1)

    @model_validator(mode="after")
    def _in_order(self) -> Dialogue:
        if self.day_starts >= self.day_ends:
            raise ValueError("must have a day_starts before its day_ends")
        return self


class Thresholds(Block):
    act: float = Field(default=0.45, ge=0, le=1)
    component: float = Field(default=0.40, ge=0, le=1)


class Rasa(Block):
    url: str = "http://127.0.0.1:5005"
    timeout: Duration = timedelta(seconds=1)
    at_once: int = Field(default=8, ge=1, le=64)


class Nlu(Block):
    engine: Literal["builtin", "rasa"] = "builtin"
    timeout: Duration = timedelta(seconds=2)
    rasa: Rasa = Rasa()
    thresholds: Thresholds = Thresholds()


# ----------------------------------------------------------------------------------- channels


class Template(Block):
    """One approved WhatsApp template; variables name what fills its placeholders, in order."""

    content_sid: str = ""
    variables: tuple[str, ...] = ()


class Templates(Block):
    """By purpose: what may have to be said outside WhatsApp's window. Each key is a purpose."""

    answer_ready: Template = Template(variables=("number",))

    def for_purpose(self, purpose: str) -> Template | None:
        """The template for a message's purpose, None where the office has none approved."""
        template = getattr(self, purpose, None) if purpose in type(self).model_fields else None
        return template if isinstance(template, Template) and template.content_sid else None


TEMPLATE_PURPOSES = tuple(Templates.model_fields)


class Twilio(Block):
    enabled: SwitchValue = Switch.AUTO
    account_sid: str = ""
    auth_token: SecretStr = SecretStr("")
    signing_key_id: str = ""
    signing_secret: SecretStr = SecretStr("")
    whatsapp_from: SenderNumber = ""
    sms_from: SenderNumber = ""
    messaging_service_sid: str = ""
    api_base_url: WebAddress = "https://api.twilio.com"
    send_timeout: Duration = timedelta(seconds=10)
    templates: Templates = Templates()


class Telegram(Block):
    enabled: SwitchValue = Switch.AUTO
    token: SecretStr = SecretStr("")
    api_base_url: WebAddress = "https://api.telegram.org"
    mode: Literal["auto", "polling", "webhook"] = "auto"
    # Telegram takes letters, digits, _ and - only; the pattern is checked by check-config, because
    # a message of this field must never show what was written.
    webhook_secret: SecretStr = SecretStr("")
    poll_timeout: Duration = timedelta(seconds=25)
    send_timeout: Duration = timedelta(seconds=10)


class Simulator(Block):
    enabled: SwitchValue = Switch.AUTO


class Channels(Block):
    twilio: Twilio = Twilio()
    telegram: Telegram = Telegram()
    simulator: Simulator = Simulator()


# ------------------------------------------------------------------------------- running it all


class Schedules(Block):
    queue_every: Duration = timedelta(seconds=1)
    housekeeping_at: ClockTime = time(2, 30)


class Retention(Block):
    raw_payload_days: int = Field(default=90, ge=1)


class Console(Block):
    listen: str = ""
    session: Duration = timedelta(hours=10)
    idle: Duration = timedelta(hours=2)
    second_factor: bool = False
    undo: Duration = timedelta(seconds=10)
    max_upload_mb: int = Field(default=10, ge=1, le=50)
    telegram_bot: str = ""

    @field_validator("listen")
    @classmethod
    def _address(cls, text: str) -> str:
        """Empty: the console is served where everything else is."""
        return check_listen(text) if text else ""


class Server(Block):
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    conversations_at_once: int = Field(default=64, ge=1, le=1000)
    sends_at_once: int = Field(default=64, ge=1, le=1000)
    machines: int = Field(default=1, ge=1)
