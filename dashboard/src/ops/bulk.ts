/** One call to many chargers: so many at a time, each with its own result, stopped at any time. */

export type BulkState = "waits" | "sent" | "done" | "failed" | "not sent";

export interface BulkResult {
  state: BulkState;
  text: string;
}

/**
 * @param send throws where a charger did not take it; gives its answer in a word.
 * @param atOnce how many wait for their answers at a time.
 * @param isStopped asked before each; those not yet sent stay so.
 */
export async function runBulk(ids: readonly string[], send: (id: string) => Promise<string>, atOnce: number, isStopped: () => boolean, onResult: (id: string, result: BulkResult) => void): Promise<void> {
  const rest = [...ids];
  const worker = async () => {
    for (let id = rest.shift(); id !== undefined; id = rest.shift()) {
      if (isStopped()) {
        onResult(id, { state: "not sent", text: "stopped before it" });
        continue;
      }
      onResult(id, { state: "sent", text: "waits for its answer" });
      try {
        onResult(id, { state: "done", text: await send(id) });
      } catch (error) {
        onResult(id, { state: "failed", text: error instanceof Error ? error.message : "unknown error" });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(atOnce, ids.length)) }, worker));
}

/** Those worth another try. */
export function unfinished(results: ReadonlyMap<string, BulkResult>): string[] {
  return [...results].filter(([, each]) => each.state === "failed" || each.state === "not sent").map(([id]) => id);
}
