import { describe, expect, it } from "vitest";
import type { Alarm, AuditEntry, PriceOverride, Remedy, RiskLevel, Station, TelemetryPoint } from "../src/api/types";
import { held, keptAlarm } from "../src/ops/alarm-words";
import { type Facts, isFailure, needs } from "../src/ops/attention";
import { bins } from "../src/ops/event-strip";
import { type BulkResult, runBulk, unfinished } from "../src/ops/bulk";
import { meanOf } from "../src/ops/heal-effect";
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

const alarm = (id: number, change: Partial<Alarm> = {}): Alarm => ({
  id, title: "Too hot: a", scope: "station", place: "a", topic: "heat", state: "open", severity: "high", stage: "foreseen", count: 1, first_at: at(0), last_at: at(0), opened_at: at(0),
  is_active: true, is_whole_site: false, needs_technician: false, stations: ["a"], station_count: 1, charger_count: 1, acked_by: "", acked_until: null, assignee: "", work_order: "",
  closed_at: null, closed_by: "", close_reason: "", found_cause: "", cause: "fan", confidence: 0.6, urgency: "today", mitigation: "", folded_into: null, ...change,
});
const queue = (facts: Partial<Facts>, nowMs = T0) => needs({ alarms: [], stations: [], remedies: [], audit: [], ...facts }, nowMs);

describe("needs you", () => {
  it("is empty when all is well", () => {
    expect(queue({ stations: [station("a", { state: "offline" })], audit: [act(1, "price.accepted")] })).toEqual([]);
  });

  it("puts critical alarms first, then the more urgent, and names the station", () => {
    const alarms = [alarm(1, { severity: "warning" }), alarm(2, { urgency: "week" }), alarm(3, { urgency: "now" }), alarm(4, { severity: "critical" })];
    expect(queue({ alarms, stations: [station("a", { name: "Main Street" })] }).map((each) => each.href)).toEqual([4, 3, 2, 1].map((id) => `/ops/alarms/${id}`));
    expect(queue({ alarms: [alarm(1)], stations: [station("a", { name: "Main Street" })] })[0]?.title).toBe("Too hot: Main Street");
  });

  it("leaves out what is seen, in somebody's hands or healed, until the time is over or it gets worse", () => {
    const quiet = alarm(1, { state: "acked", acked_by: "eva", acked_until: at(60) });
    expect(queue({ alarms: [quiet, alarm(2, { assignee: "eva" }), alarm(3, { mitigation: "heal" }), alarm(4, { work_order: "W1" })] })).toEqual([]);
    expect(queue({ alarms: [quiet] }, T0 + 61 * 60_000)).toHaveLength(1);
    expect(queue({ alarms: [alarm(3, { mitigation: "heal", needs_technician: true })] })[0]?.act).toBe("order work");
  });

  it("names a price or a limit that keeps failing, once, and only while it is new", () => {
    const twice = [act(3, "price.refused"), act(2, "price.refused")];
    expect(queue({ audit: twice }).map((each) => each.key)).toEqual(["audit 3"]);
    expect(queue({ audit: twice }, T0 + 2 * 3_600_000)).toEqual([]);
    expect(queue({ audit: [act(9, "power.timeout", { object_id: "c" }), ...twice] }).map((each) => each.key)).toEqual(["audit 3"]);
    expect(isFailure(act(1, "price.accepted"))).toBe(false);
  });

  it("is silent about a failure that was cured since, and about a single one", () => {
    expect(queue({ audit: [act(4, "price.accepted"), act(3, "price.refused"), act(2, "price.refused")] })).toEqual([]);
    expect(queue({ audit: [act(3, "price.refused")] })).toEqual([]);
    expect(queue({ audit: [act(4, "price.surge"), act(3, "price.no_target")] })).toEqual([]);
    expect(queue({ audit: [act(3, "price.no_target")] })).toHaveLength(1);
  });

  it("asks a person where a heal or a remedy waits for one", () => {
    const waiting = station("a", { risk: risk(0.8, "critical"), heal: { id: 1, state: "proposed", role: "stressed", since: at(0) } });
    const remedy: Remedy = { id: 7, charge_point: "a-1", station_id: "a", connector_id: null, sign: "HighTemperature", playbook: "cool_down", state: "proposed", opened_at: at(0), ended_at: null, steps_done: 0, waits_for: null, by_person: false, reasons: [], end_reason: null, ended_by: null };
    expect(queue({ stations: [waiting], remedies: [remedy] }).map((each) => [each.act, each.href])).toEqual([["approve or refuse", "/ops/pricing"], ["approve or refuse", "/ops/chargers/a-1"]]);
  });
});

describe("a call to many", () => {
  const run = async (ids: string[], atOnce: number, stopAfter = Infinity) => {
    const results = new Map<string, BulkResult>();
    let open = 0;
    let most = 0;
    let sent = 0;
    await runBulk(ids, async (id) => {
      sent += 1;
      most = Math.max(most, ++open);
      await Promise.resolve();
      open -= 1;
      if (id.startsWith("bad")) throw new Error("Rejected");
      return "Accepted";
    }, atOnce, () => sent >= stopAfter, (id, result) => results.set(id, result));
    return { results, most };
  };

  it("keeps to so many at a time and tells of each", async () => {
    const { results, most } = await run(["a", "bad", "c", "d"], 2);
    expect(most).toBe(2);
    expect([...results.values()].map((each) => each.state)).toEqual(["done", "failed", "done", "done"]);
    expect(unfinished(results)).toEqual(["bad"]);
  });

  it("stops before the next, and what was not sent can be tried again", async () => {
    const { results } = await run(["a", "b", "c"], 1, 1);
    expect(unfinished(results)).toEqual(["b", "c"]);
    expect(results.get("c")?.state).toBe("not sent");
  });
});

describe("the effect of a heal", () => {
  it("is the mean of what was measured in a span, without what was not", () => {
    const points = [point(-20, { load_kw: 500 }), point(-10), point(-5, { load_kw: 300 }), point(-3, { load_kw: null }), point(0, { load_kw: 1 })];
    expect(meanOf(points, (each) => each.load_kw, T0 - 15 * 60_000, T0)).toBe(200);
    expect(meanOf([], (each) => each.load_kw, 0, T0)).toBeNull();
  });
});

describe("alarms", () => {
  it("are found by station, cause and person, and the inbox holds what needs a person", () => {
    expect(keptAlarm(alarm(1), {}, "Main Street", T0)).toBe(true);
    expect(keptAlarm(alarm(1, { assignee: "eva" }), {}, "", T0)).toBe(false);
    expect(keptAlarm(alarm(1, { assignee: "eva" }), { show: "quiet", q: "EVA fan" }, "", T0)).toBe(true);
    expect(keptAlarm(alarm(1), { q: "main st" }, "Main Street", T0)).toBe(true);
    expect(keptAlarm(alarm(1), { severity: "critical" }, "", T0)).toBe(false);
  });

  it("under a person's hand keep their places and take new facts; new ones wait", () => {
    const { shown, fresh } = held([alarm(2), alarm(1)], [alarm(3), alarm(1, { count: 9 })]);
    expect([shown.map((each) => [each.id, each.count]), fresh]).toEqual([[[2, 1], [1, 9]], 1]);
  });

  it("of 24 hours fall into half hours; older ones are left out", () => {
    const all = bins([alarm(1, { severity: "critical" }), alarm(2, { opened_at: at(-10) }), alarm(3, { opened_at: at(-24 * 60) })], [], T0);
    expect(all).toHaveLength(48);
    expect(all.slice(-2).map((each) => [each.alarms.critical, each.alarms.high])).toEqual([[0, 1], [1, 0]]);
    expect(all.reduce((sum, each) => sum + each.alarms.high + each.alarms.critical, 0)).toBe(2);
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
  const facts = { startMs: T0, station: station("a"), points: [] as TelemetryPoint[], accepted: [] as { at: string; per_kwh: string }[], overrides: [] as PriceOverride[], levels: LEVELS, limitedMs: null as number | null, neighbour: null, healOpenedMs: null as number | null, healEndedMs: null as number | null, alarm: null };
  const minutes = (steps: { atMs: number | null }[]) => steps.map((each) => (each.atMs === null ? null : (each.atMs - T0) / 60_000));

  it("has only the injection at first", () => {
    expect(minutes(chain({ ...facts, points: [point(-5, { risk_1h: 0.9 }), point(1)] }))).toEqual([0, null, null, null, null, null, null, null, null, null]);
  });

  it("gives each step the time of its own evidence", () => {
    const points = [point(5, { temperature_c: 60 }), point(12, { risk_1h: 0.65, temperature_c: 70 }), point(14, { temperature_c: 72 }), point(20, { load_kw: 60, temperature_c: 74 }), point(40, { load_kw: 40, temperature_c: 70 })];
    const steps = chain({ ...facts, points, limitedMs: T0 + 13 * 60_000, accepted: [{ at: at(-9), per_kwh: "0.40" }, { at: at(14), per_kwh: "0.70" }, { at: at(90), per_kwh: "0.40" }], overrides: [override("surge", "a", 13), override("discount", "b", 15)], healEndedMs: T0 + 91 * 60_000, alarm: { id: 3, openedMs: T0 + 12.5 * 60_000, closedMs: T0 + 95 * 60_000 } });
    expect(minutes(steps)).toEqual([0, 12, 12.5, 13, 14, 15, 20, 40, 91, 95]);
    expect(steps.filter((each) => each.alarm === 3).map((each) => each.key)).toEqual(["alarm", "closed"]);
  });

  it("a measured limit may come before a critical risk", () => {
    const step = chain({ ...facts, points: [point(1)], healOpenedMs: T0 + 60_000 })[1];
    expect(step).toEqual({ key: "critical", atMs: T0 + 60_000, text: "Heat limit measured" });
  });

  it("does not call it cooler or unloaded while nothing was done", () => {
    const points = [point(1, { temperature_c: 80 }), point(2, { temperature_c: 60, load_kw: 10 })];
    expect(minutes(chain({ ...facts, points })).slice(6)).toEqual([null, null, null, null]);
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
