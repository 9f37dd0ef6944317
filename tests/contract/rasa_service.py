"""A real Rasa: trained on a part of the corpus with few epochs, and served on loopback.

It is good enough to be asked, and far from good: how well Rasa reads is measured by
`make nlu-compare`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from nlu.corpus import load_corpus
from nlu.rasa_process import PROJECT, serving, train

_EPOCHS = 25
_LONGEST = 12  # Words: long messages are what costs the time.
_EACH = 45  # Messages of each act and primary component.


@contextmanager
def running_rasa(folder: Path) -> Iterator[str]:
    """Trains into the folder, serves, yields the address, and ends the server."""
    _write_project(folder)
    train(folder / "data", folder / "models", folder)
    with serving(folder / "models", folder / "server.log") as server:
        yield server.url


def _write_project(folder: Path) -> None:
    config = yaml.safe_load((PROJECT / "config.yml").read_text(encoding="utf-8"))
    config["pipeline"][-1]["epochs"] = _EPOCHS
    (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (folder / "domain.yml").write_bytes((PROJECT / "domain.yml").read_bytes())
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
