import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAct } from "../api/list";
import { send } from "../api/client";
import { canAct } from "../api/permissions";
import { useConfig, useMe, useScenarios } from "../api/queries";
import type { Station } from "../api/types";
import { kw, money, percent } from "../lib/format";
import { plain } from "../lib/words";
import { AskButton } from "../ui/form";
import { Button, Empty, Panel, Simulated } from "../ui/kit";
import { StressDialog } from "./stress";

const SHOWN = 6;

/** The stations most likely to fail within the hour, as bars, with what can be done at each. */
export function TopRisk({ stations }: { stations: readonly Station[] }) {
  const config = useConfig();
  const me = useMe();
  const may = canAct(me.data);
  const simulator = config.data?.simulator.enabled === true && may;
  const scenarios = useScenarios(simulator);
  const [asked, setAsked] = useState<Station | null>(null);
  const top = [...stations].filter((each) => each.risk !== null).sort((a, b) => (b.risk?.value ?? 0) - (a.risk?.value ?? 0)).slice(0, SHOWN);
  const running = new Set(scenarios.data?.running.map((each) => each.station_id));
  return (
    <Panel title="Highest risk within the hour" flush aside={<Link to="/ops/stations" search={{ sort: "-risk" }} className="text-accent underline">all by risk</Link>}>
      {top.length === 0 ? <Empty title="Nothing is scored yet">Edges score every ten seconds.</Empty> : null}
      <ol>
        {top.map((station) => (
          <li key={station.id} data-top-risk={station.id} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-b px-3 py-2 last:border-b-0">
            <div className="min-w-0">
              <p className="flex items-center gap-2"><Link to="/ops/stations/$id" params={{ id: station.id }} className="truncate font-medium hover:underline">{station.name}</Link><span className="shrink-0 text-sm text-muted">{station.city_name}</span>{running.has(station.id) ? <Simulated /> : null}</p>
              <RiskLine station={station} />
              <p className="text-sm text-muted">{station.risk?.cause ? plain(station.risk.cause) : "no likely cause"} · {kw(station.load_kw)} of {kw(station.rated_kw)} · {percent(station.utilisation)} used · {money(station.revenue_at_risk_per_h, station.price?.currency ?? "USD")}/h at risk</p>
            </div>
            {may ? <span className="flex flex-col items-stretch gap-1"><HealButton station={station} />{simulator && station.simulated ? <Button size="sm" disabled={running.has(station.id)} aria-label={`Stress ${station.name}`} onClick={() => setAsked(station)}>Stress</Button> : null}</span> : null}
          </li>
        ))}
      </ol>
      {asked === null ? null : <StressDialog station={asked} scenarios={scenarios.data} open onClose={() => setAsked(null)} />}
    </Panel>
  );
}

/** The bar of the risk with the levels of the API as ticks. */
function RiskLine({ station }: { station: Station }) {
  const levels = useConfig().data?.risk_levels;
  const risk = station.risk;
  if (risk === null) return null;
  return (
    <span className="my-1 flex items-center gap-2">
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" className="h-2.5 min-w-0 flex-1" aria-hidden="true">
        <rect width="100" height="10" fill="var(--sunken)" />
        <rect width={risk.value * 100} height="10" fill={`var(--risk-${risk.level})`} />
        {levels === undefined ? null : [levels.watch, levels.high, levels.critical].map((each) => <line key={each.enter} x1={each.enter * 100} x2={each.enter * 100} y1="0" y2="10" stroke="var(--border-strong)" strokeWidth="1" vectorEffect="non-scaling-stroke" />)}
      </svg>
      <span className="w-24 shrink-0 text-sm"><strong className="font-semibold">{risk.value.toFixed(2)}</strong> {risk.level}</span>
    </span>
  );
}

/** What a person may do with the heal that is open here. */
export function HealButton({ station, size = "sm" }: { station: Station; size?: "sm" | "md" }) {
  const heal = station.heal;
  const approve = useAct((id: number) => send("POST", `/heals/${id}/approve`), ["heals", "prices", "audit"]);
  const stop = useAct(({ id, reason }: { id: number; reason: string }) => send("POST", `/heals/${id}/stop`, { reason }), ["heals", "prices", "audit"]);
  if (heal === null || heal.role !== "stressed" || heal.state === "ended") return null;
  if (heal.state === "proposed") {
    return <AskButton label="Heal" size={size} title={`Heal ${station.name}?`} word="Heal" busy={approve.isPending} error={approve.error} onDo={() => approve.mutate(heal.id)}>Power and price change as proposed, within the guards, and everything is put back by itself.</AskButton>;
  }
  return <AskButton label="Stop heal" size={size} danger reason title={`Stop healing ${station.name}?`} word="Stop heal" busy={stop.isPending} error={stop.error} onDo={(reason) => stop.mutate({ id: heal.id, reason })}>Power limits and prices go back to what they were in the next round of the control loop.</AskButton>;
}
