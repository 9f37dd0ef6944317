"""The page as HTML. Jinja escapes every value, because citizens wrote most of them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.simulator.forms import DEFAULT_SENDER, Player
from bot.simulator.view import View
from bot.simulator.words import CHANNELS
from domain.dialogue import Office
from domain.messages import TELEGRAM
from domain.sms import is_gsm7, segments

_TEMPLATES = Path(__file__).parent / "templates"
_LAST_GSM7 = 0x20AC  # The euro sign has the highest number of the alphabet.

EXAMPLES = (
    "Petugas loket minta uang 500 ribu untuk sertifikat standar",
    "Izin PBG saya sudah sebulan belum jadi",
    "Syarat sertifikat standar apa saja?",
)


class Page:
    """Renders the page. burst: seconds within which messages count as one statement."""

    def __init__(self, burst: float) -> None:
        environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._template = environment.get_template("page.html")
        self._burst = f"{burst:g}" if burst else ""
        # The script counts what is typed by the alphabet of domain.sms, not by one of its own.
        self._alphabet = "".join(c for c in map(chr, range(_LAST_GSM7 + 1)) if is_gsm7(c))
        self._doubled = "".join(c for c in self._alphabet if segments(c * 81) == 2)

    def render(
        self, player: Player, view: View, office: Office, *, error: str = "", typed: str = ""
    ) -> str:
        """error: a sentence to show. typed: what the citizen wrote and could not be taken."""
        return self._template.render(
            player=player,
            view=view,
            office=office.contact["office"],
            channels=[
                {"code": code, "name": name, "url": _on(player, code)}
                for code, name in CHANNELS.items()
            ],
            channel=CHANNELS[player.channel],
            newcomer=f"/simulator/new?{urlencode({'channel': player.channel})}",
            examples=EXAMPLES,
            burst=self._burst,
            alphabet=self._alphabet,
            doubled=self._doubled,
            # What the script makes new bubbles and tickets of.
            blank=defaultdict(str),
            error=error,
            typed=typed,
        )


def _on(player: Player, channel: str) -> str:
    """The same citizen on another channel, where that means the same number."""
    same = (player.channel == TELEGRAM) == (channel == TELEGRAM)
    sender = player.sender if same else DEFAULT_SENDER[channel]
    return Player(channel, sender, player.name).url
