import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { query, useThing } from "../api/list";
import type { Alarm, Heal, Page } from "../api/types";
import { useServerNow } from "../lib/clock";
import { hourMinute } from "../lib/format";
import { Panel } from "../ui/kit";
import { SEVERITIES, type Severity } from "./alarm-words";

const BINS = 48;
const BIN_MS = 30 * 60_000;

export interface Bin {
  startMs: number;
  alarms: Record<Severity, number>;
  heals: number;
}

/** The last 24 hours as half hours, oldest first: alarms by severity, heals that began. */
export function bins(alarms: readonly Alarm[], heals: readonly Heal[], nowMs: number): Bin[] {
  const first = Math.floor(nowMs / BIN_MS) - BINS + 1;
  const all = Array.from({ length: BINS }, (_, index): Bin => ({ startMs: (first + index) * BIN_MS, alarms: { warning: 0, high: 0, critical: 0 }, heals: 0 }));
  const of = (at: string) => all[Math.floor(Date.parse(at) / BIN_MS) - first];
  for (const each of alarms) {
    const bin = of(each.opened_at);
    if (bin !== undefined) bin.alarms[each.severity] += 1;
  }
  for (const each of heals) {
    const bin = of(each.opened_at);
    if (bin !== undefined) bin.heals += 1;
  }
  return all;
}

const FILL: Record<Severity, string> = { critical: "var(--offline-fill)", high: "var(--partial-fill)", warning: "var(--unknown-fill)" };

/** What happened in the last 24 hours at a glance; the lists behind it are one click away. */
export function EventStrip({ heals }: { heals: readonly Heal[] }) {
  const alarms = useThing<Page<Alarm>>(`/alarms${query({ limit: 200 })}`);
  const now = useServerNow(60_000);
  const all = useMemo(() => bins(alarms.data?.items ?? [], heals, now), [alarms.data, heals, now]);
  const sum = (of: (bin: Bin) => number) => all.reduce((total, each) => total + of(each), 0);
  const opened = sum((each) => each.alarms.warning + each.alarms.high + each.alarms.critical);
  const begun = sum((each) => each.heals);
  const most = Math.max(3, ...all.map((each) => each.alarms.warning + each.alarms.high + each.alarms.critical));
  return (
    <Panel title="Last 24 hours" aside={<><Link to="/ops/alarms" search={{ show: "open" }} className="text-accent underline">{opened} {opened === 1 ? "alarm" : "alarms"}</Link><Link to="/ops/pricing" className="text-accent underline">{begun} {begun === 1 ? "heal" : "heals"}</Link></>}>
      <svg viewBox={`0 0 ${BINS * 10} 64`} preserveAspectRatio="none" className="h-16 w-full" role="img" aria-label={`${opened} alarms opened, ${sum((each) => each.alarms.critical)} of them critical; ${begun} heals began`}>
        {all.map((bin, index) => {
          let top = 48;
          return (
            <g key={bin.startMs}>
              <title>{`${hourMinute(bin.startMs)}: ${SEVERITIES.map((each) => `${bin.alarms[each]} ${each}`).join(", ")}, ${bin.heals} heals`}</title>
              <rect x={index * 10} y="0" width="10" height="64" fill="transparent" />
              {[...SEVERITIES].reverse().map((severity) => {
                const height = (bin.alarms[severity] / most) * 46;
                top -= height;
                return height === 0 ? null : <rect key={severity} x={index * 10 + 1} y={top} width="8" height={height} fill={FILL[severity]} />;
              })}
              {bin.heals === 0 ? null : <rect x={index * 10 + 1} y="54" width="8" height="8" fill="var(--accent)" />}
            </g>
          );
        })}
        <line x1="0" x2={BINS * 10} y1="48.5" y2="48.5" stroke="var(--border-strong)" vectorEffect="non-scaling-stroke" />
      </svg>
      <p className="flex justify-between text-xs text-muted" aria-hidden="true">{[0, 12, 24, 36].map((index) => <span key={index}>{hourMinute(all[index]?.startMs)}</span>)}<span>now</span></p>
      <p className="mt-1 flex flex-wrap gap-x-3 text-xs text-muted" aria-hidden="true">{[...SEVERITIES].reverse().map((each) => <span key={each} className="inline-flex items-center gap-1"><span className="inline-block size-2.5" style={{ background: FILL[each] }} />{each} alarm</span>)}<span className="inline-flex items-center gap-1"><span className="inline-block size-2.5 bg-accent" />heal</span></p>
    </Panel>
  );
}
