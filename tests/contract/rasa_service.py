"""A real Rasa: trained on a part of the corpus with few epochs, and served on loopback.

It is good enough to be asked, and far from good: how well Rasa reads is measured by
`make nlu-compare`.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import yaml

from nlu.corpus import load_corpus

ROOT = Path(__file__).parents[2]
RASA = ROOT / ".venv-rasa" / "bin" / "rasa"
_EPOCHS = 25
_LONGEST = 12  # Words: long messages are what costs the time.
_EACH = 45  # Messages of each act and primary component.
_PATIENCE = 300.0  # Seconds for the server to load TensorFlow and the model.
_ENVIRONMENT = {
    **os.environ,
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


@contextmanager
def running_rasa(folder: Path) -> Iterator[str]:
    """Trains into the folder, serves, yields the address, and ends the server."""
    if not RASA.exists():
        raise RuntimeError("Rasa is not installed here: run `make test-rasa`")
    _write_project(folder)
    _run(
        folder, "train", "nlu", "--nlu", "data", "--config", "config.yml",
        "--domain", "domain.yml", "--out", "models", "--fixed-model-name", "part",
    )  # fmt: skip
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [RASA, "run", "--enable-api", "--interface", "127.0.0.1", "--port", str(port),
             "--model", "models"],
            cwd=folder, env=_ENVIRONMENT, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            _wait_for(f"http://127.0.0.1:{port}", process, folder / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(30)


def _write_project(folder: Path) -> None:
    project = ROOT / "nlu" / "rasa"
    config = yaml.safe_load((project / "config.yml").read_text(encoding="utf-8"))
    config["pipeline"][-1]["epochs"] = _EPOCHS
    (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (folder / "domain.yml").write_bytes((project / "domain.yml").read_bytes())
    (folder / "data").mkdir()
    taken: Counter[str] = Counter()
    by_label: dict[str, list[str]] = {}
    for example in load_corpus():
        group = "+".join((example.act, *example.components[:1]))
        if taken[group] < _EACH and len(example.text.split()) <= _LONGEST:
            taken[group] += 1
            by_label.setdefault(example.label, []).append(example.text)
    # Rasa's YAML: a list inside a block of text.
    blocks = [
        {"intent": label, "examples": "".join(f"- {text}\n" for text in texts)}
        for label, texts in sorted(by_label.items())
    ]
    data = yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True)
    (folder / "data" / "part.yml").write_text(data, encoding="utf-8")


def _run(folder: Path, *arguments: str) -> None:
    done = subprocess.run(
        [RASA, *arguments], cwd=folder, env=_ENVIRONMENT, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(
            f"rasa {arguments[0]} failed:\n{done.stdout[-4000:]}{done.stderr[-4000:]}"
        )


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            if httpx.get(f"{url}/status", timeout=2, trust_env=False).json().get("model_file"):
                return
        except (httpx.HTTPError, ValueError):
            pass
        time.sleep(0.5)
    tail = log.read_text(encoding="utf-8", errors="replace")[-4000:]
    raise RuntimeError(f"Rasa did not come up:\n{tail}")
