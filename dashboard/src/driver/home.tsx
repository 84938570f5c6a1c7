import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { km, money } from "../lib/format";
import { type DriverSort } from "../lib/search";
import { useLive, useStations } from "../live/provider";
import { LazyMap } from "../map/lazy-map";
import { Age, Announce, Button, Empty, ErrorNote, PageTitle, Skeleton, useSlashFocus } from "../ui/kit";
import { FindBest } from "./find-best";
import { Free, placeText, plugText, PriceNow, waitText } from "./parts";
import { type Place, type Ranked, ranked } from "./order";

const SORTS: [DriverSort, string][] = [["city", "City"], ["nearest", "Nearest"], ["cheapest", "Cheapest"], ["free", "Free now"]];

export function DriverHome() {
  const search = useSearch({ from: "/driver/" });
  const navigate = useNavigate({ from: "/" });
  const stations = useStations();
  const { loaded, error, reload } = useLive();
  const [me, setMe] = useState<Place | null>(null);
  const [placeError, setPlaceError] = useState("");
  const [hover, setHover] = useState<string | null>(null);
  const [finding, setFinding] = useState(false);
  const [route, setRoute] = useState<{ from: Place; to: string } | null>(null);
  const filter = useRef<HTMLInputElement>(null);
  useSlashFocus(filter);
  const sort = search.sort ?? "city";
  const list = useMemo(() => ranked(stations, search.q, sort, me), [stations, search.q, sort, me]);
  const shown = useMemo(() => list.map((each) => each.station), [list]);

  const locate = (then: () => void) => {
    setPlaceError("");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setMe([coords.latitude, coords.longitude]);
        then();
      },
      () => setPlaceError("Your place is not known: it was refused or could not be found. Search a city instead."),
      { maximumAge: 60_000, timeout: 10_000 },
    );
  };
  const order = (next: DriverSort) => void navigate({ search: (old) => ({ ...old, sort: next }), replace: true });
  const choose = (next: DriverSort) => (next === "nearest" && me === null ? locate(() => order("nearest")) : order(next));
  const goal = route === null ? undefined : stations.find((each) => each.id === route.to);
  const showMap = search.view === "map";

  return (
    <main className="flex min-h-0 flex-1 flex-col lg:grid lg:grid-cols-[26rem_1fr]">
      <div className="flex min-h-0 flex-col bg-surface lg:border-r">
        <div className="flex flex-col gap-2.5 border-b p-4">
          <PageTitle title="Find a charger" />
          <a href="#stations" className="sr-only focus:not-sr-only">Skip to the list</a>
          <input
            ref={filter} type="search" className="field h-10 text-md" placeholder="City or station" aria-label="Search a city or station" aria-keyshortcuts="/"
            value={search.q ?? ""}
            onChange={(event) => void navigate({ search: (old) => ({ ...old, q: event.target.value || undefined }), replace: true })}
          />
          <Button variant="primary" size="lg" onClick={() => setFinding(true)}>Find the best charger for me</Button>
          <div role="group" aria-label="Sort by" className="flex flex-wrap gap-1.5">
            {SORTS.map(([key, word]) => (
              <button
                key={key} type="button" aria-pressed={sort === key} onClick={() => choose(key)}
                className={`tint h-8 rounded-full border px-3 text-base ${sort === key ? "border-accent bg-accent font-medium text-on-accent" : "border-strong hover:bg-sunken"}`}
              >{word}</button>
            ))}
          </div>
          {sort === "nearest" && me === null && placeError === "" ? <p className="text-sm text-muted">Your place stays in this browser. <button type="button" className="text-accent underline" onClick={() => choose("nearest")}>Use my place</button></p> : null}
          {placeError === "" ? null : <p role="alert" className="text-sm text-offline">{placeError}</p>}
          <div className="flex items-center justify-between text-sm text-muted">
            <span>{loaded ? `${list.length} of ${stations.length} stations` : " "}</span>
            <Button size="sm" className="lg:hidden" aria-pressed={showMap} onClick={() => void navigate({ search: (old) => ({ ...old, view: showMap ? undefined : "map" }), replace: true })}>{showMap ? "Show the list" : "Show the map"}</Button>
          </div>
        </div>
        <div id="stations" className={`min-h-0 flex-1 lg:block lg:overflow-y-auto ${showMap ? "hidden" : ""}`} tabIndex={-1}>
          {error === null ? null : <div className="p-4"><ErrorNote what="Stations could not be loaded:" error={error} onRetry={reload} kept={loaded ? "The list below is older." : ""} /></div>}
          {!loaded && error === null ? <div className="p-4"><Skeleton lines={8} height={56} /></div> : null}
          {loaded && list.length === 0 ? <Empty title={search.q === undefined ? "No stations yet" : `Nothing matches “${search.q}”`}>{search.q === undefined ? null : <Button size="sm" onClick={() => void navigate({ search: {}, replace: true })}>Clear the search</Button>}</Empty> : null}
          <ul>{list.map((each) => <Row key={each.station.id} each={each} lit={hover === each.station.id} onHover={setHover} />)}</ul>
        </div>
      </div>
      <div className={`min-h-[60dvh] lg:grid lg:min-h-0 ${showMap ? "grid flex-1" : "hidden"}`}>
        <div className="grid min-h-0">
          <LazyMap label="Map of the stations" stations={shown} pairs={NO_PAIRS} selected={hover} risk={false} me={me} route={route === null || goal === undefined || goal.latitude_deg === null || goal.longitude_deg === null ? null : [route.from, [goal.latitude_deg, goal.longitude_deg]]} fitTo={search.q ?? ""} onHover={setHover} onSelect={(id) => void navigate({ to: "/s/$id", params: { id } })} />
        </div>
      </div>
      {finding ? <FindBest me={me} locating={placeError} onLocate={() => locate(() => undefined)} onClose={() => setFinding(false)} onRoute={(from, to) => {
        setRoute({ from, to });
        setHover(to);
        setFinding(false);
        void navigate({ search: (old) => ({ ...old, view: "map" }), replace: true });
      }} /> : null}
      <Announce text={loaded ? `${list.length} stations, ${list.filter((each) => each.station.ports.available > 0).length} with a free port` : ""} />
    </main>
  );
}

const NO_PAIRS: [] = [];

function Row({ each: { station, distance }, lit, onHover }: { each: Ranked; lit: boolean; onHover: (id: string | null) => void }) {
  const wait = waitText(station);
  const other = station.alternative;
  return (
    <li className={`row-lazy relative border-b px-4 py-3 ${lit ? "bg-sunken" : "hover:bg-sunken"}`} onMouseEnter={() => onHover(station.id)} onMouseLeave={() => onHover(null)}>
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="text-md leading-6">
            <Link to="/s/$id" params={{ id: station.id }} className="after:absolute after:inset-0 hover:underline">{station.name}</Link>
          </h2>
          <p className="flex text-sm text-muted"><span className="truncate">{placeText(station, distance)}</span><span className="shrink-0 whitespace-pre"> · <Age at={station.updated_at} /></span></p>
        </div>
        <div className="shrink-0 pt-0.5 text-right"><PriceNow station={station} /></div>
      </div>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-0.5 text-base">
        <Free station={station} />
        <span className="text-muted">{plugText(station)}</span>
        {wait === null ? null : <span className="text-muted">{wait}</span>}
      </p>
      {other === null || station.price?.kind !== "surge" ? null : (
        <p className="mt-1 text-sm text-discount">
          Cheaper: <Link to="/s/$id" params={{ id: other.id }} className="relative z-10 underline">{other.name}</Link>, {km(other.distance_km)}, {money(other.per_kwh, station.price.currency)}/kWh
        </p>
      )}
    </li>
  );
}
