import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { usePrices } from "../api/queries";
import type { Station } from "../api/types";
import { useUnit } from "../lib/device";
import { kw, money, priceDelta, temperature } from "../lib/format";
import { type MapSearch, RISK_FILTERS, STATE_FILTERS } from "../lib/search";
import { STATE_WORDS } from "../lib/words";
import { useLive, useStation, useStations } from "../live/provider";
import { pairsOf } from "../map/pairs";
import { LazyMap } from "../map/lazy-map";
import { Choice } from "../ui/form";
import { PriceChip, RiskBar, StateGlyph, StateLabel } from "../ui/glyphs";
import { Age, Button, Empty, ErrorNote, PageTitle, Panel, Skeleton } from "../ui/kit";
import { ShareButton } from "../ui/share";
import { listed } from "./listing";

export function MapPage() {
  const search = useSearch({ from: "/ops/map" });
  const navigate = useNavigate({ from: "/ops/map" });
  const stations = useStations();
  const { loaded, error, reload } = useLive();
  const prices = usePrices(true);
  const [hover, setHover] = useState<string | null>(null);
  const shown = useMemo(() => listed(stations, search), [stations, search]);
  const pairs = useMemo(() => pairsOf(prices.data?.items ?? []), [prices.data]);
  const set = (change: Partial<Record<keyof MapSearch, string | undefined>>) => void navigate({ search: (old) => ({ ...old, ...change }) as MapSearch, replace: true });
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <PageTitle title="Map" />
        <input type="search" className="field ml-auto min-w-40" placeholder="Name, city, id" aria-label="Filter stations" value={search.q ?? ""} onChange={(event) => set({ q: event.target.value || undefined })} />
        <Choice label="State" any="All states" value={search.state} options={STATE_FILTERS.map((each) => [each, STATE_WORDS[each]] as const)} onChange={(state) => set({ state })} />
        <Choice label="Risk" any="Any risk" value={search.risk} options={RISK_FILTERS.map((each) => [each, each === "critical" ? each : `${each} or more`] as const)} onChange={(risk) => set({ risk })} />
        <ShareButton />
      </div>
      {error === null ? null : <ErrorNote what="Stations could not be loaded:" error={error} onRetry={reload} />}
      <div className="grid min-h-0 gap-3 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <Panel title={`${shown.length} stations`} flush className="order-last lg:order-none lg:h-[calc(100dvh-6rem)]">
          {loaded ? null : <Skeleton lines={8} />}
          {loaded && shown.length === 0 ? <Empty title="No station fits this filter"><Button size="sm" onClick={() => set({ q: undefined, state: undefined, risk: undefined })}>Clear the filter</Button></Empty> : null}
          <ul className="h-full overflow-y-auto" tabIndex={0} aria-label="Stations on the map">
            {shown.map((station) => (
              <li key={station.id} className={`row-lazy border-b ${hover === station.id || search.sel === station.id ? "bg-sunken" : ""}`} onMouseEnter={() => setHover(station.id)} onMouseLeave={() => setHover(null)}>
                <button type="button" aria-pressed={search.sel === station.id} onClick={() => set({ sel: station.id })} className="flex w-full items-center gap-2 px-3 py-1.5 text-left">
                  <StateGlyph state={station.state} />
                  <span className="min-w-0 flex-1"><span className="block truncate font-medium">{station.name}</span><span className="block truncate text-xs text-muted">{station.city_name}</span></span>
                  <RiskBar risk={station.risk} />
                </button>
              </li>
            ))}
          </ul>
        </Panel>
        <div className="card relative h-[60dvh] overflow-hidden lg:h-[calc(100dvh-6rem)]">
          <LazyMap label="Map of the stations" stations={shown} pairs={pairs} selected={hover ?? search.sel ?? null} risk flyTo={search.sel ?? null} fitTo={`${search.q ?? ""}|${search.state ?? ""}|${search.risk ?? ""}`} onHover={setHover} onSelect={(sel) => set({ sel })} />
          <MapLegend />
          {search.sel === undefined ? null : <Card id={search.sel} onClose={() => set({ sel: undefined })} />}
        </div>
      </div>
    </>
  );
}

function MapLegend() {
  return (
    <div className="pointer-events-none absolute bottom-2 left-2 flex max-w-[calc(100%-1rem)] flex-wrap items-center gap-x-3 gap-y-1 rounded-sm border bg-surface px-2 py-1 text-xs">
      {(["operational", "partial_outage", "offline", "under_maintenance"] as const).map((state) => <span key={state} className="inline-flex items-center gap-1"><StateGlyph state={state} size={12} label={false} />{STATE_WORDS[state]}</span>)}
      <span className="inline-flex items-center gap-1">risk {(["watch", "high", "critical"] as const).map((level) => <span key={level} className="inline-flex items-center gap-0.5"><span className="inline-block size-3 rounded-full border border-text" style={{ background: `var(--risk-${level})` }} />{level}</span>)}</span>
      <span className="text-surge">▲ surge</span><span className="text-discount">▼ discount</span>
    </div>
  );
}

function Card({ id, onClose }: { id: string; onClose: () => void }) {
  const station = useStation(id);
  const unit = useUnit();
  if (station === undefined) return null;
  return (
    <section aria-label={station.name} className="absolute left-2 right-2 top-2 rounded-md border border-strong bg-surface p-3 shadow-lg sm:right-auto sm:w-80">
      <div className="flex items-start justify-between gap-2">
        <h2 className="text-base">{station.name}<span className="block text-sm font-normal text-muted">{station.city_name} · <span className="font-mono text-xs">{station.id}</span></span></h2>
        <Button size="sm" variant="quiet" aria-label="Close" onClick={onClose}>×</Button>
      </div>
      <p className="mt-1 flex flex-wrap items-center gap-x-3"><StateLabel state={station.state} /><RiskBar risk={station.risk} /></p>
      <CardFacts station={station} unit={unit} />
      <p className="mt-2 flex flex-wrap gap-x-4">
        <Link to="/ops/stations/$id" params={{ id }} className="text-accent underline">Open</Link>
        <Link to="/ops/sessions" search={{ station: id }} className="text-accent underline">Sessions</Link>
        <Link to="/ops/audit" search={{ type: "station", id }} className="text-accent underline">What was done</Link>
      </p>
    </section>
  );
}

function CardFacts({ station, unit }: { station: Station; unit: "C" | "F" }) {
  const price = station.price;
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-0.5 text-sm">
      <span>{station.ports.available} of {station.ports.total} free</span>
      <span>{kw(station.load_kw)}{station.limit_kw === null ? "" : `, limit ${kw(station.limit_kw)}`}</span>
      <span>{temperature(station.temperature_c, unit)}</span>
      {price === null ? null : <span className="inline-flex items-center gap-1">{money(price.per_kwh, price.currency)}<PriceChip kind={price.kind} delta={priceDelta(price.per_kwh, price.base_per_kwh)} /></span>}
      <span className="text-muted">seen <Age at={station.last_seen_at} /></span>
    </p>
  );
}
