import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Station } from "../api/types";
import type { CsvColumn } from "../lib/csv";
import { type Density, DENSITIES, setDensity, useDensity } from "../lib/device";
import type { OpsSearch } from "../lib/search";
import { useLive, useStations } from "../live/provider";
import { ErrorNote, PageTitle } from "../ui/kit";
import { CsvButton } from "../ui/table";
import { ShareButton } from "../ui/share";
import { listed } from "./listing";
import { StationTable } from "./station-table";

export function Stations() {
  const search = useSearch({ from: "/ops/stations" });
  const navigate = useNavigate({ from: "/ops/stations" });
  const stations = useStations();
  const { loaded, error, reload } = useLive();
  const density = useDensity();
  const [hover, setHover] = useState<string | null>(null);
  const shown = useMemo(() => listed(stations, search), [stations, search]);
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2"><PageTitle title="Stations" /><ShareButton /></div>
      {error === null ? null : <ErrorNote what="Stations could not be loaded:" error={error} onRetry={reload} kept={loaded ? "What is shown is older." : ""} />}
      <StationTable
        stations={shown} total={stations.length} loaded={loaded} hover={hover} onHover={setHover} search={search}
        onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }) as OpsSearch, replace: true })}
        aside={
          <>
            <select className="h-7 rounded-sm border border-strong bg-surface px-1.5" aria-label="Height of rows" value={density} onChange={(event) => setDensity(event.target.value as Density)}>{DENSITIES.map((each) => <option key={each} value={each}>{each}</option>)}</select>
            <CsvButton what="stations" columns={STATION_CSV} rows={shown} />
          </>
        }
      />
    </>
  );
}

/** The columns of the list as a file, with units. */
export const STATION_CSV: readonly CsvColumn<Station>[] = [
  { head: "id", cell: (each) => each.id },
  { head: "name", cell: (each) => each.name },
  { head: "city", cell: (each) => each.city_name },
  { head: "network", cell: (each) => each.network },
  { head: "state", cell: (each) => each.state },
  { head: "risk_1h", cell: (each) => each.risk?.value },
  { head: "risk_level", cell: (each) => each.risk?.level },
  { head: "cause", cell: (each) => each.risk?.cause },
  { head: "load_kw", cell: (each) => each.load_kw },
  { head: "rated_kw", cell: (each) => each.rated_kw },
  { head: "limit_kw", cell: (each) => each.limit_kw },
  { head: "temperature_c", cell: (each) => each.temperature_c },
  { head: "ports_free", cell: (each) => each.ports.available },
  { head: "ports_total", cell: (each) => each.ports.total },
  { head: "ports_down", cell: (each) => each.ports.out_of_service },
  { head: "utilisation_ratio", cell: (each) => each.utilisation },
  { head: "wait_min", cell: (each) => each.wait_min },
  { head: "price_per_kwh", cell: (each) => each.price?.per_kwh },
  { head: "base_per_kwh", cell: (each) => each.price?.base_per_kwh },
  { head: "currency", cell: (each) => each.price?.currency },
  { head: "revenue_at_risk_per_h", cell: (each) => each.revenue_at_risk_per_h },
  { head: "last_seen_at", cell: (each) => each.last_seen_at },
  { head: "simulated", cell: (each) => each.simulated },
];
