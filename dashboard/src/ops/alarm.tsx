import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError, send } from "../api/client";
import { useAct, useList, useThing } from "../api/list";
import { useMe, useOpenAlarms, usePrices } from "../api/queries";
import type { AlarmCause, AlarmDetail, AlarmEntry, PastAlarm, Station } from "../api/types";
import { useServerNow } from "../lib/clock";
import { dayTime, duration, money, percent } from "../lib/format";
import type { Range } from "../lib/search";
import { plain } from "../lib/words";
import { useStation } from "../live/provider";
import { Fact, Facts } from "../ui/form";
import { RiskBar } from "../ui/glyphs";
import { Age, Button, Empty, ErrorNote, PageTitle, Panel, Simulated, Skeleton, Tag } from "../ui/kit";
import { ShareButton } from "../ui/share";
import { DataTable, More } from "../ui/table";
import { type AlarmAct, AlarmActs } from "./alarm-acts";
import { AlarmState, SeverityMark, Urgency } from "./alarm-parts";
import { byWeight, moneyAtRisk, suggestedAct, topicTitle } from "./alarm-words";
import { TelemetryPanel } from "./telemetry-panel";
import { usePageKeys } from "./use-page-keys";
import { useTelemetry } from "./use-telemetry";

export function AlarmPage() {
  const { id } = useParams({ from: "/ops/alarms/$id" });
  const alarm = useThing<AlarmDetail>(`/alarms/${encodeURIComponent(id)}`);
  const gone = alarm.error instanceof ApiError && (alarm.error.status === 404 || alarm.error.status === 422);
  if (gone) return <><PageTitle title="Alarm not found" /><Empty title={`No alarm has the number ${id}`}><Link to="/ops/alarms" className="text-accent underline">All alarms</Link></Empty></>;
  if (alarm.data === undefined) return <><PageTitle title="Alarm" />{alarm.error === null ? <Skeleton lines={8} height={40} /> : <ErrorNote what="The alarm could not be loaded:" error={alarm.error} onRetry={() => void alarm.refetch()} />}</>;
  return (
    <>
      {alarm.error === null ? null : <ErrorNote what="The alarm could not be loaded again:" error={alarm.error} onRetry={() => void alarm.refetch()} kept="What is shown is older." />}
      <Body key={alarm.data.id} alarm={alarm.data} />
    </>
  );
}

function Body({ alarm }: { alarm: AlarmDetail }) {
  const navigate = useNavigate();
  const now = useServerNow(10_000);
  const station = useStation(alarm.scope === "station" ? alarm.place : "");
  const open = useOpenAlarms();
  const [asked, setAsked] = useState<AlarmAct | null>(null);
  const place = station?.name ?? alarm.place;
  const step = (by: number) => () => {
    const all = [...(open.data ?? [])].sort(byWeight);
    const here = all.findIndex((each) => each.id === alarm.id);
    const next = here === -1 ? all[0] : all[here + by];
    if (next !== undefined) void navigate({ to: "/ops/alarms/$id", params: { id: String(next.id) } });
  };
  usePageKeys({ e: () => setAsked("ack"), z: () => setAsked("snooze"), d: () => setAsked("order"), "[": step(-1), "]": step(1) });
  const atRisk = moneyAtRisk(alarm, new Map(station === undefined ? [] : [[station.id, station]]));
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="text-sm"><Link to="/ops/alarms" className="text-accent underline decoration-1 underline-offset-2">Alarms</Link><span className="text-muted"> / {alarm.id}</span></p>
          <PageTitle title={`${topicTitle(alarm)}: ${place}`} className="text-xl" />
          <p className="flex flex-wrap items-center gap-2 text-sm text-muted"><SeverityMark severity={alarm.severity} /><Tag>{alarm.stage}</Tag>{alarm.is_whole_site ? <Tag>whole site</Tag> : null}{alarm.needs_technician ? <Tag tone="accent">needs a technician</Tag> : null}<Urgency alarm={alarm} />{station?.simulated ? <Simulated /> : null}</p>
        </div>
        <div className="flex flex-wrap items-center gap-2"><ShareButton /><AlarmActs alarms={[alarm]} asked={asked} onAsk={setAsked} /></div>
      </div>
      {alarm.folded_into === null ? null : <p className="card p-3">It goes on as <Link to="/ops/alarms/$id" params={{ id: String(alarm.folded_into) }} className="text-accent underline">alarm {alarm.folded_into}</Link>, which holds it with others like it.</p>}
      <Facts>
        <Fact label="In whose hands" note={alarm.state === "closed" ? <>{alarm.close_reason} · <Age at={alarm.closed_at} />{alarm.found_cause === "" ? "" : ` · found: ${plain(alarm.found_cause)}`}</> : suggestedAct(alarm, now)}><AlarmState alarm={alarm} /></Fact>
        {alarm.work_order === "" ? null : <Fact label="Work order" note="closes with its proof"><Link to="/ops/work/$id" params={{ id: alarm.work_order }} className="text-accent underline">Order {alarm.work_order}</Link></Fact>}
        <Fact label="Likely cause" note={alarm.cause === null ? "looked for within a minute" : `${percent(alarm.confidence)} sure, by rule`}>{alarm.cause === null ? "–" : plain(alarm.cause)}</Fact>
        <Fact label={alarm.closed_at === null ? "Open for" : "Was open for"} note={`since ${dayTime(alarm.opened_at)}`}>{alarm.closed_at === null ? <Age at={alarm.opened_at} suffix="" /> : duration((Date.parse(alarm.closed_at) - Date.parse(alarm.opened_at)) / 1000)}</Fact>
        <Fact label="Seen" note={alarm.is_active ? "goes on" : <>last <Age at={alarm.last_at} /></>}>{alarm.count}×</Fact>
        <Fact label="Station" note={station === undefined ? `${alarm.station_count} stations` : <RiskBar risk={station.risk} />}>{station === undefined ? alarm.place : <Link to="/ops/stations/$id" params={{ id: station.id }} className="hover:underline">{station.name}</Link>}</Fact>
        <Fact label="At risk" note="per hour, predicted">{atRisk === null ? "–" : money(atRisk, station?.price?.currency ?? "USD")}</Fact>
      </Facts>
      <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="flex min-w-0 flex-col gap-3">
          <Cause id={alarm.id} />
          {station === undefined ? null : <Evidence station={station} />}
          <Members alarm={alarm} />
        </div>
        <div className="flex min-w-0 flex-col gap-3"><Timeline id={alarm.id} /><Similar id={alarm.id} /></div>
      </div>
    </>
  );
}

/** Causes by rule with their signs; a language model's words beside them, marked as such. */
function Cause({ id }: { id: number }) {
  const cause = useThing<AlarmCause>(`/alarms/${id}/cause`);
  const none = cause.error instanceof ApiError && cause.error.status === 404;
  const data = cause.data;
  return (
    <Panel title="Why" aside={data === undefined ? null : <span>by rule, <Age at={data.at} /></span>}>
      {cause.error === null || none ? null : <ErrorNote what="The cause could not be loaded:" error={cause.error} onRetry={() => void cause.refetch()} />}
      {none ? <Empty title="Nothing is known yet">Causes are looked for within a minute of the first sign.</Empty> : null}
      {cause.isPending ? <Skeleton lines={4} /> : null}
      {data === undefined ? null : (
        <>
          <p>{data.summary}</p>
          <ol className="mt-3 flex flex-col gap-3">
            {data.causes.map((each, index) => (
              <li key={each.name} className={index === 0 ? "" : "border-t pt-3"}>
                <p className="flex flex-wrap items-center gap-2"><span className={index === 0 ? "font-semibold" : "font-medium"}>{each.title}</span>{each.is_dangerous ? <span className="text-sm font-semibold text-offline">⬣ dangerous</span> : null}<span className="ml-auto flex items-center gap-2 text-sm"><Share ratio={each.confidence} />{percent(each.confidence)}</span></p>
                <p className="text-sm"><span className="text-muted">Do:</span> {each.act}</p>
                {each.evidence.length === 0 ? null : <ul className="mt-1 list-disc pl-5 text-sm text-muted">{each.evidence.map((sign) => <li key={sign.sign}>{sign.text} <span className="whitespace-nowrap text-xs">({sign.weight >= 0 ? "+" : "−"}{Math.abs(sign.weight).toFixed(1)})</span></li>)}</ul>}
              </li>
            ))}
          </ol>
          {data.explanation === null ? null : (
            <section aria-label="Words of a language model" className="hatch mt-3 rounded-sm border p-3">
              <p className="mb-1 flex flex-wrap items-center gap-2 text-sm"><Tag tone="accent">written by a language model</Tag><span className="text-muted">{data.explanation.model}, <Age at={data.explanation.at} /></span></p>
              <p>{data.explanation.summary}</p>
              {data.explanation.cites.length === 0 ? null : <p className="mt-1 text-sm text-muted">It names: {data.explanation.cites.map(plain).join(", ")}</p>}
            </section>
          )}
          <p className="mt-3 text-xs text-muted">Figures behind the signs are log-odds: +1 makes a cause 2.7 times as likely. What speaks for a cause is no proof of it.</p>
        </>
      )}
    </Panel>
  );
}

function Share({ ratio }: { ratio: number }) {
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" className="h-2.5 w-20" aria-hidden="true">
      <rect width="100" height="10" fill="var(--sunken)" /><rect width={Math.max(0, Math.min(1, ratio)) * 100} height="10" fill="var(--series-1)" />
    </svg>
  );
}

function Evidence({ station }: { station: Station }) {
  const [range, setRange] = useState<Range>("3h");
  const { query, points } = useTelemetry(station, range);
  const prices = usePrices(false);
  return <TelemetryPanel station={station} range={range} onRange={setRange} telemetry={query.data} points={points} overrides={(prices.data?.items ?? []).filter((each) => each.station_id === station.id)} error={query.error} retry={() => void query.refetch()} />;
}

function Members({ alarm }: { alarm: AlarmDetail }) {
  return (
    <Panel title={`Chargers in it (${alarm.members.length})`} flush>
      <DataTable
        caption="Chargers in the alarm" rows={alarm.members} rowKey={(each) => `${each.station_id} ${each.charge_point ?? ""}`}
        columns={[
          { key: "severity", word: "Severity", cell: (each) => <SeverityMark severity={each.severity} /> },
          { key: "charger", word: "Charger", cell: (each) => each.charge_point === null ? <Link to="/ops/stations/$id" params={{ id: each.station_id }} className="hover:underline">the station</Link> : <Link to="/ops/chargers/$id" params={{ id: each.charge_point }} className="font-mono text-sm hover:underline">{each.charge_point}</Link> },
          { key: "what", word: "What it says", cell: (each) => <>{each.text}{each.connectors.length === 0 ? "" : `, connector ${each.connectors.join(", ")}`}</> },
          { key: "stage", word: "Stage", show: "hidden sm:table-cell", cell: (each) => each.stage },
          { key: "count", word: "Seen", right: true, show: "hidden sm:table-cell", cell: (each) => `${each.count}×` },
          { key: "last", word: "Last", right: true, cell: (each) => <span className="text-sm text-muted">{each.clear_since === null ? "goes on" : <>over for <Age at={each.clear_since} suffix="" /></>}</span> },
        ]}
      />
    </Panel>
  );
}

function Timeline({ id }: { id: number }) {
  const entries = useList<AlarmEntry>(`/alarms/${id}/timeline?limit=100`);
  const me = useMe();
  const [text, setText] = useState("");
  const note = useAct(() => send("POST", `/alarms/${id}/note`, { text: text.trim() }), ["alarms"], () => setText(""));
  return (
    <Panel title="Timeline" flush>
      {entries.error === null ? null : <div className="p-3"><ErrorNote what="The timeline could not be loaded:" error={entries.error} onRetry={() => void entries.refetch()} /></div>}
      {entries.isPending ? <Skeleton lines={4} /> : null}
      <ol className="divide-y">
        {entries.items.map((each) => (
          <li key={each.id} data-entry={each.kind} className="grid grid-cols-[5.75rem_minmax(0,1fr)] gap-x-3 px-3 py-1.5 text-sm">
            <span className="text-muted">{dayTime(each.at)}</span>
            <span className="min-w-0 break-words"><strong className="font-semibold">{plain(each.kind)}</strong>{each.actor_kind === "human" ? <span className="ml-1.5"><Tag tone="accent">{each.actor}</Tag></span> : null}<span className="block text-muted">{each.text}</span></span>
          </li>
        ))}
      </ol>
      <More shown={entries.items.length} hasMore={entries.hasNextPage} busy={entries.isFetchingNextPage} onMore={() => void entries.fetchNextPage()} />
      {me.data?.can.includes("report") === true ? (
        <form className="flex flex-wrap gap-2 border-t p-2" onSubmit={(event) => {
          event.preventDefault();
          note.mutate();
        }}>
          <input className="field min-w-0 flex-1" aria-label="Note for the timeline" placeholder="Note for the timeline" value={text} maxLength={500} required onChange={(event) => setText(event.target.value)} />
          <Button type="submit" disabled={note.isPending || text.trim() === ""}>Add</Button>
          {note.error === null ? null : <div className="basis-full"><ErrorNote what="Not noted:" error={note.error} /></div>}
        </form>
      ) : null}
    </Panel>
  );
}

function Similar({ id }: { id: number }) {
  const past = useThing<{ items: PastAlarm[] }>(`/alarms/${id}/similar?limit=8`);
  const items = past.data?.items ?? [];
  return (
    <Panel title="Like it, in the past" flush>
      {past.error === null ? null : <div className="p-3"><ErrorNote what="Past alarms could not be loaded:" error={past.error} onRetry={() => void past.refetch()} /></div>}
      {past.isPending ? <Skeleton lines={3} /> : null}
      {past.data !== undefined && items.length === 0 ? <Empty title="None yet">Closed alarms of the same kind are listed here, with what was found.</Empty> : null}
      <ul className="divide-y">
        {items.map(({ alarm, same_charger, same_station, same_model }) => (
          <li key={alarm.id} className="px-3 py-1.5 text-sm">
            <p className="flex flex-wrap items-center gap-2"><Link to="/ops/alarms/$id" params={{ id: String(alarm.id) }} className="font-medium hover:underline">{alarm.title}</Link><Tag>{same_charger ? "same charger" : same_station ? "same station" : same_model ? "same model" : "same kind"}</Tag></p>
            <p className="text-muted">{dayTime(alarm.opened_at)}, open for {alarm.closed_at === null ? "–" : duration((Date.parse(alarm.closed_at) - Date.parse(alarm.opened_at)) / 1000)}. {alarm.found_cause === "" ? alarm.close_reason || "closed by itself" : `Found: ${plain(alarm.found_cause)}. ${alarm.close_reason}`}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
