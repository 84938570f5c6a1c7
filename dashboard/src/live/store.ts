/**
 * Entities as the screen shows them: a snapshot plus the patches that came after it.
 *
 * A patch has the number of its stream event. Patches wait for the next frame and are applied in the order of
 * their numbers; one that is not newer than what its entity already holds is dropped. Recent patches are kept,
 * so that a snapshot that was read before them (its cursor is older) gets them again. A patch may therefore
 * come twice, early or late and the result is the same. Who shows one entity is told at the frame; who shows all of
 * them is told in batches, so that a large network draws its lists twice a second and not with every frame.
 */

export interface Entity {
  id: string;
}

export interface NumberedPatch {
  seq: number;
  patch: Entity & Record<string, unknown>;
}

interface Held<T> {
  value: T;
  seq: number;
}

const KEPT_PATCHES = 5000;

export class EntityStore<T extends Entity> {
  /** Patches for entities that no snapshot named: a new station came, or the snapshot is too old. */
  unknown = 0;
  duplicates = 0;
  loaded = false;

  private held = new Map<string, Held<T>>();
  private queue: NumberedPatch[] = [];
  private recent: NumberedPatch[] = [];
  private scheduled = false;
  private list: readonly T[] = [];
  private batched = false;
  private listeners = new Set<() => void>();
  private byId = new Map<string, Set<() => void>>();
  private readonly nextFrame: (run: () => void) => void;
  private readonly nextBatch: (run: () => void) => void;
  private readonly onUnknown: () => void;

  constructor(nextFrame: (run: () => void) => void, nextBatch: (run: () => void) => void, onUnknown: () => void = () => undefined) {
    this.nextFrame = nextFrame;
    this.nextBatch = nextBatch;
    this.onUnknown = onUnknown;
  }

  /** Replace everything by what a list answered; `cursor` is the answer's stream cursor. */
  snapshot(items: readonly T[], cursor: number): void {
    this.held = new Map(items.map((value) => [value.id, { value, seq: cursor }]));
    this.loaded = true;
    this.queue = [...this.recent.filter((each) => each.seq > cursor), ...this.queue];
    this.apply();
    this.changed(null);
  }

  /** Take one patch; it shows at the next frame. */
  push(seq: number, patch: Entity & Record<string, unknown>): void {
    this.queue.push({ seq, patch });
    if (this.scheduled) return;
    this.scheduled = true;
    this.nextFrame(() => {
      this.scheduled = false;
      const touched = this.apply();
      if (touched.size > 0) this.changed(touched);
    });
  }

  get(id: string): T | undefined {
    return this.held.get(id)?.value;
  }

  /** The same array until something changes. */
  all(): readonly T[] {
    return this.list;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  subscribeTo(id: string, listener: () => void): () => void {
    const set = this.byId.get(id) ?? new Set();
    this.byId.set(id, set);
    set.add(listener);
    return () => {
      set.delete(listener);
      if (set.size === 0) this.byId.delete(id);
    };
  }

  private apply(): Set<string> {
    const touched = new Set<string>();
    if (!this.loaded) return touched; // they wait for the first snapshot
    const batch = this.queue.sort((a, b) => a.seq - b.seq);
    this.queue = [];
    let missing = false;
    for (const each of batch) {
      const held = this.held.get(each.patch.id);
      if (held === undefined) {
        this.unknown += 1;
        missing = true;
      } else if (each.seq <= held.seq) {
        this.duplicates += 1;
      } else {
        this.held.set(each.patch.id, { value: { ...held.value, ...each.patch }, seq: each.seq });
        touched.add(each.patch.id);
      }
    }
    const known = new Set(this.recent);
    this.recent = [...this.recent, ...batch.filter((each) => !known.has(each))].slice(-KEPT_PATCHES);
    if (missing) this.onUnknown();
    return touched;
  }

  private changed(touched: Set<string> | null): void {
    if (touched === null) this.tellAll();
    else if (!this.batched) {
      this.batched = true;
      this.nextBatch(() => {
        this.batched = false;
        this.tellAll();
      });
    }
    for (const [id, set] of [...this.byId]) {
      if (touched === null || touched.has(id)) for (const listener of [...set]) listener();
    }
  }

  private tellAll(): void {
    this.list = [...this.held.values()].map((each) => each.value);
    for (const listener of [...this.listeners]) listener();
  }
}
