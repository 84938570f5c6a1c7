/** The right side of the console: every frame as it passes, calls folded with their answers. */
import { useEffect, useMemo, useRef, useState } from "react";
import type { Message } from "../api/types";
import { clockFactor, useServerNow } from "../lib/clock";
import { csvText, fileName, save } from "../lib/csv";
import { useSingleKeys } from "../lib/device";
import { bytes, clockTime, number } from "../lib/format";
import { isTyping } from "../ops/keys";
import { Button, Empty, ErrorNote, Panel, Skeleton } from "../ui/kit";
import { Detail } from "./detail";
import { filterOf } from "./filter";
import { type Exchange, exchanges } from "./pairing";
import { KEPT_FRAMES, useMessages } from "./use-messages";
import { milliseconds, resultText } from "./words";

const ROW_PX = 30;
const SPARE_ROWS = 12;
const CHIPS: readonly (readonly [string, string])[] = [["err", "errors"], ["open", "unanswered"], ["dir:in", "from chargers"], ["dir:out", "to chargers"], ["-action:Heartbeat", "no heartbeats"], ["-action:MeterValues", "no meter values"]];

export function Log({ charger, filter, onFilter }: { charger: string | undefined; filter: string; onFilter: (text: string) => void }) {
  const { frames, error, loaded, hasOlder, loadOlder } = useMessages(charger);
  const now = useServerNow(5000);
  const [frozen, setFrozen] = useState<Message[] | null>(null);
  const [since, setSince] = useState(0);
  const [selected, setSelected] = useState<number | null>(null);
  const single = useSingleKeys();
  const latest = useRef(frames);
  latest.current = frames;
  useEffect(() => {
    setFrozen(null);
    setSince(0);
    setSelected(null);
  }, [charger]);
  const pause = () => setFrozen((held) => (held === null ? latest.current : null));
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === "p" && single === "on" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) pause();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [single]);

  const shown = frozen ?? frames;
  const all = useMemo(() => exchanges(shown.filter((each) => each.id > since), now), [shown, since, now]);
  const rows = useMemo(() => all.filter(filterOf(filter)).reverse(), [all, filter]);
  const waiting = frozen === null ? 0 : frames.length - frozen.length;
  const row = selected === null ? undefined : all.find((each) => each.id === selected);
  const select = (id: number) => {
    setSelected(id === selected ? null : id);
    if (frozen === null && id !== selected) setFrozen(latest.current); // nothing moves under a row that is looked at
  };
  const toggle = (token: string) => {
    const words = filter.split(/\s+/).filter(Boolean);
    onFilter((words.includes(token) ? words.filter((each) => each !== token) : [...words, token]).join(" "));
  };

  return (
    <Panel title="Messages" flush aside={
      <>
        <span>{rows.length} of {all.length}</span>
        <Button size="sm" aria-pressed={frozen !== null} aria-keyshortcuts="p" onClick={pause}>{frozen === null ? "Pause" : waiting > 0 ? `Go on (${waiting} new)` : "Go on"}</Button>
        <Button size="sm" onClick={() => setSince(frames.at(-1)?.id ?? 0)}>Clear the view</Button>
        <Button size="sm" disabled={rows.length === 0} onClick={() => save(fileName("ocpp", Date.now(), "ndjson"), rows.flatMap((each) => [each.call, each.answer]).filter((each) => each !== null).map((each) => `${JSON.stringify(each)}\n`).join(""), "application/x-ndjson")}>NDJSON</Button>
        <Button size="sm" disabled={rows.length === 0} onClick={() => save(fileName("ocpp", Date.now()), csvText(CSV, rows))}>CSV</Button>
      </>
    }>
      <div className="flex flex-wrap gap-1.5 border-b p-2">
        <input type="search" className="field min-w-56 flex-1 font-mono text-sm" placeholder="action:Status* dir:in err lat>500 id:ab12 text" aria-label="Filter messages" value={filter} onChange={(event) => onFilter(event.target.value)} />
        {CHIPS.map(([token, word]) => {
          const on = filter.split(/\s+/).includes(token);
          return <button key={token} type="button" aria-pressed={on} onClick={() => toggle(token)} className={`h-8 rounded-full border px-2.5 text-sm ${on ? "border-accent bg-accent text-on-accent" : "border-strong hover:bg-sunken"}`}>{word}</button>;
        })}
      </div>
      {error === null ? null : <div className="p-3"><ErrorNote what="Messages could not be loaded:" error={error} kept="It is tried again by itself." /></div>}
      {!loaded && error === null ? <Skeleton lines={10} /> : null}
      {loaded && rows.length === 0 ? <Empty title={all.length === 0 ? "No message yet" : "No message fits this filter"}>{all.length === 0 ? "They appear here as they pass. Central keeps them for MESSAGE_LOG_DAYS." : <Button size="sm" onClick={() => onFilter("")}>Clear the filter</Button>}</Empty> : null}
      {rows.length === 0 ? null : <Rows rows={rows} selected={selected} onSelect={select} withCharger={charger === undefined} onTop={(top) => {
        if (!top && frozen === null) setFrozen(latest.current);
      }} />}
      <p className="flex flex-wrap items-center gap-3 border-t px-3 py-1.5 text-xs text-muted"><span>The newest {number(KEPT_FRAMES)} frames are kept here. Passwords and id tags are masked.{clockFactor() === 1 ? "" : ` Times of answers are simulated, ×${clockFactor()}.`}</span>{hasOlder ? <Button size="sm" className="ml-auto" onClick={() => void loadOlder()}>Load older</Button> : null}</p>
      {row === undefined ? null : <Detail row={row} rows={all} onClose={() => setSelected(null)} />}
    </Panel>
  );
}

const INK: Record<Exchange["outcome"], string> = { ok: "text-muted", error: "text-offline", open: "text-muted", lost: "text-partial", other: "text-partial" };

interface RowsProps {
  rows: readonly Exchange[];
  selected: number | null;
  onSelect: (id: number) => void;
  withCharger: boolean;
  onTop: (top: boolean) => void;
}

/** Only the rows in view are made; the others are empty space. */
function Rows({ rows, selected, onSelect, withCharger, onTop }: RowsProps) {
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (box.current === null) return;
    const watch = new ResizeObserver(([entry]) => setHeight(entry?.contentRect.height ?? 600));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  const from = Math.max(0, Math.floor(top / ROW_PX) - SPARE_ROWS);
  const to = Math.min(rows.length, Math.ceil((top + height) / ROW_PX) + SPARE_ROWS);
  const slowest = Math.max(1, ...rows.slice(from, to).map((each) => each.latencyMs ?? 0));
  return (
    <div ref={box} className={`relative overflow-auto ${selected === null ? "h-[calc(100dvh-17rem)] min-h-72" : "h-[calc(100dvh-39rem)] min-h-60"}`} tabIndex={0} role="region" aria-label="Messages, newest first" onScroll={(event) => {
      setTop(event.currentTarget.scrollTop);
      onTop(event.currentTarget.scrollTop < ROW_PX);
    }}>
      <table className="w-full border-collapse text-sm" aria-rowcount={rows.length + 1}>
        <caption className="sr-only">OCPP messages</caption>
        <thead className="sticky top-0 z-10 bg-surface text-left text-muted">
          <tr className="h-7">{["Time", "", ...(withCharger ? ["Charger"] : []), "Message", "Result", "Took", "Size"].map((word, index) => <th key={index} scope="col" className={`border-b px-2 font-medium ${word === "Size" || word === "Took" ? "hidden sm:table-cell" : ""} ${word === "Size" ? "text-right" : ""}`}>{word === "" ? <span className="sr-only">Direction</span> : word}</th>)}</tr>
        </thead>
        <tbody>
          <tr aria-hidden="true" style={{ height: from * ROW_PX }} />
          {rows.slice(from, to).map((row, index) => (
            <tr key={row.id} aria-rowindex={from + index + 2} data-exchange={row.action} data-outcome={row.outcome} onClick={() => onSelect(row.id)} style={{ height: ROW_PX }} className={`cursor-pointer border-b ${selected === row.id ? "bg-sunken shadow-[inset_3px_0_0_var(--accent)]" : "hover:bg-sunken"}`}>
              <td className="whitespace-nowrap px-2 font-mono text-xs text-muted">{clockTime(row.atMs)}</td>
              <td className="px-1"><span className={row.direction === "out" ? "text-accent" : "text-muted"} title={row.direction === "out" ? "to the charger" : "from the charger"}><span aria-hidden="true">{row.direction === "out" ? "▲" : "▼"}</span><span className="sr-only">{row.direction === "out" ? "to the charger" : "from the charger"}</span></span></td>
              {withCharger ? <td className="whitespace-nowrap px-2 font-mono text-xs">{row.charger}</td> : null}
              <td className="px-2"><button type="button" aria-expanded={selected === row.id} className="max-w-[14rem] truncate font-medium" onClick={(event) => {
                event.stopPropagation();
                onSelect(row.id);
              }}>{row.action === "" ? "(no message)" : row.action}</button></td>
              <td className={`max-w-[12rem] truncate px-2 ${INK[row.outcome]} ${row.outcome === "error" ? "font-semibold" : ""}`}>{resultText(row)}</td>
              <td className="hidden px-2 sm:table-cell"><span className="flex items-center gap-1.5"><svg viewBox="0 0 60 8" width="60" height="8" aria-hidden="true"><rect width="60" height="8" fill="var(--sunken)" />{row.latencyMs === null ? null : <rect width={Math.max(1, (row.latencyMs / slowest) * 60)} height="8" fill="var(--series-1)" />}</svg><span className="whitespace-nowrap text-xs text-muted">{milliseconds(row.latencyMs)}</span></span></td>
              <td className="hidden whitespace-nowrap px-2 text-right text-xs text-muted sm:table-cell">{bytes((row.call?.size_bytes ?? 0) + (row.answer?.size_bytes ?? 0))}</td>
            </tr>
          ))}
          <tr aria-hidden="true" style={{ height: (rows.length - to) * ROW_PX }} />
        </tbody>
      </table>
    </div>
  );
}

const CSV = [
  { head: "at", cell: (each: Exchange) => new Date(each.atMs).toISOString() },
  { head: "charger", cell: (each: Exchange) => each.charger },
  { head: "direction", cell: (each: Exchange) => each.direction },
  { head: "action", cell: (each: Exchange) => each.action },
  { head: "message_id", cell: (each: Exchange) => each.messageId },
  { head: "outcome", cell: (each: Exchange) => each.outcome },
  { head: "latency_ms", cell: (each: Exchange) => each.latencyMs },
  { head: "call", cell: (each: Exchange) => (each.call === null ? "" : JSON.stringify(each.call.payload)) },
  { head: "answer", cell: (each: Exchange) => (each.answer === null ? "" : JSON.stringify(each.answer.payload)) },
];
