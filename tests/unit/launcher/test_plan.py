"""From arguments to processes: settings, ports, and secrets that no command line shows."""

import json
from collections.abc import Callable
from pathlib import Path

from contract.clock import parse_clock
from launcher.plan import (
    DemoArguments,
    Ports,
    ProcessPlan,
    Secrets,
    health_urls,
    plan_fleet,
    plan_programs,
    welcome,
)

Build = Callable[..., DemoArguments]

PORTS = Ports(
    dashboard=8080, edge_ocpp=9000, central_ocpp=9001, broker=18830, emulator_control=7000
)
SECRETS = Secrets("admin-pw", "sim-token", "mqtt://sntry:mqtt-pw@127.0.0.1:18830")
CLOCK = json.dumps({"factor": 2, "epoch": "2026-01-02T00:00:00Z", "anchor": "2026-01-01T00:00:00Z"})


def planned(arguments: DemoArguments, dashboard_dir: Path | None = None) -> dict[str, ProcessPlan]:
    plans = plan_programs(arguments, PORTS, SECRETS, CLOCK, dashboard_dir)
    return {plan.name: plan for plan in plans}


def test_programs_start_in_the_order_of_their_need(arguments: Build) -> None:
    assert list(planned(arguments())) == ["central", "edge", "emulator"]


def test_no_command_line_shows_a_secret(arguments: Build) -> None:
    plans = [*planned(arguments()).values(), plan_fleet(arguments(), Path("out"))]
    words = " ".join(word for plan in plans for word in plan.argv)
    assert not any(secret in words for secret in ("admin-pw", "sim-token", "mqtt-pw"))


def test_all_programs_get_the_same_clock_and_broker(arguments: Build) -> None:
    for name, plan in planned(arguments()).items():
        assert parse_clock(plan.env[f"SNTRY_{name.upper()}_CLOCK"]).factor == 2
        assert plan.env[f"SNTRY_{name.upper()}_MQTT_URL"] == SECRETS.mqtt_url


def test_chargers_reach_central_through_the_edge(arguments: Build) -> None:
    plans = planned(arguments())
    assert plans["emulator"].env["SNTRY_EMULATOR_CENTRAL_URL"] == "ws://127.0.0.1:9000/ocpp"
    assert plans["edge"].env["SNTRY_EDGE_OCPP_PORT"] == "9000"
    assert plans["edge"].env["SNTRY_EDGE_CENTRAL_URL"] == "ws://127.0.0.1:9001/ocpp"
    assert plans["central"].env["SNTRY_CENTRAL_OCPP_PORT"] == "9001"


def test_central_and_emulator_share_the_token_of_the_control_api(arguments: Build) -> None:
    plans = planned(arguments())
    central, emulator = plans["central"].env, plans["emulator"].env
    assert central["SNTRY_CENTRAL_SIMULATOR_TOKEN"] == emulator["SNTRY_EMULATOR_CONTROL_TOKEN"]
    assert central["SNTRY_CENTRAL_SIMULATOR_URL"] == "http://127.0.0.1:7000"
    assert emulator["SNTRY_EMULATOR_CONTROL_PORT"] == "7000"


def test_the_settings_of_central_are_those_of_an_open_demo(
    arguments: Build, tmp_path: Path
) -> None:
    env = planned(arguments(), tmp_path / "dist")["central"].env
    assert env["SNTRY_CENTRAL_DATABASE_URL"] == f"sqlite+aiosqlite:///{tmp_path}/central.db"
    assert env["SNTRY_CENTRAL_REGISTRATION"] == "open"
    assert env["SNTRY_CENTRAL_HEAL_MODE"] == "autopilot"
    assert env["SNTRY_CENTRAL_DASHBOARD_DIR"] == f"{tmp_path}/dist"


def test_a_page_that_was_not_built_is_not_passed_on(arguments: Build) -> None:
    assert "SNTRY_CENTRAL_DASHBOARD_DIR" not in planned(arguments())["central"].env


def test_every_program_listens_on_loopback_only(arguments: Build) -> None:
    for plan in planned(arguments()).values():
        hosts = [value for key, value in plan.env.items() if key.endswith("_HOST")]
        assert hosts
        assert set(hosts) == {"127.0.0.1"}


def test_health_is_asked_where_the_programs_listen() -> None:
    assert health_urls(PORTS) == {
        "central": "http://127.0.0.1:8080/api/v1/health",
        "edge": "http://127.0.0.1:9000/health",
        "emulator": "http://127.0.0.1:7000/health",
    }


def test_the_welcome_says_all_that_a_person_needs(arguments: Build, tmp_path: Path) -> None:
    text = welcome(arguments(), SECRETS, page_built=True)
    for wanted in ("http://127.0.0.1:8080/ops", "admin-pw", "ws://127.0.0.1:9000/ocpp/<identity>"):
        assert wanted in text
    assert str(tmp_path / "logs") in text
    assert "not built" not in text
