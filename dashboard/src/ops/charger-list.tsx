import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { useAct, useList } from "../api/list";
import { send } from "../api/client";
import { canAct, canAdminister } from "../api/permissions";
import { useMe } from "../api/queries";
import type { ChargerRow } from "../api/types";
import type { CsvColumn } from "../lib/csv";
import { useUnit } from "../lib/device";
import { kw, money, temperature } from "../lib/format";
import { CHARGER_FILTERS, type ChargersSearch } from "../lib/search";
import { makeText } from "../lib/words";
import { useStations } from "../live/provider";
import { Choice, AskButton } from "../ui/form";
import { RiskBar } from "../ui/glyphs";
import { Age, Button, Empty, ErrorNote, PageTitle, Panel, Skeleton, Tag, useSlashFocus } from "../ui/kit";
import { type Column, CsvButton, DataTable, More } from "../ui/table";
import { BulkPanel } from "./bulk-panel";

const FILTER_WORDS: Record<(typeof CHARGER_FILTERS)[number], string> = { pending: "wait for approval", disconnected: "not connected", risk: "watch or higher" };

export function keptCharger(charger: ChargerRow, search: ChargersSearch): boolean {
  if (search.show === "pending" && charger.registration !== "pending") return false;
  if (search.show === "disconnected" && charger.connected) return false;
  if (search.show === "risk" && (charger.risk === null || charger.risk.level === "low")) return false;
  if (search.q === undefined) return true;
  const text = `${charger.id} ${charger.station_id} ${charger.vendor} ${charger.model} ${charger.firmware_version}`.toLocaleLowerCase();
  return search.q.toLocaleLowerCase().split(/\s+/).every((word) => text.includes(word));
}

export function Chargers() {
  const search = useSearch({ from: "/ops/chargers" });
  const navigate = useNavigate({ from: "/ops/chargers" });
  const chargers = useList<ChargerRow>("/chargers?limit=500", { everyMs: 10_000 });
  const filter = useRef<HTMLInputElement>(null);
  useSlashFocus(filter);
  const set = (change: Partial<Record<keyof ChargersSearch, string | undefined>>) => void navigate({ search: (old) => ({ ...old, ...change }) as ChargersSearch, replace: true });
  const shown = useMemo(() => chargers.items.filter((each) => keptCharger(each, search)), [chargers.items, search]);
  const waiting = chargers.items.filter((each) => each.registration === "pending");
  const me = useMe();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => setChosen((old) => new Set(old.has(id) ? [...old].filter((each) => each !== id) : [...old, id]));
  const pick: Column<ChargerRow> = { key: "select", word: "", cell: (each) => <input type="checkbox" className="size-4 align-middle accent-(--accent)" aria-label={`Select ${each.id}`} checked={chosen.has(each.id)} onChange={() => toggle(each.id)} /> };
  const known = useColumns();
  const columns = canAct(me.data) ? [pick, ...known] : known;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2"><PageTitle title="Chargers" /><Link to="/ops/connect" className="text-accent underline">Connect a charger</Link></div>
      {waiting.length === 0 ? null : <Waiting chargers={waiting} />}
      {chosen.size === 0 ? null : <BulkPanel chosen={[...chosen]} onClear={() => setChosen(new Set())} />}
      <Panel title="All chargers" flush aside={<><span>{shown.length} of {chargers.items.length}</span>{canAct(me.data) && shown.length > 0 ? <Button size="sm" onClick={() => setChosen(new Set(shown.map((each) => each.id)))}>Select these {shown.length}</Button> : null}<CsvButton what="chargers" columns={CHARGER_CSV} rows={shown} /></>}>
        <div className="flex flex-wrap gap-2 border-b p-2">
          <input ref={filter} type="search" className="field min-w-40 flex-1" placeholder="Id, station, maker, firmware   /" aria-label="Filter chargers" aria-keyshortcuts="/" value={search.q ?? ""} onChange={(event) => set({ q: event.target.value || undefined })} />
          <Choice label="Show" any="All chargers" value={search.show} options={CHARGER_FILTERS.map((each) => [each, FILTER_WORDS[each]] as const)} onChange={(show) => set({ show })} />
        </div>
        {chargers.error === null ? null : <div className="p-3"><ErrorNote what="Chargers could not be loaded:" error={chargers.error} onRetry={() => void chargers.refetch()} kept={chargers.items.length > 0 ? "Those shown are older." : ""} /></div>}
        {chargers.isPending ? <Skeleton lines={10} /> : null}
        {chargers.data !== undefined && shown.length === 0 ? <Empty title={chargers.items.length === 0 ? "No charger is known" : "No charger fits this filter"}>{chargers.items.length === 0 ? <Link to="/ops/connect" className="text-accent underline">Connect the first</Link> : <Button size="sm" onClick={() => set({ q: undefined, show: undefined })}>Clear the filter</Button>}</Empty> : null}
        {shown.length === 0 ? null : <DataTable caption="Chargers listed" columns={columns} rows={shown} rowKey={(each) => each.id} />}
        <More shown={chargers.items.length} hasMore={chargers.hasNextPage} busy={chargers.isFetchingNextPage} onMore={() => void chargers.fetchNextPage()} />
      </Panel>
    </>
  );
}

function useColumns(): Column<ChargerRow>[] {
  const unit = useUnit();
  const stations = useStations();
  const names = useMemo(() => new Map(stations.map((each) => [each.id, each.name])), [stations]);
  return [
    { key: "id", word: "Charger", cell: (each) => <Link to="/ops/chargers/$id" params={{ id: each.id }} className="font-mono text-sm font-medium hover:underline">{each.id}</Link> },
    { key: "link", word: "Link", cell: (each) => each.registration === "accepted" ? <span className={`whitespace-nowrap text-sm ${each.connected ? "text-operational" : "text-offline"}`}>{each.connected ? "● connected" : "■ away"}</span> : <Tag tone="accent">{each.registration}</Tag> },
    { key: "station", word: "Station", show: "hidden md:table-cell", cell: (each) => <Link to="/ops/stations/$id" params={{ id: each.station_id }} className="hover:underline">{names.get(each.station_id) ?? each.station_id}</Link> },
    { key: "risk", word: "Risk, 1 h", cell: (each) => <RiskBar risk={each.risk} /> },
    { key: "temp", word: "Temp", right: true, show: "hidden sm:table-cell", cell: (each) => temperature(each.temperature_c, unit) },
    { key: "power", word: "Power", right: true, show: "hidden sm:table-cell", cell: (each) => <>{kw(each.power_w === null ? null : each.power_w / 1000)}{each.power_limit_w === null ? null : <strong className="block text-xs font-semibold">limit {kw(each.power_limit_w / 1000)}</strong>}</> },
    { key: "price", word: "Price", right: true, show: "hidden lg:table-cell", cell: (each) => money(each.price_per_kwh, "USD") },
    { key: "make", word: "Make", show: "hidden xl:table-cell", cell: (each) => <span className="text-sm text-muted">{`${makeText(each.vendor, each.model)} ${each.firmware_version}`}</span> },
    { key: "seen", word: "Seen", right: true, show: "hidden lg:table-cell", cell: (each) => <span className="text-sm text-muted"><Age at={each.last_seen_at} suffix="" /></span> },
  ];
}

/** Chargers that came by themselves and wait for an admin. */
export function Waiting({ chargers }: { chargers: readonly ChargerRow[] }) {
  const me = useMe();
  return (
    <Panel title={`Wait for approval (${chargers.length})`} flush aside={canAdminister(me.data) ? null : <span>an administrator decides</span>}>
      <ul className="divide-y">{chargers.map((each) => <Decision key={each.id} charger={each} may={canAdminister(me.data)} />)}</ul>
    </Panel>
  );
}

function Decision({ charger, may }: { charger: ChargerRow; may: boolean }) {
  const decide = useAct((word: "approve" | "reject") => send("POST", `/chargers/${encodeURIComponent(charger.id)}/${word}`), ["chargers", "audit"]);
  return (
    <li className="flex flex-wrap items-center gap-3 px-3 py-2">
      <span className="font-mono text-sm font-medium">{charger.id}</span>
      <span className="min-w-0 flex-1 truncate text-sm text-muted">{`${makeText(charger.vendor, charger.model)} ${charger.firmware_version}`.trim() || "make not told"} · seen <Age at={charger.last_seen_at} /></span>
      {may ? <><AskButton label="Approve" title={`Let ${charger.id} in?`} word="Approve" busy={decide.isPending} error={decide.error} onDo={() => decide.mutate("approve")}>It may charge cars and gets prices and limits from then on.</AskButton><AskButton label="Reject" danger title={`Refuse ${charger.id}?`} word="Reject" busy={decide.isPending} error={null} onDo={() => decide.mutate("reject")}>It is refused now and when it comes again.</AskButton></> : null}
    </li>
  );
}

const CHARGER_CSV: readonly CsvColumn<ChargerRow>[] = [
  { head: "id", cell: (each) => each.id },
  { head: "station_id", cell: (each) => each.station_id },
  { head: "registration", cell: (each) => each.registration },
  { head: "connected", cell: (each) => each.connected },
  { head: "risk_1h", cell: (each) => each.risk?.value },
  { head: "cause", cell: (each) => each.risk?.cause },
  { head: "temperature_c", cell: (each) => each.temperature_c },
  { head: "power_w", cell: (each) => each.power_w },
  { head: "power_limit_w", cell: (each) => each.power_limit_w },
  { head: "price_per_kwh", cell: (each) => each.price_per_kwh },
  { head: "vendor", cell: (each) => each.vendor },
  { head: "model", cell: (each) => each.model },
  { head: "firmware_version", cell: (each) => each.firmware_version },
  { head: "last_seen_at", cell: (each) => each.last_seen_at },
];
