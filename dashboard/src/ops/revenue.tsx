import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Station } from "../api/types";
import type { CsvColumn } from "../lib/csv";
import { kw, money, number, percent, priceDelta } from "../lib/format";
import { plain } from "../lib/words";
import { useLive, useStations } from "../live/provider";
import { Fact, Facts } from "../ui/form";
import { PriceChip, RiskBar } from "../ui/glyphs";
import { Empty, ErrorNote, PageTitle, Panel, Simulated, Skeleton } from "../ui/kit";
import { CsvButton, DataTable } from "../ui/table";
import { HealButton } from "./top-risk";

export interface RankedRevenue {
  station: Station;
  rank: number;
  atRisk: number;
  /** Share of all money at risk that this and the stations above it hold. */
  cumulative: number;
}

/** What to fix first: money at risk per hour, most first, with the share that is reached by then. */
export function rankRevenue(stations: readonly Station[]): RankedRevenue[] {
  const rows = stations.map((station) => ({ station, atRisk: Number(station.revenue_at_risk_per_h ?? Number.NaN) })).filter((each) => Number.isFinite(each.atRisk)).sort((a, b) => b.atRisk - a.atRisk || a.station.id.localeCompare(b.station.id));
  const total = rows.reduce((sum, each) => sum + Math.max(0, each.atRisk), 0);
  let sum = 0;
  return rows.map((each, index) => {
    sum += Math.max(0, each.atRisk);
    return { ...each, rank: index + 1, cumulative: total === 0 ? 0 : sum / total };
  });
}

export function Revenue() {
  const stations = useStations();
  const { loaded, error, reload } = useLive();
  const rows = useMemo(() => rankRevenue(stations), [stations]);
  const currency = stations.find((each) => each.price !== null)?.price?.currency ?? "USD";
  const total = rows.reduce((sum, each) => sum + each.atRisk, 0);
  const most = Math.max(0.01, rows[0]?.atRisk ?? 0);
  const few = rows.findIndex((each) => each.cumulative >= 0.8) + 1;
  return (
    <>
      <PageTitle title="Revenue at risk" />
      {error === null ? null : <ErrorNote what="Stations could not be loaded:" error={error} onRetry={reload} />}
      <Facts>
        <Fact label="At risk per hour" note="predicted, all stations">{money(total, currency)}</Fact>
        <Fact label="Four fifths of it" note={`of ${rows.length} scored`}>{few === 0 ? "–" : `in ${few} ${few === 1 ? "station" : "stations"}`}</Fact>
        <Fact label="Worst" note={rows[0] === undefined ? "" : rows[0].station.name}>{rows[0] === undefined ? "–" : money(rows[0].atRisk, currency)}</Fact>
        <Fact label="Being healed" note="stressed stations">{number(stations.filter((each) => each.heal?.role === "stressed").length)}</Fact>
      </Facts>
      <Panel title="What to fix first" flush aside={<><span title="P(fail within the hour) × expected kWh per hour × (price − cost of energy)">P(fail, 1 h) × kWh/h × (price − energy cost)</span>{stations.some((each) => each.simulated) ? <Simulated /> : null}<CsvButton what="revenue-at-risk" columns={CSV} rows={rows} /></>}>
        {loaded ? null : <Skeleton lines={8} />}
        {loaded && rows.length === 0 ? <Empty title="Nothing is scored yet">Money at risk needs a risk, a price and a load.</Empty> : null}
        {rows.length === 0 ? null : (
          <DataTable
            caption="Stations by money at risk" rows={rows} rowKey={(each) => each.station.id}
            columns={[
              { key: "rank", word: "#", cell: (each) => <span className="text-muted">{each.rank}</span> },
              { key: "station", word: "Station", cell: ({ station }) => <><Link to="/ops/stations/$id" params={{ id: station.id }} className="font-medium hover:underline">{station.name}</Link><span className="block text-xs text-muted">{station.city_name}</span></> },
              { key: "money", word: "At risk per hour", cell: (each) => <span className="flex items-center gap-2"><svg viewBox="0 0 100 10" preserveAspectRatio="none" className="h-2.5 w-24 sm:w-40" aria-hidden="true"><rect width="100" height="10" fill="var(--sunken)" /><rect width={Math.max(0, each.atRisk / most) * 100} height="10" fill="var(--series-1)" /></svg><span className="whitespace-nowrap font-medium">{money(each.atRisk, each.station.price?.currency ?? currency)}</span></span> },
              { key: "sum", word: "So far", right: true, show: "hidden sm:table-cell", cell: (each) => percent(each.cumulative) },
              { key: "risk", word: "Risk, 1 h", show: "hidden md:table-cell", cell: ({ station }) => <RiskBar risk={station.risk} /> },
              { key: "cause", word: "Likely cause", show: "hidden lg:table-cell", cell: ({ station }) => <span className="text-sm text-muted">{station.risk?.cause ? plain(station.risk.cause) : ""}</span> },
              { key: "load", word: "Load", right: true, show: "hidden md:table-cell", cell: ({ station }) => kw(station.load_kw) },
              { key: "price", word: "Price", right: true, show: "hidden lg:table-cell", cell: ({ station }) => (station.price === null ? "–" : <span className="inline-flex items-center gap-1">{money(station.price.per_kwh, station.price.currency)}<PriceChip kind={station.price.kind} delta={priceDelta(station.price.per_kwh, station.price.base_per_kwh)} /></span>) },
              { key: "index", word: "Simple index", right: true, show: "hidden xl:table-cell", cell: ({ station }) => <span className="text-muted" title="price × utilisation × mean session minutes: an index, not money">{number(station.revenue_index, 1)}</span> },
              { key: "act", word: "", right: true, show: "hidden sm:table-cell", cell: ({ station }) => <HealButton station={station} /> },
            ]}
          />
        )}
      </Panel>
    </>
  );
}

const CSV: readonly CsvColumn<RankedRevenue>[] = [
  { head: "rank", cell: (each) => each.rank },
  { head: "station_id", cell: (each) => each.station.id },
  { head: "name", cell: (each) => each.station.name },
  { head: "at_risk_per_h", cell: (each) => each.station.revenue_at_risk_per_h },
  { head: "currency", cell: (each) => each.station.price?.currency },
  { head: "cumulative_ratio", cell: (each) => each.cumulative.toFixed(4) },
  { head: "risk_1h", cell: (each) => each.station.risk?.value },
  { head: "cause", cell: (each) => each.station.risk?.cause },
  { head: "load_kw", cell: (each) => each.station.load_kw },
  { head: "simple_index", cell: (each) => each.station.revenue_index },
];
