/** What a browser gives to share one stream: Web Locks to elect, a BroadcastChannel to pass on. */
import { type Message, type SharedPorts } from "./shared";
import { StreamClient } from "./stream";

type Ports = SharedPorts & { close: () => void };

const after = (ms: number, run: () => void) => {
  const id = setTimeout(run, ms);
  return () => clearTimeout(id);
};

/** Without either of both (an old browser, or plain HTTP from afar) each tab leads itself. */
export function browserPorts(name: string, url: string, receive: (message: Message) => void): Ports {
  const locks = "locks" in navigator ? navigator.locks : null;
  const channel = locks !== null && "BroadcastChannel" in window ? new BroadcastChannel(name) : null;
  if (channel !== null) channel.onmessage = (event: MessageEvent<Message>) => receive(event.data);
  return {
    id: Math.random().toString(36).slice(2),
    connect: (handlers) => new StreamClient(url, { open: (address) => new EventSource(address) as never, now: () => Date.now(), random: () => Math.random(), after }, handlers),
    lead: locks === null || channel === null ? leadAlone : (held, lost, depose) => leadByLock(locks, name, held, lost, depose),
    post: (message) => channel?.postMessage(message),
    now: () => Date.now(),
    after,
    close: () => channel?.close(),
  };
}

function leadAlone(held: () => void): () => void {
  let given = false;
  queueMicrotask(() => {
    if (!given) held();
  });
  return () => {
    given = true;
  };
}

function leadByLock(locks: LockManager, name: string, held: () => void, lost: () => void, depose: boolean): () => void {
  let over = false;
  let release: () => void = () => undefined;
  const waiting = new AbortController();
  locks.request(name, depose ? { steal: true } : { signal: waiting.signal }, () => {
    if (over) return undefined;
    held();
    return new Promise<void>((done) => {
      release = done;
    });
  }).catch(() => {
    if (!over) lost(); // the lock was taken from us
  });
  return () => {
    over = true;
    waiting.abort();
    release();
  };
}
