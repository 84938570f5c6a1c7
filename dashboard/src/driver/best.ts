/**
 * The best charger for one charge: what the energy costs, the way there, and the wait, added up as money. Computed in the browser:
 * the place of a person goes nowhere. Distances are as the crow flies times a usual detour, so the way is an estimate and named so.
 */
import type { PublicStation } from "../api/types";
import { distanceKm } from "../lib/geo";
import type { Place } from "./order";

export interface Terms {
  energyKwh: number;
  /** Money for a kilometre of driving, and for an hour of a person's time. */
  perKm: number;
  perHour: number;
}

export const USUAL: Terms = { energyKwh: 30, perKm: 0.15, perHour: 15 };
export const DETOUR = 1.3;
const SPEED_KM_PER_H = 40;

export interface Offer<T extends PublicStation = PublicStation> {
  station: T;
  /** Kilometres by road, estimated. */
  awayKm: number;
  driveMin: number;
  waitMin: number;
  energy: number;
  way: number;
  time: number;
  total: number;
}

function usable(station: PublicStation): boolean {
  return station.price !== null && station.latitude_deg !== null && station.longitude_deg !== null && station.ports.total > station.ports.out_of_service && station.state !== "offline" && station.state !== "under_maintenance";
}

/** Offers by total cost, best first; a station that cannot be used is none. Without a known wait a full one counts as half an hour. */
export function best<T extends PublicStation>(stations: readonly T[], from: Place, terms: Terms): Offer<T>[] {
  return stations.filter(usable).map((station): Offer<T> => {
    const awayKm = distanceKm(from[0], from[1], station.latitude_deg ?? 0, station.longitude_deg ?? 0) * DETOUR;
    const driveMin = (awayKm / SPEED_KM_PER_H) * 60;
    const waitMin = station.ports.available > 0 ? 0 : station.wait_min ?? 30;
    const energy = Number(station.price?.per_kwh ?? 0) * terms.energyKwh;
    const way = awayKm * 2 * terms.perKm;
    const time = ((driveMin * 2 + waitMin) / 60) * terms.perHour;
    return { station, awayKm, driveMin, waitMin, energy, way, time, total: energy + way + time };
  }).sort((a, b) => a.total - b.total || a.station.id.localeCompare(b.station.id));
}

/** A place for each city that has stations: their middle. */
export function cities(stations: readonly PublicStation[]): { id: string; name: string; place: Place }[] {
  const sums = new Map<string, { name: string; lat: number; lon: number; n: number }>();
  for (const each of stations) {
    if (each.latitude_deg === null || each.longitude_deg === null || each.city === "") continue;
    const sum = sums.get(each.city) ?? { name: each.city_name, lat: 0, lon: 0, n: 0 };
    sums.set(each.city, { name: sum.name, lat: sum.lat + each.latitude_deg, lon: sum.lon + each.longitude_deg, n: sum.n + 1 });
  }
  return [...sums].map(([id, { name, lat, lon, n }]) => ({ id, name, place: [lat / n, lon / n] as Place })).sort((a, b) => a.name.localeCompare(b.name));
}
