import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { get } from "../api/client";
import type { Station, Telemetry, TelemetryPoint } from "../api/types";
import { clockFactor, serverNow } from "../lib/clock";
import { RANGE_S, type Range } from "../lib/search";
import { appended, livePoint } from "./telemetry-data";

const READ_AGAIN_MS = 20_000;
const KEPT_LIVE = 600;

/** What was recorded in the range, read again now and then, and what the stream brought in between. */
export function useTelemetry(station: Station, range: Range) {
  const query = useQuery({
    queryKey: ["telemetry", station.id, range],
    queryFn: ({ signal }) => {
      const to = serverNow() + 1000 * Math.max(1, clockFactor());
      const from = new Date(to - RANGE_S[range] * 1000).toISOString();
      return get<Telemetry>(`/stations/${encodeURIComponent(station.id)}/telemetry?from=${encodeURIComponent(from)}&to=${encodeURIComponent(new Date(to).toISOString())}&max_points=1000`, signal);
    },
    refetchInterval: READ_AGAIN_MS,
  });
  const [live, setLive] = useState<TelemetryPoint[]>([]);
  useEffect(() => setLive([]), [station.id]);
  useEffect(() => {
    const point = livePoint(station);
    if (point !== null) setLive((old) => appended(old, [point]).slice(-KEPT_LIVE));
  }, [station]);
  const points = useMemo(() => appended(query.data?.points ?? [], live), [query.data, live]);
  return { query, points };
}
