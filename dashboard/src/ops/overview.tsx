import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useAudit, useHeals, useOpenAlarms, usePrices, useProposedRemedies } from "../api/queries";
import type { PriceOverride, Station } from "../api/types";
import { useServerNow } from "../lib/clock";
import { age, money, number, percent } from "../lib/format";
import { useLive, useStations } from "../live/provider";
import { LazyMap } from "../map/lazy-map";
import { pairsOf } from "../map/pairs";
import { Age, Announce, Empty, ErrorNote, Kpi, PageTitle, Panel, Skeleton, Tag } from "../ui/kit";
import { SeverityMark } from "./alarm-parts";
import { type Need, needs } from "./attention";
import { AuditList } from "./audit-list";
import { EventStrip } from "./event-strip";
import { TopRisk } from "./top-risk";

export function Overview() {
  const stations = useStations();
  const { loaded, error, reload } = useLive();
  const navigate = useNavigate({ from: "/ops" });
  const prices = usePrices(true);
  const audit = useAudit(50);
  const now = useServerNow(5000);
  const [hover, setHover] = useState<string | null>(null);
  const alarms = useOpenAlarms();
  const remedies = useProposedRemedies();
  const heals = useHeals();
  const queue = useMemo(() => needs({ alarms: alarms.data ?? [], stations, remedies: remedies.data?.items ?? [], audit: audit.data?.items ?? [] }, now), [alarms.data, stations, remedies.data, audit.data, now]);
  const pairs = useMemo(() => pairsOf(prices.data?.items ?? []), [prices.data]);
  const own = useMemo(() => (audit.data?.items ?? []).filter((each) => each.actor_kind === "autopilot").slice(0, 12), [audit.data]);

  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <PageTitle title="Overview" />
        <p className="text-sm text-muted">{loaded ? <Summary stations={stations} /> : null}</p>
      </div>
      {error === null ? null : <ErrorNote what="Stations could not be loaded:" error={error} onRetry={reload} kept={loaded ? "What is shown is older." : ""} />}
      {loaded && stations.length === 0 ? <FirstRun /> : null}
      <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,1fr)_minmax(23rem,38%)]">
        <div className="flex min-w-0 flex-col gap-3">
          <NeedsYou queue={queue} healing={stations.filter((each) => each.heal?.role === "stressed").length} loaded={loaded && alarms.data !== undefined} error={alarms.error} onRetry={() => void alarms.refetch()} onHover={setHover} />
          <TopRisk stations={stations} />
          <EventStrip heals={heals.data?.items ?? []} />
          <Panel title="Autopilot log" flush aside={<Link to="/ops/audit" search={{ kind: "autopilot" }} className="text-accent underline">all of it</Link>}>
            {audit.error === null ? null : <div className="p-3"><ErrorNote what="The log could not be loaded:" error={audit.error} onRetry={() => void audit.refetch()} /></div>}
            {audit.isPending ? <Skeleton lines={3} /> : null}
            {audit.data !== undefined && own.length === 0 ? <Empty title="The autopilot has done nothing lately">Each surge, limit and their way back is written here.</Empty> : null}
            <AuditList entries={own} />
          </Panel>
        </div>
        <div className="order-first flex min-w-0 flex-col gap-3 xl:order-none xl:sticky xl:top-4">
          {loaded ? <Tiles stations={stations} active={prices.data?.items ?? []} /> : <Skeleton lines={5} height={40} />}
          <Panel title="Map" flush className="relative h-80 xl:h-[calc(100dvh-20rem)] xl:min-h-80" aside={<><Legend /><Link to="/ops/map" className="text-accent underline">large</Link></>}>
            <LazyMap label="Map of the stations" stations={stations} pairs={pairs} selected={hover} risk onHover={setHover} onSelect={(id) => void navigate({ to: "/ops/stations/$id", params: { id } })} />
          </Panel>
        </div>
      </div>
      <Announce text={loaded ? `${queue.filter((each) => each.severity === "critical").length} critical and ${queue.filter((each) => each.severity !== "critical").length} other matters need you` : ""} />
    </>
  );
}

function FirstRun() {
  return (
    <section aria-label="First steps" className="card flex flex-wrap items-center justify-between gap-3 border-accent p-4">
      <div><h2 className="text-md">No charger is here yet</h2><p className="text-muted">Put down a station, set the address in a charger, and watch it come in.</p></div>
      <Link to="/ops/connect" className="rounded-sm bg-accent px-4 py-2 font-medium text-on-accent">Connect the first charger</Link>
    </section>
  );
}

function Summary({ stations }: { stations: readonly Station[] }) {
  const cities = new Set(stations.map((each) => each.city)).size;
  const ports = stations.reduce((sum, each) => sum + each.ports.total, 0);
  return <>{number(stations.length)} stations, {number(ports)} ports in {cities} {cities === 1 ? "city" : "cities"}</>;
}

function NeedsYou({ queue, healing, loaded, error, onRetry, onHover }: { queue: Need[]; healing: number; loaded: boolean; error: unknown; onRetry: () => void; onHover: (id: string | null) => void }) {
  const [all, setAll] = useState(false);
  const shown = all ? queue : queue.slice(0, 6);
  return (
    <Panel title={`Needs you${queue.length > 0 ? ` (${queue.length})` : ""}`} flush aside={<>{queue.length > 6 ? <button type="button" className="text-accent underline" onClick={() => setAll(!all)}>{all ? "Show the first 6" : `Show all ${queue.length}`}</button> : null}<Link to="/ops/alarms" className="text-accent underline">alarms</Link></>}>
      {error === null ? null : <div className="p-3"><ErrorNote what="Alarms could not be loaded:" error={error} onRetry={onRetry} /></div>}
      {!loaded && error === null ? <Skeleton lines={3} height={36} /> : null}
      {loaded && queue.length === 0 ? <Empty title="Nothing needs you now">{healing === 0 ? "No alarm waits for a person." : `${healing} ${healing === 1 ? "station is" : "stations are"} being healed by the autopilot.`} <Link to="/ops/alarms" search={{ show: "open" }} className="text-accent underline">All open alarms</Link></Empty> : null}
      <ul>
        {shown.map((need) => (
          <li key={need.key} data-need={need.key} className="flex items-center gap-3 border-b px-3 py-2 last:border-b-0 hover:bg-sunken" onMouseEnter={() => onHover(need.stationId)} onMouseLeave={() => onHover(null)}>
            <span className="w-[4.75rem] shrink-0"><SeverityMark severity={need.severity} /></span>
            <span className="min-w-0 flex-1">
              <Link to={need.href} className="font-medium hover:underline">{need.title}</Link>
              <span className="block text-sm text-muted">{need.detail}</span>
            </span>
            <span className="hidden shrink-0 text-sm text-muted sm:block"><Age at={need.at} /></span>
            <Link to={need.href} className="shrink-0 text-sm text-accent underline" aria-label={`${need.act}: ${need.title}`}>{need.act}</Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Tiles({ stations, active }: { stations: readonly Station[]; active: readonly PriceOverride[] }) {
  const now = useServerNow(1000);
  const total = stations.reduce((sum, each) => sum + each.ports.total, 0);
  const down = stations.reduce((sum, each) => sum + each.ports.out_of_service, 0);
  const risky = stations.filter((each) => each.risk !== null && each.risk.level !== "low");
  const critical = risky.filter((each) => each.risk?.level === "critical").length;
  const surges = active.filter((each) => each.kind === "surge" && each.state === "active").length;
  const discounts = active.filter((each) => each.kind === "discount" && each.state === "active").length;
  const revenue = stations.reduce((sum, each) => sum + Number(each.revenue_at_risk_per_h ?? 0), 0);
  const currency = stations.find((each) => each.price !== null)?.price?.currency ?? "USD";
  const seen = stations.map((each) => Date.parse(each.last_seen_at ?? "")).filter(Number.isFinite).sort((a, b) => b - a);
  const iso = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());
  return (
    <dl className="card m-0 grid grid-cols-2 gap-px overflow-hidden bg-border sm:grid-cols-3 xl:grid-cols-2">
      <Kpi label="Ports up" value={total === 0 ? "–" : percent((total - down) / total)} note={down === 0 ? `all ${total}` : `${down} of ${total} down`} />
      <Kpi label="Stations at risk" value={number(risky.length)} note={critical > 0 ? `${critical} critical` : "none critical"} {...(critical > 0 ? { tone: "offline" as const } : {})} />
      <Kpi label="Active surges" value={number(surges)} note={`${discounts} lowered for them`} {...(surges > 0 ? { tone: "surge" as const } : {})} />
      <Kpi label="Revenue at risk" value={money(revenue, currency)} note="per hour, predicted" />
      <Kpi label="Data age" value={age(iso(seen[0]), now)} note={`half the stations: ${age(iso(seen[Math.floor(seen.length / 2)]), now)}`} />
      <Kpi label="Load" value={`${number(stations.reduce((sum, each) => sum + (each.load_kw ?? 0), 0))} kW`} note={`of ${number(stations.reduce((sum, each) => sum + (each.rated_kw ?? 0), 0))} kW rated`} />
    </dl>
  );
}

function Legend() {
  return (
    <span className="flex flex-wrap items-center gap-2 text-xs" aria-hidden="true">
      <span className="inline-flex items-center gap-1">risk
        {(["watch", "high", "critical"] as const).map((level) => <span key={level} className="inline-block size-3 rounded-full border border-text" style={{ background: `var(--risk-${level})` }} title={level} />)}
      </span>
      <Tag>▲ surge</Tag><Tag>▼ discount</Tag>
    </span>
  );
}
