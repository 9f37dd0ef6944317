"""Trains Rasa and runs its server as a process, for those who measure or test the Rasa engine."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from domain.errors import NluUnavailableError

ROOT = Path(__file__).parent.parent
RASA = ROOT / ".venv-rasa" / "bin" / "rasa"
PROJECT = ROOT / "nlu" / "rasa"
_PATIENCE = 600.0  # Seconds for the server to load TensorFlow and the model.
_ENVIRONMENT = {
    **os.environ,
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers. started: seconds from its start to its first answer."""

    url: str
    pid: int
    started: float


def train(data: Path, out: Path, project: Path = PROJECT) -> float:
    """Trains on the folder's data with the project's config; returns the seconds it took.

    Raises NluUnavailableError with the end of Rasa's own words where it fails.
    """
    _must_exist()
    started = time.perf_counter()
    done = subprocess.run(
        [
            RASA, "train", "nlu", "--nlu", data, "--config", project / "config.yml",
            "--domain", project / "domain.yml", "--out", out, "--fixed-model-name", "trained",
        ],
        cwd=out.parent, env=_ENVIRONMENT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise NluUnavailableError(f"rasa train failed:\n{(done.stdout + done.stderr)[-4000:]}")
    return time.perf_counter() - started


@contextmanager
def serving(models: Path, log: Path) -> Iterator[Running]:
    """A server on a free port of this machine, ended with the block.

    Raises NluUnavailableError with the end of its log where it does not come up.
    """
    _must_exist()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    started = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [RASA, "run", "--enable-api", "--interface", "127.0.0.1", "--port", str(port),
             "--model", models],
            cwd=models.parent, env=_ENVIRONMENT, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            _wait_for(url, process, log)
            yield Running(url, process.pid, time.perf_counter() - started)
        finally:
            process.terminate()
            process.wait(60)


def _must_exist() -> None:
    if not RASA.exists():
        raise NluUnavailableError("Rasa is not installed here: run `make rasa-train`")


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(f"{url}/status", timeout=2, trust_env=False).json().get("model_file"):
                return
        except (httpx.HTTPError, ValueError):
            pass  # Not up yet.
        time.sleep(0.25)
    tail = log.read_text(encoding="utf-8", errors="replace")[-4000:]
    raise NluUnavailableError(f"Rasa did not come up:\n{tail}")
