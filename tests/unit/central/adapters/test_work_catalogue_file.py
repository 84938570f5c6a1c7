"""The catalogue of work: the shipped file is whole, an operator's own is checked."""

from pathlib import Path

import pytest

from central.adapters.work_catalogue_file import read_catalogue
from central.core.cause_table import CAUSES
from central.core.work_catalogue import ChargerKind


def test_every_cause_of_the_rules_has_a_job() -> None:
    catalogue = read_catalogue(None)
    assert {each.name for each in CAUSES} <= catalogue.jobs.keys()
    dangerous = [each.name for each in CAUSES if each.is_dangerous]
    assert all("high_voltage" in catalogue.jobs[name].skills for name in dangerous)
    assert all(catalogue.jobs[name].safety for name in dangerous)


def test_an_operators_rows_replace_the_shipped_ones(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[part]]\nid = "R-9"\ntitle = "Our reader"\n'
        '[[job]]\ncause = "reader"\ntitle = "Swap it"\nminutes = 20\n'
        '[[job.parts]]\nuse = { "R-9" = 1 }\n'
    )
    catalogue = read_catalogue(own)
    needs = catalogue.needs("reader", ChargerKind("any", "any", "DC"))
    assert (needs.title, needs.parts[0].part) == ("Swap it", "R-9")
    assert catalogue.job("fan").title == read_catalogue(None).job("fan").title


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("[[job]]\ncause = 1", "job.0.cause", id="a cause that is no word"),
        pytest.param("[[part]]\nid = 'A'\ntitle='a'\ncolour = 'x'", "colour", id="unknown field"),
        pytest.param(
            "[[job]]\ncause = 'fan'\ntitle = 'x'\nminutes = 9\n[[job.parts]]\nuse = { NONE = 1 }",
            "part ['NONE'] is used but not listed",
            id="a part that is not listed",
        ),
        pytest.param(
            2 * "[[part]]\nid='A'\ntitle='a'\n", "part ['A'] stands in it twice", id="twice"
        ),
        pytest.param("= 3", "cannot be read", id="no TOML"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text)
    with pytest.raises(ValueError, match=r"own\.toml") as refused:
        read_catalogue(own)
    assert said in str(refused.value)
