/** Calls with their answers: one row for both, as a network panel shows a request. */
import type { Message } from "../api/types";

export type Outcome = "ok" | "error" | "open" | "lost" | "other";

export interface Exchange {
  /** Number of its first frame; grows with time. */
  id: number;
  charger: string;
  action: string;
  messageId: string;
  atMs: number;
  /** `in`: the charger called; `out`: central did. */
  direction: Message["direction"];
  call: Message | null;
  answer: Message | null;
  /** Milliseconds on the server's clock; null while there is no answer. */
  latencyMs: number | null;
  outcome: Outcome;
}

/** No answer after this long (simulated) is no answer any more. */
export const LOST_MS = 30_000;

const OTHER_WAY = { in: "out", out: "in" } as const;

function key(message: Message, direction: Message["direction"]): string {
  return `${message.charge_point} ${direction} ${message.message_id}`;
}

/**
 * Fold frames into exchanges, oldest first.
 *
 * @param messages frames in any order, each once.
 * @param nowMs the server's time, which makes an open call a lost one.
 */
export function exchanges(messages: readonly Message[], nowMs: number): Exchange[] {
  const rows: Exchange[] = [];
  const open = new Map<string, Exchange>();
  for (const message of [...messages].sort((a, b) => a.id - b.id)) {
    const atMs = Date.parse(message.at);
    const answered = message.kind === "result" || message.kind === "error" ? open.get(key(message, OTHER_WAY[message.direction])) : undefined;
    if (answered !== undefined) {
      answered.answer = message;
      answered.latencyMs = Math.max(0, atMs - answered.atMs);
      answered.outcome = message.kind === "error" ? "error" : "ok";
      open.delete(key(message, OTHER_WAY[message.direction]));
      continue;
    }
    const isCall = message.kind === "call";
    const row: Exchange = {
      id: message.id, charger: message.charge_point, action: message.action, messageId: message.message_id, atMs,
      direction: isCall || message.kind === "other" ? message.direction : OTHER_WAY[message.direction],
      call: isCall ? message : null, answer: isCall ? null : message, latencyMs: null,
      outcome: isCall ? (nowMs - atMs > LOST_MS ? "lost" : "open") : message.kind === "error" ? "error" : message.kind === "result" ? "ok" : "other",
    };
    rows.push(row);
    if (isCall) open.set(key(message, message.direction), row);
  }
  return rows;
}

/** Newer frames added, no frame twice, the oldest dropped beyond `most`. */
export function merged(held: readonly Message[], more: readonly Message[], most: number): Message[] {
  const known = new Set(held.map((each) => each.id));
  const fresh = more.filter((each) => !known.has(each.id));
  return fresh.length === 0 ? (held as Message[]) : [...held, ...fresh].sort((a, b) => a.id - b.id).slice(-most);
}

/** The newest earlier exchange of the same charger and action. */
export function previous(rows: readonly Exchange[], row: Exchange): Exchange | undefined {
  return rows.findLast((each) => each.id < row.id && each.charger === row.charger && each.action === row.action && each.direction === row.direction);
}
