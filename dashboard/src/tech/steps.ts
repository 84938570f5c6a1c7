/** What a technician does with a job, step by step: the same table online and offline, without I/O. */
import type { WorkOrder } from "../api/types";

/** Acts that wait in the outbox, by the last part of their address; a photo is an act of its own. */
export type Act = "accept" | "decline" | "travel" | "arrive" | "finish" | "note" | "photos";

/** An act that was done on this device and is not known to the server yet. */
export interface Pending {
  order: number;
  act: Act;
  /** When it was done, by the server's clock as this device knew it. */
  at: string;
}

export interface Next {
  act: "accept" | "travel" | "arrive" | "finish";
  word: string;
}

/** The one step that comes next; null where nothing is left for the technician to do. */
export function nextStep(order: WorkOrder): Next | null {
  if (order.state === "assigned") return order.accepted_at === null ? { act: "accept", word: "Accept the job" } : { act: "travel", word: "Set out" };
  if (order.state === "travelling") return { act: "arrive", word: "I am here" };
  return order.state === "on_site" ? { act: "finish", word: "Finish the job" } : null;
}

/** Whether the job may still be handed back: nobody has set out yet. */
export function mayDecline(order: WorkOrder): boolean {
  return order.state === "assigned";
}

const AFTER: Partial<Record<Act, WorkOrder["state"]>> = { travel: "travelling", arrive: "on_site", finish: "done" };

/** A job as it is once the server has heard all that was done here; null where it was handed back. */
export function withPending<T extends WorkOrder>(order: T, pending: readonly Pending[]): T | null {
  let shown = order;
  for (const each of pending) {
    if (each.order !== order.id) continue;
    if (each.act === "decline") return null;
    if (each.act === "accept") shown = { ...shown, accepted_at: shown.accepted_at ?? each.at };
    const state = AFTER[each.act];
    if (state !== undefined) shown = { ...shown, state };
  }
  return shown;
}

export const STATE_TEXT: Record<WorkOrder["state"], string> = {
  new: "Open",
  assigned: "Assigned",
  travelling: "On the way",
  on_site: "On site",
  done: "Done, waits for proof",
  verified: "Proven by sessions",
  closed: "Closed",
  cancelled: "Cancelled",
};

/** What the technician still has in hand. */
export function isAhead(order: WorkOrder): boolean {
  return nextStep(order) !== null;
}

const BEGUN: Partial<Record<WorkOrder["state"], number>> = { on_site: 0, travelling: 1 };

/** Jobs in the order in which they come: what was begun, then what is due first. */
export function inOrder<T extends WorkOrder>(orders: readonly T[]): T[] {
  return [...orders].sort((a, b) => (BEGUN[a.state] ?? 2) - (BEGUN[b.state] ?? 2) || a.due_at.localeCompare(b.due_at) || a.id - b.id);
}

/** What the jobs ahead take, added up, each part with the jobs that need it. */
export function neededParts(orders: readonly WorkOrder[]): { part: string; quantity: number; orders: number[] }[] {
  const found = new Map<string, { part: string; quantity: number; orders: number[] }>();
  for (const order of orders.filter(isAhead)) {
    for (const { part, quantity } of order.parts) {
      const known = found.get(part) ?? { part, quantity: 0, orders: [] };
      found.set(part, { part, quantity: known.quantity + quantity, orders: [...known.orders, order.id] });
    }
  }
  return [...found.values()];
}
