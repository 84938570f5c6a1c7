"""Write a bundle: graphs, trees for explanations, golden vectors, manifest and card.

The graphs are compared with scikit-learn on rows with missing values before anything is written;
a bundle that answers otherwise than what was judged is not made. Nothing in a bundle depends on
the clock or the machine's name, so the same data and seed give the same bytes.
"""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import onnx
import onnxruntime
import skl2onnx
import sklearn
from numpy.typing import NDArray

from contract.features import FEATURE_COUNT, FEATURE_SET_ID
from contract.reference import Reference
from models.levels import Level
from models.scoring import (
    FILES,
    MANIFEST,
    RISK,
    RISK_TOLERANCE,
    CauseName,
    Manifest,
    load_bundle,
)
from models.state_head import STATE_FILE, load_states
from models.training.clusters import CauseModel
from models.training.datasets import GAP_S, HORIZON_S
from models.training.fit import Heads
from models.training.graphs import cause_graph, explain_arrays, head_name, risk_graph, state_graph
from models.training.state_forest import StateModel

LEVELS: Final = {
    "watch": Level(enter=0.25, clear=0.20),
    "high": Level(enter=0.45, clear=0.38),
    "critical": Level(enter=0.60, clear=0.50),
}
PARITY_ROWS: Final = 10_000
_GOLDEN_ROWS: Final = 64
_MISSING_SHARE: Final = 0.2


class ParityError(Exception):
    """The exported graph answers otherwise than scikit-learn; nothing was written."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What goes into a bundle."""

    heads: Heads
    states: StateModel
    cause: CauseModel
    names: list[CauseName]
    seed: int
    data: dict[str, Any]
    metrics: dict[str, Any]
    reference: dict[str, Reference] = field(default_factory=dict)


def export(fitted: Fitted, sample: NDArray[np.float32], out: Path) -> Path:
    """Write a bundle into a directory of its own under `out`, and check it by loading it.

    Args:
        fitted: models and figures.
        sample: (n, 33) rows to compare on; the golden vectors come from them.
        out: the artifacts directory.

    Returns:
        The bundle's directory.

    Raises:
        ParityError: if a graph differs from scikit-learn by more than 1e-5.
    """
    graphs = {
        "risk.onnx": risk_graph(fitted.heads),
        "cause.onnx": cause_graph(fitted.cause),
        STATE_FILE: state_graph(fitted.states),
    }
    parity = check_parity(fitted, graphs, sample)
    contents = {
        **graphs,
        "explain.npz": _npz(explain_arrays(fitted.heads.near)),
        "golden.npz": _npz(_golden(fitted, graphs, sample)),
    }
    hashes = {name: hashlib.sha256(contents[name]).hexdigest() for name in (*FILES, STATE_FILE)}
    together = hashlib.sha256("".join(hashes.values()).encode()).hexdigest()
    manifest = Manifest(
        id=f"forest-{together[:10]}",
        feature_set=FEATURE_SET_ID,
        files=hashes,
        levels=LEVELS,
        causes=fitted.names,
        horizon_s=HORIZON_S,
        far_horizons_s=_far(fitted),
        gap_s=GAP_S,
        seed=fitted.seed,
        data=fitted.data,
        metrics={**fitted.metrics, "parity": float(f"{parity:.2g}")},
        reference=fitted.reference,
        versions={
            "scikit-learn": sklearn.__version__,
            "skl2onnx": skl2onnx.__version__,
            "onnx": onnx.__version__,
            "numpy": np.__version__,
        },
    )
    directory = out / manifest.id
    directory.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (directory / name).write_bytes(content)
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    (directory / MANIFEST).write_bytes(text + b"\n")
    load_states(directory, load_bundle(directory).manifest)
    return directory


def check_parity(fitted: Fitted, graphs: Mapping[str, bytes], sample: NDArray[np.float32]) -> float:
    """Largest difference in risk between graph and scikit-learn, with values knocked out.

    Raises:
        ParityError: above 1e-5, or when a cluster differs where it is no tie.
    """
    rng = np.random.default_rng([fitted.seed, 5])
    rows = sample[rng.integers(0, len(sample), PARITY_ROWS)].copy()
    rows[rng.random(rows.shape) < _MISSING_SHARE] = np.nan
    names = [RISK, *_far(fitted)]
    differences = [
        np.abs(_run(graphs["risk.onnx"], rows, name) - expected).max()
        for name, expected in zip(names, fitted.heads.risks(rows).values(), strict=True)
    ]
    worst = float(np.max(differences))
    if not worst <= RISK_TOLERANCE:
        raise ParityError(f"risk differs by {worst:.2g} on {PARITY_ROWS} rows, allowed is 1e-5")
    states = _run(graphs[STATE_FILE], rows, "states")
    off = float(np.abs(states - fitted.states.probabilities(rows)).max())
    if not off <= RISK_TOLERANCE:
        raise ParityError(f"states differ by {off:.2g} on {PARITY_ROWS} rows, allowed is 1e-5")
    distance = _run(graphs["cause.onnx"], rows, "distance")
    far = float(np.abs(distance - fitted.cause.predict(rows)[1]).max())
    if not far <= 1e-3:
        raise ParityError(f"distance to the cause differs by {far:.2g}, allowed is 1e-3")
    return max(worst, off)


def _far(fitted: Fitted) -> dict[str, float]:
    """Horizon of each far head, by the name of its output."""
    return {head_name(horizon_s): horizon_s for horizon_s in fitted.heads.far}


def _golden(
    fitted: Fitted, graphs: Mapping[str, bytes], sample: NDArray[np.float32]
) -> dict[str, NDArray[Any]]:
    """Vectors over the whole range of risk, and one of nothing but missing values."""
    risk = _run(graphs["risk.onnx"], sample, RISK)
    order = np.argsort(risk, kind="stable")
    chosen = order[np.linspace(0, len(order) - 1, _GOLDEN_ROWS - 1).astype(np.int64)]
    nothing = np.full((1, FEATURE_COUNT), np.nan, dtype=np.float32)
    vectors = np.concatenate([sample[chosen], nothing]).astype(np.float32)
    return {
        "vectors": vectors,
        **{name: _run(graphs["risk.onnx"], vectors, name) for name in (RISK, *_far(fitted))},
        "states": _run(graphs[STATE_FILE], vectors, "states"),
        "cluster": _run(graphs["cause.onnx"], vectors, "cluster"),
        "distance": _run(graphs["cause.onnx"], vectors, "distance"),
    }


def _run(graph: bytes, rows: NDArray[np.float32], output: str) -> NDArray[Any]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    answer: NDArray[Any] = session.run([output], {"features": rows})[0]
    return answer


def _npz(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **dict(arrays))  # type: ignore[arg-type]
    return buffer.getvalue()
