"""The levels that stand where no bundle is at hand."""

import json
from dataclasses import asdict
from pathlib import Path

from central.core.levels import DEFAULT_LEVELS

ARTIFACTS = Path(__file__).parents[4] / "models" / "artifacts"


def test_default_levels_are_those_of_every_committed_bundle() -> None:
    manifests = [json.loads(file.read_text()) for file in ARTIFACTS.glob("*/manifest.json")]
    assert manifests
    assert all(manifest["levels"] == asdict(DEFAULT_LEVELS) for manifest in manifests)
