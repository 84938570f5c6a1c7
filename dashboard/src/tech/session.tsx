/**
 * What the technician's pages share: jobs as they are with all that was done here, and what still waits.
 *
 * Every act goes into the outbox first and from there to the server, so a page does the same with and
 * without a network. The server owns the state of a job; what it says replaces what is kept.
 */
import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { ApiError, get, request } from "../api/client";
import { query } from "../api/list";
import { configQuery, meQuery } from "../api/queries";
import type { Page, Technician, WorkCatalogue, WorkOrder, WorkOrderDetail } from "../api/types";
import { clockFactor, resumeClock, serverNow } from "../lib/clock";
import { drain, newKey, pathOf } from "./outbox";
import { type Act, inOrder, withPending } from "./steps";
import { type Entry, TechStore } from "./store";

const SYNC_EVERY_MS = 15_000;
const JOBS_MAX = 50;

/** `online`: the server was heard in the last round. */
export type Link = "online" | "offline" | "signed-out";

export interface Tech {
  name: string;
  jobs: WorkOrderDetail[];
  waiting: Entry[];
  link: Link;
  /** When the jobs were read, in real milliseconds; null before the first time. */
  readAt: number | null;
  /** Null before the first time. */
  catalogue: WorkCatalogue | null;
  /** Parts on the van, by number; null before the first time, and where nobody put the person down as a technician. */
  van: Record<string, number> | null;
  loaded: boolean;
  error: ApiError | null;
  act: (order: number, act: Act, body?: Record<string, unknown>, file?: Blob) => Promise<void>;
  dismiss: (entry: Entry) => Promise<void>;
  sync: () => void;
}

const TechContext = createContext<Tech | null>(null);

export function useTech(): Tech {
  const tech = useContext(TechContext);
  if (tech === null) throw new Error("useTech is used outside TechProvider");
  return tech;
}

async function readJobs(technician: string): Promise<WorkOrderDetail[]> {
  const page = await get<Page<WorkOrder>>(`/work-orders${query({ open: true, technician, limit: JOBS_MAX })}`);
  return Promise.all(page.items.map((each) => get<WorkOrderDetail>(`/work-orders/${each.id}`)));
}

/** Puts an act to the server; its answer is the job as it stands now. */
async function sendEntry(store: TechStore, entry: Entry): Promise<void> {
  if (entry.file !== undefined) {
    await request(pathOf(entry), { method: "POST", body: entry.file, key: entry.key });
    return;
  }
  const body = { ...entry.body, happened_at: entry.at };
  const { data } = await request<WorkOrder>(pathOf(entry), { method: "POST", body, key: entry.key });
  await store.renewJob(data);
}

/** One tab at a time, where the browser can say so; a key makes a second sending harmless anyway. */
async function alone<T>(run: () => Promise<T>): Promise<T> {
  return "locks" in navigator ? await navigator.locks.request("sntry-outbox", run) : run();
}

export function TechProvider({ store, owner, children }: { store: TechStore; owner: string; children: ReactNode }) {
  const [jobs, setJobs] = useState<WorkOrderDetail[]>([]);
  const [waiting, setWaiting] = useState<Entry[]>([]);
  const [link, setLink] = useState<Link>("online");
  const [readAt, setReadAt] = useState<number | null>(null);
  const [catalogue, setCatalogue] = useState<WorkCatalogue | null>(null);
  const [van, setVan] = useState<Tech["van"]>(null);
  const [loaded, setLoaded] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const running = useRef(false);
  const again = useRef(false);

  const show = useCallback(async () => {
    const isMine = (await store.kept("owner")) === owner; // else another person used this phone before
    setJobs(isMine ? await store.jobs() : []);
    setReadAt(isMine ? ((await store.kept("readAt")) ?? null) : null);
    setVan(isMine ? ((await store.kept("van")) ?? null) : null);
    setWaiting(await store.outbox(owner));
    setCatalogue((await store.kept("catalogue")) ?? null);
    setLoaded(true);
  }, [store, owner]);

  const round = useCallback(async () => {
    try {
      const sent = await alone(() => drain(store, owner, (entry) => sendEntry(store, entry)));
      if (sent === "sign-in") throw new ApiError(401, "signed out", null);
      if (sent === "later") throw new ApiError(0, "the server cannot be reached", null);
      await store.keepJobs(owner, await readJobs(owner), Date.now());
      await store.keep("catalogue", await get<WorkCatalogue>("/work-catalogue"));
      const self = (await get<Page<Technician>>("/technicians")).items.find((each) => each.name === owner);
      await store.keep("van", self?.stock ?? null);
      await store.keep("clock", { atMs: serverNow(), localMs: Date.now(), factor: clockFactor() });
      setLink("online");
      setError(null);
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      setLink(failure.status === 401 ? "signed-out" : failure.status === 0 ? "offline" : "online");
      setError(failure.status === 0 ? null : failure);
    }
    await show();
  }, [store, owner, show]);

  const sync = useCallback(() => {
    if (running.current) {
      again.current = true;
      return;
    }
    running.current = true;
    const go = async () => {
      do {
        again.current = false;
        await round();
      } while (again.current);
    };
    void go().finally(() => {
      running.current = false;
    });
  }, [round]);

  useEffect(() => {
    void show().then(sync);
    const timer = setInterval(sync, SYNC_EVERY_MS);
    const seen = () => {
      if (document.visibilityState === "visible") sync();
    };
    window.addEventListener("online", sync);
    document.addEventListener("visibilitychange", seen);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", sync);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [show, sync]);

  const act = useCallback<Tech["act"]>(async (order, name, body = {}, file) => {
    const at = new Date(serverNow()).toISOString();
    await store.add({ by: owner, key: newKey(), order, act: name, at, body, ...(file ? { file } : {}) });
    await show();
    sync();
  }, [store, owner, show, sync]);

  const dismiss = useCallback<Tech["dismiss"]>(async (entry) => {
    if (entry.id !== undefined) await store.drop(entry.id);
    await show();
    sync();
  }, [store, show, sync]);

  const value = useMemo<Tech>(() => {
    const sound = waiting.filter((each) => each.problem === undefined);
    const shown = jobs.flatMap((job) => withPending(job, sound) ?? []);
    return { name: owner, jobs: inOrder(shown), waiting, link, readAt, catalogue, van, loaded, error, act, dismiss, sync };
  }, [owner, jobs, waiting, link, readAt, catalogue, van, loaded, error, act, dismiss, sync]);
  return <TechContext.Provider value={value}>{children}</TechContext.Provider>;
}

/** Who works on this phone: as the server says, or as it said last where it cannot be asked. */
export function useOwner(): { store: TechStore | null; owner: string | null; signedOut: boolean; settled: boolean } {
  const me = useQuery({ ...meQuery, networkMode: "always" });
  useQuery({ ...configQuery, networkMode: "always" }); // brings the server's clock
  const [store, setStore] = useState<TechStore | null>(null);
  const [last, setLast] = useState<string | null>(null);
  useEffect(() => {
    let open: TechStore | null = null;
    let gone = false;
    void TechStore.open().then(async (made) => {
      if (gone) return made.close();
      open = made;
      const clock = await made.kept("clock");
      if (clock !== undefined && clockFactor() === 1) resumeClock(clock.atMs, Date.now() - clock.localMs, clock.factor);
      setLast((await made.kept("owner")) ?? null);
      setStore(made);
    });
    return () => {
      gone = true;
      open?.close();
    };
  }, []);
  const signedOut = me.error instanceof ApiError && me.error.status === 401;
  return { store, owner: me.data?.name ?? (signedOut ? null : last), signedOut, settled: store !== null && !me.isPending };
}
