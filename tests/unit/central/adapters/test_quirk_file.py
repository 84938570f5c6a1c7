"""Quirk profiles from files."""

from pathlib import Path

import pytest

from central.adapters.quirk_file import read_quirks
from central.core.quirks import quirks_of


def test_the_profiles_that_come_with_central_are_good() -> None:
    known = read_quirks(None)
    assert len({each.name for each in known}) == len(known) > 0
    assert quirks_of(known, "Tinkerforge GmbH", "WARP2", "2.1").call_timeout_s == 60.0
    assert not any(each.energy_is_kwh or each.local_time_zone for each in known)


def test_an_operators_profile_goes_first(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[profile]]\nname = "ours"\nvendor = "tinker*"\nsettle_s = 9\n')
    known = read_quirks(own)
    assert quirks_of(known, "Tinkerforge GmbH", "WARP2", "2.1").name == "ours"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("[[profile]]\nname='x'\nsettle_s=-1", "profile.0.settle_s=-1", id="value"),
        pytest.param("[[profile]]\nname='x'\nsettel_s=1", "profile.0.settel_s", id="unknown field"),
        pytest.param(
            "[[profile]]\nname='x'\nlocal_time_zone='Mars'", "an IANA time zone", id="zone"
        ),
        pytest.param("[profiles]", "'profiles' is not allowed", id="unknown table"),
        pytest.param("[[profile", "cannot be read", id="no TOML"),
    ],
)
def test_wrong_file_is_refused_with_its_reason(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text)
    with pytest.raises(ValueError, match=r".") as error:
        read_quirks(path)
    assert told in str(error.value)
    assert "own.toml" in str(error.value)
