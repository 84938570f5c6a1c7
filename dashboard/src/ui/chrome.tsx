/** What both shells wear: the mark, the live pill, theme and unit switches. */
import { useEffect, useState } from "react";
import { useLive } from "../live/provider";
import { clockFactor } from "../lib/clock";
import { setTheme, setUnit, useTheme, useUnit } from "../lib/device";
import { duration } from "../lib/format";
import { Button } from "./kit";

export function Mark() {
  return (
    <span className="inline-flex items-center gap-2 text-md font-semibold tracking-tight">
      <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true"><rect width="32" height="32" rx="7" fill="var(--accent)" /><path d="M18 4 7 18h8l-2 10 12-15h-8z" fill="var(--on-accent)" /></svg>
      Sntry
    </span>
  );
}

function useRealNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

const PILL = { live: ["●", "Live", "text-operational"], stale: ["◐", "Stale", "text-partial"], offline: ["○", "Offline", "text-offline"], paused: ["❚❚", "Paused", "text-muted"], connecting: ["○", "Connecting", "text-muted"] } as const;

/** How fresh the page is, in real time: `● Live 2 s`, `◐ Stale 48 s`, `○ Offline, retry in 5 s`. */
export function LivePill() {
  const { link, retryStream } = useLive();
  const now = useRealNow();
  const [sign, word, ink] = PILL[link.kind];
  const since = link.lastAt === null ? null : duration((now - link.lastAt) / 1000);
  const retry = link.retryAt === null ? null : Math.max(0, Math.ceil((link.retryAt - now) / 1000));
  return (
    <span data-link={link.kind} className={`inline-flex h-7 items-center gap-1.5 whitespace-nowrap rounded-full border px-2.5 text-sm font-medium ${ink}`} title="Time since the last message of the stream, in real seconds">
      <span aria-hidden="true">{sign}</span>
      {word}
      <span className="text-muted">
        {link.kind === "offline" && retry !== null ? `retry in ${retry} s` : since ?? ""}
      </span>
      {link.kind === "offline" ? <button type="button" className="underline" onClick={retryStream}>now</button> : null}
    </span>
  );
}

export function StaleNote() {
  const { link } = useLive();
  if (link.kind !== "stale" && link.kind !== "offline") return null;
  return (
    <p role="status" className="border-b border-partial bg-surface px-4 py-1.5 text-sm text-partial">
      {link.kind === "stale" ? "No message from the server for over 35 s: figures may be old." : "The connection to the server is lost: figures are as of the last message. It is tried again by itself."}
    </p>
  );
}

export function ClockNote() {
  const factor = clockFactor();
  return factor === 1 ? null : <span className="hatch whitespace-nowrap rounded-sm border px-1.5 text-xs font-medium" title="Times and ages are simulated">clock ×{factor}</span>;
}

export function Switches() {
  const theme = useTheme();
  const unit = useUnit();
  return (
    <>
      <Button variant="quiet" size="sm" aria-label={`Temperature in °${unit}: change to °${unit === "C" ? "F" : "C"}`} onClick={() => setUnit(unit === "C" ? "F" : "C")}>°{unit}</Button>
      <ThemeSwitch theme={theme} />
    </>
  );
}

export function ThemeSwitch({ theme }: { theme: "light" | "dark" }) {
  const next = theme === "dark" ? "light" : "dark";
  return (
    <Button variant="quiet" size="sm" aria-label={`Change to the ${next} theme`} title={`Change to the ${next} theme`} onClick={() => setTheme(next)}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.5" /><path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" /></svg>
    </Button>
  );
}
