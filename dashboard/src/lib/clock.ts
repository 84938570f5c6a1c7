/**
 * The server's clock, which may run faster than ours (a demo does): ages on screen are ages in its time.
 * Between two readings it is a straight line over our monotonic clock.
 */
import { useEffect, useState } from "react";

export interface ServerClock {
  factor: number;
  atMs: number;
  readMs: number;
}

let current: ServerClock = { factor: 1, atMs: Date.now(), readMs: performance.now() };

export function clockAt(clock: ServerClock, localMs: number): number {
  return clock.atMs + (localMs - clock.readMs) * clock.factor;
}

const listeners = new Set<() => void>();
const tickers = new Map<number, { readers: Set<() => void>; timer: ReturnType<typeof setInterval> }>();

/** One timer for all that read as often: a thousand ages on a page tick together, in one rendering. */
function tick(periodMs: number, read: () => void): () => void {
  const known = tickers.get(periodMs);
  const readers = known?.readers ?? new Set();
  readers.add(read);
  if (known === undefined) tickers.set(periodMs, { readers, timer: setInterval(() => [...readers].forEach((each) => each()), periodMs) });
  return () => {
    readers.delete(read);
    if (readers.size > 0) return;
    clearInterval(tickers.get(periodMs)?.timer);
    tickers.delete(periodMs);
  };
}

/** Take a reading of the server's clock; nonsense is ignored. */
export function setClock(now: string, factor: number = current.factor): void {
  const atMs = Date.parse(now);
  if (!Number.isFinite(atMs) || !(factor > 0)) return;
  const jumped = Math.abs(atMs - serverNow()) > 1000 * factor;
  current = { factor, atMs, readMs: performance.now() };
  if (jumped) for (const listener of [...listeners]) listener();
}

export function serverNow(): number {
  return clockAt(current, performance.now());
}

/** Take up a reading of an earlier visit, until the server is heard again. */
export function resumeClock(atMs: number, elapsedMs: number, factor: number): void {
  current = { factor, atMs: atMs + elapsedMs * factor, readMs: performance.now() };
}

export function clockFactor(): number {
  return current.factor;
}

/** The server's time in milliseconds, read again every `periodMs` real milliseconds. */
export function useServerNow(periodMs = 1000): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const read = () => setNow(serverNow());
    const stop = tick(periodMs, read);
    listeners.add(read);
    read();
    return () => {
      stop();
      listeners.delete(read);
    };
  }, [periodMs]);
  return now;
}
