/** The span that an address asks for, and the figure of a station in it. */
import type { PastStations } from "../api/types";
import type { HistorySearch } from "../lib/search";

export type PastStation = PastStations["items"][number];
export type Measure = NonNullable<HistorySearch["by"]>;

const DAY_MS = 86_400_000;

/** Begin and end of what is asked for, in local days; the last 30 days where nothing is. A span that ends before it begins is turned round. */
export function spanOf(search: HistorySearch, nowMs: number): { fromMs: number; toMs: number } {
  if (search.month !== undefined) {
    const [year = 1970, month = 1] = search.month.split("-").map(Number);
    return { fromMs: new Date(year, month - 1, 1).getTime(), toMs: new Date(year, month, 1).getTime() };
  }
  const day = (text: string | undefined) => {
    if (text === undefined) return Number.NaN;
    const [year = Number.NaN, month = 1, date = 1] = text.split("-").map(Number);
    return new Date(year, month - 1, date).getTime();
  };
  const [from, to] = [day(search.from), day(search.to)];
  const last = Number.isFinite(to) ? to + DAY_MS : nowMs;
  const first = Number.isFinite(from) ? from : last - 30 * DAY_MS;
  return first < last ? { fromMs: first, toMs: last } : { fromMs: last - DAY_MS, toMs: first + DAY_MS };
}

export function measured(row: PastStation, by: Measure): number {
  switch (by) {
    case "revenue":
      return Number(row.revenue);
    case "energy":
      return row.energy_wh;
    case "sessions":
      return row.sessions;
    case "used":
      return row.used_ratio ?? 0;
    case "heals":
      return row.heals;
  }
}

/** Each station's share of the largest, for circles on the map. */
export function weightsOf(rows: readonly PastStation[], by: Measure): Map<string, number> {
  const most = Math.max(0, ...rows.map((each) => measured(each, by)));
  return new Map(rows.map((each) => [each.station_id, most === 0 ? 0 : measured(each, by) / most]));
}
