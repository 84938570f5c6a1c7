"""Shared builders of the edge's core tests."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from edge_agent.core.frames import result
from edge_agent.core.policy import Policy
from edge_agent.core.proxy import Proxy
from edge_agent.core.traffic import (
    ChargerOpened,
    Effect,
    FromCentral,
    FromCharger,
    Now,
    Promise,
    ToCentral,
    ToCharger,
)

START = datetime(2026, 7, 1, 12, tzinfo=UTC)
E = TypeVar("E")


def now(real_s: float = 0.0, factor: float = 1.0) -> Now:
    return Now(real_s=real_s, at=START + timedelta(seconds=real_s * factor))


def ids() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"edge-{number}"


def opened(*, has_uplink: bool = True, factor: float = 1.0, **policy: Any) -> Proxy:
    proxy = Proxy(ids(), Policy(clock_factor=factor, **policy))
    proxy.handle(ChargerOpened(has_uplink=has_uplink), now())
    return proxy


def of(effects: list[Effect], kind: type[E]) -> list[E]:
    return [each for each in effects if isinstance(each, kind)]


def to_central(effects: list[Effect]) -> list[Any]:
    return [json.loads(each.text) for each in of(effects, ToCentral)]


def to_charger(effects: list[Effect]) -> list[Any]:
    """Frames that the charger gets once the disk did what it was asked."""
    answers = [
        each if isinstance(each, ToCharger) else ToCharger(result(each.id_json, each.payload))
        for each in effects
        if isinstance(each, ToCharger | Promise)
    ]
    return [json.loads(each.text) for each in answers]


def call(message_id: str, action: str, payload: str = "{}") -> FromCharger:
    return FromCharger(f'[2,"{message_id}","{action}",{payload}]')


def central_call(message_id: str, action: str, payload: str = "{}") -> FromCentral:
    return FromCentral(f'[2,"{message_id}","{action}",{payload}]')
