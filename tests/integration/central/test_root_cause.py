"""The rules against emulated faults whose cause is known (`bench.root_cause` at a small size)."""

import pytest

from bench.root_cause import WANTED, bundle, labelled_cases, place_of

pytestmark = pytest.mark.integration


@pytest.mark.timeout(120)
def test_the_rules_name_the_cause_of_emulated_faults() -> None:
    cases = labelled_cases(18, 7, bundle())
    assert {each.mode for each in cases} == set(WANTED)
    places = [place_of(each) for each in cases]
    assert sum(place == 1 for place in places) / len(places) > 0.80
    assert sum(place in (1, 2) for place in places) / len(places) > 0.95
