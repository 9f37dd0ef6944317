"""What the commands of `python -m nlu` print: readings and figures, for the eyes of a person."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from domain.understanding import NluResult
from nlu.measure import Figures

console = Console(highlight=False)


def show_reading(result: NluResult) -> None:
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


def show_figures(figures: Figures, mistakes: int) -> None:
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
