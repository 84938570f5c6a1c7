/** Keeps one audience's stations alive on screen: snapshot, then stream, then snapshot again where it must be. */
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { allPages, API, type ApiError, get } from "../api/client";
import type { Config, PublicStation, Station } from "../api/types";
import { setClock } from "../lib/clock";
import { browserPorts } from "./browser-ports";
import { EntityStore } from "./store";
import { SharedStream } from "./shared";
import type { Link, StreamEvent } from "./stream";

export interface Live<T extends PublicStation> {
  store: EntityStore<T>;
  link: Link;
  loaded: boolean;
  error: ApiError | null;
  /** Load the snapshot again. */
  reload: () => void;
  retryStream: () => void;
}

interface Audience {
  list: string;
  topics: string;
}

const AUDIENCES: Record<"public" | "ops", Audience> = {
  public: { list: "/public/stations", topics: "public" },
  ops: { list: "/stations", topics: "stations,prices,heals,remedies,alarms,work,audit" },
};

/** Told to the window for each event that this tab takes in, with its number: who embeds or tests a page can follow it. */
const HANDED_ON = "sntry:event";

const LiveContext = createContext<Live<Station> | null>(null);

const BATCH_MS = 500;

export function nextFrame(run: () => void): void {
  // A hidden page gets no frames; then a timer does.
  if (document.visibilityState === "hidden") setTimeout(run, 250);
  else requestAnimationFrame(run);
}

/** Which lists a stream event makes old. Stations are patched in place, never read again for an event. */
const TOUCHES: Record<string, string[]> = {
  "price.started": ["prices"],
  "price.changed": ["prices"],
  "price.ended": ["prices"],
  "heal.updated": ["heals", "prices"],
  "alarm.opened": ["alarms"],
  "alarm.updated": ["alarms"],
  "alarm.closed": ["alarms"],
  "remedy.updated": ["remedies"],
  "work.updated": ["work-orders", "technicians"],
  "audit.appended": ["audit", "config"],
};

/** Marks lists old at most every `everyMs`, however fast the events come. */
export function useRefresher(client: QueryClient, everyMs = 700): (keys: string[]) => void {
  const waiting = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
  }, []);
  return useCallback((keys: string[]) => {
    for (const key of keys) waiting.current.add(key);
    timer.current ??= setTimeout(() => {
      timer.current = null;
      for (const key of waiting.current) void client.invalidateQueries({ queryKey: [key] });
      waiting.current.clear();
    }, everyMs);
  }, [client, everyMs]);
}

export function LiveProvider({ audience, children }: { audience: "public" | "ops"; children: ReactNode }) {
  const client = useQueryClient();
  const refresh = useRefresher(client);
  const [link, setLink] = useState<Link>({ kind: "connecting", lastAt: null, retryAt: null });
  const [error, setError] = useState<ApiError | null>(null);
  const [loaded, setLoaded] = useState(false);
  const parts = useRef<{ stream: SharedStream; load: () => void } | null>(null);
  const store = useMemo(() => new EntityStore<Station>(nextFrame, (run) => void setTimeout(run, BATCH_MS), () => parts.current?.load()), []);

  useEffect(() => {
    const { list, topics } = AUDIENCES[audience];
    const abort = new AbortController();
    let loading = false;
    let lastLoad = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const load = () => {
      if (loading || abort.signal.aborted) return;
      const wait = lastLoad + 2000 - performance.now();
      if (lastLoad > 0 && wait > 0) {
        clearTimeout(timer);
        timer = setTimeout(load, wait); // an unknown station may be named by many patches in a row
        return;
      }
      loading = true;
      lastLoad = performance.now();
      allPages<Station>(list, abort.signal)
        .then(({ items, cursor }) => {
          store.snapshot(items, cursor ?? 0);
          setLoaded(true);
          setError(null);
          stream.resumeFrom(cursor ?? 0);
        })
        .catch((failure: ApiError) => {
          if (abort.signal.aborted) return;
          setError(failure);
          if (failure.status === 401) void client.invalidateQueries({ queryKey: ["me"] });
          else timer = setTimeout(load, 5000);
        })
        .finally(() => {
          loading = false;
        });
    };

    const onEvent = ({ seq, type, data }: StreamEvent) => {
      window.dispatchEvent(new CustomEvent(HANDED_ON, { detail: seq }));
      if (type === "station.patch" || type === "station.public") {
        if (typeof data["id"] === "string") store.push(seq, data as { id: string });
        return;
      }
      refresh(TOUCHES[type] ?? []);
    };
    const ports = browserPorts(`sntry stream ${topics}`, `${API}/stream?topics=${topics}`, (message) => stream.receive(message));
    const stream = new SharedStream(ports, {
      onEvent,
      onHeartbeat: (data) => {
        if (typeof data["now"] === "string") setClock(data["now"]);
      },
      onReset: () => {
        load();
        void client.invalidateQueries(); // what was missed may have touched any list on screen
      },
      onLink: setLink,
      onFailure: () => {
        if (audience === "ops") void client.invalidateQueries({ queryKey: ["me"] });
      },
    });
    parts.current = { stream, load };
    stream.start();
    load();

    const seen = () => stream.setVisible(document.visibilityState !== "hidden");
    const online = () => stream.retryNow();
    document.addEventListener("visibilitychange", seen);
    window.addEventListener("online", online);
    return () => {
      abort.abort();
      clearTimeout(timer);
      stream.stop();
      ports.close();
      parts.current = null;
      document.removeEventListener("visibilitychange", seen);
      window.removeEventListener("online", online);
    };
  }, [audience, client, refresh, store]);

  const value = useMemo<Live<Station>>(() => ({
    store, link, loaded, error,
    reload: () => parts.current?.load(),
    retryStream: () => parts.current?.stream.retryNow(),
  }), [store, link, loaded, error]);
  return <LiveContext.Provider value={value}>{children}</LiveContext.Provider>;
}

export function useLive(): Live<Station> {
  const live = useContext(LiveContext);
  if (live === null) throw new Error("useLive is used outside LiveProvider");
  return live;
}

export function useStations(): readonly Station[] {
  const { store } = useLive();
  return useSyncExternalStore(store.subscribe, () => store.all());
}

export function useStation(id: string): Station | undefined {
  const { store } = useLive();
  const subscribe = useCallback((listener: () => void) => store.subscribeTo(id, listener), [store, id]);
  return useSyncExternalStore(subscribe, () => store.get(id));
}

/** The configuration, and with it the server's clock. */
export async function readConfig(): Promise<Config> {
  const config = await get<Config>("/config");
  setClock(config.clock.now, config.clock.factor);
  return config;
}
