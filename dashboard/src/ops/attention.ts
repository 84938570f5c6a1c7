/** What needs a person, worst first: a pure function of the stations and of the newest acts. */
import type { AuditEntry, Station } from "../api/types";
import { plain, reasonText, valueText } from "../lib/words";

export type Severity = "critical" | "warning" | "info";

export interface Need {
  key: string;
  severity: Severity;
  stationId: string | null;
  title: string;
  detail: string;
  at: string | null;
  /** What is worth doing, in a few words. */
  act: string;
}

const RANK: Record<Severity, number> = { critical: 0, warning: 1, info: 2 };

function ofStation(station: Station): Need | null {
  const heal = station.heal;
  const common = { key: `s:${station.id}`, stationId: station.id, title: station.name };
  if (station.state === "offline") return { ...common, severity: "critical", detail: "offline: no connector can be used", at: station.last_seen_at, act: "see why" };
  if (station.risk !== null && (station.risk.level === "critical" || station.risk.level === "high")) {
    const cause = station.risk.cause === null ? "cause not clear" : plain(station.risk.cause);
    const done = heal !== null && heal.role === "stressed" ? `, healing is ${heal.state}` : "";
    const act = heal?.state === "proposed" ? "approve or refuse" : heal === null ? "look at it" : "watch it recover";
    return { ...common, severity: station.risk.level === "critical" ? "critical" : "warning", detail: `${station.risk.level} risk of failure within the hour, ${cause}${done}`, at: station.risk.at, act };
  }
  if (heal?.state === "proposed") return { ...common, severity: "warning", detail: "a heal is proposed and waits for a person", at: heal.since, act: "approve or refuse" };
  if (station.state === "partial_outage") return { ...common, severity: "info", detail: `${station.ports.out_of_service} of ${station.ports.total} ports out of service`, at: station.last_seen_at, act: "see why" };
  return null;
}

/** An act that did not succeed: a refused or unanswered price or power limit. */
export function isFailure(entry: AuditEntry): boolean {
  return /^(price|power)\.(refused|rejected|failed|timeout|error|offline)/.test(entry.act);
}

/** A note that asks for a person: a technician is needed, or no neighbour was found. */
function isCall(entry: AuditEntry): boolean {
  return /dispatch|no_target|without_target/.test(entry.act);
}

/**
 * Failures that stay: at least two of a kind at one object and no success after them. A single one is tried again
 * by the control loop and needs nobody.
 */
function lasting(audit: readonly AuditEntry[], nowMs: number, windowS: number): AuditEntry[] {
  const count = new Map<string, number>();
  const newest = new Map<string, AuditEntry>();
  const cured = new Set<string>();
  for (const entry of audit) {
    if (nowMs - Date.parse(entry.at) > windowS * 1000) continue;
    const about = `${entry.act.split(".")[0] ?? ""}:${entry.object_id}`;
    if (isFailure(entry)) {
      if (!cured.has(about)) count.set(about, (count.get(about) ?? 0) + 1);
      if (!newest.has(about)) newest.set(about, entry);
    } else if (isCall(entry)) {
      if (!cured.has(about)) count.set(about, 2);
      if (!newest.has(about)) newest.set(about, entry);
    } else if (/^(price|power)\./.test(entry.act)) {
      cured.add(about); // newest first: what follows is older than this success
    }
  }
  return [...newest].filter(([about]) => (count.get(about) ?? 0) >= 2).map(([, entry]) => entry);
}

export function needs(stations: readonly Station[], audit: readonly AuditEntry[], nowMs: number, windowS = 1800): Need[] {
  const found = stations.map(ofStation).filter((each) => each !== null);
  for (const entry of lasting(audit, nowMs, windowS)) {
    found.push({
      key: `a:${entry.id}`, severity: "warning", stationId: entry.object_type === "station" ? entry.object_id : null,
      title: `${plain(entry.act)}: ${entry.object_id}`, detail: [valueText(entry.after), reasonText(entry.reason)].filter(Boolean).join("; ") || "see the audit", at: entry.at, act: "see the audit",
    });
  }
  const risk = new Map(stations.map((each) => [each.id, each.risk?.value ?? 0]));
  return found.sort((a, b) => RANK[a.severity] - RANK[b.severity] || (risk.get(b.stationId ?? "") ?? 0) - (risk.get(a.stationId ?? "") ?? 0) || a.title.localeCompare(b.title));
}
