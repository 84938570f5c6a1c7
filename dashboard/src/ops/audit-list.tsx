import { Link } from "@tanstack/react-router";
import type { AuditEntry } from "../api/types";
import { plain, reasonText, valueText } from "../lib/words";
import { Age, Tag, Time } from "../ui/kit";

const KIND: Record<string, string> = { human: "person", autopilot: "autopilot", model: "model", simulator: "simulator", system: "system" };

/** Acts, newest first: when, who, what, before → after, why. */
export function AuditList({ entries, place = true }: { entries: readonly AuditEntry[]; place?: boolean }) {
  return (
    <ol className="divide-y">
      {entries.map((entry) => {
        const before = valueText(entry.before);
        const after = valueText(entry.after);
        return (
          <li key={entry.id} data-audit={entry.act} className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3 px-3 py-1.5 text-sm md:grid-cols-[8.5rem_7rem_minmax(0,1fr)]">
            <span className="whitespace-nowrap text-muted"><Time at={entry.at} /><span className="hidden md:inline"> · <Age at={entry.at} suffix="" /></span></span>
            <span className="hidden md:block"><Tag {...(entry.actor_kind === "human" ? { tone: "accent" as const } : {})}>{entry.actor_kind === "human" ? entry.actor : KIND[entry.actor_kind] ?? entry.actor_kind}</Tag></span>
            <span className="min-w-0 break-words">
              <strong className="font-semibold">{plain(entry.act)}</strong>
              {place ? <> · <ObjectLink entry={entry} /></> : null}
              {before !== "" || after !== "" ? <span className="text-muted"> {before === "" ? "" : `${before} → `}<span className="text-text">{after === "" ? "none" : after}</span></span> : null}
              {entry.reason === "" ? null : <span className="block text-muted">{reasonText(entry.reason)}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function ObjectLink({ entry }: { entry: AuditEntry }) {
  if (entry.object_type === "station") return <Link to="/ops/stations/$id" params={{ id: entry.object_id }} className="text-accent underline decoration-1 underline-offset-2">{entry.object_id}</Link>;
  if (entry.object_type === "charge_point") return <Link to="/ops/chargers/$id" params={{ id: entry.object_id }} className="font-mono text-xs text-accent underline decoration-1 underline-offset-2">{entry.object_id}</Link>;
  return <span className="font-mono text-xs">{entry.object_type} {entry.object_id}</span>;
}
