import pytest
from hypothesis import given
from hypothesis import strategies as st

from charger_emulator.core.transport import UNHARMED, Fate, Rule, Transport

RATIOS = st.floats(0.0, 1.0)


def fates(rule: Rule, seed: int, count: int = 50) -> list[Fate]:
    transport = Transport()
    transport.set((rule,), seed)
    return [transport.fate("out", "Heartbeat") for _ in range(count)]


@given(RATIOS, RATIOS, st.integers(0, 2**32))
def test_the_same_seed_brings_the_same_fates(drop: float, duplicate: float, seed: int) -> None:
    rule = Rule(drop_ratio=drop, duplicate_ratio=duplicate, latency_s=(0.1, 0.2))
    assert fates(rule, seed) == fates(rule, seed)


@given(RATIOS, RATIOS, st.integers(0, 2**32))
def test_a_higher_chance_hits_all_that_a_lower_one_hits(
    one: float, other: float, seed: int
) -> None:
    low, high = sorted((one, other))
    lost_low = [f.copies == 0 for f in fates(Rule(drop_ratio=low), seed)]
    lost_high = [f.copies == 0 for f in fates(Rule(drop_ratio=high), seed)]
    assert all(b for a, b in zip(lost_low, lost_high, strict=True) if a)


@given(st.integers(0, 2**32))
def test_latency_stays_within_its_bounds(seed: int) -> None:
    assert all(0.1 <= f.latency_s <= 0.2 for f in fates(Rule(latency_s=(0.1, 0.2)), seed))


def test_the_first_rule_that_fits_counts() -> None:
    transport = Transport()
    transport.set(
        (Rule(direction="in", drop_ratio=1.0), Rule(actions=("Boot",), duplicate_ratio=1.0))
    )
    assert transport.fate("in", "Boot").copies == 0
    assert transport.fate("out", "Boot").copies == 2
    assert transport.fate("out", "Heartbeat") is UNHARMED


@pytest.mark.parametrize(
    "wrong", [{"drop_ratio": 1.5}, {"abort_ratio": -0.1}, {"latency_s": (2.0, 1.0)}]
)
def test_what_is_no_chance_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="is not allowed"):
        Rule(**wrong)  # type: ignore[arg-type]
