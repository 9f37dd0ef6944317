"""Readable conversations: what a script may say, and how it is run.

A script is a YAML mapping with `name`, optional `channel` (whatsapp), `from`, `start`
(2026-01-06T09:00:00+07:00, a Tuesday), `profile` and `steps`. Each step is one line of the
simulation protocol and what must come of it:

    - citizen: "petugas loket minta uang"   # or media: [image/jpeg], button: yes, location: {…}
      after: 1m             # how long after the step before; 1m where it is left out
      channel / from / id / profile         # where it differs from the script's
    - wait: 2h              # only time passes
    - officer: answer       # with text:, and ticket_number: where it is not the last one
    - officer: correct      # with act:, components: [biaya, …], services: [nib, …]
      bot: [atas nama siapa]    # each must stand in the replies of this step (small letters)
      not: [layanan apa]        # none of these may
      silent: true              # nothing was sent
      awaiting: name            # null for no open question
      ticket: {kind: pengaduan, components: [biaya], …}   # the last complaint of this step
      no_ticket: true
      error: true               # the line is answered with an error

In `ticket`, `component` is the primary one, `flags` are those that must be there at least,
`without` those that must not, and `service` is the catalogue's id.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from bot.simulation import Simulation

FOLDER = Path(__file__).parent
PROTOCOL = FOLDER.parent.parent / "docs" / "protocol.md"
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_START = "2026-01-06T09:00:00+07:00"
_INPUT = frozenset(
    "citizen media location button after channel from id profile wait officer text ticket_number "
    "act components services at".split()
)
_EXPECTED = frozenset("bot not silent awaiting ticket no_ticket error segments template".split())


@dataclass(frozen=True)
class Script:
    """One conversation of a file."""

    file: str
    data: dict[str, Any]

    @property
    def id(self) -> str:
        return f"{self.file}: {self.data['name']}"


def scripts() -> list[Script]:
    """All conversations of this folder."""
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        found += [Script(path.stem, data) for data in yaml.safe_load(path.read_text("utf-8"))]
    return found


def schemas() -> dict[str, Draft202012Validator]:
    """The schemas of docs/protocol.md, by their $id."""
    blocks = re.findall(r"```json\n(.*?)```", PROTOCOL.read_text("utf-8"), re.DOTALL)
    loaded = [json.loads(block) for block in blocks]
    return {schema["$id"]: Draft202012Validator(schema) for schema in loaded}


class Player:
    """Plays one script, and says at which step it went wrong."""

    def __init__(self, simulation: Simulation, script: Script) -> None:
        self.simulation = simulation
        self.script = script
        self.at = datetime.fromisoformat(str(script.data.get("start", _START)))
        self.tickets: list[str] = []
        self.codes: dict[str, str] = {}
        self.validators = schemas()
        self.told: list[str] = []

    async def play(self) -> None:
        """Every step. Raises AssertionError with the conversation so far."""
        for number, step in enumerate(self.script.data["steps"], start=1):
            unknown = set(step) - _INPUT - _EXPECTED
            assert not unknown, f"step {number} has unknown keys {sorted(unknown)}"
            line = self._line(step, first=number == 1)
            if "error" not in step:
                self.validators["input"].validate(line)
            answer = await self.simulation.answer(json.dumps(line))
            self.validators["output"].validate(answer)
            self.told.append(
                f"> {step.get('citizen') or {k: step[k] for k in step if k in _INPUT}}"
            )
            self.told += [f"< {reply['text']}" for reply in answer.get("replies", [])]
            self.told.append(f"  {answer.get('awaiting')} {answer.get('complaints')}")
            problems = list(self._problems(step, answer))
            assert not problems, "\n".join([*self.told, f"step {number}:", *problems])

    def _line(self, step: dict[str, Any], *, first: bool) -> dict[str, Any]:
        data = self.script.data
        gap = str(step.get("wait") or step.get("after") or ("0s" if first else "1m"))
        self.at += timedelta(**{_UNITS[gap[-1]]: float(gap[:-1])})
        line: dict[str, Any] = {"at": str(step.get("at", self.at.isoformat()))}
        if "officer" in step:
            number = self._filled(str(step.get("ticket_number", "{ticket}")))
            if number == "none":
                line["officer"] = {"action": step["officer"], "text": step.get("text", "")}
            else:
                text = step.get("text", "")
                line["officer"] = {"action": step["officer"], "ticket": number, "text": text}
                line["officer"] |= {
                    k: step[k] for k in ("act", "components", "services") if k in step
                }
            return line
        if "wait" in step:
            return line | {"tick": True}
        channel = step.get("channel", data.get("channel", "whatsapp"))
        default = "1001" if channel == "telegram" else "+6281200000001"
        line |= {"channel": channel, "from": str(step.get("from", data.get("from", default)))}
        line["text"] = self._filled(str(step.get("citizen", "")))
        if "media" in step:
            line["media"] = [{"content_type": kind} for kind in step["media"]]
        for ours, theirs in (("location", "location"), ("button", "button"), ("id", "id")):
            if ours in step:
                line[theirs] = step[ours]
        profile = step.get("profile", data.get("profile"))
        return line | ({"profile_name": profile} if profile else {})

    def _filled(self, text: str) -> str:
        """`{ticket}` and `{code}` of the last ticket, `{ticket1}`, `{code1}` of the first …"""
        for index, number in enumerate(self.tickets, start=1):
            text = text.replace(f"{{ticket{index}}}", number)
            text = text.replace(f"{{code{index}}}", self.codes[number])
        if self.tickets:
            text = text.replace("{ticket}", self.tickets[-1])
            text = text.replace("{code}", self.codes[self.tickets[-1]])
        return text

    def _problems(self, step: dict[str, Any], answer: dict[str, Any]) -> Iterator[str]:
        if step.get("error"):
            if "error" not in answer:
                yield "an error was expected"
            return
        if "error" in answer:
            yield f"error: {answer['error']}"
            return
        for complaint in answer["complaints"]:
            if complaint["number"] not in self.tickets:
                self.tickets.append(complaint["number"])
            self.codes[complaint["number"]] = complaint["code"]
        said = "\n".join(reply["text"] for reply in answer["replies"]).lower()
        for wanted in _list(step.get("bot")):
            if self._filled(str(wanted)).lower() not in said:
                yield f"the bot did not say: {wanted}"
        for unwanted in _list(step.get("not")):
            if self._filled(str(unwanted)).lower() in said:
                yield f"the bot said: {unwanted}"
        if step.get("silent") and said:
            yield "the bot spoke"
        if "awaiting" in step and answer["awaiting"] != step["awaiting"]:
            yield f"awaiting {answer['awaiting']}, not {step['awaiting']}"
        if "template" in step and step["template"] not in [
            reply["template"] for reply in answer["replies"]
        ]:
            yield f"no template {step['template']}"
        most = step.get("segments")
        if most and any(reply["segments"] > most for reply in answer["replies"]):
            yield f"more than {most} segments"
        if step.get("no_ticket") and answer["complaints"]:
            yield "a ticket was made or changed"
        if "ticket" in step:
            if not answer["complaints"]:
                yield "no ticket was made or changed"
            else:
                yield from _differences(step["ticket"], answer["complaints"][-1])


def _differences(wanted: dict[str, Any], complaint: dict[str, Any]) -> Iterator[str]:
    for key, value in wanted.items():
        if key == "component":
            got: Any = complaint["components"][0] if complaint["components"] else None
        elif key == "flags":
            got = [flag for flag in complaint["flags"] if flag in value]
            value = [flag for flag in complaint["flags"] if flag in value] or value
            if set(wanted["flags"]) - set(complaint["flags"]):
                got = complaint["flags"]
        elif key == "without":
            got = [flag for flag in complaint["flags"] if flag in value]
            value = []
        elif key == "service":
            got = complaint["service"]["id"] if complaint["service"] else None
        elif key == "service_name":
            got = complaint["service"]["name"] if complaint["service"] else None
        else:
            got = complaint[key]
        if str(got) != str(value) and got != value:
            yield f"ticket {key} is {got}, not {value}"


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
