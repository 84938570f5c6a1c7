/** Filter and order of the operations list. */
import type { RiskLevel, Station } from "../api/types";
import type { OpsSearch, OpsSort } from "../lib/search";

const LEVELS: RiskLevel[] = ["low", "watch", "high", "critical"];

const byText = new Intl.Collator(undefined, { numeric: true });

type Key = (station: Station) => number | string;

const KEYS: Record<OpsSort, Key> = {
  risk: (each) => each.risk?.value ?? -1,
  name: (each) => `${each.city_name} ${each.name}`,
  load: (each) => each.load_kw ?? -1,
  temp: (each) => each.temperature_c ?? -273,
  price: (each) => (each.price === null ? -1 : Number(each.price.per_kwh)),
  revenue: (each) => Number(each.revenue_at_risk_per_h ?? -1),
  seen: (each) => Date.parse(each.last_seen_at ?? "") || 0,
};

export const DEFAULT_SORT = "-risk";

export function sorting(search: OpsSearch): { key: OpsSort; down: boolean } {
  const sort = search.sort ?? DEFAULT_SORT;
  return sort.startsWith("-") ? { key: sort.slice(1) as OpsSort, down: true } : { key: sort as OpsSort, down: false };
}

export function kept(station: Station, search: OpsSearch): boolean {
  if (search.state !== undefined && station.state !== search.state) return false;
  if (search.risk !== undefined && LEVELS.indexOf(station.risk?.level ?? "low") < LEVELS.indexOf(search.risk)) return false;
  if (search.q === undefined) return true;
  const text = `${station.id} ${station.name} ${station.city_name} ${station.network}`.toLocaleLowerCase();
  return search.q.toLocaleLowerCase().split(/\s+/).every((word) => text.includes(word));
}

export function listed(stations: readonly Station[], search: OpsSearch): Station[] {
  const { key, down } = sorting(search);
  const of = KEYS[key];
  const sign = down ? -1 : 1;
  return stations.filter((each) => kept(each, search)).sort((a, b) => {
    const [x, y] = [of(a), of(b)];
    const order = typeof x === "string" || typeof y === "string" ? byText.compare(String(x), String(y)) : x - y;
    return sign * order || a.id.localeCompare(b.id);
  });
}

/** Keeps the order of ids that was shown, for as long as a person points at the list; new ones come last. */
export function inOrder(list: readonly Station[], order: readonly string[]): Station[] {
  const place = new Map(order.map((id, index) => [id, index]));
  return [...list].sort((a, b) => (place.get(a.id) ?? order.length) - (place.get(b.id) ?? order.length));
}
