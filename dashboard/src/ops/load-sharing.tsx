import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useThing } from "../api/list";
import { useAudit, useStationDetail } from "../api/queries";
import type { Connector, GridArea, LimitNow, StationSharing } from "../api/types";
import { TimeChart } from "../charts/time-chart";
import { useServerNow } from "../lib/clock";
import { kw, percent } from "../lib/format";
import { RANGE_S } from "../lib/search";
import { plain } from "../lib/words";
import { useStation, useStations } from "../live/provider";
import { Choice, Fact, Facts } from "../ui/form";
import { Age, Empty, ErrorNote, PageTitle, Panel, Skeleton, Tag, Time } from "../ui/kit";
import { DataTable } from "../ui/table";
import { AuditList } from "./audit-list";
import { columns } from "./telemetry-data";
import { useTelemetry } from "./use-telemetry";

const watts = (value: number | null | undefined) => kw(value === null || value === undefined ? null : value / 1000);

export function LoadSharing() {
  const { station: asked } = useSearch({ from: "/ops/load" });
  const navigate = useNavigate({ from: "/ops/load" });
  const stations = useStations();
  const busiest = useMemo(() => [...stations].sort((a, b) => use(b) - use(a) || a.id.localeCompare(b.id)), [stations]);
  const id = asked ?? busiest[0]?.id;
  return (
    <>
      <div className="flex flex-wrap items-center gap-3"><PageTitle title="Load sharing" />
        <Choice label="Station" value={id} options={busiest.map((each) => [each.id, `${each.name}: ${kw(each.load_kw)} of ${kw(each.rated_kw)}`] as const)} onChange={(station) => void navigate({ search: station === undefined ? {} : { station }, replace: true })} />
      </div>
      {id === undefined ? <Empty title="No station is here yet" /> : <OneStation key={id} id={id} />}
      <Areas />
    </>
  );
}

function use(station: { load_kw: number | null; rated_kw: number | null }): number {
  return (station.load_kw ?? 0) / Math.max(1, station.rated_kw ?? 1);
}

function limitText(limit: LimitNow): string {
  return [limit.power_w === null ? "" : watts(limit.power_w), limit.phase_a === null ? "" : `${limit.phase_a} A a phase`].filter(Boolean).join(", ") || "none";
}

function OneStation({ id }: { id: string }) {
  const sharing = useThing<StationSharing>(`/stations/${encodeURIComponent(id)}/load-sharing`, { everyMs: 5000 });
  const detail = useStationDetail(id);
  const station = useStation(id);
  const data = sharing.data;
  const connectors = useMemo(() => new Map((detail.data?.chargers ?? []).flatMap((charger) => charger.connectors.map((each) => [`${charger.id} ${each.id}`, each] as const))), [detail.data]);
  if (data === undefined) return sharing.error === null ? <Skeleton lines={6} height={36} /> : <ErrorNote what="Load sharing could not be loaded:" error={sharing.error} onRetry={() => void sharing.refetch()} />;
  const given = data.shares.reduce((sum, each) => sum + each.limit_w, 0);
  return (
    <>
      {sharing.error === null ? null : <ErrorNote what="Load sharing could not be loaded again:" error={sharing.error} onRetry={() => void sharing.refetch()} kept="What is shown is older." />}
      <Facts>
        <Fact label="Limit of the site" note={data.limit.reason}>{limitText(data.limit)}</Fact>
        <Fact label="Load measured" note={station?.load_kw === null || station === undefined || data.limit.power_w === null ? "" : `${percent((station.load_kw * 1000) / data.limit.power_w)} of the limit`}>{kw(station?.load_kw)}</Fact>
        <Fact label="Given to sessions" note={`${data.shares.length} sessions, ${data.shares.filter((each) => each.is_paused).length} paused`}>{data.shares.length === 0 ? "–" : watts(given)}</Fact>
        <Fact label="Grid area" note={data.area === null ? "hangs on none" : data.area.limit.reason}>{data.area === null ? "–" : `${data.area.name}: ${limitText(data.area.limit)}`}</Fact>
        <Fact label="Signal from outside" note={data.signal === null ? "none was told" : <>{data.signal.source}, <Age at={data.signal.at} /></>}>{data.signal === null ? "–" : watts(data.signal.limit_w)}</Fact>
      </Facts>
      <Panel title="Shares" flush aside={<Link to="/ops/stations/$id" params={{ id }} className="text-accent underline">{station?.name ?? id}</Link>}>
        {data.shares.length === 0 ? <Empty title="No session needs a share now">Shares are given while sessions run at a site whose chargers can exceed its limit.</Empty> : (
          <DataTable
            caption="Shares of sessions" rows={data.shares} rowKey={(each) => `${each.charge_point_id} ${each.connector_id}`}
            columns={[
              { key: "port", word: "Port", cell: (each) => <Link to="/ops/chargers/$id" params={{ id: each.charge_point_id }} className="font-mono text-sm hover:underline">{each.charge_point_id} · {each.connector_id}</Link> },
              { key: "share", word: "Share", right: true, cell: (each) => (each.is_paused ? <strong className="text-partial">paused</strong> : watts(each.limit_w)) },
              { key: "measured", word: "Measured", right: true, cell: (each) => watts(power(connectors.get(`${each.charge_point_id} ${each.connector_id}`))) },
              { key: "use", word: "Of it", show: "hidden sm:table-cell", cell: (each) => <Share used={power(connectors.get(`${each.charge_point_id} ${each.connector_id}`))} limit={each.limit_w} /> },
              { key: "took", word: "Charger", show: "hidden md:table-cell", cell: (each) => (each.accepted ? <span className="text-operational">took {each.accepted_value} {each.accepted_unit}</span> : <span className="text-partial">not accepted yet</span>) },
              { key: "until", word: "Decided", show: "hidden lg:table-cell", cell: (each) => <span className="text-sm text-muted"><Time at={each.decided_at} /></span> },
              { key: "why", word: "Why", show: "hidden md:table-cell", cell: (each) => <span className="text-sm text-muted">{each.reason}</span> },
            ]}
          />
        )}
        {data.defaults.some((each) => each.refused_at !== null) ? <p className="border-t p-3 text-sm text-partial">Take no limits and count at their rated power: {data.defaults.filter((each) => each.refused_at !== null).map((each) => each.charge_point_id).join(", ")}</p> : null}
      </Panel>
      {station === undefined ? null : <Past id={id} limitKw={data.limit.power_w === null ? null : data.limit.power_w / 1000} />}
    </>
  );
}

function power(connector: Connector | undefined): number | null {
  return connector === undefined || !/^(Charging|Suspended)/.test(connector.status) ? null : connector.power_w;
}

function Share({ used, limit }: { used: number | null; limit: number }) {
  const ratio = used === null || limit <= 0 ? 0 : Math.min(1, used / limit);
  return <svg viewBox="0 0 100 10" preserveAspectRatio="none" className="h-2.5 w-24" aria-hidden="true"><rect width="100" height="10" fill="var(--sunken)" /><rect width={ratio * 100} height="10" fill="var(--series-1)" /></svg>;
}

/** Three hours of load and of what was offered under the limit, and what was decided. */
function Past({ id, limitKw }: { id: string; limitKw: number | null }) {
  const station = useStation(id);
  return station === undefined ? null : <PastOf station={station} limitKw={limitKw} />;
}

function PastOf({ station, limitKw }: { station: NonNullable<ReturnType<typeof useStation>>; limitKw: number | null }) {
  const { query: telemetry, points } = useTelemetry(station, "3h");
  const audit = useAudit(60, "station", station.id);
  const nowS = useServerNow(5000) / 1000;
  const data = useMemo(() => columns(points, [(p) => p.load_kw, (p) => p.offered_kw, () => limitKw]), [points, limitKw]);
  const most = Math.max(10, limitKw ?? 0, station.rated_kw ?? 0) * 1.08;
  const decided = (audit.data?.items ?? []).filter((each) => /^(load|share|sharing|limit)/.test(each.act)).slice(0, 15);
  return (
    <Panel title="The last three hours">
      {telemetry.error === null ? null : <ErrorNote what="Telemetry could not be loaded:" error={telemetry.error} onRetry={() => void telemetry.refetch()} />}
      {points.length === 0 ? <Empty title="Nothing was measured yet" /> : (
        <TimeChart
          label="Load under the limit" summary={`${points.length} points; now ${kw(station.load_kw)} of ${kw(limitKw)}.`} data={data} span={[nowS - RANGE_S["3h"], nowS]} height={190} sync={`share ${station.id}`}
          scales={[{ key: "kw", side: "left", tick: (value) => `${Math.round(value)} kW`, range: [0, most] }]}
          series={[
            { label: "Load", color: "series-1", scale: "kw", fill: true, text: (value) => kw(value) },
            { label: "Offered", color: "series-3", scale: "kw", dash: [7, 4], step: true, text: (value) => kw(value) },
            { label: "Limit now", color: "offline-ink", scale: "kw", dash: [2, 3], text: (value) => kw(value) },
          ]}
        />
      )}
      {decided.length === 0 ? null : <AuditList entries={decided} place={false} />}
    </Panel>
  );
}

function Areas() {
  const areas = useThing<{ items: GridArea[] }>("/grid-areas", { everyMs: 15_000 });
  const items = areas.data?.items ?? [];
  return (
    <Panel title={`Grid areas${items.length > 0 ? ` (${items.length})` : ""}`} flush>
      {areas.error === null ? null : <div className="p-3"><ErrorNote what="Grid areas could not be loaded:" error={areas.error} onRetry={() => void areas.refetch()} /></div>}
      {areas.data !== undefined && items.length === 0 ? <Empty title="No grid area is put down">Several stations can share one limit of the grid; <code className="font-mono text-xs">sntry api PUT /grid-areas/…</code> makes one.</Empty> : null}
      <ul className="divide-y">{items.map((each) => <li key={each.id} className="flex flex-wrap items-center gap-x-3 px-3 py-1.5"><span className="font-medium">{each.name}</span><Tag>{each.id}</Tag><span>{limitText(each.limit)}</span><span className="text-sm text-muted">{each.limit.reason}{each.hours === undefined || each.hours.length === 0 ? "" : `; ${each.hours.length} ${each.hours.length === 1 ? "rule" : "rules"} of hours`}, {plain(each.time_zone)}</span></li>)}</ul>
    </Panel>
  );
}
