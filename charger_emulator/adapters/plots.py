"""Line plots as SVG text, for reports that anybody can open."""

from collections.abc import Sequence
from html import escape
from typing import Final, NamedTuple

import numpy as np

from charger_emulator.core.layout import FloatArray

_WIDTH, _HEIGHT = 420.0, 230.0
_LEFT, _TOP, _RIGHT, _BOTTOM = 46.0, 26.0, 12.0, 34.0
_COLOURS: Final = ("#1565c0", "#c62828", "#2e7d32", "#6a1b9a")
_TICKS: Final = 4
_COLUMNS: Final = 2


class Line(NamedTuple):
    """One line of a panel; NaN breaks it off."""

    label: str
    x: FloatArray
    y: FloatArray
    colour: int
    dashed: bool = False


def line_plot(panels: Sequence[tuple[str, Sequence[Line]]], x_label: str) -> str:
    """Panels with titles, two in a row.

    Args:
        panels: title and lines of each; at least one finite point each.
        x_label: what the horizontal axes show.
    """
    columns = min(_COLUMNS, len(panels))
    rows = -(-len(panels) // columns)
    width, height = columns * _WIDTH, rows * _HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" font-family="sans-serif" font-size="10">',
        f'<rect width="{width:g}" height="{height:g}" fill="white"/>',
    ]
    for index, (title, lines) in enumerate(panels):
        x, y = index % columns * _WIDTH, index // columns * _HEIGHT
        parts.append(f'<g transform="translate({x:g} {y:g})">')
        parts += _panel(title, lines, x_label)
        parts.append("</g>")
    return "\n".join([*parts, "</svg>", ""])


def _panel(title: str, lines: Sequence[Line], x_label: str) -> list[str]:
    xs = np.concatenate([line.x for line in lines])
    ys = np.concatenate([line.y for line in lines])
    ys = ys[np.isfinite(ys)]
    low_x, high_x = float(xs.min()), float(xs.max())
    low_y, high_y = min(0.0, float(ys.min())), float(ys.max()) * 1.08 or 1.0
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
