"""A receipt: what a session cost and why, as data, as text and as a page.

Its lines add up exactly to the total (`central.core.charges`). Instants stand in the station's
time. A session that runs, or whose readings a person has to look at, has no total yet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from html import escape
from typing import Any, Final
from zoneinfo import ZoneInfo

from central.core.charges import Line, LineKind
from central.core.currency import places_of
from central.core.tariff_hours import zone_of

WORDS: Final = {
    LineKind.ENERGY: "Energy",
    LineKind.TIME: "Charging time",
    LineKind.FLAT: "Session fee",
    LineKind.IDLE: "Idle fee",
    LineKind.MINIMUM: "Up to the minimum",
    LineKind.MAXIMUM: "Down to the maximum",
    LineKind.ROUNDING: "Rounding",
}
WIDTH: Final = 72


@dataclass(frozen=True, slots=True)
class Receipt:
    """Of one session. `total` None = nothing is to be paid yet; `problem` may say why."""

    session_id: int
    station: str
    charge_point: str
    connector_id: int
    id_tag: str
    started_at: datetime
    stopped_at: datetime | None
    time_zone: str
    energy_wh: int
    currency: str
    tariff: str | None
    lines: tuple[Line, ...]
    total: Decimal | None
    problem: str | None


def line_to_json(line: Line) -> dict[str, Any]:
    """A line as it is kept and shown: amounts as text, instants in ISO 8601."""
    return {
        "kind": line.kind.value,
        "amount": _text(line.amount),
        "quantity": None if line.quantity is None else _text(line.quantity),
        "unit": line.unit,
        "unit_price": None if line.unit_price is None else _text(line.unit_price),
        "start_at": None if line.start_at is None else line.start_at.isoformat(),
        "end_at": None if line.end_at is None else line.end_at.isoformat(),
    }


def line_from_json(data: dict[str, Any]) -> Line:
    """As above, back."""
    return Line(
        kind=LineKind(data["kind"]),
        amount=Decimal(data["amount"]),
        quantity=None if data["quantity"] is None else Decimal(data["quantity"]),
        unit=data["unit"],
        unit_price=None if data["unit_price"] is None else Decimal(data["unit_price"]),
        start_at=None if data["start_at"] is None else datetime.fromisoformat(data["start_at"]),
        end_at=None if data["end_at"] is None else datetime.fromisoformat(data["end_at"]),
    )


def receipt_text(receipt: Receipt) -> str:
    """For a printer or a mail: plain text, lines of `WIDTH` characters."""
    rows = [f"{name + ':':<12}{value}" for name, value in _head(receipt)]
    rows += ["-" * WIDTH]
    for left, right in _amounts(receipt):
        rows.append(f"{left}{right:>{max(WIDTH - len(left), len(right) + 1)}}")
    rows += ["-" * WIDTH, _last(receipt)]
    return "\n".join(rows) + "\n"


def receipt_html(receipt: Receipt) -> str:
    """A page that stands alone, to look at or to print."""
    title = f"Receipt {receipt.session_id}"
    head = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>"
        for name, value in _head(receipt)
    )
    rows = "".join(
        f"<tr><td>{escape(left)}</td><td class=n>{escape(right)}</td></tr>"
        for left, right in _amounts(receipt)
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        "<style>body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;"
        "padding:0 1rem}table{width:100%;border-collapse:collapse}th{text-align:left;"
        "font-weight:400;color:#555;width:9rem}td{padding:.15rem 0}.n{text-align:right;"
        "font-variant-numeric:tabular-nums}.sum{border-top:1px solid;margin-top:.5rem;"
        "font-weight:600}</style>"
        f"<h1>{title}</h1><table>{head}</table><table>{rows}</table>"
        f"<p class=sum>{escape(_last(receipt))}</p></html>\n"
    )


def _head(receipt: Receipt) -> Iterator[tuple[str, str]]:
    zone = zone_of(receipt.time_zone)
    yield "Receipt", str(receipt.session_id)
    yield "Station", receipt.station
    yield "Charger", f"{receipt.charge_point}, connector {receipt.connector_id}"
    yield "Card", receipt.id_tag
    yield "Start", _local(receipt.started_at, zone)
    yield (
        "End",
        "still charging" if receipt.stopped_at is None else _local(receipt.stopped_at, zone),
    )
    yield "Energy", f"{_text(Decimal(receipt.energy_wh) / 1000)} kWh"
    if receipt.tariff is not None:
        yield "Tariff", receipt.tariff


def _amounts(receipt: Receipt) -> Iterator[tuple[str, str]]:
    zone = zone_of(receipt.time_zone)
    for line in receipt.lines:
        words = WORDS[line.kind]
        if line.quantity is not None and line.unit_price is not None:
            words += f" {_text(line.quantity)} {line.unit} x {_text(line.unit_price)}"
        if (
            line.start_at is not None
            and line.end_at is not None
            and _is_one_of(receipt.lines, line)
        ):
            begin, end = line.start_at.astimezone(zone), line.end_at.astimezone(zone)
            words += f", {begin:%H:%M}-{end:%H:%M}"
        yield words, _money(line.amount, receipt.currency)


def _is_one_of(lines: Sequence[Line], line: Line) -> bool:
    """There are more of its kind: then its hours tell them apart."""
    return sum(each.kind is line.kind for each in lines) > 1


def _last(receipt: Receipt) -> str:
    if receipt.total is not None:
        return f"Total {_money(receipt.total, receipt.currency)} {receipt.currency}"
    if receipt.problem is not None:
        return f"Nothing to pay yet: {receipt.problem}"
    return "Nothing to pay yet: the session goes on"


def _money(amount: Decimal, currency: str) -> str:
    """At least the places of the coin, more where the amount has them."""
    places = max(places_of(currency), -int(amount.normalize().as_tuple().exponent))
    return f"{amount:.{places}f}"


def _local(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S %Z}"


def _text(amount: Decimal) -> str:
    return format(amount, "f")
