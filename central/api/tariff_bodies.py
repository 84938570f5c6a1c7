"""Requests and answers about tariffs and receipts. Money is a decimal text, never a float."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from central.core.receipts import Receipt, line_to_json
from central.core.tariff_book import Assignment, InForce, Version
from central.core.tariffs import tariff_to_json
from central.services.items import iso, iso_or_none, money
from central.services.records import AcceptedPrice

STRICT = ConfigDict(extra="forbid")
Money = Annotated[str, Field(pattern=r"^\d{1,6}(\.\d{1,3})?$", examples=["0.350"])]
TariffId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$")]
DayName = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Hour = Annotated[str, Field(pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$", examples=["17:00"])]
ScopeName = Literal["default", "station", "charge_point"]


class WindowBody(BaseModel):
    """Hours on the station's clock; an end that is not after the start is on the next day."""

    model_config = STRICT
    days: Annotated[list[DayName], Field(min_length=1, max_length=7)]
    start: Hour
    end: Hour
    per_kwh: Money
    per_hour: Money = "0"


class IdleBody(BaseModel):
    """For a car that is full and stays: money per hour after a grace, at most a maximum."""

    model_config = STRICT
    per_hour: Money
    grace_min: Annotated[int, Field(ge=0, le=10_080)] = 0
    maximum: Money | None = None


class PricesBody(BaseModel):
    """Prices of a tariff; those outside all windows stand beside the currency."""

    model_config = STRICT
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$", examples=["USD"])]
    per_kwh: Money
    per_hour: Money = "0"
    flat: Money = "0"
    windows: Annotated[list[WindowBody], Field(max_length=50)] = []
    idle: IdleBody | None = None
    minimum: Money | None = None
    maximum: Money | None = None


class TariffIn(BaseModel):
    """A new tariff."""

    model_config = STRICT
    id: TariffId
    name: Annotated[str, Field(min_length=1, max_length=120)]
    prices: PricesBody


class VersionIn(BaseModel):
    """A version that follows the last one; without an instant from now on."""

    model_config = STRICT
    prices: PricesBody
    from_at: AwareDatetime | None = None


class AssignmentIn(BaseModel):
    """Which tariff holds here; null = none of its own any more."""

    model_config = STRICT
    tariff_id: TariffId | None
    from_at: AwareDatetime | None = None


class VersionOut(BaseModel):
    """A version of a tariff."""

    tariff_id: str
    version: int
    from_at: str
    prices: PricesBody


class TariffOut(BaseModel):
    """A tariff with its versions, oldest first."""

    id: str
    name: str
    created_at: str
    versions: list[VersionOut]


class TariffPage(BaseModel):
    """A page of tariffs."""

    items: list[TariffOut]
    next_cursor: str | None


class AssignmentOut(BaseModel):
    """Where a tariff holds from an instant on."""

    scope: ScopeName
    object_id: str
    tariff_id: str | None
    from_at: str


class AssignmentRowOut(AssignmentOut):
    """As listed."""

    id: int


class AssignmentPage(BaseModel):
    """A page of assignments."""

    items: list[AssignmentRowOut]
    next_cursor: str | None


class TariffInForceOut(BaseModel):
    """What holds now, and by which assignment; null = the station's own price per kWh."""

    scope: ScopeName | None
    tariff: VersionOut | None


class AcceptedPriceOut(BaseModel):
    """What a charger's display showed from an instant on; null = it did not say."""

    id: int
    at: str
    per_kwh: str
    per_hour: str | None
    flat: str | None
    text: str


class AcceptedPricePage(BaseModel):
    """A page of what a display showed, newest first."""

    items: list[AcceptedPriceOut]
    next_cursor: str | None


class LineOut(BaseModel):
    """A line of a receipt; `unit` is kWh, h or empty."""

    kind: Literal["energy", "time", "flat", "idle", "minimum", "maximum", "rounding"]
    amount: str
    quantity: str | None
    unit: str
    unit_price: str | None
    start_at: str | None
    end_at: str | None


class ReceiptOut(BaseModel):
    """A receipt; its lines add up exactly to its total. Without a total nothing is to be paid."""

    session_id: int
    station: str
    charge_point: str
    connector_id: int
    id_tag: str
    started_at: str
    stopped_at: str | None
    time_zone: str
    energy_wh: int
    currency: str
    tariff: str | None
    lines: list[LineOut]
    total: str | None
    problem: str | None


def version_item(version: Version) -> dict[str, Any]:
    """A version as it is shown."""
    return {
        "tariff_id": version.tariff_id,
        "version": version.version,
        "from_at": iso(version.from_at),
        "prices": tariff_to_json(version.tariff),
    }


def assignment_item(assignment: Assignment) -> dict[str, Any]:
    """An assignment as it is shown."""
    return {
        "scope": assignment.scope.value,
        "object_id": assignment.object_id,
        "tariff_id": assignment.tariff_id,
        "from_at": iso(assignment.from_at),
    }


def accepted_price_item(price: AcceptedPrice) -> dict[str, Any]:
    """A shown price as it is listed."""
    return {
        "id": price.id,
        "at": iso(price.at),
        "per_kwh": money(price.price_per_kwh),
        "per_hour": None if price.per_hour is None else money(price.per_hour),
        "flat": None if price.flat is None else money(price.flat),
        "text": price.text,
    }


def in_force_item(found: InForce | None) -> dict[str, Any]:
    """What holds now as it is shown."""
    if found is None:
        return {"scope": None, "tariff": None}
    return {"scope": found.scope.value, "tariff": version_item(found.version)}


def receipt_item(receipt: Receipt) -> dict[str, Any]:
    """A receipt as data."""
    return {
        "session_id": receipt.session_id,
        "station": receipt.station,
        "charge_point": receipt.charge_point,
        "connector_id": receipt.connector_id,
        "id_tag": receipt.id_tag,
        "started_at": iso(receipt.started_at),
        "stopped_at": iso_or_none(receipt.stopped_at),
        "time_zone": receipt.time_zone,
        "energy_wh": receipt.energy_wh,
        "currency": receipt.currency,
        "tariff": receipt.tariff,
        "lines": [line_to_json(line) for line in receipt.lines],
        "total": None if receipt.total is None else money(receipt.total),
        "problem": receipt.problem,
    }
