"""The forest of four states of a bundle: probabilities of a charger's state an hour from now.

Apart from `models.scoring`, because it is for display: an edge that only needs the risk does not
pay for it in memory.
"""

import hashlib
import zipfile
from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from models.scoring import RISK_TOLERANCE, BundleError, Floats, Manifest
from models.sessions import ORT_ERRORS, open_session

STATE_FILE: Final = "state.onnx"
STATES: Final = ("operational", "partial_outage", "offline", "under_maintenance")
"""`partial_outage`: some connectors down; `offline`: all of them, or out of contact."""


class StateScorer:
    """A checked forest of states; made by `load_states`."""

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self._session = session

    def states_many(self, vectors: Floats) -> NDArray[np.float32]:
        """(n, 4) probability of each of STATES for each row of an (n, 33) float32 array."""
        found: NDArray[np.float32] = self._session.run(["states"], {"features": vectors})[0]
        return found


def load_states(directory: Path, manifest: Manifest) -> StateScorer:
    """Read and check the forest of states.

    Args:
        directory: the bundle.
        manifest: of that bundle, as `load_bundle` checked it.

    Raises:
        BundleError: naming the file and what is wrong with it.
    """
    path, golden_path = directory / STATE_FILE, directory / "golden.npz"
    content = _checked(path, manifest)
    _checked(golden_path, manifest)
    try:
        scorer = StateScorer(open_session(content))
        with np.load(golden_path, allow_pickle=False) as golden:
            vectors, expected = golden["vectors"], golden["states"]
        found = scorer.states_many(vectors)
    except (*ORT_ERRORS, KeyError, ValueError, OSError, zipfile.BadZipFile) as err:
        raise BundleError(path, f"cannot be used: {str(err)[:200]}") from err
    worst = float(np.abs(found - expected).max()) if found.shape == expected.shape else np.inf
    if not worst <= RISK_TOLERANCE:
        raise BundleError(path, f"states differ by {worst:.2g}, allowed is {RISK_TOLERANCE}")
    return scorer


def _checked(path: Path, manifest: Manifest) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as err:
        raise BundleError(path, f"cannot be read: {err.strerror}") from err
    found = hashlib.sha256(content).hexdigest()
    if found != manifest.files.get(path.name):
        raise BundleError(path, f"SHA-256 is {found}, the manifest says otherwise")
    return content
