"""What a charger's display can do with prices: its keys of the OCA cost messages.

A key that the charger does not know is never written; one that it refused is not written again
before it has booted anew (its keys are then read again).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from central.core.price_words import LANGUAGES
from central.core.tariff_hours import next_transition, offset_at
from contract import costmsg

IDLE_AFTER_STOP: Final = "CustomIdleFeeAfterStop"
DECIMALS: Final = "NumberOfDecimalsForCostValues"
MULTI_LANGUAGE: Final = "CustomMultiLanguageMessages"
SUPPORTED: Final = "SupportedLanguages"
TIME_OFFSET: Final = "TimeOffset"
NEXT_CHANGE: Final = "NextTimeOffsetTransitionDateTime"
NEXT_OFFSET: Final = "TimeOffsetNextTransition"
READ_KEYS: Final = (
    "CustomDisplayCostAndPrice",
    DECIMALS,
    IDLE_AFTER_STOP,
    MULTI_LANGUAGE,
    SUPPORTED,
    "Language",
    TIME_OFFSET,
    NEXT_CHANGE,
    NEXT_OFFSET,
    *(f"{costmsg.DEFAULT_TEXT_KEY}{language}" for language in LANGUAGES),
)
"""Asked for in one GetConfiguration; what the charger kept over a boot is not written again."""
WRITTEN_KEYS: Final = frozenset({IDLE_AFTER_STOP, TIME_OFFSET, NEXT_CHANGE, NEXT_OFFSET})
VALUE_LENGTH: Final = 500
DECIMALS_MAX: Final = 6
_TRUE: Final = "true"


@dataclass(frozen=True, slots=True)
class Display:
    """Values by key as the charger told or accepted them, and the keys that it refused."""

    values: Mapping[str, str] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()

    @property
    def decimals(self) -> int:
        """Places of money in messages."""
        told = self.values.get(DECIMALS, "")
        is_usable = told.isascii() and told.isdecimal() and int(told[:3]) <= DECIMALS_MAX
        return int(told) if is_usable else costmsg.DECIMALS

    @property
    def tells_unplugging(self) -> bool:
        """It sends ConnectorUnplugged, so an idle fee may go on after the stop."""
        return self.values.get(IDLE_AFTER_STOP, "").lower() == _TRUE

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that both it and we know, ours first by its order; empty = one text only."""
        if self.values.get(MULTI_LANGUAGE, "").lower() != _TRUE:
            return ()
        told = (each.strip() for each in self.values.get(SUPPORTED, "").split(","))
        return tuple(each for each in told if each.split("-")[0].lower() in LANGUAGES)


def display_of(answer: Mapping[str, Any]) -> Display:
    """From the answer to a GetConfiguration of `READ_KEYS`; what is odd in it is left out."""
    found = {}
    keys = answer.get("configurationKey")
    for each in keys if isinstance(keys, list) else ():
        if isinstance(each, Mapping) and isinstance(each.get("key"), str):
            name = _our_name(each["key"])
            if name is not None:
                found[name] = str(each.get("value") or "")[:VALUE_LENGTH]
    return Display(found)


def with_value(display: Display, key: str, value: str) -> Display:
    """It accepted a value."""
    return replace(display, values={**display.values, key: value})


def with_refusal(display: Display, key: str) -> Display:
    """It did not take a value."""
    return replace(display, refused=display.refused | {key})


def is_ours(key: str) -> bool:
    """Whether a key that is written belongs to the display."""
    return key in WRITTEN_KEYS or key.startswith(costmsg.DEFAULT_TEXT_KEY)


def display_to_json(display: Display) -> dict[str, Any]:
    """As it is stored."""
    return {"values": dict(display.values), "refused": sorted(display.refused)}


def display_from_json(data: Mapping[str, Any] | None) -> Display | None:
    """As above, back; None = never read."""
    return None if data is None else Display(data["values"], frozenset(data["refused"]))


def wanted_values(
    display: Display,
    zone: ZoneInfo,
    now: datetime,
    texts: Mapping[str, str],
    *,
    has_idle_fee: bool,
) -> dict[str, str]:
    """What the keys that the charger knows should hold.

    Args:
        display: of the charger.
        zone: of its station.
        now: the instant.
        texts: values of DefaultPriceText by language.
        has_idle_fee: whether its tariff has one.
    """
    wanted = {
        IDLE_AFTER_STOP: "true" if has_idle_fee else "false",
        TIME_OFFSET: offset_text(offset_at(zone, now)),
    }
    transition = next_transition(zone, now)
    if transition is not None:
        wanted[NEXT_CHANGE] = transition.at.isoformat().replace("+00:00", "Z")
        wanted[NEXT_OFFSET] = offset_text(transition.offset)
    known = {key: value for key, value in wanted.items() if key in display.values}
    spoken = {
        f"{costmsg.DEFAULT_TEXT_KEY}{language}": texts[language]
        for language in display.languages
        if language in texts
    }
    return {**known, **spoken}


def next_write(display: Display, wanted: Mapping[str, str]) -> tuple[str, str] | None:
    """The first key whose value is another one than wanted, and that was not refused."""
    for key, value in wanted.items():
        differs = display.values.get(key, "").lower() != value.lower()
        if differs and key not in display.refused:
            return key, value
    return None


def offset_text(offset: timedelta) -> str:
    """As the keys have it: +01:00, -08:00."""
    minutes = offset // timedelta(minutes=1)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _our_name(key: str) -> str | None:
    """Keys are compared without case (OCPP 1.6, 6.4)."""
    return next((name for name in READ_KEYS if name.lower() == key.lower()), None)
