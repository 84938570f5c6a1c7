import type { Charger } from "../api/types";
import { useServerNow } from "../lib/clock";
import { useUnit } from "../lib/device";
import { hourMinute, temperature } from "../lib/format";

const WIDTH = 96;
const HEIGHT = 20;

/** Where a charger's temperature goes within the hour: the band that holds it nine times of ten, and the middle. */
export function Outlook({ charger }: { charger: Charger }) {
  const unit = useUnit();
  const now = useServerNow(10_000);
  const points = charger.temperature_forecast.filter((each) => Date.parse(each.at) > now);
  const last = points.at(-1);
  if (last === undefined) return null;
  const { band, middle } = shape(points.map((each) => ({ atS: Date.parse(each.at) / 1000, low: each.low_c, mid: each.mid_c, high: each.high_c })));
  return (
    <span className="inline-flex items-center gap-1.5 text-sm">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
        <polygon points={band} fill="var(--series-2)" opacity="0.25" />
        <polyline points={middle} fill="none" stroke="var(--series-2)" strokeWidth="1.5" />
      </svg>
      <span>{temperature(last.mid_c, unit)}<span className="text-muted"> expected at {hourMinute(last.at)}, {temperature(last.low_c, unit)} to {temperature(last.high_c, unit)}</span></span>
    </span>
  );
}

export interface OutlookPoint {
  atS: number;
  low: number;
  mid: number;
  high: number;
}

/** SVG points of the band (upper edge, then the lower one back) and of the middle. */
export function shape(points: readonly OutlookPoint[]): { band: string; middle: string } {
  const first = points[0]?.atS ?? 0;
  const span = Math.max(1, (points.at(-1)?.atS ?? 0) - first);
  const lowest = Math.min(...points.map((each) => each.low));
  const reach = Math.max(1, Math.max(...points.map((each) => each.high)) - lowest);
  const at = (each: OutlookPoint, value: number) => `${((each.atS - first) / span * WIDTH).toFixed(1)},${(HEIGHT - (value - lowest) / reach * HEIGHT).toFixed(1)}`;
  const upper = points.map((each) => at(each, each.high));
  const lower = points.map((each) => at(each, each.low)).reverse();
  return { band: [...upper, ...lower].join(" "), middle: points.map((each) => at(each, each.mid)).join(" ") };
}
