"""What somebody was sending when their session had ended, carried through signing in.

It travels in the pages themselves, as one hidden field: nothing is stored for somebody who is not
signed in. It is shown before it is sent again, and only to a page of ours.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request

from console.addresses import inside
from console.parts import STAFF
from console.uploads import limited_form

MOST = 100_000  # Bytes of text.
_MOST_FIELDS = 200
_ENCODED = 3 * MOST + 20_000  # Bytes of a form that holds as much, each written as %XX.
_MIB = 1024 * 1024

# Forms of these pages hold passwords and codes, which nobody wants shown or carried anywhere.
_NEVER = tuple(f"{STAFF}/{page}" for page in ("masuk", "keluar", "mulai", "akun"))


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form's fields and the address it goes to; `target` is "" where there is nothing.

    files: there were files, which cannot be carried. too_much: there was more than can be.
    """

    target: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    files: bool = False
    too_much: bool = False

    def __bool__(self) -> bool:
        return bool(self.target)

    @property
    def texts(self) -> list[tuple[str, str]]:
        """What somebody wrote: the fields that are worth reading again."""
        return [(name, value) for name, value in self.fields if " " in value.strip()]

    @property
    def others(self) -> list[tuple[str, str]]:
        """What was chosen, or belongs to the page."""
        return [(name, value) for name, value in self.fields if " " not in value.strip()]

    @property
    def packed(self) -> str:
        """As text for a hidden field; `unpack` reads it."""
        value = {"target": self.target, "fields": self.fields, "files": self.files}
        return json.dumps(value, ensure_ascii=False)


NOTHING = Unsent()


async def of_request(request: Request, max_upload: int) -> Unsent:
    """What the form of this request holds. max_upload: bytes of files that are read past."""
    target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if not may_be_sent_to(target):
        return NOTHING
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return NOTHING
    limit = _ENCODED if kind.startswith("application") else max_upload + _MIB
    try:
        form = await limited_form(request, limit)
    except HTTPException as error:
        return Unsent(too_much=error.status_code == 413)
    items = form.multi_items()
    fields = tuple((name, value) for name, value in items if isinstance(value, str))
    files = any(not isinstance(value, str) and value.filename for _, value in items)
    await form.close()
    if not _fits(fields):
        return Unsent(too_much=True)
    return Unsent(target, fields, files) if fields else NOTHING


def unpack(text: str) -> Unsent:
    """What `packed` made; NOTHING for whatever else somebody sends here."""
    try:
        value = json.loads(text)
        target, fields, files = value["target"], value["fields"], value["files"]
        pairs = tuple((name, content) for name, content in fields)
        plain = all(isinstance(part, str) for pair in pairs for part in pair)
        good = isinstance(target, str) and plain and _fits(pairs) and may_be_sent_to(target)
    except (ValueError, KeyError, TypeError, RecursionError):
        return NOTHING
    return Unsent(target, pairs, files is True) if good else NOTHING


def may_be_sent_to(target: str) -> bool:
    """Whether a form may be sent there again: one of our pages that asks for no password."""
    path = target.partition("?")[0]
    secret = any(path == page or path.startswith(f"{page}/") for page in _NEVER)
    return inside(target) and not secret


def _fits(fields: tuple[tuple[str, str], ...]) -> bool:
    """Raises ValueError where a text holds what no browser sends."""
    size = sum(len(part.encode()) for pair in fields for part in pair)
    return len(fields) <= _MOST_FIELDS and size <= MOST
