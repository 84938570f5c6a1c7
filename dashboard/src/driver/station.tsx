import { Link, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Station } from "../api/types";
import { clockTime, hourMinute, km, money, priceDelta } from "../lib/format";
import { reasonText } from "../lib/words";
import { useLive, useStation, useStations } from "../live/provider";
import { LazyMap } from "../map/lazy-map";
import { Age, Announce, Empty, ErrorNote, PageTitle, Skeleton } from "../ui/kit";
import { Busy, ReliabilityNote } from "./busy";
import { Free, plugText, PriceNow, waitText } from "./parts";

export function DriverStation() {
  const { id } = useParams({ from: "/driver/s/$id" });
  const station = useStation(id);
  const { loaded, error, reload } = useLive();
  return (
    <main className="mx-auto flex w-full max-w-4xl flex-1 flex-col gap-4 p-4 lg:overflow-y-auto">
      <p><Link to="/" className="text-accent underline">← All stations</Link></p>
      {error !== null && !loaded ? <ErrorNote what="The station could not be loaded:" error={error} onRetry={reload} /> : null}
      {!loaded && error === null ? <Skeleton lines={6} height={40} /> : null}
      {loaded && station === undefined ? <><PageTitle title="Station not found" /><Empty title="No station has this address">It may have been renamed or taken out of the network.</Empty></> : null}
      {station === undefined ? null : <Body station={station} />}
    </main>
  );
}

function Body({ station }: { station: Station }) {
  const all = useStations();
  const other = useStation(station.alternative?.id ?? "");
  const shown = useMemo(() => all.filter((each) => each.city === station.city), [all, station.city]);
  const price = station.price;
  const wait = waitText(station);
  return (
    <>
      <header>
        <PageTitle title={station.name} className="text-xl" />
        <p className="text-md text-muted">{[station.city_name, station.location_type, station.network].filter(Boolean).join(" · ")}</p>
      </header>
      <div className="grid gap-4 md:grid-cols-2">
        <section className="card flex flex-col gap-3 p-4" aria-label="Price now">
          <PriceNow station={station} big />
          {price === null ? null : <Why station={station} />}
          {price === null ? null : <p className="rounded-sm border-l-4 border-accent bg-sunken px-3 py-2 text-md">Start now and <strong className="font-semibold">{money(price.per_kwh, price.currency)}/kWh</strong> holds for your whole session.</p>}
        </section>
        <section className="card flex flex-col gap-2 p-4 text-md" aria-label="Ports">
          <Free station={station} />
          <p>{wait ?? <span className="text-muted">wait not known yet</span>}</p>
          <p className="text-muted">{plugText(station)}</p>
          <ReliabilityNote id={station.id} />
          <p className="text-sm text-muted"><Age at={station.updated_at} prefix="updated " /> ({clockTime(station.updated_at)})</p>
        </section>
      </div>
      {station.alternative === null ? null : (
        <section className="card flex flex-wrap items-center justify-between gap-x-6 gap-y-2 p-4" aria-label="Cheaper neighbour">
          <div>
            <h2 className="text-md">A cheaper neighbour</h2>
            <p className="text-md">
              <Link to="/s/$id" params={{ id: station.alternative.id }} className="font-semibold text-accent underline">{station.alternative.name}</Link>
              <span className="text-muted"> · {km(station.alternative.distance_km)} away</span>
            </p>
            {other === undefined ? null : <p className="text-base"><Free station={other} /></p>}
          </div>
          {other === undefined ? <span className="text-lg font-semibold text-discount">{money(station.alternative.per_kwh, price?.currency ?? "USD")}/kWh</span> : <PriceNow station={other} />}
        </section>
      )}
      <Busy id={station.id} />
      <div className="card h-72 shrink-0 overflow-hidden">
        <LazyMap label={`Map of ${station.city_name}`} stations={shown} pairs={NO_PAIRS} selected={station.id} risk={false} onSelect={() => undefined} />
      </div>
      <Announce text={price === null ? "" : `${station.name}: ${money(price.per_kwh, price.currency)} per kWh, ${station.ports.available} of ${station.ports.total} ports free`} />
    </>
  );
}

const NO_PAIRS: [] = [];

function Why({ station }: { station: Station }) {
  const price = station.price;
  if (price === null) return null;
  const delta = priceDelta(price.per_kwh, price.base_per_kwh);
  const base = money(price.base_per_kwh, price.currency);
  if (price.kind === "base" || delta === null) return <p className="text-base text-muted">This is the usual price here.</p>;
  return (
    <div className="text-base">
      <p><span className={price.kind === "surge" ? "text-surge" : "text-discount"}>{delta}</span> against the usual {base}/kWh{price.until === null ? "" : `, until ${hourMinute(price.until)} at the latest`}.</p>
      {price.reason ? <p className="text-muted">Why: {reasonText(price.reason)}</p> : null}
    </div>
  );
}
