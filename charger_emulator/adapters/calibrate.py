"""The calibration report: worlds run headless, their figures beside the wanted ones, with plots."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl

from charger_emulator.adapters.plots import Line, line_plot
from charger_emulator.adapters.table_files import TableOrder, write_table
from charger_emulator.core import calibration as c
from charger_emulator.core.census import SLOT_MIN, Census
from charger_emulator.core.cities import CITIES
from charger_emulator.core.fleet import make_fleet
from charger_emulator.core.layout import FloatArray
from charger_emulator.core.regime import ESB, TABLE_A, Regime
from charger_emulator.core.use_by_hour import USE
from charger_emulator.core.world import World, WorldSetting

ELASTICITIES: Final = (0.0, -0.4, -0.8, -1.0, -1.2, -1.6)
DEFAULT_ELASTICITY: Final = WorldSetting().price_elasticity
SURGE, DISCOUNT = 1.75, 0.70
_START_S: Final = datetime(2025, 10, 6, tzinfo=UTC).timestamp()
_AFTERNOON_S: Final = datetime(2025, 10, 7, 17, tzinfo=UTC).timestamp()
_WARM_UP_S: Final = 86_400.0
_PRICE_HOURS: Final = 8
_PRICE_SEEDS: Final = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class CalibrationOrder:
    """How much is run."""

    seed: int = 1
    stations: int = 110
    days: int = 60
    """Of the `esb` world."""
    session_days: int = 28
    table: Path | None = None
    """An existing 33-column table; None = make the full one beside the report."""
    jobs: int = 2

    def __post_init__(self) -> None:
        if not 12 <= self.days <= 400:
            raise ValueError(f"days {self.days} is not allowed: 12 to 400")


class Pair(NamedTuple):
    """What prices did to a dear station and its cheap neighbour, at one elasticity."""

    elasticity: float
    surge: float
    """Relative change of arrivals."""
    discount: float
    revenue: float
    """Relative change of what both take together."""


class _Part(NamedTuple):
    figures: list[c.Figure]
    curves: dict[str, FloatArray]


def calibrate(
    order: CalibrationOrder, out: Path, progress: Callable[[float], None] = lambda _share: None
) -> list[c.Figure]:
    """Run everything and write `calibration.md` with its plots.

    Args:
        order: how much.
        out: folder, made if it is not there.
        progress: called with the share done, 0..1.

    Returns:
        All figures.
    """
    out.mkdir(parents=True, exist_ok=True)
    table = order.table or out / "table_a.parquet"
    if not table.exists():
        write_table(TableOrder(seed=order.seed), table, jobs=order.jobs,
                    progress=lambda share: progress(0.6 * share))  # fmt: skip
    with ProcessPoolExecutor(order.jobs, mp_context=get_context("spawn")) as pool:
        log, sessions = pool.submit(_log_part, order), pool.submit(_session_part, order)
        pairs = list(pool.map(_pair, ELASTICITIES))
        progress(0.7)
        parts = [log.result(), sessions.result()]
    by_elasticity = {pair.elasticity: pair for pair in pairs}
    default = by_elasticity[DEFAULT_ELASTICITY]
    figures = [
        *parts[0].figures, *parts[1].figures,
        *c.price_figures(default.surge, default.discount), *_table_part(table),
    ]  # fmt: skip
    _write_plots(parts[0].curves, pairs, out)
    (out / "calibration.md").write_text(_report(order, figures, pairs))
    progress(1.0)
    return figures


# --- worlds --------------------------------------------------------------------------------------


def _observe(regime: Regime, stations: int, days: int, seed: int) -> tuple[World, Census]:
    fleet = make_fleet(stations, seed, CITIES)
    setting = WorldSetting(seed=seed, regime=regime, fault_rate_per_day=1.0, step_s=60.0)
    world = World(fleet, setting, _START_S - _WARM_UP_S)
    world.advance(_START_S)
    census = Census(world)
    for slot in range(1, days * 1440 // SLOT_MIN + 1):
        census.effects(world.advance(_START_S + slot * SLOT_MIN * 60.0))
        census.slot()
    return world, census


def _log_part(order: CalibrationOrder) -> _Part:
    world, census = _observe(ESB, order.stations, order.days, order.seed)
    log, layout = census.log(), world.layout
    kinds = np.array(c.types_of(layout))
    curves = {kind: log.use_by_hour(kinds == kind) for kind in USE if (kinds == kind).any()}
    curves["onsets"] = log.onsets_by_hour(log.outages())
    figures = [
        *c.use_figures(layout, log), *c.visit_figures(layout, census.visits()),
        *c.outage_figures(log),
    ]  # fmt: skip
    return _Part(figures, curves)


def _session_part(order: CalibrationOrder) -> _Part:
    calm = replace(TABLE_A, busyness_sigma=0.0)
    world, census = _observe(calm, 150, order.session_days, order.seed)
    return _Part(c.session_figures(world.layout, census.visits()), {})


def _pair(elasticity: float) -> Pair:
    """Prices of half the stations, in pairs of neighbours, for an afternoon."""
    usual, surged, cheap, both = (
        np.sum([_afternoon(seed, elasticity, factors) for seed in _PRICE_SEEDS], axis=0)
        for factors in ((1.0, 1.0), (SURGE, 1.0), (1.0, DISCOUNT), (SURGE, DISCOUNT))
    )
    return Pair(
        elasticity,
        float(surged[0, 0] / usual[0, 0] - 1.0),
        float(cheap[1, 0] / usual[1, 0] - 1.0),
        float(both[:, 1].sum() / usual[:, 1].sum() - 1.0),
    )


def _afternoon(seed: int, elasticity: float, factors: tuple[float, float]) -> FloatArray:
    """Arrivals and takings (columns) at the first and the second stations of all pairs (rows)."""
    setting = WorldSetting(seed=seed, price_elasticity=elasticity)
    world = World(make_fleet(60, seed, CITIES[:6]), setting, _AFTERNOON_S - _WARM_UP_S / 3.0)
    world.advance(_AFTERNOON_S)
    pairs = _pairs(world)
    for pair in pairs:
        for station, factor in zip(pair, factors, strict=True):
            for point in np.flatnonzero(world.layout.cp_station == station):
                world.set_price(int(point), factor * float(world.base_price[station]))
    before = world.arrivals.copy()
    world.advance(_AFTERNOON_S + _PRICE_HOURS * 3600.0)
    came = (world.arrivals - before).astype(np.float64)
    totals = np.zeros((2, 2))
    for pair in pairs:
        for side, (station, factor) in enumerate(zip(pair, factors, strict=True)):
            takings = came[station] * factor * world.base_price[station]
            totals[side] += (came[station], takings)
    return totals


def _pairs(world: World) -> list[tuple[int, int]]:
    """Disjoint pairs of nearest fast-charging neighbours."""
    layout, taken = world.layout, set[int]()
    found = []
    for station in np.flatnonzero(layout.station_is_dc).tolist():
        near = [s for s in layout.neighbours(station, 5, 25.0).tolist() if s != station]
        other = next((s for s in near if s not in taken), None)
        if station not in taken and other is not None:
            taken |= {station, other}
            found.append((station, other))
    return found


def _table_part(path: Path) -> list[c.Figure]:
    read = pl.read_csv if path.suffix == ".csv" else pl.read_parquet
    frame = read(path, columns=["station_status", *c.MARGINALS])
    counts = frame["station_status"].value_counts()
    classes = {str(name): count / frame.height for name, count in counts.iter_rows()}
    return c.table_figures({name: frame[name].to_numpy() for name in c.MARGINALS}, classes)


# --- report --------------------------------------------------------------------------------------


def break_even(pairs: Sequence[Pair]) -> float | None:
    """Elasticity at which a pair takes as much as without prices, between two that were run."""
    ordered = sorted(pairs, key=lambda pair: -pair.elasticity)
    for one, other in pairwise(ordered):
        if one.revenue >= 0.0 > other.revenue:
            share = one.revenue / (one.revenue - other.revenue)
            return one.elasticity + share * (other.elasticity - one.elasticity)
    return None


def _report(order: CalibrationOrder, figures: list[c.Figure], pairs: list[Pair]) -> str:
    met = sum(f.is_met for f in figures)
    explained = sum(not f.is_met and bool(f.reason) for f in figures)
    lines = [
        "# Calibration of the emulated world",
        "",
        f"Made by `sntry emulate calibrate --seed {order.seed}`: {order.stations} stations for "
        f"{order.days} days as `esb`, 150 stations for {order.session_days} days of sessions as "
        "`table_a`, and the full 33-column table. Within a tenth, or the stated points: "
        f"**{met} of {len(figures)}**; off with a reason: {explained}; off without: "
        f"{len(figures) - met - explained}.",
        "",
        "| quantity | wanted | got | off | profile | source | |",
        "|---|---|---|---|---|---|---|",
        *(_row(figure) for figure in figures),
        "",
        "![Use by hour](use.svg)",
        "",
        "![Onsets by hour](onsets.svg)",
        "",
        "## Price elasticity",
        "",
        f"Half of the fast stations at x{SURGE:g}, or each one's neighbour at x{DISCOUNT:g}, or "
        f"both, for {_PRICE_HOURS} hours; same drivers with and without prices. The default "
        f"({DEFAULT_ELASTICITY:g}) is an assumption.",
        "",
        "| elasticity | demand at the dear one | at the cheap one | takings with both prices |",
        "|---|---|---|---|",
        *(f"| {p.elasticity:g} | {p.surge:+.0%} | {p.discount:+.0%} | {p.revenue:+.0%} |"
          for p in pairs),
        "",
        _paying(pairs),
        "",
        "![Elasticity](elasticity.svg)",
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def _row(figure: c.Figure) -> str:
    off = f"{figure.got / figure.wanted - 1.0:+.0%}" if figure.wanted else "-"
    if figure.points:
        off = f"{100.0 * (figure.got - figure.wanted):+.2f} points"
    remark = "" if figure.is_met else (figure.reason or "**off**")
    numbers = f"{figure.wanted:.4g} | {figure.got:.4g} | {off}"
    return f"| {figure.quantity} | {numbers} | {figure.regime} | {figure.source} | {remark} |"


def _paying(pairs: Sequence[Pair]) -> str:
    at = break_even(pairs)
    if at is None:
        return "Healing by price never costs takings in this range."
    return (
        f"Beyond an elasticity of {at:.2f} a healing pair takes less than it would without; at "
        "0 it takes more, but nobody moves, so that only the power limit cools the charger."
    )


def _write_plots(curves: Mapping[str, FloatArray], pairs: Sequence[Pair], out: Path) -> None:
    hours = np.arange(24.0)
    panels: list[tuple[str, list[Line]]] = []
    for kind, got in curves.items():
        if kind in USE:
            lines = [
                Line("weekday, wanted", hours, np.array(USE[kind][0]), 0, dashed=True),
                Line("weekday, got", hours, got[0], 0),
                Line("weekend, wanted", hours, np.array(USE[kind][1]), 1, dashed=True),
                Line("weekend, got", hours, got[1], 1),
            ]
            panels.append((f"Share in use, {kind}", lines))
    (out / "use.svg").write_text(line_plot(panels, "local hour"))
    onsets: list[tuple[str, list[Line]]] = [
        ("New outages by hour, mean = 1", [Line("got", hours, curves["onsets"], 0)])
    ]
    (out / "onsets.svg").write_text(line_plot(onsets, "local hour"))
    at = np.array([p.elasticity for p in pairs])
    moved: Any = [
        Line("demand at the dear station", at, np.array([p.surge for p in pairs]), 0),
        Line("demand at the cheap one", at, np.array([p.discount for p in pairs]), 1),
        Line("takings of both", at, np.array([p.revenue for p in pairs]), 2),
    ]
    panels = [("Relative change by elasticity", moved)]
    (out / "elasticity.svg").write_text(line_plot(panels, "price elasticity"))
