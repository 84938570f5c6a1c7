import { describe, expect, it } from "vitest";
import type { PublicStation } from "../src/api/types";
import { ranked } from "../src/driver/order";
import { bow, distanceKm } from "../src/lib/geo";

const station = (id: string, change: Partial<PublicStation> = {}): PublicStation => ({
  id, name: id, city: "x", city_name: "X", state_name: "", latitude_deg: 0, longitude_deg: 0, network: "N", location_type: "", charger_type: "", power_kw: 50,
  connector_types: ["CCS1"], ports: { total: 4, available: 1, occupied: 3, out_of_service: 0 }, state: "operational", wait_min: 0,
  price: { per_kwh: "0.40", base_per_kwh: "0.40", currency: "USD", kind: "base", reason: null, until: null, next: null }, alternative: null, updated_at: null, ...change,
});
const price = (per_kwh: string) => ({ per_kwh, base_per_kwh: "0.40", currency: "USD", kind: "base" as const, reason: null, until: null, next: null });
const ids = (list: { station: PublicStation }[]) => list.map((each) => each.station.id);

describe("the driver's list", () => {
  it("finds by city, name and plug, in any order of words", () => {
    const all = [station("Elm", { city_name: "Boston" }), station("Oak", { city_name: "Austin", connector_types: ["NACS"] })];
    expect(ids(ranked(all, "bos elm", "city", null))).toEqual(["Elm"]);
    expect(ids(ranked(all, "nacs", "city", null))).toEqual(["Oak"]);
    expect(ids(ranked(all, "nowhere", "city", null))).toEqual([]);
  });

  it("puts the nearest first once the person gave a place, and unplaced stations last", () => {
    const all = [station("nowhere", { latitude_deg: null }), station("far", { latitude_deg: 2 }), station("near", { latitude_deg: 1 })];
    expect(ids(ranked(all, undefined, "nearest", [0, 0]))).toEqual(["near", "far", "nowhere"]);
    expect(ranked(all, undefined, "nearest", null)[0]?.distance).toBeNull();
  });

  it("the cheapest is one that can be used", () => {
    const all = [station("a"), station("broken", { price: price("0.10"), state: "offline" }), station("cheap", { price: price("0.30") }), station("unknown", { price: null })];
    expect(ids(ranked(all, undefined, "cheapest", null))).toEqual(["cheap", "a", "broken", "unknown"]);
  });

  it("free now puts many free ports first and broken stations last", () => {
    const all = [station("full", { ports: { total: 4, available: 0, occupied: 4, out_of_service: 0 } }), station("down", { state: "offline", ports: { total: 4, available: 0, occupied: 0, out_of_service: 4 } }), station("two", { ports: { total: 4, available: 2, occupied: 2, out_of_service: 0 } })];
    expect(ids(ranked(all, undefined, "free", null))).toEqual(["two", "full", "down"]);
  });

  it("names with numbers are in the order people count", () => {
    expect(ids(ranked([station("P 10"), station("P 2")], undefined, "city", null))).toEqual(["P 2", "P 10"]);
  });
});

describe("distances", () => {
  it("one degree of latitude is 111.2 km and a way has one length", () => {
    expect(distanceKm(0, 0, 1, 0)).toBeCloseTo(111.195, 2);
    expect(distanceKm(33.4, -112, 34, -118)).toBeCloseTo(distanceKm(34, -118, 33.4, -112), 9);
    expect(distanceKm(1, 1, 1, 1)).toBe(0);
  });

  it("a bow begins and ends at its stations", () => {
    const line = bow([1, 2], [3, 4]);
    expect(line[0]).toEqual([1, 2]);
    expect(line.at(-1)).toEqual([3, 4]);
  });
});
