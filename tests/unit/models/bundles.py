"""Bundles to hand out, signed with a key of the test: the committed one, and variants of it."""

import hashlib
import json
import math
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper

from contract.bundles import MANIFEST, pack
from contract.features import FEATURE_COUNT, FEATURE_NAMES
from models.scoring import default_bundle
from models.signing import make_key, read_private_key, sign

_TEMPERATURE = FEATURE_NAMES.index("temperature_c")
_HOT_C = 80.0


def new_keys(folder: Path, name: str = "release") -> Path:
    """Make a private key in `folder`; gives the file of its public key."""
    public = folder / f"{name}.pub"
    public.write_text(make_key(folder / name, name))
    return public


def signed_copy(folder: Path, key: str = "release") -> dict[str, bytes]:
    """The committed bundle, signed with a key of `new_keys`."""
    copy = folder / "copy"
    shutil.copytree(default_bundle(), copy, dirs_exist_ok=True)
    return sign(copy, read_private_key(folder / key))


def signed_archive(folder: Path, key: str = "release") -> bytes:
    """The same as an archive."""
    return pack(signed_copy(folder, key))


def variant(
    folder: Path, model: str, risk: float | None = None, directory: str = "", **changes: Any
) -> bytes:
    """An archive of the committed bundle under another id, signed with the key `release`.

    Args:
        folder: where the key is.
        model: its id.
        risk: it answers this to every vector, where the committed one has a forest; and no number
            to a cabinet above 80 C, which its golden vectors do not show.
        directory: where it is made; by default named by the id.
        changes: of the manifest.
    """
    made = folder / (directory or f"bundle-{model}")
    shutil.copytree(default_bundle(), made)
    manifest = json.loads((made / MANIFEST).read_bytes())
    if risk is not None:
        (made / "risk.onnx").write_bytes(constant_graph(risk))
        with np.load(made / "golden.npz") as golden:
            cool = ~(golden["vectors"][:, _TEMPERATURE] > _HOT_C)
            arrays = {name: golden[name][cool] for name in golden}
        arrays["risk"] = np.full_like(arrays["risk"], risk)
        manifest["far_horizons_s"] = {}
        np.savez(made / "golden.npz", **arrays)
        for name in ("risk.onnx", "golden.npz"):
            content = (made / name).read_bytes()
            manifest["files"][name] = hashlib.sha256(content).hexdigest()
    (made / MANIFEST).write_text(json.dumps({**manifest, "id": model, **changes}))
    return pack(sign(made, read_private_key(folder / "release")))


def constant_graph(risk: float) -> bytes:
    """A graph that answers the same risk to every vector that is not hot."""
    features = helper.make_tensor_value_info("features", TensorProto.FLOAT, [None, FEATURE_COUNT])
    answer = helper.make_tensor_value_info("risk", TensorProto.FLOAT, [None])
    nodes = [
        helper.make_node("Shape", ["features"], ["rows"], start=0, end=1),
        helper.make_node(
            "ConstantOfShape",
            ["rows"],
            ["usual"],
            value=helper.make_tensor("value", TensorProto.FLOAT, [1], [risk]),
        ),
        helper.make_node("Gather", ["features", "column"], ["temperature"], axis=1),
        helper.make_node("Greater", ["temperature", "hot"], ["is_hot"]),
        helper.make_node("Where", ["is_hot", "nothing", "usual"], ["risk"]),
    ]
    constants = [
        helper.make_tensor("column", TensorProto.INT64, [], [_TEMPERATURE]),
        helper.make_tensor("hot", TensorProto.FLOAT, [], [_HOT_C]),
        helper.make_tensor("nothing", TensorProto.FLOAT, [], [math.nan]),
    ]
    graph = helper.make_graph(nodes, "constant", [features], [answer], constants)
    opset = [helper.make_opsetid("", 17)]
    made = helper.make_model(graph, opset_imports=opset, ir_version=8)
    onnx.checker.check_model(made)
    return bytes(made.SerializeToString())
