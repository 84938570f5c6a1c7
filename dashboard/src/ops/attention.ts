/** What needs a person, worst first: alarms, what waits for approval, and acts of the loop that keep failing. */
import type { Alarm, AuditEntry, Remedy, Station } from "../api/types";
import { percent } from "../lib/format";
import { plain, reasonText, valueText } from "../lib/words";
import { byWeight, needsPerson, SEVERITIES, type Severity, suggestedAct, topicTitle } from "./alarm-words";

export interface Need {
  key: string;
  severity: Severity;
  stationId: string | null;
  title: string;
  detail: string;
  at: string | null;
  /** What is worth doing, in a few words. */
  act: string;
  href: string;
}

function ofAlarm(alarm: Alarm, name: string, nowMs: number): Need {
  const cause = alarm.cause === null ? "cause looked for" : `${plain(alarm.cause)} (${percent(alarm.confidence)} sure)`;
  const seen = alarm.count > 1 ? `, ${alarm.count}×` : "";
  return { key: `alarm ${alarm.id}`, severity: alarm.severity, stationId: alarm.scope === "station" ? alarm.place : null, title: `${topicTitle(alarm)}: ${name}`, detail: `${alarm.stage}${seen}, ${cause}`, at: alarm.opened_at, act: suggestedAct(alarm, nowMs), href: `/ops/alarms/${alarm.id}` };
}

function ofProposal(station: Station): Need | null {
  if (station.heal?.state !== "proposed" || station.heal.role !== "stressed") return null;
  return { key: `heal ${station.heal.id}`, severity: "high", stationId: station.id, title: `Heal proposed: ${station.name}`, detail: `${station.risk === null ? "" : `${station.risk.level} risk, `}nothing changes until a person approves it`, at: station.heal.since, act: "approve or refuse", href: "/ops/pricing" };
}

function ofRemedy(remedy: Remedy, name: string): Need {
  return { key: `remedy ${remedy.id}`, severity: "warning", stationId: remedy.station_id, title: `Remedy proposed: ${remedy.charge_point}`, detail: `${remedy.playbook} at ${name}: nothing is tried until a person approves it`, at: remedy.opened_at, act: "approve or refuse", href: `/ops/chargers/${encodeURIComponent(remedy.charge_point)}` };
}

/** An act that did not succeed: a refused or unanswered price or power limit. */
export function isFailure(entry: AuditEntry): boolean {
  return /^(price|power)\.(refused|rejected|failed|timeout|error|offline)/.test(entry.act);
}

/** A surge that found no neighbour waits for a person. */
function isCall(entry: AuditEntry): boolean {
  return /no_target|without_target/.test(entry.act);
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

function ofFailure(entry: AuditEntry): Need {
  return {
    key: `audit ${entry.id}`, severity: "warning", stationId: entry.object_type === "station" ? entry.object_id : null,
    title: `${plain(entry.act)}: ${entry.object_id}`, detail: [valueText(entry.after), reasonText(entry.reason)].filter(Boolean).join("; ") || "see the audit", at: entry.at, act: "see the audit", href: "/ops/audit",
  };
}

export interface Facts {
  alarms: readonly Alarm[];
  stations: readonly Station[];
  /** Proposed ones. */
  remedies: readonly Remedy[];
  /** Newest first. */
  audit: readonly AuditEntry[];
}

export function needs({ alarms, stations, remedies, audit }: Facts, nowMs: number, windowS = 1800): Need[] {
  const names = new Map(stations.map((each) => [each.id, each.name]));
  const found = [
    ...alarms.filter((each) => needsPerson(each, nowMs)).sort(byWeight).map((each) => ofAlarm(each, names.get(each.place) ?? each.place, nowMs)),
    ...stations.map(ofProposal).filter((each) => each !== null),
    ...remedies.map((each) => ofRemedy(each, names.get(each.station_id) ?? each.station_id)),
    ...lasting(audit, nowMs, windowS).map(ofFailure),
  ];
  return found.sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity)); // the sort is stable
}
