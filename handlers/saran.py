"""`saran`: an improvement is proposed, without a grievance. Registered as saran, no deadline."""

from __future__ import annotations

from handlers.lapor import begin
from handlers.step import Step


def handle(step: Step) -> None:
    begin(step, suggestion=True)
