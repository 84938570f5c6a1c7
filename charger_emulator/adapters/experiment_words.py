"""Figures, verdicts and tables of an experiment's report as text."""

from collections.abc import Sequence

import numpy as np

from charger_emulator.core.trial_sums import Estimate


def figure_text(found: Estimate, digits: int, *, sign: bool = True) -> str:
    """A figure with its interval in brackets; a dash where it cannot be computed."""
    if not np.isfinite(found.value):
        return "-"
    form = f"{'+' if sign else ''}.{digits}f"
    if not np.isfinite(found.low):
        return f"{found.value:{form}}"
    return f"{found.value:{form}} [{found.low:{form}}, {found.high:{form}}]"


def share_text(found: Estimate) -> str:
    """A share in percent."""
    return f"{figure_text(found, 1, sign=False)} %"


def held(found: Estimate, wanted: float) -> str:
    """Whether at least so much was reached: certainly, certainly not, or not known."""
    if not np.isfinite(found.low):
        return "no interval"
    if found.low >= wanted:
        return "held"
    if found.value >= wanted:
        return f"held, but the interval reaches below {wanted:g}"
    return "**missed**" + (f", the interval contains {wanted:g}" if found.high >= wanted else "")


def exactly(count: float) -> Estimate:
    """A count as a figure without doubt."""
    return Estimate(count, count, count)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table, with an empty line after it."""
    return [_row(head), "|" + "---|" * len(head), *(_row(row) for row in rows), ""]


def listed(names: Sequence[str]) -> str:
    """Names as one says them: a, b and c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
