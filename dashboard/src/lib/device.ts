/** What is kept on this device only: theme, units, density of lists, zone of times, single keys. */
import { useSyncExternalStore } from "react";
import { showTimesIn, type TemperatureUnit } from "./format";

export type Theme = "light" | "dark";

const listeners = new Set<() => void>();

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is switched off: the choice lasts as long as the page
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // storage is switched off
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const DENSITIES = ["compact", "cosy", "touch"] as const;
export type Density = (typeof DENSITIES)[number];
export type Zone = "local" | "UTC";

function kept<T extends string>(key: string, allowed: readonly T[], usual: T): T {
  const found = read(key);
  return allowed.find((each) => each === found) ?? usual;
}

/** One choice of a few: read from this device, changed for all who use it. */
function choice<T extends string>(key: string, allowed: readonly T[], usual: T, apply: (value: T) => void = () => undefined) {
  let value = kept(key, allowed, usual);
  apply(value);
  const set = (next: T) => {
    value = next;
    apply(next);
    keep(key, next);
  };
  const use = () => useSyncExternalStore(subscribe, () => value);
  return [use, set] as const;
}

export const [useUnit, setUnit] = choice<TemperatureUnit>("sntry.unit", ["C", "F"], navigator.language === "en-US" ? "F" : "C");
export const [useDensity, setDensity] = choice<Density>("sntry.density", DENSITIES, "compact", (value) => {
  document.documentElement.dataset["density"] = value;
});
export const [useZone, setZone] = choice<Zone>("sntry.zone", ["local", "UTC"], "local", (value) => showTimesIn(value === "UTC" ? "UTC" : undefined));
export const [useSingleKeys, setSingleKeys] = choice<"on" | "off">("sntry.keys", ["on", "off"], "on");

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, () => (document.documentElement.dataset["theme"] === "dark" ? "dark" : "light"));
}

export function setTheme(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
  keep("sntry.theme", theme);
}

/** The value of a colour token in the theme that is shown. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
