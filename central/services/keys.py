"""Use cases of chargers' passwords and security profiles (security white paper, A01, A05).

A new AuthorizationKey is random, sent as hexadecimal digits, and kept as a hash only. The old one
stays good until the first login with the new one. A profile is never lowered but by an admin.
"""

import asyncio
import secrets
from collections.abc import Callable
from typing import Final

from argon2 import PasswordHasher

from central.services.errors import UnknownChargePointError
from central.services.orders import Orders
from central.services.people import Actor
from contract.ids import ChargePointId
from contract.messages import ChargerAnswer

KEY_BYTES: Final = 20
"""The most that AuthorizationKey holds: 40 hexadecimal digits (security white paper)."""
KEY: Final = "AuthorizationKey"
MAY_HAVE_TAKEN: Final = frozenset({"accepted", "timeout"})


async def renew_password(
    orders: Orders, actor: Actor, charge_point: ChargePointId
) -> ChargerAnswer:
    """Give a charger a new password; it counts from its first login on.

    Raises:
        UnknownChargePointError: no such charger.
    """
    key = secrets.token_hex(KEY_BYTES)
    hashed = await asyncio.to_thread(PasswordHasher().hash, key)
    await _set_pending(orders, charge_point, hashed)
    payload = {"key": KEY, "value": key}
    answer = await orders.call(
        actor, charge_point, "ChangeConfiguration", payload, reason="new password"
    )
    if answer.outcome not in MAY_HAVE_TAKEN:
        await _set_pending(orders, charge_point, None)
    async with orders.units.write() as uow:
        after = {"outcome": answer.outcome}
        await orders.note(uow, actor, "charger.password", charge_point, after)
        await uow.commit()
    return answer


async def set_profile(
    orders: Orders,
    actor: Actor,
    charge_point: ChargePointId,
    profile: int,
    may_change: Callable[[int], None],
) -> None:
    """Set the least security profile of a charger, also downward: for one that lost its keys.

    `may_change` is asked about the one before, and raises where it is not what the admin thinks.

    Raises:
        UnknownChargePointError: no such charger.
    """
    async with orders.units.write() as uow:
        before = await uow.charge_points.get(charge_point)
        if before is None:
            raise UnknownChargePointError(charge_point)
        may_change(before.security_profile)
        await uow.security.set_profile(charge_point, profile)
        after = {"security_profile": profile}
        await orders.note(uow, actor, "charger.security_profile", charge_point, after)
        await uow.commit()


async def _set_pending(orders: Orders, charge_point: ChargePointId, hashed: str | None) -> None:
    async with orders.units.write() as uow:
        if not await uow.security.set_pending_password(charge_point, hashed):
            raise UnknownChargePointError(charge_point)
        await uow.commit()
