import numpy as np
import pytest

from charger_emulator.core import drivers as d


def offers(
    own_price: float = 1.0, other_price: float = 1.0, own_wait: float = 0.0
) -> list[d.Offer]:
    return [
        d.Offer(0, 0.0, own_wait, 1.0, own_price),
        d.Offer(1, 1.0, 0.0, 1.0, other_price),
        d.Offer(2, 3.0, 0.0, 1.0, 1.0),
    ]


def share(position: int, elasticity: float = -1.0, **kind: float) -> float:
    """Share of two thousand drivers who choose an offer."""
    people = [d.draw(1, number, 0, dc=True) for number in range(2000)]
    chosen = [d.choose(driver, offers(**kind), elasticity) for driver in people]
    return chosen.count(position) / len(people)


def test_the_same_number_is_the_same_driver() -> None:
    one, other = d.draw(3, 17, 0, dc=True), d.draw(3, 17, 0, dc=True)
    assert one.stay_s == other.stay_s
    assert (one.tastes == other.tastes).all()
    assert d.draw(3, 18, 0, dc=True).stay_s != one.stay_s


def test_a_surge_of_three_quarters_loses_about_forty_percent_of_the_choices() -> None:
    change = share(0, own_price=1.75) / share(0) - 1.0
    assert -0.50 < change < -0.35


def test_a_discount_of_thirty_percent_wins_about_thirty_percent() -> None:
    change = share(1, other_price=0.70) / share(1) - 1.0
    assert 0.20 < change < 0.45


def test_without_elasticity_prices_move_nobody() -> None:
    assert share(0, elasticity=0.0, own_price=1.75) == share(0, elasticity=0.0)


def test_a_longer_wait_is_chosen_less() -> None:
    assert share(0) > share(0, own_wait=30.0) > share(0, own_wait=90.0)


def test_nobody_goes_where_nothing_works() -> None:
    assert share(0, own_wait=float("inf")) == 0.0


@pytest.mark.parametrize(
    ("dc", "median_min", "p90_min"),
    [pytest.param(True, 30, 65, id="DC"), pytest.param(False, 90, 440, id="AC")],
)
def test_stays_have_the_length_of_real_visits(dc: bool, median_min: int, p90_min: int) -> None:
    stays = np.array([d.draw(1, number, 0, dc=dc).stay_s / 60.0 for number in range(3000)])
    assert abs(np.median(stays) / median_min - 1.0) < 0.08
    assert abs(np.percentile(stays, 90) / p90_min - 1.0) < 0.12


def test_a_wish_fits_the_battery() -> None:
    for number in range(300):
        driver = d.draw(1, number, 0, dc=True)
        wish = d.wish_of(driver, 150e3, 105e3)
        assert 0.0 < wish.soc_ratio < 1.0
        assert wish.soc_ratio + wish.energy_wh / wish.capacity_wh < 1.0
