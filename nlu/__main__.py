"""`python -m nlu`: train the engine, check its data, try a message, measure it."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from domain.calendar import WIB
from domain.errors import BaleAduanError
from nlu.catalogue import load_catalogue
from nlu.engine import BUILTIN, ENGINES, load_engine
from nlu.evaluate import DEVELOPMENT, cross_validate, on_held_out, speed, train_on
from nlu.jsonl import answer_lines
from nlu.options import EngineOptions
from nlu.recipe import Recipe
from nlu.show import console, show_figures, show_reading
from nlu.train import train as train_model

CATALOGUE = Path(__file__).parent / "catalogue"
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The engine that understands messages.",
)

Set = Annotated[
    list[str] | None, typer.Option("--set", help="Change the recipe: act_c=2, characters=0 …")
]


def _recipe(changes: list[str] | None) -> Recipe:
    recipe = Recipe()
    for change in changes or ():
        recipe = recipe.changed(change)
    return recipe


@app.command()
def train(
    force: Annotated[bool, typer.Option(help="Train although nothing changed.")] = False,
) -> None:
    """Train from nlu/data into nlu/model; does nothing where data and code are unchanged."""
    train_model(console.print, force=force)


@app.command()
def validate() -> None:
    """Check the training data; exit code 1 where something must be mended."""
    from nlu.corpus import load_corpus
    from nlu.validate import label_counts
    from nlu.validate import validate as check

    findings = check()
    for finding in findings:
        mark = "[red]error[/red]" if finding.error else "[yellow]warning[/yellow]"
        console.print(f"{mark} {finding.kind}: {escape(finding.text)}", soft_wrap=True)
    examples = load_corpus()
    counts = label_counts(examples)
    least = min(counts, key=lambda label: counts[label])
    errors = sum(f.error for f in findings)
    console.print(
        f"{len(examples)} messages, {errors} errors, {len(findings) - errors} warnings; "
        f"fewest: {least} ({counts[least]})"
    )
    if errors:
        raise typer.Exit(1)


@app.command()
def parse(
    text: Annotated[str | None, typer.Argument(help="One message; none: JSON Lines.")] = None,
    at: Annotated[str, typer.Option(help="When TEXT was sent; else now.")] = "",
    name: Annotated[str, typer.Option("--engine", help=f"One of: {', '.join(ENGINES)}.")] = BUILTIN,
) -> None:
    """Read one message, or JSON Lines from standard input, and say what was understood."""
    engine = load_engine(name, EngineOptions(load_catalogue(CATALOGUE)))
    if text is not None:
        try:
            sent_at = datetime.fromisoformat(at) if at else _now()
        except ValueError as error:
            raise typer.BadParameter(f"--at: {error}") from None
        if sent_at.tzinfo is None:
            raise typer.BadParameter("--at needs a time zone, e.g. +07:00")
        show_reading(engine.parse_many([(text, sent_at)])[0])
        return
    for answer in answer_lines(sys.stdin.buffer, engine, _now):
        # Whoever waits for this answer before the next question must get it now.
        print(answer, flush=True)


def _now() -> datetime:
    return datetime.now(WIB)


@app.command()
def evaluate(
    cv: Annotated[bool, typer.Option("--cv", help="Cross-validate on the corpus.")] = False,
    changes: Set = None,
    mistakes: Annotated[int, typer.Option(help="How many confusions to show.")] = 10,
    texts: Annotated[bool, typer.Option(help="Show the misread messages.")] = False,
    path: Annotated[Path, typer.Option("--data", help="Held-out set.")] = DEVELOPMENT,
) -> None:
    """Measure the trained engine, or with --set a changed recipe, on the held-out messages."""
    if cv:
        show_figures(cross_validate(_recipe(changes)), mistakes)
        return
    if changes:
        from nlu.corpus import load_corpus

        examples, results, figures = on_held_out(train_on(load_corpus(), _recipe(changes)), path)
    else:
        engine = load_engine(BUILTIN, EngineOptions(load_catalogue(CATALOGUE)))
        examples, results, figures = on_held_out(engine, path)
        took = speed(engine, examples)
        console.print(
            f"{engine.model_version}: p50 {took.p50:.2f} ms, p99 {took.p99:.2f} ms a message"
        )
    show_figures(figures, mistakes)
    if texts:
        for example, result in zip(examples, results, strict=True):
            read = "+".join((result.act, *result.components))
            if read != example.label:
                console.print(f"{example.label} → {read}: {escape(example.text)}", soft_wrap=True)


if __name__ == "__main__":
    try:
        app()
    except BaleAduanError as error:
        console.print(f"[red]{escape(str(error))}[/red]")
        raise SystemExit(1) from None
