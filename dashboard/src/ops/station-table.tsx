import { Link } from "@tanstack/react-router";
import { memo, type ReactNode, useRef, useState } from "react";
import type { Station } from "../api/types";
import { useUnit } from "../lib/device";
import { kw, money, percent, priceDelta, temperature } from "../lib/format";
import { type OpsSearch, type OpsSort, RISK_FILTERS, STATE_FILTERS } from "../lib/search";
import { STATE_WORDS } from "../lib/words";
import { Age, Button, Empty, Panel, Simulated, Skeleton, useSlashFocus } from "../ui/kit";
import { PriceChip, RiskBar, StateGlyph } from "../ui/glyphs";
import { More, moveBetweenRows } from "../ui/table";
import { inOrder, sorting } from "./listing";

const COLUMNS: { key: OpsSort | null; word: string; show: string; right?: boolean }[] = [
  { key: "name", word: "Station", show: "" },
  { key: null, word: "City", show: "hidden xl:table-cell" },
  { key: "risk", word: "Risk, 1 h", show: "" },
  { key: "load", word: "Load", show: "hidden md:table-cell", right: true },
  { key: null, word: "Used", show: "hidden xl:table-cell", right: true },
  { key: "temp", word: "Temp", show: "hidden md:table-cell", right: true },
  { key: null, word: "Free", show: "hidden sm:table-cell", right: true },
  { key: null, word: "Wait", show: "hidden xl:table-cell", right: true },
  { key: "price", word: "Price", show: "", right: true },
  { key: "revenue", word: "At risk /h", show: "hidden xl:table-cell", right: true },
  { key: "seen", word: "Seen", show: "hidden lg:table-cell", right: true },
];

const PAGE = 100;

interface Props {
  stations: readonly Station[];
  total: number;
  loaded: boolean;
  hover: string | null;
  onHover: (id: string | null) => void;
  search: OpsSearch;
  /** Change a part of the search; undefined takes it out. */
  onSearch: (change: Partial<Record<keyof OpsSearch, string | undefined>>) => void;
  aside?: ReactNode;
}

/** The list. While a person points at it or works in it by keyboard, its order stands still; values go on. */
export function StationTable({ stations, total, loaded, hover, onHover, search, onSearch: set, aside }: Props) {
  const filter = useRef<HTMLInputElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const [most, setMost] = useState(PAGE);
  const order = useRef<{ ids: string[]; of: string }>({ ids: [], of: "" });
  useSlashFocus(filter);
  const sort = sorting(search);
  const toggle = (key: OpsSort) => set({ sort: sort.key === key ? (sort.down ? key : `-${key}`) : key === "name" ? key : `-${key}` });

  const frozen = body.current !== null && (body.current.matches(":hover") || body.current.contains(document.activeElement));
  const of = JSON.stringify(search);
  const shown = frozen && order.current.of === of ? inOrder(stations, order.current.ids) : stations;
  order.current = { ids: shown.map((each) => each.id), of };
  const filtered = search.q !== undefined || search.state !== undefined || search.risk !== undefined;

  return (
    <Panel id="stations" title="Stations" flush aside={<>{stations.some((each) => each.simulated) ? <Simulated /> : null}<span>{loaded ? `${stations.length} of ${total}` : ""}</span>{aside}</>}>
      <div className="flex flex-wrap gap-2 border-b p-2">
        <input ref={filter} type="search" className="field min-w-40 flex-1" placeholder="Filter by name, city, id   /" aria-label="Filter stations" aria-keyshortcuts="/" value={search.q ?? ""} onChange={(event) => set({ q: event.target.value || undefined })} />
        <select className="field" aria-label="State" value={search.state ?? ""} onChange={(event) => set({ state: event.target.value || undefined })}>
          <option value="">All states</option>
          {STATE_FILTERS.map((state) => <option key={state} value={state}>{STATE_WORDS[state]}</option>)}
        </select>
        <select className="field" aria-label="Risk" value={search.risk ?? ""} onChange={(event) => set({ risk: event.target.value || undefined })}>
          <option value="">Any risk</option>
          {RISK_FILTERS.map((level) => <option key={level} value={level}>{level === "critical" ? "critical" : `${level} or more`}</option>)}
        </select>
      </div>
      {!loaded ? <Skeleton lines={10} height={32} /> : null}
      {loaded && stations.length === 0 ? (
        <Empty title={filtered ? "No station fits this filter" : "No stations yet"}>
          {filtered ? <Button size="sm" onClick={() => set({ q: undefined, state: undefined, risk: undefined })}>Clear the filter</Button> : <>Put one down, then <Link to="/ops/connect" className="text-accent underline">connect a charger</Link>.</>}
        </Empty>
      ) : null}
      {loaded && stations.length > 0 ? (
        <table className="w-full border-collapse">
          <thead className="text-left text-sm text-muted">
            <tr>
              {COLUMNS.map(({ key, word, show, right }) => (
                <th key={word} scope="col" className={`whitespace-nowrap border-b px-2 py-1 font-medium first:pl-3 last:pr-3 ${show} ${right ? "text-right" : ""}`} aria-sort={key === sort.key ? (sort.down ? "descending" : "ascending") : undefined}>
                  {key === null ? word : <button type="button" className="-mx-1 rounded-sm px-1 py-0.5 hover:text-text" onClick={() => toggle(key)}>{word}{key === sort.key ? <span aria-hidden="true"> {sort.down ? "↓" : "↑"}</span> : null}</button>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={(event) => moveBetweenRows(event, body.current)}>
            {shown.slice(0, most).map((station) => <Row key={station.id} station={station} lit={hover === station.id} onHover={onHover} />)}
          </tbody>
        </table>
      ) : null}
      <More shown={Math.min(most, shown.length)} hasMore={shown.length > most} busy={false} onMore={() => setMost(most + PAGE)} />
    </Panel>
  );
}

const Row = memo(function Row({ station, lit, onHover }: { station: Station; lit: boolean; onHover: (id: string | null) => void }) {
  const unit = useUnit();
  const price = station.price;
  const delta = price === null ? null : priceDelta(price.per_kwh, price.base_per_kwh);
  return (
    <tr className={`row border-b last:border-b-0 ${lit ? "bg-sunken" : "hover:bg-sunken"}`} onMouseEnter={() => onHover(station.id)} onMouseLeave={() => onHover(null)}>
      <td className="w-full max-w-0 py-1 pl-3 pr-2">
        <span className="flex items-center gap-2">
          <StateGlyph state={station.state} />
          <span className="min-w-0">
            <Link to="/ops/stations/$id" params={{ id: station.id }} className="block truncate font-medium leading-5 hover:underline">{station.name}</Link>
            <span className="block truncate text-xs text-muted xl:hidden">{station.city_name}</span>
          </span>
        </span>
      </td>
      <td className="hidden whitespace-nowrap px-2 text-sm text-muted xl:table-cell">{station.city_name}</td>
      <td className="px-2"><RiskBar risk={station.risk} /></td>
      <td className="hidden whitespace-nowrap px-2 text-right md:table-cell">{station.limit_kw === null ? null : <span className="mr-1.5 text-xs font-semibold">limit {kw(station.limit_kw)}</span>}{kw(station.load_kw)}</td>
      <td className="hidden whitespace-nowrap px-2 text-right xl:table-cell">{percent(station.utilisation)}</td>
      <td className="hidden whitespace-nowrap px-2 text-right md:table-cell">{temperature(station.temperature_c, unit)}</td>
      <td className="hidden whitespace-nowrap px-2 text-right sm:table-cell">{station.ports.available}<span className="text-muted"> / {station.ports.total}</span></td>
      <td className="hidden whitespace-nowrap px-2 text-right xl:table-cell">{station.wait_min === null ? "–" : station.wait_min < 1 ? <span className="text-muted">none</span> : `≈ ${Math.round(station.wait_min)} min`}</td>
      <td className="py-1 pl-2 pr-3 text-right lg:pr-2">
        {price === null ? <span className="text-muted">–</span> : <span className="inline-flex flex-wrap items-center justify-end gap-x-1.5 gap-y-0.5"><span>{money(price.per_kwh, price.currency)}</span><PriceChip kind={price.kind} delta={delta} /></span>}
      </td>
      <td className="hidden px-2 text-right xl:table-cell">{money(station.revenue_at_risk_per_h, price?.currency ?? "USD")}</td>
      <td className="hidden whitespace-nowrap px-2 pr-3 text-right text-sm text-muted lg:table-cell"><Age at={station.last_seen_at} suffix="" /></td>
    </tr>
  );
});
