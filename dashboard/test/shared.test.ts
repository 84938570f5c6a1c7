import { describe, expect, it } from "vitest";
import { type Message, SharedStream } from "../src/live/shared";
import { DEAD_MS, type StreamEvent, type StreamHandlers } from "../src/live/stream";

/** A server with a numbered log, a lock, and tabs that hear each other; messages wait until `settle`. */
class World {
  time = 0;
  log: number[] = [];
  timers: { at: number; run: () => void }[] = [];
  tabs: Tab[] = [];
  queue: { to: Tab; message: Message }[] = [];
  waiting: { tab: Tab; held: () => void; lost: () => void }[] = [];
  holder: { tab: Tab; held: () => void; lost: () => void } | null = null;
  connections = 0;

  tab(): Tab {
    const tab = new Tab(this, `t${this.tabs.length}`);
    this.tabs.push(tab);
    tab.shared.start();
    tab.load();
    this.settle();
    return tab;
  }

  lead(tab: Tab, held: () => void, lost: () => void, depose: boolean): () => void {
    const claim = { tab, held, lost };
    if (depose && this.holder !== null) {
      const old = this.holder;
      this.holder = null;
      this.waiting.unshift(claim);
      old.lost();
    } else this.waiting.push(claim);
    this.grant();
    return () => {
      this.waiting = this.waiting.filter((each) => each !== claim);
      if (this.holder === claim) {
        this.holder = null;
        this.grant();
      }
    };
  }

  grant() {
    if (this.holder !== null) return;
    const next = this.waiting.shift();
    if (next === undefined) return;
    this.holder = next;
    next.held();
  }

  say(count = 1) {
    for (let i = 0; i < count; i += 1) this.log.push((this.log.at(-1) ?? 0) + 1 + (this.log.length % 3)); // other topics take numbers, too
    for (const tab of this.tabs) tab.pull();
  }

  settle() {
    for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) if (!next.to.closed) next.to.shared.receive(next.message);
  }

  pass(ms: number) {
    const until = this.time + ms;
    for (;;) {
      const next = this.timers.filter((each) => each.at <= until).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.timers = this.timers.filter((each) => each !== next);
      this.time = next.at;
      next.run();
      this.settle();
    }
    this.time = until;
  }
}

class Tab {
  shared: SharedStream;
  handed: number[] = [];
  started: number | null = null;
  resets = 0;
  closed = false;
  kinds: string[] = [];
  source: { cursor: number; handlers: StreamHandlers } | null = null;

  constructor(readonly world: World, readonly id: string) {
    this.shared = new SharedStream({
      id,
      now: () => world.time,
      after: (ms, run) => {
        const timer = { at: world.time + ms, run: () => (this.closed ? undefined : run()) };
        world.timers.push(timer);
        return () => {
          world.timers = world.timers.filter((each) => each !== timer);
        };
      },
      lead: (held, lost, depose) => world.lead(this, held, lost, depose),
      post: (message) => {
        for (const to of world.tabs) if (to !== this && !to.closed) world.queue.push({ to, message: structuredClone(message) });
      },
      connect: (handlers) => ({
        resumeFrom: (cursor) => {
          world.connections += 1;
          this.source = { cursor, handlers };
          this.pull();
        },
        retryNow: () => undefined,
        stop: () => {
          this.source = null;
        },
      }),
    }, {
      onEvent: (event: StreamEvent) => this.handed.push(event.seq),
      onHeartbeat: () => undefined,
      onReset: () => {
        this.resets += 1;
        this.load();
      },
      onLink: (link) => this.kinds.push(link.kind),
      onFailure: () => undefined,
    });
  }

  load() {
    this.started = this.world.log.at(-1) ?? 0;
    this.handed = [];
    this.shared.resumeFrom(this.started);
  }

  pull() {
    for (const seq of this.world.log) {
      if (this.source === null || seq <= this.source.cursor) continue;
      this.source.cursor = seq;
      this.source.handlers.onEvent({ seq, type: "station.patch", data: {} });
    }
  }

  close() {
    this.closed = true;
    this.source = null;
    this.shared.stop();
  }

  expected() {
    return this.world.log.filter((seq) => seq > (this.started ?? 0));
  }
}

const leaders = (world: World) => world.tabs.filter((each) => each.source !== null);

describe("tabs of one browser", () => {
  it("share one connection, and each gets every event once", () => {
    const world = new World();
    const tabs = Array.from({ length: 8 }, () => world.tab());
    world.say(20);
    world.settle();
    expect(leaders(world)).toHaveLength(1);
    expect(world.connections).toBe(1);
    for (const tab of tabs) expect(tab.handed).toEqual(world.log);
  });

  it("go on without a gap when the leader closes, though it told only some of its last events", () => {
    const world = new World();
    const [first, second, third] = [world.tab(), world.tab(), world.tab()];
    world.say(3);
    world.settle();
    world.say(2);
    world.queue = world.queue.filter((each) => each.to !== third); // what the third did not get any more
    world.settle();
    first.close();
    world.settle();
    world.say(2);
    world.settle();
    expect(leaders(world)).toEqual([second]);
    for (const tab of [second, third]) expect(tab.handed).toEqual(tab.expected());
  });

  it("see a hole by the number before, and have it filled", () => {
    const world = new World();
    const [first, second] = [world.tab(), world.tab()];
    world.say(2);
    world.queue = [];
    world.say(1);
    world.settle();
    expect(second.shared.gaps).toBe(1);
    for (const tab of [first, second]) expect(tab.handed).toEqual(world.log);
  });

  it("a tab whose snapshot is too old for what the leader keeps loads anew, alone", () => {
    const world = new World();
    const first = world.tab();
    world.say(2500);
    const late = new Tab(world, "late");
    world.tabs.push(late);
    late.shared.start();
    late.started = 0;
    late.shared.resumeFrom(0);
    world.settle();
    world.say(1);
    world.settle();
    expect([first.resets, late.resets]).toEqual([0, 1]);
    expect(late.handed).toEqual(late.expected());
  });

  it("a reset of the server is a reset of all", () => {
    const world = new World();
    const tabs = [world.tab(), world.tab()];
    world.say(4);
    world.settle();
    leaders(world)[0]?.source?.handlers.onReset();
    world.settle();
    world.say(3);
    world.settle();
    for (const tab of tabs) {
      expect(tab.resets).toBe(1);
      expect(tab.handed).toEqual(tab.expected());
    }
  });

  it("a hidden tab hands the lead on after 10 s and listens; where all are hidden nobody is connected", () => {
    const world = new World();
    const [first, second] = [world.tab(), world.tab()];
    first.shared.setVisible(false);
    world.pass(9_999);
    expect(leaders(world)).toEqual([first]);
    world.pass(1);
    expect(leaders(world)).toEqual([second]);
    world.say(2);
    world.settle();
    expect(first.handed).toEqual(world.log);
    second.shared.setVisible(false);
    world.pass(10_000);
    expect(leaders(world)).toEqual([]);
    expect(second.kinds.at(-1)).toBe("paused");
    world.say(3);
    first.shared.setVisible(true);
    world.settle();
    expect(leaders(world)).toEqual([first]);
    for (const tab of [first, second]) expect(tab.handed).toEqual(world.log);
  });

  it("a short look away changes nothing", () => {
    const world = new World();
    const only = world.tab();
    only.shared.setVisible(false);
    world.pass(5000);
    only.shared.setVisible(true);
    world.pass(9000);
    expect(leaders(world)).toEqual([only]);
    expect(world.connections).toBe(1);
  });

  it("depose a leader that says nothing for a minute", () => {
    const world = new World();
    const [first, second] = [world.tab(), world.tab()];
    world.say(1);
    world.settle();
    world.pass(DEAD_MS);
    expect(second.kinds).toContain("stale");
    expect(leaders(world)).toEqual([second]);
    expect(first.source).toBeNull();
    world.say(2);
    world.settle();
    for (const tab of [first, second]) expect(tab.handed).toEqual(world.log);
  });

  it("whatever is lost, opened, closed and hidden, none has a gap or a duplicate", () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      let state = seed * 2654435761;
      const random = (below: number) => {
        state = (state * 1103515245 + 12345) % 2147483648;
        return Math.floor((state / 2147483648) * below);
      };
      const world = new World();
      world.tab();
      for (let step = 0; step < 80; step += 1) {
        const open = world.tabs.filter((each) => !each.closed);
        const one = open[random(open.length)];
        switch (random(7)) {
          case 0: if (open.length < 6) world.tab(); break;
          case 1: if (open.length > 1) one?.close(); break;
          case 2: world.queue = world.queue.filter(() => random(3) > 0); break; // a tab that dies posts only a part
          case 3: one?.shared.setVisible(random(2) === 0); break;
          case 4: world.pass(random(12_000)); break;
          default: world.say(1 + random(4));
        }
        if (random(2) === 0) world.settle();
      }
      for (const tab of world.tabs) tab.shared.setVisible(!tab.closed);
      world.settle();
      world.say(1);
      world.settle();
      world.say(1);
      world.settle();
      for (const tab of world.tabs.filter((each) => !each.closed)) expect(tab.handed, `seed ${seed}, ${tab.id}`).toEqual(tab.expected());
    }
  });
});
