/**
 * One EventSource, kept alive by us: a new one cannot send Last-Event-ID, so each attempt names the cursor.
 *
 * Every event is handed on once: a number that is not above the cursor is a duplicate and dropped. When the
 * server says `reset` the cursor is too old: whoever listens loads anew and calls `resumeFrom`. Silence for 35 s
 * is stale, for 60 s a reason to connect again; waits grow from 1 s to 30 s with jitter.
 * Who holds it among the tabs of a browser is `shared.ts`.
 */

export type LinkKind = "connecting" | "live" | "stale" | "offline" | "paused";

export interface Link {
  kind: LinkKind;
  /** Real milliseconds of the last message; null before the first. */
  lastAt: number | null;
  retryAt: number | null;
}

export interface StreamEvent {
  seq: number;
  type: string;
  data: Record<string, unknown>;
}

export interface Source {
  addEventListener(type: string, listener: (event: { data?: unknown; lastEventId?: string }) => void): void;
  close(): void;
}

export interface StreamPorts {
  open(url: string): Source;
  now(): number;
  random(): number;
  after(ms: number, run: () => void): () => void;
}

export interface StreamHandlers {
  onEvent(event: StreamEvent): void;
  onHeartbeat(data: Record<string, unknown>): void;
  onReset(): void;
  onLink(link: Link): void;
  /** Called after each failed attempt, for example to see whether the session ended. */
  onFailure(): void;
}

export const EVENT_TYPES = [
  "station.patch", "station.public", "price.started", "price.changed", "price.ended", "heal.updated",
  "alarm.opened", "alarm.updated", "alarm.closed", "remedy.updated", "work.updated", "audit.appended",
] as const;

export const STALE_MS = 35_000;
export const DEAD_MS = 60_000;

export class StreamClient {
  duplicates = 0;
  garbage = 0;

  private cursor: number | null = null;
  private source: Source | null = null;
  private failures = 0;
  private link: Link = { kind: "connecting", lastAt: null, retryAt: null };
  private cancelRetry: () => void = () => undefined;
  private cancelWatch: () => void = () => undefined;
  private stopped = false;
  private readonly url: string;
  private readonly ports: StreamPorts;
  private readonly handlers: StreamHandlers;

  constructor(url: string, ports: StreamPorts, handlers: StreamHandlers) {
    this.url = url;
    this.ports = ports;
    this.handlers = handlers;
  }

  /** Begin, or begin again, after this event number. */
  resumeFrom(cursor: number): void {
    this.cursor = cursor;
    this.connect();
  }

  /** Connect now instead of waiting, for example when the network came back. */
  retryNow(): void {
    if (!this.stopped && this.cursor !== null && this.link.kind !== "live") this.connect();
  }

  stop(): void {
    this.stopped = true;
    this.drop();
  }

  private connect(): void {
    if (this.stopped || this.cursor === null) return;
    this.drop();
    if (this.link.kind !== "offline") this.set({ kind: this.link.lastAt === null ? "connecting" : this.link.kind, retryAt: null });
    const source = this.ports.open(`${this.url}${this.url.includes("?") ? "&" : "?"}cursor=${this.cursor}`);
    this.source = source;
    const mine = (listener: (event: { data?: unknown; lastEventId?: string }) => void) => (event: { data?: unknown; lastEventId?: string }) => {
      if (this.source === source) listener(event);
    };
    source.addEventListener("open", mine(() => this.alive()));
    source.addEventListener("error", mine(() => this.failed()));
    source.addEventListener("hb", mine((event) => {
      this.alive();
      const data = parsed(event.data);
      if (data !== null) this.handlers.onHeartbeat(data);
    }));
    source.addEventListener("reset", mine(() => {
      this.alive();
      this.drop();
      this.handlers.onReset();
    }));
    for (const type of EVENT_TYPES) source.addEventListener(type, mine((event) => this.received(type, event)));
    this.watch();
  }

  private received(type: string, event: { data?: unknown; lastEventId?: string }): void {
    this.alive();
    const seq = Number(event.lastEventId ?? "");
    const data = parsed(event.data);
    if (event.lastEventId === "" || !Number.isSafeInteger(seq) || data === null) {
      this.garbage += 1;
      return;
    }
    if (this.cursor !== null && seq <= this.cursor) {
      this.duplicates += 1;
      return;
    }
    this.cursor = seq;
    this.handlers.onEvent({ seq, type, data });
  }

  private alive(): void {
    this.failures = 0;
    this.set({ kind: "live", lastAt: this.ports.now(), retryAt: null });
    this.watch();
  }

  private failed(): void {
    this.drop();
    const wait = backoffMs(this.failures, this.ports.random());
    this.failures += 1;
    this.set({ kind: "offline", retryAt: this.ports.now() + wait });
    this.cancelRetry = this.ports.after(wait, () => this.connect());
    this.handlers.onFailure();
  }

  private watch(): void {
    this.cancelWatch();
    this.cancelWatch = this.ports.after(STALE_MS, () => {
      this.set({ kind: "stale", retryAt: null });
      this.cancelWatch = this.ports.after(DEAD_MS - STALE_MS, () => this.failed());
    });
  }

  private drop(): void {
    this.cancelRetry();
    this.cancelWatch();
    this.source?.close();
    this.source = null;
  }

  private set(change: Partial<Link>): void {
    this.link = { ...this.link, ...change };
    this.handlers.onLink(this.link);
  }
}

/** 1, 2, 4 ... 30 s, each between half and whole. */
export function backoffMs(failures: number, random: number): number {
  return Math.min(30_000, 1000 * 2 ** Math.min(failures, 10)) * (0.5 + random / 2);
}

function parsed(data: unknown): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(String(data));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
