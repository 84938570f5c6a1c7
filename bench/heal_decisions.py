"""How long the control loop takes to decide, beside a plain loop over all stations in the same run.

    .venv/bin/python -m bench.heal_decisions [--rounds 7]

Networks of up to 10,000 stations in cities, two chargers each; one in a hundred is stressed at the
same time and has to be paired with a neighbour, none has a heal yet: the dearest round there is.
The baseline does the same with nothing but nested loops: for every stressed station it looks at
all others, in the order in which they stand, and takes the nearest that nobody has. Times are the
thread's own (what else runs on the machine does not count), the least of the rounds. Prints both,
their ratio, the calm round, and the exponent that fits the growth; exits with 1 where 10,000
stations take 200 ms or more, or where the growth is beyond n log n (exponent 1.15: the fit of
n log n over these sizes is 1.12).
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

import numpy as np

from central.core.control import decide
from central.core.effects import SetPrice
from central.core.facts import ChargerFacts, ConnectorFacts, Network, ScoreFact, StationFacts
from central.core.recovery import trigger_reason
from central.core.reroute import Rerouting, Way, station_distance_km
from central.core.rules import HealRules, Mode, Switches
from contract.ids import ChargePointId, ConnectorId, StationId

NOW: Final = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
SIZES: Final = (1_250, 2_500, 5_000, 10_000)
STATIONS_PER_CITY: Final = 100
STRESSED_EVERY: Final = 100
ALLOWED_S: Final = 0.200
EXPONENT_MAX: Final = 1.15
RULES: Final = HealRules()
AUTOPILOT: Final = Switches(Mode.AUTOPILOT)


def make_network(count: int, *, stressed_every: int = STRESSED_EVERY) -> Network:
    """Cities over a continent; `stressed_every` 0 = nobody is stressed."""
    rng = np.random.default_rng(count)
    cities = rng.uniform((28.0, -120.0), (47.0, -75.0), (count // STATIONS_PER_CITY + 1, 2))
    found = {}
    for number in range(count):
        latitude, longitude = cities[number // STATIONS_PER_CITY] + rng.normal(0.0, 0.12, 2)
        is_hot = bool(stressed_every) and number % stressed_every == 0
        key = StationId(f"S{number:05}")
        found[key] = StationFacts(
            id=key,
            name=f"Station {number}",
            operator="us",
            base_per_kwh=Decimal("0.40"),
            energy_cost_per_kwh=Decimal("0.12"),
            currency="USD",
            latitude_deg=float(latitude),
            longitude_deg=float(longitude),
            chargers=tuple(_charger(f"{key}-{n}", rng, is_hot=is_hot) for n in (1, 2)),
        )
    return Network(found, {})


def _charger(key: str, rng: np.random.Generator, *, is_hot: bool) -> ChargerFacts:
    risk, level = (0.8, "critical") if is_hot else (0.05, "low")
    statuses = rng.choice(["Available", "Charging"], 2, p=[0.7, 0.3])
    count = 3 if is_hot else 1
    return ChargerFacts(
        id=ChargePointId(key),
        rated_power_w=150_000.0,
        connector_power_w=150_000.0,
        current_type="DC",
        connector_types=("CCS1", "CCS1"),
        connectors=tuple(ConnectorFacts(ConnectorId(n + 1), str(statuses[n])) for n in (0, 1)),
        telemetry_at=NOW,
        temperature_c=80.0 if is_hot else 45.0,
        ambient_c=30.0,
        power_w=120_000.0 if is_hot else 20_000.0,
        scores=tuple(
            ScoreFact(NOW - timedelta(seconds=10 * n), risk, level, is_hot, "thermal")
            for n in range(count)
        ),
    )


def decided(network: Network) -> int:
    """Pairs that the loop makes."""
    effects = decide(network, {}, {}, AUTOPILOT, RULES, NOW).effects
    return sum(isinstance(each, SetPrice) for each in effects) // 2


def plain(network: Network) -> int:
    """Pairs that nested loops make: the same checks, first come first served."""
    taken = {
        station.id
        for station in network.stations.values()
        for charger in station.chargers
        if trigger_reason(charger, RULES, NOW) is not None
    }
    pairs = 0
    for key in sorted(taken):
        stressed = network.stations[key]
        checks = Rerouting(replace(network, stations={}), taken, RULES, NOW)
        near = []
        for other in network.stations.values():
            away = station_distance_km(stressed, other)
            if other.id != key and away is not None and away <= RULES.target.distance_max_km:
                near.append((away, other.id))
        for away, other_id in sorted(near):
            way = Way(network.stations[other_id], away)
            if checks.refusal(stressed, way) is None:
                taken.add(other_id)
                pairs += 1
                break
    return pairs


def least_s(work: Callable[[], object], rounds: int) -> float:
    """The thread's own time of the quickest round."""
    taken = []
    for _ in range(rounds):
        began = time.thread_time()
        work()
        taken.append(time.thread_time() - began)
    return min(taken)


def main() -> int:
    """Measure and print; 1 where an allowance is overrun."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    taken = []
    for count in SIZES:
        network = make_network(count)
        calm = make_network(count, stressed_every=0)
        ours, theirs = (least_s(lambda n=network, f=f: f(n), rounds) for f in (decided, plain))
        quiet = least_s(lambda n=calm: decided(n), rounds)
        taken.append(ours)
        sys.stdout.write(
            f"{count:6} stations  pairs {decided(network):4} (plain {plain(network):4})   "
            f"decide {1e3 * ours:7.1f} ms   plain {1e3 * theirs:8.1f} ms   "
            f"ratio {theirs / ours:5.1f}   calm round {1e3 * quiet:6.1f} ms\n"
        )
    crowd = make_network(SIZES[-1], stressed_every=10)
    worst = least_s(lambda: decided(crowd), rounds)
    sys.stdout.write(
        f"one in ten stressed at once: pairs {decided(crowd)}, decide {1e3 * worst:.1f} ms\n"
    )
    exponent = float(np.polyfit(np.log(SIZES), np.log(taken), 1)[0])
    sys.stdout.write(
        f"growth: n^{exponent:.2f}, allowed n^{EXPONENT_MAX:.2f}; "
        f"{SIZES[-1]} stations {1e3 * taken[-1]:.1f} ms, allowed {1e3 * ALLOWED_S:.0f} ms\n"
    )
    return int(taken[-1] >= ALLOWED_S or exponent > EXPONENT_MAX)


if __name__ == "__main__":
    sys.exit(main())
