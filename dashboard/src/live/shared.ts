/**
 * One connection a browser: of all tabs that are seen one leads, holds the stream and passes on what it brings.
 *
 * Browsers allow six connections to a host over HTTP/1.1; with a stream in each tab the seventh tab would hang.
 * Who holds the lock leads; when its tab closes the lock goes to the next, which goes on after the last number it
 * has itself. A message says which number came before its own, so that a tab sees what it missed (of a leader that
 * died between two posts, or while it was loading) and asks the leader for it; the leader keeps the newest numbers,
 * and tells to load anew where it has them no more. A tab that is hidden for 10 s lets the lead go, and listens on;
 * where all are hidden nobody is connected. A leader that says nothing for a minute is deposed.
 */
import { DEAD_MS, type Link, STALE_MS, type StreamEvent, type StreamHandlers } from "./stream";

export type Message =
  | { kind: "event"; prev: number; event: StreamEvent }
  | { kind: "replay"; to: string; events: StreamEvent[] }
  | { kind: "heartbeat"; data: Record<string, unknown> }
  | { kind: "reset"; to: string | null }
  | { kind: "link"; link: Link }
  | { kind: "lead" }
  | { kind: "hello"; from: string; cursor: number };

/** The connection itself, in the tab that leads. */
export interface Connection {
  resumeFrom(cursor: number): void;
  retryNow(): void;
  stop(): void;
}

export interface SharedPorts {
  /** Name of this tab. */
  id: string;
  connect(handlers: StreamHandlers): Connection;
  /** Wait for the lead; `depose` takes it at once. Returns how to give it up, or to wait no longer. */
  lead(held: () => void, lost: () => void, depose: boolean): () => void;
  /** To all other tabs. */
  post(message: Message): void;
  now(): number;
  after(ms: number, run: () => void): () => void;
}

const KEPT = 2000;
const HIDDEN_MS = 10_000;
const TICK_MS = 1000;

export class SharedStream {
  duplicates = 0;
  gaps = 0;

  private cursor: number | null = null;
  /** The newest events, without a hole after `since`. */
  private kept: StreamEvent[] = [];
  private since = 0;
  private asked = false;
  private connection: Connection | null = null;
  private giveUp: (() => void) | null = null;
  private link: Link = { kind: "connecting", lastAt: null, retryAt: null };
  private cancelWatch: () => void = () => undefined;
  private cancelHide: () => void = () => undefined;
  private readonly ports: SharedPorts;
  private readonly handlers: StreamHandlers;

  constructor(ports: SharedPorts, handlers: StreamHandlers) {
    this.ports = ports;
    this.handlers = handlers;
  }

  /** Take part from now on; `receive` has to be called with what other tabs post. */
  start(): void {
    this.compete(false);
    this.watch();
  }

  /** A snapshot was read: go on after this number. While the stream goes on anyway it says nothing new. */
  resumeFrom(cursor: number): void {
    if (this.cursor !== null) return;
    this.cursor = cursor;
    this.since = cursor;
    this.kept = [];
    this.asked = false;
    if (this.connection === null) this.ask();
    else {
      this.connection.resumeFrom(cursor);
      this.ports.post({ kind: "lead" });
    }
  }

  retryNow(): void {
    this.connection?.retryNow();
  }

  setVisible(visible: boolean): void {
    this.cancelHide();
    if (!visible) {
      this.cancelHide = this.ports.after(HIDDEN_MS, () => {
        const led = this.connection !== null;
        this.release();
        this.cancelWatch();
        if (led) this.tell({ kind: "paused", retryAt: null });
      });
    } else if (this.giveUp === null) {
      this.compete(false);
      this.watch();
      this.ask();
    } else this.retryNow();
  }

  stop(): void {
    this.cancelHide();
    this.cancelWatch();
    this.release();
  }

  receive(message: Message): void {
    if (this.connection !== null) {
      if (message.kind === "hello") this.answer(message.from, message.cursor);
      return;
    }
    switch (message.kind) {
      case "event":
        this.heard();
        this.follow(message.prev, message.event);
        break;
      case "replay":
        if (message.to !== this.ports.id || this.cursor === null) break;
        this.asked = false;
        for (const event of message.events) this.take(event);
        break;
      case "heartbeat":
        this.heard();
        this.handlers.onHeartbeat(message.data);
        break;
      case "reset":
        if (message.to === null || message.to === this.ports.id) this.lose();
        break;
      case "link":
        this.watch();
        this.tell(message.link);
        if (message.link.kind === "offline") this.handlers.onFailure();
        break;
      case "lead":
        this.watch();
        this.asked = false;
        this.ask();
        break;
      case "hello":
        break; // for the leader
    }
  }

  // --- leading ------------------------------------------------------------------------------------

  private compete(depose: boolean): void {
    this.giveUp = this.ports.lead(() => this.begin(), () => this.end(), depose);
  }

  private begin(): void {
    this.cancelWatch();
    this.connection = this.ports.connect({
      onEvent: (event) => {
        const prev = this.cursor ?? 0;
        if (this.take(event)) this.ports.post({ kind: "event", prev, event });
      },
      onHeartbeat: (data) => {
        this.handlers.onHeartbeat(data);
        this.ports.post({ kind: "heartbeat", data });
      },
      onReset: () => {
        this.ports.post({ kind: "reset", to: null });
        this.lose();
      },
      onLink: (link) => {
        if (link.kind !== this.link.kind || link.retryAt !== this.link.retryAt) this.ports.post({ kind: "link", link });
        this.tell(link);
      },
      onFailure: () => this.handlers.onFailure(),
    });
    if (this.cursor === null) return;
    this.connection.resumeFrom(this.cursor);
    this.ports.post({ kind: "lead" });
  }

  /** Another tab took the lead. */
  private end(): void {
    this.connection?.stop();
    this.connection = null;
    this.compete(false);
    this.watch();
  }

  private release(): void {
    this.connection?.stop();
    this.connection = null;
    this.giveUp?.();
    this.giveUp = null;
  }

  private answer(to: string, cursor: number): void {
    if (this.cursor === null) return; // it loads, and says so when it leads on
    if (cursor < this.since) this.ports.post({ kind: "reset", to });
    else this.ports.post({ kind: "replay", to, events: this.kept.filter((each) => each.seq > cursor) });
    this.ports.post({ kind: "link", link: this.link });
  }

  // --- following ----------------------------------------------------------------------------------

  private ask(): void {
    if (this.cursor === null || this.asked || this.connection !== null) return;
    this.asked = true;
    this.ports.post({ kind: "hello", from: this.ports.id, cursor: this.cursor });
  }

  private follow(prev: number, event: StreamEvent): void {
    if (this.cursor === null) return; // its snapshot is being read; then it asks
    if (prev > this.cursor) {
      this.gaps += 1;
      this.ask();
    } else this.take(event);
  }

  private heard(): void {
    this.watch();
    this.tell({ kind: "live", lastAt: this.ports.now(), retryAt: null });
  }

  /** Silence is stale; after a minute the leader is not one any more. */
  private watch(): void {
    this.cancelWatch();
    if (this.giveUp === null || this.connection !== null) return; // hidden: it listens and claims nothing
    this.cancelWatch = this.ports.after(STALE_MS, () => {
      this.tell({ kind: "stale", retryAt: null });
      this.cancelWatch = this.ports.after(DEAD_MS - STALE_MS, () => {
        this.giveUp?.();
        this.compete(true);
      });
    });
  }

  // --- both ---------------------------------------------------------------------------------------

  /** Hand an event on, once. */
  private take(event: StreamEvent): boolean {
    if (this.cursor === null || event.seq <= this.cursor) {
      this.duplicates += 1;
      return false;
    }
    this.cursor = event.seq;
    this.kept.push(event);
    if (this.kept.length > KEPT) this.since = this.kept.shift()?.seq ?? this.since;
    this.handlers.onEvent(event);
    return true;
  }

  /** What is on screen cannot be carried on: whoever listens loads anew and calls `resumeFrom`. */
  private lose(): void {
    this.cursor = null;
    this.asked = false;
    this.handlers.onReset();
  }

  /** The age of the link is told once a second at most. */
  private tell(change: Partial<Link>): void {
    const next = { ...this.link, ...change };
    const same = next.kind === this.link.kind && next.retryAt === this.link.retryAt;
    if (same && (next.lastAt ?? 0) - (this.link.lastAt ?? 0) < TICK_MS) return;
    this.link = next;
    this.handlers.onLink(next);
  }
}
