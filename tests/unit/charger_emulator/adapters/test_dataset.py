from pathlib import Path

import numpy as np
import pytest

from charger_emulator.adapters.dataset import DatasetOrder, write_dataset
from contract.observations import CHARGER_COLUMNS, COLUMNS, TRUTH_COLUMNS, Kind


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("data") / "a.npz"
    write_dataset(DatasetOrder(stations=6, days=1, seed=3, faults_per_day=5.0), out)
    return out


def test_the_same_order_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    again = tmp_path / "b.npz"
    write_dataset(DatasetOrder(stations=6, days=1, seed=3, faults_per_day=5.0), again)
    assert again.read_bytes() == made.read_bytes()


def test_the_file_has_the_form_of_the_contract(made: Path) -> None:
    with np.load(made) as data:
        assert data["observations"].dtype == np.dtype(list(COLUMNS))
        assert data["truth"].dtype == np.dtype(list(TRUTH_COLUMNS))
        assert data["chargers"].dtype == np.dtype(list(CHARGER_COLUMNS))
        assert len(data["chargers"]) == len(data["charge_points"])
        at_s = data["observations"]["at_s"]
        assert (np.diff(at_s) >= 0.0).all()
        assert set(np.unique(data["observations"]["kind"])) == {int(k) for k in Kind}


def test_every_linked_charger_is_measured_each_minute(made: Path) -> None:
    with np.load(made) as data:
        rows, chargers = data["observations"], len(data["charge_points"])
    whole = rows[(rows["kind"] == Kind.METER) & (rows["connector"] == 0)]
    gaps = rows[rows["kind"] == Kind.DISCONNECTED]
    assert len(whole) > 0.8 * chargers * 1440
    assert len(gaps) > 0
    assert np.isfinite(whole["temperature_c"]).all()


def test_nothing_is_heard_while_the_link_is_down(made: Path) -> None:
    with np.load(made) as data:
        rows = data["observations"]
    for point in np.unique(rows["charge_point"]):
        own = rows[(rows["charge_point"] == point) & (rows["kind"] != Kind.CONTEXT)]
        down = np.flatnonzero(own["kind"] == Kind.DISCONNECTED)
        follows = own["kind"][down[down + 1 < len(own)] + 1]
        assert (follows == Kind.CONNECTED).all()


def test_energy_of_ended_sessions_matches_the_registers(made: Path) -> None:
    with np.load(made) as data:
        rows = data["observations"]
    stops = rows[rows["kind"] == Kind.STOP]
    assert len(stops) > 50
    assert (stops["value"] >= 0.0).all()
    assert 0.0 < np.mean(stops["value"] < 100.0) < 0.25
    meter = rows[(rows["kind"] == Kind.METER) & (rows["connector"] > 0)]
    for point, connector in np.unique(meter[["charge_point", "connector"]])[:10].tolist():
        own = meter[(meter["charge_point"] == point) & (meter["connector"] == connector)]
        assert (np.diff(own["energy_wh"]) >= 0.0).all()


def test_power_limits_come_whatever_the_state(made: Path) -> None:
    with np.load(made) as data:
        rows, chargers = data["observations"], data["chargers"]
    meter = rows[(rows["kind"] == Kind.METER) & (rows["connector"] > 0)]
    share = chargers["rated_power_w"] / chargers["connectors"]
    low = meter["offered_w"] < 0.9 * share[meter["charge_point"]]
    assert 0.002 < low.mean() < 0.1


@pytest.mark.parametrize("days", [0, 401])
def test_an_impossible_length_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match=f"days {days} is not allowed: 1 to 400"):
        DatasetOrder(stations=6, days=days, seed=1)
