import json
from pathlib import Path

import numpy as np
import pytest

from contract.features import FEATURE_COUNT, FEATURE_NAMES
from models.cli import main
from models.score_file import RowError, read_vectors
from models.scoring import default_bundle, load_bundle
from models.state_head import STATES, load_states


@pytest.fixture(scope="module")
def golden() -> np.ndarray:
    with np.load(default_bundle() / "golden.npz") as found:
        vectors: np.ndarray = found["vectors"]
    return vectors


def _line(vector: np.ndarray) -> str:
    return json.dumps([None if np.isnan(value) else float(value) for value in vector])


def test_a_vector_may_come_by_order_or_by_name_and_null_is_missing(golden: np.ndarray) -> None:
    named = {
        name: float(value)
        for name, value in zip(FEATURE_NAMES, golden[0], strict=True)
        if not np.isnan(value)
    }
    lines = [_line(golden[0]).encode(), b"\n", json.dumps(named).encode()]

    first, second = read_vectors(lines)

    np.testing.assert_array_equal(first, golden[0])
    np.testing.assert_array_equal(second, golden[0])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param(b"[1, 2]", f"has 2 values, {FEATURE_COUNT} are needed", id="too few"),
        pytest.param(b'{"heat": 1}', "'heat' is no feature", id="another name"),
        pytest.param(b'["1"]', "no list and no object of numbers", id="no number"),
        pytest.param(b"nonsense", "no list and no object of numbers", id="no JSON"),
        pytest.param(b'{"temperature_c": 1e300}', "too large for float32", id="too large"),
    ],
)
def test_a_line_that_is_no_vector_is_refused_with_its_number(line: bytes, reason: str) -> None:
    with pytest.raises(RowError, match=r"^line 2: ") as refused:
        list(read_vectors([b"{}", line]))
    assert reason in str(refused.value)


def test_score_says_what_the_bundle_says_of_each_row(
    golden: np.ndarray, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text("\n".join(map(_line, golden)))
    directory = default_bundle()
    scorer = load_bundle(directory)
    risks = scorer.risks_many(golden)
    states = load_states(directory, scorer.manifest).states_many(golden)

    assert main(["score", "--rows", str(rows)]) == 0

    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(said) == len(golden)
    for index, found in enumerate(said):
        for name, risk in risks.items():
            assert found[name] == pytest.approx(float(risk[index]), abs=1e-5)
        assert list(found["states"]) == list(STATES)
        assert list(found["states"].values()) == pytest.approx(states[index].tolist(), abs=1e-5)
        assert sum(found["states"].values()) == pytest.approx(1.0, abs=1e-5)
        assert ("cause" in found) == (found["level"] != "low") == (found["risk"] >= 0.25)
    assert len({found["level"] for found in said}) > 1


def test_score_refuses_a_file_that_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", "--rows", str(tmp_path / "none")]) == 1
    assert "none cannot be read" in capsys.readouterr().err
    (tmp_path / "bad").write_text("[1]")
    assert main(["score", "--rows", str(tmp_path / "bad")]) == 1
    assert "bad: line 1: has 1 values" in capsys.readouterr().err
