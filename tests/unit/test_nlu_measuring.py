"""What the measuring commands compute: facts, intervals, agreement, pictures, explanations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from domain.understanding import (
    DateMention,
    DateRole,
    Entities,
    Guess,
    NameMention,
    NluResult,
    ServiceMention,
)
from nlu.agreement import agreement
from nlu.bootstrap import intervals
from nlu.corpus import CorpusError, Example
from nlu.explain import explain
from nlu.held_out import HeldOut
from nlu.measure import calibration_bins
from nlu.measure_facts import measure_facts
from nlu.model import FOLDER, load_model
from nlu.pictures import draw_confusions, draw_reliability
from nlu.train import train

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def _held_out(**facts: str) -> HeldOut:
    return HeldOut(Example("x", "lapor", ("biaya",), "dev.yml", 1), AT, facts)


def _read(entities: Entities) -> NluResult:
    guesses = (Guess("biaya", 0.9),)
    return NluResult("lapor", 0.9, ("biaya",), (), guesses, entities)


def test_a_fact_counts_as_said_as_there_and_as_right() -> None:
    asep = Entities(names=(NameMention("ASEP", True),))
    pbg = Entities(services=(ServiceMention("pbg", "PBG", "pbg"),))
    tallies = measure_facts(
        [_held_out(name="Asep"), _held_out(name="Budi"), _held_out(), _held_out(service="slf")],
        [_read(asep), _read(Entities()), _read(asep), _read(pbg)],
    )
    name = tallies["name"]
    assert (name.right, name.said, name.there) == (1, 2, 2)
    assert (name.precision, name.recall, name.f1) == (0.5, 0.5, 0.5)
    assert [m.split(":")[0] for m in name.mistakes] == ["name", "name"]
    assert (tallies["service"].right, tallies["service"].said) == (0, 1)


def test_both_days_of_a_message_are_counted_together_too() -> None:
    dates = (DateMention("x", date(2026, 2, 1), DateRole.APPLIED),)
    read = _read(Entities(dates=dates, not_yet=True))
    tallies = measure_facts([_held_out(received_on="not_yet", applied_on="2026-02-01")], [read])
    assert tallies["dates"].right == tallies["dates"].there == 2


def test_an_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    right = [True] * 80 + [False] * 20

    def share(rows: Sequence[int]) -> dict[str, float]:
        return {"share": sum(right[i] for i in rows) / len(rows)}

    low, high = intervals(100, share)["share"]
    # The exact binomial interval of 80 in 100 is 0.708 to 0.873.
    assert low == pytest.approx(0.72, abs=0.03)
    assert high == pytest.approx(0.87, abs=0.03)
    assert intervals(100, share)["share"] == (low, high)
    assert intervals(100, lambda _rows: {"same": 0.5})["same"] == (0.5, 0.5)


def _agreement(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "agreement.tsv"
    path.write_text("# made up\n" + "".join(f"{i:012x}\t{row}\n" for i, row in enumerate(rows)))
    return path


def test_kappa_is_agreement_beyond_chance(tmp_path: Path) -> None:
    # Worked by hand: 7 of 10 agree; both readers say lapor 6 times in 10 and 5 in 10:
    # chance = 0.6*0.5 + 0.4*0.5 = 0.5; kappa = (0.7 - 0.5) / 0.5 = 0.4.
    rows = ["lapor\tlapor"] * 4 + ["lapor\ttanya"] * 2 + ["tanya\tlapor"] + ["tanya\ttanya"] * 3
    found = agreement(_agreement(tmp_path, *rows))["act"]
    assert (found.messages, found.agreed) == (10, 0.7)
    assert found.kappa == pytest.approx(0.4)


def test_components_are_compared_as_primary_and_as_sets(tmp_path: Path) -> None:
    path = _agreement(
        tmp_path, "lapor+biaya+sarana\tlapor+sarana+biaya", "lapor+biaya\tlapor+biaya",
        "salam\tDROP", "lapor\tlapor+biaya",
    )  # fmt: skip
    found = agreement(path)
    assert found["primary component"].agreed == 0.5
    assert found["set of components"].agreed == 1.0
    assert found["act"].messages == 3


def test_a_broken_line_of_readings_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"agreement\.tsv:2: needs a digest"):
        agreement(_agreement(tmp_path, "lapor"))
    with pytest.raises(CorpusError, match=r"agreement\.tsv:3: unknown act"):
        agreement(_agreement(tmp_path, "lapor\tlapor", "lapor\tlapro"))


def test_pictures_are_valid_and_hold_what_was_measured(tmp_path: Path) -> None:
    pairs = [("lapor", "lapor")] * 8 + [("lapor", "tanya")] * 2 + [("a<b", "lapor")]
    draw_confusions(tmp_path / "c.svg", "Acts & more", pairs)
    texts = [t.text for t in ElementTree.parse(tmp_path / "c.svg").iter() if t.text]
    assert {"Acts & more", "lapor", "a<b", "8", "2"} <= set(texts)
    said = [(0.95, True)] * 19 + [(0.95, False)]
    draw_reliability(tmp_path / "r.svg", [("act", said), ("component", [])])
    [circle] = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', (tmp_path / "r.svg").read_text())
    # A confidence of 0.95 that is right in 0.95 lies on the diagonal of 360 pixels.
    assert (float(circle[0]) - 60) + (float(circle[1]) - 40) == pytest.approx(360)


def test_bins_hold_every_message_once() -> None:
    bins = calibration_bins([(0.05, False), (0.95, True), (1.0, True), (0.97, False)])
    assert [count for _, _, count in bins] == [1, 3]
    assert bins[1][1] == pytest.approx(2 / 3)


def test_the_word_that_decides_is_the_one_that_spoke_most() -> None:
    train(lambda _line: None)
    act, component = explain(load_model(FOLDER), "saya mau lapor petugasnya galak sekali")
    assert act.label == "lapor"
    assert max(act.words, key=lambda word: word[1])[0] in ("mau", "lapor")
    assert component.label == "kompetensi"
    assert max(component.words, key=lambda word: word[1])[0] in ("petugasnya", "galak")
