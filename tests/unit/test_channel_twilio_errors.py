"""What an answer of Twilio's becomes; nothing of it may name the recipient."""

from __future__ import annotations

import json

import pytest

from bot.channels.twilio_http import refusal
from domain.errors import (
    ChannelUnavailableError,
    MessageRejectedError,
    OutsideServiceWindowError,
    RateLimitedError,
    RecipientOptedOutError,
    SendError,
)


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (400, 21610, RecipientOptedOutError),
        (400, 63016, OutsideServiceWindowError),
        (400, 21211, MessageRejectedError),
        (400, 21617, MessageRejectedError),
        (400, 21656, MessageRejectedError),
        (400, 21611, RateLimitedError),
        (400, 63018, RateLimitedError),
        (429, 20429, RateLimitedError),
        (429, 63038, RateLimitedError),
        (400, 20003, ChannelUnavailableError),
        (401, 20003, ChannelUnavailableError),
        (403, 20005, ChannelUnavailableError),
        (404, 20404, ChannelUnavailableError),
        (408, 0, ChannelUnavailableError),
        (500, 20500, ChannelUnavailableError),
        (503, 20503, ChannelUnavailableError),
    ],
)
def test_a_code_of_twilio_has_one_meaning(status: int, code: int, error: type[SendError]) -> None:
    body = json.dumps({"code": code, "message": "to +6281200000001"})
    made = refusal(status, body, "")
    assert type(made) is error
    assert made.code == str(code)
    assert "81200000001" not in str(made)


@pytest.mark.parametrize("body", ["", "<html>", "[]", "null", '{"code": "x"}', '{"code": true}'])
def test_an_answer_without_a_code_is_judged_by_its_status(body: str) -> None:
    assert type(refusal(502, body, "")) is ChannelUnavailableError
    assert type(refusal(429, body, "")) is RateLimitedError
    rejected = refusal(418, body, "")
    assert type(rejected) is MessageRejectedError
    assert rejected.code == "418"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("2.5", 2.5),
        ("", None),
        ("-1", None),
        ("nan", None),
        ("inf", None),
        ("Tue, 06 Jan 2026 02:00:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_nothing(header: str, seconds: float | None) -> None:
    assert refusal(429, "", header).retry_after == seconds
    assert refusal(503, "", header).retry_after == seconds


def test_wrong_credentials_are_told_as_such_and_lose_nothing() -> None:
    made = refusal(401, '{"code": 20003}', "")
    assert made.retryable
    assert "auth_token" in str(made)
