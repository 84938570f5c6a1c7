"""The Debian package: its command works from where it was put, with its own libraries."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from edge_agent.config import load_settings

pytestmark = pytest.mark.integration
PROJECT = Path(__file__).resolve().parents[3]
DEBIAN = PROJECT / "edge_agent" / "debian"


def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(
        list(map(str, words)), env=kept | environment, capture_output=True, text=True, check=False
    )


def test_command_of_the_package_finds_its_libraries_from_any_directory(tmp_path: Path) -> None:
    folder = tmp_path / "opt" / "sntry"
    (folder / "bin").mkdir(parents=True)
    (folder / "lib").symlink_to(PROJECT)
    command = shutil.copy(DEBIAN / "sntry", folder / "bin" / "sntry")
    link = tmp_path / "sntry"
    link.symlink_to(command)
    data = {"SNTRY_EDGE_DATA_DIR": str(tmp_path / "data"), "SNTRY_PYTHON": sys.executable}
    found = run(link, "edge", "status", **data)
    assert found.returncode == 1
    assert "no edge has run with the data directory" in found.stderr


@pytest.mark.parametrize("name", ["build", "postinst", "prerm", "postrm", "sntry"])
def test_scripts_of_the_package_are_sound_and_may_be_run(name: str) -> None:
    assert run("sh", "-n", DEBIAN / name).returncode == 0
    assert os.access(DEBIAN / name, os.X_OK)


def test_settings_that_come_with_the_package_are_allowed_and_the_unit_runs_its_command() -> None:
    load_settings({}, DEBIAN / "edge.toml")
    unit = (PROJECT / "edge_agent" / "systemd" / "sntry-edge.service").read_text()
    assert "ExecStart=/opt/sntry/bin/sntry edge " in unit
    assert "opt/sntry/bin/sntry" in (DEBIAN / "build").read_text()


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="packages are built by dpkg-deb")
def test_package_is_built_without_root_and_runs_with_nothing_but_the_edge_extra(
    tmp_path: Path,
) -> None:
    built = run(DEBIAN / "build", tmp_path, PYTHON=sys.executable)
    assert built.returncode == 0, built.stderr
    (package,) = tmp_path.glob("sntry-edge_*.deb")
    tree = tmp_path / "tree"
    assert run("dpkg-deb", "-x", package, tree).returncode == 0
    assert (tree / "etc" / "sntry" / "edge.toml").stat().st_mode & 0o777 == 0o600
    names = {each.name for each in (tree / "opt" / "sntry" / "lib").iterdir()}
    assert {"edge_agent", "onnxruntime", "websockets"} <= names
    assert not {"fastapi", "sqlalchemy", "sklearn", "ocpp"} & names
    base = str(Path(sys.base_prefix) / "bin" / "python3")
    command = tree / "opt" / "sntry" / "bin" / "sntry"
    found = run(command, "edge", "status", SNTRY_PYTHON=base, SNTRY_EDGE_DATA_DIR=str(tmp_path))
    assert "no edge has run with the data directory" in found.stderr
