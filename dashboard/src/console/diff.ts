/** What differs between two payloads, by path. */
export interface Difference {
  path: string;
  before: string | null;
  after: string | null;
}

export function leaves(value: unknown, path = ""): Map<string, string> {
  if (typeof value !== "object" || value === null) return new Map([[path === "" ? "payload" : path, JSON.stringify(value) ?? ""]]);
  const entries: [string, unknown][] = Array.isArray(value) ? value.map((each, index) => [`[${index}]`, each]) : Object.entries(value).map(([key, each]) => [path === "" ? key : `.${key}`, each]);
  return new Map(entries.flatMap(([key, each]) => [...leaves(each, path + key)]));
}

export function differences(before: unknown, after: unknown): Difference[] {
  const [old, fresh] = [leaves(before), leaves(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].filter((path) => old.get(path) !== fresh.get(path)).map((path) => ({ path, before: old.get(path) ?? null, after: fresh.get(path) ?? null }));
}
