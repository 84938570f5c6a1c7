import { useMemo } from "react";
import { query, useThing } from "../api/list";
import { useConfig } from "../api/queries";
import type { Alarm, AuditEntry, Heal, Page, PriceOverride, Station, TelemetryPoint } from "../api/types";
import { useServerNow } from "../lib/clock";
import { useStation } from "../live/provider";
import { chain, type Step } from "./telemetry-data";

const SHOWN_FOR_MS = 6 * 3600 * 1000;

/** The chain of the running or of the newest injected stress; null where there was none lately. */
export function useChain(
  station: Station, points: readonly TelemetryPoint[], accepted: { at: string; per_kwh: string }[] | undefined,
  overrides: readonly PriceOverride[] | undefined, heals: readonly Heal[] | undefined, log: readonly AuditEntry[], startedAt: string | undefined,
): Step[] | null {
  const config = useConfig();
  const now = useServerNow(10_000);
  const target = useStation(heals?.find((each) => each.station_id === station.id)?.target_station_id ?? "");
  const alarms = useThing<Page<Alarm>>(`/alarms${query({ station_id: station.id, limit: 20 })}`);
  const injected = startedAt ?? log.find((each) => isInjection(each))?.at;
  return useMemo(() => {
    const levels = config.data?.risk_levels;
    const startMs = Date.parse(injected ?? "");
    if (levels === undefined || !Number.isFinite(startMs) || now - startMs > SHOWN_FOR_MS) return null;
    const limited = [...log].reverse().find((each) => each.act === "power.limited" && Date.parse(each.at) >= startMs);
    const heal = heals?.find((each) => each.station_id === station.id && Date.parse(each.opened_at) >= startMs);
    const alarm = alarms.data?.items.filter((each) => Date.parse(each.opened_at) >= startMs).at(-1); // newest first: the oldest since then
    return chain({
      startMs, station, points, accepted: accepted ?? [], overrides: overrides ?? [], levels,
      limitedMs: limited === undefined ? null : Date.parse(limited.at),
      neighbour: target?.name ?? null,
      healOpenedMs: heal === undefined ? null : Date.parse(heal.opened_at),
      healEndedMs: heal?.ended_at ? Date.parse(heal.ended_at) : null,
      alarm: alarm === undefined ? null : { id: alarm.id, openedMs: Date.parse(alarm.opened_at), closedMs: alarm.closed_at === null ? null : Date.parse(alarm.closed_at) },
    });
  }, [config.data, injected, now, log, heals, station, points, accepted, overrides, target, alarms.data]);
}

export function isInjection(entry: AuditEntry): boolean {
  return entry.object_type === "station" && /^sim/.test(entry.act) && !/stop|end|delete/.test(entry.act);
}
