"""Plots of an experiment's report."""

import numpy as np

from charger_emulator.adapters.experiment_results import AGAINST, MAIN_ARMS, Results, estimated
from charger_emulator.adapters.plots import Interval, Line, interval_plot, line_plot
from charger_emulator.core.trials import Arm


def arms_plot(results: Results) -> str:
    """What each arm changed against doing nothing."""
    panels = []
    for name, figure, _ in AGAINST[:5]:
        marks = [
            Interval(arm, *estimated(figure, *results.against_nothing(arm)))
            for arm in MAIN_ARMS
            if results.chosen(arm)
        ]
        panels.append((f"{name}, against doing nothing", marks))
    return interval_plot(panels)


def elasticity_plot(results: Results) -> str:
    """Heal and power limit only by elasticity, with their intervals."""
    found = results.elasticities()
    at = np.array(found)
    lines: dict[str, list[Line]] = {}
    for name, figure, _ in (AGAINST[0], AGAINST[2], AGAINST[7], AGAINST[8]):
        for colour, arm in enumerate((Arm.HEAL, Arm.POWER)):
            got = []
            for each in found:
                chosen = results.swept(arm, each)
                got.append(
                    estimated(figure, results.sums(chosen), results.paired(chosen, Arm.NOTHING))
                )
            columns = np.array(got).T
            line = Line(arm, at, columns[0], colour, band=(columns[1], columns[2]))
            lines.setdefault(name, []).append(line)
    return line_plot(list(lines.items()), "price elasticity")
