"""The forest of states is checked like the rest of a bundle, and only when somebody wants it."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from contract.features import FEATURE_COUNT
from models.cli import main
from models.scoring import BundleError, load_bundle
from models.state_head import STATE_FILE, STATES, load_states

pytestmark = pytest.mark.timeout(180)  # the first test waits for a small training


@pytest.fixture
def copy(small_bundle: Path, tmp_path: Path) -> Path:
    shutil.copytree(small_bundle, tmp_path / "bundle")
    return tmp_path / "bundle"


def replace(directory: Path, content: bytes) -> None:
    """Put other content where the manifest agrees with it."""
    (directory / STATE_FILE).write_bytes(content)
    path = directory / "manifest.json"
    manifest = json.loads(path.read_bytes())
    manifest["files"][STATE_FILE] = hashlib.sha256(content).hexdigest()
    path.write_text(json.dumps(manifest))


def test_probabilities_of_any_vector_add_up(copy: Path) -> None:
    scorer = load_states(copy, load_bundle(copy).manifest)
    rows = np.random.default_rng(1).normal(0.0, 50.0, (200, FEATURE_COUNT)).astype(np.float32)
    rows[:50] = np.nan
    found = scorer.states_many(rows)
    assert found.shape == (200, len(STATES))
    assert (found >= 0.0).all()
    assert np.allclose(found.sum(axis=1), 1.0, atol=1e-5)


@pytest.mark.parametrize("content", [b"", b"rubbish"])
def test_a_changed_file_is_refused_and_the_risk_is_none_the_worse(
    copy: Path, content: bytes
) -> None:
    (copy / STATE_FILE).write_bytes(content)
    manifest = load_bundle(copy).manifest
    with pytest.raises(BundleError, match=r"state\.onnx: SHA-256"):
        load_states(copy, manifest)
    assert main(["check", str(copy)]) == 1


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / STATE_FILE).unlink()
    with pytest.raises(BundleError, match=r"state\.onnx: cannot be read"):
        load_states(copy, load_bundle(copy).manifest)


def test_rubbish_and_another_model_with_the_right_hash_are_refused(copy: Path) -> None:
    for content in (b"no graph", (copy / "risk.onnx").read_bytes()):
        replace(copy, content)
        with pytest.raises(BundleError, match=r"state\.onnx: cannot be used"):
            load_states(copy, load_bundle(copy).manifest)


def test_an_edge_that_scores_does_not_load_it() -> None:
    code = "import sys, models.scoring; print('models.state_head' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
