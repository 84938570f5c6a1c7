import io

import pytest

from central.cli.decide import run_decide
from central.services.errors import LocalError
from charger_emulator.core.fleet import make_fleet
from contract.messages import decode, encode
from contract.rehearsal import ChargerNow, LoopStart, NetworkNow, Orders
from tests.unit.central.core.builders import NOON

FLEET = make_fleet(1, 1)
START = encode(LoopStart(fleet=FLEET, use_price=True, use_power=True))


def answers(*lines: bytes) -> list[bytes]:
    told = io.BytesIO()
    run_decide(io.BytesIO(b"\n".join(lines)), told)
    return told.getvalue().splitlines()


def test_every_tick_has_an_answer() -> None:
    charger = FLEET.stations[0].charge_points[0]
    now = ChargerNow(charge_point=charger.id, connected=True, statuses=["Available"])
    asked = encode(NetworkNow(at=NOON, chargers=[now]))
    found = [decode(line, Orders) for line in answers(START, asked, asked)]
    assert found == [Orders(wanted=[], heals=[])] * 2


def test_no_input_is_no_error() -> None:
    assert answers(b"") == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        pytest.param((b"{}",), "line 1: not a LoopStart", id="no start"),
        pytest.param((START, b"hello"), "line 2: not a NetworkNow", id="no facts"),
        pytest.param(
            (START.replace(b"null", b"1.5"),), "line 1: .*<= 1.0", id="limit above the rating"
        ),
    ],
)
def test_a_line_that_cannot_be_understood_is_named(lines: tuple[bytes, ...], said: str) -> None:
    with pytest.raises(LocalError, match=said):
        answers(*lines)
