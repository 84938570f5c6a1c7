from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from central.core.pairing import Pairing

TAKERS = "ABCDE"
PLACES = "uvwxy"

tables = st.dictionaries(
    st.tuples(st.sampled_from(TAKERS), st.sampled_from(PLACES)), st.integers(0, 9), max_size=18
)


def options(table: dict[tuple[str, str], int], taker: str) -> list[tuple[int, str]]:
    return [(cost, place) for (who, place), cost in sorted(table.items()) if who == taker]


def pair(table: dict[tuple[str, str], int]) -> Pairing[str, str]:
    pairing: Pairing[str, str] = Pairing()
    for taker in TAKERS:
        pairing.add(taker, options(table, taker))
    return pairing


def cheapest(table: dict[tuple[str, str], int], served: list[str]) -> int | None:
    """Least cost that serves all of these, by trying everything; None = it cannot be."""
    costs = [
        sum(table[each] for each in zip(served, places, strict=True))
        for places in permutations(PLACES, len(served))
        if all(each in table for each in zip(served, places, strict=True))
    ]
    return min(costs, default=None)


@given(tables)
def test_first_come_is_never_left_without_and_all_together_pay_the_least(
    table: dict[tuple[str, str], int],
) -> None:
    places = pair(table).places
    served: list[str] = []
    for taker in TAKERS:
        if cheapest(table, [*served, taker]) is not None:
            served.append(taker)
    assert sorted(places) == served
    assert len(set(places.values())) == len(places)
    assert sum(table[each] for each in places.items()) == cheapest(table, served)


@given(tables)
def test_the_pairs_do_not_depend_on_the_order_of_the_options(
    table: dict[tuple[str, str], int],
) -> None:
    turned: Pairing[str, str] = Pairing()
    for taker in TAKERS:
        turned.add(taker, options(table, taker)[::-1])
    assert turned.places == pair(table).places


def test_a_later_taker_moves_an_earlier_one_and_takes_nothing_away() -> None:
    pairing: Pairing[str, str] = Pairing()
    assert pairing.add("A", [(1, "u"), (2, "v")])
    assert pairing.places == {"A": "u"}
    assert pairing.add("B", [(1, "u")])
    assert pairing.places == {"A": "v", "B": "u"}
    assert not pairing.add("C", [(1, "u"), (1, "v")])
    assert pairing.places == {"A": "v", "B": "u"}
