"""What a broken charger may say while central is away: all is answered, stored, and delivered."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from edge_agent.core.traffic import FromCharger
from tests.unit.edge_agent.core.offline_world import World

ACTIONS = st.sampled_from(
    [
        "Authorize",
        "BootNotification",
        "DataTransfer",
        "FirmwareStatusNotification",
        "MeterValues",
        "SecurityEventNotification",
        "StartTransaction",
        "StatusNotification",
        "StopTransaction",
    ]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.sampled_from([0, -1, 1, 2, 2**31, 2**63, 10**30, -0.0, 1e308, 2_000_000_000])
    | st.sampled_from(["", "TAG", "\ud800", "\x00", "x" * 3000, "1970-01-01T00:00:00Z", "9999-99"])
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["timestamp", "value", "idTag"]), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = st.dictionaries(
    st.sampled_from(
        [
            "connectorId",
            "idTag",
            "meterStart",
            "meterStop",
            "timestamp",
            "transactionId",
            "meterValue",
            "status",
            "errorCode",
            "vendorId",
            "messageId",
            "data",
        ]
    ),
    VALUES,
    max_size=6,
)


@settings(max_examples=200)
@given(
    said=st.lists(st.tuples(ACTIONS, FIELDS), min_size=1, max_size=8),
    cuts_power=st.booleans(),
)
def test_whatever_is_said_is_answered_once_and_reaches_central(
    said: list[tuple[str, dict[str, Any]]], cuts_power: bool
) -> None:
    world = World()
    world.plug()
    for number, (action, fields) in enumerate(said):
        world.feed(FromCharger(json.dumps([2, f"n{number}", action, fields])))
    world.pass_time(15.0)
    assert len(world.answers) == len(said)
    if cuts_power:
        world.cut_power()
    world.link_up()
    world.pass_time(120.0)
    assert world.proxy.is_finished
    heard = [json.dumps([action, fields]) for action, fields in world.ledger.heard]
    for number, (action, fields) in enumerate(said):
        is_taken = world.answers[f"n{number}"][0] == 3  # half characters make no frame
        if is_taken and action == "SecurityEventNotification":
            assert json.dumps([action, fields]) in heard
        if is_taken and action == "StartTransaction":
            assert world.ledger.of(action)
