"""The simulator in a terminal: write as a citizen, let days pass, answer as an officer.

It stands on bot.simulation, so it has a clock of its own that starts at the real time. Where input
or output is no terminal, lines are read and plain text is printed, so that it can be scripted.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from bot import clock
from bot.config_types import parse_duration
from bot.settings import Settings
from bot.simulation import Simulation, simulation
from bot.simulator.forms import DEFAULT_SENDER, InputError, Player, player_of
from bot.simulator.terminal import Screen, interruptible, read_line
from bot.simulator.view import View, look
from bot.simulator.words import CHANNELS
from domain.calendar import say_moment
from domain.messages import TELEGRAM
from domain.tickets import find_numbers, find_wrong_numbers
from storage.engine import reading
from storage.transcripts import next_wake

HELP = """\
Tulis pesan seperti warga, lalu Enter. Perintah:
  /kanal whatsapp|sms|telegram   ganti kanal
  /dari NOMOR                    ganti warga
  /nama NAMA                     nama profil (kosong: tanpa nama)
  /foto /dokumen /suara /lokasi  kirim lampiran (simulasi), boleh dengan keterangan
  /tombol N                      pilih jawaban nomor N dari pesan terakhir
  /maju 10m|2h|3d                majukan waktu; pengingat yang jatuh tempo dikirim
  /tiket                         laporan warga ini
  /jawab TIKET TEKS              sebagai petugas: jawab (TIKET boleh dilewati)
  /tutup TIKET CARA              sebagai petugas: tutup dengan catatan
  /lepas                         sebagai petugas: lepas percakapan ke bot
  /bantuan  /keluar"""

_MEDIA = {
    "foto": [{"content_type": "image/jpeg", "filename": "foto-simulasi.jpg"}],
    "dokumen": [{"content_type": "application/pdf", "filename": "dokumen-simulasi.pdf"}],
    "suara": [{"content_type": "audio/ogg", "filename": "suara-simulasi.ogg"}],
}
_PLACE = {"lat": -6.5563, "lon": 107.4432}
_FAR = timedelta(days=3650)
# Whoever writes at a terminal has read the answer; a script has not. Without this its lines would
# all be taken for one statement.
_BETWEEN_LINES = timedelta(seconds=30)


async def talk(settings: Settings) -> None:
    """Until /keluar or the end of the input."""
    async with simulation(settings) as run:
        with interruptible():
            await Talk(run, Screen()).until_end()


class Talk:
    """One run of the chat."""

    def __init__(self, run: Simulation, screen: Screen) -> None:
        self.run = run
        self.screen = screen
        self.player = Player()
        self.options: list[dict[str, str]] = []
        self.ahead = timedelta()
        self.last = clock.now()

    async def until_end(self) -> None:
        self._say(f"Bale Aduan, simulasi: tidak ada pesan yang keluar.\n{HELP}\n")
        while True:
            line = read_line(self._prompt() if self.screen.terminal else None)
            if line is None or line.strip().lower() in ("/keluar", "/exit", "/quit"):
                return
            if line.strip():
                await self.take(line.strip())

    async def take(self, line: str) -> None:
        """One line as it was typed: a message, or a command."""
        name, _, rest = line.partition(" ")
        command = self._commands().get(name[1:].lower()) if line.startswith("/") else None
        try:
            if command is not None:
                await command(rest.strip())
            elif line.startswith("/") and name != "/start":
                self._say(f"Perintah {name} tidak dikenal. /bantuan menampilkan semuanya.")
            else:
                await self._write(text=line)
        except InputError as error:
            self._say(str(error))

    def _commands(self) -> dict[str, Callable[[str], Awaitable[None]]]:
        return {
            "kanal": self._channel,
            "dari": self._sender,
            "nama": self._name,
            "foto": lambda text: self._write(text=text, media=_MEDIA["foto"]),
            "dokumen": lambda text: self._write(text=text, media=_MEDIA["dokumen"]),
            "suara": lambda text: self._write(text=text, media=_MEDIA["suara"]),
            "lokasi": lambda text: self._write(text=text, location=_PLACE),
            "tombol": self._press,
            "maju": self._pass_time,
            "tiket": self._tickets,
            "jawab": lambda text: self._officer("answer", text),
            "tutup": lambda text: self._officer("close", text),
            "lepas": lambda text: self._officer("release", text),
            "bantuan": self._help,
        }

    # --- What a citizen does ----------------------------------------------------------------------

    async def _channel(self, name: str) -> None:
        channel = name.lower()
        same = (channel == TELEGRAM) == (self.player.channel == TELEGRAM)
        sender = self.player.sender if same else DEFAULT_SENDER.get(channel, "")
        self._play({"channel": channel or "?", "sender": sender, "name": self.player.name})

    async def _sender(self, sender: str) -> None:
        self._play({"channel": self.player.channel, "sender": sender, "name": self.player.name})

    async def _name(self, name: str) -> None:
        self._play({"channel": self.player.channel, "sender": self.player.sender, "name": name})

    def _play(self, fields: dict[str, str]) -> None:
        player = player_of(fields)
        if player.address != self.player.address:
            self.options = []
        self.player = player
        named = f", nama profil {player.name}" if player.name else ""
        self._say(f"Sekarang {player.sender} di {CHANNELS[player.channel]}{named}.")

    async def _press(self, number: str) -> None:
        if not number.isdecimal() or not 1 <= int(number) <= len(self.options):
            raise InputError("Tidak ada pilihan bernomor itu.")
        option = self.options[int(number) - 1]
        shown = option["label"] if self.player.channel == TELEGRAM else number
        await self._write(text=shown, button=option["id"])

    async def _write(self, **parts: Any) -> None:
        if not self.screen.terminal:
            self.ahead += _BETWEEN_LINES
        player = self.player
        # Half of a character, as a terminal may give it, stands in no JSON.
        parts["text"] = parts["text"].encode("utf-8", "replace").decode()
        who = {"channel": player.channel, "from": player.sender, "profile_name": player.name}
        at = self._now()
        if not self.screen.terminal:
            sent = next((name for name, file in _MEDIA.items() if file == parts.get("media")), "")
            sent = "lokasi" if "location" in parts else sent
            shown = " ".join(filter(None, (f"[{sent}]" if sent else "", parts["text"])))
            self._say(f"\n{player.sender} ({CHANNELS[player.channel]}): {shown}")
        await self._tell({"at": at.isoformat(), **who, **parts})

    async def _pass_time(self, length: str) -> None:
        try:
            step = parse_duration(length)
        except ValueError:
            raise InputError("Tulis lamanya seperti 10m, 2h, atau 3d.") from None
        if step > _FAR:
            raise InputError("Paling jauh sepuluh tahun sekali jalan.")
        self.ahead += step
        until, before = self._now(), None
        while True:
            # From timer to timer, so that each message is shown with the time of its sending.
            wake = await reading(self.run.app.database, next_wake)
            if wake is None or wake > until or wake == before:
                break
            before = wake
            await self._tell({"at": max(wake, self.run.clock.now).isoformat(), "tick": True})
        await self._tell({"at": until.isoformat(), "tick": True})
        self._say(f"Sekarang {say_moment(self.run.clock.now)}.")

    # --- What an officer does ---------------------------------------------------------------------

    async def _officer(self, action: str, text: str) -> None:
        officer = {"action": action}
        if action == "release":
            officer |= {"channel": self.player.channel, "from": self.player.sender}
        else:
            first, _, rest = text.partition(" ")
            ticket = next(iter(find_numbers(first)), "")
            if find_wrong_numbers(first):
                raise InputError(f"Nomor {first} keliru; periksa lagi dengan /tiket.")
            if not ticket:
                tickets = (await self._look())["tickets"]
                if not tickets:
                    raise InputError("Warga ini belum mempunyai laporan.")
                ticket, rest = tickets[0]["number"], text
            officer |= {"ticket": ticket, "text": rest}
        await self._tell({"at": self._now().isoformat(), "officer": officer})

    # --- Showing ----------------------------------------------------------------------------------

    async def _help(self, _: str) -> None:
        self._say(HELP)

    async def _tickets(self, _: str) -> None:
        tickets = (await self._look())["tickets"]
        if not tickets:
            self._say("Warga ini belum mempunyai laporan.")
        for ticket in tickets:
            self.screen.ticket(ticket)

    async def _look(self) -> View:
        app = self.run.app
        now = max(self.run.clock.now, self.last)
        return await reading(app.database, look, self.player.address, app.office(), now)

    async def _tell(self, line: dict[str, Any]) -> None:
        answer = await self.run.answer(json.dumps(line))
        if "error" in answer:
            raise InputError(_sentence(answer["error"]))
        view = await self._look()
        for reply in answer["replies"]:
            player = self.player
            mine = (reply["channel"], reply["to"]) == (player.channel, player.sender)
            if mine:
                self.options = reply["options"]
            self.screen.reply(reply, self.run.clock.now, mine)
        for complaint in answer["complaints"]:
            known = [t for t in view["tickets"] if t["number"] == complaint["number"]]
            for ticket in known:
                self._say(
                    f"  laporan {ticket['number']}: {ticket['kind'].lower()}, {ticket['status']};"
                    f" batas jawaban: {ticket['deadline']}"
                )
        if answer["replies"] and "tick" not in line:
            self._say(f"  yang ditunggu bot: {view['awaiting']}")
            if view["window"]:
                self._say(f"  {view['window']}")

    def _prompt(self) -> str:
        return f"{CHANNELS[self.player.channel]} {self.player.sender}> "

    def _say(self, text: str) -> None:
        self.screen.say(text)

    def _now(self) -> datetime:
        """The real time and what was skipped; never before the line before."""
        self.last = max(clock.now() + self.ahead, self.last, self.run.clock.now)
        return self.last


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
