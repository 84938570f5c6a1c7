"""Money under heals: every cent paid belongs to energy at a price that was shown.

The prices are those that the control loop decides, ended by a person at some time; drivers come
before, while and after they are on the displays.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from central.core.charges import Charges, LineKind, Reading, Usage, charges
from central.core.effects import SetPrice
from central.core.facts import Network
from central.core.price_locks import ShownPrice, locked_terms
from central.core.pricing import PriceKind
from central.core.rules import HealRules
from central.core.tariffs import Terms, plain_tariff
from contract.costmsg import rounded
from tests.unit.central.core.builders import NOON, network, station, stressed_station
from tests.unit.central.core.test_heal_properties import money, prices, rules, step

CURRENCY = "USD"
CENT = Decimal("0.01")
KM_A_DEGREE = 111.195


@dataclass(frozen=True)
class Visit:
    """A driver: minutes from noon at which prices are first seen, and what is then charged."""

    station: int
    """Counted over the stations of the network, from its first again after its last."""
    seen_min: int
    waited_min: int
    charged_min: int
    wh: int


visits = st.lists(
    st.builds(
        Visit,
        st.integers(0, 5),
        st.integers(-60, 240),
        st.integers(0, 20),
        st.integers(1, 120),
        st.integers(0, 90_000),
    ),
    max_size=12,
)


@st.composite
def healed_networks(draw: st.DrawFn) -> Network:
    """One to three stressed stations, each with a healthy one near, at any prices."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        east_km = 100.0 * number
        found.append(stressed_station(f"S{number}", base_per_kwh=draw(money)))
        found[-1] = replace(found[-1], longitude_deg=east_km / KM_A_DEGREE)
        found.append(
            station(f"T{number}", east_km + draw(st.floats(1, 20)), base_per_kwh=draw(money))
        )
    return network(*found)


def history(price: SetPrice | None, base: Decimal, ended_min: int) -> list[ShownPrice]:
    """What a station's displays showed: the base price, the heal's from noon, the base again."""
    if price is None:
        return []
    return [
        ShownPrice(NOON, rounded(price.per_kwh)),
        ShownPrice(NOON + timedelta(minutes=ended_min), base),
    ]


def bill(base: Decimal, shown: Sequence[ShownPrice], visit: Visit) -> Charges:
    seen = NOON + timedelta(minutes=visit.seen_min)
    start = seen + timedelta(minutes=visit.waited_min)
    stop = start + timedelta(minutes=visit.charged_min)
    terms = locked_terms(Terms(plain_tariff(base, CURRENCY)), shown, seen, start)
    return charges(terms, Usage(Reading(start, 0), Reading(stop, visit.wh)))


@given(healed_networks(), rules(), visits, st.integers(1, 240))
def test_a_network_is_paid_its_base_prices_and_what_the_heals_add_or_take_off(
    facts: Network, numbers: HealRules, drivers: list[Visit], ended_min: int
) -> None:
    heals = {each.shown_at: each for each in prices(step(facts, numbers, {}))}
    stations = list(facts.stations.values())
    paid = at_base = surcharges = rebates = roundings = Decimal(0)
    for visit in drivers:
        place = stations[visit.station % len(stations)]
        base, heal = place.base_per_kwh, heals.get(place.id)
        found = bill(base, history(heal, base, ended_min), visit)
        energy = sum((x.amount for x in found.lines if x.kind is LineKind.ENERGY), Decimal(0))
        usual = Decimal(visit.wh) / 1000 * base
        paid += found.total
        at_base += usual
        roundings += sum(x.amount for x in found.lines if x.kind is LineKind.ROUNDING)
        if energy > usual:
            assert heal is not None
            assert heal.kind is PriceKind.SURGE
            surcharges += energy - usual
        elif energy < usual:
            assert heal is not None
            assert heal.kind is PriceKind.DISCOUNT
            rebates += usual - energy
        assert found.total % CENT == 0
    assert paid == at_base + surcharges - rebates + roundings
    assert abs(roundings) <= CENT / 2 * len(drivers)


@given(healed_networks(), rules(), visits, st.integers(1, 240))
def test_a_heal_that_begins_or_ends_during_a_session_changes_nothing_for_it(
    facts: Network, numbers: HealRules, drivers: list[Visit], ended_min: int
) -> None:
    heals = {each.shown_at: each for each in prices(step(facts, numbers, {}))}
    stations = list(facts.stations.values())
    for visit in drivers:
        place = stations[visit.station % len(stations)]
        base = place.base_per_kwh
        shown = history(heals.get(place.id), base, ended_min)
        start = NOON + timedelta(minutes=visit.seen_min + visit.waited_min)
        until_then = [each for each in shown if each.at <= start]
        assert bill(base, shown, visit) == bill(base, until_then, visit)
