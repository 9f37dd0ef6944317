"""`python -m nlu export-corrections`: a person looks at what officers corrected, in the terminal.

It stands here, because only the shell knows the settings and the database.
"""

from __future__ import annotations

import asyncio
import os
from enum import StrEnum
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from bot.corrections import Review, Shown
from bot.settings import load_settings

_QUESTION = "pakai? [y]a / [t]idak / [l]ewati / [q]: "


class _Decision(StrEnum):
    TAKE = "y"  # It becomes training data.
    LEAVE = "t"  # It never does.
    LATER = "l"  # It is asked about again the next time.
    QUIT = "q"  # Enough for now.


def export_corrections(config: Path, out: Path, console: Console, *, yes: bool) -> None:
    """Ask about each correction that waits, or take all; then say what came of it.

    config: the office's settings, which name the database. out: the file to add to. Raises
    BaleAduanError where settings, database or file cannot be used.
    """
    settings = load_settings(config, environ=os.environ)
    counts = dict.fromkeys(_Decision, 0)
    # No event loop runs while somebody thinks, so that Ctrl-C ends the program as usual.
    with asyncio.Runner() as runner:
        review = runner.run(Review.open(settings, out))
        try:
            for place, shown in enumerate(review.waiting, 1):
                _show(shown, f"{place} of {len(review.waiting)}", console)
                decision = _Decision.TAKE if yes else _ask()
                counts[decision] += 1
                if decision is _Decision.QUIT:
                    break
                if decision is not _Decision.LATER:
                    runner.run(review.decide(shown, take=decision is _Decision.TAKE))
        finally:
            runner.run(review.close())
    taken, left = counts[_Decision.TAKE], counts[_Decision.LEAVE]
    waiting = len(review.waiting) - taken - left
    empty = f", {review.empty} without words" if review.empty else ""
    console.print(
        f"{taken} taken, {left} left out, {waiting} still waiting{empty}; "
        f"{out} has {len(review.messages)} messages.",
        soft_wrap=True,
    )
    if taken:
        console.print("To learn from them: python -m nlu train --with-corrections")


def _show(shown: Shown, place: str, console: Console) -> None:
    correction = shown.correction
    said, right = correction.said, correction.corrected
    console.print(f"\n[bold]{correction.complaint}[/bold] ({place})")
    console.print(f"  {escape(shown.text)}", soft_wrap=True)
    sure = f"{said.confidence:.2f}, {said.model_version or 'unknown version'}"
    console.print(f"  {said.label} ({escape(sure)}) → {right.label}", soft_wrap=True)
    if said.services != right.services:
        console.print(f"  {_listed(said.services)} → {_listed(right.services)}")


def _listed(services: tuple[str, ...]) -> str:
    return ", ".join(services) or "-"


def _ask() -> _Decision:
    while True:
        try:
            answer = input(_QUESTION).strip().lower()[:1]
        except EOFError:
            return _Decision.QUIT
        if answer in set(_Decision):
            return _Decision(answer)
