import { describe, expect, it } from "vitest";
import type { AuditEntry, PriceOverride, RiskLevel, Station, TelemetryPoint } from "../src/api/types";
import { isFailure, needs } from "../src/ops/attention";
import { inOrder, listed, sorting } from "../src/ops/listing";
import { shape } from "../src/ops/outlook";
import { appended, chain, columns, priceColumns, thresholds } from "../src/ops/telemetry-data";

const T0 = Date.parse("2026-07-01T12:00:00Z");
const at = (minute: number) => new Date(T0 + minute * 60_000).toISOString();
const LEVELS = { watch: { enter: 0.25, clear: 0.2 }, high: { enter: 0.45, clear: 0.4 }, critical: { enter: 0.6, clear: 0.5 } };

const station = (id: string, change: Partial<Station> = {}): Station => ({
  id, name: id, city: "x", city_name: "X", state_name: "", latitude_deg: 0, longitude_deg: 0, network: "N", location_type: "", charger_type: "", power_kw: 50, connector_types: [],
  ports: { total: 4, available: 2, occupied: 2, out_of_service: 0 }, state: "operational", wait_min: 0,
  price: { per_kwh: "0.40", base_per_kwh: "0.40", currency: "USD", kind: "base", reason: null, until: null, next: null }, alternative: null, updated_at: at(0),
  risk: { value: 0.1, level: "low", cause: null, at: at(0) }, temperature_c: 40, ambient_c: 30, load_kw: 10, rated_kw: 100, utilisation: 0.5, limit_kw: null, heal: null,
  revenue_at_risk_per_h: "1.00", revenue_index: null, last_seen_at: at(0), simulated: true, ...change,
});
const risk = (value: number, level: RiskLevel) => ({ value, level, cause: "fan_wear", at: at(0) });
const act = (id: number, name: string, change: Partial<AuditEntry> = {}): AuditEntry => ({ id, at: at(0), actor_kind: "autopilot", actor: "control", act: name, object_type: "station", object_id: "a", before: null, after: null, reason: "", request_id: "", ...change });
const point = (minute: number, change: Partial<TelemetryPoint> = {}): TelemetryPoint => ({ at: at(minute), temperature_c: 50, ambient_c: 40, load_kw: 100, offered_kw: 100, utilisation: 1, risk_1h: 0.1, ...change });

describe("needs you", () => {
  it("is empty when all is well", () => {
    expect(needs([station("a")], [act(1, "price.accepted")], T0)).toEqual([]);
  });

  it("puts critical before warning before info, and higher risk first", () => {
    const all = [station("part", { state: "partial_outage" }), station("high", { risk: risk(0.5, "high") }), station("worst", { risk: risk(0.9, "critical") }), station("bad", { risk: risk(0.7, "critical") })];
    expect(needs(all, [], T0).map((each) => each.title)).toEqual(["worst", "bad", "high", "part"]);
  });

  it("names a price or a limit that keeps failing, once, and only while it is new", () => {
    const twice = [act(3, "price.refused"), act(2, "price.refused")];
    expect(needs([], twice, T0).map((each) => each.key)).toEqual(["a:3"]);
    expect(needs([], twice, T0 + 2 * 3_600_000)).toEqual([]);
    expect(needs([], [act(9, "power.timeout", { object_id: "c" }), ...twice], T0).map((each) => each.key)).toEqual(["a:3"]);
    expect(isFailure(act(1, "price.accepted"))).toBe(false);
  });

  it("is silent about a failure that was cured since, and about a single one", () => {
    expect(needs([], [act(4, "price.accepted"), act(3, "price.refused"), act(2, "price.refused")], T0)).toEqual([]);
    expect(needs([], [act(3, "price.refused")], T0)).toEqual([]);
  });

  it("passes on that a technician is asked for", () => {
    expect(needs([], [act(4, "price.surge"), act(3, "price.no_target")], T0)).toEqual([]);
    expect(needs([], [act(3, "heal.dispatch")], T0).map((each) => each.stationId)).toEqual(["a"]);
  });

  it("asks a person where a heal waits for one", () => {
    const waiting = station("a", { risk: risk(0.8, "critical"), heal: { id: 1, state: "proposed", role: "stressed", since: at(0) } });
    expect(needs([waiting], [], T0)[0]?.act).toBe("approve or refuse");
  });
});

describe("the list", () => {
  const all = [station("b", { risk: risk(0.3, "watch") }), station("a"), station("c", { risk: risk(0.9, "critical"), state: "offline" })];

  it("puts the highest risk first unless asked otherwise", () => {
    expect(listed(all, {}).map((each) => each.id)).toEqual(["c", "b", "a"]);
    expect(listed(all, { sort: "name" }).map((each) => each.id)).toEqual(["a", "b", "c"]);
    expect(sorting({ sort: "-load" })).toEqual({ key: "load", down: true });
  });

  it("filters by state, by risk at least, and by words", () => {
    expect(listed(all, { state: "offline" }).map((each) => each.id)).toEqual(["c"]);
    expect(listed(all, { risk: "watch" }).map((each) => each.id)).toEqual(["c", "b"]);
    expect(listed(all, { q: "X a" }).map((each) => each.id)).toEqual(["a"]);
  });

  it("keeps the shown order while a person points at it, newcomers last", () => {
    expect(inOrder([station("n"), ...all], ["a", "c", "b"]).map((each) => each.id)).toEqual(["a", "c", "b", "n"]);
  });
});

describe("telemetry for charts", () => {
  it("appends only what is newer", () => {
    expect(appended([point(1), point(2)], [point(2), point(1.5), point(3)]).map((each) => each.at)).toEqual([at(1), at(2), at(3)]);
  });

  it("silence becomes a gap, not a line", () => {
    const rows = columns([point(0), point(1), point(30)], [(each) => each.load_kw]);
    expect(rows[1]).toEqual([100, 100, null, 100]);
    expect(rows[0]).toHaveLength(4);
    expect([...(rows[0] ?? [])].sort((a, b) => Number(a) - Number(b))).toEqual(rows[0]);
  });

  it("a price holds until the next one was accepted", () => {
    const s = (minute: number) => T0 / 1000 + minute * 60;
    const rows = priceColumns([{ at: at(-60), per_kwh: "0.40" }, { at: at(10), per_kwh: "0.70" }], 0.4, s(0), s(20));
    expect(rows[0]).toEqual([s(0), s(10), s(20)]);
    expect(rows[1]).toEqual([0.4, 0.7, 0.7]);
    expect(rows[2]).toEqual([0.4, 0.4, 0.4]);
  });

  it("levels are the API's, one above the other", () => {
    expect(thresholds(LEVELS)).toEqual([{ level: "watch", from: 0.25, to: 0.45 }, { level: "high", from: 0.45, to: 0.6 }, { level: "critical", from: 0.6, to: 1 }]);
  });
});

describe("the chain after a stress", () => {
  const override = (kind: "surge" | "discount", id: string, minute: number): PriceOverride => ({ id: minute, station_id: id, heal_id: 1, kind, factor: "1.75", base_per_kwh: "0.40", price_per_kwh: "0.70", currency: "USD", start_at: at(minute), until_at: at(200), ended_at: null, state: "active", paired_station_id: null, actor_kind: "autopilot", actor: "control", reasons: [] });
  const facts = { startMs: T0, station: station("a"), points: [] as TelemetryPoint[], accepted: [] as { at: string; per_kwh: string }[], overrides: [] as PriceOverride[], levels: LEVELS, limitedMs: null as number | null, neighbour: null, healOpenedMs: null as number | null, healEndedMs: null as number | null };
  const minutes = (steps: { atMs: number | null }[]) => steps.map((each) => (each.atMs === null ? null : (each.atMs - T0) / 60_000));

  it("has only the injection at first", () => {
    expect(minutes(chain({ ...facts, points: [point(-5, { risk_1h: 0.9 }), point(1)] }))).toEqual([0, null, null, null, null, null, null, null]);
  });

  it("gives each step the time of its own evidence", () => {
    const points = [point(5, { temperature_c: 60 }), point(12, { risk_1h: 0.65, temperature_c: 70 }), point(14, { temperature_c: 72 }), point(20, { load_kw: 60, temperature_c: 74 }), point(40, { load_kw: 40, temperature_c: 70 })];
    const steps = chain({ ...facts, points, limitedMs: T0 + 13 * 60_000, accepted: [{ at: at(-9), per_kwh: "0.40" }, { at: at(14), per_kwh: "0.70" }, { at: at(90), per_kwh: "0.40" }], overrides: [override("surge", "a", 13), override("discount", "b", 15)], healEndedMs: T0 + 91 * 60_000 });
    expect(minutes(steps)).toEqual([0, 12, 13, 14, 15, 20, 40, 91]);
  });

  it("a measured limit may come before a critical risk", () => {
    const step = chain({ ...facts, points: [point(1)], healOpenedMs: T0 + 60_000 })[1];
    expect(step).toEqual({ key: "critical", atMs: T0 + 60_000, text: "Heat limit measured" });
  });

  it("does not call it cooler or unloaded while nothing was done", () => {
    const points = [point(1, { temperature_c: 80 }), point(2, { temperature_c: 60, load_kw: 10 })];
    expect(minutes(chain({ ...facts, points })).slice(5)).toEqual([null, null, null]);
  });
});

describe("the temperature to come", () => {
  it("draws the band from edge to edge and the middle within it", () => {
    const drawn = shape([{ atS: 300, low: 40, mid: 45, high: 50 }, { atS: 3600, low: 35, mid: 50, high: 60 }]);
    expect(drawn.band).toBe("0.0,8.0 96.0,0.0 96.0,20.0 0.0,16.0");
    expect(drawn.middle).toBe("0.0,12.0 96.0,8.0");
  });

  it("draws a single point, and one that never moves, without a number that is none", () => {
    for (const points of [[{ atS: 300, low: 40, mid: 40, high: 40 }], [{ atS: 0, low: 40, mid: 40, high: 40 }, { atS: 60, low: 40, mid: 40, high: 40 }]]) {
      expect(`${shape(points).band} ${shape(points).middle}`).not.toContain("NaN");
    }
  });
});
