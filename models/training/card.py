"""The model card: what the bundle is, how it was judged and what it cannot do, in Markdown."""

from collections.abc import Callable
from typing import Any

from models.scoring import Manifest

_Cell = Callable[[dict[str, Any], dict[str, float]], str]


def write_card(manifest: Manifest) -> str:
    """Markdown text of a manifest's figures."""
    lines = [
        f"# Model {manifest.id}",
        "",
        f"Probability that a charger's fault starts in the next {manifest.horizon_s / 60:.0f} min "
        f"(judged without its last {manifest.gap_s / 60:.0f} min), from 33 features (set "
        f"`{manifest.feature_set}`). Random forest, beta calibration, K-Means for causes.",
        "",
        "Made from a simulated world, not from real chargers: the figures say how well the model "
        "reads that world.",
        "",
        "## Data",
        "",
        *(f"- {key}: {value}" for key, value in manifest.data.items()),
        f"- seed: {manifest.seed}",
        "",
        "## Figures",
        "",
        *_figures(manifest.metrics["sets"], manifest.metrics["baselines"]),
    ]
    for name, judged in manifest.metrics["sets"].items():
        lines += ["", f"## {name}: fault by fault", "", *_modes(judged)]
    lines += ["", "## Causes", "", *_causes(manifest), "", "## Limits", "", *_limits(manifest)]
    return "\n".join(lines) + "\n"


def _figures(sets: dict[str, Any], baselines: dict[str, Any]) -> list[str]:
    rows: list[tuple[str, _Cell]] = [
        ("rows / stations / faults", lambda j, _: f"{j['rows']} / {j['stations']} / {j['faults']}"),
        ("base rate", lambda j, _: f"{j['base_rate']:.4f}"),
        (
            "PR-AUC (90 % interval by station)",
            lambda j, _: f"**{j['pr_auc']:.3f}** ({j['pr_auc_90_pct'][0]:.3f} to "
            f"{j['pr_auc_90_pct'][1]:.3f})",
        ),
        ("PR-AUC logistic regression", lambda _, b: f"{b['logistic_regression']:.3f}"),
        ("PR-AUC temperature alone", lambda _, b: f"{b['temperature']:.3f}"),
        ("PR-AUC past faults alone", lambda _, b: f"{b['past_faults']:.3f}"),
        ("share of faults with any precursor", lambda j, _: f"{j['ceiling_recall']:.2f}"),
        (
            "Brier (of the base rate)",
            lambda j, _: f"{j['brier']:.5f} ({j['brier_of_base_rate']:.5f})",
        ),
        ("median / 99th percentile of quiet rows",
         lambda j, _: f"{j['quiet_median']:.4f} / {j['quiet_p99']:.3f}"),
        ("precision of rows at critical", lambda j, _: f"{j['precision_at_alarm']:.2f}"),
        ("false alarms per station and week at critical",
         lambda j, _: f"{j['false_alarms_per_station_week']:.3f}"),
        ("median lead, min", lambda j, _: f"{j['lead_median_min'].get('all', float('nan')):.0f}"),
    ]  # fmt: skip
    head = ["| figure | " + " | ".join(sets) + " |", "|---" * (len(sets) + 1) + "|"]
    return head + [
        f"| {label} | "
        + " | ".join(write(judged, baselines[name]) for name, judged in sets.items())
        + " |"
        for label, write in rows
    ]


def _modes(judged: dict[str, Any]) -> list[str]:
    before = judged["median_risk_before_fault"]
    spans = list(dict.fromkeys(span for spans in before.values() for span in spans))
    lines = [
        "| fault | number | foreseen at critical | lead, min | "
        + " | ".join(f"risk {span} before" for span in spans)
        + " |",
        "|---" * (4 + len(spans)) + "|",
    ]
    for mode, found in judged["recall_by_mode"].items():
        lead = judged["lead_median_min"].get(mode)
        risks = [before.get(mode, {}).get(span) for span in spans]
        cells = [
            mode,
            str(found["faults"]),
            f"{100 * found['foreseen']:.0f} %",
            "-" if lead is None else f"{lead:.0f}",
            *("-" if risk is None else f"{risk:.2f}" for risk in risks),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    profiles = ", ".join(
        f"{name} {value:.3f}" for name, value in judged["pr_auc_by_profile"].items()
    )
    return [*lines, "", f"PR-AUC by what the charger sends: {profiles}."]


def _causes(manifest: Manifest) -> list[str]:
    clusters = manifest.metrics["clusters"]
    lines = [
        "| cluster | name | load cures it | share | true faults in it |",
        "|---|---|---|---|---|",
    ]
    for index, cause in enumerate(manifest.causes):
        seen = clusters["by_cluster"][index]
        modes = ", ".join(f"{mode} {share:.0%}" for mode, share in seen["modes"].items())
        cures = "yes" if cause.load_sensitive else "no"
        lines.append(f"| {index} | {cause.name} | {cures} | {seen['share']:.0%} | {modes} |")
    stability = ", ".join(f"{k}: {value:.2f}" for k, value in clusters["stability"].items())
    return [
        *lines,
        "",
        "Among judged rows with a fault ahead and a risk at which a cause is asked for. Agreement "
        f"with the true faults (adjusted Rand index): {clusters['agreement_with_truth']:.2f}. "
        f"Agreement between runs by number of clusters: {stability}.",
    ]


def _limits(manifest: Manifest) -> list[str]:
    return [
        "- Ground faults, over-currents and dead card readers come without warning; no model of "
        "these features can foresee them.",
        "- Without a temperature sensor heat is seen only by what it does to power.",
        "- Trained with healing off. A charger whose power was just limited is judged by rows that "
        "cooled for other reasons.",
        f"- Graph and scikit-learn differ by at most {manifest.metrics['parity']:.1g}.",
        "- Nothing is known about real chargers until it has been measured on them.",
    ]
