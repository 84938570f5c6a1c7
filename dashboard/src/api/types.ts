/** Shapes of central's REST API (`/api/v1`). Instants are ISO 8601 UTC, money is a decimal string. */

export type StationState = "operational" | "partial_outage" | "offline" | "under_maintenance";
export type PriceKind = "base" | "surge" | "discount";
export type RiskLevel = "low" | "watch" | "high" | "critical";
export type HealMode = "off" | "propose" | "autopilot";
export type Role = "viewer" | "operator" | "admin" | "technician";

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface Ports {
  total: number;
  available: number;
  occupied: number;
  out_of_service: number;
}

export interface Price {
  per_kwh: string;
  base_per_kwh: string;
  currency: string;
  kind: PriceKind;
  reason: string | null;
  until: string | null;
}

export interface Alternative {
  id: string;
  name: string;
  distance_km: number;
  per_kwh: string;
}

export interface PublicStation {
  id: string;
  name: string;
  city: string;
  city_name: string;
  state_name: string;
  latitude_deg: number | null;
  longitude_deg: number | null;
  network: string;
  location_type: string;
  charger_type: string;
  power_kw: number | null;
  connector_types: string[];
  ports: Ports;
  state: StationState;
  wait_min: number | null;
  price: Price | null;
  alternative: Alternative | null;
  updated_at: string | null;
}

export interface Risk {
  value: number;
  level: RiskLevel;
  cause: string | null;
  at: string;
}

export interface StationHeal {
  id: number;
  state: string;
  role: "stressed" | "target";
  since: string;
}

export interface Station extends PublicStation {
  risk: Risk | null;
  temperature_c: number | null;
  ambient_c: number | null;
  load_kw: number | null;
  rated_kw: number | null;
  utilisation: number | null;
  limit_kw: number | null;
  heal: StationHeal | null;
  revenue_at_risk_per_h: string | number | null;
  revenue_index: string | number | null;
  last_seen_at: string | null;
  simulated: boolean;
}

export interface Connector {
  id: number;
  type: string;
  status: string;
  error_code: string;
  power_w: number | null;
  soc_pct: number | null;
  since: string | null;
}

export interface Contribution {
  feature: string;
  value: number | null;
  points: number;
}

export interface Charger {
  id: string;
  vendor: string;
  model: string;
  firmware_version: string;
  connected: boolean;
  last_seen_at: string | null;
  registration: string;
  risk: Risk | null;
  temperature_c: number | null;
  power_w: number | null;
  power_limit_w: number | null;
  price_per_kwh: string | null;
  connectors: Connector[];
  contributions: Contribution[];
  stale_inputs: string[];
}

export interface StationDetail extends Station {
  chargers: Charger[];
}

export type RiskLevels = Record<"watch" | "high" | "critical", { enter: number; clear: number }>;

export interface TelemetryPoint {
  at: string;
  temperature_c: number | null;
  ambient_c: number | null;
  load_kw: number | null;
  offered_kw: number | null;
  utilisation: number | null;
  risk_1h: number | null;
}

export interface Telemetry {
  points: TelemetryPoint[];
  levels: RiskLevels;
  events: { at: string; kind: string; text: string }[];
  prices: { at: string; per_kwh: string }[];
}

export interface Config {
  currency: string;
  risk_levels: RiskLevels;
  heal: { mode: HealMode; use_price: boolean; use_power: boolean; surge_factor: number | string; discount_factor: number | string };
  simulator: { enabled: boolean };
  clock: { factor: number; now: string };
  version: string;
}

export interface Me {
  name: string;
  role: Role;
  can: string[];
}

export interface Heal {
  id: number;
  station_id: string;
  target_station_id: string | null;
  state: string;
  opened_at: string;
  expires_at: string;
  ended_at: string | null;
  end_reason: string | null;
  reasons: unknown[];
}

export interface PriceOverride {
  id: number;
  station_id: string;
  heal_id: number | null;
  kind: "surge" | "discount";
  factor: string;
  base_per_kwh: string;
  price_per_kwh: string;
  currency: string;
  start_at: string;
  until_at: string;
  ended_at: string | null;
  state: string;
  paired_station_id: string | null;
  actor_kind: string;
  actor: string;
  reasons: unknown[];
}

export interface AuditEntry {
  id: number;
  at: string;
  actor_kind: string;
  actor: string;
  act: string;
  object_type: string;
  object_id: string;
  before: unknown;
  after: unknown;
  reason: string;
  request_id: string;
}

export interface Scenario {
  name: string;
  title: string;
  description: string;
  defaults: Record<string, unknown>;
}

export interface RunningScenario {
  id: string;
  name: string;
  station_id: string;
  started_at: string;
  ends_at: string;
}

export interface Scenarios {
  enabled: boolean;
  items: Scenario[];
  running: RunningScenario[];
}
