import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { query, useThing } from "../api/list";
import type { PastStations, Station } from "../api/types";
import { serverNow } from "../lib/clock";
import type { CsvColumn } from "../lib/csv";
import { dayTime, kwh, money, number, percent } from "../lib/format";
import { HISTORY_MEASURES, type HistorySearch } from "../lib/search";
import { useStations } from "../live/provider";
import { LazyMap } from "../map/lazy-map";
import { Choice, Fact, Facts } from "../ui/form";
import { Button, Empty, ErrorNote, PageTitle, Panel, Skeleton } from "../ui/kit";
import { ShareButton } from "../ui/share";
import { CsvButton, DataTable } from "../ui/table";
import { type Measure, measured, type PastStation, spanOf, weightsOf } from "./past";

const WORDS: Record<Measure, string> = { revenue: "Revenue", energy: "Energy", sessions: "Sessions", used: "Use of ports", heals: "Heals" };
const NO_PAIRS: [] = [];
const MINUTE_MS = 60_000;

/** The network as it was: a month, or days from and to, as list and as map. */
export function History() {
  const search = useSearch({ from: "/ops/history" });
  const navigate = useNavigate({ from: "/ops/history" });
  const set = (change: Partial<Record<keyof HistorySearch, string | undefined>>) => void navigate({ search: (old) => ({ ...old, ...change }) as HistorySearch, replace: true });
  const [openedMs] = useState(() => Math.floor(serverNow() / MINUTE_MS) * MINUTE_MS);
  const span = spanOf(search, openedMs);
  const past = useThing<PastStations>(`/history/stations${query({ from: new Date(span.fromMs).toISOString(), to: new Date(Math.min(span.toMs, openedMs)).toISOString() })}`);
  const by = search.by ?? "revenue";
  const rows = useMemo(() => [...(past.data?.items ?? [])].sort((a, b) => measured(b, by) - measured(a, by) || a.station_id.localeCompare(b.station_id)), [past.data, by]);
  const onMap = search.view === "map";
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <PageTitle title="History" />
        <span className="ml-auto" />
        <label className="inline-flex items-center gap-1.5">Month <input type="month" className="field" value={search.month ?? ""} onChange={(event) => set({ month: event.target.value || undefined, from: undefined, to: undefined })} /></label>
        <label className="inline-flex items-center gap-1.5">or from <input type="date" className="field" value={search.from ?? ""} onChange={(event) => set({ from: event.target.value || undefined, month: undefined })} /></label>
        <label className="inline-flex items-center gap-1.5">to <input type="date" className="field" value={search.to ?? ""} onChange={(event) => set({ to: event.target.value || undefined, month: undefined })} /></label>
        <Choice label="Sorted by" value={by} options={HISTORY_MEASURES.map((each) => [each, WORDS[each]] as const)} onChange={(next) => set({ by: next === "revenue" ? undefined : next })} />
        <Button aria-pressed={onMap} onClick={() => set({ view: onMap ? undefined : "map" })}>{onMap ? "List" : "Map"}</Button>
        <ShareButton />
      </div>
      {past.error === null ? null : <ErrorNote what="The history could not be loaded:" error={past.error} onRetry={() => void past.refetch()} />}
      {past.isPending ? <Skeleton lines={8} /> : null}
      {past.data === undefined ? null : (
        <>
          <p className="text-muted">From {dayTime(past.data.since)} to {dayTime(past.data.until)}</p>
          <Sums rows={rows} />
          {rows.length === 0 ? <Panel title="Stations"><Empty title="No station is known" /></Panel> : onMap ? <PastMap rows={rows} by={by} /> : <PastTable rows={rows} by={by} />}
        </>
      )}
    </>
  );
}

function Sums({ rows }: { rows: readonly PastStation[] }) {
  const sum = (of: (row: PastStation) => number) => rows.reduce((total, each) => total + of(each), 0);
  const used = rows.filter((each) => each.used_ratio !== null);
  return (
    <Facts>
      <Fact label="Revenue" note="of sessions that ended">{money(sum((each) => Number(each.revenue)), rows[0]?.currency ?? "USD")}</Fact>
      <Fact label="Energy">{kwh(sum((each) => each.energy_wh))}</Fact>
      <Fact label="Sessions" note="that began then">{number(sum((each) => each.sessions))}</Fact>
      <Fact label="Use of ports" note="mean of the stations">{percent(used.length === 0 ? null : used.reduce((total, each) => total + (each.used_ratio ?? 0), 0) / used.length)}</Fact>
      <Fact label="Heals" note={`${number(sum((each) => each.surges))} surges`}>{number(sum((each) => each.heals))}</Fact>
    </Facts>
  );
}

function useNames(): Map<string, Station> {
  const stations = useStations();
  return useMemo(() => new Map(stations.map((each) => [each.id, each])), [stations]);
}

function PastTable({ rows, by }: { rows: readonly PastStation[]; by: Measure }) {
  const names = useNames();
  const weights = useMemo(() => weightsOf(rows, by), [rows, by]);
  return (
    <Panel title={`Stations by ${WORDS[by].toLowerCase()}`} flush aside={<CsvButton what="history" columns={CSV} rows={rows} />}>
      <DataTable
        caption="Stations over the span" rows={rows} rowKey={(each) => each.station_id} rowProps={(each) => ({ "data-past": each.station_id })}
        columns={[
          { key: "station", word: "Station", cell: (each) => <><Link to="/ops/stations/$id" params={{ id: each.station_id }} className="font-medium hover:underline">{names.get(each.station_id)?.name ?? each.station_id}</Link> <span className="hidden text-sm text-muted sm:inline">{names.get(each.station_id)?.city_name}</span></> },
          { key: "bar", word: WORDS[by], show: "hidden sm:table-cell", cell: (each) => <svg viewBox="0 0 100 10" preserveAspectRatio="none" className="h-2.5 w-32" aria-hidden="true"><rect width="100" height="10" fill="var(--sunken)" /><rect width={(weights.get(each.station_id) ?? 0) * 100} height="10" fill="var(--series-1)" /></svg> },
          { key: "revenue", word: "Revenue", right: true, cell: (each) => money(each.revenue, each.currency) },
          { key: "energy", word: "Energy", right: true, show: "hidden sm:table-cell", cell: (each) => kwh(each.energy_wh) },
          { key: "sessions", word: "Sessions", right: true, cell: (each) => <Link to="/ops/sessions" search={{ station: each.station_id }} className="hover:underline">{number(each.sessions)}</Link> },
          { key: "used", word: "Used", right: true, show: "hidden md:table-cell", cell: (each) => percent(each.used_ratio) },
          { key: "heals", word: "Heals", right: true, show: "hidden md:table-cell", cell: (each) => number(each.heals) },
          { key: "surges", word: "Surges", right: true, show: "hidden lg:table-cell", cell: (each) => number(each.surges) },
        ]}
      />
    </Panel>
  );
}

function PastMap({ rows, by }: { rows: readonly PastStation[]; by: Measure }) {
  const stations = useStations();
  const navigate = useNavigate();
  const weights = useMemo(() => weightsOf(rows, by), [rows, by]);
  return (
    <Panel title={`${WORDS[by]} on the map`} flush aside={<span>circles: share of the largest station</span>}>
      <div className="h-[60dvh]"><LazyMap label={`${WORDS[by]} by station`} stations={stations} pairs={NO_PAIRS} selected={null} risk={false} weights={weights} onSelect={(id) => void navigate({ to: "/ops/stations/$id", params: { id } })} /></div>
    </Panel>
  );
}

const CSV: readonly CsvColumn<PastStation>[] = [
  { head: "station_id", cell: (each) => each.station_id },
  { head: "revenue", cell: (each) => each.revenue },
  { head: "currency", cell: (each) => each.currency },
  { head: "energy_wh", cell: (each) => each.energy_wh },
  { head: "sessions", cell: (each) => each.sessions },
  { head: "used_ratio", cell: (each) => each.used_ratio },
  { head: "heals", cell: (each) => each.heals },
  { head: "surges", cell: (each) => each.surges },
];
