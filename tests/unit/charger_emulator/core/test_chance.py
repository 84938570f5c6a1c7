import numpy as np
import pytest

from charger_emulator.core.chance import Purpose, stream


@pytest.mark.parametrize("seed", [0, 1, (1 << 64) - 1])
@pytest.mark.parametrize("index", [0, 29_000_000, (1 << 56) - 1])
def test_a_stream_is_philox_with_seed_purpose_and_index_as_key(seed: int, index: int) -> None:
    key = np.array([seed, int(Purpose.DRIVER) << 56 | index], dtype=np.uint64)
    expected = np.random.Generator(np.random.Philox(key=key))
    found = stream(seed, Purpose.DRIVER, index)
    assert found.random(5).tolist() == expected.random(5).tolist()
    assert found.standard_normal(5).tolist() == expected.standard_normal(5).tolist()


@pytest.mark.parametrize(("seed", "index"), [(-1, 0), (0, -1), (0, 1 << 56)])
def test_a_key_that_does_not_fit_is_refused(seed: int, index: int) -> None:
    with pytest.raises(ValueError, match="not allowed"):
        stream(seed, Purpose.DRIVER, index)
