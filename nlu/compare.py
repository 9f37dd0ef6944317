"""Trains the built-in engine and Rasa on the same corpus and measures both on the same messages."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nlu import rasa_process
from nlu.catalogue import FOLDER as CATALOGUE
from nlu.catalogue import load_catalogue
from nlu.corpus import DATA
from nlu.engine import BUILTIN, RASA, Engine, load_engine
from nlu.evaluate import on_held_out, speed
from nlu.held_out import HeldOut
from nlu.measure import Figures, main_figures
from nlu.options import EngineOptions, RasaServer
from nlu.train import train

AT_ONCE = 8


@dataclass(slots=True)
class Measured:
    """One engine. cost: what it takes, by name with its unit."""

    name: str
    figures: Figures
    cost: dict[str, float] = field(default_factory=dict)


def compare(
    path: Path, tell: Callable[[str], None], rasa_models: Path | None = None
) -> list[Measured]:
    """Both engines, the built-in one first.

    path: held-out messages. rasa_models: a folder with a trained model, where Rasa need not be
    trained now. Raises NluUnavailableError where Rasa cannot be trained or run.
    """
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        return [_builtin(path, folder, tell), _rasa(path, folder, tell, rasa_models)]


def _builtin(path: Path, folder: Path, tell: Callable[[str], None]) -> Measured:
    tell("built-in: training")
    started = time.perf_counter()
    train(lambda _line: None, folder=folder / "model", force=True)
    took = time.perf_counter() - started
    tell(f"built-in: trained in {took:.0f} s; measuring")
    engine = load_engine(BUILTIN, EngineOptions(load_catalogue(CATALOGUE), folder / "model"))
    messages, _, figures = on_held_out(engine, path)
    measured = Measured(BUILTIN, figures, {"training, s": took})
    _measure_speed(measured, engine, messages)
    measured.cost["start, s"], measured.cost["memory, MiB"] = _as_process(messages)
    return measured


def _rasa(path: Path, folder: Path, tell: Callable[[str], None], models: Path | None) -> Measured:
    cost: dict[str, float] = {}
    if models is None:
        models = folder / "models"
        tell("rasa: training, which takes long")
        cost["training, s"] = rasa_process.train(DATA, models)
        tell(f"rasa: trained in {cost['training, s']:.0f} s; starting")
    with rasa_process.serving(models, folder / "rasa.log") as server:
        tell(f"rasa: answers after {server.started:.0f} s; measuring")
        options = EngineOptions(
            load_catalogue(CATALOGUE), rasa=RasaServer(server.url, timeout=60, at_once=AT_ONCE)
        )
        engine = load_engine(RASA, options)
        messages, _, figures = on_held_out(engine, path)
        measured = Measured(RASA, figures, cost)
        _measure_speed(measured, engine, messages)
        cost["start, s"] = server.started
        cost["memory, MiB"] = _peak_memory(server.pid)
    return measured


def _measure_speed(measured: Measured, engine: Engine, messages: Sequence[HeldOut]) -> None:
    took = speed(engine, messages)
    measured.cost["p50, ms"], measured.cost["p99, ms"] = took.p50, took.p99
    started = time.perf_counter()
    engine.parse_many([(m.example.text, m.sent_at) for m in messages])
    measured.cost["messages/s"] = len(messages) / (time.perf_counter() - started)


def _as_process(messages: Sequence[HeldOut]) -> tuple[float, float]:
    """Seconds until a fresh process gives its first answer, and its peak memory after all."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "nlu", "parse"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    first = 0.0
    for message in messages:
        line = json.dumps({"text": message.example.text, "at": message.sent_at.isoformat()})
        process.stdin.write(line.encode() + b"\n")
        process.stdin.flush()
        process.stdout.readline()
        first = first or time.perf_counter() - started
    memory = _peak_memory(process.pid)
    process.stdin.close()
    process.wait()
    return first, memory


def _peak_memory(pid: int) -> float:
    """Peak resident memory of a process in MiB, as Linux counts it; 0 elsewhere."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def as_table(measured: Sequence[Measured]) -> str:
    """Both engines side by side, as Markdown."""
    names = [*main_figures(measured[0].figures), *measured[0].cost]
    lines = [
        "| | " + " | ".join(m.name for m in measured) + " |",
        "| --- |" + " --- |" * len(measured),
    ]
    for name in names:
        values = [{**main_figures(m.figures), **m.cost}.get(name) for m in measured]
        lines.append(f"| {name} | " + " | ".join(_shown(name, v) for v in values) + " |")
    return "\n".join(lines)


def _shown(name: str, value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if "p50" in name or "p99" in name else f"{value:.3g}"
