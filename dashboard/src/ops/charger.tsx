import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useAct, useThing } from "../api/list";
import { ApiError, send } from "../api/client";
import { canAct } from "../api/permissions";
import { useMe } from "../api/queries";
import type { Charger as ChargerDetail } from "../api/types";
import { useUnit } from "../lib/device";
import { kw, money, temperature } from "../lib/format";
import { plain, makeText } from "../lib/words";
import { useStation } from "../live/provider";
import { AskButton, Fact, Facts, Tabs } from "../ui/form";
import { RiskBar } from "../ui/glyphs";
import { Age, Button, Empty, ErrorNote, PageTitle, Panel, Skeleton, Tag } from "../ui/kit";
import { ConnectorRow } from "./charger-rows";
import { ChargerConfiguration } from "./charger-configuration";
import { ChargerJobs } from "./charger-jobs";
import { ChargerSecurity } from "./charger-security";
import { Outlook } from "./outlook";
import { Remedies } from "./remedies";
import { SessionTable } from "./session-table";
import { Tasks } from "./tasks";
import { Why } from "./why";

const TABS = [["now", "Now"], ["sessions", "Sessions"], ["configuration", "Configuration"], ["jobs", "Firmware and files"], ["calls", "Calls"], ["security", "Security"]] as const;

export function ChargerPage() {
  const { id } = useParams({ from: "/ops/chargers/$id" });
  const { tab = "now" } = useSearch({ from: "/ops/chargers/$id" });
  const path = `/chargers/${encodeURIComponent(id)}`;
  const charger = useThing<ChargerDetail>(path, { everyMs: 5000 });
  const data = charger.data;
  const gone = charger.error instanceof ApiError && charger.error.status === 404;
  if (gone) return <><PageTitle title="Charger not found" /><Empty title={`No charger is called ${id}`}><Link to="/ops/chargers" className="text-accent underline">All chargers</Link></Empty></>;
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div>
          <p className="text-sm"><Link to="/ops/chargers" className="text-accent underline">Chargers</Link>{data === undefined ? null : <> / <StationLink id={data.station_id} /></>}</p>
          <PageTitle title={id} className="font-mono text-xl" />
        </div>
        <Link to="/ops/console" search={{ charger: id }} className="inline-flex h-8 items-center rounded-sm border border-strong bg-surface px-3 font-medium hover:bg-sunken">Open in the console</Link>
      </div>
      {charger.error === null ? null : <ErrorNote what="The charger could not be loaded:" error={charger.error} onRetry={() => void charger.refetch()} kept={data === undefined ? "" : "What is shown is older."} />}
      {data === undefined ? (charger.error === null ? <Skeleton lines={8} height={40} /> : null) : (
        <>
          <Head charger={data} />
          <Tabs label="Views of the charger" tabs={TABS} tab={tab} />
          {tab === "sessions" ? <SessionTable filter={{ charge_point: id }} /> : null}
          {tab === "configuration" ? <ChargerConfiguration id={id} /> : null}
          {tab === "jobs" ? <ChargerJobs id={id} /> : null}
          {tab === "calls" ? <Tasks charger={id} /> : null}
          {tab === "security" ? <ChargerSecurity id={id} /> : null}
          {TABS.slice(1).some(([key]) => key === tab) ? null : <Now charger={data} />}
        </>
      )}
    </>
  );
}

function StationLink({ id }: { id: string }) {
  const station = useStation(id);
  return <Link to="/ops/stations/$id" params={{ id }} className="text-accent underline">{station?.name ?? id}</Link>;
}

function Head({ charger }: { charger: ChargerDetail }) {
  const unit = useUnit();
  const currency = useStation(charger.station_id)?.price?.currency ?? "USD";
  return (
    <Facts>
      <Fact label="Link" note={<>seen <Age at={charger.last_seen_at} /></>}>{charger.registration === "accepted" ? <span className={charger.connected ? "text-operational" : "text-offline"}>{charger.connected ? "● connected" : "■ not connected"}</span> : <Tag tone="accent">{charger.registration}</Tag>}</Fact>
      <Fact label="Risk within the hour" note={charger.risk?.cause ? plain(charger.risk.cause) : "no likely cause"}><RiskBar risk={charger.risk} wide /></Fact>
      <Fact label="Power" note={charger.power_limit_w === null ? "no limit" : `limited to ${kw(charger.power_limit_w / 1000)}`}>{kw(charger.power_w === null ? null : charger.power_w / 1000)}</Fact>
      <Fact label="Temperature inside" note={<Outlook charger={charger} />}>{temperature(charger.temperature_c, unit)}</Fact>
      <Fact label="Price shown" note="as it accepted it">{money(charger.price_per_kwh, currency)}</Fact>
      <Fact label="Make" note={`firmware ${charger.firmware_version || "not told"} · OCPP 1.6J`}>{makeText(charger.vendor, charger.model) || "not told"}</Fact>
    </Facts>
  );
}

function Now({ charger }: { charger: ChargerDetail }) {
  return (
    <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="flex min-w-0 flex-col gap-3">
        <Panel title="Connectors">
          {charger.connectors.length === 0 ? <Empty title="It has told of no connector yet" /> : null}
          <ul className="flex flex-col gap-1.5">{charger.connectors.map((each) => <ConnectorRow key={each.id} connector={each} />)}</ul>
          <Acts charger={charger} />
        </Panel>
        <Remedies charger={charger.id} />
      </div>
      <Why chargers={[charger]} />
    </div>
  );
}

/** The calls that are needed most; all others are in the console. */
function Acts({ charger }: { charger: ChargerDetail }) {
  const me = useMe();
  const call = useAct(({ action, payload, reason }: { action: string; payload: object; reason: string }) => send<{ outcome?: string }>("POST", `/chargers/${encodeURIComponent(charger.id)}/ocpp/${action}?wait=20&reason=${encodeURIComponent(reason)}`, payload), ["chargers", "tasks", "audit"]);
  if (!canAct(me.data)) return null;
  const running = charger.connectors.filter((each) => /^(Charging|Suspended)/.test(each.status)).length;
  const effect = running === 0 ? "No session runs." : `${running} running ${running === 1 ? "session ends" : "sessions end"}.`;
  const ask = { busy: call.isPending, error: null };
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2">
      <Button size="sm" disabled={!charger.connected || call.isPending} onClick={() => call.mutate({ action: "TriggerMessage", payload: { requestedMessage: "StatusNotification" }, reason: "" })}>Ask for its states</Button>
      <AskButton {...ask} label="Out of service" danger reason disabled={!charger.connected} title={`Take ${charger.id} out of service?`} word="Take out" onDo={(reason) => call.mutate({ action: "ChangeAvailability", payload: { connectorId: 0, type: "Inoperative" }, reason })}>Running sessions end first; no new one begins until it is put back.</AskButton>
      <AskButton {...ask} label="In service" disabled={!charger.connected} title={`Put ${charger.id} back in service?`} word="Put back" onDo={(reason) => call.mutate({ action: "ChangeAvailability", payload: { connectorId: 0, type: "Operative" }, reason })}>New sessions may begin.</AskButton>
      <AskButton {...ask} label="Soft reset" danger reason disabled={!charger.connected} title={`Restart ${charger.id}?`} word="Restart" onDo={(reason) => call.mutate({ action: "Reset", payload: { type: "Soft" }, reason })}>{effect} It is away for a minute or so.</AskButton>
      <span role="status" className="text-sm">{call.isPending ? "Waiting for its answer" : call.data?.outcome ? `Answer: ${call.data.outcome}` : call.data === undefined ? "" : "Sent; see Calls"}</span>
      {call.error === null ? null : <div className="basis-full"><ErrorNote what="Not sent:" error={call.error} /></div>}
    </div>
  );
}
