from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from central.core.desired import Accepted
from central.core.facts import StationFacts
from central.core.heal import Heal, HealState, Override
from central.core.pricing import PriceKind
from central.core.tariffs import Terms, new_tariff
from central.services.control_records import HealRow, NetworkRows, StationInfo
from central.services.items import iso
from central.services.stations_view import (
    PUBLIC_KEYS,
    REFRESH_S,
    PatchMaker,
    public_part,
    station_items,
    with_session_means,
)
from contract.ids import StationId
from tests.unit.central.core.builders import BASE, NOON, charger, score, station

INFO = StationInfo("Net", "phoenix", "Phoenix", "AZ", "Hotel", "DC", NOON)


def rows(*stations: StationFacts, **accepted: Accepted) -> NetworkRows:
    return NetworkRows(
        {each.id: each for each in stations},
        {each.id: INFO for each in stations},
        {c.id: accepted.get(c.id, Accepted()) for each in stations for c in each.chargers},
    )


def item(**changes: Any) -> dict[str, Any]:
    accepted = changes.pop("accepted", Accepted())
    one = station("A", chargers=(charger("CP1", **changes),))
    return station_items(rows(one, CP1=accepted), [], NOON)[0]


def test_noise_makes_no_patch() -> None:
    patches = PatchMaker()
    patches.patches([item(temperature_c=60.0, power_w=50_000.0, scores=(score(0.101),))], 0.0)
    noisy = item(temperature_c=60.1, power_w=50_010.0, scores=(score(0.102),))
    assert patches.patches([noisy], 1.0) == []


def test_what_changed_is_told_with_its_id_and_nothing_else() -> None:
    patches = PatchMaker()
    first = patches.patches([item(power_w=50_000.0)], 0.0)
    assert first[0].keys() >= set(PUBLIC_KEYS)
    [patch] = patches.patches([item(power_w=50_200.0, statuses=("Charging", "Available"))], 1.0)
    assert set(patch) == {"id", "load_kw", "ports", "utilisation"}


def test_a_new_score_without_news_waits_for_the_refresh() -> None:
    patches = PatchMaker()
    patches.patches([item()], 0.0)
    later = item(scores=(score(0.05, NOON + timedelta(seconds=10)),))
    assert patches.patches([later], 1.0) == []
    [patch] = patches.patches([later], REFRESH_S)
    assert set(patch) == {"id", "risk"}


def test_the_sum_of_patches_is_the_item() -> None:
    patches, seen = PatchMaker(), {}
    for n, watts in enumerate((0.0, 10_000.0, 150_000.0, 70_000.0)):
        now = item(power_w=watts, temperature_c=40.0 + n, statuses=("Charging",) * (n % 3))
        for patch in patches.patches([now], float(n)):
            seen |= patch
        assert seen == now


@pytest.mark.parametrize(
    ("accepted", "kind", "per_kwh"),
    [
        pytest.param(Accepted(), "base", "0.40", id="no charger showed one yet"),
        pytest.param(Accepted(price_per_kwh=Decimal("0.40")), "base", "0.40", id="base"),
        pytest.param(Accepted(price_per_kwh=Decimal("0.70")), "surge", "0.70", id="surge"),
        pytest.param(Accepted(price_per_kwh=Decimal("0.28")), "discount", "0.28", id="discount"),
    ],
)
def test_the_price_is_what_the_charger_accepted(
    accepted: Accepted, kind: str, per_kwh: str
) -> None:
    price = item(accepted=accepted)["price"]
    assert (price["kind"], price["per_kwh"]) == (kind, per_kwh)
    assert (price["reason"] is None) == (kind == "base")


@pytest.mark.parametrize(
    ("begin", "following"),
    [
        pytest.param("13:00", ("0.70", NOON + timedelta(hours=1)), id="a dearer hour"),
        pytest.param("14:30", ("0.40", NOON + timedelta(hours=2)), id="the end of the surge"),
        pytest.param("14:00", ("0.50", NOON + timedelta(hours=2)), id="both at once"),
    ],
)
def test_the_price_that_follows_a_surge_is_told_with_its_time(
    begin: str, following: tuple[str, datetime]
) -> None:
    window = {"days": ["wed"], "start": begin, "end": "23:00", "per_kwh": "0.50"}
    tariff = new_tariff({"currency": "USD", "per_kwh": "0.40", "windows": [window]})
    one = station("A", chargers=(charger("CP1"),), terms=Terms(tariff, "UTC"))
    until = NOON + timedelta(hours=2)
    surge = Override(one.id, PriceKind.SURGE, Decimal("1.75"), BASE, Decimal("0.70"), "USD", until)
    heal = Heal(one.id, HealState.ACTIVE, NOON, until, (), surge=surge)
    network = rows(one, CP1=Accepted(price_per_kwh=Decimal("0.70")))
    [item] = station_items(network, [HealRow(1, heal, None, None)], NOON)
    assert item["price"]["next"] == {"per_kwh": following[0], "at": iso(following[1])}


def test_a_limit_that_is_over_is_not_shown() -> None:
    limited = Accepted(power_limit_w=60_000.0, power_limit_until=NOON + timedelta(hours=1))
    assert item(accepted=limited)["limit_kw"] == 60.0
    over = replace(limited, power_limit_until=NOON - timedelta(hours=1))
    assert item(accepted=over)["limit_kw"] is None


def test_the_public_part_holds_no_risk_and_no_money() -> None:
    shown = public_part(item())
    assert set(shown) == set(PUBLIC_KEYS)
    assert not {"risk", "temperature_c", "revenue_index", "heal"} & set(shown)


def test_a_station_whose_sessions_did_not_end_yet_takes_the_networks_mean() -> None:
    network = rows(station("A"), station("B"))
    means = with_session_means(network, {StationId("A"): 30.0}).stations
    assert means[StationId("A")].session_mean_min == 30.0
    assert means[StationId("B")].session_mean_min == 30.0
    assert with_session_means(network, {}).stations[StationId("A")].session_mean_min is None
