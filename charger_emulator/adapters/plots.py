"""Plots of lines and of intervals as SVG text, for reports that anybody can open."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Final, NamedTuple

import numpy as np

from charger_emulator.core.layout import FloatArray

_WIDTH, _HEIGHT = 420.0, 230.0
_LEFT, _TOP, _RIGHT, _BOTTOM = 46.0, 26.0, 12.0, 34.0
_COLOURS: Final = ("#1565c0", "#c62828", "#2e7d32", "#6a1b9a")
_TICKS: Final = 4
_COLUMNS: Final = 2
_LABELS, _MARK_HEIGHT = 110.0, 22.0


class Line(NamedTuple):
    """One line of a panel; NaN breaks it off."""

    label: str
    x: FloatArray
    y: FloatArray
    colour: int
    dashed: bool = False
    band: tuple[FloatArray, FloatArray] | None = None
    """Low and high ends of an interval around it."""


class Interval(NamedTuple):
    """A value with the ends of its interval; NaN draws nothing."""

    label: str
    value: float
    low: float
    high: float


def line_plot(panels: Sequence[tuple[str, Sequence[Line]]], x_label: str) -> str:
    """Panels with titles, two in a row.

    Args:
        panels: title and lines of each.
        x_label: what the horizontal axes show.
    """
    return _sheet([_panel(title, lines, x_label) for title, lines in panels], _HEIGHT)


def interval_plot(panels: Sequence[tuple[str, Sequence[Interval]]]) -> str:
    """Panels with titles, two in a row; in each, intervals below each other and a line at 0.

    Args:
        panels: title and intervals of each.
    """
    most = max(len(marks) for _, marks in panels)
    height = _TOP + most * _MARK_HEIGHT + _BOTTOM
    return _sheet([_marks(title, marks) for title, marks in panels], height)


def _sheet(panels: Sequence[Sequence[str]], panel_height: float) -> str:
    columns = min(_COLUMNS, len(panels))
    rows = -(-len(panels) // columns)
    width, height = columns * _WIDTH, rows * panel_height
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" font-family="sans-serif" font-size="10">',
        f'<rect width="{width:g}" height="{height:g}" fill="white"/>',
    ]
    for index, panel in enumerate(panels):
        x, y = index % columns * _WIDTH, index // columns * panel_height
        parts += [f'<g transform="translate({x:g} {y:g})">', *panel, "</g>"]
    return "\n".join([*parts, "</svg>", ""])


def _marks(title: str, marks: Sequence[Interval]) -> list[str]:
    ends = np.array([end for mark in marks for end in mark[1:]])
    ends = np.append(ends[np.isfinite(ends)], 0.0)
    low, high = float(ends.min()), float(ends.max())
    across = _WIDTH - _LABELS - _RIGHT

    def place(value: float) -> float:
        return _LABELS + (value - low) / ((high - low) or 1.0) * across

    down = len(marks) * _MARK_HEIGHT
    parts = [
        f'<text x="12" y="14" font-weight="bold">{escape(title)}</text>',
        f'<path d="M{place(0.0):.1f} {_TOP:g}v{down:g}" stroke="#999"/>',
    ]
    parts += [
        f'<text x="{place(value):.1f}" y="{_TOP + down + 12:g}" text-anchor="middle">'
        f"{value:.3g}</text>"
        for value in (low, high)
    ]
    for number, mark in enumerate(marks):
        y = _TOP + (number + 0.5) * _MARK_HEIGHT
        parts.append(
            f'<text x="{_LABELS - 8:g}" y="{y + 3:.1f}" text-anchor="end">{escape(mark.label)}'
            "</text>"
        )
        if np.isfinite(mark.low) and np.isfinite(mark.high):
            colour = _COLOURS[number % len(_COLOURS)]
            parts.append(
                f'<path d="M{place(mark.low):.1f} {y:.1f}H{place(mark.high):.1f}" '
                f'stroke="{colour}" stroke-width="2"/>'
                f'<circle cx="{place(mark.value):.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'
            )
    return parts


def _panel(title: str, lines: Sequence[Line], x_label: str) -> list[str]:
    xs = np.concatenate([line.x for line in lines])
    ys = np.concatenate([each for line in lines for each in (line.y, *(line.band or ()))])
    ys = np.append(ys[np.isfinite(ys)], 0.0)
    low_x, high_x = float(xs.min()), float(xs.max())
    low_y, high_y = float(ys.min()), float(ys.max()) * 1.08 or 1.0
    across, down = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            _LEFT + (x - low_x) / ((high_x - low_x) or 1.0) * across,
            _TOP + (1.0 - (y - low_y) / ((high_y - low_y) or 1.0)) * down,
        )

    parts = [f'<text x="{_LEFT:g}" y="14" font-weight="bold">{escape(title)}</text>']
    for value in np.linspace(low_y, high_y, _TICKS + 1):
        _, y = place(low_x, float(value))
        parts.append(
            f'<path d="M{_LEFT:g} {y:.1f}h{across:g}" stroke="#ddd"/>'
            f'<text x="{_LEFT - 4:g}" y="{y + 3:.1f}" text-anchor="end">{value:.3g}</text>'
        )
    for value in np.linspace(low_x, high_x, _TICKS + 1):
        x, _ = place(float(value), low_y)
        parts.append(
            f'<text x="{x:.1f}" y="{_TOP + down + 12:g}" text-anchor="middle">{value:.3g}</text>'
        )
    parts.append(
        f'<text x="{_LEFT + across / 2:g}" y="{_HEIGHT - 8:g}" text-anchor="middle">'
        f"{escape(x_label)}</text>"
    )
    legend = []
    for number, line in enumerate(lines):
        points = [place(float(x), float(y)) for x, y in zip(line.x, line.y, strict=True)]
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points if np.isfinite(y))
        parts += _band(line, place)
        stroke = f'stroke="{_COLOURS[line.colour]}"'
        dash = ' stroke-dasharray="4 3"' if line.dashed else ""
        parts.append(f'<path d="{path}" fill="none" stroke-width="1.5" {stroke}{dash}/>')
        legend.append(
            f'<text x="{_LEFT + 6:g}" y="{_TOP + 10 + 11 * number:g}" '
            'stroke="#fff" stroke-width="3" paint-order="stroke" '
            f'fill="{_COLOURS[line.colour]}">{escape(line.label)}{" (dashed)" if dash else ""}'
            "</text>"
        )
    return parts + legend


def _band(line: Line, place: Callable[[float, float], tuple[float, float]]) -> list[str]:
    """The area of a line's interval."""
    if line.band is None:
        return []
    low, high = line.band
    there = np.isfinite(low) & np.isfinite(high)
    ends = [*zip(line.x[there], low[there], strict=True)]
    ends += [*zip(line.x[there][::-1], high[there][::-1], strict=True)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(float(x), float(y)) for x, y in ends))
    colour = _COLOURS[line.colour]
    return [f'<polygon points="{path}" fill="{colour}" fill-opacity="0.15"/>'] if ends else []
