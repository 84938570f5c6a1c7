import { useMemo } from "react";
import { useConfig } from "../api/queries";
import type { AuditEntry, Heal, PriceOverride, Station, TelemetryPoint } from "../api/types";
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
  const injected = startedAt ?? log.find((each) => isInjection(each))?.at;
  return useMemo(() => {
    const levels = config.data?.risk_levels;
    const startMs = Date.parse(injected ?? "");
    if (levels === undefined || !Number.isFinite(startMs) || now - startMs > SHOWN_FOR_MS) return null;
    const limited = [...log].reverse().find((each) => each.act === "power.limited" && Date.parse(each.at) >= startMs);
    const heal = heals?.find((each) => each.station_id === station.id && Date.parse(each.opened_at) >= startMs);
    return chain({
      startMs, station, points, accepted: accepted ?? [], overrides: overrides ?? [], levels,
      limitedMs: limited === undefined ? null : Date.parse(limited.at),
      neighbour: target?.name ?? null,
      healOpenedMs: heal === undefined ? null : Date.parse(heal.opened_at),
      healEndedMs: heal?.ended_at ? Date.parse(heal.ended_at) : null,
    });
  }, [config.data, injected, now, log, heals, station, points, accepted, overrides, target]);
}

export function isInjection(entry: AuditEntry): boolean {
  return entry.object_type === "station" && /^sim/.test(entry.act) && !/stop|end|delete/.test(entry.act);
}
