"""Values of the domain as JSON text, and back.

Rows outlive releases. A field that a newer release has and the row has not takes its default, and
one that the row has and the release does not know is ignored, so that either release can read
what the other has written.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import TypeAdapter

from domain.complaint import Complaint
from domain.correction import Labels, Said
from domain.dialogue import State
from domain.messages import Attachment, Location, Option

T = TypeVar("T")


class _Codec(Generic[T]):
    """One type's way to text and back. What comes back is of the domain's own types."""

    def __init__(self, adapter: TypeAdapter[T]) -> None:
        self._adapter = adapter

    def dump(self, value: T) -> str:
        return self._adapter.dump_json(value).decode()

    def load(self, text: str) -> T:
        """Raises ValueError (pydantic's) where the text is not such a value."""
        return self._adapter.validate_json(text)


_STATE = _Codec(TypeAdapter(State))
_COMPLAINT = _Codec(TypeAdapter(Complaint))
_ATTACHMENTS = _Codec(TypeAdapter(tuple[Attachment, ...]))
_LOCATION = _Codec(TypeAdapter(Location | None))
_LABELS = _Codec(TypeAdapter(Labels))
_SAID = _Codec(TypeAdapter(Said))
_OPTIONS = _Codec(TypeAdapter(tuple[Option, ...]))
_TEXTS = _Codec(TypeAdapter(tuple[str, ...]))
_PLAIN = _Codec(TypeAdapter(dict[str, str | int | float | bool | None]))

dump_state, load_state = _STATE.dump, _STATE.load
dump_complaint, load_complaint = _COMPLAINT.dump, _COMPLAINT.load
dump_attachments, load_attachments = _ATTACHMENTS.dump, _ATTACHMENTS.load
dump_location, load_location = _LOCATION.dump, _LOCATION.load
dump_labels, load_labels = _LABELS.dump, _LABELS.load
dump_said, load_said = _SAID.dump, _SAID.load
dump_options, load_options = _OPTIONS.dump, _OPTIONS.load
dump_texts, load_texts = _TEXTS.dump, _TEXTS.load
dump_plain, load_plain = _PLAIN.dump, _PLAIN.load
