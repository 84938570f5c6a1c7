"""What the control API shows of one charger: in a line, and in full."""

import math
from typing import Any

from charger_emulator.adapters.ocpp.charger import Charger

Json = dict[str, Any]


def charger_line(charger: Charger) -> Json:
    """One row of a list."""
    plant, forecourt, voice = charger.world.plant, charger.world.forecourt, charger.voice
    return {
        "id": charger.record.id,
        "station_id": _station_id(charger),
        "online": charger.is_online,
        "powered": charger.cabinet.is_powered,
        "statuses": [forecourt.status_of(connector) for connector in charger.connectors],
        "power_w": round(float(plant.power_w[list(charger.connectors)].sum()), 1),
        "temperature_c": round(float(plant.temperature_c[charger.point]), 2),
        "sessions": len(charger.sessions),
        "waiting_messages": len(charger.outbox),
        "sent": voice.sent.total(),
        "errors": voice.errors,
        "persona": voice.manners.persona_name,
        "switches_on": voice.manners.on(),
    }


def charger_view(charger: Charger) -> Json:
    """One charger's controller and insides."""
    world, point, voice = charger.world, charger.point, charger.voice
    limit_w = float(world.plant.cp_limit_w[point])
    return {
        "id": charger.record.id,
        "station_id": _station_id(charger),
        "display": {
            "price_per_kwh": charger.display.price_per_kwh,
            "text": charger.display.text,
            "messages": list(charger.display.messages),
        },
        "connectors": [_connector(charger, number) for number in range(1, _count(charger) + 1)],
        "temperature_c": round(float(world.plant.temperature_c[point]), 2),
        "cooling": round(float(world.plant.cooling_ratio[point]), 4),
        "limit_w": None if math.isinf(limit_w) else limit_w,
        "online": charger.is_online,
        "powered": charger.cabinet.is_powered,
        "waiting_messages": len(charger.outbox),
        "clock_offset_s": round(charger.clock.at(world.now_s) - world.now_s, 3),
        "persona": voice.manners.persona_name,
        "switches": dict(charger.switches),
        "manner": dict(voice.manners.settings),
        "network": {"rules": len(voice.transport.rules), "seed": voice.transport.seed},
        "sent": dict(voice.sent),
        "heard": dict(voice.heard),
        "errors": voice.errors,
        "left_open": len(voice.left_open),
        "cached_tags": list(charger.admission.cache.entries),
        "config": charger.configuration.as_dict(),
    }


def _connector(charger: Charger, number: int) -> Json:
    world, connector = charger.world, charger.connectors[number - 1]
    driver, session = world.forecourt.driver[connector], charger.sessions.get(number)
    return {
        "id": number,
        "status": world.forecourt.status_of(connector),
        "error": world.forecourt.error[connector],
        "power_w": round(float(world.plant.power_w[connector]), 1),
        "soc": round(float(world.plant.soc_ratio[connector]), 4) if driver else None,
        "id_tag": driver.id_tag if driver else None,
        "transaction_id": session.transaction_id if session else None,
        "energy_wh": round(float(world.plant.register_wh[connector])),
    }


def _count(charger: Charger) -> int:
    return len(charger.connectors)


def _station_id(charger: Charger) -> str:
    layout = charger.world.layout
    return layout.stations[int(layout.cp_station[charger.point])].id
