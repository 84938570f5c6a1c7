import { describe, expect, it } from "vitest";
import type { WorkOrder } from "../src/api/types";
import { workSearch } from "../src/lib/search";
import { columns, isLate, loads } from "../src/ops/work-words";

const NOON = Date.parse("2026-07-01T12:00:00Z");

function order(id: number, state: WorkOrder["state"], technician = "", due = "2026-07-01T13:00:00Z"): WorkOrder {
  return { id, state, technician, due_at: due } as WorkOrder;
}

describe("the board", () => {
  it("has every open order once, what is due first on top", () => {
    const open = [order(1, "assigned", "a"), order(2, "assigned", "b", "2026-07-01T11:00:00Z"), order(3, "new"), order(4, "verified"), order(5, "done"), order(6, "on_site"), order(7, "travelling")];
    const found = columns(open);
    expect(found.map((each) => each.items.map((one) => one.id))).toEqual([[3], [2, 1], [7], [6], [4, 5]]);
  });

  it("says what is late: only where somebody still has to come", () => {
    const early = "2026-07-01T11:59:59Z";
    expect([order(1, "new", "", early), order(2, "on_site", "", early), order(3, "done", "", early), order(4, "new")].map((each) => isLate(each, NOON))).toEqual([true, true, false, false]);
  });

  it("counts what each technician has in hand", () => {
    expect([...loads([order(1, "assigned", "a"), order(2, "on_site", "a"), order(3, "done", "a"), order(4, "new"), order(5, "travelling", "b")])]).toEqual([["a", 2], ["b", 1]]);
  });

  it("takes only sound addresses", () => {
    expect(workSearch({ urgency: "now", technician: "tina", x: 1 })).toEqual({ urgency: "now", technician: "tina" });
    expect(workSearch({ urgency: "never", technician: "" })).toEqual({});
  });
});
