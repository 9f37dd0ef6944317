"""One browser and one office for the tests of a module."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.office import Office, Opened
from tests.browser.simulated import ARGUMENTS, PATIENCE, find_chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("no Chromium on this machine (on Debian: apt-get install chromium)")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, _sqlite_template: Path) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    shutil.copyfile(_sqlite_template, folder / "bale.db")
    with Opened(folder, f"sqlite:///{folder / 'bale.db'}") as office:
        yield office
