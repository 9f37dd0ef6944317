"""A Rasa server as its HTTP API documents it, which answers as it is told: well, late or wrongly.

`GET /status` names the model, `POST /model/parse` gives the ranking of intents. The real one is
asked by the contract tests that `make test-rasa` runs.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence

from tests.providers.server import ProviderServer, Reply, Request, json_reply

RANKING = (("lapor+biaya+kompetensi", 0.5), ("lapor+biaya", 0.2), ("saran+sarana", 0.2),
           ("tanya", 0.1))  # fmt: skip


class RasaTestServer(ProviderServer):
    """ranking: what every message gets. delay: seconds before an answer. broken: sent instead."""

    def __init__(self) -> None:
        super().__init__()
        self.ranking: Sequence[tuple[str, float]] = RANKING
        self.delay = 0.0
        self.model = "20261122-120000-contoh.tar.gz"
        self.broken: Reply | None = None
        self.texts: list[str] = []
        self.most_at_once = 0
        self._waiting = 0

    async def answer(self, request: Request) -> Reply:
        if request.path == "/status":
            return json_reply(200, {"model_file": self.model, "num_active_training_jobs": 0})
        if request.path != "/model/parse" or request.method != "POST":
            return json_reply(404, {"status": "failure", "code": 404})
        text = json.loads(request.body)["text"]
        self.texts.append(text)
        self._waiting += 1
        self.most_at_once = max(self.most_at_once, self._waiting)
        await asyncio.sleep(self.delay)
        self._waiting -= 1
        if self.broken is not None:
            return self.broken
        if text.startswith("/"):
            # Rasa takes it for the name of an intent.
            named = {"name": text[1:], "confidence": 1.0}
            return json_reply(200, {"text": text, "intent": named, "intent_ranking": [named]})
        if not any(c.isalnum() for c in text):
            nothing = {"name": None, "confidence": 0.0}
            return json_reply(200, {"text": text, "intent": nothing, "intent_ranking": []})
        ranked = [{"name": name, "confidence": chance} for name, chance in self.ranking]
        body = {"text": text, "intent": ranked[:1], "entities": [], "intent_ranking": ranked}
        return json_reply(200, body)
