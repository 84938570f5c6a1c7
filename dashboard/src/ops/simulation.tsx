import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { canAct } from "../api/permissions";
import { useAudit, useConfig, useHeals, useMe, usePrices, useScenarios, useStationDetail } from "../api/queries";
import type { RunningScenario, Station } from "../api/types";
import { useStation, useStations } from "../live/provider";
import { Choice } from "../ui/form";
import { Button, Empty, ErrorNote, PageTitle, Panel, Simulated } from "../ui/kit";
import { AuditList } from "./audit-list";
import { ChainRibbon, StressDialog } from "./stress";
import { isInjection, useChain } from "./use-chain";
import { useStationLog } from "./use-station-log";
import { useTelemetry } from "./use-telemetry";

/** What can be injected, what runs, and what each followed from it. */
export function Simulation() {
  const config = useConfig();
  const me = useMe();
  const enabled = config.data?.simulator.enabled === true;
  const scenarios = useScenarios(enabled);
  const stations = useStations();
  const simulated = useMemo(() => stations.filter((each) => each.simulated), [stations]);
  const audit = useAudit(200, "station");
  const [chosen, setChosen] = useState<string | undefined>();
  const [asking, setAsking] = useState(false);
  const station = simulated.find((each) => each.id === chosen);
  const running = scenarios.data?.running ?? [];
  const lately = useMemo(() => [...new Set((audit.data?.items ?? []).filter(isInjection).map((each) => each.object_id))].filter((id) => running.every((each) => each.station_id !== id)).slice(0, 4), [audit.data, running]);
  if (!enabled) return <><PageTitle title="Simulation" /><Empty title="No simulator is joined to this network">Real chargers cannot be stressed from here. The demo comes with one: ./sntry demo.</Empty></>;
  return (
    <>
      <div className="flex flex-wrap items-center gap-3"><PageTitle title="Simulation" /><Simulated /></div>
      {scenarios.error === null ? null : <ErrorNote what="The simulator does not answer:" error={scenarios.error} onRetry={() => void scenarios.refetch()} />}
      <Panel title="What can be injected" aside={canAct(me.data) ? null : <span>an operator may start one</span>}>
        <ul className="grid gap-3 lg:grid-cols-2">
          {(scenarios.data?.items ?? []).map((each) => <li key={each.name} className="rounded-sm border p-3"><h3 className="text-base">{each.title}</h3><p className="text-muted">{each.description}</p></li>)}
        </ul>
        {canAct(me.data) ? (
          <p className="mt-3 flex flex-wrap items-center gap-2">
            <Choice label="Station to stress" any="Choose an emulated station" value={chosen} options={simulated.map((each) => [each.id, `${each.name}, ${each.city_name}`] as const)} onChange={setChosen} />
            <Button variant="primary" disabled={station === undefined} onClick={() => setAsking(true)}>Simulate stress</Button>
          </p>
        ) : null}
      </Panel>
      {running.length === 0 && lately.length === 0 ? <Panel title="Chains"><Empty title="Nothing was injected lately">Start a scenario and follow what it leads to, step by step.</Empty></Panel> : null}
      {running.map((each) => <RunningChain key={each.id} id={each.station_id} running={each} />)}
      {lately.map((id) => <RunningChain key={id} id={id} running={undefined} />)}
      <Panel title="Injections in the audit" flush>
        <AuditList entries={(audit.data?.items ?? []).filter((each) => each.act.startsWith("sim")).slice(0, 20)} />
        {audit.data !== undefined && !audit.data.items.some((each) => each.act.startsWith("sim")) ? <Empty title="None yet" /> : null}
      </Panel>
      {station === undefined ? null : <StressDialog station={station} scenarios={scenarios.data} open={asking} onClose={() => setAsking(false)} />}
    </>
  );
}

function RunningChain({ id, running }: { id: string; running: RunningScenario | undefined }) {
  const station = useStation(id);
  return station === undefined ? null : <Chain station={station} running={running} />;
}

function Chain({ station, running }: { station: Station; running: RunningScenario | undefined }) {
  const me = useMe();
  const { query, points } = useTelemetry(station, "3h");
  const prices = usePrices(false);
  const heals = useHeals();
  const detail = useStationDetail(station.id);
  const log = useStationLog(station.id, detail.data);
  const steps = useChain(station, points, query.data?.prices, prices.data?.items, heals.data?.items, log.entries, running?.started_at);
  if (steps === null) return null;
  return (
    <div>
      <h2 className="mb-1 text-base"><Link to="/ops/stations/$id" params={{ id: station.id }} className="text-accent underline">{station.name}</Link> <span className="font-normal text-muted">{station.city_name}</span></h2>
      <ChainRibbon steps={steps} running={running} mayStop={canAct(me.data)} />
    </div>
  );
}
