"""One running product a module, because a start takes seconds."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def reports() -> Path:
    """Where stories are kept after the run, for people."""
    return Path(__file__).parents[2] / ".sntry" / "reports"
