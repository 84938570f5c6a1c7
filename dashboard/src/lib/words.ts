/** Words for what the API names: states, causes, features. Unknown names are shown as they came, as text. */
import type { StationState } from "../api/types";
import { duration, hourMinute } from "./format";

export const STATE_WORDS: Record<StationState | "unknown", string> = {
  operational: "Operational",
  partial_outage: "Partial outage",
  offline: "Offline",
  under_maintenance: "Maintenance",
  unknown: "Unknown",
};

const FEATURES: Record<string, [string, string]> = {
  temperature_c: ["Temperature inside", "°C"],
  ambient_c: ["Air around", "°C"],
  temperature_rise_k: ["Rise over the air", "K"],
  temperature_slope_k_per_min: ["Warming speed", "K/min"],
  temperature_max_1h_c: ["Hottest in the hour", "°C"],
  derating_ratio: ["Below the offered power", "%"],
  power_ratio: ["Power of rated", "%"],
  offered_ratio: ["Offered of rated", "%"],
  voltage_deviation_ratio: ["Voltage dip", "%"],
  imbalance_ratio: ["Phase imbalance", "%"],
  energy_1h_ratio: ["Energy in the hour", "%"],
  utilisation_now: ["Utilisation now", "%"],
  utilisation_1h: ["Utilisation, 1 h", "%"],
  utilisation_6h: ["Utilisation, 6 h", "%"],
  utilisation_24h: ["Utilisation, 24 h", "%"],
  sessions_1h: ["Starts in the hour", ""],
  session_mean_min: ["Session length", "min"],
  aborted_ratio_24h: ["Aborted sessions, 24 h", "%"],
  wait_min: ["Wait", "min"],
  silence_s: ["Silence", "s"],
  reconnects_24h: ["Reconnects, 24 h", ""],
  round_trip_p95_s: ["Answer time (p95)", "s"],
  errors_1h: ["Errors, 1 h", ""],
  errors_24h: ["Errors, 24 h", ""],
  errors_7d: ["Errors, 7 d", ""],
  hours_since_fault: ["Since the last fault", "h"],
  outage_ratio: ["Time down, 7 d", "%"],
  traffic_index: ["Traffic index", "of 10"],
  local_event: ["Local event", ""],
  hour_sin: ["Time of day (sine)", ""],
  hour_cos: ["Time of day (cosine)", ""],
  weekend: ["Weekend", ""],
  rated_power_kw: ["Rated power", "kW"],
};

export function featureName(feature: string): string {
  return FEATURES[feature]?.[0] ?? feature.replaceAll("_", " ");
}

export function featureValue(feature: string, value: number | null): string {
  if (value === null) return "not measured";
  const unit = FEATURES[feature]?.[1] ?? "";
  if (unit === "%") return `${Math.round(value * 100)} %`;
  if (feature === "local_event" || feature === "weekend") return value > 0.5 ? "yes" : "no";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 1 : 2;
  return `${value.toFixed(digits)}${unit === "" ? "" : ` ${unit}`}`;
}

/** `fan_failure` reads `fan failure`. */
export function plain(name: string | null | undefined): string {
  return (name ?? "").replaceAll(/[_.]/g, " ").trim();
}

/** A reason as the API gives it: a sentence, or facts that become one line. */
export function reasonText(reason: unknown): string {
  if (typeof reason === "string") return reason;
  if (typeof reason !== "object" || reason === null) return String(reason);
  const facts = reason as Record<string, unknown>;
  if (typeof facts["text"] === "string") return facts["text"];
  return Object.entries(facts).map(([key, value]) => `${plain(key)} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`).join(", ");
}

/** A value before or after an act, on one line, with the unit that its name tells. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.map(valueText).join(", ");
  return Object.entries(value).map(([key, each]) => fieldText(key, each)).join(", ");
}

function fieldText(key: string, value: unknown): string {
  if (value === null || value === undefined) return `${plain(key)} none`;
  if (typeof value === "object") return `${plain(key)}: ${valueText(value)}`;
  const number = Number(value);
  if (key.endsWith("_w") && Number.isFinite(number)) return `${plain(key.slice(0, -2))} ${(number / 1000).toFixed(1)} kW`;
  if (key.endsWith("_s") && Number.isFinite(number)) return `${plain(key.slice(0, -2))} ${duration(number)}`;
  if (key === "per_kwh" && Number.isFinite(number)) return `${number.toFixed(2)}/kWh`;
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value)) return `${plain(key)} ${hourMinute(value)}`;
  return `${plain(key)} ${String(value)}`;
}

/** An id from a name: `Main Street 5` becomes `main-street-5`. */
export function idOf(name: string): string {
  return name.normalize("NFKD").toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "").slice(0, 60);
}

/** Maker and model without saying the maker twice. */
export function makeText(vendor: string, model: string): string {
  return model.toLowerCase().startsWith(vendor.toLowerCase()) ? model : [vendor, model].filter(Boolean).join(" ");
}
