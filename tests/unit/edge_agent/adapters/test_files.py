"""Files of the edge: read back what was written, say what is wrong, never half a file."""

import json
from pathlib import Path

import pytest

from edge_agent.adapters.files import (
    BIRTH,
    HISTORY,
    make_data_dir,
    next_birth,
    read_histories,
    read_places,
    write_histories,
)
from edge_agent.core.errors import LocalError


def fleet(station: str, charge_point: str) -> str:
    charger = {
        "id": charge_point,
        "vendor": "V",
        "model": "M",
        "rated_power_w": 1.0,
        "connector_power_w": 1.0,
        "current_type": "DC",
        "connector_types": ["CCS"],
    }
    words = dict.fromkeys(("name", "network", "operator", "city", "city_name", "state"), "x")
    words |= dict.fromkeys(("location_type", "charger_type", "currency"), "x")
    numbers = dict.fromkeys(("latitude_deg", "longitude_deg", "grid_limit_w"), 1.0)
    prices = {"base_price_per_kwh": "0.3", "energy_cost_per_kwh": "0.1"}
    more = {"amenities": [], "simulated": True, "time_zone": "UTC", "charge_points": [charger]}
    return json.dumps({"stations": [{"id": station, **words, **numbers, **prices, **more}]})


def test_birth_counts_the_starts(tmp_path: Path) -> None:
    (tmp_path / BIRTH).write_text("41\n")
    assert [next_birth(tmp_path) for _ in range(3)] == [42, 43, 44]


@pytest.mark.parametrize("kept", [pytest.param(b"\xff?", id="unreadable"), None])
def test_birth_without_a_last_one_is_above_all_counts(tmp_path: Path, kept: bytes | None) -> None:
    if kept is not None:
        (tmp_path / BIRTH).write_bytes(kept)
    first = next_birth(tmp_path)
    assert first > 1_000_000_000
    assert next_birth(tmp_path) == first + 1


def test_birth_that_cannot_be_kept_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LocalError, match="birth"):
        next_birth(tmp_path / "missing")


def test_histories_come_back(tmp_path: Path) -> None:
    histories: dict[str, dict[str, object]] = {"CP-1": {"faults": [1.5]}}
    write_histories(tmp_path, histories)
    assert read_histories(tmp_path) == histories


def test_first_run_has_no_histories(tmp_path: Path) -> None:
    assert read_histories(tmp_path) == {}


@pytest.mark.parametrize("content", ["{", "[]", '{"CP-1": 3}', "\x00"])
def test_unreadable_histories_are_told_and_kept_aside(tmp_path: Path, content: str) -> None:
    (tmp_path / HISTORY).write_text(content)
    with pytest.raises(LocalError, match=HISTORY):
        read_histories(tmp_path)
    assert (tmp_path / HISTORY).with_suffix(".bad").read_text() == content
    assert read_histories(tmp_path) == {}


def test_data_directory_is_made(tmp_path: Path) -> None:
    make_data_dir(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_data_directory_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LocalError, match="data directory"):
        make_data_dir(tmp_path / "file")


def test_no_fleet_file_knows_no_places() -> None:
    assert read_places(None) == {}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(None, "cannot be read", id="missing"),
        pytest.param("{}", "fleet file", id="no fleet"),
        pytest.param(fleet("a/b", "CP-1"), "cannot stand in a topic", id="a station id"),
        pytest.param(fleet("S-1", "a:b"), "charge point identity", id="an identity"),
    ],
)
def test_unusable_fleet_file_is_named(tmp_path: Path, content: str | None, words: str) -> None:
    path = tmp_path / "fleet.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(LocalError, match=words) as caught:
        read_places(path)
    assert str(path) in str(caught.value)
