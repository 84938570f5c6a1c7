"""A bundle says how its rows were spread."""

from pathlib import Path

import pytest

from contract.features import FEATURE_NAMES
from models.scoring import load_bundle

pytestmark = pytest.mark.timeout(180)  # the first test waits for a small training


def test_a_trained_bundle_tells_the_spread_of_each_feature(small_bundle: Path) -> None:
    reference = load_bundle(small_bundle).manifest.reference
    assert tuple(reference) == FEATURE_NAMES
    for each in reference.values():
        assert each.edges == sorted(set(each.edges))
        assert len(each.shares) == len(each.edges) + 2
        assert sum(each.shares) == pytest.approx(1.0, abs=1e-4)
