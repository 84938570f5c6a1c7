import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { PublicStation, StationState } from "../api/types";
import { number } from "../lib/format";
import { STATE_WORDS } from "../lib/words";
import { useLive, useStations } from "../live/provider";
import { StateGlyph } from "../ui/glyphs";
import { Age, Announce, Empty, ErrorNote, PageTitle, Skeleton } from "../ui/kit";

export interface CityStatus {
  id: string;
  name: string;
  stations: PublicStation[];
  portsUp: number;
  ports: number;
}

const ORDER: StationState[] = ["offline", "partial_outage", "under_maintenance", "operational"];

/** Stations by city, those with something wrong first. */
export function byCity(stations: readonly PublicStation[]): CityStatus[] {
  const found = new Map<string, CityStatus>();
  for (const each of stations) {
    const city = found.get(each.city) ?? { id: each.city, name: each.city_name || "Elsewhere", stations: [], ports: 0, portsUp: 0 };
    found.set(each.city, { ...city, stations: [...city.stations, each], ports: city.ports + each.ports.total, portsUp: city.portsUp + each.ports.total - each.ports.out_of_service });
  }
  const wrong = (city: CityStatus) => city.stations.filter((each) => each.state !== "operational").length;
  return [...found.values()].map((city) => ({ ...city, stations: [...city.stations].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.name.localeCompare(b.name)) })).sort((a, b) => wrong(b) - wrong(a) || a.name.localeCompare(b.name));
}

export function headline(stations: readonly PublicStation[]): { state: StationState; text: string } {
  const off = stations.filter((each) => each.state === "offline").length;
  const part = stations.filter((each) => each.state === "partial_outage").length;
  if (off > 0) return { state: "offline", text: `${off} ${off === 1 ? "station is" : "stations are"} offline` };
  if (part > 0) return { state: "partial_outage", text: `${part} ${part === 1 ? "station has" : "stations have"} ports out of service` };
  return { state: "operational", text: "All stations work" };
}

export function NetworkStatus() {
  const stations = useStations();
  const { loaded, error, reload } = useLive();
  const cities = useMemo(() => byCity(stations), [stations]);
  const head = headline(stations);
  const wrong = stations.filter((each) => each.state !== "operational");
  const ports = cities.reduce((sum, each) => sum + each.ports, 0);
  const up = cities.reduce((sum, each) => sum + each.portsUp, 0);
  return (
    <main className="mx-auto flex w-full max-w-4xl flex-1 flex-col gap-4 p-4 lg:overflow-y-auto">
      <PageTitle title="Network status" className="text-xl" />
      {error === null ? null : <ErrorNote what="The status could not be loaded:" error={error} onRetry={reload} kept={loaded ? "What is shown is older." : ""} />}
      {!loaded && error === null ? <Skeleton lines={6} height={40} /> : null}
      {loaded ? (
        <>
          <section aria-label="Now" className="card flex flex-wrap items-center gap-3 p-4"><StateGlyph state={head.state} size={28} label={false} /><p className="text-lg font-semibold">{head.text}</p><p className="ml-auto text-muted">{number(up)} of {number(ports)} ports work</p></section>
          <section aria-label="What is wrong" className="card p-4">
            <h2 className="text-md">What is wrong now</h2>
            {wrong.length === 0 ? <Empty title="Nothing">Stations that are offline, closed or partly out of service are named here.</Empty> : (
              <ul className="mt-2 divide-y">{wrong.map((each) => <li key={each.id} className="flex flex-wrap items-center gap-x-3 py-1.5"><StateGlyph state={each.state} /><Link to="/s/$id" params={{ id: each.id }} className="font-medium hover:underline">{each.name}</Link><span className="text-muted">{each.city_name} · {each.ports.out_of_service} of {each.ports.total} ports · heard of <Age at={each.updated_at} /></span></li>)}</ul>
            )}
          </section>
          <section aria-label="Cities" className="flex flex-col gap-3">
            {cities.map((city) => (
              <div key={city.id} className="card p-4">
                <div className="flex flex-wrap items-baseline justify-between gap-2"><h2 className="text-md">{city.name}</h2><p className="text-sm text-muted">{number(city.portsUp)} of {number(city.ports)} ports work</p></div>
                <ul className="mt-2 flex flex-wrap gap-1.5">{city.stations.map((each) => <li key={each.id}><Link to="/s/$id" params={{ id: each.id }} title={`${each.name}: ${STATE_WORDS[each.state]}`} aria-label={`${each.name}: ${STATE_WORDS[each.state]}`} className="grid size-7 place-items-center rounded-sm border hover:bg-sunken"><StateGlyph state={each.state} label={false} /></Link></li>)}</ul>
              </div>
            ))}
          </section>
          <p className="text-sm text-muted">Live, without reloading. Figures are those of the chargers' own reports.</p>
        </>
      ) : null}
      <Announce text={loaded ? head.text : ""} />
    </main>
  );
}
