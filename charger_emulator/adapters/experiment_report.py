"""The report of an experiment: Markdown with plots, every figure with its interval."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from charger_emulator.adapters.experiment_plots import arms_plot, elasticity_plot
from charger_emulator.adapters.experiment_results import AGAINST, MAIN_ARMS, Results, estimated
from charger_emulator.adapters.experiment_words import (
    exactly,
    figure_text,
    held,
    listed,
    share_text,
    table,
)
from charger_emulator.core import trial_figures as f
from charger_emulator.core.layout import FloatArray
from charger_emulator.core.switchback import BURN_IN_S, sides_of
from charger_emulator.core.trial_sums import (
    AFTERMATH_S,
    WOULD_TRIP_WITHIN_S,
    Estimate,
    Sums,
    joined,
    most_heals_a_day,
)
from charger_emulator.core.trials import Arm, TrialRecord

FILE: Final = "experiment.md"
_AVOIDED_WANTED_PCT: Final = 80.0
_PRECISION_WANTED_PCT: Final = 50.0
_HEALS_A_DAY: Final = 2
_METHOD: Final = """\
- The world is the emulator's, regime `live`, headless: drawn faults and episodes of heat, crowds
  and weak cooling as in the data sets of the risk model, with seeds that no data set has. They are
  far denser than in life; figures per heal do not depend on that, figures per station-day do.
- The loop is the product's: features and ONNX scores by `python -m edge_agent score`, decisions by
  `python -m central decide`, once a simulated minute (the product: every 10 s and every 5 s). A
  charger with a risk below 0.05 is scored every fifth minute. The edge's own guard is not there.
  Orders are followed within the minute; a charger without a link hears nothing.
- Trips are over-temperature trips. Parts that fail at their own time fail in every arm.
- `{random}` shows the discount at any station within 25 km, drawn by lot.
- Intervals: paired cluster bootstrap; a part is a (seed, metro), {parts} of them at the default
  elasticity, since nobody drives from one metro to another. Stations of one network share the
  budget of surged stations across metros; that is not in the intervals.
- Truck rolls: a visit for a trip, a part that broke, or where the loop asks for one; a visit covers
  24 h at its charger.
- Margin is energy sold at the price that each session pays, less what it costs. Discounts and
  sessions lost are in it; what an outage costs in goodwill is not.
- The price elasticity is an assumption. Three cities gave between -0.06 and +0.29."""


def write_report(results: Results, command: str, out: Path) -> None:
    """Write `experiment.md`, `arms.svg` and `elasticity.svg`.

    Args:
        results: what came out.
        command: that made them.
        out: folder that is there.
    """
    parts = [
        _head(results, command),
        _verdict(results),
        _arms(results),
        _price(results),
        _heals(results),
        _elasticity(results),
        _limits(results),
        _switchback(results),
        _method(results),
    ]
    (out / FILE).write_text("\n".join(line for part in parts for line in part) + "\n")
    (out / "arms.svg").write_text(arms_plot(results))
    (out / "elasticity.svg").write_text(elasticity_plot(results))


# --- parts ---------------------------------------------------------------------------------------


def _head(results: Results, command: str) -> list[str]:
    heal = results.chosen(Arm.HEAL)
    trial = heal[0].trial
    return [
        "# Does healing work?",
        "",
        f"Made by `{command}`: the same drivers, weather, episodes of heat and of "
        "crowds, and faults, under arms that differ in nothing but what is done about risks. "
        f"{len(heal)} seeds of {trial.stations} stations for {trial.days:g} days each "
        f"({sum(int(r.ports.sum()) for r in heal)} ports); arms other than `nothing`, `heal` and "
        f"`{Arm.POWER}`, and other elasticities, on {len(results.chosen(Arm.PRICE))} of them. "
        "Values in brackets are 95 % intervals.",
        "",
    ]


def _verdict(results: Results) -> list[str]:
    chosen = results.chosen(Arm.HEAL)
    heal, nothing = results.sums(chosen), results.paired(chosen, Arm.NOTHING)
    power = results.paired(chosen, Arm.POWER)
    avoided = estimated(f.avoided_pct, heal, nothing)
    energy = estimated(f.energy_pct, heal, nothing)
    precision = estimated(f.precision_pct, heal)
    energy_price = estimated(f.energy_pct, heal, power)
    most = max(most_heals_a_day(record, dispatches=False) for record in chosen)
    at_targets = int(heal["trips_at_target"].sum())
    over = sum(record.over_orders + record.over_limit_min for record in chosen)
    rows = [
        (f"more than {_AVOIDED_WANTED_PCT:.0f} % of trips avoided", share_text(avoided),
         held(avoided, _AVOIDED_WANTED_PCT)),
        ("no less energy served than without heals", f"{figure_text(energy, 2)} %",
         held(energy, 0.0)),
        (f"at most {_HEALS_A_DAY} heals per station and 24 h", str(most),
         held(exactly(_HEALS_A_DAY - most), 0.0)),
        ("no trip at a target", str(at_targets), held(exactly(-at_targets), 0.0)),
        ("no limit above a rating, none exceeded", str(over), held(exactly(-over), 0.0)),
        (f"heal precision at least {_PRECISION_WANTED_PCT:.0f} %", share_text(precision),
         held(precision, _PRECISION_WANTED_PCT)),
    ]  # fmt: skip
    return [
        f"## At the default elasticity of {results.elasticity:g}",
        "",
        *table(("what must hold", "got", ""), rows),
        f"Against the power limit alone the heal's energy is {figure_text(energy_price, 2)} %.",
        "",
    ]  # fmt: skip


def _arms(results: Results) -> list[str]:
    every = [Arm.NOTHING, *(arm for arm in MAIN_ARMS if results.chosen(arm))]
    sums = {arm: results.sums(results.chosen(arm)) for arm in every}
    levels = [
        (f"{each.name}, {each.unit}",
         *(figure_text(estimated(each.of, sums[arm]), each.digits, sign=False) for arm in every))
        for each in f.OUTCOMES
    ]  # fmt: skip
    changes = [
        (
            name,
            *(
                figure_text(estimated(figure, *results.against_nothing(arm)), digits)
                for arm in every[1:]
            ),
        )
        for name, figure, digits in AGAINST
    ]
    seeds = ("seeds", *(str(len(results.chosen(arm))) for arm in every))
    return [
        "## Arms",
        "",
        *table(("outcome", *every), [seeds, *levels]),
        "Against doing nothing, the same seeds (what an arm changed):",
        "",
        *table(("change", *every[1:]), changes),
        f"A visit is assumed to cost {f.VISIT_COST:.0f} USD.",
        "",
        "![Arms against doing nothing](arms.svg)",
        "",
    ]


def _price(results: Results) -> list[str]:
    chosen = results.chosen(Arm.HEAL)
    heal, power = results.sums(chosen), results.paired(chosen, Arm.POWER)
    found = [(each, estimated(f.change(each), heal, power)) for each in f.OUTCOMES]
    nothing = [each.name for each, got in found if got.says_nothing]
    something = [each.name for each, got in found if not got.says_nothing]
    said = []
    if nothing:
        said.append(f"**Price adds nothing** to {listed(nothing)}: the interval contains 0.")
    if something:
        said.append(f"It does change {listed(something)}.")
    return [
        "## Heal minus power limit only",
        "",
        "What the price adds to the power limit:",
        "",
        *table(
            ("outcome", "heal minus power limit only"),
            [(f"{each.name}, {each.unit}", figure_text(got, each.digits)) for each, got in found],
        ),
        " ".join(said),
        "",
    ]


def _heals(results: Results) -> list[str]:
    chosen = results.chosen(Arm.HEAL)
    heal, nothing = results.sums(chosen), results.paired(chosen, Arm.NOTHING)
    heals = [each for record in chosen for each in record.heals]
    lengths_h = [(each.ended_s - each.opened_s) / 3600.0 for each in heals if
                 np.isfinite(each.ended_s)]  # fmt: skip
    most = max(most_heals_a_day(record, dispatches=True) for record in chosen)
    rows = [
        ("heals", f"{len(heals)}, {len(heals) / heal['station_days'].sum():.2f} per station-day"),
        ("with a price", str(sum(each.has_price for each in heals))),
        ("that only hold the power until a technician comes",
         f"{sum(each.is_dispatch for each in heals)}; with these at most {most} in 24 h"),
        ("length of those that ended", f"median {np.median(lengths_h):.1f} h" if lengths_h else
         "-"),
        (f"precision: a charger trips within {WOULD_TRIP_WITHIN_S / 3600:.0f} h without heals",
         share_text(estimated(f.precision_pct, heal))),
        ("the same within 1 h", share_text(estimated(f.precision_1h_pct, heal))),
        (f"false heal: margin lost around it until {AFTERMATH_S / 3600:.0f} h after, USD",
         figure_text(estimated(f.false_cost, heal), 2)),
        ("false heal: driver minutes around it", figure_text(estimated(f.false_minutes, heal), 0)),
        ("heals pay from a visit's cost of, USD",
         figure_text(estimated(f.paying_visit_cost, heal, nothing), 0, sign=False)),
        ("trips that happened all the same",
         f"{heal['trips'].sum():.0f}, {heal['trips_limited'].sum():.0f} of them under a limit"),
    ]  # fmt: skip
    return ["## Heals", "", *table(("", ""), rows)]


def _elasticity(results: Results) -> list[str]:
    rows, money, worth, gain = [], {}, {}, {}
    for each in results.elasticities():
        chosen = results.swept(Arm.HEAL, each)
        heal, nothing = results.sums(chosen), results.paired(chosen, Arm.NOTHING)
        power = results.paired(chosen, Arm.POWER)
        money[each] = estimated(f.money_per_heal, heal, nothing)
        worth[each] = estimated(f.worth_per_heal, heal, nothing)
        gain[each] = estimated(f.change(f.OUTCOMES[3]), heal, power)
        rows.append(
            (
                f"{each:g}",
                figure_text(estimated(f.avoided_pct, heal, nothing), 1),
                figure_text(estimated(f.energy_pct, heal, nothing), 2),
                figure_text(money[each], 1),
                figure_text(worth[each], 1),
                figure_text(gain[each], 2),
                figure_text(estimated(f.change(f.OUTCOMES[4]), heal, power), 2),
            )
        )
    return [
        "## Elasticity",
        "",
        f"Seeds: {len(results.swept(Arm.HEAL, results.elasticity))}, the same at each elasticity. "
        "Where more were run at the default one, the figures further up count.",
        "",
        *table(
            ("elasticity", "trips avoided, %", "energy, %", "margin per heal, USD",
             "with visits spared, USD", "heal minus power: margin per station-day",
             "heal minus power: driver min per session"),
            rows,
        ),
        _paying("In margin alone a heal", money),
        _paying("With visits spared it", worth),
        _paying("In margin the price, added to the power limit,", gain),
        "",
        "![Elasticity](elasticity.svg)",
        "",
    ]  # fmt: skip


def _paying(what: str, by_elasticity: Mapping[float, Estimate]) -> str:
    """A sentence on where something pays and where it does not."""
    sides = {
        "pays at": [each for each, got in by_elasticity.items() if got.low > 0.0],
        "costs more than it brings at": [e for e, got in by_elasticity.items() if got.high < 0.0],
        "may do either at": [each for each, got in by_elasticity.items() if got.says_nothing],
    }
    said = [f"{verb} {listed([f'{e:g}' for e in at])}" for verb, at in sides.items() if at]
    return f"- {what} {'; it '.join(said)}."


def _limits(results: Results) -> list[str]:
    ratios = results.limit_ratios()
    if not ratios:
        return []
    seeds = {r.trial.seed for r in results.chosen(Arm.HEAL, None, ratios[0])}
    usual = [r for r in results.chosen(Arm.HEAL) if r.trial.seed in seeds]
    rows = []
    cases = [("the loop's own", usual)]
    cases += [(f"{ratio:g}", results.chosen(Arm.HEAL, None, ratio)) for ratio in ratios]
    for name, chosen in cases:
        heal, nothing = results.sums(chosen), results.paired(chosen, Arm.NOTHING)
        rows.append((name, *(
            figure_text(estimated(figure, heal, nothing), digits)
            for _, figure, digits in (*AGAINST[:5], *AGAINST[7:])
        )))  # fmt: skip
    names = [name for name, _, _ in (*AGAINST[:5], *AGAINST[7:])]
    return [
        "## How low the limit has to be",
        "",
        "Heals with other limits, as a share of rated power, against doing nothing. Seeds: "
        f"{len(seeds)}.",
        "",
        *table(("limit", *names), rows),
        *_best_limit(cases, results),
    ]


def _best_limit(cases: Sequence[tuple[str, list[TrialRecord]]], results: Results) -> list[str]:
    """Which limit to take, by a rule that is stated."""
    worth = {}
    for name, chosen in cases:
        heal, nothing = results.sums(chosen), results.paired(chosen, Arm.NOTHING)
        avoided = estimated(f.avoided_pct, heal, nothing)
        if avoided.low > _AVOIDED_WANTED_PCT:
            worth[name] = estimated(f.worth_per_heal, heal, nothing)
    if not worth:
        return [f"No limit certainly avoids more than {_AVOIDED_WANTED_PCT:.0f} % of trips.", ""]
    best = max(worth, key=lambda name: worth[name].value)
    return [
        f"Of the limits that certainly avoid more than {_AVOIDED_WANTED_PCT:.0f} % of trips, "
        f"**{best}** is worth the most: {figure_text(worth[best], 0)} USD per heal, visits spared "
        "included. That is the default to take.",
        "",
    ]


def _switchback(results: Results) -> list[str]:
    chosen = results.chosen(Arm.SWITCHBACK)
    if not chosen:
        return []
    sides = [sides_of(record) for record in chosen]
    on, off = joined([side[0] for side in sides]), joined([side[1] for side in sides])
    seeds = {record.trial.seed for record in chosen}
    paired = [record for record in results.chosen(Arm.HEAL) if record.trial.seed in seeds]
    heal, nothing = results.sums(paired), results.paired(paired, Arm.NOTHING)
    figures = AGAINST[:5]
    rows = [
        (name, figure_text(estimated(figure, on, off), digits),
         figure_text(estimated(figure, heal, nothing), digits))
        for name, figure, digits in (("trips avoided, %", _rate_avoided, 1), *figures[1:2],
                                     ("energy per station-day, %", _energy_avoided, 2),
                                     *figures[3:5])
    ]  # fmt: skip
    return [
        "## As an operator could do it: a switchback",
        "",
        f"Networks: {len(chosen)}. Each cluster of neighbours is healed on days drawn by lot "
        f"({chosen[0].trial.days:g} days, one of each two); {len(on['trips'])} pairs of days of a "
        f"cluster. The first {BURN_IN_S / 3600:.0f} h after a switch do not count. No operator has "
        "the column on the right:",
        "",
        *table(("days with heals against days without", "switchback", "paired runs, same seeds"),
                rows),
    ]  # fmt: skip


def _rate_avoided(one: Sums, other: Sums) -> FloatArray:
    return 100.0 * (1.0 - f.trip_rate(one) / f.trip_rate(other))


def _energy_avoided(one: Sums, other: Sums) -> FloatArray:
    return 100.0 * (f.energy_kwh(one) / f.energy_kwh(other) - 1.0)


def _method(results: Results) -> list[str]:
    parts = len(results.sums(results.chosen(Arm.HEAL))["trips"])
    return ["## How it was done", "", _METHOD.format(parts=parts, random=Arm.RANDOM), ""]
