"""The staff's pages, one file for each. Each has `routes(console) -> list[BaseRoute]`."""

from __future__ import annotations

from typing import Protocol

from starlette.routing import BaseRoute

from console.pages import (
    account,
    account_code,
    actions,
    canned,
    complaint,
    dashboard,
    export,
    files,
    messages,
    people,
    queue,
    record,
    set_up,
    sign_in,
)
from console.parts import Console


class PageModule(Protocol):
    def routes(self, console: Console) -> list[BaseRoute]: ...


# In the order in which addresses are looked up.
PAGES: tuple[PageModule, ...] = (
    sign_in,
    set_up,
    account,
    account_code,
    people,
    actions,
    canned,
    complaint,
    dashboard,
    export,
    files,
    messages,
    queue,
    record,
)
