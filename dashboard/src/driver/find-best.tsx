import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { km, money, number } from "../lib/format";
import { useStations } from "../live/provider";
import { Button, Dialog, Empty } from "../ui/kit";
import { best, cities, type Offer, USUAL } from "./best";
import type { Place } from "./order";
import { Free } from "./parts";

const SHOWN = 3;

/** Which charger costs least for this charge, all told; the way to it is shown on the map when it is chosen. */
export function FindBest({ me, onLocate, locating, onRoute, onClose }: { me: Place | null; onLocate: () => void; locating: string; onRoute: (from: Place, station: string) => void; onClose: () => void }) {
  const stations = useStations();
  const places = useMemo(() => cities(stations), [stations]);
  const [from, setFrom] = useState("");
  const [energy, setEnergy] = useState(USUAL.energyKwh);
  const start = from === "" ? me : places.find((each) => each.id === from)?.place ?? null;
  const offers = useMemo(() => (start === null ? [] : best(stations, start, { ...USUAL, energyKwh: energy }).slice(0, SHOWN)), [stations, start, energy]);
  return (
    <Dialog open onClose={onClose} title="Find the best charger">
      <div className="flex flex-wrap items-end gap-3">
        <label className="flex flex-col gap-1 font-medium">From
          <select className="field h-10 font-normal" value={from} onChange={(event) => setFrom(event.target.value)}>
            <option value="">my place</option>
            {places.map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}
          </select>
        </label>
        <label className="flex flex-col gap-1 font-medium">I need, kWh
          <input type="number" min={1} max={150} className="field h-10 w-24 font-normal" value={energy} onChange={(event) => setEnergy(Math.max(1, Number(event.target.value)))} />
        </label>
        {from === "" && me === null ? <Button size="lg" onClick={onLocate}>Use my place</Button> : null}
      </div>
      {from === "" && me === null ? <p className="mt-3 text-muted">{locating === "" ? "Your place stays in this browser. Or choose a city." : locating}</p> : null}
      {start !== null && offers.length === 0 ? <Empty title="No charger can be used now" /> : null}
      <ol className="mt-4 flex flex-col gap-2">{offers.map((offer, index) => <OfferCard key={offer.station.id} offer={offer} first={index === 0} onRoute={() => start !== null && onRoute(start, offer.station.id)} />)}</ol>
      {offers.length === 0 ? null : <p className="mt-3 text-sm text-muted">Price × energy + {money(USUAL.perKm, offers[0]?.station.price?.currency ?? "USD")} a kilometre there and back + {money(USUAL.perHour, offers[0]?.station.price?.currency ?? "USD")} an hour of driving and waiting. The way is an estimate from the straight line.</p>}
      <div className="mt-4 flex justify-end"><Button onClick={onClose}>Close</Button></div>
    </Dialog>
  );
}

function OfferCard({ offer, first, onRoute }: { offer: Offer; first: boolean; onRoute: () => void }) {
  const { station } = offer;
  const currency = station.price?.currency ?? "USD";
  return (
    <li data-offer={station.id} className={`rounded-md border p-3 ${first ? "border-accent" : ""}`}>
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0"><Link to="/s/$id" params={{ id: station.id }} className="text-md font-semibold hover:underline">{station.name}</Link><p className="text-sm text-muted">{station.city_name} · ≈ {km(offer.awayKm)}, {number(offer.driveMin)} min</p></div>
        <p className="shrink-0 text-right text-lg font-semibold">{money(offer.total, currency)}<span className="block text-xs font-normal text-muted">all told</span></p>
      </div>
      <p className="mt-1"><Free station={station} /></p>
      <p className="text-sm text-muted">energy {money(offer.energy, currency)} + way {money(offer.way, currency)} + time {money(offer.time, currency)}{offer.waitMin > 0 ? `, wait ≈ ${number(offer.waitMin)} min` : ""}</p>
      <p className="mt-2 flex flex-wrap gap-3"><Button size="sm" variant={first ? "primary" : "plain"} onClick={onRoute}>Show the way</Button><a className="inline-flex items-center text-sm text-accent underline" href={`geo:${station.latitude_deg ?? 0},${station.longitude_deg ?? 0}?q=${station.latitude_deg ?? 0},${station.longitude_deg ?? 0}(${encodeURIComponent(station.name)})`}>Open in a maps app</a></p>
    </li>
  );
}
