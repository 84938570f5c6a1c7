"""Loading refuses what is not whole; explanations add up to the risk."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.features import FEATURE_COUNT, FEATURE_NAMES
from models.scoring import FILES, BundleError, Scorer, default_bundle, load_bundle
from models.training.graphs import OPSET

pytestmark = pytest.mark.timeout(180)  # the first test waits for a small training


@pytest.fixture(scope="module")
def scorer(small_bundle: Path) -> Scorer:
    return load_bundle(small_bundle)


@pytest.fixture
def copy(small_bundle: Path, tmp_path: Path) -> Path:
    shutil.copytree(small_bundle, tmp_path / "bundle")
    return tmp_path / "bundle"


def rewrite_manifest(directory: Path, **changes: object) -> None:
    path = directory / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **changes}))


def replace(directory: Path, name: str, content: bytes) -> None:
    """Put other content where the manifest agrees with it."""
    (directory / name).write_bytes(content)
    files = json.loads((directory / "manifest.json").read_bytes())["files"]
    rewrite_manifest(directory, files={**files, name: hashlib.sha256(content).hexdigest()})


vectors = st.lists(
    st.one_of(st.just(float("nan")), st.floats(-1e4, 1e4, width=32)),
    min_size=FEATURE_COUNT,
    max_size=FEATURE_COUNT,
).map(lambda values: np.array(values, dtype=np.float32))


@given(vector=vectors)
@settings(max_examples=40)
def test_risk_is_a_probability_for_any_vector(scorer: Scorer, vector: np.ndarray) -> None:
    assert 0.0 <= scorer.score(vector) <= 1.0


@given(vector=vectors)
@settings(max_examples=40)
def test_a_longer_time_holds_the_shorter_one(scorer: Scorer, vector: np.ndarray) -> None:
    risks = scorer.risks_many(vector.reshape(1, -1))
    assert list(risks) == ["risk", "risk_6h", "risk_24h"]
    assert risks["risk"] == scorer.score(vector)
    assert 0.0 <= risks["risk"] <= risks["risk_6h"] <= risks["risk_24h"] <= 1.0


@given(vector=vectors)
@settings(max_examples=40)
def test_points_of_all_features_make_the_risk_out_of_the_base(
    scorer: Scorer, vector: np.ndarray
) -> None:
    told = scorer.base_risk + scorer.attribution(vector).sum()
    assert told == pytest.approx(scorer.score(vector), abs=1e-5)


def test_contributions_come_largest_first_with_their_values(scorer: Scorer) -> None:
    vector = np.full(FEATURE_COUNT, 20.0, dtype=np.float32)
    vector[FEATURE_NAMES.index("temperature_c")] = 85.0
    vector[FEATURE_NAMES.index("voltage_deviation_ratio")] = np.nan
    found = scorer.contributions(vector, top=4)
    points = [abs(each.points) for each in found]
    assert points == sorted(points, reverse=True)
    assert len(found) <= 4
    moved = scorer.attribution(vector)
    for each in found:
        index = FEATURE_NAMES.index(each.feature)
        assert each.points == pytest.approx(moved[index])
        assert each.value is None or each.value == vector[index]


def test_a_cause_has_one_of_the_manifests_names(scorer: Scorer) -> None:
    cause = scorer.cause(np.full(FEATURE_COUNT, np.nan, dtype=np.float32))
    assert (cause.name, cause.load_sensitive) in {
        (each.name, each.load_sensitive) for each in scorer.manifest.causes
    }
    assert cause.distance >= 0.0


@pytest.mark.parametrize(
    "vector",
    [
        pytest.param(np.zeros(32, dtype=np.float32), id="one feature short"),
        pytest.param(np.full(33, np.inf, dtype=np.float32), id="infinite"),
    ],
)
def test_a_vector_that_is_none_is_refused(scorer: Scorer, vector: np.ndarray) -> None:
    with pytest.raises(ValueError, match="allowed"):
        scorer.score(vector)


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(BundleError, match=r"cannot be read") as refused:
        load_bundle(copy)
    assert refused.value.path == copy / name


@pytest.mark.parametrize("name", FILES)
def test_a_changed_or_cut_file_is_refused(copy: Path, name: str) -> None:
    content = (copy / name).read_bytes()
    for other in (content[:-1], content[:100] + b"x" + content[101:], b""):
        (copy / name).write_bytes(other)
        with pytest.raises(BundleError, match="SHA-256") as refused:
            load_bundle(copy)
        assert refused.value.path == copy / name


@pytest.mark.parametrize("name", FILES)
def test_rubbish_with_the_right_hash_is_refused(copy: Path, name: str) -> None:
    replace(copy, name, b"PK\x03\x04 not what it seems")
    with pytest.raises(BundleError) as refused:
        load_bundle(copy)
    assert refused.value.path == copy / name


def test_another_model_under_the_same_golden_vectors_is_refused(copy: Path) -> None:
    replace(copy, "risk.onnx", (copy / "cause.onnx").read_bytes())
    with pytest.raises(BundleError, match=r"golden\.npz"):
        load_bundle(copy)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"feature_set": "0" * 16}, "is not ours", id="another feature set"),
        pytest.param({"files": {}}, "names no hash", id="no hashes"),
        pytest.param({"levels": {}}, "exactly watch, high, critical", id="no levels"),
        pytest.param({"causes": []}, "causes", id="no causes"),
        pytest.param(
            {"far_horizons_s": {"risk_9h": 1.0}}, "risk_9h", id="a head that is not there"
        ),
        pytest.param({"surprise": 1}, "surprise", id="an unknown field"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    copy: Path, changes: dict[str, object], reason: str
) -> None:
    rewrite_manifest(copy, **changes)
    with pytest.raises(BundleError, match=reason):
        load_bundle(copy)


def test_trees_that_point_outside_are_refused(copy: Path) -> None:
    with np.load(copy / "explain.npz") as archive:
        arrays = dict(archive)
    arrays["left"] = arrays["left"] + 10_000_000
    path = copy / "other.npz"
    np.savez(path, **arrays)
    replace(copy, "explain.npz", path.read_bytes())
    with pytest.raises(BundleError, match=r"explain\.npz: left points outside"):
        load_bundle(copy)


@pytest.mark.parametrize("text", ["", "..", "no-such-bundle", "/etc", "a/b"])
def test_the_default_must_be_a_bundle_beside_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "default").write_text(text)
    with pytest.raises(BundleError, match="no bundle beside it"):
        default_bundle(tmp_path)


def test_scoring_needs_no_training_library() -> None:
    code = (
        "import sys, models.scoring, models.features.window;"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in "
        "('sklearn', 'skl2onnx', 'onnx', 'scipy') or m.startswith('models.training')))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
    assert OPSET == 17
