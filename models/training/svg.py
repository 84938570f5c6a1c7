"""Small plots as SVG text for model cards; they open anywhere and need no library."""

from collections.abc import Sequence
from html import escape
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_WIDTH: Final = 460.0
_HEIGHT: Final = 280.0
_LEFT: Final = 52.0
_TOP: Final = 28.0
_RIGHT: Final = 14.0
_BOTTOM: Final = 38.0
_ROW: Final = 18.0
_NAMES: Final = 190.0
_COLOURS: Final = ("#1565c0", "#c62828", "#2e7d32", "#6a1b9a", "#ef6c00")
_TICKS: Final = 5


class Line(NamedTuple):
    """Points joined by a line."""

    label: str
    x: Floats
    y: Floats
    is_dashed: bool = False


def lines(title: str, axes: tuple[str, str], shown: Sequence[Line]) -> str:
    """Lines in one frame.

    Args:
        title: above it.
        axes: names of the horizontal and vertical axes.
        shown: at least one line, of finite points.
    """
    x, y = np.concatenate([each.x for each in shown]), np.concatenate([each.y for each in shown])
    high_x, high_y = float(x.max()) or 1.0, float(y.max()) or 1.0
    across, down = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    parts = _frame(title, axes, high_x, high_y)
    for number, line in enumerate(shown):
        colour = _COLOURS[number % len(_COLOURS)]
        points = " ".join(
            f"{_LEFT + float(a) / high_x * across:.1f},"
            f"{_TOP + (1.0 - float(b) / high_y) * down:.1f}"
            for a, b in zip(line.x, line.y, strict=True)
        )
        dash = ' stroke-dasharray="4 3"' if line.is_dashed else ""
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.6"{dash}/>'
        )
        parts.append(
            f'<text x="{_WIDTH - _RIGHT - 4:g}" y="{_TOP + 12 + 12 * number:g}" '
            f'text-anchor="end" fill="{colour}">{escape(line.label)}</text>'
        )
    return _svg(_WIDTH, _HEIGHT, parts)


def bars(title: str, values: Sequence[tuple[str, float]], unit: str) -> str:
    """Named horizontal bars; negative values have none.

    Args:
        title: above them.
        values: name and value of each, at least one.
        unit: what the values are.
    """
    height = _TOP + _ROW * len(values) + 20.0
    longest = max([1e-9, *(value for _, value in values)])
    across = _WIDTH - _NAMES - 60.0
    parts = [f'<text x="8" y="16" font-weight="bold">{escape(title)}</text>']
    for row, (name, value) in enumerate(values):
        y = _TOP + _ROW * row
        width = max(value, 0.0) / longest * across
        parts.append(
            f'<text x="{_NAMES - 6:g}" y="{y + 12:g}" text-anchor="end">{escape(name)}</text>'
            f'<rect x="{_NAMES:g}" y="{y + 2:g}" width="{width:.1f}" height="{_ROW - 5:g}" '
            f'fill="{_COLOURS[0]}"/>'
            f'<text x="{_NAMES + width + 4:.1f}" y="{y + 12:g}">{value:.3g}</text>'
        )
    parts.append(f'<text x="{_NAMES:g}" y="{height - 6:g}" fill="#555">{escape(unit)}</text>')
    return _svg(_WIDTH, height, parts)


def _frame(title: str, axes: tuple[str, str], high_x: float, high_y: float) -> list[str]:
    across, down = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    parts = [f'<text x="{_LEFT:g}" y="16" font-weight="bold">{escape(title)}</text>']
    for tick in range(_TICKS + 1):
        share = tick / _TICKS
        x, y = _LEFT + share * across, _TOP + (1.0 - share) * down
        parts.append(
            f'<path d="M{_LEFT:g} {y:.1f}h{across:g}" stroke="#ddd"/>'
            f'<text x="{_LEFT - 5:g}" y="{y + 3:.1f}" text-anchor="end">{share * high_y:.2g}</text>'
            f'<text x="{x:.1f}" y="{_TOP + down + 13:g}" text-anchor="middle">'
            f"{share * high_x:.3g}</text>"
        )
    parts.append(
        f'<text x="{_LEFT + across / 2:g}" y="{_HEIGHT - 8:g}" text-anchor="middle">'
        f"{escape(axes[0])}</text>"
        f'<text transform="translate(11 {_TOP + down / 2:g}) rotate(-90)" text-anchor="middle">'
        f"{escape(axes[1])}</text>"
    )
    return parts


def _svg(width: float, height: float, parts: list[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" font-family="sans-serif" font-size="11">'
    )
    back = f'<rect width="{width:g}" height="{height:g}" fill="white"/>'
    return "\n".join([head, back, *parts, "</svg>", ""])
