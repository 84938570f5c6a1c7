/** Signs that differ by shape before they differ by colour. */
import type { PriceKind, RiskLevel, StationState } from "../api/types";
import { STATE_WORDS } from "../lib/words";

type State = StationState | "unknown";

const SHAPES: Record<State, React.ReactNode> = {
  operational: <circle cx="8" cy="8" r="6" fill="var(--operational-fill)" />,
  partial_outage: (
    <>
      <path d="M8 1.6 15 14H1z" fill="var(--surface)" stroke="var(--partial-ink)" strokeWidth="1.5" strokeLinejoin="round" />
      <path d="M8 1.6 15 14H8z" fill="var(--partial-fill)" stroke="var(--partial-ink)" strokeWidth="1.5" strokeLinejoin="round" />
    </>
  ),
  offline: (
    <>
      <rect x="1.8" y="1.8" width="12.4" height="12.4" rx="1.5" fill="var(--offline-fill)" />
      <path d="m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6" stroke="var(--surface)" strokeWidth="1.8" strokeLinecap="round" />
    </>
  ),
  under_maintenance: (
    <>
      <path d="M8 .9 14.4 4.5v7L8 15.1 1.6 11.5v-7z" fill="var(--maintenance-fill)" />
      <path d="M5.2 10.8 9 7m-.4-2.4a2.1 2.1 0 1 0 2.8 2.8" stroke="var(--surface)" strokeWidth="1.6" fill="none" strokeLinecap="round" />
    </>
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="6" fill="none" stroke="var(--unknown-fill)" strokeWidth="1.6" strokeDasharray="2.4 2" />
      <path d="M6.4 6.5a1.6 1.6 0 1 1 2.4 1.4c-.5.3-.8.6-.8 1.1m0 1.7v.1" stroke="var(--unknown-ink)" strokeWidth="1.3" fill="none" strokeLinecap="round" />
    </>
  ),
};

export function StateGlyph({ state, size = 16, label = true }: { state: State; size?: number; label?: boolean }) {
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} className="shrink-0" {...(label ? { role: "img", "aria-label": STATE_WORDS[state] } : { "aria-hidden": true })}>
      {SHAPES[state]}
    </svg>
  );
}

const STATE_INK: Record<State, string> = {
  operational: "text-operational", partial_outage: "text-partial", offline: "text-offline", under_maintenance: "text-maintenance", unknown: "text-unknown",
};

export function StateLabel({ state }: { state: State }) {
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium ${STATE_INK[state]}`}>
      <StateGlyph state={state} label={false} />
      {STATE_WORDS[state]}
    </span>
  );
}

export const RISK_LEVELS: readonly RiskLevel[] = ["low", "watch", "high", "critical"];

/** Four steps, the word and the value; nothing known is said in words, too. */
export function RiskBar({ risk, wide = false }: { risk: { value: number; level: RiskLevel } | null; wide?: boolean }) {
  if (risk === null) return <span className="text-muted">not scored</span>;
  const step = RISK_LEVELS.indexOf(risk.level);
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span className="inline-flex gap-[2px]" aria-hidden="true">
        {RISK_LEVELS.map((level, index) => (
          <span
            key={level}
            className={`h-3 ${wide ? "w-4" : "w-2"} rounded-[1px] border`}
            style={index <= step ? { background: `var(--risk-${risk.level})`, borderColor: "var(--border-strong)" } : { background: "transparent" }}
          />
        ))}
      </span>
      <span className={step >= 2 ? "font-semibold" : ""}>{risk.level}</span>
      <span className={wide ? "text-muted" : "hidden text-muted sm:inline"}>{risk.value.toFixed(2)}</span>
    </span>
  );
}

export function Triangle({ up, size = 9 }: { up: boolean; size?: number }) {
  return (
    <svg viewBox="0 0 10 9" width={size} height={size} aria-hidden="true" className="shrink-0">
      <path d={up ? "M5 .6 9.8 8.6H.2z" : "M5 8.4.2.4h9.6z"} fill="currentColor" />
    </svg>
  );
}

/** `▲ +75 % busy` or `▼ −30 %`; nothing at the base price. */
export function PriceChip({ kind, delta, note }: { kind: PriceKind; delta: string | null; note?: string }) {
  if (kind === "base" || delta === null) return null;
  const up = kind === "surge";
  return (
    <span
      data-price={kind}
      className={`inline-flex items-center gap-1 whitespace-nowrap rounded-full border px-2 py-px text-xs font-semibold ${up ? "border-surge bg-surge-soft text-surge" : "border-discount bg-discount-soft text-discount"}`}
    >
      <Triangle up={up} />
      <span className="sr-only">{up ? "▲ raised" : "▼ lowered"}</span>
      {delta}
      {note ? <span className="font-medium">{note}</span> : null}
    </span>
  );
}
