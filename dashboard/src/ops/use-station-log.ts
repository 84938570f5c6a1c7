import { useMemo } from "react";
import { useAudit } from "../api/queries";
import type { AuditEntry, StationDetail } from "../api/types";

/** Acts on the station and on its chargers, newest first. */
export function useStationLog(id: string, detail: StationDetail | undefined) {
  const station = useAudit(60, "station", id);
  const recent = useAudit(200);
  const entries = useMemo(() => {
    const ours = new Set([id, ...(detail?.chargers ?? []).map((each) => each.id)]);
    const found = new Map<number, AuditEntry>();
    for (const entry of [...(station.data?.items ?? []), ...(recent.data?.items ?? []).filter((each) => ours.has(each.object_id))]) found.set(entry.id, entry);
    return [...found.values()].sort((a, b) => b.id - a.id);
  }, [station.data, recent.data, detail, id]);
  return { entries, error: station.error, pending: station.isPending, retry: () => void station.refetch() };
}
