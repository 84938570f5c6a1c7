"""The product in one test: stress, risk, cure, and what happens without the cure.

The same stress is played on five products that differ in one setting each. People and physics are
the same in all of them (same seed), so what differs is what the cure did.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.system.stack import Stack
from tests.system.story import STRESS, Story, Window, play_stress

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.timeout(1500)]

QUIET = {"SNTRY_EMULATOR_MEAN_UTILISATION": "0.25"}
"""A working day with room at the neighbours; the rush is on top of it."""
HEAL_OFF = {"SNTRY_CENTRAL_HEAL_MODE": "off"}
PRICE_ONLY = {"SNTRY_CENTRAL_HEAL_POWER": "false"}
POWER_ONLY = {"SNTRY_CENTRAL_HEAL_PRICE": "false"}
SETTLING = timedelta(minutes=5)
"""From the first surge until drivers have arrived where they went."""


def tripped_or_over(story: Story) -> bool:
    """The station tripped, or the stress is over and it has survived."""
    return story.tripped_at() is not None or story.moments[-1].at > story.stress_at + STRESS


def healed(story: Story) -> bool:
    """After a surge every price has ended, and the chargers show what they showed at first."""
    first, last = story.moments[0].world, story.moments[-1].world
    return bool(story.prices) and all(
        price["state"] == "ended"
        and last[price["station_id"]]["price_per_kwh"]
        == first[price["station_id"]]["price_per_kwh"]
        for price in story.prices
    )


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory, reports: Path) -> dict[str, Story]:
    """Five stories, three at a time; their comparison is printed and kept."""
    folder = tmp_path_factory.mktemp("stories")

    def tell(name: str, env: dict[str, str], until: Callable[[Story], bool]) -> Story:
        refuse = name == "refused"
        with Stack(folder / name.replace(" ", "-"), env=QUIET | env) as stack:
            story = play_stress(stack, name, until=until, refuse_prices=refuse)
        story.write(reports)
        return story

    with ThreadPoolExecutor(3) as pool:
        futures = [
            pool.submit(tell, "autopilot", {}, healed),
            pool.submit(tell, "off", HEAL_OFF, tripped_or_over),
            pool.submit(tell, "price only", PRICE_ONLY, tripped_or_over),
            pool.submit(tell, "power only", POWER_ONLY, tripped_or_over),
            pool.submit(tell, "refused", PRICE_ONLY, tripped_or_over),
        ]
        told = {story.name: story for story in (f.result() for f in futures)}
    window = _window(told)
    target = told["autopilot"].target
    summary = "\n".join(story.summary(window, target) for story in told.values())
    (reports / "stress.txt").write_text(summary + "\n")
    print(f"\n{summary}")  # noqa: T201 (figures that the run is asked to show)
    return told


@pytest.fixture(scope="module")
def healing(stories: dict[str, Story]) -> Story:
    return stories["autopilot"]


@pytest.fixture(scope="module")
def off(stories: dict[str, Story]) -> Story:
    return stories["off"]


@pytest.fixture(scope="module")
def window(stories: dict[str, Story]) -> Window:
    """While prices differ and nothing has tripped yet: there the stories can be compared."""
    return _window(stories)


# --- with the cure ---------------------------------------------------------------------------


def test_the_rush_fills_the_station_and_makes_people_wait(off: Story) -> None:
    assert max(u for _, u in off.series("utilisation")) >= 0.95
    assert max(off.waits_min()) >= 40


def test_risk_turns_critical_at_the_edge_before_the_station_would_trip(
    healing: Story, off: Story
) -> None:
    critical, trip = healing.minutes(healing.critical_at()), off.minutes(off.tripped_at())
    assert critical is not None
    assert trip is not None
    assert critical < trip - 5


def test_the_surge_is_accepted_by_that_charger_over_ocpp(healing: Story) -> None:
    surge = next(p for p in healing.prices if p["kind"] == "surge")
    base, price = Decimal(surge["base_per_kwh"]), Decimal(surge["price_per_kwh"])
    assert surge["station_id"] == healing.station
    assert price == base * Decimal("1.75")
    shown = [Decimal(str(p)) for _, p in healing.series("price_per_kwh")]
    assert abs(max(shown) - price) < Decimal("0.001")
    assert abs(shown[0] - base) < Decimal("0.001")


def test_a_lower_power_limit_is_in_force_there(healing: Story) -> None:
    assert healing.schedules
    for answer in healing.schedules:
        assert answer["outcome"] == "accepted"
        assert answer["payload"]["status"] == "Accepted"
        limits = [
            period["limit"]
            for period in answer["payload"]["chargingSchedule"]["chargingSchedulePeriod"]
        ]
        assert answer["payload"]["chargingSchedule"]["chargingRateUnit"] == "W"
        rated_w = _rated_power_w(healing)
        assert limits[0] <= 0.51 * rated_w


def test_the_neighbour_is_offered_at_seventy_percent(healing: Story) -> None:
    discount = next(p for p in healing.prices if p["kind"] == "discount")
    base = Decimal(discount["base_per_kwh"])
    assert discount["station_id"] != healing.station
    assert Decimal(discount["price_per_kwh"]) == base * Decimal("0.7")
    shown = [Decimal(str(p)) for _, p in healing.series("price_per_kwh", discount["station_id"])]
    assert abs(min(shown) - base * Decimal("0.7")) < Decimal("0.001")


def test_load_falls_here_and_rises_there(healing: Story, window: Window) -> None:
    before = Window(timedelta(0), _first_surge(healing) - healing.stress_at)
    assert healing.mean("load_w", window) < 0.75 * healing.mean("load_w", before)
    assert healing.target is not None
    there = healing.mean("load_w", window, healing.target)
    assert there > 1.2 * healing.mean("load_w", before, healing.target)


def test_it_is_the_price_that_moves_the_drivers(stories: dict[str, Story], window: Window) -> None:
    # Same people, same stress, same power limit: the two stories differ in the prices alone.
    healing, power = stories["autopilot"], stories["power only"]
    assert power.prices == []
    assert healing.mean("queue", window) < 0.75 * power.mean("queue", window)
    there, without = (story.mean("load_w", window, healing.target) for story in (healing, power))
    assert there > 1.2 * without
    since_the_prices = Window(window.start - 2 * SETTLING, window.end)
    came, would_have = (
        story.gain("arrivals", since_the_prices, healing.target) for story in (healing, power)
    )
    assert came > would_have


def test_the_temperature_levels_off_and_falls_when_the_stress_ends(
    healing: Story, off: Story
) -> None:
    surged, stress_end = _first_surge(healing), healing.stress_at + STRESS
    during = [t for at, t in healing.series("temperature_c") if surged <= at < stress_end]
    after = [t for at, t in healing.series("temperature_c") if at >= stress_end]
    assert healing.tripped_at() is None
    last_third = during[-len(during) // 3 :]
    assert max(last_third) - min(last_third) < 2
    assert after[-1] < max(during) - 1
    # The stress is the same for the untreated station: what differs is the cure.
    assert max(during) < max(t for _, t in off.series("temperature_c")) - 15


def test_prices_and_power_return_to_base_at_the_end(healing: Story) -> None:
    last, first = healing.moments[-1].world, healing.moments[0].world
    assert all(p["state"] == "ended" for p in healing.prices)
    for station in (healing.station, healing.target):
        assert station is not None
        assert last[station]["price_per_kwh"] == first[station]["price_per_kwh"]
    assert last[healing.station]["limit_w"] is None
    assert [h["state"] for h in healing.heals] == ["ended"]


def test_all_of_it_is_in_the_audit_log(healing: Story) -> None:
    acts = {(row["act"], row["object_id"]) for row in healing.audit}
    words = {row["act"] for row in healing.audit}
    assert any("sim" in act and where == healing.station for act, where in acts), words
    assert {"heal.opened", "price.accepted", "power.limited", "heal.ended"} <= words, words
    assert all(row["reason"] for row in healing.audit if row["act"].startswith("heal."))


# --- without it --------------------------------------------------------------------------------


def test_without_the_cure_risk_passes_ninety_percent_and_the_same_station_trips(off: Story) -> None:
    trip = off.tripped_at()
    assert trip is not None
    assert max(risk for at, risk in off.risks() if at <= trip) > 0.90
    assert off.prices == []


def test_power_alone_cools_and_a_price_alone_moves_drivers(
    stories: dict[str, Story], healing: Story, window: Window
) -> None:
    # What each half of the cure does by itself is shown, whatever it is; only the direction of what
    # it acts on is promised.
    price, power, off = stories["price only"], stories["power only"], stories["off"]
    assert power.mean("load_w", window) < 0.75 * off.mean("load_w", window)
    assert price.mean("queue", window) < 0.75 * off.mean("queue", window)
    there, untouched = (story.mean("load_w", window, healing.target) for story in (price, off))
    assert there > 1.2 * untouched


def test_a_price_that_the_charger_refuses_moves_nobody(
    stories: dict[str, Story], healing: Story, window: Window
) -> None:
    refused, price, off = stories["refused"], stories["price only"], stories["off"]
    assert {p for _, p in refused.series("price_per_kwh")} == {
        refused.moments[0].world[refused.station]["price_per_kwh"]
    }
    assert any(row["act"] == "price.refused" for row in refused.audit)
    for figure, station in (("queue", None), ("load_w", healing.target)):
        with_price, without, untouched = (
            story.mean(figure, window, station) for story in (price, refused, off)
        )
        assert abs(without - untouched) < 0.25 * abs(with_price - untouched), figure


# --- reading stories -----------------------------------------------------------------------------


def _first_surge(story: Story) -> datetime:
    base = story.moments[0].world[story.station]["price_per_kwh"]
    at = story.first(lambda m: m.world[story.station]["price_per_kwh"] > base * 1.5)
    assert at is not None, f"no surge was ever shown: {story.summary()}"
    return at


def _rated_power_w(story: Story) -> float:
    return float(story.moments[0].central["rated_kw"]) * 1000


def _window(stories: dict[str, Story]) -> Window:
    surge = _first_surge(stories["autopilot"]) - stories["autopilot"].stress_at
    trips = [(story.tripped_at(), story.stress_at) for story in stories.values()]
    first_trip = min((at - since for at, since in trips if at is not None), default=STRESS)
    return Window(surge + SETTLING, first_trip - timedelta(minutes=1))
