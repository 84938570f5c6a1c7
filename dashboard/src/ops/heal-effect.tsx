import { useThing } from "../api/list";
import type { Heal, Telemetry, TelemetryPoint } from "../api/types";
import { useUnit } from "../lib/device";
import { kw, temperature } from "../lib/format";
import { useStation } from "../live/provider";

const BEFORE_MS = 15 * 60_000;

/** Mean of what was measured in a span; null where nothing was. */
export function meanOf(points: readonly TelemetryPoint[], of: (point: TelemetryPoint) => number | null, fromMs: number, toMs: number): number | null {
  const known = points.filter((each) => Date.parse(each.at) >= fromMs && Date.parse(each.at) < toMs).map(of).filter((each) => each !== null);
  return known.length === 0 ? null : known.reduce((sum, each) => sum + each, 0) / known.length;
}

/** Load and temperature in the quarter of an hour before a heal, and now: at the stressed station and at its target. */
export function HealEffect({ heal }: { heal: Heal }) {
  return (
    <dl className="m-0 grid gap-2 text-sm sm:grid-cols-2">
      <Side id={heal.station_id} word="Here" heal={heal} />
      {heal.target_station_id === null ? null : <Side id={heal.target_station_id} word="Neighbour" heal={heal} />}
    </dl>
  );
}

function Side({ id, word, heal }: { id: string; word: string; heal: Heal }) {
  const unit = useUnit();
  const station = useStation(id);
  const opened = Date.parse(heal.opened_at);
  const span = `from=${encodeURIComponent(new Date(opened - BEFORE_MS).toISOString())}&to=${encodeURIComponent(heal.opened_at)}`;
  const before = useThing<Telemetry>(`/stations/${encodeURIComponent(id)}/telemetry?${span}&max_points=60`);
  const points = before.data?.points ?? [];
  const [load, hot] = [meanOf(points, (each) => each.load_kw, opened - BEFORE_MS, opened), meanOf(points, (each) => each.temperature_c, opened - BEFORE_MS, opened)];
  return (
    <div data-effect={id} className="flex flex-wrap gap-x-2 rounded-sm bg-sunken px-2.5 py-1">
      <dt className="text-muted">{word}, before → now</dt>
      <dd className="m-0">{kw(load)} → <strong className="font-semibold">{kw(station?.load_kw)}</strong></dd>
      <dd className="m-0">{temperature(hot, unit)} → <strong className="font-semibold">{temperature(station?.temperature_c, unit)}</strong></dd>
    </div>
  );
}
