"""ONNX graphs of the fitted models: imputing, indicators, forest and sigmoid in one file.

Only the forest is converted (skl2onnx); what surrounds it is a few nodes written here, because the
converter leaves missing-indicators out. Calibration is a sigmoid over two logarithms, the same
float32 operations on every machine.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from skl2onnx import to_onnx
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression

from contract.features import FEATURE_COUNT
from models.scoring import RISK
from models.state_head import STATES
from models.training.clusters import CLIP_SD, HEAT_SIGNS, LINK_FROM_SD, LINK_SIGNS, CauseModel
from models.training.fit import ODDS_FLOOR, Heads, RiskModel
from models.training.state_forest import StateModel

OPSET: Final = 17
ML_OPSET: Final = 3
IR_VERSION: Final = 8


def risk_graph(heads: Heads) -> bytes:
    """`features` (n, 33) float32 with NaN -> `risk` (n,) float32, and one more for each far head.

    Whoever asks for `risk` alone pays for its forest alone.
    """
    nodes = [*_columns(heads.near.imputer), *_head(heads.near, RISK, RISK)]
    constants = {
        **_filling(heads.near.imputer),
        "fault": np.array(1, dtype=np.int64),
        "floor": np.float32(ODDS_FLOOR),
        "ceiling": np.float32(1.0 - ODDS_FLOOR),
        "one": np.float32(1.0),
        **_calibration(heads.near, RISK),
    }
    before = RISK
    for horizon_s, head in heads.far.items():
        name = head_name(horizon_s)
        nodes += _head(head, name, f"{name}_alone")
        # A longer time holds the shorter one.
        nodes.append(helper.make_node("Max", [f"{name}_alone", before], [name]))
        constants |= _calibration(head, name)
        before = name
    outputs = [RISK, *map(head_name, heads.far)]
    return _model("risk", nodes, constants, dict.fromkeys(outputs, TensorProto.FLOAT))


def head_name(horizon_s: float) -> str:
    """Name of the graph's output for a horizon beyond the hour: `risk_6h`."""
    return f"{RISK}_{horizon_s / 3600.0:.0f}h"


def _head(model: RiskModel, name: str, output: str) -> list[onnx.NodeProto]:
    """Forest and calibration over `columns`."""

    def step(kind: str, inputs: list[str], result: str) -> onnx.NodeProto:
        return helper.make_node(kind, inputs, [result])

    def own(part: str) -> str:
        return f"{name}/{part}"

    return [
        _trees(model.forest, model.imputer, name),
        # A scalar index takes the column away: (n, 2) -> (n,).
        helper.make_node("Gather", [own("votes"), "fault"], [own("share")], axis=1),
        step("Clip", [own("share"), "floor", "ceiling"], own("bounded")),
        step("Sub", ["one", own("bounded")], own("against")),
        step("Log", [own("bounded")], own("log_for")),
        step("Log", [own("against")], own("log_against")),
        step("Mul", [own("log_for"), own("slope_for")], own("sloped_for")),
        step("Mul", [own("log_against"), own("slope_against")], own("sloped_against")),
        step("Sub", [own("sloped_for"), own("sloped_against")], own("sloped")),
        step("Add", [own("sloped"), own("offset")], own("logit")),
        step("Sigmoid", [own("logit")], output),
    ]


def state_graph(model: StateModel) -> bytes:
    """`features` (n, 33) float32 with NaN -> `states` (n, 4) float32, which add up to 1."""
    weights, offsets = _softmax(model.calibration)
    # A state that was never seen has no column of its own: it gets one of zeros.
    places = np.eye(len(STATES), dtype=np.float32)[model.calibration.classes_]
    nodes = [
        *_columns(model.imputer),
        _trees(model.forest, model.imputer, "state"),
        helper.make_node("Max", ["state/votes", "floor"], ["bounded"]),
        helper.make_node("Log", ["bounded"], ["logarithms"]),
        helper.make_node("Gemm", ["logarithms", "weights", "offsets"], ["logits"], transB=1),
        helper.make_node("Softmax", ["logits"], ["shares"], axis=1),
        helper.make_node("MatMul", ["shares", "places"], ["states"]),
    ]
    constants = {
        **_filling(model.imputer),
        "floor": np.float32(ODDS_FLOOR),
        "weights": np.float32(weights),
        "offsets": np.float32(offsets),
        "places": places,
    }
    return _model("state", nodes, constants, {"states": TensorProto.FLOAT}, width=len(STATES))


def _softmax(
    calibration: LogisticRegression,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights (classes, votes) and offsets; of two classes scikit-learn keeps the second only."""
    weights, offsets = calibration.coef_, calibration.intercept_
    if len(calibration.classes_) == 2:
        return np.vstack([np.zeros_like(weights), weights]), np.append(0.0, offsets)
    return weights, offsets


def _columns(imputer: SimpleImputer) -> list[onnx.NodeProto]:
    """Nodes that make `columns`: what is missing filled, and an indicator for it."""
    return [
        *_impute(imputer.statistics_),
        helper.make_node("Gather", ["missing", "indicated"], ["asked"], axis=1),
        helper.make_node("Cast", ["asked"], ["indicators"], to=TensorProto.FLOAT),
        helper.make_node("Concat", ["filled", "indicators"], ["columns"], axis=1),
    ]


def _filling(imputer: SimpleImputer) -> dict[str, Any]:
    return {
        "medians": np.float32(imputer.statistics_),
        "indicated": np.asarray(imputer.indicator_.features_, dtype=np.int64),
    }


def _trees(forest: RandomForestClassifier, imputer: SimpleImputer, name: str) -> onnx.NodeProto:
    """The forest over `columns`, with its output `<name>/votes`."""
    columns = FEATURE_COUNT + len(imputer.indicator_.features_)
    graph = to_onnx(
        forest,
        np.zeros((1, columns), dtype=np.float32),
        options={"zipmap": False},
        target_opset={"": OPSET, "ai.onnx.ml": ML_OPSET},
    ).graph
    trees: onnx.NodeProto = next(
        node for node in graph.node if node.op_type == "TreeEnsembleClassifier"
    )
    trees.input[0], trees.output[0], trees.output[1] = "columns", f"{name}/class", f"{name}/votes"
    trees.name = f"{name}/forest"
    return trees


def _calibration(model: RiskModel, name: str) -> dict[str, np.float32]:
    slope_for, slope_against = model.calibration.coef_[0]
    return {
        f"{name}/slope_for": np.float32(slope_for),
        f"{name}/slope_against": np.float32(slope_against),
        f"{name}/offset": np.float32(model.calibration.intercept_[0]),
    }


def cause_graph(model: CauseModel) -> bytes:
    """`features` -> `cluster` (n,) int64 and `distance` (n,) float32, in standard deviations."""
    nodes = [
        *_impute(model.medians),
        helper.make_node("Sub", ["filled", "means"], ["centred"]),
        helper.make_node("Mul", ["centred", "scales"], ["scaled"]),
        helper.make_node("Clip", ["scaled", "lowest", "highest"], ["rows"]),
        helper.make_node("Unsqueeze", ["rows", "axis_1"], ["rows_3d"]),
        helper.make_node("Sub", ["rows_3d", "centres"], ["away"]),
        helper.make_node("Mul", ["away", "away"], ["squared"]),
        helper.make_node("ReduceSum", ["squared", "axis_2"], ["sums"], keepdims=0),
        helper.make_node("Sqrt", ["sums"], ["distances"]),
        helper.make_node("Slice", ["distances", "first", "last", "axis_1"], ["to_clusters"]),
        helper.make_node("ArgMin", ["to_clusters"], ["nearest"], axis=1),
        helper.make_node("Gather", ["rows", "link_signs"], ["link"], axis=1),
        helper.make_node("ReduceMax", ["link"], ["link_sd"], axes=[1]),
        helper.make_node("Gather", ["rows", "heat_signs"], ["heat"], axis=1),
        helper.make_node("ReduceMax", ["heat"], ["heat_sd"], axes=[1]),
        helper.make_node("GreaterOrEqual", ["link_sd", "link_from"], ["is_much"]),
        helper.make_node("Greater", ["link_sd", "heat_sd"], ["is_more"]),
        helper.make_node("And", ["is_much", "is_more"], ["is_lost"]),
        helper.make_node("Where", ["is_lost", "last", "nearest"], ["cluster_2d"]),
        helper.make_node("GatherElements", ["distances", "cluster_2d"], ["distance_2d"], axis=1),
        helper.make_node("Squeeze", ["cluster_2d", "axis_1"], ["cluster"]),
        helper.make_node("Squeeze", ["distance_2d", "axis_1"], ["distance"]),
    ]
    constants = {
        "medians": np.float32(model.medians),
        "means": np.float32(model.means),
        "scales": np.float32(model.scales),
        "lowest": np.float32(-CLIP_SD),
        "highest": np.float32(CLIP_SD),
        "axis_1": np.array([1], dtype=np.int64),
        "axis_2": np.array([2], dtype=np.int64),
        "centres": model.centres.astype(np.float32)[None],
        "first": np.array([0], dtype=np.int64),
        "last": np.array([len(model.centres) - 1], dtype=np.int64),
        "link_signs": np.array(LINK_SIGNS, dtype=np.int64),
        "heat_signs": np.array(HEAT_SIGNS, dtype=np.int64),
        "link_from": np.float32(LINK_FROM_SD),
    }
    outputs = {"cluster": TensorProto.INT64, "distance": TensorProto.FLOAT}
    return _model("cause", nodes, constants, outputs)


def explain_arrays(model: RiskModel) -> dict[str, NDArray[Any]]:
    """The trees as `models.forest_edges.ARRAYS`, and what makes a risk of their answer."""
    parts: dict[str, list[NDArray[Any]]] = {
        name: [] for name in ("feature", "threshold", "left", "right", "value", "weight")
    }
    roots, start = [], 0
    for estimator in model.forest.estimators_:
        tree = estimator.tree_
        own = np.arange(tree.node_count)
        is_leaf = tree.children_left < 0
        parts["feature"].append(np.where(is_leaf, 0, tree.feature).astype(np.int16))
        parts["threshold"].append(_rounded_down(np.where(is_leaf, 0.0, tree.threshold)))
        for side, children in (("left", tree.children_left), ("right", tree.children_right)):
            parts[side].append((np.where(is_leaf, own, children) + start).astype(np.int32))
        shares = tree.value[:, 0, :] / tree.value[:, 0, :].sum(axis=1, keepdims=True)
        parts["value"].append(shares[:, 1].astype(np.float32))
        weight = np.ones(tree.node_count, dtype=np.float32)
        for children in (tree.children_left, tree.children_right):
            rows = tree.weighted_n_node_samples
            weight[children[~is_leaf]] = rows[children[~is_leaf]] / rows[~is_leaf]
        parts["weight"].append(weight)
        roots.append(start)
        start += tree.node_count
    return {
        **{name: np.concatenate(arrays) for name, arrays in parts.items()},
        "roots": np.array(roots, dtype=np.int32),
        "medians": model.imputer.statistics_.astype(np.float32),
        "indicators": np.asarray(model.imputer.indicator_.features_, dtype=np.int16),
        "calibration": np.array(
            [*model.calibration.coef_[0], model.calibration.intercept_[0], ODDS_FLOOR],
            dtype=np.float32,
        ),
    }


def _rounded_down(threshold: NDArray[np.float64]) -> NDArray[np.float32]:
    """Largest float32 not above: `x <= t` then means the same for every float32 x."""
    near = threshold.astype(np.float32)
    lower: NDArray[np.float32] = np.where(
        near > threshold, np.nextafter(near, np.float32(-np.inf)), near
    )
    return lower


def _impute(medians: NDArray[np.float64]) -> list[onnx.NodeProto]:
    if medians.shape != (FEATURE_COUNT,):
        raise ValueError(f"{medians.shape} medians are not allowed: ({FEATURE_COUNT},)")
    return [
        helper.make_node("IsNaN", ["features"], ["missing"]),
        helper.make_node("Where", ["missing", "medians", "features"], ["filled"]),
    ]


def _model(
    name: str,
    nodes: list[onnx.NodeProto],
    constants: dict[str, Any],
    outputs: Mapping[str, int],
    width: int | None = None,
) -> bytes:
    """A graph from `features`; every output is (n,), or (n, width)."""
    shape: list[str | int | None] = ["n"] if width is None else ["n", width]
    graph = helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["n", FEATURE_COUNT])],
        [helper.make_tensor_value_info(key, kind, shape) for key, kind in outputs.items()],
        [numpy_helper.from_array(np.asarray(value), key) for key, value in constants.items()],
    )
    model = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid("ai.onnx.ml", ML_OPSET)],
        producer_name="sntry",
    )
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model)
    content: bytes = model.SerializeToString()
    return content
