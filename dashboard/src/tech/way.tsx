/** The way to a job: where the server has a road network turn by turn, else a straight line that says so. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { get, send } from "../api/client";
import { query } from "../api/list";
import type { Route, WorkOrderDetail } from "../api/types";
import { distanceKm } from "../lib/geo";
import { duration, hourMinute, km } from "../lib/format";
import { useServerNow } from "../lib/clock";
import { Empty, PageTitle, Skeleton } from "../ui/kit";
import { Part } from "./kit";
import { useTech } from "./session";

interface Here {
  lat: number;
  lon: number;
}

/** Where the phone is; null until it says so, or where it must not. */
function useHere(): { here: Here | null; refused: boolean } {
  const [here, setHere] = useState<Here | null>(null);
  const [refused, setRefused] = useState(!("geolocation" in navigator));
  useEffect(() => {
    if (!("geolocation" in navigator)) return;
    const id = navigator.geolocation.watchPosition(
      ({ coords }) => setHere({ lat: coords.latitude, lon: coords.longitude }),
      () => setRefused(true),
      { maximumAge: 60_000 },
    );
    return () => navigator.geolocation.clearWatch(id);
  }, []);
  return { here, refused };
}

export function Way() {
  const { id } = useParams({ from: "/tech/jobs/$id/route" });
  const { jobs, loaded } = useTech();
  const job = jobs.find((each) => String(each.id) === id);
  return (
    <>
      <p><Link to="/tech/jobs/$id" params={{ id }} className="inline-block py-2 text-accent underline">← Job {id}</Link></p>
      <PageTitle title="The way there" className="text-xl" />
      {job !== undefined ? <Body job={job} /> : loaded ? <Empty title={`Job ${id} is not yours, or over`} /> : <Skeleton lines={3} height={48} />}
    </>
  );
}

function Body({ job }: { job: WorkOrderDetail }) {
  const { latitude_deg: lat, longitude_deg: lon } = job.place;
  const { here, refused } = useHere();
  if (lat === null || lon === null) return <Empty title="Nobody wrote down where this station is">{job.place.name}, {job.place.city}</Empty>;
  return (
    <>
      <p>{job.place.name}, {job.place.city}</p>
      <a href={`geo:${lat},${lon}?q=${lat},${lon}(${encodeURIComponent(job.place.name)})`} className="tint inline-flex h-14 items-center justify-center rounded-sm border border-accent bg-accent text-lg font-medium text-on-accent">Open in the maps app</a>
      {here === null ? <p className="text-muted">{refused ? "This phone does not say where it is; the maps app may know." : "Looking where you are"}</p> : <Told here={here} to={{ lat, lon }} />}
    </>
  );
}

/** Planning knows where its technicians are while this page is open; at most once in two minutes. */
function useToldPlace({ lat, lon }: Here): void {
  const { name, link, van } = useTech();
  const last = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (link !== "online" || van === null || performance.now() - last.current < 120_000) return;
    last.current = performance.now();
    send("PUT", `/technicians/${encodeURIComponent(name)}/position`, { latitude_deg: lat, longitude_deg: lon }).catch(() => {
      last.current = Number.NEGATIVE_INFINITY; // the next place is told
    });
  }, [name, link, van, lat, lon]);
}

function Told({ here, to }: { here: Here; to: Here }) {
  const { link } = useTech();
  useToldPlace(here);
  const now = useServerNow(30_000);
  // Asked again where one has moved by some 100 m, not at every tremble of the receiver.
  const from = `${here.lat.toFixed(3)},${here.lon.toFixed(3)}`;
  const route = useQuery({
    queryKey: ["route", from, to],
    queryFn: ({ signal }) => get<Route>(`/route${query({ from, to: `${to.lat},${to.lon}` })}`, signal),
    enabled: link === "online",
    placeholderData: (old) => old,
  });
  const told = route.data;
  if (told === undefined) {
    return <p>{km(distanceKm(here.lat, here.lon, to.lat, to.lon))} as the crow flies{link === "online" ? "" : "; roads need the network"}.</p>;
  }
  return (
    <Part title={`${duration(told.duration_s)}, ${km(told.distance_m / 1000)}`}>
      <p className="text-muted">{told.source === "road" ? "By road" : "Straight-line estimate, no road network"} · there at {hourMinute(now + told.duration_s * 1000)}</p>
      <p className="text-sm text-muted">The office sees where you are while this page is open.</p>
      {told.steps.length === 0 ? null : <ol className="mt-3 divide-y">{told.steps.map((each, index) => <li key={index} className="flex justify-between gap-3 py-2"><span>{each.text}</span><span className="whitespace-nowrap text-muted">{km(each.distance_m / 1000)}</span></li>)}</ol>}
    </Part>
  );
}
