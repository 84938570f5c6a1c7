/** Telemetry as the charts draw it: what was read, plus what the stream brought since. */
import type { PriceOverride, RiskLevels, Station, Telemetry, TelemetryPoint } from "../api/types";

/** The newest point that a patched station stands for; null where it measured nothing. */
export function livePoint(station: Station): TelemetryPoint | null {
  const at = station.last_seen_at ?? station.updated_at;
  if (at === null || (station.temperature_c === null && station.load_kw === null)) return null;
  return {
    at, temperature_c: station.temperature_c, ambient_c: station.ambient_c, load_kw: station.load_kw,
    offered_kw: station.limit_kw ?? null, utilisation: station.utilisation, risk_1h: station.risk?.value ?? null,
  };
}

/** Append in the order of time; a point that is not newer than the last is not one. */
export function appended(points: readonly TelemetryPoint[], more: readonly TelemetryPoint[]): TelemetryPoint[] {
  const all = [...points];
  for (const point of more) {
    const last = all.at(-1);
    if (last === undefined || Date.parse(point.at) > Date.parse(last.at)) all.push(point);
  }
  return all;
}

export type Columns = (number | null)[][];

const GAP_S = 600;

/** Columns for a chart: seconds first. Silence over ten minutes becomes a gap, not a line. */
export function columns(points: readonly TelemetryPoint[], fields: readonly ((point: TelemetryPoint) => number | null)[]): Columns {
  const rows: Columns = [[], ...fields.map(() => [])];
  let before = Number.NaN;
  for (const point of points) {
    const at = Date.parse(point.at) / 1000;
    if (!Number.isFinite(at)) continue;
    if (at - before > GAP_S) {
      rows[0]?.push(before + 1);
      fields.forEach((_, index) => rows[index + 1]?.push(null));
    }
    rows[0]?.push(at);
    fields.forEach((field, index) => rows[index + 1]?.push(field(point)));
    before = at;
  }
  return rows;
}

/** The accepted price as steps, with its base beside it, up to now. */
export function priceColumns(prices: Telemetry["prices"], base: number | null, fromS: number, nowS: number): Columns {
  const rows: Columns = [[], [], []];
  const steps = prices.map((each) => [Date.parse(each.at) / 1000, Number(each.per_kwh)] as const).filter(([at, price]) => Number.isFinite(at) && Number.isFinite(price)).sort((a, b) => a[0] - b[0]);
  const first = [...steps].reverse().find(([at]) => at <= fromS);
  const shown = steps.filter(([at]) => at > fromS && at <= nowS);
  const start = first?.[1] ?? (shown.length === 0 ? null : base);
  for (const [at, price] of [[fromS, start] as const, ...shown, [nowS, shown.at(-1)?.[1] ?? start ?? base] as const]) {
    rows[0]?.push(at);
    rows[1]?.push(price);
    rows[2]?.push(base);
  }
  return rows;
}

export interface Threshold {
  from: number;
  to: number;
  level: "watch" | "high" | "critical";
}

/** From where each level is entered up to the next; the API's levels, not ours. */
export function thresholds(levels: RiskLevels): Threshold[] {
  return [
    { level: "watch", from: levels.watch.enter, to: levels.high.enter },
    { level: "high", from: levels.high.enter, to: levels.critical.enter },
    { level: "critical", from: levels.critical.enter, to: 1 },
  ];
}

export interface Chain {
  /** Instant of the injection in ms. */
  startMs: number;
  station: Station;
  points: readonly TelemetryPoint[];
  accepted: Telemetry["prices"];
  overrides: readonly PriceOverride[];
  levels: RiskLevels;
  limitedMs: number | null;
  neighbour: string | null;
  healOpenedMs: number | null;
  healEndedMs: number | null;
  /** The alarm that the stress led to. */
  alarm: { id: number; openedMs: number; closedMs: number | null } | null;
}

export interface Step {
  key: "injected" | "critical" | "alarm" | "limited" | "surged" | "neighbour" | "unloaded" | "cooled" | "restored" | "closed";
  atMs: number | null;
  text: string;
  /** Number of the alarm that it belongs to. */
  alarm?: number;
}

function firstAfter(points: readonly TelemetryPoint[], afterMs: number, test: (point: TelemetryPoint) => boolean): TelemetryPoint | undefined {
  return points.find((point) => Date.parse(point.at) >= afterMs && test(point));
}

function at(point: TelemetryPoint | undefined): number | null {
  return point === undefined ? null : Date.parse(point.at);
}

/** What followed from an injected stress, each step from its own evidence: measurement, score, or acceptance. */
export function chain(facts: Chain): Step[] {
  const { startMs, points, levels, station } = facts;
  const since = points.filter((point) => Date.parse(point.at) >= startMs);
  const critical = at(firstAfter(since, startMs, (point) => (point.risk_1h ?? 0) >= levels.critical.enter));
  const base = Number(station.price?.base_per_kwh ?? Number.NaN);
  const prices = facts.accepted.map((each) => ({ ms: Date.parse(each.at), price: Number(each.per_kwh) })).filter((each) => each.ms >= startMs);
  const surge = prices.find((each) => each.price > base * 1.01);
  const surge_override = facts.overrides.find((each) => each.kind === "surge" && each.station_id === station.id && Date.parse(each.start_at) >= startMs);
  const discount = surge_override === undefined ? undefined : facts.overrides.find((each) => each.kind === "discount" && each.heal_id === surge_override.heal_id);
  const acted = facts.limitedMs ?? surge?.ms ?? null;
  const before = acted === null ? 0 : Math.max(0, ...since.filter((point) => Date.parse(point.at) <= acted).slice(-10).map((point) => point.load_kw ?? 0));
  const unloaded = acted === null || before === 0 ? undefined : firstAfter(since, acted, (point) => point.load_kw !== null && point.load_kw <= before * 0.65);
  const hot = since.reduce<TelemetryPoint | undefined>((best, point) => (point.temperature_c !== null && point.temperature_c >= (best?.temperature_c ?? -273) ? point : best), undefined);
  const cooled = acted === null || hot === undefined ? undefined : firstAfter(since, Math.max(acted, Date.parse(hot.at)), (point) => point.temperature_c !== null && point.temperature_c <= (hot.temperature_c ?? 0) - 3);
  const back = surge === undefined ? undefined : prices.find((each) => each.ms > surge.ms && Math.abs(each.price - base) < 0.005);
  const record = facts.alarm === null ? {} : { alarm: facts.alarm.id };
  return [
    { key: "injected", atMs: startMs, text: "Stress injected" },
    { key: "critical", atMs: critical ?? facts.healOpenedMs, text: critical === null && facts.healOpenedMs !== null ? "Heat limit measured" : "Risk critical" },
    { key: "alarm", atMs: facts.alarm?.openedMs ?? null, text: "Alarm opened", ...record },
    { key: "limited", atMs: facts.limitedMs, text: "Power limited" },
    { key: "surged", atMs: surge?.ms ?? null, text: "Price ▲ accepted" },
    { key: "neighbour", atMs: discount === undefined ? null : Date.parse(discount.start_at), text: facts.neighbour === null ? "Neighbour ▼" : `▼ at ${facts.neighbour}` },
    { key: "unloaded", atMs: at(unloaded), text: "Load falls" },
    { key: "cooled", atMs: at(cooled), text: "Temperature falls" },
    { key: "restored", atMs: facts.healEndedMs ?? back?.ms ?? null, text: "Prices back" },
    { key: "closed", atMs: facts.alarm?.closedMs ?? null, text: "Alarm closed", ...record },
  ];
}
