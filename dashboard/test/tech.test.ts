import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ApiError } from "../src/api/client";
import type { WorkOrderDetail } from "../src/api/types";
import { fitted } from "../src/tech/photo";
import { drain, newKey, pathOf } from "../src/tech/outbox";
import { inOrder, isAhead, mayDecline, neededParts, nextStep, type Pending, withPending } from "../src/tech/steps";
import { type Entry, TechStore } from "../src/tech/store";

const AT = "2026-07-01T12:00:00Z";

function order(id: number, changes: Partial<WorkOrderDetail> = {}): WorkOrderDetail {
  return { id, state: "assigned", accepted_at: null, due_at: `2026-07-01T1${id}:00:00Z`, title: `Order ${id}`, ...changes } as WorkOrderDetail;
}

function done(act: Pending["act"], id = 1): Pending {
  return { order: id, act, at: AT };
}

describe("a technician's steps", () => {
  it("come one after the other", () => {
    const told = [order(1), order(1, { accepted_at: AT }), order(1, { state: "travelling" }), order(1, { state: "on_site" }), order(1, { state: "done" })];
    expect(told.map((each) => nextStep(each)?.act ?? null)).toEqual(["accept", "travel", "arrive", "finish", null]);
    expect(told.map(mayDecline)).toEqual([true, true, false, false, false]);
  });

  it("show at once what was done without a network, and lead to the same states", () => {
    let shown = order(1);
    const acts: Pending[] = [];
    for (;;) {
      const next = nextStep(shown);
      if (next === null) break;
      acts.push(done(next.act));
      shown = withPending(order(1), acts) as WorkOrderDetail;
    }
    expect(acts.map((each) => each.act)).toEqual(["accept", "travel", "arrive", "finish"]);
    expect([shown.state, shown.accepted_at, isAhead(shown)]).toEqual(["done", AT, false]);
  });

  it("of other jobs, notes and photos change nothing; a job handed back is gone", () => {
    expect(withPending(order(1), [done("travel", 2), done("note"), done("photos")])).toEqual(order(1));
    expect(withPending(order(1), [done("decline")])).toBeNull();
  });

  it("put what was begun first, then what is due first", () => {
    const jobs = [order(3), order(1), order(2, { state: "travelling" }), order(4, { state: "on_site" })];
    expect(inOrder(jobs).map((each) => each.id)).toEqual([4, 2, 1, 3]);
  });
});

describe("parts", () => {
  it("are added up over the jobs that are still ahead", () => {
    const parts = [{ part: "FAN", quantity: 1 }, { part: "FILTER", quantity: 2 }];
    const jobs = [order(1, { parts }), order(2, { parts: [{ part: "FAN", quantity: 2 }] }), order(3, { parts, state: "done" })];
    expect(neededParts(jobs)).toEqual([{ part: "FAN", quantity: 3, orders: [1, 2] }, { part: "FILTER", quantity: 2, orders: [1] }]);
  });
});

describe("photos", () => {
  it("are fitted and never made larger", () => {
    expect(fitted(4000, 3000)).toEqual([1600, 1200]);
    expect(fitted(300, 4000)).toEqual([120, 1600]);
    expect(fitted(800, 600)).toEqual([800, 600]);
    expect(fitted(1, 9000)).toEqual([1, 1600]);
  });
});

describe("the outbox", () => {
  let store: TechStore;
  let sent: string[];
  const entry = (act: Entry["act"], by = "tina", order = 1): Entry => ({ by, key: `${by}-${act}-${order}`, order, act, at: AT, body: {} });
  const send = async (each: Entry) => {
    sent.push(each.key);
  };

  beforeEach(async () => {
    store = await TechStore.open(`test-${Math.random()}`);
    sent = [];
  });
  afterEach(() => store.close());

  it("sends each once, in the order in which it was done, and only one's own", async () => {
    for (const each of [entry("accept"), entry("note", "tom"), entry("travel"), entry("arrive")]) await store.add(each);
    expect(await drain(store, "tina", send)).toBe("all");
    expect(await drain(store, "tina", send)).toBe("all");
    expect(sent).toEqual(["tina-accept-1", "tina-travel-1", "tina-arrive-1"]);
    expect((await store.outbox("tom")).map((each) => each.act)).toEqual(["note"]);
  });

  it.each([0, 408, 425, 429, 500, 503])("keeps everything where the answer is %i, and lets nothing overtake", async (status) => {
    await store.add(entry("accept"));
    await store.add(entry("travel"));
    const fail = async (each: Entry) => {
      sent.push(each.key);
      throw new ApiError(status, "not now", null);
    };
    expect(await drain(store, "tina", fail)).toBe("later");
    expect(sent).toEqual(["tina-accept-1"]);
    expect((await store.outbox("tina")).map((each) => [each.act, each.problem])).toEqual([["accept", undefined], ["travel", undefined]]);
    expect(await drain(store, "tina", send)).toBe("all");
    expect(await store.outbox("tina")).toEqual([]);
  });

  it("stops at a sign-in that is over", async () => {
    await store.add(entry("accept"));
    expect(await drain(store, "tina", () => Promise.reject(new ApiError(401, "signed out", null)))).toBe("sign-in");
    expect(await store.outbox("tina")).toHaveLength(1);
  });

  it.each([404, 409, 422])("keeps what was refused with %i and its reason, and goes on", async (status) => {
    await store.add(entry("arrive"));
    await store.add(entry("note"));
    const refuse = async (each: Entry) => {
      if (each.act === "arrive") throw new ApiError(status, "order 1 is cancelled", null);
      sent.push(each.key);
    };
    expect(await drain(store, "tina", refuse)).toBe("all");
    expect(sent).toEqual(["tina-note-1"]);
    const [left] = await store.outbox("tina");
    expect([left?.act, left?.problem]).toEqual(["arrive", "order 1 is cancelled"]);
    await drain(store, "tina", send);
    expect(sent).toEqual(["tina-note-1"]); // a refusal is not sent again by itself
  });

  it("survives a restart of the app, photos too", async () => {
    const name = `kept-${Math.random()}`;
    const first = await TechStore.open(name);
    await first.add({ ...entry("photos"), file: new Blob(["jpeg"], { type: "image/jpeg" }) });
    await first.keepJobs("tina", [order(1), order(2)], 5);
    await first.keepJobs("tina", [order(2, { state: "travelling" })], 6);
    await first.renewJob(order(2, { state: "on_site" }));
    await first.renewJob(order(9));
    first.close();
    const second = await TechStore.open(name);
    const [kept] = await second.outbox("tina");
    expect(kept?.file?.type).toBe("image/jpeg");
    expect((await second.jobs()).map((each) => [each.id, each.state])).toEqual([[2, "on_site"]]);
    expect([await second.kept("owner"), await second.kept("readAt")]).toEqual(["tina", 6]);
    second.close();
  });

  it("gives every act a key of its own", () => {
    const keys = Array.from({ length: 50 }, newKey);
    expect(new Set(keys).size).toBe(50);
    expect(keys.every((each) => /^[0-9a-f]{32}$/.test(each))).toBe(true);
  });

  it("names the address of an act", () => {
    expect(pathOf(entry("finish", "tina", 7))).toBe("/work-orders/7/finish");
    expect(pathOf({ ...entry("photos"), body: { text: "a & b" } })).toBe("/work-orders/1/photos?text=a%20%26%20b");
  });
});
