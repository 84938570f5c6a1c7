/** Work orders in words and columns. */
import type { WorkOrder } from "../api/types";

type State = WorkOrder["state"];

export const WORK_STATES: Record<State, string> = {
  new: "New",
  assigned: "Assigned",
  travelling: "Travelling",
  on_site: "On site",
  done: "Done",
  verified: "Verified",
  closed: "Closed",
  cancelled: "Cancelled",
};

export const URGENCY_WORDS: Record<WorkOrder["urgency"], string> = { now: "now", today: "today", week: "this week" };

const BOARD: readonly (readonly [string, readonly State[]])[] = [
  ["New", ["new"]],
  ["Assigned", ["assigned"]],
  ["Travelling", ["travelling"]],
  ["On site", ["on_site"]],
  ["Done, to be proven", ["done", "verified"]],
];

export function columns(orders: readonly WorkOrder[]): { word: string; items: WorkOrder[] }[] {
  return BOARD.map(([word, states]) => ({ word, items: orders.filter((each) => states.includes(each.state)).sort((a, b) => a.due_at.localeCompare(b.due_at) || a.id - b.id) }));
}

const WAITING: readonly State[] = ["new", "assigned", "travelling", "on_site"];

/** It should be done by now, and is not. */
export function isLate(order: WorkOrder, now: number): boolean {
  return WAITING.includes(order.state) && Date.parse(order.due_at) < now;
}

/** How many jobs each technician has in hand. */
export function loads(orders: readonly WorkOrder[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const each of orders) if (each.technician !== "" && WAITING.includes(each.state)) found.set(each.technician, (found.get(each.technician) ?? 0) + 1);
  return found;
}
