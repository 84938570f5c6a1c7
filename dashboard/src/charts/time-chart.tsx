/**
 * One time axis, several series: a thin hold on uPlot. The data are set anew without building the chart again.
 * The canvas says nothing to a screen reader, so a summary stands beside it and the frame offers the table.
 */
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useEffect, useRef, useState } from "react";
import { token, useTheme } from "../lib/device";
import { clockTime } from "../lib/format";

export interface SeriesSpec {
  label: string;
  /** Name of a colour token. */
  color: string;
  scale: string;
  dash?: number[];
  step?: boolean;
  fill?: boolean;
  width?: number;
  text: (value: number) => string;
}

export interface ScaleSpec {
  key: string;
  /** Fixed ends; without them the data decide, with a little air. */
  range?: [number, number];
  side: "left" | "right";
  tick: (value: number) => string;
  /** Smallest span, so that noise does not fill the chart. */
  least?: number;
  splits?: number[];
}

export interface Band {
  scale: string;
  from: number;
  to: number;
  color: string;
  word?: string;
  /** Seconds; without them the band goes over the whole width. */
  fromS?: number;
  toS?: number;
}

export interface Mark {
  atS: number;
  text: string;
  color: string;
}

export interface TimeChartProps {
  label: string;
  summary: string;
  series: readonly SeriesSpec[];
  scales: readonly ScaleSpec[];
  /** Seconds, then one row a series; null is a gap. */
  data: readonly (readonly (number | null)[])[];
  span: [number, number];
  height: number;
  bands?: readonly Band[];
  marks?: readonly Mark[];
  sync: string;
  axis?: boolean;
}

const FONT = '12px "Inter Variable", system-ui, sans-serif';
const GUTTER = 52;

function padded(low: number | null, high: number | null, least: number): [number, number] {
  const [a, b] = [low ?? 0, high ?? 1];
  const span = Math.max(b - a, least);
  const middle = (a + b) / 2;
  return [middle - span * 0.56, middle + span * 0.56];
}

function drawBands(chart: uPlot, bands: readonly Band[]): void {
  const { ctx, bbox } = chart;
  ctx.save();
  for (const band of bands) {
    const top = chart.valToPos(band.to, band.scale, true);
    const bottom = chart.valToPos(band.from, band.scale, true);
    ctx.globalAlpha = 0.22;
    ctx.fillStyle = token(band.color);
    const left = band.fromS === undefined ? bbox.left : Math.max(bbox.left, chart.valToPos(band.fromS, "x", true));
    const right = band.toS === undefined ? bbox.left + bbox.width : Math.min(bbox.left + bbox.width, chart.valToPos(band.toS, "x", true));
    if (right > left) ctx.fillRect(left, top, right - left, bottom - top);
    if (band.word === undefined || bottom - top < 10) continue;
    ctx.globalAlpha = 1;
    ctx.fillStyle = token("muted");
    ctx.font = `${12 * devicePixelRatio}px "Inter Variable", system-ui, sans-serif`;
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    ctx.fillText(band.word, bbox.left + bbox.width + 6 * devicePixelRatio, (top + bottom) / 2);
  }
  ctx.restore();
}

function stepped(): { paths?: uPlot.Series.PathBuilder } {
  const paths = uPlot.paths.stepped?.({ align: 1 });
  return paths === undefined ? {} : { paths };
}

function drawMarks(chart: uPlot, marks: readonly Mark[]): void {
  const { ctx, bbox } = chart;
  ctx.save();
  for (const mark of marks) {
    const x = Math.round(chart.valToPos(mark.atS, "x", true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    const ink = token(mark.color);
    ctx.strokeStyle = ink;
    ctx.fillStyle = ink;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.beginPath();
    const s = 4 * devicePixelRatio;
    ctx.moveTo(x - s, bbox.top);
    ctx.lineTo(x + s, bbox.top);
    ctx.lineTo(x, bbox.top + s * 1.5);
    ctx.fill();
  }
  ctx.restore();
}

function options(props: TimeChartProps, width: number, latest: { current: TimeChartProps }, read: (index: number | null) => void): uPlot.Options {
  const line = token("border");
  const ink = token("muted");
  const left = props.scales.filter((each) => each.side === "left");
  const right = props.scales.filter((each) => each.side === "right");
  const axisOf = (scale: ScaleSpec, first: boolean): uPlot.Axis => ({
    scale: scale.key, side: scale.side === "left" ? 3 : 1, size: GUTTER, stroke: ink, font: FONT, gap: 6,
    grid: { show: first, stroke: line, width: 1 }, ticks: { show: false },
    space: 26, ...(scale.splits ? { splits: scale.splits } : {}), values: (_chart, ticks) => ticks.map((tick) => scale.tick(tick)),
  });
  return {
    width, height: props.height, padding: [8, right.length > 0 ? 0 : GUTTER, 0, 0],
    cursor: { sync: { key: props.sync }, drag: { x: false, y: false }, points: { size: 6 } },
    legend: { show: false },
    scales: {
      x: { time: true, range: () => latest.current.span },
      ...Object.fromEntries(props.scales.map((each) => [each.key, each.range ? { range: each.range } : { range: (_chart: uPlot, low: number | null, high: number | null) => padded(low, high, each.least ?? 1) }])),
    },
    axes: [
      { stroke: ink, font: FONT, grid: { stroke: line, width: 1 }, ticks: { show: false }, size: props.axis === false ? 4 : 26, ...(props.axis === false ? { values: (_chart: uPlot, ticks: number[]) => ticks.map(() => "") } : { values: (_chart: uPlot, ticks: number[]) => ticks.map((tick) => new Date(tick * 1000).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })) }) },
      ...left.map((each, index) => axisOf(each, index === 0)),
      ...right.map((each) => axisOf(each, false)),
    ],
    series: [
      {},
      ...props.series.map((each): uPlot.Series => ({
        label: each.label, scale: each.scale, stroke: token(each.color), width: each.width ?? 1.75, spanGaps: false, points: { show: false },
        ...(each.dash ? { dash: each.dash } : {}),
        ...(each.step ? stepped() : {}),
        ...(each.fill ? { fill: `${token(each.color)}26` } : {}),
      })),
    ],
    hooks: {
      drawClear: [(chart) => drawBands(chart, latest.current.bands ?? [])],
      draw: [(chart) => drawMarks(chart, latest.current.marks ?? [])],
      setCursor: [(chart) => read(chart.cursor.idx ?? null)],
    },
  };
}

export function TimeChart(props: TimeChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const theme = useTheme();
  const [at, setAt] = useState<number | null>(null);
  const shape = JSON.stringify([props.series.map((each) => [each.label, each.color]), props.scales, props.height]);

  useEffect(() => {
    const holder = box.current;
    if (holder === null) return;
    const made = new uPlot(options(latest.current, Math.max(260, holder.clientWidth), latest, setAt), latest.current.data as uPlot.AlignedData, holder);
    chart.current = made;
    const watch = new ResizeObserver(() => made.setSize({ width: Math.max(260, holder.clientWidth), height: latest.current.height }));
    watch.observe(holder);
    return () => {
      watch.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [theme, shape]);

  useEffect(() => {
    chart.current?.setData(props.data as uPlot.AlignedData);
  }, [props.data, props.span, props.bands, props.marks]);

  const times = props.data[0] ?? [];
  const index = at !== null && at < times.length ? at : null;
  return (
    <figure className="m-0 min-w-0">
      <figcaption className="flex flex-wrap items-baseline gap-x-4 text-sm">
        <span className="font-medium">{props.label}</span>
        <span className="sr-only">{props.summary}</span>
        {props.series.map((each, row) => (
          <span key={each.label} aria-hidden="true" className="inline-flex items-center gap-1.5 whitespace-nowrap text-muted">
            <svg width="18" height="8"><line x1="0" x2="18" y1="4" y2="4" stroke={`var(--${each.color})`} strokeWidth="2.5" strokeDasharray={each.dash?.join(" ")} /></svg>
            {each.label}
            {index === null ? null : <span className="text-text">{textAt(each, props.data[row + 1]?.[index])}</span>}
          </span>
        ))}
        {index === null ? null : <span aria-hidden="true" className="ml-auto text-muted">{clockTime((times[index] ?? 0) * 1000)}</span>}
      </figcaption>
      <div ref={box} className="w-full overflow-hidden" aria-hidden="true" />
    </figure>
  );
}

function textAt(series: SeriesSpec, value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : series.text(value);
}
