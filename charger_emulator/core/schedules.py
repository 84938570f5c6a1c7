"""One charging profile over time: which of its periods holds at t, and when that changes next.

Validity cuts a schedule and does not move it. A Recurring schedule starts anew every 24 h or 7
days of plain time, and what is longer than the recurrence is cut (OCPP 1.6, 3.13.2; errata 3.78).
"""

import math

from charger_emulator.core.profiles import Kind, Period, Profile


def period_at(
    profile: Profile, at_s: float, transaction_start_s: float
) -> tuple[Period | None, float]:
    """Period of a profile that holds at t, and the next instant at which that may change.

    Args:
        profile: which.
        at_s: t.
        transaction_start_s: where a Relative schedule begins.

    Returns:
        None where the profile says nothing; the instant is after t, infinite = never.
    """
    if at_s >= profile.valid_to_s:
        return None, math.inf
    if at_s < profile.valid_from_s:
        return None, profile.valid_from_s
    origin_s, next_s = _origin(profile, at_s, transaction_start_s)
    if at_s < origin_s:
        return None, min(origin_s, profile.valid_to_s)
    end_s = min(origin_s + profile.duration_s, next_s)
    if at_s >= end_s:
        return None, min(next_s, profile.valid_to_s)
    begun = [period for period in profile.periods if origin_s + period.start_s <= at_s]
    change_s = min(end_s, profile.valid_to_s)
    if len(begun) < len(profile.periods):
        change_s = min(change_s, origin_s + profile.periods[len(begun)].start_s)
    return begun[-1], change_s


def _origin(profile: Profile, at_s: float, transaction_start_s: float) -> tuple[float, float]:
    """Start of the schedule that counts at t, and of the next one."""
    if profile.start_s is None:
        return transaction_start_s, math.inf
    if profile.kind is not Kind.RECURRING or at_s < profile.start_s:
        return profile.start_s, math.inf
    rounds = math.floor((at_s - profile.start_s) / profile.cycle_s)
    origin_s = profile.start_s + rounds * profile.cycle_s
    return origin_s, origin_s + profile.cycle_s
