import type { Alarm } from "../api/types";
import { useServerNow } from "../lib/clock";
import { dayTime } from "../lib/format";
import { Tag } from "../ui/kit";
import { isQuiet, SEVERITY_SIGN, type Severity, stateText } from "./alarm-words";

export function SeverityMark({ severity }: { severity: Severity }) {
  const [sign, ink] = SEVERITY_SIGN[severity];
  return <span className={`whitespace-nowrap text-sm font-semibold ${ink}`}><span aria-hidden="true">{sign}</span> {severity}</span>;
}

/** Where it stands; an acknowledgement says when it ends. */
export function AlarmState({ alarm }: { alarm: Alarm }) {
  const now = useServerNow(10_000);
  return (
    <span className="text-sm">
      {stateText(alarm, now)}
      {isQuiet(alarm, now) ? <span className="block whitespace-nowrap text-xs text-muted">quiet until {dayTime(alarm.acked_until)}</span> : null}
    </span>
  );
}

const WORDS: Record<NonNullable<Alarm["urgency"]>, string> = { now: "now", today: "today", week: "within a week" };

export function Urgency({ alarm }: { alarm: Alarm }) {
  return alarm.urgency === null || alarm.state === "closed" ? null : <span className="ml-1.5"><Tag {...(alarm.urgency === "now" ? { tone: "accent" as const } : {})}>{WORDS[alarm.urgency]}</Tag></span>;
}
