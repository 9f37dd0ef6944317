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
from nlu.catalogue import FOLDER as CATALOGUE
from nlu.catalogue import load_catalogue
from nlu.corrections import CORRECTIONS
from nlu.engine import BUILTIN, ENGINES, load_engine
from nlu.explain import explain as explain_text
from nlu.jsonl import answer_lines
from nlu.measuring import agreement, compare, curve, evaluate
from nlu.model import FOLDER, load_model
from nlu.options import EngineOptions
from nlu.show import console, show_explanation, show_reading
from nlu.train import features_hash
from nlu.train import train as train_model

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The engine that understands messages.",
)


@app.command()
def train(
    force: Annotated[bool, typer.Option(help="Train although nothing changed.")] = False,
    with_corrections: Annotated[
        bool | None,
        typer.Option(
            "--with-corrections/--without-corrections",
            help="Take officers' corrections in or leave them out; else as in the model in use.",
        ),
    ] = None,
    corrections: Annotated[Path, typer.Option(help="The file with them.")] = CORRECTIONS,
) -> None:
    """Train from nlu/data into nlu/model; does nothing where data and code are unchanged.

    With officers' corrections a new model is taken only where it reads no worse than the one in
    use; else the exit code is 2.
    """
    if with_corrections:
        from nlu.retrain import retrain

        tell, catalogue = console.print, load_catalogue(CATALOGUE)
        if not retrain(tell, corrections, catalogue, force=force):
            raise typer.Exit(2)
        return
    kept = None if with_corrections is False else corrections
    train_model(console.print, force=force, corrections=kept)


@app.command("export-corrections")
def export_corrections(
    config: Annotated[Path, typer.Option(help="The office's settings.")] = Path("config.yml"),
    out: Annotated[Path, typer.Option(help="The file to add to.")] = CORRECTIONS,
    yes: Annotated[bool, typer.Option("--yes", help="Take all without asking.")] = False,
) -> None:
    """Show what officers corrected, masked, and keep what is right as training data."""
    # The one import upwards (see pyproject.toml): only the shell knows the office's database.
    from bot.reviewing import export_corrections as export

    export(config, out, console, yes=yes)


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
def explain(text: str) -> None:
    """Show which words of a message spoke for its act and for its component."""
    show_explanation(explain_text(load_model(FOLDER, features_hash()), text))


app.command()(evaluate)
app.command()(curve)
app.command()(compare)
app.command()(agreement)


if __name__ == "__main__":
    try:
        app()
    except BaleAduanError as error:
        console.print(f"[red]{escape(str(error))}[/red]")
        raise SystemExit(1) from None
