"""Word lists are written as lines of words: six hundred quotation marks would hide the words."""

from __future__ import annotations


def word_set(line: str) -> frozenset[str]:
    """The words of a line, separated by spaces."""
    return frozenset(line.split())
