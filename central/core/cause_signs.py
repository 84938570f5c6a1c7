"""Signs that tell causes apart: each reads a case and says how clearly it is seen, with figures.

Borders say where they come from. Texts are ours: of a charger's own words only OCPP's closed lists
get into them.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from central.core.causes import Case, Found
from contract.ocpp16 import ChargePointErrorCode as Code

HEALTHY_RISE_K: Final = 30.0
"""Rise over the air at full load that cabinets are built for (the thermal model of ADR 26 starts
from it); less load makes less heat, half in proportion and half with its square."""
LEAST_RISE_K: Final = 8.0
"""Healthy chargers show this at any load, by sun and standby."""
HOT_FROM_C: Final = 65.0
"""Chargers begin to derate at 75 C; healthy ones at full load in summer stay below this."""
UNEXPLAINED_FROM_TO: Final = (2.0, 4.5)
"""Rise over the usual rise: dirty filters, sun and old fans make up to twice, a crowd in hot air up
to three times; a fan that stands more."""
AFTER_COMMAND: Final = timedelta(minutes=15)
NETWORK_FROM: Final = 3
WARNING_STRENGTH: Final = 0.8
DISTURBING: Final = frozenset(
    {"Reset", "UpdateFirmware", "SignedUpdateFirmware", "ChangeAvailability", "ChangeConfiguration"}
)
AFTER_COMMANDS: Final = frozenset(
    {Code.INTERNAL_ERROR, Code.LOCAL_LIST_CONFLICT, Code.OTHER_ERROR, Code.RESET_FAILURE}
)
"""Errors that a command may lead to; the others are of parts and cars."""

Reader = Callable[[Case], Found | None]


def _ramp(value: float, low: float, high: float) -> float:
    """0 at `low` and below, 1 at `high` and above, straight between."""
    return min(max((value - low) / (high - low), 0.0), 1.0)


def _code(*codes: Code) -> Reader:
    """The charger reports one of these errors."""

    def read(case: Case) -> Found | None:
        own = [each for each in case.fresh_errors() if each.code in codes]
        if not own:
            return None
        failed = sum(each.failed for each in own)
        named = ", ".join(sorted({each.code for each in own}))
        text = f"{named} reported {len(own)} times within 2 h, {failed} of them as a fault"
        return Found(1.0 if failed else WARNING_STRENGTH, text)

    return read


def _above(feature: str, low: float, high: float, text: str) -> Reader:
    """A feature is high; `text` takes its value."""

    def read(case: Case) -> Found | None:
        value = case.features.get(feature)
        strength = 0.0 if value is None else _ramp(value, low, high)
        return Found(strength, text.format(value)) if strength > 0.0 else None

    return read


def _is_hot(case: Case) -> bool:
    """Only what is hot can be overheated, however busy it is."""
    hottest_c = case.features.get("temperature_max_1h_c", 0.0)
    return hottest_c >= HOT_FROM_C or any(
        each.code == Code.HIGH_TEMPERATURE for each in case.fresh_errors()
    )


def _while_hot(reader: Reader) -> Reader:
    """A sign that means something for a hot charger only."""
    return lambda case: reader(case) if _is_hot(case) else None


def _cluster(*names: str) -> Reader:
    """The model's nearest cluster of failures has one of these names."""

    def read(case: Case) -> Found | None:
        if case.cluster not in names or case.risk is None:
            return None
        parts = ", ".join(name for name, _ in case.top_features[:3])
        because = f", most of it from {parts}" if parts else ""
        return Found(1.0, f"the model foresaw {case.cluster} (risk {case.risk:.2f}{because})")

    return read


def healthy_rise_k(load_ratio: float) -> float:
    """Rise over the air that a load explains.

    Args:
        load_ratio: power / rated power, 0..1.
    """
    load = min(max(load_ratio, 0.0), 1.0)
    return max(HEALTHY_RISE_K * 0.5 * load * (1.0 + load), LEAST_RISE_K)


def _recent_load(case: Case) -> float | None:
    """Load that the present heat comes from: now or over the last hour, whichever is more."""
    known = [case.features.get(name) for name in ("power_ratio", "energy_1h_ratio")]
    given = [each for each in known if each is not None]
    return max(given) if given else None


def _rise_unexplained(case: Case) -> Found | None:
    """Much hotter than the load explains: the cooling does not do its work."""
    rise_k, load = case.features.get("temperature_rise_k"), _recent_load(case)
    if rise_k is None or load is None:
        return None
    ratio = rise_k / healthy_rise_k(load)
    strength = _ramp(ratio, *UNEXPLAINED_FROM_TO)
    if strength == 0.0 or rise_k < 2.0 * LEAST_RISE_K:
        return None
    return Found(
        strength,
        f"{rise_k:.0f} K above the air at {100 * load:.0f} % load: {ratio:.1f} x the usual",
    )


def _rise_explained(case: Case) -> Found | None:
    """Hot, and the load explains it."""
    rise_k, load = case.features.get("temperature_rise_k"), _recent_load(case)
    if rise_k is None or load is None or rise_k < 2.0 * LEAST_RISE_K:
        return None
    ratio = rise_k / healthy_rise_k(load)
    strength = 1.0 - _ramp(ratio, *UNEXPLAINED_FROM_TO)
    text = f"{rise_k:.0f} K above the air at {100 * load:.0f} % load is what that load makes"
    return Found(strength, text) if strength > 0.0 else None


def _out_of_contact(case: Case) -> Found | None:
    if case.connected or case.lost_at is None:
        return None
    minutes = (case.at - case.lost_at).total_seconds() / 60.0
    return Found(1.0, f"out of contact for {minutes:.0f} min")


def _site_lost(case: Case) -> Found | None:
    if case.connected or not case.neighbours or case.neighbours_lost < case.neighbours:
        return None
    return Found(1.0, f"all {case.neighbours + 1} chargers of the station went at the same time")


def _lost_alone(case: Case) -> Found | None:
    if case.connected or case.neighbours_lost >= case.neighbours:
        return None
    stay = case.neighbours - case.neighbours_lost
    return Found(1.0, f"{stay} other chargers of the station are still in contact")


def _lost_without_warning(case: Case) -> Found | None:
    """A link that fails is slow and flaps before; a cut supply is not told by anything."""
    flaps = case.features.get("reconnects_24h")
    slow_s = case.features.get("round_trip_p95_s")
    if case.connected or flaps is None or slow_s is None:
        return None
    strength = (1.0 - _ramp(flaps, 0.0, 3.0)) * (1.0 - _ramp(slow_s, 0.2, 0.6))
    text = f"no sign before: {flaps:.0f} reconnects in 24 h, answers within {slow_s:.2f} s"
    return Found(strength, text) if strength > 0.0 else None


def _edge_lost(case: Case) -> Found | None:
    if not case.is_edge_lost:
        return None
    return Found(1.0, "the edge agent beside it is out of contact, too")


def _network_lost(case: Case) -> Found | None:
    if case.connected or case.stations_hit < NETWORK_FROM:
        return None
    return Found(1.0, f"{case.stations_hit} stations of the network went within minutes")


def _commanded(case: Case) -> Found | None:
    """We did something to it shortly before, and it reports no broken part."""
    if any(each.code not in AFTER_COMMANDS for each in case.fresh_errors()):
        return None
    begin = case.lost_at or min((each.at for each in case.fresh_errors()), default=case.at)
    own = [
        each
        for each in case.commands
        if each.action in DISTURBING and timedelta(0) <= begin - each.at <= AFTER_COMMAND
    ]
    if not own:
        return None
    last = max(own, key=lambda each: each.at)
    minutes = (begin - last.at).total_seconds() / 60.0
    return Found(1.0, f"{last.action} was sent {minutes:.0f} min before ({last.outcome})")


def _repeats(case: Case) -> Found | None:
    """The same error again and again over days: something wears."""
    codes = Counter(each.code for each in case.errors)
    if not codes:
        return None
    code, count = max(codes.items(), key=lambda each: (each[1], each[0]))
    strength = _ramp(count, 2.0, 8.0)
    return Found(strength, f"{code} {count} times in 7 days") if strength > 0.0 else None


def _found_before(mode: str) -> Reader:
    """People found this cause at this charger before."""

    def read(case: Case) -> Found | None:
        count = sum(each == mode for each in case.found_before)
        return Found(1.0, f"found {count} times at this charger before") if count else None

    return read


SIGNS: Final[Mapping[str, Reader]] = {
    "code_heat": _code(Code.HIGH_TEMPERATURE),
    "code_power_switch": _code(Code.POWER_SWITCH_FAILURE),
    "code_ground": _code(Code.GROUND_FAILURE),
    "code_over_current": _code(Code.OVER_CURRENT_FAILURE),
    "code_meter": _code(Code.POWER_METER_FAILURE),
    "code_reader": _code(Code.READER_FAILURE),
    "code_voltage": _code(Code.UNDER_VOLTAGE, Code.OVER_VOLTAGE),
    "code_weak_signal": _code(Code.WEAK_SIGNAL),
    "code_lock": _code(Code.CONNECTOR_LOCK_FAILURE),
    "code_vehicle": _code(Code.EV_COMMUNICATION_ERROR),
    "code_other": _code(Code.OTHER_ERROR),
    "code_internal": _code(Code.INTERNAL_ERROR, Code.RESET_FAILURE, Code.LOCAL_LIST_CONFLICT),
    "hot": _above("temperature_max_1h_c", HOT_FROM_C, 85.0, "up to {:.0f} C within the last hour"),
    "hot_air": _while_hot(_above("ambient_c", 32.0, 40.0, "the air is {:.0f} C")),
    "busy": _while_hot(
        _above("utilisation_1h", 0.5, 0.9, "{:.0%} of its connectors in use for an hour")
    ),
    "rise_unexplained": _rise_unexplained,
    "rise_explained": _while_hot(_rise_explained),
    "voltage_sags": _above(
        "voltage_deviation_ratio", 0.04, 0.08, "voltage down by {:.1%} of its mean"
    ),
    "sessions_break_off": _above(
        "aborted_ratio_24h", 0.15, 0.5, "{:.0%} of the sessions of a day without energy"
    ),
    "link_flaps": _above("reconnects_24h", 1.0, 5.0, "{:.0f} reconnects in 24 h"),
    "answers_slow": _above("round_trip_p95_s", 0.3, 1.0, "answers take {:.1f} s"),
    "out_of_contact": _out_of_contact,
    "site_lost": _site_lost,
    "lost_alone": _lost_alone,
    "lost_without_warning": _lost_without_warning,
    "edge_lost": _edge_lost,
    "network_lost": _network_lost,
    "commanded": _commanded,
    "repeats": _repeats,
    "cluster_heat": _cluster("thermal", "thermal_overload", "crowding"),
    "cluster_cooling": _cluster("cooling_failure"),
    "cluster_contactor": _cluster("contactor_wear"),
    "cluster_link": _cluster("communication_loss"),
    "found_fan": _found_before("fan"),
    "found_contactor": _found_before("contactor"),
    "found_communication": _found_before("communication"),
    "found_supply": _found_before("supply"),
}


def signs_of(case: Case) -> dict[str, Found]:
    """All signs that a case shows."""
    read = {name: reader(case) for name, reader in SIGNS.items()}
    return {name: found for name, found in read.items() if found is not None}
