import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { query, useList } from "../api/list";
import { useOpenAlarms } from "../api/queries";
import type { Alarm } from "../api/types";
import { useServerNow } from "../lib/clock";
import type { CsvColumn } from "../lib/csv";
import { money, percent } from "../lib/format";
import { ALARM_FILTERS, type AlarmsSearch, SEVERITY_FILTERS } from "../lib/search";
import { plain } from "../lib/words";
import { useStations } from "../live/provider";
import { Choice } from "../ui/form";
import { Age, Announce, Button, Empty, ErrorNote, PageTitle, Panel, Skeleton, useSlashFocus } from "../ui/kit";
import { ShareButton } from "../ui/share";
import { CsvButton, DataTable, More } from "../ui/table";
import { type AlarmAct, AlarmActs } from "./alarm-acts";
import { AlarmState, SeverityMark, Urgency } from "./alarm-parts";
import { byWeight, held, keptAlarm, moneyAtRisk, needsPerson, suggestedAct, topicTitle } from "./alarm-words";
import { usePageKeys } from "./use-page-keys";

const SHOW_WORDS: Record<(typeof ALARM_FILTERS)[number], string> = { quiet: "Seen or in work", open: "All that are open", closed: "Closed" };

export function Alarms() {
  const search = useSearch({ from: "/ops/alarms" });
  const navigate = useNavigate({ from: "/ops/alarms" });
  const set = (change: Partial<Record<keyof AlarmsSearch, string | undefined>>) => void navigate({ search: (old) => ({ ...old, ...change }) as AlarmsSearch, replace: true });
  const isPast = search.show === "closed";
  const open = useOpenAlarms();
  const past = useList<Alarm>(`/alarms${query({ open: false, severity: search.severity, limit: 50 })}`, { enabled: isPast });
  const source = isPast ? past : open;
  const all: readonly Alarm[] = useMemo(() => (isPast ? past.items : open.data ?? []), [isPast, past.data, open.data]);
  const stations = useStations();
  const byId = useMemo(() => new Map(stations.map((each) => [each.id, each])), [stations]);
  const now = useServerNow(10_000);
  const found = all.filter((each) => keptAlarm(each, search, byId.get(each.place)?.name ?? "", now));
  const current = isPast ? found : found.sort(byWeight);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [asked, setAsked] = useState<AlarmAct | null>(null);
  const frozen = useRef<readonly Alarm[] | null>(null);
  const isHeld = chosen.size > 0 || asked !== null;
  frozen.current = isHeld ? frozen.current ?? current : null;
  const { shown, fresh } = frozen.current === null ? { shown: current, fresh: 0 } : held(frozen.current, current);
  const letGo = () => setChosen(new Set());
  const toggle = (id: number) => setChosen((old) => new Set(old.has(id) ? [...old].filter((each) => each !== id) : [...old, id]));
  const filter = useRef<HTMLInputElement>(null);
  useSlashFocus(filter);
  const name = (alarm: Alarm) => byId.get(alarm.place)?.name ?? alarm.place;
  const onRow = (run: (id: number) => void) => () => {
    const id = Number(document.activeElement?.closest("[data-alarm]")?.getAttribute("data-alarm") ?? Number.NaN);
    if (Number.isFinite(id)) run(id);
  };
  const ask = (act: AlarmAct) => () => {
    if (chosen.size === 0) onRow((id) => setChosen(new Set([id])))();
    setAsked(act);
  };
  const first = () => {
    if (document.activeElement?.closest("[data-alarm]") === null) document.querySelector<HTMLElement>("[data-alarm] a")?.focus();
  };
  usePageKeys({ j: first, k: first, x: onRow(toggle), e: ask("ack"), z: ask("snooze"), d: ask("order"), Escape: letGo });
  const waiting = (open.data ?? []).filter((each) => needsPerson(each, now));
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2"><PageTitle title="Alarms" /><ShareButton /></div>
      <Panel
        title={isPast ? "Closed alarms" : search.show === undefined ? `Inbox (${waiting.length})` : SHOW_WORDS[search.show]} flush
        aside={<>{fresh > 0 ? <Button size="sm" onClick={letGo}>{fresh} new</Button> : null}<CsvButton what="alarms" columns={CSV} rows={shown} /></>}
      >
        <div className="flex flex-wrap gap-2 border-b p-2">
          <input ref={filter} type="search" className="field min-w-40 flex-1" placeholder="Station, cause, person, order   /" aria-label="Filter alarms" aria-keyshortcuts="/" value={search.q ?? ""} onChange={(event) => set({ q: event.target.value || undefined })} />
          <Choice label="Show" any="Inbox: needs a person" value={search.show} options={ALARM_FILTERS.map((each) => [each, SHOW_WORDS[each]] as const)} onChange={(show) => {
            letGo();
            set({ show });
          }} />
          <Choice label="Severity" any="Any severity" value={search.severity} options={SEVERITY_FILTERS.map((each) => [each, each === "high" ? "high or worse" : each] as const)} onChange={(severity) => set({ severity })} />
        </div>
        {chosen.size === 0 ? null : (
          <div role="group" aria-label="Selected alarms" className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b bg-sunken px-3 py-1.5 text-sm">
            <strong className="font-semibold">{chosen.size} selected</strong>
            <AlarmActs alarms={shown.filter((each) => chosen.has(each.id))} asked={asked} onAsk={setAsked} onDone={letGo} />
            <Button size="sm" variant="quiet" onClick={letGo}>Clear</Button>
          </div>
        )}
        {source.error === null ? null : <div className="p-3"><ErrorNote what="Alarms could not be loaded:" error={source.error} onRetry={() => void source.refetch()} kept={all.length > 0 ? "Those shown are older." : ""} /></div>}
        {source.isPending ? <Skeleton lines={6} height={36} /> : null}
        {source.data !== undefined && shown.length === 0 ? <Nothing search={search} open={open.data?.length ?? 0} onClear={() => set({ q: undefined, severity: undefined })} /> : null}
        {shown.length === 0 ? null : (
          <DataTable
            caption="Alarms listed" rows={shown} rowKey={(each) => each.id} rowProps={(each) => ({ "data-alarm": String(each.id), "data-severity": each.severity })}
            columns={[
              ...(isPast ? [] : [{ key: "select", word: "", cell: (each: Alarm) => <input type="checkbox" className="size-4 align-middle accent-(--accent)" aria-label={`Select ${each.title}`} checked={chosen.has(each.id)} onChange={() => toggle(each.id)} /> }]),
              { key: "severity", word: "Severity", cell: (each) => <SeverityMark severity={each.severity} /> },
              { key: "what", word: "What, where", cell: (each) => <><Link to="/ops/alarms/$id" params={{ id: String(each.id) }} className="font-medium hover:underline">{topicTitle(each)}<span className="sr-only">: {name(each)}</span></Link><span className="block text-sm text-muted" aria-hidden="true">{name(each)}{each.is_whole_site ? ", whole site" : each.charger_count > 1 ? `, ${each.charger_count} chargers` : ""}{each.station_count > 1 ? `, ${each.station_count} stations` : ""}</span></> },
              { key: "cause", word: "Likely cause", show: "hidden md:table-cell", cell: (each) => (each.cause === null ? <span className="text-sm text-muted">looked for</span> : <>{plain(each.cause)}<span className="block text-xs text-muted">{percent(each.confidence)} sure</span></>) },
              { key: "seen", word: "Seen", show: "hidden lg:table-cell", cell: (each) => <span className="whitespace-nowrap text-sm">{each.stage}<span className="block text-xs text-muted">{each.count > 1 ? `${each.count}×, ` : ""}{each.is_active ? "goes on" : <Age at={each.last_at} />}</span></span> },
              { key: "risk", word: "At risk", right: true, show: "hidden sm:table-cell", cell: (each) => {
                const sum = moneyAtRisk(each, byId);
                return sum === null ? <span className="text-muted">–</span> : `${money(sum, byId.get(each.place)?.price?.currency ?? "USD")}/h`;
              } },
              { key: "age", word: "Age", right: true, cell: (each) => <span className="text-sm text-muted"><Age at={each.opened_at} suffix="" /></span> },
              { key: "state", word: "In whose hands", show: "hidden md:table-cell", cell: (each) => <AlarmState alarm={each} /> },
              { key: "act", word: "Suggested", show: "hidden sm:table-cell", cell: (each) => <span className="whitespace-nowrap text-sm">{suggestedAct(each, now)}<Urgency alarm={each} /></span> },
            ]}
          />
        )}
        {isPast ? <More shown={shown.length} hasMore={past.hasNextPage} busy={past.isFetchingNextPage} onMore={() => void past.fetchNextPage()} /> : null}
      </Panel>
      <Announce text={`${waiting.length} alarms need a person, ${waiting.filter((each) => each.severity === "critical").length} critical`} />
    </>
  );
}

function Nothing({ search, open, onClear }: { search: AlarmsSearch; open: number; onClear: () => void }) {
  if (search.q !== undefined || search.severity !== undefined) return <Empty title="No alarm fits this filter"><Button size="sm" onClick={onClear}>Clear the filter</Button></Empty>;
  if (search.show === "closed") return <Empty title="No alarm was closed yet" />;
  return (
    <Empty title={search.show === undefined ? "No alarm needs a person" : "No alarm is open"}>
      {search.show === undefined && open > 0 ? <Link to="/ops/alarms" search={{ show: "open" }} className="text-accent underline">{open} open, seen or in work</Link> : <Link to="/ops/alarms" search={{ show: "closed" }} className="text-accent underline">Those that were closed</Link>}
    </Empty>
  );
}

const CSV: readonly CsvColumn<Alarm>[] = [
  { head: "id", cell: (each) => each.id },
  { head: "title", cell: (each) => each.title },
  { head: "topic", cell: (each) => each.topic },
  { head: "place", cell: (each) => each.place },
  { head: "severity", cell: (each) => each.severity },
  { head: "stage", cell: (each) => each.stage },
  { head: "state", cell: (each) => each.state },
  { head: "cause", cell: (each) => each.cause },
  { head: "confidence_ratio", cell: (each) => each.confidence },
  { head: "urgency", cell: (each) => each.urgency },
  { head: "count", cell: (each) => each.count },
  { head: "chargers", cell: (each) => each.charger_count },
  { head: "opened_at", cell: (each) => each.opened_at },
  { head: "last_at", cell: (each) => each.last_at },
  { head: "assignee", cell: (each) => each.assignee },
  { head: "work_order", cell: (each) => each.work_order },
  { head: "closed_at", cell: (each) => each.closed_at },
  { head: "close_reason", cell: (each) => each.close_reason },
  { head: "found_cause", cell: (each) => each.found_cause },
];
