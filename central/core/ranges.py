"""Which values can be true of a charger.

What lies outside would overflow a database, or turn a sum over a station into nonsense. The limits
are wide: they refuse what no charger can mean, not what one rarely does.
"""

from typing import Final, NamedTuple

from typing_extensions import override


class Range(NamedTuple):
    """All values from `low` to `high`, both included."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether the value lies in it; NaN and infinities never do."""
        return self.low <= value <= self.high

    @override
    def __str__(self) -> str:
        return f"{self.low:.16g} to {self.high:.16g}"


ENERGY_WH: Final = Range(0, 10**12)
"""Register of a meter: 1 MW takes 114 years to the upper end."""
POWER_W: Final = Range(-(10**8), 10**8)
"""Negative where a car feeds back; megawatt charging (MCS) ends at 4.5 MW a connector."""
CURRENT_A: Final = Range(-(10**5), 10**5)
VOLTAGE_V: Final = Range(0, 10**5)
TEMPERATURE_C: Final = Range(-60, 250)
SOC_PCT: Final = Range(0, 100)
RATIO: Final = Range(0, 1)
CONNECTOR: Final = Range(0, 1000)
"""Connector numbers; 0 is the charge point itself."""
PRICE_PER_KWH: Final = Range(0, 10**6)
WHOLE: Final = Range(-(2**53), 2**53)
"""Whole numbers that every reader of our JSON keeps exactly (RFC 8259, 6)."""
