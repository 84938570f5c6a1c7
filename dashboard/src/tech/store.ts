/** What the phone keeps: the person's jobs for reading without a network, and acts that wait to be sent. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { WorkCatalogue, WorkOrder, WorkOrderDetail } from "../api/types";
import type { Act } from "./steps";

/** An act that waits; its number gives the order in which they are sent. */
export interface Entry {
  id?: number;
  /** Whose act it is: nobody else's sign-in sends it. */
  by: string;
  /** The server does an act of one key once, however often it is sent. */
  key: string;
  order: number;
  act: Act;
  /** When it was done, by the server's clock as this device knew it. */
  at: string;
  body: Record<string, unknown>;
  /** Of a photo. */
  file?: Blob;
  /** Why the server refused it; a person has to look at it. */
  problem?: string;
}

export interface Kept {
  /** Whose jobs these are. */
  owner: string;
  /** When the jobs were read, in real milliseconds. */
  readAt: number;
  /** The server's clock when it was last heard: instant, our clock then, factor. */
  clock: { atMs: number; localMs: number; factor: number };
  /** Parts by number, and what causes take. */
  catalogue: WorkCatalogue;
  /** Parts on the owner's van, by number; null where nobody put the person down as a technician. */
  van: Record<string, number> | null;
}

interface Tables extends DBSchema {
  jobs: { key: number; value: WorkOrderDetail };
  outbox: { key: number; value: Entry };
  kept: { key: string; value: Kept[keyof Kept] };
}

const NAME = "sntry-tech";

export class TechStore {
  private constructor(private readonly db: IDBPDatabase<Tables>) {}

  static async open(name = NAME): Promise<TechStore> {
    const db = await openDB<Tables>(name, 1, {
      upgrade: (made) => {
        made.createObjectStore("jobs", { keyPath: "id" });
        made.createObjectStore("outbox", { keyPath: "id", autoIncrement: true });
        made.createObjectStore("kept");
      },
    });
    return new TechStore(db);
  }

  close(): void {
    this.db.close();
  }

  jobs(): Promise<WorkOrderDetail[]> {
    return this.db.getAll("jobs");
  }

  /** What the server says now takes the place of what was kept, all at once. */
  async keepJobs(owner: string, jobs: readonly WorkOrderDetail[], readAt: number): Promise<void> {
    const work = this.db.transaction(["jobs", "kept"], "readwrite");
    await work.objectStore("jobs").clear();
    for (const job of jobs) await work.objectStore("jobs").put(job);
    await work.objectStore("kept").put(owner, "owner");
    await work.objectStore("kept").put(readAt, "readAt");
    await work.done;
  }

  /** What the server says of one job, beside what it said of it in full. */
  async renewJob(order: WorkOrder): Promise<void> {
    const known = await this.db.get("jobs", order.id);
    if (known !== undefined) await this.db.put("jobs", { ...known, ...order });
  }

  async kept<K extends keyof Kept>(name: K): Promise<Kept[K] | undefined> {
    return (await this.db.get("kept", name)) as Kept[K] | undefined;
  }

  async keep<K extends keyof Kept>(name: K, value: Kept[K]): Promise<void> {
    await this.db.put("kept", value, name);
  }

  /** Acts of a person, in the order in which they were done. */
  async outbox(by: string): Promise<Entry[]> {
    return (await this.db.getAll("outbox")).filter((each) => each.by === by);
  }

  /** Safe on the phone's disk when this returns. */
  async add(entry: Entry): Promise<void> {
    const work = this.db.transaction("outbox", "readwrite", { durability: "strict" });
    await work.store.add(entry);
    await work.done;
  }

  async drop(id: number): Promise<void> {
    await this.db.delete("outbox", id);
  }

  async mark(entry: Entry, problem: string): Promise<void> {
    await this.db.put("outbox", { ...entry, problem });
  }
}
