"""Open ONNX Runtime sessions that keep no second copy of their model.

A session made from ONNX keeps the parsed file beside what it computes with: 8 of 10 MiB for the
default bundle's forests. One made from ONNX Runtime's own format keeps only the latter. That format
belongs to one version of the runtime, so bundles hold ONNX and are turned when they are opened.
"""

import os
from typing import Final

import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as ort_errors

ORT_ERRORS: Final = (
    ort_errors.EPFail,
    ort_errors.Fail,
    ort_errors.InvalidArgument,
    ort_errors.InvalidGraph,
    ort_errors.InvalidProtobuf,
    ort_errors.NoSuchFile,
    ort_errors.NotImplemented,
    ort_errors.RuntimeException,
)


def open_session(content: bytes) -> onnxruntime.InferenceSession:
    """A session on the CPU, for one thread.

    Args:
        content: of an ONNX file.

    Raises:
        one of ORT_ERRORS: if the runtime refuses it.
    """
    try:
        return _lean(content)
    except (OSError, AttributeError, *ORT_ERRORS):
        # No Linux, no /proc, or no model: then what is wrong with it is said here.
        return _opened(content, _options())


def _lean(content: bytes) -> onnxruntime.InferenceSession:
    """By way of a file in memory: the runtime writes its format to files only.

    It is read from there as well, because a session keeps the bytes that it is given.
    """
    descriptor = os.memfd_create("model")
    path = f"/proc/self/fd/{descriptor}"
    try:
        turning = _options()
        turning.add_session_config_entry("session.save_model_format", "ORT")
        turning.optimized_model_filepath = path
        _opened(content, turning)
        options = _options()
        options.add_session_config_entry("session.load_model_format", "ORT")
        session = _opened(path, options)
        session.disable_fallback()  # it would read the file again
        return session
    finally:
        os.close(descriptor)


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = False  # it would hold 1 MiB for rows of 132 bytes
    return options


def _opened(
    model: str | bytes, options: onnxruntime.SessionOptions
) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
