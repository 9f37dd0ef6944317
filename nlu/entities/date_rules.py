"""Which function understands which pattern of `date_patterns`."""

from __future__ import annotations

from collections.abc import Callable

from nlu.entities import date_absolute as absolute
from nlu.entities import date_relative as relative
from nlu.entities.date_context import Context
from nlu.entities.day_math import Found

Rule = Callable[[Context, int, int], tuple[Found, ...]]

RULES: dict[str, Rule] = {
    "span": absolute.span,
    "several": absolute.several,
    "spaced": absolute.spaced,
    "digits": absolute.digits,
    "day_month": absolute.day_month,
    "month_day": absolute.month_day,
    "week_of_month": absolute.week_of_month,
    "day": absolute.day,
    "part": absolute.part,
    "month": absolute.month,
    "feast": relative.feast,
    "hours_ago": relative.hours_ago,
    "hour": relative.hour,
    "later": relative.later,
    "ago": relative.ago,
    "ahead": relative.future,
    "week_day": relative.week_day,
    "weekday": relative.weekday,
    "tomorrow": relative.future,
    "nth_day": relative.nth_day,
    "two_days": relative.two_days,
    "yesterday": relative.yesterday,
    "today": relative.today,
    "after_tomorrow": relative.future,
    "unit": relative.unit,
    "length": relative.length,
    "nth_unit": relative.nth_unit,
}
