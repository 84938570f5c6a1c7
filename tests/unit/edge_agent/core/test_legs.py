"""Passwords, security profiles and certificates: each leg has its own, and none is locked out."""

from typing import Any

import pytest

from edge_agent.core.traffic import FromCentral, KeyProven, KeyRefused, TakeRoot
from tests.unit.edge_agent.core.builders import now, of, opened, to_central
from tests.unit.edge_agent.core.offline_world import World

NEW = "0123456789abcdef0123456789ABCDEF01234567"


def plugged() -> World:
    world = World()
    world.is_up = True
    world.plug()
    world.ask("BootNotification", chargePointVendor="V", chargePointModel="M")
    return world


def change(world: World, key: str, value: Any) -> list[Any]:
    """Central changes a key; returns what the charger was asked meanwhile."""
    before = len(world.calls)
    world.central_says("ChangeConfiguration", key=key, value=value)
    world.pass_time(1.0)
    return world.calls[before:]


def last_answer(world: World) -> str:
    return world.ledger.raw[-1]


@pytest.mark.parametrize("key", ["AuthorizationKey", "authorizationkey"])
def test_key_of_central_is_the_edge_s_and_the_charger_hears_nothing_yet(key: str) -> None:
    world = plugged()
    assert change(world, key, NEW) == []
    assert world.keys == [NEW]
    assert '"Accepted"' in last_answer(world)


def test_charger_gets_the_key_when_it_is_proven_and_central_hears_no_more() -> None:
    world = plugged()
    change(world, "AuthorizationKey", NEW)
    world.feed(KeyProven())
    world.pass_time(1.0)
    (call,) = world.calls
    assert call[2:] == ["ChangeConfiguration", {"key": "AuthorizationKey", "value": NEW}]
    said = len(world.ledger.raw)
    world.answer(call)
    world.feed(KeyProven())
    world.cut_power()
    world.feed(KeyProven())
    assert len(world.calls) == 1, "told once, also across a power cut"
    assert not any("ChangeConfiguration" in each for each in world.ledger.raw[said:])


def test_charger_that_was_away_gets_the_key_on_its_next_visit() -> None:
    world = plugged()
    change(world, "AuthorizationKey", NEW)
    world.unplug()
    world.feed(KeyProven())
    world.cut_power(replug=False)
    world.plug()
    assert world.calls == []
    world.feed(KeyProven())
    assert len(world.calls) == 1


@pytest.mark.parametrize(
    "answer", ['{"status":"Rejected"}', '{"status":"NotSupported"}', "{}"], ids=str
)
def test_charger_that_refuses_the_key_keeps_its_own_and_central_is_told(answer: str) -> None:
    world = plugged()
    change(world, "AuthorizationKey", NEW)
    world.feed(KeyProven())
    world.answer(world.calls[-1], answer)
    world.feed(KeyProven())
    assert len(world.calls) == 1
    assert "charger_key_refused" in [kind for kind, _ in world.news]


def test_key_that_central_forgot_is_given_up() -> None:
    world = plugged()
    change(world, "AuthorizationKey", NEW)
    world.feed(KeyRefused())
    world.feed(KeyProven())
    assert world.calls == []
    assert "uplink_key_refused" in world.odd
    assert NEW not in str(world.kept().notes)


@pytest.mark.parametrize("value", ["", "x" * 41, "caf\u00e9", "a\nb", None, 7])
def test_key_that_cannot_be_one_is_rejected_and_goes_nowhere(value: Any) -> None:
    world = plugged()
    assert change(world, "AuthorizationKey", value) == []
    assert world.keys == []
    assert '"Rejected"' in last_answer(world)


@pytest.mark.parametrize(
    ("uplink", "asked", "status"),
    [
        pytest.param(2, "2", "Accepted", id="it is so already"),
        pytest.param(1, "2", "Rejected", id="a person has to configure it"),
        pytest.param(2, "1", "Rejected", id="never down"),
        pytest.param(2, "high", "Rejected", id="no number"),
    ],
)
def test_security_profile_is_that_of_the_uplink(uplink: int, asked: str, status: str) -> None:
    proxy = opened(uplink_profile=uplink)
    text = f'[2,"s","ChangeConfiguration",{{"key":"SecurityProfile","value":"{asked}"}}]'
    assert to_central(proxy.handle(FromCentral(text), now())) == [[3, "s", {"status": status}]]


def test_other_keys_are_the_charger_s() -> None:
    (call,) = change(plugged(), "HeartbeatInterval", "60")
    assert call[3] == {"key": "HeartbeatInterval", "value": "60"}


def test_root_of_central_is_for_the_edge_and_that_of_the_maker_for_the_charger() -> None:
    for kind, is_ours in (
        ("CentralSystemRootCertificate", True),
        ("ManufacturerRootCertificate", False),
    ):
        proxy = opened()
        fields = f'{{"certificateType":"{kind}","certificate":"PEM"}}'
        effects = proxy.handle(FromCentral(f'[2,"s","InstallCertificate",{fields}]'), now())
        assert of(effects, TakeRoot) == ([TakeRoot('"s"', "PEM")] if is_ours else [])
        assert to_central(effects) == []


def test_certificate_goes_to_a_charger_that_asked_for_one_only() -> None:
    world = plugged()
    world.central_says("CertificateSigned", certificateChain="PEM")
    assert world.calls == []
    assert '"Rejected"' in last_answer(world)
    world.ask("SignCertificate", csr="PEM")
    world.central_says("CertificateSigned", certificateChain="PEM")
    (call,) = world.calls
    assert call[2:] == ["CertificateSigned", {"certificateChain": "PEM"}]
    world.answer(call)
    world.central_says("CertificateSigned", certificateChain="PEM")
    assert len(world.calls) == 1
