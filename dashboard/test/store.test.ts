import { describe, expect, it } from "vitest";
import { EntityStore } from "../src/live/store";

interface Thing {
  id: string;
  load: number;
  price?: string;
}

function make() {
  const frames: (() => void)[] = [];
  const batches: (() => void)[] = [];
  let unknown = 0;
  const store = new EntityStore<Thing>((run) => frames.push(run), (run) => batches.push(run), () => {
    unknown += 1;
  });
  const frame = () => frames.splice(0).forEach((run) => run());
  const batch = () => batches.splice(0).forEach((run) => run());
  return { store, frame, batch, batches, frames, unknownCalls: () => unknown };
}

describe("EntityStore", () => {
  it("applies a whole batch in one frame and tells listeners once", () => {
    const { store, frame, frames, batch, batches } = make();
    store.snapshot([{ id: "a", load: 0 }], 10);
    let calls = 0;
    store.subscribe(() => (calls += 1));
    store.push(11, { id: "a", load: 1 });
    store.push(12, { id: "a", load: 2 });
    expect(frames).toHaveLength(1);
    expect(store.get("a")?.load).toBe(0);
    frame();
    expect(store.get("a")?.load).toBe(2);
    expect(calls).toBe(0);
    store.push(13, { id: "a", load: 3 });
    frame();
    expect(batches).toHaveLength(1);
    batch();
    expect([calls, store.all()[0]?.load]).toEqual([1, 3]);
  });

  it("orders patches by their number, not by their arrival", () => {
    const { store, frame } = make();
    store.snapshot([{ id: "a", load: 0 }], 10);
    store.push(13, { id: "a", load: 3 });
    store.push(12, { id: "a", load: 2, price: "1" });
    frame();
    expect(store.get("a")).toEqual({ id: "a", load: 3, price: "1" });
  });

  it("drops a patch that is not newer than what the entity holds", () => {
    const { store, frame } = make();
    store.snapshot([{ id: "a", load: 5 }], 10);
    store.push(10, { id: "a", load: 1 });
    store.push(11, { id: "a", load: 6 });
    frame();
    store.push(11, { id: "a", load: 7 });
    frame();
    expect(store.get("a")?.load).toBe(6);
    expect(store.duplicates).toBe(2);
  });

  it("gives patches that are newer than a late snapshot to it again", () => {
    const { store, frame } = make();
    store.snapshot([{ id: "a", load: 0 }], 10);
    store.push(12, { id: "a", load: 2 });
    frame();
    store.snapshot([{ id: "a", load: 1 }], 11); // was read on the server before event 12
    expect(store.get("a")?.load).toBe(2);
    store.snapshot([{ id: "a", load: 9 }], 20);
    expect(store.get("a")?.load).toBe(9);
  });

  it("keeps patches that came before the first snapshot", () => {
    const { store, frame } = make();
    store.push(12, { id: "a", load: 2 });
    frame();
    expect(store.all()).toEqual([]);
    store.snapshot([{ id: "a", load: 1 }], 11);
    expect(store.get("a")?.load).toBe(2);
  });

  it("asks for a new snapshot when a patch names a stranger, and then has it", () => {
    const { store, frame, unknownCalls } = make();
    store.snapshot([{ id: "a", load: 0 }], 10);
    store.push(11, { id: "b", load: 4 });
    frame();
    expect(unknownCalls()).toBe(1);
    expect(store.get("b")).toBeUndefined();
    store.snapshot([{ id: "a", load: 0 }, { id: "b", load: 3 }], 10);
    expect(store.get("b")?.load).toBe(4);
  });

  it("tells only those who watch the entity that changed", () => {
    const { store, frame } = make();
    store.snapshot([{ id: "a", load: 0 }, { id: "b", load: 0 }], 1);
    const seen: string[] = [];
    store.subscribeTo("a", () => seen.push("a"));
    const off = store.subscribeTo("b", () => seen.push("b"));
    store.push(2, { id: "b", load: 1 });
    frame();
    off();
    store.push(3, { id: "b", load: 2 });
    frame();
    expect(seen).toEqual(["b"]);
  });

  it("is the same in whatever order and however often patches come", () => {
    const patches = Array.from({ length: 40 }, (_, i) => ({ seq: 11 + i, patch: { id: i % 2 === 0 ? "a" : "b", load: i } }));
    const start = [{ id: "a", load: -1 }, { id: "b", load: -1 }];
    const orders = [patches, [...patches].reverse(), [...patches, ...patches], [...patches].sort((x, y) => (x.seq % 7) - (y.seq % 7))];
    const ends = orders.map((order) => {
      const { store, frame, batch } = make();
      store.snapshot(start, 10);
      for (const each of order) store.push(each.seq, each.patch);
      frame();
      batch();
      return store.all();
    });
    for (const end of ends) expect(end).toEqual([{ id: "a", load: 38 }, { id: "b", load: 39 }]);
  });
});
