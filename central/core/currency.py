"""Money: the smallest coin of a currency, and the one place where an amount is rounded to it.

Inside, amounts are exact or kept to a millionth; what somebody has to pay is rounded once, half to
even, to the coin of its currency (ISO 4217, minor units).
"""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

MICRO: Final = Decimal("0.000001")
"""The grain of a line on a receipt: energy in Wh at a price of three places per kWh is exact."""
PLACES: Final = 2
OTHER_PLACES: Final = {
    **dict.fromkeys(("CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
"""Currencies whose smallest coin is no hundredth (ISO 4217)."""


def places_of(currency: str) -> int:
    """Decimal places of the smallest coin."""
    return OTHER_PLACES.get(currency, PLACES)


def payable(amount: Decimal, currency: str) -> Decimal:
    """An amount as it is paid: whole coins, half to even."""
    return amount.quantize(Decimal(1).scaleb(-places_of(currency)), rounding=ROUND_HALF_EVEN)


def to_micro(amount: Decimal) -> Decimal:
    """An amount as it stands on a line: whole millionths, half to even."""
    return amount.quantize(MICRO, rounding=ROUND_HALF_EVEN)
