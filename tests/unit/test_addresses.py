"""Where a sign-in may lead afterwards, and what of a form is carried through it."""

from __future__ import annotations

import json

import pytest

from console.addresses import inside
from console.unsent import MOST, NOTHING, Unsent, may_be_sent_to, unpack


@pytest.mark.parametrize(
    "address",
    [
        "/kantor",
        "/kantor/",
        "/kantor?lihat=semua",
        "/kantor/antrean?q=a%20b&lihat=terlewat",
        "/kantor/aduan/2026-00042-7#akhir",
        "/kantor/antrean?q=//example.com",
        "/kantor/antrean?q=http://example.com",
    ],
)
def test_pages_of_the_console_are_inside(address: str) -> None:
    assert inside(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/",
        "kantor",
        "/kantoran",
        "/simulator",
        "//example.com",
        "//example.com/kantor",
        "///example.com/kantor",
        "/\\example.com",
        "\\\\example.com/kantor",
        "/kantor\\..\\x",
        "https://example.com/kantor",
        "http:/kantor",
        "javascript:alert(1)",
        "data:text/html,x",
        " /kantor",
        "/kantor/ x",
        "\t/kantor",
        "/kan\ntor",
        "/kantor/a\r\nSet-Cookie: x=1",
        "/kantor/\x00",
        "/kantor/../simulator",
        "/kantor/%2e%2e/simulator",
        "/kantor/%2E./simulator",
        "/kantor/./..",
        "/kantor/á",
        "/kantor@example.com",
        "//[::1",
        "/kantor/" + "x" * 3000,
    ],
)
def test_everything_else_is_outside(address: str) -> None:
    assert not inside(address)


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("/kantor/aduan/2026-00042-7/jawab", True),
        ("/kantor/catat?dari=pesan:3", True),
        ("/kantor/orang/3", True),
        ("/kantor/akunx", True),
        ("/kantor/akun/sandi", False),
        ("/kantor/masuk", False),
        ("/kantor/masuk?lanjut=x", False),
        ("/kantor/mulai/abc", False),
        ("/kantor/keluar", False),
        ("https://example.com/kantor/x", False),
        ("/aduan", False),
    ],
)
def test_forms_are_sent_again_to_pages_without_passwords_only(target: str, allowed: bool) -> None:
    assert may_be_sent_to(target) is allowed


def test_what_was_packed_comes_back_as_it_was() -> None:
    kept = Unsent("/kantor/x", (("teks", 'baris satu\r\n"<b>" \\ é 🙂'), ("teks", "dua")), True)
    assert unpack(kept.packed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{}",
        "{",
        '{"target": 1, "fields": [], "files": false}',
        '{"target": "/kantor/x", "fields": [["a"]], "files": false}',
        '{"target": "/kantor/x", "fields": [["a", 1]], "files": false}',
        '{"target": "/kantor/x", "fields": [["a", "\\ud800"]], "files": false}',
        '{"target": "https://example.com", "fields": [["a", "b"]], "files": false}',
        '{"target": "//example.com/kantor", "fields": [["a", "b"]], "files": false}',
        '{"target": "/kantor/akun/sandi", "fields": [["a", "b"]], "files": false}',
        "[" * 100_000,
        json.dumps({"target": "/kantor/x", "fields": [["a", "x" * MOST]], "files": False}),
        json.dumps({"target": "/kantor/x", "fields": [["a", "x"]] * 201, "files": False}),
    ],
)
def test_what_was_made_up_is_nothing(text: str) -> None:
    assert unpack(text) == NOTHING
