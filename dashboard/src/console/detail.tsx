/** One exchange in full: both payloads, the frames as they were sent, times, and what changed since the one before. */
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Message } from "../api/types";
import { bytes, clockTime } from "../lib/format";
import { Button, Empty } from "../ui/kit";
import { differences } from "./diff";
import { type Exchange, previous } from "./pairing";
import { milliseconds, resultText } from "./words";

const VIEWS = ["Payloads", "Raw", "Timing", "Changes"] as const;

export function Detail({ row, rows, onClose }: { row: Exchange; rows: readonly Exchange[]; onClose: () => void }) {
  const [view, setView] = useState<(typeof VIEWS)[number]>("Payloads");
  const before = useMemo(() => previous(rows, row), [rows, row]);
  const copy = (text: string) => void navigator.clipboard.writeText(text);
  return (
    <section aria-label={`${row.action} in full`} className="border-t">
      <header className="flex flex-wrap items-center gap-2 border-b px-3 py-1.5">
        <h3 className="text-base">{row.action}</h3>
        <span className="font-mono text-xs text-muted">{row.messageId}</span>
        <div role="group" aria-label="View" className="ml-auto flex overflow-hidden rounded-sm border border-strong">
          {VIEWS.map((each) => <button key={each} type="button" aria-pressed={view === each} onClick={() => setView(each)} className={`h-7 border-r border-strong px-2 text-sm last:border-r-0 ${view === each ? "bg-accent text-on-accent" : "hover:bg-sunken"}`}>{each}</button>)}
        </div>
        <Button size="sm" onClick={() => copy(JSON.stringify({ call: row.call?.payload ?? null, answer: row.answer?.payload ?? null }, null, 2))}>Copy JSON</Button>
        {row.direction === "out" && row.call !== null ? <Button size="sm" onClick={() => copy(apiCall(row))}>Copy as API call</Button> : null}
        <Button size="sm" variant="quiet" aria-label="Close" onClick={onClose}>×</Button>
      </header>
      <div className="max-h-80 overflow-auto p-3" tabIndex={0} role="region" aria-label={view}>
        {view === "Payloads" ? <div className="grid gap-3 md:grid-cols-2"><Frame title="Call" message={row.call} /><Frame title="Answer" message={row.answer} /></div> : null}
        {view === "Raw" ? <pre className="whitespace-pre-wrap break-all font-mono text-xs">{[row.call, row.answer].filter((each) => each !== null).map((each) => rawFrame(each)).join("\n")}</pre> : null}
        {view === "Timing" ? <Timing row={row} /> : null}
        {view === "Changes" ? <Changes row={row} before={before} /> : null}
      </div>
      <p className="flex flex-wrap gap-4 border-t px-3 py-1.5 text-sm"><Link to="/ops/chargers/$id" params={{ id: row.charger }} className="text-accent underline">{row.charger}</Link><Link to="/ops/audit" search={{ q: row.charger }} className="text-accent underline">what was done there</Link><Link to="/ops/sessions" search={{ charger: row.charger }} className="text-accent underline">its sessions</Link></p>
    </section>
  );
}

function Frame({ title, message }: { title: string; message: Message | null }) {
  return (
    <div className="min-w-0">
      <p className="mb-1 text-sm font-medium">{title}{message === null ? "" : ` · ${clockTime(message.at)} · ${bytes(message.size_bytes)}`}</p>
      {message === null ? <p className="text-sm text-muted">{title === "Answer" ? "None has come." : "It came before the oldest message that is loaded."}</p> : <pre className="overflow-auto rounded-sm bg-sunken p-2 font-mono text-xs" tabIndex={0}>{typeof message.payload === "string" ? message.payload : JSON.stringify(message.payload, null, 2)}</pre>}
    </div>
  );
}

/** The frame of OCPP-J (4.2) that this was, with what was masked. */
export function rawFrame(message: Message): string {
  const payload: unknown = message.payload;
  if (message.kind === "call") return JSON.stringify([2, message.message_id, message.action, payload]);
  if (message.kind === "result") return JSON.stringify([3, message.message_id, payload]);
  return message.kind === "error" ? JSON.stringify([4, message.message_id, payload]) : String(payload);
}

function apiCall(row: Exchange): string {
  return `curl -X POST "$SNTRY_URL/api/v1/chargers/${encodeURIComponent(row.charger)}/ocpp/${row.action}?wait=30" -H "Authorization: Bearer $SNTRY_TOKEN" -H "Content-Type: application/json" -d '${JSON.stringify(row.call?.payload ?? {}).replaceAll("'", "'\\''")}'`;
}

function Timing({ row }: { row: Exchange }) {
  const facts: [string, string][] = [["Began", clockTime(row.atMs)], ["Answered", row.answer === null ? "no answer" : clockTime(row.answer.at)], ["Took", milliseconds(row.latencyMs) || "–"], ["Result", resultText(row)], ["Size", `${bytes(row.call?.size_bytes ?? 0)} and ${bytes(row.answer?.size_bytes ?? 0)}`]];
  return <dl className="m-0 grid max-w-sm grid-cols-[8rem_1fr] gap-y-1 text-sm">{facts.map(([name, text]) => <div key={name} className="contents"><dt className="text-muted">{name}</dt><dd className="m-0">{text}</dd></div>)}</dl>;
}

function Changes({ row, before }: { row: Exchange; before: Exchange | undefined }) {
  if (before === undefined) return <Empty title={`No earlier ${row.action} of this charger is loaded`} />;
  const found = [...differences(before.call?.payload, row.call?.payload).map((each) => ({ ...each, path: `call.${each.path}` })), ...differences(before.answer?.payload, row.answer?.payload).map((each) => ({ ...each, path: `answer.${each.path}` }))];
  if (found.length === 0) return <Empty title={`The same as the ${row.action} of ${clockTime(before.atMs)}`} />;
  return (
    <table className="w-full border-collapse text-sm">
      <caption className="pb-1 text-left text-muted">Against the {row.action} of {clockTime(before.atMs)}</caption>
      <thead className="text-left text-muted"><tr>{["Field", "Before", "Now"].map((word) => <th key={word} scope="col" className="border-b px-1 py-0.5 font-medium">{word}</th>)}</tr></thead>
      <tbody className="font-mono text-xs">{found.map((each) => <tr key={each.path} className="border-b"><th scope="row" className="px-1 py-0.5 text-left font-normal">{each.path}</th><td className="px-1 text-offline">{each.before ?? "–"}</td><td className="px-1 text-operational">{each.after ?? "–"}</td></tr>)}</tbody>
    </table>
  );
}
