"""Answers of the API as tables for a terminal."""

import json
from collections.abc import Sequence
from typing import Any, Final

CELL_MAX: Final = 40
COLUMNS_MAX: Final = 10


def table(items: Sequence[Any]) -> str:
    """Items as lines under the names of their fields; nested values as JSON, long ones cut."""
    rows = [each if isinstance(each, dict) else {"value": each} for each in items]
    if not rows:
        return "nothing\n"
    names = list(dict.fromkeys(name for row in rows for name in row))[:COLUMNS_MAX]
    lines = [[name.upper() for name in names]]
    lines += [[_cell(row.get(name)) for name in names] for row in rows]
    widths = [max(len(line[number]) for line in lines) for number in range(len(names))]
    return "".join(f"{_line(line, widths)}\n" for line in lines)


def record(item: Any) -> str:
    """One thing, a field a line."""
    if not isinstance(item, dict):
        return f"{_cell(item)}\n"
    width = max((len(name) for name in item), default=0)
    return "".join(f"{name:<{width}}  {_shown(value)}\n" for name, value in item.items())


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    pairs = zip(cells, widths, strict=True)
    return "  ".join(f"{cell:<{width}}" for cell, width in pairs).rstrip()


def _cell(value: Any) -> str:
    text = _shown(value)
    return text if len(text) <= CELL_MAX else f"{text[: CELL_MAX - 1]}…"


def _shown(value: Any) -> str:
    if value is None:
        return "-"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else " " for letter in text)
