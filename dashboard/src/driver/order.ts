/** Search and order of the driver's list. The person's place is used here and nowhere else: it never leaves the browser. */
import type { PublicStation } from "../api/types";
import { distanceKm } from "../lib/geo";
import type { DriverSort } from "../lib/search";

export interface Ranked<T extends PublicStation = PublicStation> {
  station: T;
  distance: number | null;
}

export type Place = [latitude: number, longitude: number];

export function matches(station: PublicStation, q: string | undefined): boolean {
  if (q === undefined) return true;
  const text = `${station.name} ${station.city_name} ${station.city} ${station.network} ${station.connector_types.join(" ")}`.toLocaleLowerCase();
  return q.toLocaleLowerCase().split(/\s+/).every((word) => text.includes(word));
}

const NEVER = Number.POSITIVE_INFINITY;

function usable(station: PublicStation): boolean {
  return station.state !== "offline" && station.state !== "under_maintenance" && station.ports.total > station.ports.out_of_service;
}

export function ranked<T extends PublicStation>(stations: readonly T[], q: string | undefined, sort: DriverSort, me: Place | null): Ranked<T>[] {
  const list = stations.filter((each) => matches(each, q)).map((station): Ranked<T> => ({
    station,
    distance: me === null || station.latitude_deg === null || station.longitude_deg === null ? null : distanceKm(me[0], me[1], station.latitude_deg, station.longitude_deg),
  }));
  const price = (each: Ranked<T>) => (each.station.price === null || !usable(each.station) ? NEVER : Number(each.station.price.per_kwh));
  const away = (each: Ranked<T>) => each.distance ?? NEVER;
  const free = (each: Ranked<T>) => (usable(each.station) ? -each.station.ports.available : 1);
  const byName = (a: Ranked<T>, b: Ranked<T>) => a.station.city_name.localeCompare(b.station.city_name) || a.station.name.localeCompare(b.station.name, undefined, { numeric: true });
  const less = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
  const order: Record<DriverSort, (a: Ranked<T>, b: Ranked<T>) => number> = {
    city: byName,
    nearest: (a, b) => less(away(a), away(b)) || byName(a, b),
    cheapest: (a, b) => less(price(a), price(b)) || less(away(a), away(b)) || byName(a, b),
    free: (a, b) => less(free(a), free(b)) || less(away(a), away(b)) || byName(a, b),
  };
  return list.sort(order[sort]);
}
