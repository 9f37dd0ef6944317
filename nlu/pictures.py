"""Draws what is easier to see than to read: confusions as a shaded table, confidence as a curve.

SVG written here, because two small pictures are not worth a drawing library of 137 MB.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from pathlib import Path

from nlu.measure import calibration_bins

_INK, _BLUE, _GREY = "#1b1b1b", (31, 78, 140), "#9a9a9a"
_FONT = 'font-family="sans-serif"'


def draw_confusions(path: Path, title: str, pairs: Sequence[tuple[str, str]]) -> None:
    """(right, read) pairs as a shaded table; the shade is the share of the right label's row."""
    labels = sorted({label for pair in pairs for label in pair})
    counts = Counter(pairs)
    totals = Counter(right for right, _ in pairs)
    cell, left, top = 30, 150, 150
    size = cell * len(labels)
    parts = [_text(left, 22, title, 15, weight="bold")]
    for i, label in enumerate(labels):
        middle = left + cell * i + cell / 2
        parts.append(
            f'<g transform="translate({middle + 4},{top - 8}) rotate(-55)">'
            f"{_text(0, 0, label, 11)}</g>"
        )
        parts.append(_text(left - 8, top + cell * i + 19, label, 11, anchor="end"))
        for j, other in enumerate(labels):
            count = counts[label, other]
            share = count / totals[label] if totals[label] else 0.0
            x, y = left + cell * j, top + cell * i
            parts.append(
                f'<rect x="{x}" y="{y}" width="{cell}" height="{cell}" fill="{_shade(share)}" '
                'stroke="#e4e4e4"/>'
            )
            if count:
                colour = "#ffffff" if share > 0.5 else _INK
                parts.append(
                    _text(x + cell / 2, y + 19, str(count), 11, anchor="middle", fill=colour)
                )
    parts.append(_text(left, top + size + 24, "rows: right label · columns: what was read", 11))
    _write(path, left + size + 90, top + size + 40, parts)


def draw_reliability(
    path: Path, series: Sequence[tuple[str, Sequence[tuple[float, bool]]]]
) -> None:
    """Share of right readings against the confidence said, in ten bins; the diagonal is honest.

    series: (name, (confidence, whether right) of each message). The size of a point is the number
    of messages in its bin.
    """
    left, top, size = 60, 40, 360
    parts = [
        _text(left, 24, "Reliability: of readings said with p, how many are right", 14),
        f'<rect x="{left}" y="{top}" width="{size}" height="{size}" fill="none" stroke="{_GREY}"/>',
        f'<line x1="{left}" y1="{top + size}" x2="{left + size}" y2="{top}" stroke="{_GREY}" '
        'stroke-dasharray="4 4"/>',
    ]
    for tick in range(0, 11, 2):
        at = size * tick / 10
        parts.append(_text(left + at, top + size + 16, f"{tick / 10:.1f}", 11, anchor="middle"))
        parts.append(_text(left - 8, top + size - at + 4, f"{tick / 10:.1f}", 11, anchor="end"))
    for number, (name, said) in enumerate(series):
        colour = ("#1f4e8c", "#c2571a")[number % 2]
        points = [
            (left + size * confidence, top + size * (1 - right), count)
            for confidence, right, count in calibration_bins(said)
        ]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for x, y, count in points:
            radius = 2.5 + 9 * (count / max(1, len(said))) ** 0.5
            shape = (
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}" '
                'fill-opacity="0.55"/>'
            )
            parts.append(shape)
        parts.append(_text(left + 12, top + 22 + 18 * number, f"● {name}", 12, fill=colour))
    parts.append(_text(left + size / 2, top + size + 34, "confidence", 12, anchor="middle"))
    _write(path, left + size + 30, top + size + 48, parts)


def _shade(share: float) -> str:
    red, green, blue = (round(255 - (255 - c) * share) for c in _BLUE)
    return f"#{red:02x}{green:02x}{blue:02x}"


def _text(
    x: float, y: float, text: str, size: int, *, anchor: str = "start", fill: str = _INK,
    weight: str = "normal",
) -> str:  # fmt: skip
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" {_FONT} text-anchor="{anchor}" '
        f'font-weight="{weight}" fill="{fill}">{escape(text)}</text>'
    )


def _write(path: Path, width: float, height: float, parts: Sequence[str]) -> None:
    body = "\n".join(parts)
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}">\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{body}\n</svg>\n',
        encoding="utf-8",
    )
