"""What the commands of `python -m nlu` print: readings and figures, for the eyes of a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from domain.understanding import NluResult
from nlu.explain import Spoken
from nlu.measure import Figures, main_figures
from nlu.measure_facts import Tally

console = Console(highlight=False)
_WORDS_SHOWN = 12


def show_reading(result: NluResult) -> None:
    """Everything that was understood of one message."""
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


def show_explanation(spoken: Sequence[Spoken]) -> None:
    """The words that gave most to each label, for it (+) and against it (-)."""
    for part in spoken:
        ranked = sorted(part.words, key=lambda word: -abs(word[1]))[:_WORDS_SHOWN]
        shown = "  ".join(f"{escape(word)} {gave:+.2f}" for word, gave in ranked)
        console.print(f"[bold]{part.label}[/bold] (margin {part.margin:+.2f}): {shown}")


def show_figures(
    figures: Figures,
    mistakes: int,
    between: Mapping[str, tuple[float, float]] | None = None,
) -> None:
    """The figures, F1 of each label and the commonest confusions. between: 95 % intervals."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("figure", "value", "95 % interval"):
        table.add_column(column)
    for name, value in main_figures(figures).items():
        low_high = (between or {}).get(name)
        table.add_row(
            name, f"{value:.3f}", f"{low_high[0]:.3f} – {low_high[1]:.3f}" if low_high else ""
        )
    console.print(f"{figures.messages} messages")
    console.print(table)
    for name, f1 in (("acts", figures.act_f1), ("components", figures.component_f1)):
        ranked = sorted(f1.items(), key=lambda item: item[1])
        console.print(f"F1 of {name}: " + ", ".join(f"{k} {v:.2f}" for k, v in ranked))
    for name, pairs in (
        ("act", figures.act_mistakes),
        ("component", figures.component_mistakes),
    ):
        _show_mistakes(name, pairs, mistakes)


def show_facts(
    tallies: Mapping[str, Tally], between: Mapping[str, tuple[float, float]] | None = None
) -> None:
    """Precision, recall and F1 of every fact that the held-out messages hold."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("fact", "messages", "precision", "recall", "F1", "95 % interval"):
        table.add_column(column)
    for name, tally in tallies.items():
        low_high = (between or {}).get(name)
        table.add_row(
            name,
            str(tally.there),
            *(f"{value:.3f}" for value in (tally.precision, tally.recall, tally.f1)),
            f"{low_high[0]:.3f} – {low_high[1]:.3f}" if low_high else "",
        )
    console.print(table)


def show_confusions(title: str, pairs: Sequence[tuple[str, str]]) -> None:
    """A confusion matrix as text: rows are the right labels, columns what was read."""
    labels = sorted({label for pair in pairs for label in pair})
    counts = Counter(pairs)
    table = Table(title=title, box=None, padding=(0, 1, 0, 0), title_justify="left")
    table.add_column("right \\ read")
    for number in range(1, len(labels) + 1):
        table.add_column(str(number), justify="right")
    for number, label in enumerate(labels, 1):
        row = [str(counts[label, other] or "·") for other in labels]
        table.add_row(f"{number} {label}", *row)
    console.print(table)


def _show_mistakes(name: str, pairs: Counter[tuple[str, str]], count: int) -> None:
    shown = ", ".join(f"{a} → {b} {n}" for (a, b), n in pairs.most_common(count))
    console.print(f"{name} misread: {shown or 'none'}")
