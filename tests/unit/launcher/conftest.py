"""Builders shared by the launcher's tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from launcher.plan import DemoArguments


@pytest.fixture
def arguments(tmp_path: Path) -> Callable[..., DemoArguments]:
    def build(**changes: object) -> DemoArguments:
        values: dict[str, object] = {
            "stations": 3,
            "speed": 1.0,
            "port": 8080,
            "ocpp_port": 9000,
            "data_dir": tmp_path,
            "seed": 1,
        }
        return DemoArguments(**{**values, **changes})  # type: ignore[arg-type]

    return build
