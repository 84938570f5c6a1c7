import { Link, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { setTheme } from "../lib/device";
import { money } from "../lib/format";
import { LiveProvider, useLive, useStation, useStations } from "../live/provider";
import { LazyMap } from "../map/lazy-map";
import { Mark } from "../ui/chrome";
import { Button, ErrorNote, PageTitle } from "../ui/kit";
import { Free, PriceNow } from "./parts";

/** The map for other people's pages: `/embed/map?city=phoenix&theme=dark` in a frame. It holds no session and asks for no place. */
export function Embed() {
  const { theme } = useSearch({ from: "/embed/map" });
  useEffect(() => {
    if (theme !== undefined) setTheme(theme, false);
  }, [theme]);
  return <LiveProvider audience="public"><EmbeddedMap /></LiveProvider>;
}

const NO_PAIRS: [] = [];

function EmbeddedMap() {
  const { city } = useSearch({ from: "/embed/map" });
  const stations = useStations();
  const { loaded, error, reload } = useLive();
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = useMemo(() => (city === undefined ? stations : stations.filter((each) => each.city === city)), [stations, city]);
  const free = shown.reduce((sum, each) => sum + each.ports.available, 0);
  return (
    <main className="relative h-dvh">
      <PageTitle title="Charging map" className="sr-only" />
      {error === null ? <LazyMap label="Map of the stations" stations={shown} pairs={NO_PAIRS} selected={chosen} risk={false} fitTo={city ?? ""} onSelect={setChosen} /> : <div className="p-4"><ErrorNote what="Stations could not be loaded:" error={error} onRetry={reload} /></div>}
      <p className="absolute bottom-2 left-2 flex items-center gap-3 rounded-sm border bg-surface px-2.5 py-1 text-sm"><Link to="/" target="_blank" aria-label="Sntry, find a charger"><Mark /></Link>{loaded ? <span>{free} ports free</span> : null}</p>
      {chosen === null ? null : <Chosen id={chosen} onClose={() => setChosen(null)} />}
    </main>
  );
}

function Chosen({ id, onClose }: { id: string; onClose: () => void }) {
  const station = useStation(id);
  if (station === undefined) return null;
  return (
    <section aria-label={station.name} className="absolute left-2 right-2 top-2 rounded-md border border-strong bg-surface p-3 shadow-lg sm:right-auto sm:w-80">
      <div className="flex items-start justify-between gap-2"><h2 className="text-md">{station.name}</h2><Button size="sm" variant="quiet" aria-label="Close" onClick={onClose}>×</Button></div>
      <p className="mt-1"><Free station={station} /></p>
      <p className="mt-1"><PriceNow station={station} /></p>
      {station.alternative === null ? null : <p className="mt-1 text-sm text-discount">Cheaper: {station.alternative.name}, {money(station.alternative.per_kwh, station.price?.currency ?? "USD")}/kWh</p>}
      <p className="mt-2"><Link to="/s/$id" params={{ id }} target="_blank" className="text-accent underline">Details</Link></p>
    </section>
  );
}
