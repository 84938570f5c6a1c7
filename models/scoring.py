"""Load a model bundle, check it, and score feature vectors; numpy and ONNX Runtime only.

A bundle is a directory with `manifest.json`, `risk.onnx`, `cause.onnx`, `explain.npz` and
`golden.npz`. Nothing of it is used before every file has the hash that the manifest names, the
feature table is ours, and the golden vectors give the golden answers. A caller that gets a
BundleError keeps the model it has.
"""

import ctypes
import hashlib
import io
import zipfile
import zlib
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from contract.features import FEATURE_COUNT, FEATURE_NAMES, FEATURE_SET_ID
from contract.messages import Contribution
from contract.reference import Reference
from models.explain import ForestExplainer
from models.forest_edges import ARRAYS
from models.levels import Level, check_levels
from models.sessions import ORT_ERRORS, open_session

FILES: Final = ("risk.onnx", "cause.onnx", "explain.npz", "golden.npz")
MANIFEST: Final = "manifest.json"
RISK: Final = "risk"
"""Output of `risk.onnx` for the hour; those for longer are named by `Manifest.far_horizons_s`."""
RISK_TOLERANCE: Final = 1e-5
DISTANCE_TOLERANCE: Final = 1e-3
_LARGEST_FILE_BYTES: Final = 64 * 1024 * 1024

Floats = NDArray[np.float32]


class BundleError(Exception):
    """A bundle was refused; `path` is the file at fault and `reason` says why."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"model bundle refused: {path}: {reason}")


class CauseName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What cluster i of the cause model is called."""

    name: str
    load_sensitive: bool


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a bundle says of itself."""

    id: str
    feature_set: str
    files: dict[str, str]
    """SHA-256 of each file, hexadecimal."""
    levels: dict[str, Level]
    causes: list[CauseName]
    horizon_s: float
    far_horizons_s: dict[str, float] = {}
    """Horizon of each risk beyond the hour, by its name (risk_6h, risk_24h)."""
    gap_s: float
    seed: int
    data: dict[str, Any]
    metrics: dict[str, Any]
    reference: dict[str, Reference] = {}
    """Spread of each feature over the rows that were fitted."""
    versions: dict[str, str]


class Cause(NamedTuple):
    """Nearest cluster of failures, and how far away it is in standard deviations."""

    name: str
    load_sensitive: bool
    distance: float


class Scorer:
    """A checked bundle; made by `load_bundle`. Not for several threads at once."""

    def __init__(
        self,
        manifest: Manifest,
        risk: onnxruntime.InferenceSession,
        cause: onnxruntime.InferenceSession,
        explainer: ForestExplainer,
    ) -> None:
        self.manifest = manifest
        self._risk = risk
        self._cause = cause
        self._explainer = explainer

    @property
    def levels(self) -> dict[str, Level]:
        """Enter and clear value of each level above low."""
        return self.manifest.levels

    def score(self, vector: Floats) -> float:
        """Calibrated probability that a fault starts within the horizon, 0..1.

        Args:
            vector: (33,) float32, NaN = missing.

        Raises:
            ValueError: on another shape, or an infinite value.
        """
        return float(self.score_many(_row(vector))[0])

    def score_many(self, vectors: Floats) -> Floats:
        """Risk of each row of an (n, 33) float32 array."""
        risk: Floats = self._risk.run([RISK], {"features": vectors})[0]
        return risk

    def risks_many(self, vectors: Floats) -> dict[str, Floats]:
        """Risk of each row by name: `risk`, and `risk_6h`, `risk_24h` where the bundle has them.

        That of a longer horizon is never below that of a shorter one.
        """
        names = [RISK, *self.manifest.far_horizons_s]
        return dict(zip(names, self._risk.run(names, {"features": vectors}), strict=True))

    def cause(self, vector: Floats) -> Cause:
        """Which kind of failure the vector is nearest to; only meaningful where risk is raised."""
        cluster, distance = self._cause.run(["cluster", "distance"], {"features": _row(vector)})
        named = self.manifest.causes[int(cluster[0])]
        return Cause(named.name, named.load_sensitive, float(distance[0]))

    def causes_many(self, vectors: Floats) -> tuple[NDArray[np.int64], Floats]:
        """Cluster and distance of each row of an (n, 33) float32 array."""
        cluster, distance = self._cause.run(["cluster", "distance"], {"features": vectors})
        return cluster, distance

    @property
    def base_risk(self) -> float:
        """Risk where every explanation starts: that of the forest's mean answer."""
        return self._explainer.base_risk

    def attribution(self, vector: Floats) -> NDArray[np.float64]:
        """Each feature's part of this vector's risk: exact Shapley values (`models.explain`).

        Args:
            vector: (33,) float32, NaN = missing.

        Returns:
            (33,) points of calibrated probability, positive = raises the risk; with `base_risk`
            they add up to the risk.
        """
        return self._explainer.points(_row(vector)[0])

    @property
    def is_ready_to_explain(self) -> bool:
        """An attribution takes no longer than any other (`prepare_to_explain`)."""
        return self._explainer.is_ready

    def prepare_to_explain(self) -> None:
        """Make the tables behind attributions; else the first one waits for them (20 ms)."""
        self._explainer.prepare()
        return_memory()

    def forget_explaining(self) -> None:
        """Give the memory of those tables back (5 MiB); the next attribution makes them anew."""
        self._explainer.let_go()
        return_memory()

    def contributions(self, vector: Floats, top: int = 6) -> list[Contribution]:
        """The features that moved this risk most, largest first; `value` None = missing."""
        points = self.attribution(vector)
        order = np.argsort(-np.abs(points), kind="stable")[:top]
        return [
            Contribution(
                feature=FEATURE_NAMES[index],
                value=None if np.isnan(vector[index]) else float(vector[index]),
                points=float(points[index]),
            )
            for index in order
            if points[index] != 0.0
        ]


def load_bundle(directory: Path) -> Scorer:
    """Read and check a bundle.

    Raises:
        BundleError: naming the file and what is wrong with it.
    """
    manifest = _read_manifest(directory / MANIFEST)
    contents = {name: _read(directory / name, manifest.files.get(name)) for name in FILES}
    scorer = Scorer(
        manifest,
        _session(directory / "risk.onnx", contents["risk.onnx"]),
        _session(directory / "cause.onnx", contents["cause.onnx"]),
        _explainer(directory / "explain.npz", contents["explain.npz"]),
    )
    _check_golden(scorer, directory / "golden.npz", contents["golden.npz"])
    del contents
    return_memory()
    return scorer


def default_bundle(artifacts: Path | None = None) -> Path:
    """The directory that `default` in the artifacts names.

    Raises:
        BundleError: if the file is missing or names no directory beside it.
    """
    folder = artifacts or Path(__file__).parent / "artifacts"
    pointer = folder / "default"
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as err:
        raise BundleError(pointer, f"cannot be read: {err}") from err
    if not name or name.startswith(".") or Path(name).name != name or not (folder / name).is_dir():
        raise BundleError(pointer, f"names {name!r}, which is no bundle beside it")
    return folder / name


def _row(vector: Floats) -> Floats:
    if vector.shape != (FEATURE_COUNT,):
        raise ValueError(f"vector of shape {vector.shape} is not allowed: ({FEATURE_COUNT},)")
    if np.isinf(vector).any():
        name = FEATURE_NAMES[int(np.isinf(vector).argmax())]
        raise ValueError(f"{name} is infinite: a finite value or NaN is allowed")
    return vector.astype(np.float32, copy=False).reshape(1, FEATURE_COUNT)


def _read_manifest(path: Path) -> Manifest:
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except OSError as err:
        raise BundleError(path, f"cannot be read: {err.strerror}") from err
    except msgspec.DecodeError as err:
        raise BundleError(path, f"is no manifest: {err}") from err
    if manifest.feature_set != FEATURE_SET_ID:
        raise BundleError(
            path, f"feature set {manifest.feature_set!r} is not ours, {FEATURE_SET_ID!r}"
        )
    try:
        check_levels(manifest.levels)
    except ValueError as err:
        raise BundleError(path, str(err)) from err
    return manifest


def _read(path: Path, expected: str | None) -> bytes:
    if expected is None:
        raise BundleError(path, "the manifest names no hash for it")
    try:
        if path.stat().st_size > _LARGEST_FILE_BYTES:
            raise BundleError(path, f"is larger than {_LARGEST_FILE_BYTES} bytes")
        content = path.read_bytes()
    except OSError as err:
        raise BundleError(path, f"cannot be read: {err.strerror}") from err
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise BundleError(path, f"SHA-256 is {found}, the manifest says {expected}")
    return content


def _session(path: Path, content: bytes) -> onnxruntime.InferenceSession:
    try:
        return open_session(content)
    except ORT_ERRORS as err:
        raise BundleError(path, f"ONNX Runtime refuses it: {str(err)[:200]}") from err


def _arrays(path: Path, content: bytes, names: tuple[str, ...]) -> dict[str, NDArray[Any]]:
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            return {name: archive[name] for name in names}
    except (KeyError, ValueError, OSError, EOFError, zipfile.BadZipFile, zlib.error) as err:
        raise BundleError(path, f"lacks the arrays {', '.join(names)}: {err}") from err


def _explainer(path: Path, content: bytes) -> ForestExplainer:
    try:
        return ForestExplainer(_arrays(path, content, tuple(ARRAYS)))
    except ValueError as err:
        raise BundleError(path, str(err)) from err


def _check_golden(scorer: Scorer, path: Path, content: bytes) -> None:
    heads = (RISK, *scorer.manifest.far_horizons_s)
    golden = _arrays(path, content, ("vectors", *heads, "cluster", "distance"))
    vectors = golden["vectors"]
    try:
        risks = scorer.risks_many(vectors)
        cluster, distance = scorer.causes_many(vectors)
    except ORT_ERRORS as err:
        raise BundleError(path, f"cannot be scored: {str(err)[:200]}") from err
    worst = float(np.max([np.abs(risks[name] - golden[name]).max() for name in heads]))
    if not worst <= RISK_TOLERANCE:
        raise BundleError(path, f"risk differs by {worst:.2g}, at most {RISK_TOLERANCE} is allowed")
    far = float(np.abs(distance - golden["distance"]).max())
    if not far <= DISTANCE_TOLERANCE or not np.array_equal(cluster, golden["cluster"]):
        raise BundleError(path, "the cause model gives other clusters or distances")
    if int(cluster.max()) >= len(scorer.manifest.causes):
        raise BundleError(path, f"the manifest names only {len(scorer.manifest.causes)} causes")


def return_memory() -> None:
    """Give back what building the sessions left behind: 78 MB of 181 for a forest of depth 12."""
    try:
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    except (OSError, AttributeError):  # no glibc: nothing to give back to
        return
