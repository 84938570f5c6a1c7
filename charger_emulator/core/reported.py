"""What a central system knows of the chargers from what they reported: statuses and links."""

from charger_emulator.core.connector import STATUSES
from charger_emulator.core.layout import Layout
from charger_emulator.core.observe import Rows
from contract.observations import Kind


class Reported:
    """Last reported state of all chargers; take `rows` in order."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._statuses = [str(STATUSES[0])] * layout.connector_count
        self._connected = [False] * layout.charge_point_count

    def rows(self, rows: Rows) -> None:
        """Take in observations."""
        kinds = rows["kind"]
        for row in rows[kinds == Kind.STATUS]:
            if row["connector"] > 0:
                first = int(self._layout.cp_first[row["charge_point"]])
                self._statuses[first + int(row["connector"]) - 1] = str(STATUSES[row["status"]])
        for row in rows[(kinds == Kind.CONNECTED) | (kinds == Kind.DISCONNECTED)]:
            self._connected[row["charge_point"]] = bool(row["kind"] == Kind.CONNECTED)

    def is_connected(self, charge_point: int) -> bool:
        """Its link was up when it was heard of last."""
        return self._connected[charge_point]

    def statuses(self, charge_point: int) -> list[str]:
        """Status of each of its connectors, in order."""
        at = self._layout.connectors_of(charge_point)
        return self._statuses[at.start : at.stop]
