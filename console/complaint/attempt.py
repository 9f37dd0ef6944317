"""A form that was sent and could not be done: it comes back as it was typed, with what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of one form.

    slug: the action's name in the address. values: what was typed, by field; a field that can be
    given several times holds all of it. error: a sentence on what is wrong, "" where nothing is
    (a preview). fields: sentences for single fields. warnings: what must be ticked off before an
    answer goes out. preview: whether the answer is to be shown as the citizen will see it.
    """

    slug: str
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    error: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    warnings: Sequence[str] = ()
    preview: bool = False

    def value(self, name: str) -> str:
        """What was typed into a field, "" where nothing was."""
        found = self.values.get(name, ())
        return found[0] if found else ""
