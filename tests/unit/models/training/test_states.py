"""States of a charger as a person at it would call them."""

import numpy as np
import pytest

from contract.observations import COLUMNS, FAULT_MODES, NAN, PLANNED_MODE, TRUTH_COLUMNS, Kind
from contract.ocpp16 import ChargePointStatus
from models.state_head import STATES
from models.training.states import states_at

STATUSES = [status.value for status in ChargePointStatus]


def told(at_s: float, connector: int, status: str) -> tuple[object, ...]:
    return _row(Kind.STATUS, at_s, connector=connector, status=STATUSES.index(status))


def link(at_s: float, kind: Kind) -> tuple[object, ...]:
    return _row(kind, at_s)


def _row(kind: Kind, at_s: float, **values: object) -> tuple[object, ...]:
    given = {"kind": int(kind), "at_s": at_s, **values}
    return tuple(given.get(name, NAN if "f" in form else 0) for name, form in COLUMNS)


UP = [told(0.0, 1, "Available"), told(0.0, 2, "Charging")]


def state(*rows: tuple[object, ...], at_s: float = 100.0, work: tuple[float, ...] = ()) -> str:
    planned = [(0, FAULT_MODES.index(PLANNED_MODE), work[0], *work)] if work else []
    found = states_at(
        np.array(list(rows), dtype=list(COLUMNS)),
        np.array(planned, dtype=list(TRUTH_COLUMNS)),
        2,
        np.array([at_s]),
    )
    return STATES[found[0]] if found[0] >= 0 else "unknown"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([], "unknown", id="nothing said"),
        pytest.param(UP, "operational", id="both up"),
        pytest.param([*UP, told(9.0, 2, "Faulted")], "partial_outage", id="one of two faulted"),
        pytest.param([*UP, told(9.0, 2, "Unavailable")], "partial_outage", id="one taken out"),
        pytest.param([*UP, told(9.0, 0, "Faulted")], "offline", id="the charge point as a whole"),
        pytest.param(
            [*UP, told(9.0, 1, "Faulted"), told(9.0, 2, "Faulted")], "offline", id="both faulted"
        ),
        pytest.param([*UP, link(9.0, Kind.DISCONNECTED)], "offline", id="out of contact"),
        pytest.param(
            [*UP, link(9.0, Kind.DISCONNECTED), link(20.0, Kind.CONNECTED)],
            "operational",
            id="back",
        ),
        pytest.param(
            [*UP, told(9.0, 2, "Faulted"), told(50.0, 2, "Available")], "operational", id="repaired"
        ),
        pytest.param([*UP, told(100.5, 2, "Faulted")], "operational", id="not yet"),
        pytest.param([*UP, told(9.0, 7, "Faulted")], "operational", id="a connector it has not"),
    ],
)
def test_a_charger_is_what_its_connectors_and_its_link_say(
    rows: list[tuple[object, ...]], expected: str
) -> None:
    assert state(*rows) == expected


def test_planned_work_outweighs_what_the_charger_says_while_it_lasts() -> None:
    assert state(*UP, work=(50.0, 150.0)) == "under_maintenance"
    assert state(*UP, told(60.0, 0, "Faulted"), work=(50.0, 150.0)) == "under_maintenance"
    assert state(*UP, work=(50.0, 100.0)) == "operational"
