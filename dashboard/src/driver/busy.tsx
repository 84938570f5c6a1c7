/** When a station is busy, and how reliable it is: what drivers want to know before they set out. */
import { useState } from "react";
import { useThing } from "../api/list";
import type { BusyHours, Reliability } from "../api/types";
import { useServerNow } from "../lib/clock";
import { number, percent } from "../lib/format";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

/** Day (0 = Monday) and hour of an instant on a station's clock. */
export function stationHour(atMs: number, timeZone: string): { day: number; hour: number } {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, weekday: "short", hour: "2-digit", hourCycle: "h23" }).formatToParts(new Date(atMs));
  const of = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return { day: Math.max(0, DAYS.findIndex((each) => each === of("weekday"))), hour: Number(of("hour")) };
}

/** The 24 hours of a day of the week (hours of the week count from Monday, 0:00). */
export function dayOf(busy: BusyHours, day: number): (number | null)[] {
  const byHour = new Map(busy.hours.map((each) => [each.hour, each.utilisation]));
  return Array.from({ length: 24 }, (_, hour) => byHour.get(day * 24 + hour) ?? null);
}

export function Busy({ id }: { id: string }) {
  const busy = useThing<BusyHours>(`/public/stations/${encodeURIComponent(id)}/busy-hours`);
  const now = useServerNow(60_000);
  const [chosen, setChosen] = useState<number | null>(null);
  if (busy.data === undefined || busy.data.hours.every((each) => each.utilisation === null)) return null;
  const here = stationHour(now, busy.data.time_zone);
  const day = chosen ?? here.day;
  const hours = dayOf(busy.data, day);
  return (
    <section className="card p-4" aria-label="Busy hours">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-md">Usually busy</h2>
        <div role="group" aria-label="Day" className="flex flex-wrap gap-1">{DAYS.map((word, index) => <button key={word} type="button" aria-pressed={day === index} onClick={() => setChosen(index)} className={`h-8 rounded-full border px-2.5 text-sm ${day === index ? "border-accent bg-accent text-on-accent" : "border-strong hover:bg-sunken"}`}>{word}</button>)}</div>
      </div>
      <svg viewBox="0 0 480 96" className="mt-2 w-full" role="img" aria-label={`${DAYS[day] ?? ""}: ${hours.map((each, hour) => (each === null ? "" : `${hour}:00 ${percent(each)}`)).filter(Boolean).join(", ")}`}>
        {hours.map((each, hour) => {
          const height = each === null ? 0 : Math.max(1.5, each * 76);
          const current = day === here.day && hour === here.hour;
          return <rect key={hour} x={hour * 20 + 2} y={78 - height} width="16" height={height} fill={current ? "var(--accent)" : "var(--series-1)"} opacity={current ? 1 : 0.45} />;
        })}
        {[0, 6, 12, 18].map((hour) => <text key={hour} x={hour * 20 + 2} y="94" fontSize="12" fill="var(--muted)">{hour}:00</text>)}
      </svg>
      <p className="text-sm text-muted">Share of ports in use by hour, at the station's own time, from {number(busy.data.weeks, busy.data.weeks < 2 ? 1 : 0)} weeks.</p>
    </section>
  );
}

export function ReliabilityNote({ id }: { id: string }) {
  const found = useThing<Reliability>(`/public/stations/${encodeURIComponent(id)}/reliability`);
  const data = found.data;
  if (data === undefined || (data.uptime_pct === null && data.first_attempt_success === null)) return null;
  return (
    <p className="text-sm text-muted">
      {data.uptime_pct === null ? "" : `Ports worked ${number(data.uptime_pct, 1)} % of the last twelve months.`}{" "}
      {data.first_attempt_success === null ? "" : `${percent(data.first_attempt_success)} of charges began at the first attempt.`}
    </p>
  );
}
