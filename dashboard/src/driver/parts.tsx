import type { PublicStation } from "../api/types";
import { hourMinute, km, money, number, priceDelta } from "../lib/format";
import { PriceChip, StateGlyph } from "../ui/glyphs";

/** `2 of 6 free`, and why not where none is: in use, out of service and unknown read differently. */
export function Free({ station }: { station: PublicStation }) {
  const { available, total, out_of_service: down } = station.ports;
  if (station.state === "under_maintenance") return <span className="inline-flex items-center gap-1.5 text-maintenance"><StateGlyph state="under_maintenance" label={false} />closed for maintenance</span>;
  if (total > 0 && down >= total) return <span className="inline-flex items-center gap-1.5 text-offline"><StateGlyph state="offline" label={false} />out of service</span>;
  if (total === 0) return <span className="inline-flex items-center gap-1.5 text-unknown"><StateGlyph state="unknown" label={false} />state unknown</span>;
  if (available === 0) {
    return <span className="inline-flex items-center gap-1.5"><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><circle cx="8" cy="8" r="5.4" fill="none" stroke="var(--operational-fill)" strokeWidth="2" /></svg>all {total - down} in use</span>;
  }
  return (
    <span className="inline-flex items-center gap-1.5">
      <StateGlyph state="operational" label={false} />
      <span><strong className="font-semibold">{available}</strong> of {total} free{down > 0 ? <span className="text-muted">, {down} out of service</span> : null}</span>
    </span>
  );
}

export function chipNote(station: PublicStation): string {
  const price = station.price;
  if (price === null || price.kind === "base") return "";
  const until = price.until === null ? "" : `until ${hourMinute(price.until)}`;
  return price.kind === "surge" ? "busy" : until;
}

export function PriceNow({ station, big = false }: { station: PublicStation; big?: boolean }) {
  const price = station.price;
  if (price === null) return <span className="text-sm text-muted">price not shown</span>;
  const delta = priceDelta(price.per_kwh, price.base_per_kwh);
  return (
    <span className={`inline-flex flex-wrap items-baseline gap-x-2 gap-y-1 ${big ? "" : "justify-end"}`}>
      <span className={`${big ? "text-2xl" : "text-md"} font-semibold`}>{money(price.per_kwh, price.currency)}<span className="text-sm font-normal text-muted">/kWh</span></span>
      <PriceChip kind={price.kind} delta={delta} note={chipNote(station)} />
    </span>
  );
}

export function waitText(station: PublicStation): string | null {
  if (station.wait_min === null || station.ports.total === 0) return null;
  return station.wait_min < 1 ? "no wait" : `wait ≈ ${number(station.wait_min)} min`;
}

export function plugText(station: PublicStation): string {
  const plugs = [...new Set(station.connector_types)].join(", ");
  return [station.power_kw === null ? "" : `${number(station.power_kw)} kW`, plugs].filter(Boolean).join(" · ");
}

export function placeText(station: PublicStation, distance: number | null): string {
  return [distance === null ? "" : km(distance), station.city_name, station.location_type].filter(Boolean).join(" · ");
}
