import { beforeEach, describe, expect, it } from "vitest";
import { backoffMs, DEAD_MS, type Link, STALE_MS, type StreamEvent, StreamClient } from "../src/live/stream";

type Listener = (event: { data?: unknown; lastEventId?: string }) => void;

class FakeSource {
  listeners = new Map<string, Listener>();
  closed = false;
  readonly url: string;
  constructor(url: string) {
    this.url = url;
  }
  addEventListener(type: string, listener: Listener) {
    this.listeners.set(type, listener);
  }
  close() {
    this.closed = true;
  }
  say(type: string, data: unknown = {}, id = "") {
    this.listeners.get(type)?.({ data: typeof data === "string" ? data : JSON.stringify(data), lastEventId: id });
  }
}

let time = 0;
let timers: { at: number; run: () => void }[] = [];
let sources: FakeSource[] = [];
let events: StreamEvent[] = [];
let links: Link[] = [];
let resets = 0;
let failures = 0;

function pass(ms: number) {
  const until = time + ms;
  for (;;) {
    const next = timers.filter((each) => each.at <= until).sort((a, b) => a.at - b.at)[0];
    if (next === undefined) break;
    timers = timers.filter((each) => each !== next);
    time = next.at;
    next.run();
  }
  time = until;
}

function make() {
  return new StreamClient("/stream?topics=x", {
    open: (url) => {
      const source = new FakeSource(url);
      sources.push(source);
      return source;
    },
    now: () => time,
    random: () => 1,
    after: (ms, run) => {
      const timer = { at: time + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
  }, {
    onEvent: (event) => events.push(event),
    onHeartbeat: () => undefined,
    onReset: () => (resets += 1),
    onLink: (link) => links.push(link),
    onFailure: () => (failures += 1),
  });
}

const last = () => sources.at(-1) as FakeSource;
const kind = () => links.at(-1)?.kind;

beforeEach(() => {
  time = 0;
  timers = [];
  sources = [];
  events = [];
  links = [];
  resets = 0;
  failures = 0;
});

describe("StreamClient", () => {
  it("starts behind the snapshot's cursor and hands each event on once", () => {
    const client = make();
    client.resumeFrom(40);
    expect(last().url).toBe("/stream?topics=x&cursor=40");
    last().say("open");
    last().say("station.patch", { id: "a" }, "41");
    last().say("station.patch", { id: "a" }, "41");
    last().say("station.patch", { id: "a" }, "40");
    expect(events.map((each) => each.seq)).toEqual([41]);
    expect(client.duplicates).toBe(2);
    expect(kind()).toBe("live");
  });

  it("comes back after a cut with the last number it has, so that nothing is missing or double", () => {
    make().resumeFrom(0);
    const log = Array.from({ length: 30 }, (_, i) => i + 1);
    let cut = 0;
    while (events.length < log.length && cut < 20) {
      const from = Number(new URL(last().url, "http://x").searchParams.get("cursor"));
      const source = last();
      for (const seq of log.filter((each) => each > from).slice(0, 4)) source.say("station.patch", { id: "a" }, String(seq));
      source.say("error");
      pass(30_000);
      cut += 1;
    }
    expect(events.map((each) => each.seq)).toEqual(log);
  });

  it("waits longer from failure to failure, and short again after a message", () => {
    make().resumeFrom(1);
    last().say("error");
    expect(kind()).toBe("offline");
    expect(links.at(-1)?.retryAt).toBe(time + 1000);
    pass(1000);
    last().say("error");
    expect(links.at(-1)?.retryAt).toBe(time + 2000);
    pass(2000);
    last().say("open");
    last().say("error");
    expect(links.at(-1)?.retryAt).toBe(time + 1000);
    expect(failures).toBe(3);
    expect(backoffMs(50, 1)).toBe(30_000);
    expect(backoffMs(0, 0)).toBe(500);
  });

  it("is stale after 35 s of silence and connects again after 60 s", () => {
    make().resumeFrom(7);
    last().say("open");
    pass(STALE_MS - 1);
    expect(kind()).toBe("live");
    pass(1);
    expect(kind()).toBe("stale");
    pass(DEAD_MS - STALE_MS);
    expect(kind()).toBe("offline");
    pass(1000);
    expect(sources).toHaveLength(2);
    expect(last().url).toContain("cursor=7");
  });

  it("a heartbeat keeps it live", () => {
    make().resumeFrom(7);
    for (let i = 0; i < 10; i += 1) {
      pass(15_000);
      last().say("hb", { now: "2026-07-01T00:00:00Z" });
    }
    expect(kind()).toBe("live");
    expect(sources).toHaveLength(1);
  });

  it("on reset closes, asks for a new snapshot and goes on from its cursor", () => {
    const client = make();
    client.resumeFrom(3);
    last().say("reset", {});
    expect(resets).toBe(1);
    expect(last().closed).toBe(true);
    client.resumeFrom(900);
    last().say("station.patch", { id: "a" }, "901");
    expect(events.map((each) => each.seq)).toEqual([901]);
  });

  it("counts garbage and lives on", () => {
    const client = make();
    client.resumeFrom(1);
    last().say("station.patch", "{not json", "2");
    last().say("station.patch", "[1]", "3");
    last().say("station.patch", { id: "a" }, "");
    last().say("station.patch", { id: "a" }, "x");
    last().say("station.patch", { id: "a" }, "4");
    expect(client.garbage).toBe(4);
    expect(events.map((each) => each.seq)).toEqual([4]);
  });

  it("does not listen to a connection that it has given up", () => {
    make().resumeFrom(1);
    const old = last();
    old.say("error");
    pass(1000);
    old.say("station.patch", { id: "a" }, "2");
    expect(events).toEqual([]);
  });

  it("stops for good", () => {
    const client = make();
    client.resumeFrom(1);
    client.stop();
    client.retryNow();
    pass(120_000);
    expect(sources).toHaveLength(1);
    expect(last().closed).toBe(true);
  });
});
