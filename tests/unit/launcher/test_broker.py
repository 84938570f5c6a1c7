"""What the two brokers are told."""

import tomllib
from pathlib import Path

from launcher.broker import (
    BrokerInfo,
    iotcore_config,
    mosquitto_config,
    mosquitto_password_line,
    new_broker_info,
    prepare_broker,
)

INFO = BrokerInfo(port=18830, username="sntry", password="secret")


def test_the_address_carries_the_credentials() -> None:
    assert INFO.url == "mqtt://sntry:secret@127.0.0.1:18830"


def test_every_broker_gets_a_password_of_its_own() -> None:
    assert new_broker_info(1).password != new_broker_info(1).password


def test_iotcore_listens_on_loopback_with_a_password_and_large_segments() -> None:
    config = tomllib.loads(iotcore_config(INFO))
    assert config["v5"]["1"]["listen"] == "127.0.0.1:18830"
    assert config["v5"]["1"]["connections"]["auth"] == {"sntry": "secret"}
    assert config["router"]["max_segment_size"] == 10 * 1024 * 1024
    assert config["router"]["max_segment_count"] == 4


def test_mosquitto_listens_on_loopback_and_refuses_the_nameless(tmp_path: Path) -> None:
    lines = mosquitto_config(INFO, tmp_path, "me").splitlines()
    assert "listener 18830 127.0.0.1" in lines
    assert "allow_anonymous false" in lines
    assert f"password_file {tmp_path}/passwords" in lines


def test_mosquitto_gets_a_salted_hash_only() -> None:
    line = mosquitto_password_line(INFO, b"twelve bytes")
    assert line.startswith("sntry:$7$101$dHdlbHZlIGJ5dGVz$")
    assert "secret" not in line


def test_the_files_are_private_and_the_command_line_shows_no_password(tmp_path: Path) -> None:
    for kind in ("iotcore", "mosquitto"):
        plan = prepare_broker(INFO, tmp_path / kind, kind)
        assert "secret" not in " ".join(plan.argv)
        assert {file.stat().st_mode & 0o777 for file in (tmp_path / kind).iterdir()} == {0o600}
