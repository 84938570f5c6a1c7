/** Meter values of a session as columns over time (OCPP 1.6, 7.33: a value without a measurand is the energy register in Wh). */
import type { MeterValue } from "../api/types";

export interface Sampled {
  value?: string;
  measurand?: string;
  unit?: string;
  phase?: string;
  location?: string;
}

export interface Reading {
  atS: number;
  powerKw: number | null;
  offeredKw: number | null;
  energyWh: number | null;
  socPct: number | null;
  temperatureC: number | null;
}

const SCALE: Record<string, number> = { kW: 1000, kWh: 1000, Wh: 1, W: 1 };

function sum(sampled: readonly Sampled[], measurand: string): number | null {
  const own = sampled.filter((each) => (each.measurand ?? "Energy.Active.Import.Register") === measurand && Number.isFinite(Number(each.value)));
  const whole = own.filter((each) => each.phase === undefined);
  const used = whole.length > 0 ? whole.slice(0, 1) : own; // a total where there is one, else its phases together
  return used.length === 0 ? null : used.reduce((total, each) => total + Number(each.value) * (SCALE[each.unit ?? ""] ?? 1), 0);
}

/** Readings in the order of time. */
export function readings(values: readonly MeterValue[]): Reading[] {
  const per = (watts: number | null) => (watts === null ? null : watts / 1000);
  return values.map((each) => {
    const sampled = each.sampled as Sampled[];
    const body = sampled.filter((one) => one.location === undefined || one.location === "Body");
    return {
      atS: Date.parse(each.at) / 1000, powerKw: per(sum(sampled, "Power.Active.Import")), offeredKw: per(sum(sampled, "Power.Offered")),
      energyWh: sum(sampled, "Energy.Active.Import.Register"), socPct: sum(sampled, "SoC"), temperatureC: sum(body, "Temperature"),
    };
  }).filter((each) => Number.isFinite(each.atS)).sort((a, b) => a.atS - b.atS);
}
