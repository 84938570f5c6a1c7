import { Link, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { send } from "../api/client";
import { useAct, useList, useThing } from "../api/list";
import { canAct } from "../api/permissions";
import { useMe } from "../api/queries";
import type { Exclusion, ExclusionCause, FailedAttempt, PortUptime, Success, SuccessList } from "../api/types";
import type { CsvColumn } from "../lib/csv";
import { dayTime, duration, number, percent } from "../lib/format";
import { plain } from "../lib/words";
import { useStations } from "../live/provider";
import { AskButton, Choice, Fact, Facts, Field, instantOf, Tabs } from "../ui/form";
import { Age, Button, Empty, ErrorNote, PageTitle, Panel, Skeleton, Tag } from "../ui/kit";
import { CsvButton, DataTable, More } from "../ui/table";

const TABS = [["uptime", "Uptime of ports"], ["exclusions", "Exclusions"], ["attempts", "First attempts"]] as const;
const CAUSES: readonly ExclusionCause[] = ["utility", "vehicle", "maintenance", "vandalism", "natural_disaster", "closed"];

/** How reliable the network is: ports against the 97 % of 23 CFR 680.116(b), what is excluded, and first attempts. */
export function Reliability() {
  const { tab = "uptime" } = useSearch({ from: "/ops/reliability" });
  return (
    <>
      <PageTitle title="Reliability" />
      <Tabs label="Views of reliability" tabs={TABS} tab={tab} />
      {tab === "exclusions" ? <Exclusions /> : tab === "attempts" ? <Attempts /> : <Uptime />}
    </>
  );
}

function useNames(): ReadonlyMap<string, string> {
  const stations = useStations();
  return useMemo(() => new Map(stations.map((each) => [each.id, each.name])), [stations]);
}

function Uptime() {
  const ports = useList<PortUptime>("/uptime?limit=500");
  const names = useNames();
  const [below, setBelow] = useState(false);
  const all = useMemo(() => [...ports.items].sort((a, b) => a.uptime_pct - b.uptime_pct || a.charge_point.localeCompare(b.charge_point)), [ports.data]);
  const missed = all.filter((each) => !each.is_met);
  const mean = all.length === 0 ? null : all.reduce((sum, each) => sum + each.uptime_pct, 0) / all.length;
  const shown = below ? missed : all;
  return (
    <>
      <Facts>
        <Fact label="Ports above 97 %" note={`${missed.length} below the line`}>{all.length === 0 ? "–" : `${all.length - missed.length} of ${all.length}`}</Fact>
        <Fact label="Mean uptime" note="twelve months, exclusions taken off">{mean === null ? "–" : `${number(mean, 3)} %`}</Fact>
        <Fact label="Down in all" note={`of it ${duration(60 * all.reduce((sum, each) => sum + each.excluded_min, 0))} excluded`}>{duration(60 * all.reduce((sum, each) => sum + each.outage_min, 0))}</Fact>
        <Fact label="Worst port" note={all[0] === undefined ? "" : `${number(all[0].uptime_pct, 3)} %`}>{all[0] === undefined ? "–" : `${all[0].charge_point} · ${all[0].connector_id}`}</Fact>
      </Facts>
      <Panel title="Ports, worst first" flush aside={<><label className="flex items-center gap-1.5"><input type="checkbox" className="size-4 accent-(--accent)" checked={below} onChange={(event) => setBelow(event.target.checked)} />below 97 % only</label><CsvButton what="uptime" columns={CSV} rows={shown} /></>}>
        {ports.error === null ? null : <div className="p-3"><ErrorNote what="Uptime could not be loaded:" error={ports.error} onRetry={() => void ports.refetch()} /></div>}
        {ports.isPending ? <Skeleton lines={8} /> : null}
        {ports.data !== undefined && shown.length === 0 ? <Empty title={below ? "Every port is above the line" : "No port is known yet"} /> : null}
        {shown.length === 0 ? null : (
          <DataTable
            caption="Uptime of ports" rows={shown} rowKey={(each) => `${each.charge_point} ${each.connector_id}`}
            columns={[
              { key: "port", word: "Port", cell: (each) => <Link to="/ops/chargers/$id" params={{ id: each.charge_point }} className="font-mono text-sm hover:underline">{each.charge_point} · {each.connector_id}</Link> },
              { key: "station", word: "Station", show: "hidden md:table-cell", cell: (each) => names.get(each.station_id) ?? each.station_id },
              { key: "uptime", word: "Uptime", cell: (each) => <span className="flex items-center gap-2"><UptimeBar pct={each.uptime_pct} /><span className={`whitespace-nowrap ${each.is_met ? "" : "font-semibold text-offline"}`}>{number(each.uptime_pct, 3)} %{each.is_met ? "" : " ■ below"}</span></span> },
              { key: "outage", word: "Down", right: true, show: "hidden sm:table-cell", cell: (each) => duration(60 * each.outage_min) },
              { key: "excluded", word: "Excluded", right: true, show: "hidden sm:table-cell", cell: (each) => duration(60 * each.excluded_min) },
              { key: "known", word: "Known since", right: true, show: "hidden lg:table-cell", cell: (each) => <span className="text-sm text-muted">{each.known_since === null ? "over a year" : dayTime(each.known_since)}</span> },
            ]}
          />
        )}
        <More shown={ports.items.length} hasMore={ports.hasNextPage} busy={ports.isFetchingNextPage} onMore={() => void ports.fetchNextPage()} />
      </Panel>
      <p className="text-xs text-muted">Uptime as 23 CFR 680.116(b) has it: (525,600 − (minutes down − minutes excluded)) / 525,600, greater than 97 %.</p>
    </>
  );
}

/** From 90 to 100 per cent, with the line of 97. */
function UptimeBar({ pct }: { pct: number }) {
  const width = Math.max(0, Math.min(100, (pct - 90) * 10));
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" className="h-2.5 w-20 sm:w-32" aria-hidden="true">
      <rect width="100" height="10" fill="var(--sunken)" /><rect width={width} height="10" fill={pct > 97 ? "var(--operational-fill)" : "var(--offline-fill)"} />
      <line x1="70" x2="70" y1="0" y2="10" stroke="var(--text)" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

function Exclusions() {
  const me = useMe();
  const rows = useList<Exclusion>("/uptime/exclusions?limit=100");
  const withdraw = useAct(({ id, reason }: { id: number; reason: string }) => send("POST", `/uptime/exclusions/${id}/withdraw`, { reason }), ["uptime", "audit"]);
  return (
    <>
      {canAct(me.data) ? <ExclusionForm /> : null}
      <Panel title="Excluded spans, newest first" flush>
        {rows.error === null ? null : <div className="p-3"><ErrorNote what="Exclusions could not be loaded:" error={rows.error} onRetry={() => void rows.refetch()} /></div>}
        {rows.isPending ? <Skeleton lines={4} /> : null}
        {rows.data !== undefined && rows.items.length === 0 ? <Empty title="Nothing is excluded">What the operator could not prevent is put down here with its evidence, and can be taken back.</Empty> : null}
        <ul className="divide-y">
          {rows.items.map((each) => (
            <li key={each.id} className={`px-3 py-2 ${each.withdrawn_at === null ? "" : "text-muted"}`}>
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1"><span className="font-mono text-sm font-medium">{each.charge_point}{each.connector_id === null ? "" : ` · ${each.connector_id}`}</span><Tag>{plain(each.cause)}</Tag><span className="text-sm">{dayTime(each.start_at)} – {dayTime(each.end_at)}</span>
                <span className="ml-auto flex items-center gap-2 text-sm text-muted">{each.actor}, <Age at={each.created_at} />{each.withdrawn_at === null ? (canAct(me.data) ? <AskButton label="Withdraw" danger reason title="Let it count no more?" word="Withdraw" busy={withdraw.isPending} error={withdraw.error} onDo={(reason) => withdraw.mutate({ id: each.id, reason })}>The outage counts again. The exclusion stays on record.</AskButton> : null) : <Tag>withdrawn by {each.withdrawn_by}</Tag>}</span>
              </div>
              <p className="text-sm text-muted">{each.evidence}</p>
            </li>
          ))}
        </ul>
        <More shown={rows.items.length} hasMore={rows.hasNextPage} busy={rows.isFetchingNextPage} onMore={() => void rows.fetchNextPage()} />
      </Panel>
    </>
  );
}

function ExclusionForm() {
  const [cause, setCause] = useState<ExclusionCause>("utility");
  const [asked, setAsked] = useState({ charger: "", connector: "", start: "", end: "", evidence: "" });
  const set = (key: keyof typeof asked) => (event: { target: { value: string } }) => setAsked((old) => ({ ...old, [key]: event.target.value }));
  const add = useAct(() => send("POST", "/uptime/exclusions", {
    charge_point: asked.charger.trim(), connector_id: asked.connector === "" ? null : Number(asked.connector), cause, evidence: asked.evidence.trim(), start_at: instantOf(asked.start), end_at: instantOf(asked.end),
  }), ["uptime", "audit"], () => setAsked({ charger: "", connector: "", start: "", end: "", evidence: "" }));
  return (
    <Panel title="Exclude a span">
      <form className="grid gap-3 sm:grid-cols-2 xl:grid-cols-5" onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}>
        <Field label="Charger">{(id) => <input id={id} className="field font-mono" required maxLength={48} value={asked.charger} onChange={set("charger")} />}</Field>
        <Field label="Connector" hint="empty: all of them">{(id) => <input id={id} className="field" inputMode="numeric" pattern="[0-9]*" value={asked.connector} onChange={set("connector")} />}</Field>
        <Field label="From">{(id) => <input id={id} className="field" type="datetime-local" required value={asked.start} onChange={set("start")} />}</Field>
        <Field label="To">{(id) => <input id={id} className="field" type="datetime-local" required value={asked.end} onChange={set("end")} />}</Field>
        <div className="flex flex-col gap-1"><span className="font-medium">Cause</span><Choice label="Cause" value={cause} options={CAUSES.map((each) => [each, plain(each)] as const)} onChange={(next) => setCause(next ?? "utility")} /></div>
        <div className="sm:col-span-2 xl:col-span-4"><Field label="Evidence" hint="What shows it, and that the port would have worked otherwise">{(id) => <input id={id} className="field w-full" required minLength={10} maxLength={500} value={asked.evidence} onChange={set("evidence")} />}</Field></div>
        <div className="self-center"><Button type="submit" variant="primary" disabled={add.isPending}>Exclude</Button></div>
        {add.error === null ? null : <div className="sm:col-span-2 xl:col-span-5"><ErrorNote what="Not excluded:" error={add.error} /></div>}
      </form>
    </Panel>
  );
}

function Attempts() {
  const list = useThing<SuccessList>("/first-attempts", { everyMs: 60_000 });
  const failed = useThing<{ items: FailedAttempt[] }>("/first-attempts/failed?limit=50");
  const names = useNames();
  const all = list.data?.network;
  return (
    <>
      {list.error === null ? null : <ErrorNote what="First attempts could not be loaded:" error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending ? <Skeleton lines={6} /> : null}
      {all === undefined ? null : (
        <Facts>
          <Fact label="Charged at the first attempt" note="30 days">{percent(all.first_attempt_success)}</Fact>
          <Fact label="Charged in the end" note={`${number(all.visits)} visits, ${number(all.attempts)} attempts`}>{percent(all.success)}</Fact>
          <Fact label="Broken off" note="by something other than the driver">{number(all.broken_off)}</Fact>
          <Fact label="Why they failed" note={reasons(all)}>{number(all.failures.reduce((sum, each) => sum + each.count, 0))}</Fact>
        </Facts>
      )}
      <Panel title="Stations, worst first" flush>
        {list.data === undefined || list.data.stations.length > 0 ? null : <Empty title="Nobody came in this span" />}
        {list.data === undefined || list.data.stations.length === 0 ? null : (
          <DataTable
            caption="First-attempt success by station" rows={list.data.stations} rowKey={(each) => each.station_id ?? ""}
            columns={[
              { key: "station", word: "Station", cell: (each) => <Link to="/ops/stations/$id" params={{ id: each.station_id ?? "" }} className="font-medium hover:underline">{names.get(each.station_id ?? "") ?? each.station_id}</Link> },
              { key: "first", word: "First attempt", right: true, cell: (each) => percent(each.first_attempt_success) },
              { key: "end", word: "In the end", right: true, show: "hidden sm:table-cell", cell: (each) => percent(each.success) },
              { key: "visits", word: "Visits", right: true, cell: (each) => number(each.visits) },
              { key: "why", word: "Why not", show: "hidden md:table-cell", cell: (each) => <span className="text-sm text-muted">{reasons(each)}</span> },
            ]}
          />
        )}
      </Panel>
      <Panel title="Attempts that failed, newest first" flush>
        {failed.error === null ? null : <div className="p-3"><ErrorNote what="Attempts could not be loaded:" error={failed.error} onRetry={() => void failed.refetch()} /></div>}
        {failed.data !== undefined && failed.data.items.length === 0 ? <Empty title="None" /> : null}
        <ul className="divide-y">{(failed.data?.items ?? []).map((each, index) => <li key={index} className="flex flex-wrap gap-x-3 px-3 py-1.5 text-sm"><span className="text-muted">{dayTime(each.start_at)}</span><Link to="/ops/chargers/$id" params={{ id: each.charge_point }} className="font-mono hover:underline">{each.charge_point}{each.connector_id === null ? "" : ` · ${each.connector_id}`}</Link><span className="font-medium">{plain(each.reason)}</span><span className="text-muted">{each.detail}</span></li>)}</ul>
      </Panel>
    </>
  );
}

function reasons(success: Success): string {
  return success.failures.map((each) => `${each.count}× ${plain(each.reason)}${each.detail === "" ? "" : ` (${each.detail})`}`).join(", ") || "none failed";
}

const CSV: readonly CsvColumn<PortUptime>[] = [
  { head: "charge_point", cell: (each) => each.charge_point },
  { head: "connector_id", cell: (each) => each.connector_id },
  { head: "station_id", cell: (each) => each.station_id },
  { head: "uptime_pct", cell: (each) => each.uptime_pct },
  { head: "is_met", cell: (each) => each.is_met },
  { head: "outage_min", cell: (each) => each.outage_min },
  { head: "excluded_min", cell: (each) => each.excluded_min },
  { head: "until", cell: (each) => each.until },
  { head: "known_since", cell: (each) => each.known_since },
];
