"""The wire forms, as files: a change here is a change of what runs in the field."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contract.ids import ChargePointId, CityId, EdgeId
from contract.messages import (
    ChargerAnswer,
    ChargerCall,
    ChargerEvent,
    Context,
    Contribution,
    EdgeAnswer,
    EdgeCommand,
    EdgeState,
    LimitSignal,
    Message,
    ModelDelivery,
    ModelOffer,
    PersonNotice,
    Receipt,
    Score,
    Telemetry,
    TemperatureOutlook,
    decode,
    encode,
)

GOLDEN = Path(__file__).parent / "golden"
AT = datetime(2026, 7, 1, 12, 30, 5, tzinfo=UTC)
EDGE = EdgeId("edge-1")

MESSAGES: dict[str, Message] = {
    "telemetry": Telemetry(
        at=AT, edge=EDGE, birth=3, sequence=17, temperature_c=61.5, power_w=120_000.0,
        utilisation_ratio=0.5, connectors_in_use=2, connectors_usable=4, features=[1.0, None],
    ),
    "score": Score(
        at=AT, edge=EDGE, birth=3, sequence=18, model="rf-1", feature_set="862fe73f3ddeb216",
        risk_1h=0.71, risk_6h=0.8, risk_24h=0.93, level="critical", cause="thermal_overload",
        load_sensitive=True,
        contributions=[Contribution(feature="temperature_c", value=82.0, points=0.31)],
        temperature_forecast=[
            TemperatureOutlook(minutes=5, low_c=81.9, mid_c=83.4, high_c=84.6),
            TemperatureOutlook(minutes=60, low_c=70.2, mid_c=88.0, high_c=91.5),
        ],
    ),
    "event": ChargerEvent(at=AT, edge=EDGE, birth=3, sequence=19, kind="connected"),
    "edge_state": EdgeState(edge=EDGE, online=False, birth=3),
    "edge_state_delivery": EdgeState(
        edge=EDGE, online=True, birth=3, at=AT, version="1", model="forest-1", chargers=2,
        delivery=ModelDelivery(model="forest-2", step="probation", detail="31 scores"),
    ),
    "model_offer": ModelOffer(
        model="forest-2", sha256="ab" * 32, size_bytes=1_700_000,
        url="https://central.example/api/v1/models/forest-2/archive", token="secret",
    ),
    "person_notice": PersonNotice(
        id=7, at=AT, person="tina", family="order", severity="critical", title="New job: Mall",
        text="Order 12: fan at CP-1. Accept or decline it.", link="/ops/orders/12", count=1,
    ),
    "receipt": Receipt(birth=3, ranges=[(17, 19), (23, 23)]),
    "edge_command": EdgeCommand(kind="status"),
    "edge_answer": EdgeAnswer(
        command_id="c-1", outcome="rejected", at=AT, payload={"reason": "not allowed"}
    ),
    "context": Context(
        city=CityId("phoenix"), at=AT, temperature_c=40.5, precipitation_mm=0.0,
        weather="extreme_heat", traffic_index=7.0, event="none", fuel_price_per_gallon=3.9,
    ),
    "limit_signal": LimitSignal(
        at=AT, expires_at=datetime(2026, 7, 1, 12, 45, 5, tzinfo=UTC), limit_w=42_500.0,
        source="solar",
    ),
    "charger_call": ChargerCall(
        command_id="c-1", charge_point=ChargePointId("CP-1"), action="Reset",
        payload={"type": "Soft"},
    ),
    "charger_answer": ChargerAnswer(
        command_id="c-1", outcome="rejected", at=AT, payload={"status": "Rejected"}
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MESSAGES)
def test_the_wire_form_is_the_golden_one(name: str) -> None:
    message = MESSAGES[name]
    assert encode(message) == (GOLDEN / f"{name}.json").read_bytes().strip()
    assert decode((GOLDEN / f"{name}.json").read_bytes(), type(message)) == message


def test_a_score_of_an_edge_that_knows_only_the_hour_is_read() -> None:
    golden = (GOLDEN / "score.json").read_bytes()
    read = decode(golden.replace(b'"risk_6h":0.8,"risk_24h":0.93,', b""), Score)
    assert (read.risk_1h, read.risk_6h, read.risk_24h) == (0.71, None, None)


def test_a_score_of_an_edge_that_forecasts_nothing_is_read() -> None:
    fields = json.loads((GOLDEN / "score.json").read_bytes())
    del fields["temperature_forecast"]
    assert decode(json.dumps(fields).encode(), Score).temperature_forecast == []


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(b"{}", id="nothing in it"),
        pytest.param(b"not json", id="no JSON"),
        pytest.param(
            b'{"edge":"e","online":true,"birth":1,"surprise":2}', id="a field nobody knows"
        ),
        pytest.param(b'{"edge":"e","online":"yes","birth":1}', id="a wrong type"),
        pytest.param(b"\xff\xfe", id="no UTF-8"),
    ],
)
def test_a_payload_that_is_no_such_message_is_refused(payload: bytes) -> None:
    with pytest.raises(ValueError, match="not a EdgeState"):
        decode(payload, EdgeState)
