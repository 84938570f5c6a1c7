"""The command line: files that cannot be read or written are named, without a traceback."""

from pathlib import Path

import pytest

from charger_emulator.__main__ import main


def test_a_file_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    out = tmp_path / "file" / "fleet.json"
    assert main(["fleet", "--stations", "1", "--out", str(out)]) == 2
    assert capsys.readouterr().err in (
        f"{out.parent}: File exists\n",
        f"{out}: Not a directory\n",
    )


def test_a_fleet_file_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = tmp_path / "none.json"
    monkeypatch.setenv("SNTRY_EMULATOR_FLEET_FILE", str(missing))
    monkeypatch.setenv("SNTRY_EMULATOR_CENTRAL_URL", "ws://127.0.0.1:1/ocpp")
    monkeypatch.setenv("SNTRY_EMULATOR_CONTROL_TOKEN", "test-token")
    assert main(["serve"]) == 2
    assert capsys.readouterr().err == f"{missing}: No such file or directory\n"
