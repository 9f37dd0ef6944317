"""A model that learned from corrections is taken where it is no worse, and stays learned."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.catalogue import Catalogue
from nlu.builtin import load_builtin
from nlu.corpus import CorpusError
from nlu.corrections import write_corrections
from nlu.model import describe
from nlu.options import EngineOptions
from nlu.retrain import retrain
from nlu.train import corrections_learned, train
from tests.unit.nlu_small import examples, write_corpus, write_held_out

ROOT = Path(__file__).parents[2]
AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
NEW_WORDS = {
    "berkas hilang di meja pak": "lapor+kompetensi",
    "berkas dilempar ke meja pak": "lapor+kompetensi",
    "berkas saya hilang lagi": "lapor+kompetensi",
    "dilempar berkas saya": "lapor+kompetensi",
    "hilang di meja berkas": "lapor+kompetensi",
}
# Whoever accepted this was asleep: every greeting and every fee is something else.
NONSENSE_OFTEN = {
    f"{e.text} {n}": "tanya" if e.act == "salam" else "salam"
    for e in examples()
    for n in "abc"
    if e.act == "salam" or "biaya" in e.components
}


class Desk:
    """A corpus, a held-out set and a model in one folder, and what was told."""

    def __init__(self, folder: Path) -> None:
        self.data = write_corpus(folder / "nlu")
        self.dev = write_held_out(folder / "dev.yml")
        self.model = folder / "model"
        self.corrections = folder / "corrections.yml"
        self.told: list[str] = []

    def train(self, *, without: bool = False) -> str:
        corrections = None if without else self.corrections
        return train(self.told.append, self.data, self.model, corrections=corrections)

    def retrain(self) -> bool:
        return retrain(
            self.told.append,
            self.corrections,
            Catalogue(),
            data=self.data,
            folder=self.model,
            development=self.dev,
        )

    def reads(self, text: str) -> tuple[str, tuple[str, ...]]:
        [result] = load_builtin(EngineOptions(Catalogue(), self.model)).parse_many([(text, AT)])
        return result.act, result.components

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.model.iterdir()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.train()
    return desk


def test_good_corrections_are_learned_and_the_new_model_is_taken(desk: Desk) -> None:
    before = str(describe(desk.model)["version"])
    write_corrections(desk.corrections, NEW_WORDS)
    assert desk.retrain()
    assert desk.reads("berkas hilang dilempar") == ("lapor", ("kompetensi",))
    assert describe(desk.model)["version"] != before
    assert any("dev.yml, act accuracy" in line for line in desk.told)
    assert any("corrections, primary or also" in line for line in desk.told)
    assert len(desk.files()) == 3
    assert desk.retrain()
    assert "up to date" in desk.told[-1]


def test_corrections_that_make_it_worse_leave_the_model_in_use_untouched(desk: Desk) -> None:
    before = desk.files()
    write_corrections(desk.corrections, NONSENSE_OFTEN)
    assert not desk.retrain()
    assert desk.files() == before
    assert "act accuracy would fall from" in desk.told[-1]
    assert desk.reads("selamat sore")[0] == "salam"


def test_where_no_model_is_in_use_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    write_corrections(desk.corrections, NEW_WORDS)
    assert desk.retrain()
    assert desk.reads("berkas hilang dilempar")[1] == ("kompetensi",)


def test_a_plain_training_goes_on_learning_what_the_model_in_use_had_learned(desk: Desk) -> None:
    write_corrections(desk.corrections, NEW_WORDS)
    desk.train()
    assert corrections_learned(desk.model) == ""
    assert "is not learned from" in desk.told[-2]
    desk.retrain()
    version = describe(desk.model)["version"]
    assert desk.train() == version
    assert "as before" in desk.told[-2]
    write_corpus(desk.data, {"salam": ["punten kang"]})
    assert desk.train() != version
    assert corrections_learned(desk.model)
    assert desk.reads("berkas hilang dilempar")[1] == ("kompetensi",)


def test_a_plain_training_says_so_when_the_corrections_are_gone(desk: Desk) -> None:
    write_corrections(desk.corrections, NEW_WORDS)
    desk.retrain()
    version = describe(desk.model)["version"]
    desk.corrections.unlink()
    assert desk.train() == version
    assert corrections_learned(desk.model)
    write_corpus(desk.data, {"salam": ["punten kang"]})
    desk.train()
    assert any("is gone" in line for line in desk.told)
    assert corrections_learned(desk.model) == ""


def test_corrections_are_left_out_on_request(desk: Desk) -> None:
    write_corrections(desk.corrections, NEW_WORDS)
    desk.retrain()
    desk.train(without=True)
    assert corrections_learned(desk.model) == ""
    assert desk.reads("diminta uang calo") == ("lapor", ("biaya",))


def test_without_a_file_of_corrections_it_says_how_to_get_one(desk: Desk) -> None:
    with pytest.raises(CorpusError, match="export-corrections"):
        desk.retrain()


def test_the_command_takes_a_good_model_and_ends_with_2_for_a_worse_one(tmp_path: Path) -> None:
    # The program itself, with a small corpus in the place of its own.
    leave = shutil.ignore_patterns("data", "eval", "model", "rasa", "__pycache__")
    shutil.copytree(ROOT / "nlu", tmp_path / "nlu", ignore=leave)
    shutil.copytree(ROOT / "domain", tmp_path / "domain")
    write_corpus(tmp_path / "nlu" / "data")
    write_held_out(tmp_path / "nlu" / "eval" / "dev.yml")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-W", "ignore", "-m", "nlu", "train", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert run().returncode == 0
    missing = run("--with-corrections")
    assert (missing.returncode, "export-corrections" in missing.stdout) == (1, True)
    write_corrections(tmp_path / "data" / "corrections.yml", NEW_WORDS)
    taken = run("--with-corrections")
    assert (taken.returncode, "is in use" in taken.stdout) == (0, True), taken.stdout + taken.stderr
    version = describe(tmp_path / "nlu" / "model")["version"]
    write_corrections(tmp_path / "bad.yml", NONSENSE_OFTEN)
    worse = run("--with-corrections", "--corrections", "bad.yml")
    assert (worse.returncode, "would fall" in worse.stdout) == (2, True), worse.stdout
    plain = run()
    assert (plain.returncode, "up to date" in plain.stdout) == (0, True), plain.stdout
    assert describe(tmp_path / "nlu" / "model")["version"] == version
