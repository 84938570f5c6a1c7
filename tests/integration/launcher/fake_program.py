"""Stands in for central, edge agent and emulator: same settings, same health address, no work.

The tests copy it as `<module>/__main__.py` to a folder on PYTHONPATH. FAKE_DIES names a program
that ends at once; FAKE_STUBBORN makes all of them ignore SIGTERM; every start adds a line to
FAKE_PIDS.
"""

import json
import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from contract.fleet import StationRecord

NAME = Path(__file__).parent.name
PORTS = {
    "central": "SNTRY_CENTRAL_HTTP_PORT",
    "edge_agent": "SNTRY_EDGE_OCPP_PORT",
    "charger_emulator": "SNTRY_EMULATOR_CONTROL_PORT",
}


class Health(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = {"status": "ok", "chargers_connected": 2, "chargers_scored": 2}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())


def write_fleet(out: Path) -> None:
    charger = {
        "id": "", "vendor": "v", "model": "m", "rated_power_w": 1.0, "connector_power_w": 1.0,
        "current_type": "AC", "connector_types": ["Type2"],
    }  # fmt: skip
    station = dict.fromkeys(StationRecord.__struct_fields__, "x") | {
        "id": "st-1", "latitude_deg": 1.0, "longitude_deg": 1.0, "grid_limit_w": 1.0,
        "grid_area": "", "base_price_per_kwh": "0.3", "energy_cost_per_kwh": "0.1",
        "amenities": [], "simulated": True,
        "charge_points": [charger | {"id": "a"}, charger | {"id": "b"}],
    }  # fmt: skip
    out.write_text(json.dumps({"stations": [station]}))


def main() -> None:
    if sys.argv[1] == "fleet":
        write_fleet(Path(sys.argv[sys.argv.index("--out") + 1]))
        return
    with Path(os.environ["FAKE_PIDS"]).open("a") as pids:
        pids.write(f"{NAME} {os.getpid()}\n")
    if os.environ.get("FAKE_DIES") == NAME:
        sys.exit("this program is broken")
    if "FAKE_STUBBORN" in os.environ:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    HTTPServer(("127.0.0.1", int(os.environ[PORTS[NAME]])), Health).serve_forever()


main()
