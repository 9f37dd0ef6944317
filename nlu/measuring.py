"""The commands of `python -m nlu` that measure: evaluate, curve, compare, agreement."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from domain.understanding import NluResult
from nlu.agreement import agreement as measure_agreement
from nlu.bootstrap import intervals
from nlu.catalogue import FOLDER as CATALOGUE
from nlu.catalogue import load_catalogue
from nlu.compare import as_table
from nlu.compare import compare as compare_engines
from nlu.engine import BUILTIN, ENGINES, load_engine
from nlu.evaluate import cross_validate, learning_curve, on_held_out, speed, train_on
from nlu.held_out import DEVELOPMENT, HeldOut
from nlu.measure import Figures, main_figures, measure
from nlu.measure_facts import found_facts, measure_facts
from nlu.options import EngineOptions
from nlu.pictures import draw_confusions, draw_reliability
from nlu.recipe import Recipe
from nlu.show import console, show_confusions, show_facts, show_figures

Changes = Annotated[
    list[str] | None, typer.Option("--set", help="Change the recipe: act_c=2, characters=0 …")
]
HeldOutFile = Annotated[Path, typer.Option("--data", help="Held-out messages.")]


def recipe(changes: Sequence[str] | None) -> Recipe:
    """The recipe with the changes of `--set`. Raises ConfigError."""
    made = Recipe()
    for change in changes or ():
        made = made.changed(change)
    return made


def evaluate(
    cv: Annotated[bool, typer.Option("--cv", help="Cross-validate on the corpus.")] = False,
    changes: Changes = None,
    mistakes: Annotated[int, typer.Option(help="How many confusions to show.")] = 10,
    texts: Annotated[bool, typer.Option(help="Show the misread messages.")] = False,
    matrix: Annotated[bool, typer.Option(help="Show the confusion matrices.")] = False,
    pictures: Annotated[
        Path | None, typer.Option(help="Folder for confusions and reliability as SVG.")
    ] = None,
    path: HeldOutFile = DEVELOPMENT,
    name: Annotated[str, typer.Option("--engine", help=f"One of: {', '.join(ENGINES)}.")] = BUILTIN,
) -> None:
    """Measure the trained engine, or with --set a changed recipe, on the held-out messages."""
    if cv:
        show_figures(cross_validate(recipe(changes)), mistakes)
        return
    if changes:
        from nlu.corpus import load_corpus

        messages, results, figures = on_held_out(train_on(load_corpus(), recipe(changes)), path)
    else:
        engine = load_engine(name, EngineOptions(load_catalogue(CATALOGUE)))
        messages, results, figures = on_held_out(engine, path)
        took = speed(engine, messages)
        console.print(
            f"{engine.model_version}: p50 {took.p50:.2f} ms, p99 {took.p99:.2f} ms a message"
        )
    between = _intervals(messages, results)
    show_figures(figures, mistakes, between)
    if not changes:  # An engine trained for an experiment finds no facts.
        show_facts(measure_facts(messages, results), between)
    acts, components = _pairs(messages, results)
    if matrix:
        show_confusions("Acts", acts)
        show_confusions("Primary components", components)
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
        draw_confusions(pictures / "confusions-act.svg", "Acts", acts)
        draw_confusions(pictures / "confusions-component.svg", "Primary components", components)
        draw_reliability(
            pictures / "reliability.svg",
            [("act", figures.act_said), ("primary component", figures.component_said)],
        )
        console.print(f"pictures in {pictures}")
    if texts:
        _show_mistakes(messages, results, facts=not changes)


def curve(changes: Changes = None, path: HeldOutFile = DEVELOPMENT) -> None:
    """Train on a quarter, half, three quarters and all of the corpus, and measure each."""
    console.print("share  messages  act accuracy  act macro-F1  primary  primary or also  top-3")
    for share, count, figures in learning_curve(recipe(changes), path):
        console.print(
            f"{share:4.0%}  {count:8}  {figures.act_accuracy:12.3f}  {figures.act_macro_f1:12.3f}"
            f"  {figures.primary:7.3f}  {figures.any:15.3f}  {figures.top3:5.3f}"
        )


def compare(
    path: HeldOutFile = DEVELOPMENT,
    models: Annotated[
        Path | None, typer.Option("--rasa-models", help="Trained models; else Rasa is trained.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write the table to this file, too.")] = None,
) -> None:
    """Train both engines on the same corpus and measure them on the same messages."""
    table = as_table(compare_engines(path, console.print, models))
    console.print(table, soft_wrap=True)
    if out is not None:
        out.write_text(f"{table}\n", encoding="utf-8")


def agreement() -> None:
    """How far the corpus's writers and its second readers agree (Cohen's kappa)."""
    for name, found in measure_agreement().items():
        console.print(
            f"{name}: {found.messages} messages, {found.agreed:.3f} agreed, kappa {found.kappa:.3f}"
        )


def _intervals(
    messages: Sequence[HeldOut], results: Sequence[NluResult]
) -> dict[str, tuple[float, float]]:
    def figures_of(rows: Sequence[int]) -> dict[str, float]:
        drawn, read = [messages[i] for i in rows], [results[i] for i in rows]
        return {
            **main_figures(_measure(drawn, read)),
            **{name: tally.f1 for name, tally in measure_facts(drawn, read).items()},
        }

    return intervals(len(messages), figures_of)


def _measure(messages: Sequence[HeldOut], results: Sequence[NluResult]) -> Figures:
    return measure([m.example for m in messages], results)


def _pairs(
    messages: Sequence[HeldOut], results: Sequence[NluResult]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(right, read) of every act, and of the primary component of messages that have one."""
    acts = [(m.example.act, r.act) for m, r in zip(messages, results, strict=True)]
    components = [
        (m.example.components[0], r.component_guesses[0].label if r.component_guesses else "-")
        for m, r in zip(messages, results, strict=True)
        if m.example.components
    ]
    return acts, components


def _show_mistakes(
    messages: Sequence[HeldOut], results: Sequence[NluResult], *, facts: bool
) -> None:
    for message, result in zip(messages, results, strict=True):
        right, read = message.example.label, "+".join((result.act, *result.components))
        text = escape(message.example.text)
        if read != right:
            console.print(f"{right} → {read}: {text}", soft_wrap=True)
        if not facts:
            continue
        found = found_facts(message.example.text, result)
        for name in sorted({*found, *message.facts}):
            wanted, given = message.facts.get(name, "-"), found.get(name, "-")
            if wanted.lower() != given.lower():
                console.print(f"{name} {wanted} → {given}: {text}", soft_wrap=True)
