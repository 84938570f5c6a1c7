/** What an alarm's facts mean to a person: pure, so that the list, the queue and the counts agree. */
import type { Alarm, FoundCause, Station } from "../api/types";
import type { AlarmsSearch } from "../lib/search";
import { remaining } from "../lib/format";
import { plain } from "../lib/words";

export type Severity = Alarm["severity"];

export const SEVERITIES: readonly Severity[] = ["warning", "high", "critical"];

/** Word and sign; the word is always written beside the sign. */
export const SEVERITY_SIGN: Record<Severity, readonly [string, string]> = {
  critical: ["⬣", "text-offline"],
  high: ["▲", "text-partial"],
  warning: ["△", "text-muted"],
};

/** Causes that a person may confirm: labels of the next training. */
export const FOUND_CAUSES: readonly FoundCause[] = ["thermal", "fan", "contactor", "communication", "ground", "over_current", "meter", "reader", "supply", "maintenance", "none"];

/** `Too hot` of `Too hot: san-francisco-06`. */
export function topicTitle(alarm: Alarm): string {
  return alarm.title.endsWith(`: ${alarm.place}`) ? alarm.title.slice(0, -alarm.place.length - 2) : alarm.title;
}

/** Somebody has seen it and asked for silence until an instant that is still to come. */
export function isQuiet(alarm: Alarm, nowMs: number): boolean {
  return remaining(alarm.acked_until, nowMs) !== null;
}

/** Whether a person must look: not seen, not in anybody's hands, or in need of a technician that nobody ordered. */
export function needsPerson(alarm: Alarm, nowMs: number): boolean {
  if (alarm.state === "closed" || alarm.work_order !== "" || isQuiet(alarm, nowMs)) return false;
  return alarm.needs_technician || (alarm.mitigation === "" && alarm.assignee === "");
}

/** Where it stands, in words. */
export function stateText(alarm: Alarm, nowMs: number): string {
  if (alarm.state === "closed") return alarm.closed_by === "" ? "closed by itself" : `closed by ${alarm.closed_by}`;
  const acts = alarm.work_order !== "" ? `work ordered: ${alarm.work_order}` : alarm.mitigation === "" ? "" : `${plain(alarm.mitigation)} acts`;
  const person = alarm.assignee === "" ? "" : `with ${alarm.assignee}`;
  const seen = isQuiet(alarm, nowMs) ? `seen by ${alarm.acked_by}` : "open";
  return [acts, person].filter(Boolean).join(", ") || seen;
}

/** What is worth doing now, in a few words. */
export function suggestedAct(alarm: Alarm, nowMs: number): string {
  if (alarm.state === "closed") return "";
  if (alarm.work_order !== "") return "wait for the repair";
  if (alarm.needs_technician || alarm.urgency === "now") return "order work";
  if (alarm.mitigation !== "") return "watch it recover";
  if (isQuiet(alarm, nowMs)) return "wait";
  return alarm.cause === null ? "see the evidence" : alarm.urgency === "today" ? "order work today" : "see why";
}

/** Money at risk per hour at the stations of an alarm; null where none is scored. */
export function moneyAtRisk(alarm: Alarm, stations: ReadonlyMap<string, Station>): number | null {
  const known = alarm.stations.map((id) => Number(stations.get(id)?.revenue_at_risk_per_h ?? Number.NaN)).filter(Number.isFinite);
  return known.length === 0 ? null : known.reduce((sum, each) => sum + each, 0);
}

const URGENCY: Record<NonNullable<Alarm["urgency"]>, number> = { now: 0, today: 1, week: 2 };

/** Worst first, then the more urgent, then the newer. */
export function byWeight(a: Alarm, b: Alarm): number {
  return SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity)
    || (a.urgency === null ? 3 : URGENCY[a.urgency]) - (b.urgency === null ? 3 : URGENCY[b.urgency])
    || Date.parse(b.opened_at) - Date.parse(a.opened_at) || b.id - a.id;
}

/** The inbox (what needs a person) unless the address asks for another part. */
export function keptAlarm(alarm: Alarm, search: AlarmsSearch, stationName: string, nowMs: number): boolean {
  if (search.show === undefined && !needsPerson(alarm, nowMs)) return false;
  if (search.show === "quiet" && needsPerson(alarm, nowMs)) return false;
  if (search.severity !== undefined && SEVERITIES.indexOf(alarm.severity) < SEVERITIES.indexOf(search.severity)) return false;
  if (search.q === undefined) return true;
  const text = `${alarm.title} ${stationName} ${alarm.stations.join(" ")} ${plain(alarm.cause)} ${alarm.assignee} ${alarm.work_order}`.toLocaleLowerCase();
  return search.q.toLocaleLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/**
 * A list under a person's hand: rows keep their places and take new facts, what came since waits.
 *
 * @returns the rows to show and how many wait.
 */
export function held<T extends { id: number }>(before: readonly T[], now: readonly T[]): { shown: T[]; fresh: number } {
  const newest = new Map(now.map((each) => [each.id, each]));
  const known = new Set(before.map((each) => each.id));
  return { shown: before.map((each) => newest.get(each.id) ?? each), fresh: now.filter((each) => !known.has(each.id)).length };
}
