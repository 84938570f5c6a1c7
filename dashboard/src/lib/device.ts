/** What is kept on this device only: theme and temperature unit. */
import { useSyncExternalStore } from "react";
import type { TemperatureUnit } from "./format";

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

let unit: TemperatureUnit = read("sntry.unit") === "C" || read("sntry.unit") === "F" ? (read("sntry.unit") as TemperatureUnit) : navigator.language === "en-US" ? "F" : "C";

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, () => (document.documentElement.dataset["theme"] === "dark" ? "dark" : "light"));
}

export function setTheme(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
  keep("sntry.theme", theme);
}

export function useUnit(): TemperatureUnit {
  return useSyncExternalStore(subscribe, () => unit);
}

export function setUnit(next: TemperatureUnit): void {
  unit = next;
  keep("sntry.unit", next);
}

/** The value of a colour token in the theme that is shown. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
