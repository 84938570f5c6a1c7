"""The figures of a status log as Markdown."""

from collections.abc import Callable

from models.training.evaluate_log import FOREST, MODEL, RULE, Horizon, LogReport, best_of
from models.training.intervals import Area, Areas


def table(report: LogReport) -> str:
    """The figures as Markdown."""
    lines = [
        f"{report.connectors} connectors at {report.sites} sites, {report.days:.1f} days, "
        f"{report.outages} outages; the last {report.judged_days:.1f} days are judged.",
    ]
    for name, pick in (("later days", lambda h: h.later), ("later days, unseen sites",
                                                          lambda h: h.unseen)):  # fmt: skip
        lines += ["", f"| {name}: PR-AUC (95 % by site) | "
                  + " | ".join(f"H = {h.hours} h" for h in report.horizons) + " |",
                  "|---" * (len(report.horizons) + 1) + "|"]  # fmt: skip
        lines += _table_rows(report, pick)
    lines += ["", *(_choice_line(horizon) for horizon in report.horizons)]
    return "\n".join(lines) + "\n"


def _table_rows(report: LogReport, pick: Callable[[Horizon], Areas]) -> list[str]:
    rows = [("base rate (rows)", [f"{h.base_rate:.4f} ({h.rows})" for h in report.horizons])]
    rows += [
        (name, [str(pick(h).area[name]) for h in report.horizons]) for name in (RULE, FOREST, MODEL)
    ]
    rows += [
        (
            f"model over {name}, paired",
            [_percent(pick(h).gain(MODEL, name)) for h in report.horizons],
        )
        for name in (RULE, FOREST)
    ]
    return [f"| {label} | " + " | ".join(cells) + " |" for label, cells in rows]


def _choice_line(horizon: Horizon) -> str:
    shares = ", ".join(f"{share:.0%} {area:.3f}" for share, area in horizon.by_share.items())
    whole = horizon.later.area[MODEL].value
    return (
        f"- H = {horizon.hours} h: {best_of(horizon.choosing):.0%} trees, the rest boosting; "
        f"{horizon.fitted} rows to fit on. PR-AUC when fitted on a share of the sites: {shares}, "
        f"100% {whole:.3f}."
    )


def _percent(area: Area) -> str:
    return f"{area.value:+.0%} ({area.low:+.0%} to {area.high:+.0%})"
