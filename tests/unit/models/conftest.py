from pathlib import Path

import pytest

from models.training.fit import FitSettings
from models.training.train import TrainSettings, train
from tests.unit.models.streams import write_small_world


@pytest.fixture(scope="session")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set of eight chargers that overheat now and then."""
    path = tmp_path_factory.mktemp("data") / "small.npz"
    write_small_world(path, stations=8, days=3.0, seed=3)
    return path


@pytest.fixture(scope="session")
def small_bundle(small_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle trained on it just now."""
    out = tmp_path_factory.mktemp("artifacts")
    forest = FitSettings(trees=20, depth=8)
    settings = TrainSettings(
        small_data, out, seed=1, forest=forest, far_forest=forest, state_forest=forest
    )
    return train(settings, lambda _line: None)
