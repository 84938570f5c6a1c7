/** Numbers as people read them: always with unit, always through Intl. A missing number is a dash. */

export const DASH = "–";
export type TemperatureUnit = "C" | "F";

const formats = new Map<string, Intl.NumberFormat>();

function format(locale: string | undefined, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale ?? ""}${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, options);
  formats.set(key, made);
  return made;
}

function finite(value: number | string | null | undefined): number | null {
  if (value === null || value === undefined || value === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** Money from a decimal string; two digits, or three where the third counts. */
export function money(amount: string | number | null | undefined, currency: string, locale?: string): string {
  const value = finite(amount);
  if (value === null) return DASH;
  return format(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol", minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
}

/** `+75 %` or `−30 %`: the price against its base; null where there is no difference to show. */
export function priceDelta(perKwh: string, basePerKwh: string): string | null {
  const [now, base] = [finite(perKwh), finite(basePerKwh)];
  if (now === null || base === null || base <= 0) return null;
  const percent = Math.round((now / base - 1) * 100);
  return percent === 0 ? null : `${percent > 0 ? "+" : "−"}${Math.abs(percent)} %`;
}

export function number(value: number | null | undefined, digits = 0, locale?: string): string {
  const known = finite(value);
  return known === null ? DASH : format(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(known);
}

export function kw(value: number | null | undefined, locale?: string): string {
  const known = finite(value);
  return known === null ? DASH : `${number(known, known !== 0 && Math.abs(known) < 10 ? 1 : 0, locale)} kW`;
}

export function percent(ratio: number | null | undefined): string {
  const known = finite(ratio);
  return known === null ? DASH : `${Math.round(known * 100)} %`;
}

export function toUnit(celsius: number, unit: TemperatureUnit): number {
  return unit === "F" ? celsius * 1.8 + 32 : celsius;
}

export function temperature(celsius: number | null | undefined, unit: TemperatureUnit): string {
  const known = finite(celsius);
  return known === null ? DASH : `${Math.round(toUnit(known, unit))} °${unit}`;
}

/** `3 s`, `4 min`, `2 h 5 min`, `3 d`: one length of time, rounded down, never negative. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d`;
}

/** Age of an instant; `never` where there is none. */
export function age(instant: string | null | undefined, nowMs: number): string {
  const at = instant ? Date.parse(instant) : Number.NaN;
  return Number.isFinite(at) ? duration((nowMs - at) / 1000) : "never";
}

/** Time left until an instant; null once it has passed. */
export function remaining(instant: string | null | undefined, nowMs: number): string | null {
  const at = instant ? Date.parse(instant) : Number.NaN;
  return Number.isFinite(at) && at > nowMs ? duration((at - nowMs) / 1000) : null;
}

let zone: string | undefined;

/** The zone that times are shown in: `UTC`, or undefined for the browser's own. */
export function showTimesIn(next: string | undefined): void {
  zone = next;
}

const TIME: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

function shown(instant: string | number | null | undefined, options: Intl.DateTimeFormatOptions, locale?: string, timeZone = zone): string {
  if (instant === null || instant === undefined) return DASH;
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return DASH;
  return new Intl.DateTimeFormat(locale, { ...options, ...(timeZone ? { timeZone } : {}) }).format(date);
}

export function clockTime(instant: string | number | null | undefined, locale?: string, timeZone?: string): string {
  return shown(instant, { ...TIME, second: "2-digit" }, locale, timeZone);
}

export function hourMinute(instant: string | number | null | undefined, locale?: string, timeZone?: string): string {
  return shown(instant, TIME, locale, timeZone);
}

/** `23 Nov, 20:15`. */
export function dayTime(instant: string | number | null | undefined, locale?: string, timeZone?: string): string {
  return shown(instant, { day: "numeric", month: "short", ...TIME }, locale, timeZone);
}

/** The instant in full, in UTC, for a tooltip. */
export function utc(instant: string | null | undefined): string {
  const date = new Date(instant ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().replace(".000Z", "Z");
}

export function km(distance: number | null | undefined): string {
  const known = finite(distance);
  return known === null ? DASH : `${number(known, known < 10 ? 1 : 0)} km`;
}

export function kwh(energyWh: number | null | undefined): string {
  const known = finite(energyWh);
  return known === null ? DASH : `${number(known / 1000, known < 100_000 ? 1 : 0)} kWh`;
}

export function bytes(size: number | null | undefined): string {
  const known = finite(size);
  if (known === null) return DASH;
  return known < 1000 ? `${known} B` : known < 1_000_000 ? `${number(known / 1000, 1)} kB` : `${number(known / 1_000_000, 1)} MB`;
}
