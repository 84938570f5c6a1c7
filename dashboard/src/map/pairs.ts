/** Which stations are joined on the map; apart from it, so that pages need not load the map for it. */
import type { PriceOverride } from "../api/types";
import { priceDelta } from "../lib/format";

export interface MapPair {
  from: string;
  to: string;
  label: string;
}

/** A surged station and the neighbour whose price was lowered for it. */
export function pairsOf(active: readonly PriceOverride[]): MapPair[] {
  return active.filter((each) => each.kind === "surge" && each.state === "active" && each.paired_station_id !== null).map((surge) => {
    const back = active.find((each) => each.kind === "discount" && each.station_id === surge.paired_station_id && each.state === "active");
    const up = priceDelta(surge.price_per_kwh, surge.base_per_kwh) ?? "";
    const down = back === undefined ? "" : ` → ${priceDelta(back.price_per_kwh, back.base_per_kwh) ?? ""}`;
    return { from: surge.station_id, to: surge.paired_station_id ?? "", label: `${up}${down}` };
  });
}
