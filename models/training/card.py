"""The model card: what the bundle is, how it was judged and what it cannot do.

Markdown with plots and figures (`card.json`) beside it, in the bundle's directory; all files lie
flat there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from contract.bundles import CARD, FIGURES
from models.scoring import Manifest
from models.training.card_causes import causes, limits, states
from models.training.card_figures import figures
from models.training.intervals import Area, Areas, Floats
from models.training.judgement import MODEL, Far, Judgement
from models.training.svg import Line, bars, lines

_MOST_BARS: Final = 15
_BASELINES: Final = {
    "base_rate": "prevalence",
    "past_faults": "past-fault rule",
    "temperature": "temperature threshold",
    "logistic_regression": "logistic regression",
    "gradient_boosting": "gradient boosting",
}


@dataclass(frozen=True, slots=True)
class Transfer:
    """The bundle on a log of real connectors, later days, beside the rule."""

    hours: float
    base_rate: float
    areas: Areas


@dataclass(frozen=True, slots=True)
class Card:
    """All that a card tells."""

    manifest: Manifest
    judged: list[Judgement]
    far: list[Far]
    seeds: dict[str, list[float]] = field(default_factory=dict)
    transfer: list[Transfer] = field(default_factory=list)

    def with_seeds(self, seeds: dict[str, list[float]]) -> "Card":
        """The card with PR-AUC of other seeds by set."""
        return replace(self, seeds=seeds)

    def with_transfer(self, transfer: list[Transfer]) -> "Card":
        """The card with figures on real connectors."""
        return replace(self, transfer=transfer)


def write_card(directory: Path, card: Card) -> Path:
    """Write card, plots and figures into the bundle's directory; returns the card's path."""
    for name, plot in _plots(card.judged[0]).items():
        (directory / name).write_text(plot, encoding="utf-8")
    found = msgspec.json.encode(figures(card.judged, card.far))
    (directory / FIGURES).write_bytes(msgspec.json.format(found, indent=1) + b"\n")
    path = directory / CARD
    path.write_text(_text(card), encoding="utf-8")
    return path


def _plots(judged: Judgement) -> dict[str, str]:
    recall, precision = judged.curve
    share = np.array([0.0, 1.0])
    risk = np.array([each["risk"] for each in judged.reliability])
    observed = np.array([each["observed"] for each in judged.reliability])
    plots = {
        "card_pr.svg": lines(
            f"Precision and recall: {judged.name}",
            ("recall", "precision"),
            [
                Line(MODEL, recall, precision),
                Line("base rate", share, np.full(2, judged.base_rate), is_dashed=True),
            ],
        ),
        "card_reliability.svg": lines(
            "Reliability: what a risk comes to",
            ("mean risk of a bin", "observed share"),
            [Line(MODEL, risk, observed), Line("perfect", share, share, is_dashed=True)],
        ),
        "card_budget.svg": bars(
            "Alarm budgets",
            [
                bar
                for budget in judged.budgets
                for bar in (
                    (f"precision at {budget.per_station_week:g}", budget.precision),
                    (f"recall at {budget.per_station_week:g}", budget.recall),
                    (f"most recall at {budget.per_station_week:g}", budget.recall_ceiling),
                )
                if np.isfinite(bar[1])
            ],
            "share; alarms per station and week",
        ),
        "card_importance.svg": bars(
            "Importance by permutation",
            list(judged.importance.items())[:_MOST_BARS],
            "PR-AUC lost",
        ),
    }
    leads = np.sort(judged.critical.leads_min)
    if len(leads):
        at_least = 1.0 - np.arange(len(leads)) / len(leads)
        plots["card_lead.svg"] = lines(
            "Lead time of critical alarms that stood until the fault",
            ("minutes before the fault", "share with at least that"),
            [Line(MODEL, leads, at_least)],
        )
    return plots


def _text(card: Card) -> str:
    manifest = card.manifest
    parts = [
        [
            f"# Model {manifest.id}",
            "",
            f"Probability that a charger's fault starts in the next {manifest.horizon_s / 60:.0f} "
            f"min (judged without its last {manifest.gap_s / 60:.0f} min), from 33 features (set "
            f"`{manifest.feature_set}`). Random forest, beta calibration, K-Means for causes.",
            "",
            "Made from a simulated world, not from real chargers: the figures say how well the "
            "model reads that world. Intervals are 95 %, by drawing stations.",
            "",
            "## Data",
            "",
            *(f"- {key}: {value}" for key, value in manifest.data.items()),
            f"- seed: {manifest.seed}",
        ],
        ["## One hour ahead", "", *_figures(card.judged)],
        ["## Alarms", "", *_alarms(card.judged)],
        ["## By what the charger sends, and by group", "", *_groups(card.judged)],
        ["## Fault by fault", "", *_modes(card.judged)],
        ["## Importance", "", *_importance(card.judged[0])],
        _longer(card.far),
        _seeds(card.seeds),
        _transfer(card.transfer),
        states(manifest),
        causes(manifest),
        limits(manifest),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _figures(judged: list[Judgement]) -> list[str]:
    rows: list[tuple[str, Callable[[Judgement], str]]] = [
        (
            "rows / stations / days / faults",
            lambda j: f"{j.rows} / {j.stations} / {j.days:.0f} / {j.critical.faults}",
        ),
        ("base rate", lambda j: f"{j.base_rate:.4f}"),
        ("**PR-AUC, forest**", lambda j: _bold(j.areas.area[MODEL])),
        *(
            (f"PR-AUC, {label}", lambda j, key=name: str(j.areas.area[key]))
            for name, label in _BASELINES.items()
        ),
        ("above every baseline, intervals apart", lambda j: "yes" if j.is_apart else "no"),
        *(
            (f"forest over {label}, paired", lambda j, key=name: _gain(j.areas, key))
            for name, label in _BASELINES.items()
            if name not in ("base_rate", "past_faults")
        ),
        ("PR-AUC of an oracle (*)", lambda j: f"{j.oracle:.3f}"),
        ("forest's share of it", lambda j: f"{j.areas.area[MODEL].value / j.oracle:.0%}"),
        (
            "Brier (of the base rate)",
            lambda j: f"{j.brier:.5f} ({j.base_rate * (1.0 - j.base_rate):.5f})",
        ),
    ]
    return [
        *_table(["figure", *(each.name for each in judged)],
                [[label, *(write(each) for each in judged)] for label, write in rows]),
        "",
        "(*) It knows each fault with a precursor an hour ahead, and nothing of the others.",
        "",
        "![Precision and recall](card_pr.svg) ![Reliability](card_reliability.svg)",
    ]  # fmt: skip


def _alarms(judged: list[Judgement]) -> list[str]:
    head = ["set", "alarms per station and week", "level", "precision (most)", "recall (most)",
            "of that budget's ceiling", "stood until the fault", "lead 10 / 50 / 90 %, min",
            "false per station and month"]  # fmt: skip
    rows = []
    for each in judged:
        for budget in (*each.budgets, each.critical):
            is_budget = np.isfinite(budget.per_station_week)
            leads = budget.leads_min
            rows.append(
                [
                    each.name,
                    f"{budget.per_station_week:g}" if is_budget else "critical",
                    f"{budget.level:.3f}",
                    f"{budget.precision:.2f}"
                    + (f" ({budget.precision_ceiling:.2f})" if is_budget else ""),
                    f"{budget.recall:.3f}"
                    + (f" ({budget.recall_ceiling:.3f})" if is_budget else ""),
                    f"{budget.of_ceiling:.0%}" if is_budget else "-",
                    f"{len(leads)} of {budget.foreseen}",
                    _quantiles(leads),
                    f"{budget.false_per_station_month:.2f}",
                ]
            )
    plots = "![Alarm budgets](card_budget.svg)"
    if len(judged[0].critical.leads_min):
        plots += " ![Lead time](card_lead.svg)"
    return [
        *_table(head, rows),
        "",
        "An alarm stands from where the risk reaches the level until it falls below the clear "
        "value (critical has one of its own); raised again within 30 min it is the same. Recall "
        "counts faults. The most is what anyone could reach who spends the budget on as many "
        "faults as it has alarms. Lead time counts from where the alarm was raised for the last "
        "time, and only for faults until which it stood.",
        "",
        plots,
    ]


def _quantiles(leads_min: Floats) -> str:
    if not len(leads_min):
        return "-"
    return " / ".join(f"{value:.0f}" for value in np.quantile(leads_min, [0.1, 0.5, 0.9]))


def _groups(judged: list[Judgement]) -> list[str]:
    rows = [
        [each.name, kind, group.name, str(group.rows), f"{group.base_rate:.4f}", str(group.area)]
        for each in judged
        for kind, groups in (("signals", each.profiles), ("group", each.groups))
        for group in groups
    ]
    return _table(["set", "", "part", "rows", "base rate", "PR-AUC"], rows)


def _modes(judged: list[Judgement]) -> list[str]:
    rows = [
        [each.name, mode, f"{found['faults']:g}", f"{found['foreseen']:.0%}"]
        for each in judged
        for mode, found in each.modes.items()
    ]
    return _table(["set", "fault", "number", "foreseen at critical"], rows)


def _importance(judged: Judgement) -> list[str]:
    first = ", ".join(
        f"`{name}` {lost:.3f}" for name, lost in list(judged.importance.items())[:_MOST_BARS]
    )
    return [
        f"PR-AUC lost when a feature's values change places ({judged.name}): {first}.",
        "",
        "![Importance](card_importance.svg)",
    ]


def _longer(far: list[Far]) -> list[str]:
    if not far:
        return []
    rows = [
        [each.name, f"{each.hours:g}", f"{each.base_rate:.4f}", str(each.areas.area[MODEL]),
         str(each.areas.area["past_faults"]), f"{each.brier:.4f}"]
        for each in far
    ]  # fmt: skip
    head = ["set", "hours", "base rate", "PR-AUC, forest", "PR-AUC, past-fault rule", "Brier"]
    return ["## Six and 24 hours ahead", "", *_table(head, rows)]


def _seeds(seeds: dict[str, list[float]]) -> list[str]:
    if not seeds:
        return []
    rows = [
        [name, f"{np.median(values):.3f}", f"{min(values):.3f}", f"{max(values):.3f}",
         str(len(values))]
        for name, values in seeds.items()
    ]  # fmt: skip
    return [
        "## Other seeds",
        "",
        "Forests fitted anew, each with its own draw of stations.",
        "",
        *_table(["set", "PR-AUC, median", "lowest", "highest", "seeds"], rows),
    ]


def _transfer(transfer: list[Transfer]) -> list[str]:
    if not transfer:
        return []
    rule = next(name for name in transfer[0].areas.area if name != MODEL)
    rows = [
        [f"{each.hours:g}", f"{each.base_rate:.4f}", str(each.areas.area[MODEL]),
         str(each.areas.area[rule])]
        for each in transfer
    ]  # fmt: skip
    return [
        "## From the simulated world to real connectors",
        "",
        "This bundle, as it is, on the later days of a public status log, which holds no "
        "temperature, power or energy.",
        "",
        *_table(["hours", "base rate", "PR-AUC, forest", f"PR-AUC, {rule}"], rows),
    ]


def _bold(area: Area) -> str:
    return f"**{area.value:.3f}** ({area.low:.3f} to {area.high:.3f})"


def _gain(areas: Areas, baseline: str) -> str:
    """By how much the forest's area is the larger, in shares of the baseline's."""
    gain = areas.gain(MODEL, baseline)
    return f"{gain.value:+.0%} ({gain.low:+.0%} to {gain.high:+.0%})"


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    return [
        "| " + " | ".join(head) + " |",
        "|---" * len(head) + "|",
        *("| " + " | ".join(row) + " |" for row in rows),
    ]
