import { useMemo, useState } from "react";
import type { PriceOverride, Station, Telemetry, TelemetryPoint } from "../api/types";
import { type Band, type Mark, type ScaleSpec, type SeriesSpec, TimeChart } from "../charts/time-chart";
import { useServerNow } from "../lib/clock";
import { useUnit } from "../lib/device";
import { clockTime, kw, money, percent, temperature, toUnit } from "../lib/format";
import { RANGE_S, RANGES, type Range } from "../lib/search";
import { Button, Empty, ErrorNote, Panel, Skeleton } from "../ui/kit";
import { plain } from "../lib/words";
import { columns, priceColumns, thresholds } from "./telemetry-data";

interface Props {
  station: Station;
  range: Range;
  onRange: (range: Range) => void;
  telemetry: Telemetry | undefined;
  points: readonly TelemetryPoint[];
  overrides: readonly PriceOverride[];
  error: unknown;
  retry: () => void;
}

const EVENT_COLOR = (kind: string): string => (/price/.test(kind) ? "surge-ink" : /fault|error|risk|trip/.test(kind) ? "offline-ink" : /sim/.test(kind) ? "muted" : "accent");

/** Temperature and load, risk with its levels, and price: three charts on one axis, with one cursor. */
export function TelemetryPanel({ station, range, onRange, telemetry, points, overrides, error, retry }: Props) {
  const [table, setTable] = useState(false);
  return (
    <Panel
      title="Telemetry, risk and price"
      aside={<>
        <span role="group" aria-label="Range" className="flex overflow-hidden rounded-sm border border-strong">
          {RANGES.map((each) => <button key={each} type="button" aria-pressed={range === each} onClick={() => onRange(each)} className={`h-7 border-r border-strong px-2 text-sm last:border-r-0 ${range === each ? "bg-accent text-on-accent" : "text-text hover:bg-sunken"}`}>{each.replace("h", " h")}</button>)}
        </span>
        <Button size="sm" aria-pressed={table} onClick={() => setTable(!table)}>{table ? "Charts" : "Table"}</Button>
      </>}
    >
      {error === null ? null : <div className="mb-2"><ErrorNote what="Telemetry could not be loaded:" error={error} onRetry={retry} kept={points.length > 0 ? "The chart is older." : ""} /></div>}
      {telemetry === undefined && error === null ? <Skeleton lines={3} height={120} /> : null}
      {telemetry !== undefined && points.length === 0 ? <Empty title="Nothing was measured in this range">Choose a longer range, or see whether the chargers are connected.</Empty> : null}
      {telemetry !== undefined && points.length > 0 ? (table ? <PointTable points={points} /> : <Charts station={station} range={range} telemetry={telemetry} points={points} overrides={overrides} />) : null}
    </Panel>
  );
}

function Charts({ station, range, telemetry, points, overrides }: Pick<Props, "station" | "range" | "points" | "overrides"> & { telemetry: Telemetry }) {
  const unit = useUnit();
  const nowMs = useServerNow(1000);
  const currency = station.price?.currency ?? "USD";
  const base = station.price === null ? null : Number(station.price.base_per_kwh);
  const nowS = Math.max(nowMs, Date.parse(points.at(-1)?.at ?? "")) / 1000;
  const span = useMemo<[number, number]>(() => [nowS - RANGE_S[range], nowS + RANGE_S[range] * 0.015], [nowS, range]);
  const heat = useMemo(() => columns(points, [(p) => (p.temperature_c === null ? null : toUnit(p.temperature_c, unit)), (p) => (p.ambient_c === null ? null : toUnit(p.ambient_c, unit)), (p) => p.load_kw, (p) => p.offered_kw]), [points, unit]);
  const risk = useMemo(() => columns(points, [(p) => p.risk_1h]), [points]);
  const price = useMemo(() => priceColumns(telemetry.prices, base, span[0], nowS), [telemetry.prices, base, span, nowS]);
  const marks = useMemo<Mark[]>(() => telemetry.events.map((each) => ({ atS: Date.parse(each.at) / 1000, text: each.text, color: EVENT_COLOR(each.kind) })), [telemetry.events]);
  const bands = useMemo<Band[]>(() => thresholds(telemetry.levels).map((each) => ({ scale: "risk", from: each.from, to: each.to, color: `risk-${each.level}`, word: each.level })), [telemetry.levels]);
  const priceBands = useMemo<Band[]>(() => bandsOf(base, overrides, nowS), [base, overrides, nowS]);
  const last = points.at(-1);
  const hottest = points.reduce((best, point) => Math.max(best, point.temperature_c ?? -273), -273);

  const heatScales: ScaleSpec[] = [
    { key: "t", side: "left", tick: (value) => `${Math.round(value)}°`, least: unit === "F" ? 18 : 10 },
    { key: "kw", side: "right", tick: (value) => (value < 0 ? "" : `${Math.round(value)} kW`), range: [0, Math.max(10, (station.rated_kw ?? 50) * 1.08)] },
  ];
  const degrees = (value: number) => `${Math.round(value)} °${unit}`;
  const heatSeries: SeriesSpec[] = [
    { label: "Temperature", color: "series-2", scale: "t", text: degrees, width: 2 },
    { label: "Air", color: "series-4", scale: "t", dash: [2, 3], text: degrees },
    { label: "Load", color: "series-1", scale: "kw", text: (value) => kw(value), fill: true },
    { label: "Offered", color: "series-3", scale: "kw", dash: [7, 4], step: true, text: (value) => kw(value) },
  ];
  const priceHigh = Math.max(...price.flat().slice(price[0]?.length ?? 0).map((each) => each ?? 0), base ?? 0) * 1.15 || 1;
  return (
    <div className="flex flex-col gap-2.5">
      <p className="text-sm text-muted">
        Now {temperature(last?.temperature_c, unit)}, {kw(last?.load_kw)} of {kw(last?.offered_kw ?? station.rated_kw)} offered, risk {last?.risk_1h?.toFixed(2) ?? "–"}; hottest in the range {temperature(hottest, unit)}.
      </p>
      <TimeChart label="Temperature and load" summary={`${points.length} points; now ${temperature(last?.temperature_c, unit)} and ${kw(last?.load_kw)}.`} series={heatSeries} scales={heatScales} data={heat} span={span} height={210} marks={marks} sync={station.id} axis={false} />
      <TimeChart label="Risk of failure within the hour" summary={`Now ${last?.risk_1h?.toFixed(2) ?? "not scored"}.`} series={[{ label: "predicted", color: "text", scale: "risk", step: true, fill: true, text: (value) => value.toFixed(2) }]} scales={[{ key: "risk", side: "left", range: [0, 1], splits: [0, 0.25, 0.5, 0.75, 1], tick: (value) => value.toFixed(2) }]} data={risk} span={span} height={140} bands={bands} marks={marks} sync={station.id} axis={false} />
      <TimeChart label="Price the chargers show" summary={`Now ${money(station.price?.per_kwh, currency)}, base ${money(base, currency)}.`} series={[{ label: "Price", color: "text", scale: "price", step: true, text: (value) => money(value, currency), width: 2 }, { label: "Base", color: "muted", scale: "price", dash: [4, 4], text: (value) => money(value, currency) }]} scales={[{ key: "price", side: "left", range: [0, priceHigh], tick: (value) => money(value, currency) }]} data={price} span={span} height={120} bands={priceBands} sync={station.id} />
      {telemetry.events.length === 0 ? null : (
        <details className="text-sm">
          <summary className="cursor-pointer text-muted">{telemetry.events.length} events marked in the charts</summary>
          <ul className="mt-1 max-h-40 overflow-y-auto" tabIndex={0}>{[...telemetry.events].reverse().map((event, index) => <li key={index}><span className="text-muted">{clockTime(event.at)}</span> <strong className="font-medium">{plain(event.kind)}</strong> {event.text}</li>)}</ul>
        </details>
      )}
    </div>
  );
}

/** The ground above base while a surge is on, below it for a discount. */
function bandsOf(base: number | null, overrides: readonly PriceOverride[], nowS: number): Band[] {
  if (base === null) return [];
  return overrides.filter((each) => each.state !== "proposed").map((each) => ({
    scale: "price", from: Math.min(base, Number(each.price_per_kwh)), to: Math.max(base, Number(each.price_per_kwh)),
    color: each.kind === "surge" ? "surge-ink" : "discount-ink",
    fromS: Date.parse(each.start_at) / 1000, toS: each.ended_at === null ? nowS : Date.parse(each.ended_at) / 1000,
  }));
}

function PointTable({ points }: { points: readonly TelemetryPoint[] }) {
  const unit = useUnit();
  const shown = points.slice(-200).reverse();
  return (
    <div className="max-h-[32rem] overflow-auto" tabIndex={0} role="region" aria-label="Measured points, newest first">
      <table className="w-full border-collapse text-sm">
        <thead className="sticky top-0 bg-surface text-left text-muted"><tr>{["Time", "Temperature", "Air", "Load", "Offered", "Used", "Risk, 1 h"].map((word) => <th key={word} scope="col" className="px-2 py-1 font-medium">{word}</th>)}</tr></thead>
        <tbody>{shown.map((p) => <tr key={p.at} className="border-t"><td className="px-2 py-0.5">{clockTime(p.at)}</td><td className="px-2">{temperature(p.temperature_c, unit)}</td><td className="px-2">{temperature(p.ambient_c, unit)}</td><td className="px-2">{kw(p.load_kw)}</td><td className="px-2">{kw(p.offered_kw)}</td><td className="px-2">{percent(p.utilisation)}</td><td className="px-2">{p.risk_1h?.toFixed(3) ?? "–"}</td></tr>)}</tbody>
      </table>
    </div>
  );
}
