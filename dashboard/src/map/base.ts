/** The base map that needs no network: state shapes from us-atlas, names of the cities that have stations. */
import type { Feature, FeatureCollection, LineString, Point } from "geojson";
import type { StyleSpecification } from "maplibre-gl";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "us-atlas/states-10m.json";
import type { PublicStation, RiskLevel, StationState } from "../api/types";
import { bow } from "../lib/geo";
import { token } from "../lib/device";
import type { MapPair } from "./pairs";

export interface MapStation {
  id: string;
  name: string;
  latitude_deg: number;
  longitude_deg: number;
  state: StationState;
  level: RiskLevel | null;
  price: "base" | "surge" | "discount";
}

export const TEXT_FONT = ["Inter Variable", "sans-serif"];

export function onMap(station: PublicStation & { risk?: { level: RiskLevel } | null }): MapStation | null {
  if (station.latitude_deg === null || station.longitude_deg === null) return null;
  return {
    id: station.id, name: station.name, latitude_deg: station.latitude_deg, longitude_deg: station.longitude_deg,
    state: station.state, level: station.risk?.level ?? null, price: station.price?.kind ?? "base",
  };
}

export function baseStyle(): StyleSpecification {
  const topology = atlas as unknown as Topology<{ states: GeometryCollection }>;
  return {
    version: 8,
    sources: {
      states: { type: "geojson", data: feature(topology, topology.objects.states) as FeatureCollection },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": token("bg") } },
      { id: "land", type: "fill", source: "states", paint: { "fill-color": token("land") } },
      { id: "borders", type: "line", source: "states", paint: { "line-color": token("land-line"), "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.6, 8, 1.4] } },
    ],
  };
}

const NEEDS_CARE: StationState[] = ["partial_outage", "offline", "under_maintenance"];

/** One point a station; counts by state and the worst risk add up in a cluster. */
export function stationPoints(stations: readonly MapStation[]): FeatureCollection<Point> {
  return {
    type: "FeatureCollection",
    features: stations.map((each): Feature<Point> => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [each.longitude_deg, each.latitude_deg] },
      properties: {
        id: each.id, name: each.name, state: each.state, price: each.price,
        risk: each.level === null ? 0 : ["low", "watch", "high", "critical"].indexOf(each.level),
        ok: each.state === "operational" ? 1 : 0,
        partial: each.state === NEEDS_CARE[0] ? 1 : 0,
        offline: each.state === NEEDS_CARE[1] ? 1 : 0,
        maintenance: each.state === NEEDS_CARE[2] ? 1 : 0,
        surged: each.price === "surge" ? 1 : 0,
      },
    })),
  };
}

export function pairLines(pairs: readonly MapPair[], stations: readonly MapStation[]): FeatureCollection {
  const byId = new Map(stations.map((each) => [each.id, each]));
  const features: Feature[] = [];
  for (const pair of pairs) {
    const [from, to] = [byId.get(pair.from), byId.get(pair.to)];
    if (from === undefined || to === undefined) continue;
    const line = bow([from.longitude_deg, from.latitude_deg], [to.longitude_deg, to.latitude_deg]);
    const last = line.at(-1) ?? [0, 0];
    const before = line.at(-4) ?? [0, 0];
    features.push({ type: "Feature", geometry: { type: "LineString", coordinates: line } satisfies LineString, properties: { label: pair.label } });
    features.push({
      type: "Feature",
      geometry: { type: "Point", coordinates: line.at(-3) ?? last },
      properties: { bearing: (Math.atan2((last[0] ?? 0) - (before[0] ?? 0), (last[1] ?? 0) - (before[1] ?? 0)) * 180) / Math.PI },
    });
  }
  return { type: "FeatureCollection", features };
}

/** A name for each city that has stations, at their mean place. */
export function cityPoints(stations: readonly PublicStation[]): FeatureCollection<Point> {
  const cities = new Map<string, { name: string; lat: number; lon: number; n: number }>();
  for (const each of stations) {
    if (each.latitude_deg === null || each.longitude_deg === null || each.city_name === "") continue;
    const city = cities.get(each.city) ?? { name: each.city_name, lat: 0, lon: 0, n: 0 };
    cities.set(each.city, { name: city.name, lat: city.lat + each.latitude_deg, lon: city.lon + each.longitude_deg, n: city.n + 1 });
  }
  return {
    type: "FeatureCollection",
    features: [...cities.values()].map((each): Feature<Point> => ({ type: "Feature", geometry: { type: "Point", coordinates: [each.lon / each.n, each.lat / each.n] }, properties: { name: each.name } })),
  };
}
