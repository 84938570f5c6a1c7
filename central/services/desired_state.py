"""Bringing every charger to what it should show and give: one ask of a kind at once, with back-off.

The gap between wanted and accepted is computed anew from the database in every round; this part
only remembers what is under way and what failed lately. A failed ask is repeated after 1 s, 2 s ...
at most 60 s (real time); a changed one, or one after a new boot, at once.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final, assert_never

import structlog

from central.core.desired import Ask, FreePower, HoldPower, ReadDisplay, SetDisplay, ShowPrice
from central.core.displays import READ_KEYS
from central.core.pricing import PriceKind
from central.services.control_records import AuditRow
from central.services.counters import Counters
from central.services.errors import CentralError
from central.services.isolation import contained
from central.services.items import money
from central.services.journal import record
from central.services.ports import ChargerCalls, Clock
from central.services.power_delivery import ACCEPTED, PowerDelivery, Result
from central.services.unit_of_work import UnitsOfWork
from contract.costmsg import DEFAULT_PRICE_KEY, Price, default_price_value
from contract.ids import ChargePointId
from contract.messages import ChargerAnswer

log = structlog.get_logger(__name__)

WAIT_MIN_S: Final = 1.0
WAIT_MAX_S: Final = 60.0
UNDER_WAY_MAX: Final = 64
REASON_LENGTH: Final = 200


@dataclass(frozen=True, slots=True)
class _Failure:
    ask: Ask
    count: int
    again_at_s: float


class DesiredState:
    """Give it every round's asks with `start`; results are seen in the next round's facts."""

    def __init__(
        self,
        uows: UnitsOfWork,
        calls: ChargerCalls,
        clock: Clock,
        monotonic_s: Callable[[], float],
        counters: Counters,
    ) -> None:
        self._uows = uows
        self._counters = counters
        self._calls = calls
        self._clock = clock
        self._monotonic_s = monotonic_s
        self._under_way: set[tuple[ChargePointId, type]] = set()
        self._answered_at_s: dict[tuple[ChargePointId, type], float] = {}
        self._failures: dict[tuple[ChargePointId, type], _Failure] = {}
        self._power = PowerDelivery(uows, clock)

    def start(
        self,
        tasks: asyncio.TaskGroup,
        wanted: Iterable[tuple[Ask, datetime | None]],
        read_at_s: float,
    ) -> None:
        """Begin what is not under way and not waiting after a failure.

        Args:
            tasks: where the calls run.
            wanted: asks, each with its charger's last boot.
            read_at_s: when the facts behind them were read (real, monotonic). They say nothing
                about an ask that was answered since.
        """
        now_s = self._monotonic_s()
        self._answered_at_s = {k: at for k, at in self._answered_at_s.items() if at >= read_at_s}
        present = set()
        for ask, booted_at in wanted:
            key = (ask.charge_point, type(ask))
            present.add(key)
            if key in self._under_way or key in self._answered_at_s:
                continue
            if len(self._under_way) >= UNDER_WAY_MAX:
                continue
            failure = self._failures.get(key)
            if failure is not None and failure.ask == ask and now_s < failure.again_at_s:
                continue
            self._under_way.add(key)
            work = partial(self._carry_out, ask, booted_at)
            facts = {"charge_point": ask.charge_point, "ask": type(ask).__name__}
            tasks.create_task(contained(work, self._counters, "ask", **facts))
        for key in set(self._failures) - present - self._under_way:
            del self._failures[key]

    async def _carry_out(self, ask: Ask, booted_at: datetime | None) -> None:
        key = (ask.charge_point, type(ask))
        try:
            result = await self._send(ask, booted_at)
            if self._is_news(key, ask, result.outcome):
                await self._record(ask, result)
            self._remember(key, ask, failed=result.outcome != ACCEPTED)
        except CentralError as err:
            log.warning("ask_failed", charge_point=key[0], ask=key[1].__name__, reason=str(err))
            self._remember(key, ask, failed=True)
        except Exception:
            self._remember(key, ask, failed=True)
            raise
        finally:
            self._answered_at_s[key] = self._monotonic_s()
            self._under_way.discard(key)

    def _is_news(self, key: tuple[ChargePointId, type], ask: Ask, outcome: str) -> bool:
        """A repeated failure is written down once; a price that only stays the same is not.

        What a display can do and how it says things is no act: the commands have it.
        """
        if isinstance(ask, ReadDisplay | SetDisplay):
            return False
        if outcome == ACCEPTED:
            return not isinstance(ask, ShowPrice) or ask.replaces is not None
        failure = self._failures.get(key)
        return outcome != "offline" and (failure is None or failure.ask != ask)

    def _remember(self, key: tuple[ChargePointId, type], ask: Ask, *, failed: bool) -> None:
        previous = self._failures.pop(key, None)
        if not failed:
            return
        count = previous.count + 1 if previous is not None and previous.ask == ask else 1
        wait_s = min(WAIT_MIN_S * 2.0 ** min(count - 1, 10), WAIT_MAX_S)
        self._failures[key] = _Failure(ask, count, self._monotonic_s() + wait_s)

    async def _send(self, ask: Ask, booted_at: datetime | None) -> Result:
        match ask:
            case ShowPrice():
                price = Price(
                    ask.per_kwh, ask.currency, ask.text, ask.per_hour, ask.flat, ask.text_offline
                )
                value = default_price_value(price, ask.decimals)
                payload = {"key": DEFAULT_PRICE_KEY, "value": value}
                return await self._call(ask, "ChangeConfiguration", payload)
            case HoldPower():
                return await self._power.hold(ask, booted_at, partial(self._call, ask))
            case FreePower():
                return await self._power.free(ask, partial(self._call, ask))
            case ReadDisplay():
                return await self._call(ask, "GetConfiguration", {"key": list(READ_KEYS)})
            case SetDisplay():
                payload = {"key": ask.key, "value": ask.value}
                return await self._call(ask, "ChangeConfiguration", payload)
            case _:
                assert_never(ask)

    async def _call(self, ask: Ask, action: str, payload: dict[str, Any]) -> Result:
        answer = await self._calls.call(
            ask.charge_point,
            action,
            payload,
            actor_kind=_actor_kind(ask),
            actor="control",
            reason=_describe(ask),
        )
        return Result(_outcome(answer), {"answer": answer.payload} if answer.payload else {})

    async def _record(self, ask: Ask, result: Result) -> None:
        replaced = ask.replaces if isinstance(ask, ShowPrice) else None
        row = AuditRow(
            at=self._clock.now(),
            actor_kind=_actor_kind(ask),
            actor="control",
            act=_act(ask, result.outcome),
            object_type="charge_point",
            object_id=ask.charge_point,
            reason=_describe(ask),
            before=None if replaced is None else {"per_kwh": money(replaced)},
            after={"outcome": result.outcome, **result.detail},
        )
        async with self._uows.write() as uow:
            await record(uow, row)
            await uow.commit()


def _outcome(answer: ChargerAnswer) -> str:
    """The answer's outcome; `offline` also where the call did not get as far as the charger."""
    undelivered = answer.outcome == "error" and answer.payload.get("code") == "Unavailable"
    return "offline" if undelivered else answer.outcome


def _describe(ask: Ask) -> str:
    match ask:
        case ShowPrice():
            return f"show {ask.per_kwh} {ask.currency}/kWh ({ask.kind.value}): {ask.text}"
        case HoldPower():
            return f"stay below {ask.limit_w / 1000:.1f} kW"
        case FreePower():
            return "full power again"
        case ReadDisplay():
            return "what its display can do with prices"
        case SetDisplay():
            return f"display: {ask.key} is {ask.value}"[:REASON_LENGTH]
        case _:
            assert_never(ask)


def _actor_kind(ask: Ask) -> str:
    """The base price belongs to the tariff, everything else to the loop."""
    is_base = isinstance(ask, ShowPrice) and ask.kind is PriceKind.BASE
    is_display = isinstance(ask, ReadDisplay | SetDisplay)
    return "system" if is_base or is_display else "autopilot"


def _act(ask: Ask, outcome: str) -> str:
    failure = "refused" if outcome in {"rejected", "error"} else "unanswered"
    accepted = outcome == ACCEPTED
    match ask:
        case ShowPrice():
            return "price.accepted" if accepted else f"price.{failure}"
        case HoldPower():
            return "power.limited" if accepted else f"power.{failure}"
        case FreePower():
            return "power.cleared" if accepted else f"power.{failure}"
        case ReadDisplay() | SetDisplay():
            return "display.accepted" if accepted else f"display.{failure}"
        case _:
            assert_never(ask)
