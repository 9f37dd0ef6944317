"""`python -m nlu`: train the engine, check its data, try a message, measure it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from domain.errors import BaleAduanError
from domain.understanding import NluResult
from nlu.catalogue import load_catalogue
from nlu.engine import load_engine
from nlu.evaluate import DEVELOPMENT, cross_validate, on_held_out, speed, train_on
from nlu.measure import Figures
from nlu.model import FOLDER
from nlu.recipe import Recipe
from nlu.train import train as train_model

CATALOGUE = Path(__file__).parent / "catalogue"
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The engine that understands messages.",
)
console = Console(highlight=False)

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
    text: str,
    at: Annotated[str, typer.Option(help="When it was sent.")] = "2026-03-02T10:00:00+07:00",
) -> None:
    """Read one message and print what was understood."""
    sent_at = datetime.fromisoformat(at)
    if sent_at.tzinfo is None:
        raise typer.BadParameter("--at needs a time zone, e.g. +07:00")
    engine = load_engine("builtin", load_catalogue(CATALOGUE), FOLDER)
    _show(engine.parse_many([(text, sent_at)])[0])


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
        _show_figures(cross_validate(_recipe(changes)), mistakes)
        return
    if changes:
        from nlu.corpus import load_corpus

        examples, results, figures = on_held_out(train_on(load_corpus(), _recipe(changes)), path)
    else:
        engine = load_engine("builtin", load_catalogue(CATALOGUE), FOLDER)
        examples, results, figures = on_held_out(engine, path)
        took = speed(engine, examples)
        console.print(
            f"{engine.model_version}: p50 {took.p50:.2f} ms, p99 {took.p99:.2f} ms a message"
        )
    _show_figures(figures, mistakes)
    if texts:
        for example, result in zip(examples, results, strict=True):
            read = "+".join((result.act, *result.components))
            if read != example.label:
                console.print(f"{example.label} → {read}: {escape(example.text)}", soft_wrap=True)


def _show(result: NluResult) -> None:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_row("act", ", ".join(f"{g.label} {g.probability:.2f}" for g in result.acts[:3]))
    table.add_row("components", ", ".join(result.components) or "-")
    guesses = result.component_guesses[:3]
    table.add_row("likeliest", ", ".join(f"{g.label} {g.probability:.2f}" for g in guesses))
    found = result.entities
    for name in found.__dataclass_fields__:
        value = getattr(found, name)
        if value:
            shown = value if isinstance(value, bool) else "; ".join(str(v) for v in value)
            table.add_row(name, escape(str(shown)))
    table.add_row("engine", result.model_version)
    console.print(table)


def _show_figures(figures: Figures, mistakes: int) -> None:
    console.print(
        f"{figures.messages} messages\n"
        f"act        accuracy {figures.act_accuracy:.3f}  macro-F1 {figures.act_macro_f1:.3f}"
        f"  ECE {figures.act_ece:.3f}\n"
        f"component  primary {figures.primary:.3f}  macro-F1 {figures.primary_macro_f1:.3f}"
        f"  primary or also {figures.any:.3f}  top-3 {figures.top3:.3f}\n"
        f"           set micro-F1 {figures.set_f1:.3f}  also-F1 {figures.also_f1:.3f}"
        f"  ECE {figures.component_ece:.3f}"
    )
    for name, f1 in (("acts", figures.act_f1), ("components", figures.component_f1)):
        ranked = sorted(f1.items(), key=lambda item: item[1])
        console.print(f"F1 of {name}: " + ", ".join(f"{k} {v:.2f}" for k, v in ranked))
    for name, pairs in (
        ("act", figures.act_mistakes),
        ("component", figures.component_mistakes),
    ):
        _show_mistakes(name, pairs, mistakes)


def _show_mistakes(name: str, pairs: Counter[tuple[str, str]], count: int) -> None:
    shown = ", ".join(f"{a} → {b} {n}" for (a, b), n in pairs.most_common(count))
    console.print(f"{name} misread: {shown or 'none'}")


if __name__ == "__main__":
    try:
        app()
    except BaleAduanError as error:
        console.print(f"[red]{escape(str(error))}[/red]")
        raise SystemExit(1) from None
