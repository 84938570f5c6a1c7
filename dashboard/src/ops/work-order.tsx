import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { API, ApiError, send } from "../api/client";
import { useAct, useList, useThing } from "../api/list";
import { canAct } from "../api/permissions";
import { useMe } from "../api/queries";
import type { Technician, WorkCatalogue, WorkLine, WorkOrderDetail } from "../api/types";
import { dayTime, kw, number, percent } from "../lib/format";
import { plain } from "../lib/words";
import { AskButton, Fact, Facts } from "../ui/form";
import { Button, Empty, ErrorNote, PageTitle, Panel, Skeleton } from "../ui/kit";
import { More } from "../ui/table";
import { URGENCY_WORDS, WORK_STATES } from "./work-words";

export function WorkOrderPage() {
  const { id } = useParams({ from: "/ops/work/$id" });
  const order = useThing<WorkOrderDetail>(`/work-orders/${encodeURIComponent(id)}`);
  const data = order.data;
  if (order.error instanceof ApiError && (order.error.status === 404 || order.error.status === 422)) return <><PageTitle title="Order not found" /><Empty title={`There is no work order ${id}`}><Link to="/ops/work" className="text-accent underline">All work</Link></Empty></>;
  return (
    <>
      <div>
        <p className="text-sm"><Link to="/ops/work" className="text-accent underline">Work</Link>{data === undefined ? null : <> / <Link to="/ops/stations/$id" params={{ id: data.station_id }} className="text-accent underline">{data.place.name}</Link></>}</p>
        <PageTitle title={`Work order ${id}`} className="text-xl" />
      </div>
      {order.error === null ? null : <ErrorNote what="The order could not be loaded:" error={order.error} onRetry={() => void order.refetch()} />}
      {data === undefined ? (order.error === null ? <Skeleton lines={8} height={40} /> : null) : <Body order={data} />}
    </>
  );
}

function Body({ order }: { order: WorkOrderDetail }) {
  return (
    <>
      <Facts>
        <Fact label="State" note={order.is_unproven ? "nobody charged in time to prove it" : order.reopened > 0 ? `reopened ${order.reopened}×` : order.end_reason || undefined}>{WORK_STATES[order.state]}</Fact>
        <Fact label="What" note={order.charge_points.join(", ") || "the station as a whole"}>{order.title}</Fact>
        <Fact label="Cause" note={order.cause === null ? undefined : `${percent(order.confidence)} sure`}>{order.cause === null ? "not known" : plain(order.cause)}</Fact>
        <Fact label="Wanted" note={`due ${dayTime(order.due_at)}`}>{URGENCY_WORDS[order.urgency]}</Fact>
        <Fact label="Technician" note={order.technician === "" ? undefined : order.accepted_at === null ? `answer by ${dayTime(order.answer_by)}` : `accepted ${dayTime(order.accepted_at)}`}>{order.technician === "" ? "nobody yet" : order.technician}{order.is_pinned ? ", by a person" : ""}</Fact>
        <Fact label="Opened" note={`by ${order.opened_by}, alarm ${order.alarm_id}`}>{dayTime(order.opened_at)}</Fact>
      </Facts>
      <Steps order={order} />
      <div className="grid items-start gap-3 xl:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-3">
          <Panel title="Why">
            <p>{order.summary}</p>
            {order.causes.map((each) => (
              <div key={each.name} className="mt-2"><p className="font-medium">{each.title} <span className="font-normal text-muted">{percent(each.confidence)}</span></p><ul className="ml-4 list-disc text-sm">{each.evidence.map((one) => <li key={one.text}>{one.text}</li>)}</ul></div>
            ))}
            <Repeats order={order} />
          </Panel>
          <Panel title={order.technician === "" ? "Why nobody has it" : `Why ${order.technician}`}>
            {order.reasons.length === 0 ? <p className="text-muted">Planning has not looked at it yet.</p> : <ul className="ml-4 list-disc">{order.reasons.map((each) => <li key={each}>{each}</li>)}</ul>}
            {order.refused_by.length > 0 ? <p className="mt-2 text-muted">Declined or did not answer: {order.refused_by.join(", ")}</p> : null}
          </Panel>
          <Needs order={order} />
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          {order.report === null ? null : <Report order={order} />}
          <Timeline id={order.id} />
          {order.photos.length === 0 ? null : (
            <Panel title="Photos"><ul className="grid grid-cols-3 gap-2">{order.photos.map((each) => <li key={each.id}><a href={`${API}/work-orders/${order.id}/photos/${each.id}`}><img src={`${API}/work-orders/${order.id}/photos/${each.id}`} alt={each.text || `Photo by ${each.actor}, ${dayTime(each.at)}`} loading="lazy" className="aspect-square w-full rounded-sm border object-cover" /></a></li>)}</ul></Panel>
          )}
        </div>
      </div>
    </>
  );
}

const ASKED = {
  cancel: { word: "Cancel the order", title: "Cancel this order?", text: "Nobody goes there; its alarm stays open." },
  reopen: { word: "Reopen", title: "Reopen this order?", text: "The same technician is asked again." },
  close: { word: "Close", title: "Close this order?", text: "Its alarm is closed with it." },
} as const;

function Steps({ order }: { order: WorkOrderDetail }) {
  const me = useMe();
  const act = useAct(({ step, reason }: { step: string; reason: string }) => send("POST", `/work-orders/${order.id}/${step}`, { reason }), ["work-orders", "alarms"]);
  if (!canAct(me.data)) return null;
  const may = (Object.keys(ASKED) as (keyof typeof ASKED)[]).filter((step) => order.steps.includes(step));
  return (
    <div className="flex flex-wrap items-center gap-2">
      {order.steps.includes("assign") ? <Assign order={order} /> : null}
      {may.map((step) => (
        <AskButton key={step} label={ASKED[step].word} title={ASKED[step].title} word={ASKED[step].word} danger={step === "cancel"} reason busy={act.isPending} error={act.variables?.step === step ? act.error : null} onDo={(reason) => act.mutate({ step, reason })}>{ASKED[step].text}</AskButton>
      ))}
      <a className="ml-auto text-accent underline" href={`${API}/work-orders/${order.id}/evidence`} download={`sntry-order-${order.id}.json`}>Evidence for a warranty claim</a>
    </div>
  );
}

function Assign({ order }: { order: WorkOrderDetail }) {
  const people = useList<Technician>("/technicians?limit=200");
  const [chosen, setChosen] = useState(order.technician);
  const act = useAct((technician: string) => send("POST", `/work-orders/${order.id}/assign`, { technician, reason: "" }), ["work-orders"]);
  return (
    <form className="flex flex-wrap items-center gap-2" onSubmit={(event) => {
      event.preventDefault();
      act.mutate(chosen);
    }}>
      <select className="field" aria-label="Technician" value={chosen} onChange={(event) => setChosen(event.target.value)}>
        <option value="">Let planning decide</option>
        {people.items.map((each) => <option key={each.name} value={each.name}>{each.name}</option>)}
      </select>
      <Button type="submit" disabled={act.isPending || chosen === order.technician}>Assign</Button>
      {act.error === null ? null : <ErrorNote what="Not assigned:" error={act.error} />}
    </form>
  );
}

function Repeats({ order }: { order: WorkOrderDetail }) {
  const found = order.repeats.flatMap((each) => each.items.map((item) => ({ charger: each.charge_point, ...item })));
  if (found.length === 0) return null;
  return <p className="mt-2 text-sm text-muted">Within 30 days: {found.map((each) => `${each.charger} ${plain(each.topic)} ${each.faults}×${each.orders > 0 ? `, ${each.orders} orders` : ""}`).join("; ")}</p>;
}

function Needs({ order }: { order: WorkOrderDetail }) {
  const catalogue = useThing<WorkCatalogue>("/work-catalogue");
  const title = (part: string) => catalogue.data?.parts.find((each) => each.id === part)?.title ?? part;
  return (
    <Panel title={`What it takes: ${order.minutes} min on site`}>
      {order.parts.length === 0 ? <p className="text-muted">No parts.</p> : <ul>{order.parts.map((each) => <li key={each.part}>{each.quantity} × {title(each.part)} <span className="font-mono text-sm text-muted">{each.part}</span></li>)}</ul>}
      {order.skills.length === 0 ? null : <p className="mt-2 text-sm text-muted">Skills: {order.skills.map(plain).join(", ")}</p>}
      {order.safety.length === 0 ? null : <ol className="ml-4 mt-2 list-decimal">{order.safety.map((each) => <li key={each}>{each}</li>)}</ol>}
    </Panel>
  );
}

function Report({ order }: { order: WorkOrderDetail }) {
  const report = order.report;
  if (report === null) return null;
  return (
    <Panel title="What was found and done">
      <p>Cause found: <strong className="font-semibold">{plain(report.found_cause)}</strong>. Test charge: {report.test_charge_ok === null ? "none made" : report.test_charge_ok ? "it charged" : "it did not charge"}.</p>
      {report.parts_used.length === 0 ? null : <p>Parts used: {report.parts_used.map((each) => `${each.quantity} × ${each.part}`).join(", ")}</p>}
      {report.text === "" ? null : <p className="break-words">{report.text}</p>}
      {order.proofs.map((each) => <p key={each.charge_point} className="mt-1 text-operational">Proven at {each.charge_point}: <Link to="/ops/sessions/$id" params={{ id: String(each.session_id) }} className="underline">session {each.session_id}</Link>, {number(each.energy_kwh, 1)} kWh at {kw(each.power_kw)}, expected {kw(each.expected_kw)}</p>)}
    </Panel>
  );
}

function Timeline({ id }: { id: number }) {
  const lines = useList<WorkLine>(`/work-orders/${id}/timeline?limit=200`);
  return (
    <Panel title="Timeline">
      {lines.error === null ? null : <ErrorNote what="The timeline could not be loaded:" error={lines.error} onRetry={() => void lines.refetch()} />}
      {lines.isPending ? <Skeleton lines={4} /> : null}
      <ol className="flex flex-col gap-2">
        {lines.items.map((each) => (
          <li key={each.id} className="grid grid-cols-[7rem_minmax(0,1fr)] gap-2 text-sm">
            <time dateTime={each.happened_at} className="text-muted">{dayTime(each.happened_at)}</time>
            <span><span className="font-medium">{plain(each.kind)}</span>{each.person === "" ? "" : ` ${each.person}`} <span className="text-muted">by {each.actor}{each.happened_at === each.at ? "" : `, told ${dayTime(each.at)}`}</span>{each.text === "" ? null : <span className="block break-words">{each.text}</span>}</span>
          </li>
        ))}
      </ol>
      <More shown={lines.items.length} hasMore={lines.hasNextPage} busy={lines.isFetchingNextPage} onMore={() => void lines.fetchNextPage()} />
    </Panel>
  );
}
