from dataclasses import replace
from datetime import timedelta

import pytest

from central.adapters.playbook_file import read_playbooks
from central.core.playbooks import OUT_OF_CONTACT
from central.core.rules import HealRules
from central.core.troubles import is_gone, session_runs, standing, trouble_of, troubles_of
from contract.ids import StationId
from tests.unit.central.core.builders import NOON, charger, station, three_scores

BOOKS = read_playbooks(None)
RULES = HealRules()
A = StationId("A")


def faulted(*errors: str | None, **changes: object) -> object:
    """A charger whose connectors have these errors; None = Available."""
    made = charger(statuses=tuple("Available" if e is None else "Faulted" for e in errors))
    plugs = tuple(
        replace(each, error_code=error or "NoError")
        for each, error in zip(made.connectors, errors, strict=True)
    )
    return replace(made, connectors=plugs, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "sign", "connector", "playbook"),
    [
        pytest.param(faulted("InternalError", None), "InternalError", 1, "controller", id="code"),
        pytest.param(
            faulted("InternalError", "GroundFailure"), "GroundFailure", 2, "protective_fault",
            id="what may hurt somebody goes first",
        ),
        pytest.param(
            faulted(None, None, connected=False), OUT_OF_CONTACT, 0, "out_of_contact", id="silent"
        ),
        pytest.param(
            charger(
                scores=tuple(
                    replace(each, cause="communication_loss")
                    for each in three_scores(0.9, load_sensitive=False)
                )
            ),
            "communication_loss", 0, "failing_link", id="a risk that less load does not cure",
        ),
    ],
)  # fmt: skip
def test_a_trouble_is_found(one: object, sign: str, connector: int, playbook: str) -> None:
    found = trouble_of(one, A, BOOKS, RULES, NOON)  # type: ignore[arg-type]
    assert found is not None
    assert (found.sign, found.connector, found.playbook) == (sign, connector, playbook)
    assert found.charge_point in found.evidence


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(charger(), id="healthy"),
        pytest.param(charger(statuses=("Unavailable",) * 2), id="somebody took it out"),
        pytest.param(faulted("WeakSignal", None), id="no playbook is for it"),
        pytest.param(charger(scores=three_scores(0.9)), id="load cures it: that is a heal"),
        pytest.param(charger(connected=False, disconnected_at=NOON), id="gone a moment ago"),
    ],
)
def test_nothing_is_wrong(one: object) -> None:
    assert trouble_of(one, A, BOOKS, RULES, NOON) is None  # type: ignore[arg-type]


def test_a_station_that_a_person_took_out_has_no_troubles() -> None:
    broken = station(chargers=(faulted("InternalError", None),))
    assert len(troubles_of([broken], BOOKS, RULES, NOON)) == 1
    assert troubles_of([replace(broken, under_maintenance=True)], BOOKS, RULES, NOON) == {}


def test_a_trouble_keeps_its_beginning_until_it_is_another() -> None:
    first = troubles_of([station(chargers=(faulted("InternalError", None),))], BOOKS, RULES, NOON)
    stands = standing({}, first, NOON)
    later = NOON + timedelta(minutes=1)
    assert standing(stands, first, later) == stands
    other = troubles_of([station(chargers=(faulted("GroundFailure", None),))], BOOKS, RULES, NOON)
    assert [each.since for each in standing(stands, other, later).values()] == [later]
    assert standing(stands, {}, later) == {}


def test_out_of_service_is_not_recovered() -> None:
    assert not is_gone("GroundFailure", 1, charger(statuses=("Unavailable", "Available")), NOON)
    assert is_gone("GroundFailure", 1, charger(statuses=("Available", "Faulted")), NOON)
    assert not is_gone("GroundFailure", 1, charger(connected=False), NOON)


def test_no_session_runs_on_a_faulted_connector() -> None:
    assert not session_runs(charger(statuses=("Faulted", "Finishing")), 0)
    assert session_runs(charger(statuses=("Faulted", "SuspendedEV")), 0)
    assert not session_runs(charger(statuses=("Faulted", "SuspendedEV")), 1)
