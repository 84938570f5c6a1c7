/**
 * Views in the URL: what a person filtered and sorted can be sent to a colleague.
 * Unknown or malformed values are dropped, and a default is not written, so that addresses stay short.
 */

export const OPS_SORTS = ["risk", "name", "load", "temp", "price", "revenue", "seen"] as const;
export type OpsSort = (typeof OPS_SORTS)[number];
export const STATE_FILTERS = ["operational", "partial_outage", "offline", "under_maintenance"] as const;
export const RISK_FILTERS = ["watch", "high", "critical"] as const;
export const DRIVER_SORTS = ["city", "nearest", "cheapest", "free"] as const;
export type DriverSort = (typeof DRIVER_SORTS)[number];
export const RANGES = ["1h", "3h", "6h", "24h"] as const;
export type Range = (typeof RANGES)[number];

export interface OpsSearch {
  q?: string;
  state?: (typeof STATE_FILTERS)[number];
  risk?: (typeof RISK_FILTERS)[number];
  sort?: OpsSort | `-${OpsSort}`;
}
export interface DriverSearch {
  q?: string;
  sort?: DriverSort;
  view?: "map";
}
export interface EmbedSearch {
  city?: string;
  theme?: "light" | "dark";
}
export interface StationSearch {
  t?: Range;
}
export interface AuditSearch {
  q?: string;
  kind?: string;
  type?: string;
  id?: string;
}
export interface MapSearch extends OpsSearch {
  /** Station whose card is open. */
  sel?: string;
}
export interface ChargersSearch {
  q?: string;
  show?: (typeof CHARGER_FILTERS)[number];
}
export interface ConsoleSearch {
  charger?: string;
  /** Filter tokens: `action:Status* dir:in err lat>500 id:ab12`. */
  q?: string;
}
export interface SessionsSearch {
  charger?: string;
  station?: string;
  show?: "held";
}
export interface HistorySearch {
  /** `2026-11`; or the days `from` and `to`, both included. */
  month?: string;
  from?: string;
  to?: string;
  by?: (typeof HISTORY_MEASURES)[number];
  view?: "map";
}
export interface WorkSearch {
  urgency?: "now" | "today" | "week";
  technician?: string;
}
export interface AlarmsSearch {
  q?: string;
  show?: (typeof ALARM_FILTERS)[number];
  severity?: (typeof SEVERITY_FILTERS)[number];
}
export interface LoadSearch {
  station?: string;
}
export interface TabSearch {
  tab?: string;
}

export const HISTORY_MEASURES = ["revenue", "energy", "sessions", "used", "heals"] as const;
export const ALARM_FILTERS = ["quiet", "open", "closed"] as const;
export const SEVERITY_FILTERS = ["high", "critical"] as const;
export const CHARGER_FILTERS = ["pending", "disconnected", "risk"] as const;

type Raw = Record<string, unknown>;

function text(raw: unknown, most = 80): string | undefined {
  const value = typeof raw === "string" ? raw : typeof raw === "number" ? String(raw) : "";
  return value.trim() === "" ? undefined : value.slice(0, most);
}

function oneOf<const T extends string>(raw: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((each) => each === raw);
}

function packed<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

type Loose<T> = { [K in keyof T]: T[K] | undefined };

export function opsSearch(raw: Raw): OpsSearch {
  const sorts = [...OPS_SORTS, ...OPS_SORTS.map((each) => `-${each}` as const)];
  return packed<Loose<OpsSearch>>({
    q: text(raw["q"]),
    state: oneOf(raw["state"], STATE_FILTERS),
    risk: oneOf(raw["risk"], RISK_FILTERS),
    sort: oneOf(raw["sort"], sorts),
  }) as OpsSearch;
}

export function driverSearch(raw: Raw): DriverSearch {
  return packed<Loose<DriverSearch>>({ q: text(raw["q"]), sort: oneOf(raw["sort"], DRIVER_SORTS), view: oneOf(raw["view"], ["map"]) }) as DriverSearch;
}

export function embedSearch(raw: Raw): EmbedSearch {
  return packed<Loose<EmbedSearch>>({ city: text(raw["city"], 60), theme: oneOf(raw["theme"], ["light", "dark"]) }) as EmbedSearch;
}

export function stationSearch(raw: Raw): StationSearch {
  return packed<Loose<StationSearch>>({ t: oneOf(raw["t"], RANGES) }) as StationSearch;
}

export function auditSearch(raw: Raw): AuditSearch {
  return packed<Loose<AuditSearch>>({ q: text(raw["q"]), kind: text(raw["kind"], 12), type: text(raw["type"], 20), id: text(raw["id"], 64) }) as AuditSearch;
}

export function mapSearch(raw: Raw): MapSearch {
  return packed<Loose<MapSearch>>({ ...opsSearch(raw), sel: text(raw["sel"], 64) }) as MapSearch;
}

export function chargersSearch(raw: Raw): ChargersSearch {
  return packed<Loose<ChargersSearch>>({ q: text(raw["q"]), show: oneOf(raw["show"], CHARGER_FILTERS) }) as ChargersSearch;
}

export function consoleSearch(raw: Raw): ConsoleSearch {
  return packed<Loose<ConsoleSearch>>({ charger: text(raw["charger"], 48), q: text(raw["q"], 200) }) as ConsoleSearch;
}

export function sessionsSearch(raw: Raw): SessionsSearch {
  return packed<Loose<SessionsSearch>>({ charger: text(raw["charger"], 48), station: text(raw["station"], 64), show: oneOf(raw["show"], ["held"]) }) as SessionsSearch;
}

export function historySearch(raw: Raw): HistorySearch {
  const like = (value: unknown, pattern: RegExp) => (typeof value === "string" && pattern.test(value) ? value : undefined);
  return packed<Loose<HistorySearch>>({
    month: like(raw["month"], /^\d{4}-(0[1-9]|1[0-2])$/), from: like(raw["from"], /^\d{4}-\d\d-\d\d$/), to: like(raw["to"], /^\d{4}-\d\d-\d\d$/),
    by: oneOf(raw["by"], HISTORY_MEASURES), view: oneOf(raw["view"], ["map"]),
  }) as HistorySearch;
}

export function workSearch(raw: Raw): WorkSearch {
  return packed<Loose<WorkSearch>>({ urgency: oneOf(raw["urgency"], ["now", "today", "week"]), technician: text(raw["technician"], 60) }) as WorkSearch;
}

export function alarmsSearch(raw: Raw): AlarmsSearch {
  return packed<Loose<AlarmsSearch>>({ q: text(raw["q"]), show: oneOf(raw["show"], ALARM_FILTERS), severity: oneOf(raw["severity"], SEVERITY_FILTERS) }) as AlarmsSearch;
}

export function loadSearch(raw: Raw): LoadSearch {
  return packed<Loose<LoadSearch>>({ station: text(raw["station"], 64) }) as LoadSearch;
}

export function tabSearch(raw: Raw): TabSearch {
  return packed<Loose<TabSearch>>({ tab: text(raw["tab"], 60) }) as TabSearch;
}

/** Where to go after signing in: a path of this site only, never another one. */
export function safeReturn(raw: unknown, fallback = "/ops"): string {
  return typeof raw === "string" && /^\/(?![/\\])/.test(raw) && !raw.startsWith("/sign-in") ? raw : fallback;
}

export const RANGE_S: Record<Range, number> = { "1h": 3600, "3h": 10_800, "6h": 21_600, "24h": 86_400 };
