import { describe, expect, it } from "vitest";
import type { PublicStation } from "../src/api/types";
import { best, cities, USUAL } from "../src/driver/best";
import { dayOf, stationHour } from "../src/driver/busy";
import { byCity, headline } from "../src/driver/status";
import { historySearch } from "../src/lib/search";
import { type PastStation, spanOf, weightsOf } from "../src/ops/past";

const station = (id: string, change: Partial<PublicStation> = {}): PublicStation => ({
  id, name: id, city: "phoenix", city_name: "Phoenix", state_name: "", latitude_deg: 33, longitude_deg: -112, network: "N", location_type: "", charger_type: "", power_kw: 50, connector_types: [],
  ports: { total: 4, available: 2, occupied: 2, out_of_service: 0 }, state: "operational", wait_min: 0,
  price: { per_kwh: "0.40", base_per_kwh: "0.40", currency: "USD", kind: "base", reason: null, until: null, next: null }, alternative: null, updated_at: null, ...change,
});
const priced = (perKwh: string) => ({ price: { per_kwh: perKwh, base_per_kwh: "0.40", currency: "USD", kind: "base" as const, reason: null, until: null, next: null } });
const FULL = { ports: { total: 4, available: 0, occupied: 4, out_of_service: 0 } };

describe("the best charger", () => {
  const here: [number, number] = [33, -112];

  it("is the cheapest all told: energy, way and time", () => {
    const far = station("far", { latitude_deg: 33.2, ...priced("0.30") });
    const near = station("near", priced("0.40"));
    const [first, second] = best([far, near], here, USUAL);
    expect(first?.station.id).toBe("near");
    expect(first?.total).toBeCloseTo(12);
    expect(second?.total).toBeCloseTo(9 + (second?.way ?? 0) + (second?.time ?? 0));
    expect(best([far, near], here, { ...USUAL, energyKwh: 500 })[0]?.station.id).toBe("far");
  });

  it("counts the wait, and an unknown one as half an hour", () => {
    const offers = best([station("a", { ...FULL, wait_min: 12 }), station("b", { ...FULL, wait_min: null }), station("c")], here, USUAL);
    expect(offers.map((each) => [each.station.id, each.waitMin])).toEqual([["c", 0], ["a", 12], ["b", 30]]);
  });

  it("is never one that cannot be used", () => {
    const broken = [station("off", { state: "offline" }), station("out", { state: "under_maintenance" }), station("down", { ports: { total: 2, available: 0, occupied: 0, out_of_service: 2 } }), station("free", { price: null }), station("lost", { latitude_deg: null })];
    expect(best(broken, here, USUAL)).toEqual([]);
  });

  it("may be looked for from the middle of a city", () => {
    expect(cities([station("a", { latitude_deg: 32 }), station("b", { latitude_deg: 34 }), station("c", { latitude_deg: null })])).toEqual([{ id: "phoenix", name: "Phoenix", place: [33, -112] }]);
  });
});

describe("the status of the network", () => {
  it("says the worst first, in one sentence", () => {
    const all = [station("a"), station("b", { state: "offline", city: "x", city_name: "X" }), station("c", { state: "partial_outage" })];
    expect(headline(all).text).toBe("1 station is offline");
    expect(headline(all.slice(2)).text).toBe("1 station has ports out of service");
    expect(headline([]).text).toBe("All stations work");
    expect(byCity(all).map((each) => each.stations.map((one) => one.id))).toEqual([["c", "a"], ["b"]]);
  });
});

describe("history", () => {
  const now = new Date(2026, 10, 23, 12).getTime();
  const day = (year: number, month: number, date: number) => new Date(year, month - 1, date).getTime();

  it("is of a month, of days with both ends, or of the last 30 days", () => {
    expect(spanOf({ month: "2026-12" }, now)).toEqual({ fromMs: day(2026, 12, 1), toMs: day(2027, 1, 1) });
    expect(spanOf({ from: "2026-11-02", to: "2026-11-02" }, now)).toEqual({ fromMs: day(2026, 11, 2), toMs: day(2026, 11, 2) + 86_400_000 });
    expect(spanOf({}, now)).toEqual({ fromMs: now - 30 * 86_400_000, toMs: now });
    const turned = spanOf({ from: "2026-11-20", to: "2026-11-10" }, now);
    expect(turned.fromMs).toBeLessThan(turned.toMs);
  });

  it("drops what is no date from the address", () => {
    expect(historySearch({ month: "2026-13", from: "yesterday", by: "money", view: "map" })).toEqual({ view: "map" });
    expect(historySearch({ month: "2026-11", by: "heals" })).toEqual({ month: "2026-11", by: "heals" });
  });

  it("weighs stations by the largest, and nothing by nothing", () => {
    const row = (station_id: string, revenue: string): PastStation => ({ station_id, sessions: 0, energy_wh: 0, revenue, currency: "USD", used_ratio: null, heals: 0, surges: 0 });
    expect([...weightsOf([row("a", "5.00"), row("b", "10.00")], "revenue").values()]).toEqual([0.5, 1]);
    expect([...weightsOf([row("a", "5.00")], "used").values()]).toEqual([0]);
  });
});

describe("busy hours", () => {
  it("are read on the station's own clock", () => {
    const at = Date.parse("2026-07-06T02:30:00Z"); // Monday in UTC, still Sunday evening in Phoenix
    expect(stationHour(at, "America/Phoenix")).toEqual({ day: 6, hour: 19 });
    expect(stationHour(at, "UTC")).toEqual({ day: 0, hour: 2 });
  });

  it("show a day of the week, and nothing where nothing is known", () => {
    const hours = dayOf({ station_id: "a", time_zone: "UTC", weeks: 2, hours: [{ hour: 24, utilisation: 0.5 }, { hour: 47, utilisation: null }, { hour: 0, utilisation: 0.1 }] }, 1);
    expect(hours).toHaveLength(24);
    expect([hours[0], hours[1], hours[23]]).toEqual([0.5, null, null]);
  });
});
