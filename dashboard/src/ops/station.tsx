import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useConfig, useHeals, useMe, useOpenAlarms, usePrices, useScenarios, useStationDetail } from "../api/queries";
import { ApiError, send } from "../api/client";
import { useAct, useThing } from "../api/list";
import { canAct, canAdminister } from "../api/permissions";
import type { PriceOverride, Station, StationDetail, StationSettings } from "../api/types";
import { useUnit } from "../lib/device";
import { hourMinute, kw, money, percent, priceDelta, temperature } from "../lib/format";
import { plain, reasonText } from "../lib/words";
import { useStation } from "../live/provider";
import { Age, Announce, Button, Empty, ErrorNote, PageTitle, Panel, Simulated, Skeleton, Time } from "../ui/kit";
import { PriceChip, RiskBar, StateLabel } from "../ui/glyphs";
import { AskButton, Fact, Facts as FactList } from "../ui/form";
import { ShareButton } from "../ui/share";
import { AlarmState, SeverityMark } from "./alarm-parts";
import { topicTitle } from "./alarm-words";
import { AuditList } from "./audit-list";
import { ChargerRows } from "./charger-rows";
import { ChainRibbon, StressDialog } from "./stress";
import { HealButton } from "./top-risk";
import { TelemetryPanel } from "./telemetry-panel";
import { useChain } from "./use-chain";
import { useStationLog } from "./use-station-log";
import { useTelemetry } from "./use-telemetry";
import { WhatIf } from "./what-if";
import { Why } from "./why";

export function StationPage() {
  const { id } = useParams({ from: "/ops/stations/$id" });
  const live = useStation(id);
  const detail = useStationDetail(id);
  const shown = live ?? detail.data;
  const gone = detail.error instanceof ApiError && detail.error.status === 404;

  // Chargers and connectors are not in the patch: read them again when the station changed, not oftener than this.
  const { refetch } = detail;
  const changed = live?.last_seen_at ?? "";
  useDebounced(changed, 3000, () => void refetch());

  if (gone) return <><PageTitle title="Station not found" /><Empty title={`No station is called ${id}`}><Link to="/ops" className="text-accent underline">All stations</Link></Empty></>;
  if (shown === undefined) {
    return <><PageTitle title="Station" />{detail.error === null ? <Skeleton lines={8} height={48} /> : <ErrorNote what="The station could not be loaded:" error={detail.error} onRetry={() => void detail.refetch()} />}</>;
  }
  return <Body key={id} station={shown} detail={detail.data} detailError={detail.error} retry={() => void detail.refetch()} />;
}

function useDebounced(value: string, everyMs: number, run: () => void): void {
  const [last, setLast] = useState(0);
  useEffect(() => {
    const wait = Math.max(0, last + everyMs - performance.now());
    const timer = setTimeout(() => {
      setLast(performance.now());
      if (value !== "") run();
    }, wait);
    return () => clearTimeout(timer);
    // a new value, not a new function, is what asks for it
  }, [value]);
}

function Body({ station, detail, detailError, retry }: { station: Station; detail: StationDetail | undefined; detailError: unknown; retry: () => void }) {
  const search = useSearch({ from: "/ops/stations/$id" });
  const navigate = useNavigate({ from: "/ops/stations/$id" });
  const range = search.t ?? "3h";
  const { query: telemetry, points } = useTelemetry(station, range);
  const prices = usePrices(false);
  const heals = useHeals();
  const config = useConfig();
  const me = useMe();
  const simulable = station.simulated && config.data?.simulator.enabled === true;
  const scenarios = useScenarios(simulable);
  const log = useStationLog(station.id, detail);
  const [asking, setAsking] = useState(false);
  const own = useMemo(() => (prices.data?.items ?? []).filter((each) => each.station_id === station.id), [prices.data, station.id]);
  const running = scenarios.data?.running.find((each) => each.station_id === station.id);
  const steps = useChain(station, points, telemetry.data?.prices, prices.data?.items, heals.data?.items, log.entries, running?.started_at);
  const chargers = detail?.chargers ?? [];

  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="text-sm"><Link to="/ops" activeOptions={{ exact: true }} className="text-accent underline decoration-1 underline-offset-2">Overview</Link><span className="text-muted"> / {station.city_name}</span></p>
          <PageTitle title={station.name} className="text-xl" />
          <p className="flex flex-wrap items-center gap-2 text-sm text-muted"><span className="font-mono text-xs">{station.id}</span>{[station.network, station.location_type, station.charger_type].filter(Boolean).join(" · ")}{station.simulated ? <Simulated /> : null}</p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <ShareButton />
          {canAct(me.data) ? <HealButton station={station} size="md" /> : null}
          {canAdminister(me.data) ? <Maintenance station={station} /> : null}
          {simulable && canAct(me.data) ? <Button onClick={() => setAsking(true)} disabled={running !== undefined}>Simulate stress</Button> : null}
        </div>
      </div>
      <OpenAlarms station={station.id} />
      <Facts station={station} />
      {steps === null ? null : <ChainRibbon steps={steps} running={running} mayStop={canAct(me.data)} />}
      {detailError === null || detailError === undefined ? null : <ErrorNote what="Chargers could not be loaded:" error={detailError} onRetry={retry} kept={chargers.length > 0 ? "Those shown are older." : ""} />}
      <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <TelemetryPanel station={station} range={range} onRange={(t) => void navigate({ search: { t }, replace: true })} telemetry={telemetry.data} points={points} overrides={own} error={telemetry.error} retry={() => void telemetry.refetch()} />
        <div className="flex flex-col gap-3">
          <Why chargers={chargers} />
          <Tariff station={station} overrides={own} error={prices.error} retry={() => void prices.refetch()} />
        </div>
      </div>
      <WhatIf station={station} />
      {detail === undefined ? <Panel title="Chargers"><Skeleton lines={3} height={40} /></Panel> : <ChargerRows chargers={chargers} currency={station.price?.currency ?? "USD"} />}
      <Panel title="Log" flush aside={<Link to="/ops/audit" search={{ type: "station", id: station.id }} className="text-accent underline">in the audit</Link>}>
        {log.error === null ? null : <div className="p-3"><ErrorNote what="The log could not be loaded:" error={log.error} onRetry={log.retry} /></div>}
        {log.error === null && !log.pending && log.entries.length === 0 ? <Empty title="Nothing was done here yet" /> : null}
        <AuditList entries={log.entries.slice(0, 60)} place={false} />
      </Panel>
      <StressDialog station={station} scenarios={scenarios.data} open={asking} onClose={() => setAsking(false)} />
      <Announce text={`${station.name}: risk ${station.risk?.level ?? "not scored"}, price ${money(station.price?.per_kwh, station.price?.currency ?? "USD")}`} />
    </>
  );
}

/** What is open here, each a way to its evidence. */
function OpenAlarms({ station }: { station: string }) {
  const own = (useOpenAlarms().data ?? []).filter((each) => each.stations.includes(station));
  if (own.length === 0) return null;
  return (
    <ul aria-label="Open alarms" className="flex flex-wrap gap-2">
      {own.map((each) => <li key={each.id} className="flex items-center gap-2 rounded-sm border px-2 py-1"><SeverityMark severity={each.severity} /><Link to="/ops/alarms/$id" params={{ id: String(each.id) }} className="font-medium text-accent underline">{topicTitle(each)}</Link><AlarmState alarm={each} /></li>)}
    </ul>
  );
}

/** Take the whole station out, or put it back: new sessions are refused while it is out. */
function Maintenance({ station }: { station: Station }) {
  const path = `/stations/${encodeURIComponent(station.id)}/settings`;
  const settings = useThing<StationSettings>(path);
  const out = station.state === "under_maintenance";
  const change = useAct(() => send("PUT", path, { ...settings.data, under_maintenance: !out }), ["stations", "station", "audit"]);
  return out
    ? <AskButton label="Put in service" size="md" disabled={settings.data === undefined} title={`Put ${station.name} in service?`} word="Put in service" busy={change.isPending} error={change.error} onDo={() => change.mutate()}>Drivers find it again and sessions may begin.</AskButton>
    : <AskButton label="Take out" size="md" danger disabled={settings.data === undefined} title={`Take ${station.name} out of service?`} word="Take out" busy={change.isPending} error={change.error} onDo={() => change.mutate()}>It is shown as under maintenance, gets no drivers from neighbours, and is not healed. Running sessions go on.</AskButton>;
}

function Facts({ station }: { station: Station }) {
  const unit = useUnit();
  const price = station.price;
  const delta = price === null ? null : priceDelta(price.per_kwh, price.base_per_kwh);
  return (
    <FactList>
      <Fact label="State" note={<>{station.ports.available} of {station.ports.total} ports free{station.ports.out_of_service > 0 ? `, ${station.ports.out_of_service} down` : ""}</>}><StateLabel state={station.state} /></Fact>
      <Fact label="Risk within the hour" note={<>{station.risk?.cause ? plain(station.risk.cause) : "no likely cause"}</>}><RiskBar risk={station.risk} wide /></Fact>
      <Fact label="Price now" note={<>{price === null || price.kind === "base" ? "base price" : `base ${money(price.base_per_kwh, price.currency)}${price.until === null ? "" : `, until ${hourMinute(price.until)}`}`}</>}><span className="flex flex-wrap items-center gap-2">{money(price?.per_kwh, price?.currency ?? "USD")}{price === null ? null : <PriceChip kind={price.kind} delta={delta} />}</span></Fact>
      <Fact label="Power" note={<>{station.limit_kw === null ? `no limit, ${kw(station.rated_kw)} rated` : <strong className="font-semibold text-text">limited to {kw(station.limit_kw)} of {kw(station.rated_kw)}</strong>}</>}>{kw(station.load_kw)}</Fact>
      <Fact label="Temperature inside" note={<>air {temperature(station.ambient_c, unit)}</>}>{temperature(station.temperature_c, unit)}</Fact>
      <Fact label="Used" note={<>{station.wait_min === null ? "wait unknown" : `wait ≈ ${Math.round(station.wait_min)} min`} · seen <Age at={station.last_seen_at} /></>}>{percent(station.utilisation)}</Fact>
    </FactList>
  );
}

function Tariff({ station, overrides, error, retry }: { station: Station; overrides: readonly PriceOverride[]; error: unknown; retry: () => void }) {
  return (
    <Panel title="Price changes" flush>
      {error === null ? null : <div className="p-3"><ErrorNote what="Prices could not be loaded:" error={error} onRetry={retry} /></div>}
      {error === null && overrides.length === 0 ? <Empty title="Base price all along">{money(station.price?.base_per_kwh, station.price?.currency ?? "USD")} per kWh</Empty> : null}
      <ul className="divide-y">
        {overrides.slice(0, 8).map((each) => (
          <li key={each.id} className="px-3 py-2 text-sm">
            <p className="flex flex-wrap items-center gap-2"><Time at={each.start_at} /><PriceChip kind={each.kind} delta={priceDelta(each.price_per_kwh, each.base_per_kwh)} /><span>{money(each.base_per_kwh, each.currency)} → {money(each.price_per_kwh, each.currency)}</span><span className="ml-auto text-muted">{each.ended_at === null ? `${each.state}, until ${hourMinute(each.until_at)}` : `ended ${hourMinute(each.ended_at)}`}</span></p>
            {each.paired_station_id === null ? null : <p className="text-muted">paired with <Link to="/ops/stations/$id" params={{ id: each.paired_station_id }} className="text-accent underline decoration-1 underline-offset-2">{each.paired_station_id}</Link></p>}
            <p className="text-muted">{each.reasons.map(reasonText).join("; ")}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
