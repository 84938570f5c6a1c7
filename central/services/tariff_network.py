"""The network with the prices of this hour: what each station's and charger's tariff says now."""

from dataclasses import replace
from datetime import datetime

from central.core.facts import ChargerFacts, StationFacts
from central.core.tariff_book import TariffBook
from central.core.tariff_hours import rate_at, zone_of
from central.core.tariffs import Terms
from central.services.control_records import NetworkRows


def with_tariffs(rows: NetworkRows, book: TariffBook, now: datetime) -> NetworkRows:
    """Stations without a tariff keep the price per kWh that they have."""
    if book.is_empty:
        return rows
    stations = {key: _station(each, book, now) for key, each in rows.stations.items()}
    return replace(rows, stations=stations)


def _station(station: StationFacts, book: TariffBook, now: datetime) -> StationFacts:
    terms = _terms(book, None, station, now)
    chargers = tuple(_charger(each, station, terms, book, now) for each in station.chargers)
    if terms is None:
        return replace(station, chargers=chargers)
    base = rate_at(terms.tariff, zone_of(terms.time_zone), now).per_kwh
    return replace(station, chargers=chargers, terms=terms, base_per_kwh=base)


def _charger(
    charger: ChargerFacts,
    station: StationFacts,
    common: Terms | None,
    book: TariffBook,
    now: datetime,
) -> ChargerFacts:
    terms = _terms(book, charger.id, station, now)
    return charger if terms == common else replace(charger, terms=terms)


def _terms(
    book: TariffBook, charge_point: str | None, station: StationFacts, now: datetime
) -> Terms | None:
    found = book.in_force(charge_point, station.id, station.currency, now)
    if found is None:
        return None
    version = found.version
    return Terms(version.tariff, station.time_zone, version.tariff_id, version.version)
