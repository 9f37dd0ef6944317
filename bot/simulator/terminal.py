"""How the chat looks in a terminal, and as plain text where there is none."""

from __future__ import annotations

import io
import signal
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.simulator.view import View
from bot.simulator.words import CHANNELS, sms_note
from domain.calendar import say_moment
from domain.messages import SMS, TELEGRAM
from domain.sms import encoding

_WIDTH = 76


class Screen:
    """Where the chat is shown. terminal: whether a person sits in front of it."""

    def __init__(self) -> None:
        self.terminal = sys.stdin.isatty() and sys.stdout.isatty()
        self._out = Console() if self.terminal else Console(no_color=True, soft_wrap=True)

    def say(self, text: str) -> None:
        self._out.print(Text(_harmless(text)))

    def reply(self, reply: dict[str, Any], at: datetime, mine: bool) -> None:
        """A message of ours. mine: it is to the citizen who is played now."""
        notes = [CHANNELS[reply["channel"]]]
        if not mine:
            notes.append(f"kepada {reply['to']}")
        if reply["channel"] == SMS:
            notes.append(sms_note(reply["text"], reply["segments"], encoding(reply["text"])))
        if reply["template"]:
            notes.append(f"templat {reply['template']}")
        text = _harmless(reply["text"])
        if reply["channel"] == TELEGRAM and reply["options"]:
            labels = (f"[{n}] {o['label']}" for n, o in enumerate(reply["options"], start=1))
            text += "\n" + _harmless("  ".join(labels))
        moment = say_moment(at)
        if self.terminal:
            panel = Panel(Text(text), title=moment, subtitle=" · ".join(notes), width=_WIDTH)
            self._out.print(panel)
        else:
            self.say(f"Bale Aduan ({'; '.join((moment, *notes))}):")
            self.say("\n".join(f"  {part}" for part in text.split("\n")))

    def ticket(self, ticket: View) -> None:
        """Everything about one ticket."""
        rows = {
            "Nomor": f"{ticket['number']}, kode {ticket['code']}",
            "Dicatat": " ".join(filter(None, (f"{ticket['kind']}.", ticket["reason"]))),
            "Keadaan": ticket["status"],
            "Batas jawaban": ticket["deadline"],
            "": ticket["explained"],
            "Catatan": ", ".join(ticket["flags"]),
            "Perihal": ticket["matter"],
            "Jenis": ticket["components"],
            "Izin/layanan": ticket["service"],
            "Diterima": ticket["received"],
            "Atas nama": ticket["name"],
            "Jawaban": ticket["answer"],
        }
        table = Table.grid(padding=(0, 2))
        for label, value in rows.items():
            if value and self.terminal:
                table.add_row(Text(label, "dim"), Text(_harmless(value)))
            elif value:
                self.say(f"  {label}: {value}" if label else f"    {value}")
        if self.terminal:
            self._out.print(Panel(table, width=_WIDTH))


def read_line(prompt: str | None) -> str | None:
    """The next line, None at the end. prompt: None where nobody sits at a terminal.

    It blocks the event loop on purpose: in a simulation nothing happens between two lines.
    """
    try:
        if prompt is not None:
            return input(prompt)
        line = sys.stdin.buffer.readline()
        return line.decode("utf-8", "replace").rstrip("\r\n") if line else None
    except (EOFError, KeyboardInterrupt):
        print()
        return None


@contextmanager
def interruptible() -> Iterator[None]:
    """Ctrl-C ends the wait for a line; asyncio's own handler would let it wait on."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _harmless(text: str) -> str:
    """The text without what would steer a terminal."""
    return "".join(
        c if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs") else "\ufffd" for c in text
    )
