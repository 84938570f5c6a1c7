"""Train on the 33-column station table: the leaky replica, its ablation, and an hour ahead.

Fitted on the first three quarters of the time, judged on the rest, with a day and an hour between.
The figures say of a table whether its status can be foreseen at all: where the replica is good
only with the wait, the wait was written from the status. Nothing depends on the clock, so the same
table and seed give the same bytes.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from skl2onnx import to_onnx
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score, roc_auc_score

from models.state_head import STATES
from models.training.evaluate import rounded
from models.training.export import PARITY_ROWS, ParityError
from models.training.graphs import ML_OPSET, OPSET
from models.training.states import OPERATIONAL
from models.training.table_causes import failure_windows
from models.training.table_columns import (
    AHEAD,
    AHEAD_S,
    REPLICA,
    WAIT,
    ahead_columns,
    is_operational,
    replica_columns,
    status_ahead,
)
from models.training.table_file import StationTable, read_table

Say = Callable[[str], None]
_FIT_SHARE: Final = 0.75
_EMBARGO_S: Final = 86_400.0 + AHEAD_S
_TOLERANCE: Final = 1e-5
_BATCH: Final = 20
"""Trees between two words about progress."""


@dataclass(frozen=True, slots=True)
class TableSettings:
    """What to train from, where to put it, and how large the forests are."""

    table: Path
    out: Path
    seed: int
    jobs: int = 1
    trees: int = 100
    depth: int = 12
    leaf_rows: int = 20
    rows_a_tree: int = 100_000


def train_table(settings: TableSettings, say: Say) -> Path:
    """Train and judge; returns the directory with `state.onnx`, `report.json` and `report.md`.

    Raises:
        DataError: if the file is no such table.
        ValueError: if there is too little in it.
        ParityError: if the graph answers otherwise than scikit-learn.
    """
    table = read_table(settings.table, say)
    say(f"table: {len(table)} rows of {len(np.unique(table.station))} stations")
    same = _Question(table, table.status)
    without = tuple(name for name in REPLICA if name != WAIT)
    report: dict[str, Any] = {"table": _describe(table), "seed": settings.seed}
    for title, names in (("leaky replica", REPLICA), ("without the wait", without)):
        forest = _grow(same, replica_columns(table, names), settings, title, say)
        report[title] = _judge(same, forest, replica_columns(table, names), names)
    ahead = _Question(table, status_ahead(table))
    columns = ahead_columns(table)
    forest = _grow(ahead, columns, settings, "an hour ahead", say)
    report["an hour ahead"] = _judge(ahead, forest, columns, AHEAD)
    say("failure windows: clusters")
    report["failure windows"] = failure_windows(table, settings.seed)
    graph = _graph(forest, columns[ahead.test], settings.seed)
    return _write(settings.out, graph, report, say)


class _Question:
    """Which status is asked, of which rows; fitted and judged on different times."""

    def __init__(self, table: StationTable, asked: NDArray[np.int8]) -> None:
        cut_s = table.at_s.min() + _FIT_SHARE * (table.at_s.max() - table.at_s.min())
        known = asked >= 0
        self.asked = asked
        self.fit = known & (table.at_s < cut_s - _EMBARGO_S)
        self.test = known & (table.at_s >= cut_s)
        self.operational = is_operational(table)
        for name, part in (("first", self.fit), ("last", self.test)):
            if len(np.unique(asked[part])) < 2:
                raise ValueError(f"the {name} part of the table has {int(part.sum())} rows of one "
                                 "status: at least two are needed")  # fmt: skip


def _grow(
    question: _Question,
    columns: NDArray[np.float32],
    settings: TableSettings,
    title: str,
    say: Say,
) -> RandomForestClassifier:
    rows, asked = columns[question.fit], question.asked[question.fit]
    forest = RandomForestClassifier(
        n_estimators=0,
        max_depth=settings.depth,
        min_samples_leaf=settings.leaf_rows,
        max_samples=min(settings.rows_a_tree, len(rows)),
        n_jobs=settings.jobs,
        random_state=settings.seed,
        warm_start=True,
    )
    for trees in range(min(_BATCH, settings.trees), settings.trees + 1, _BATCH):
        forest.set_params(n_estimators=trees)
        forest.fit(rows, asked)
        say(f"{title}: {trees} of {settings.trees} trees")
    forest.set_params(n_jobs=1)  # threads would add the votes up in any order
    return forest


def _judge(
    question: _Question,
    forest: RandomForestClassifier,
    columns: NDArray[np.float32],
    names: tuple[str, ...],
) -> dict[str, Any]:
    """Figures on the last part: each status against the rest, and onsets from operational rows."""
    asked = question.asked[question.test]
    shares = _shares(forest, columns[question.test])
    by_status = {}
    for state, name in enumerate(STATES):
        is_it = asked == state
        if is_it.any() and not is_it.all():
            by_status[name] = {
                "share": rounded(is_it.mean()),
                "roc_auc": rounded(roc_auc_score(is_it, shares[:, state])),
                "pr_auc": rounded(average_precision_score(is_it, shares[:, state])),
            }
    order = np.argsort(-forest.feature_importances_, kind="stable")[:10]
    return {
        "columns": len(names),
        "rows_fitted": int(question.fit.sum()),
        "rows_judged": len(asked),
        "roc_auc_mean": rounded(np.mean([each["roc_auc"] for each in by_status.values()])),
        "by_status": by_status,
        "onset": _onset(question, shares),
        "importances": {
            names[index]: rounded(forest.feature_importances_[index]) for index in order
        },
    }


def _onset(question: _Question, shares: NDArray[np.float64]) -> dict[str, float]:
    """Among rows that are operational now: does the forest know which will not be?"""
    chosen = question.operational[question.test]
    starts = question.asked[question.test][chosen] != OPERATIONAL
    if not starts.any() or starts.all():
        return {}
    score = 1.0 - shares[chosen, OPERATIONAL]
    return {
        "share": rounded(starts.mean()),
        "roc_auc": rounded(roc_auc_score(starts, score)),
        "pr_auc": rounded(average_precision_score(starts, score)),
    }


def _shares(forest: RandomForestClassifier, rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """(n, 4) votes by status; 0 for one that was never fitted on."""
    shares = np.zeros((len(rows), len(STATES)))
    shares[:, forest.classes_] = forest.predict_proba(rows)
    return shares


def _graph(forest: RandomForestClassifier, rows: NDArray[np.float32], seed: int) -> bytes:
    """ONNX form of the forest, compared with it.

    Raises:
        ParityError: if it answers otherwise.
    """
    graph: bytes = to_onnx(
        forest,
        rows[:1],
        options={"zipmap": False},
        target_opset={"": OPSET, "ai.onnx.ml": ML_OPSET},
    ).SerializeToString()
    chosen = rows[np.random.default_rng([seed, 5]).integers(0, len(rows), PARITY_ROWS)]
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    answer = session.run(["probabilities"], {"X": chosen})[0]
    worst = float(np.abs(answer - forest.predict_proba(chosen)).max())
    if not worst <= _TOLERANCE:
        raise ParityError(f"shares differ by {worst:.2g} on {PARITY_ROWS} rows, allowed is 1e-5")
    return graph


def _describe(table: StationTable) -> dict[str, Any]:
    shares = {name: rounded((table.status == i).mean()) for i, name in enumerate(STATES)}
    return {"rows": len(table), "stations": len(np.unique(table.station)), "shares": shares}


def _write(out: Path, graph: bytes, report: dict[str, Any], say: Say) -> Path:
    content = msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n"
    directory = out / f"table-{hashlib.sha256(graph + content).hexdigest()[:10]}"
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "state.onnx").write_bytes(graph)
    (directory / "report.json").write_bytes(content)
    (directory / "report.md").write_text(_markdown(report), encoding="utf-8")
    say(f"report: {directory}")
    return directory


def _markdown(report: dict[str, Any]) -> str:
    lines = [
        f"# Station table: {report['table']['rows']} rows, {report['table']['stations']} stations",
        "",
        "| | columns | ROC-AUC, mean of statuses | onset: ROC-AUC | onset: PR-AUC (base rate) |",
        "|---|---|---|---|---|",
    ]
    titles = ("leaky replica", "without the wait", "an hour ahead")
    for title in titles:
        found = report[title]
        onset = found["onset"]
        cells = ["-", "-"]
        if onset:
            cells = [f"{onset['roc_auc']:.3f}", f"{onset['pr_auc']:.3f} ({onset['share']:.4f})"]
        lines.append(
            f"| {title} | {found['columns']} | {found['roc_auc_mean']:.3f} | "
            + " | ".join(cells)
            + " |"
        )
    for title in titles:
        first = list(report[title]["importances"].items())[:5]
        words = ", ".join(f"{name} {share:.0%}" for name, share in first)
        lines += ["", f"Importances, {title}: {words}."]
    lines += ["", "## Failure windows", "", "| cluster | share | stands out |", "|---|---|---|"]
    for cluster in report["failure windows"]["clusters"]:
        signs = ", ".join(f"{name} {sd:+.1f} sd" for name, sd in cluster["signs"].items())
        lines.append(f"| {cluster['name']} | {cluster['share']:.0%} | {signs} |")
    return "\n".join(lines) + "\n"
