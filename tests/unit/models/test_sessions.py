"""Sessions answer as ONNX Runtime's own do, refuse what they refuse, and are smaller."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from contract.features import FEATURE_COUNT
from models.scoring import default_bundle
from models.sessions import ORT_ERRORS, open_session

MEASURE = """
import ctypes, sys
import onnxruntime
from models.sessions import _options, open_session

def anonymous_kib():
    ctypes.CDLL(None).malloc_trim(0)
    lines = open("/proc/self/smaps_rollup").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous"))

cause, risk = (open(path, "rb").read() for path in sys.argv[2:])
first = open_session(cause)  # what any session needs
before = anonymous_kib()
session = open_session(risk) if sys.argv[1] == "ours" else onnxruntime.InferenceSession(
    risk, _options(), providers=["CPUExecutionProvider"])
print(anonymous_kib() - before)
"""


@pytest.fixture(scope="module")
def bundle() -> Path:
    return default_bundle()


def test_answers_are_those_of_a_session_made_from_the_file(bundle: Path) -> None:
    content = (bundle / "risk.onnx").read_bytes()
    one_thread = onnxruntime.SessionOptions()
    one_thread.intra_op_num_threads = 1  # more add up the trees in another order
    plain = onnxruntime.InferenceSession(content, one_thread, providers=["CPUExecutionProvider"])
    rows = np.random.default_rng(1).normal(40.0, 30.0, (500, FEATURE_COUNT)).astype(np.float32)
    rows[::3, ::4] = np.nan
    for found, wanted in zip(
        open_session(content).run(None, {"features": rows}),
        plain.run(None, {"features": rows}),
        strict=True,
    ):
        np.testing.assert_array_equal(found, wanted)


def test_a_session_is_less_than_half_of_one_that_keeps_its_file(bundle: Path) -> None:
    files = [str(bundle / name) for name in ("cause.onnx", "risk.onnx")]

    def taken_kib(way: str) -> int:
        command = [sys.executable, "-c", MEASURE, way, *files]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    assert taken_kib("ours") < taken_kib("plain") / 2


def test_what_is_no_model_is_refused() -> None:
    before = set(Path("/proc/self/fd").iterdir())
    with pytest.raises(ORT_ERRORS):
        open_session(b"not what it seems")
    assert set(Path("/proc/self/fd").iterdir()) == before


def test_where_files_in_memory_are_unknown_the_session_is_a_plain_one(
    bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "memfd_create")
    session = open_session((bundle / "cause.onnx").read_bytes())
    rows = np.zeros((1, FEATURE_COUNT), dtype=np.float32)
    assert len(session.run(None, {"features": rows})) == len(session.get_outputs())
