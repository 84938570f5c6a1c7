import { describe, expect, it } from "vitest";
import type { Message } from "../src/api/types";
import { differences } from "../src/console/diff";
import { filterOf } from "../src/console/filter";
import { exchanges, LOST_MS, merged, previous } from "../src/console/pairing";
import { blank, type Schema, tierOf, wrong } from "../src/console/schema";
import { milliseconds, resultText } from "../src/console/words";

const T0 = Date.parse("2026-07-01T12:00:00Z");
const frame = (id: number, change: Partial<Message> = {}): Message => ({
  id, charge_point: "CP1", at: new Date(T0 + id * 100).toISOString(), direction: "in", kind: "call", action: "Heartbeat", message_id: `m${id}`, payload: {}, size_bytes: 20, ...change,
});
const LATER = T0 + 10 * LOST_MS;

describe("calls and answers", () => {
  it("fold into one row with the time between them, in whatever order they come", () => {
    const call = frame(1, { action: "BootNotification" });
    const answer = frame(4, { kind: "result", direction: "out", message_id: "m1", action: "BootNotification", payload: { status: "Accepted" } });
    const [row, ...rest] = exchanges([answer, call], LATER);
    expect(rest).toEqual([]);
    expect(row).toMatchObject({ id: 1, direction: "in", outcome: "ok", latencyMs: 300 });
    expect(row === undefined ? "" : resultText(row)).toBe("Accepted");
  });

  it("never fold with an answer of the same side, of another charger, or twice", () => {
    const rows = exchanges([frame(1), frame(2, { kind: "result", direction: "in", message_id: "m1" }), frame(3, { kind: "result", direction: "out", message_id: "m1", charge_point: "CP2" }), frame(4, { kind: "result", direction: "out", message_id: "m1" }), frame(5, { kind: "result", direction: "out", message_id: "m1" })], LATER);
    expect(rows.map((each) => [each.id, each.answer?.id ?? null])).toEqual([[1, 4], [2, 2], [3, 3], [5, 5]]);
  });

  it("an id may be used again after its answer", () => {
    const rows = exchanges([frame(1, { message_id: "x" }), frame(2, { message_id: "x", kind: "result", direction: "out" }), frame(3, { message_id: "x" })], T0 + 400);
    expect(rows.map((each) => each.outcome)).toEqual(["ok", "open"]);
  });

  it("an open call is lost after a while, and an error is an error", () => {
    expect(exchanges([frame(1)], T0 + 100 + LOST_MS)[0]?.outcome).toBe("open");
    expect(exchanges([frame(1)], T0 + 101 + LOST_MS)[0]?.outcome).toBe("lost");
    const [row] = exchanges([frame(1), frame(2, { kind: "error", direction: "out", message_id: "m1", payload: { errorCode: "NotImplemented" } })], LATER);
    expect(row?.outcome).toBe("error");
    expect(row === undefined ? "" : resultText(row)).toBe("NotImplemented");
  });

  it("what is no message stands by itself", () => {
    expect(exchanges([frame(1, { kind: "other", action: "", payload: "garbage" })], LATER)[0]).toMatchObject({ outcome: "other", call: null });
  });

  it("newer frames are added once, and the oldest leave", () => {
    const held = [frame(1), frame(2)];
    expect(merged(held, [frame(2)], 10)).toBe(held);
    expect(merged(held, [frame(4), frame(3), frame(2)], 3).map((each) => each.id)).toEqual([2, 3, 4]);
  });

  it("finds the one before of the same kind", () => {
    const rows = exchanges([frame(1), frame(2, { action: "MeterValues" }), frame(3, { charge_point: "CP2" }), frame(4)], LATER);
    const last = rows.at(-1);
    expect(last === undefined ? null : previous(rows, last)?.id).toBe(1);
  });
});

describe("the filter", () => {
  const rows = exchanges([
    frame(1, { action: "StatusNotification", payload: { status: "Faulted" } }), frame(9, { kind: "result", direction: "out", message_id: "m1" }),
    frame(2, { direction: "out", action: "Reset", message_id: "ab12cd" }),
    frame(3, { action: "StartTransaction", charge_point: "PHX-1" }), frame(5, { kind: "error", direction: "out", message_id: "m3", charge_point: "PHX-1" }),
  ], LATER);
  const ids = (text: string) => rows.filter(filterOf(text)).map((each) => each.id);

  it("all tokens must fit", () => {
    expect(ids("")).toEqual([1, 2, 3]);
    expect(ids("dir:in")).toEqual([1, 3]);
    expect(ids("action:Sta*")).toEqual([1, 3]);
    expect(ids("action:Sta* err")).toEqual([3]);
    expect(ids("action:reset")).toEqual([2]);
    expect(ids("action:*Notification")).toEqual([1]);
    expect(ids("charger:phx*")).toEqual([3]);
    expect(ids("id:AB")).toEqual([2]);
    expect(ids("open")).toEqual([2]);
    expect(ids("lat>500")).toEqual([1]);
    expect(ids("lat<500")).toEqual([3]);
    expect(ids("size>30")).toEqual([1, 3]);
    expect(ids("faulted")).toEqual([1]);
    expect(ids("-action:Sta*")).toEqual([2]);
    expect(ids("nothing-like-this")).toEqual([]);
  });
});

describe("what changed", () => {
  it("is told by path", () => {
    expect(differences({ a: 1, b: [{ c: "x" }] }, { a: 2, b: [{ c: "x" }, 5] })).toEqual([{ path: "a", before: "1", after: "2" }, { path: "b[1]", before: null, after: "5" }]);
    expect(differences({ a: 1 }, { a: 1 })).toEqual([]);
  });
});

describe("forms from schemas", () => {
  const profile: Schema = {
    type: "object", required: ["id", "kind", "periods"],
    properties: { id: { type: "integer" }, kind: { type: "string", enum: ["A", "W"] }, from: { type: "string", format: "date-time" }, name: { type: "string", maxLength: 3 }, periods: { type: "array", items: { $ref: "#/definitions/Period" } } },
    definitions: { Period: { type: "object", required: ["limit"], properties: { limit: { type: "number" } } } },
  };

  it("begin with what is required", () => {
    expect(blank(profile, profile, "now")).toEqual({ id: 0, kind: "A", periods: [{ limit: 0 }] });
  });

  it("say what is wrong, by its place", () => {
    const good = { id: 1, kind: "W", periods: [{ limit: 1.5 }] };
    expect(wrong(good, profile, profile)).toBeNull();
    expect(wrong({ ...good, id: undefined }, profile, profile)).toBe("payload.id is missing");
    expect(wrong({ ...good, id: 1.5 }, profile, profile)).toBe("payload.id: a whole number is needed");
    expect(wrong({ ...good, kind: "V" }, profile, profile)).toBe("payload.kind: one of A, W");
    expect(wrong({ ...good, name: "long" }, profile, profile)).toBe("payload.name: at most 3 characters");
    expect(wrong({ ...good, other: 1 }, profile, profile)).toBe("payload.other is not a field of this call");
    expect(wrong({ ...good, periods: [{ limit: "1" }] }, profile, profile)).toBe("payload.periods[0].limit: a number is needed");
    expect(wrong([], profile, profile)).toBe("payload: an object is needed");
  });

  it("ask for more care the more a call disturbs", () => {
    expect([tierOf("GetConfiguration", {}), tierOf("ChangeConfiguration", {}), tierOf("Reset", {}), tierOf("ChangeAvailability", { type: "Operative" }), tierOf("ChangeAvailability", { type: "Inoperative" })]).toEqual(["read", "change", "disruptive", "change", "disruptive"]);
  });
});

it("times of answers have a unit", () => {
  expect([milliseconds(null), milliseconds(4.2), milliseconds(1800)]).toEqual(["", "4 ms", "1.8 s"]);
});
