import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { query, useList, useThing } from "../api/list";
import { canAct } from "../api/permissions";
import { useMe } from "../api/queries";
import type { Technician, WorkOrder, WorkPlan } from "../api/types";
import type { CsvColumn } from "../lib/csv";
import { useServerNow } from "../lib/clock";
import { duration, hourMinute } from "../lib/format";
import { plain } from "../lib/words";
import { useStation } from "../live/provider";
import { Choice } from "../ui/form";
import { Announce, Empty, ErrorNote, PageTitle, Panel, Skeleton, Tag } from "../ui/kit";
import { ShareButton } from "../ui/share";
import { type Column, CsvButton, DataTable, More } from "../ui/table";
import { columns, isLate, loads, URGENCY_WORDS } from "./work-words";

const URGENCIES = Object.entries(URGENCY_WORDS) as [WorkOrder["urgency"], string][];

/** The board: every open order in the column of its state, what is due first on top. */
export function Work() {
  const search = useSearch({ from: "/ops/work" });
  const navigate = useNavigate({ from: "/ops/work" });
  const set = (change: Record<string, string | undefined>) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const orders = useList<WorkOrder>(`/work-orders${query({ open: true, urgency: search.urgency, technician: search.technician, limit: 200 })}`);
  const now = useServerNow(10_000);
  const late = orders.items.filter((each) => isLate(each, now)).length;
  const people = loads(orders.items);
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2"><PageTitle title="Work" /><ShareButton /></div>
      <Panel title={`${orders.items.length} open ${orders.items.length === 1 ? "order" : "orders"}${late > 0 ? `, ${late} late` : ""}`} flush aside={<CsvButton what="work-orders" columns={CSV} rows={orders.items} />}>
        <div className="flex flex-wrap gap-2 border-b p-2">
          <Choice label="Urgency" any="Any urgency" value={search.urgency} options={URGENCIES} onChange={(urgency) => set({ urgency })} />
          <Choice label="Technician" any="Anybody" value={search.technician} options={[...new Set([...people.keys(), ...(search.technician ? [search.technician] : [])])].sort().map((name) => [name, `${name} (${people.get(name) ?? 0})`] as const)} onChange={(technician) => set({ technician })} />
        </div>
        {orders.error === null ? null : <div className="p-3"><ErrorNote what="Work orders could not be loaded:" error={orders.error} onRetry={() => void orders.refetch()} /></div>}
        {orders.isPending ? <div className="p-3"><Skeleton lines={5} height={56} /></div> : null}
        {orders.data !== undefined && orders.items.length === 0 ? <Empty title="No open work orders">They are opened from <Link to="/ops/alarms" className="text-accent underline">alarms</Link>, by a person or by the loop.</Empty> : null}
        {orders.items.length === 0 ? null : (
          <div className="grid gap-3 p-3 md:grid-cols-2 xl:grid-cols-5">
            {columns(orders.items).map(({ word, items }) => (
              <section key={word} aria-label={word} className="flex min-w-0 flex-col gap-2">
                <h3 className="text-sm text-muted">{word} ({items.length})</h3>
                <ul className="flex flex-col gap-2">{items.map((each) => <li key={each.id}><Card order={each} now={now} /></li>)}</ul>
              </section>
            ))}
          </div>
        )}
        <More shown={orders.items.length} hasMore={orders.hasNextPage} busy={orders.isFetchingNextPage} onMore={() => void orders.fetchNextPage()} />
      </Panel>
      <People />
      <Announce text={late > 0 ? `${late} work orders are late` : ""} />
    </>
  );
}

function Card({ order, now }: { order: WorkOrder; now: number }) {
  const station = useStation(order.station_id);
  const left = (Date.parse(order.due_at) - now) / 1000;
  return (
    <Link to="/ops/work/$id" params={{ id: String(order.id) }} data-work={order.id} className="tint block rounded-sm border border-strong bg-surface p-2 hover:bg-sunken">
      <span className="block font-medium">{order.title}</span>
      <span className="block truncate text-sm">{station?.name ?? order.station_id}</span>
      <span className="block truncate text-sm text-muted">{order.charge_points.join(", ") || "whole station"}</span>
      <span className="mt-1 flex flex-wrap items-center gap-1.5 text-sm">
        <Tag tone={order.urgency === "now" ? "accent" : "plain"}>{URGENCY_WORDS[order.urgency]}</Tag>
        {order.technician === "" ? <span className="text-muted">nobody yet</span> : <span>{order.technician}{order.state === "assigned" && order.accepted_at === null ? <span className="text-muted">, not accepted</span> : null}</span>}
      </span>
      {isLate(order, now) ? <span className="block text-sm font-semibold text-offline">late by {duration(-left)}</span> : left >= 0 ? <span className="block text-sm text-muted">due in {duration(left)}</span> : null}
    </Link>
  );
}

/** Technicians with what they have in hand, and whom planning would ask next. */
function People() {
  const navigate = useNavigate({ from: "/ops/work" });
  const me = useMe();
  const people = useList<Technician>("/technicians?limit=200");
  const plan = useThing<WorkPlan>("/work-plan", { enabled: canAct(me.data), everyMs: 30_000 });
  const open = useList<WorkOrder>("/work-orders?open=true&limit=200");
  const inHand = loads(open.items);
  const next = new Map(plan.data?.technicians.map((each) => [each.name, each.visits] as const));
  const columns: readonly Column<Technician>[] = [
    { key: "name", word: "Technician", cell: (each) => each.name },
    { key: "jobs", word: "In hand", right: true, cell: (each) => <button type="button" className="text-accent underline" onClick={() => void navigate({ search: { technician: each.name } })}>{inHand.get(each.name) ?? 0}</button> },
    { key: "skills", word: "Skills", show: "hidden md:table-cell", cell: (each) => (each.is_active ? each.skills.map(plain).join(", ") || "none" : "not at work") },
    { key: "stock", word: "Parts on the van", right: true, show: "hidden md:table-cell", cell: (each) => Object.values(each.stock).reduce((sum, count) => sum + count, 0) },
    { key: "next", word: "Would be asked next", cell: (each) => <Visits visits={next.get(each.name) ?? []} /> },
  ];
  return (
    <Panel title="Technicians" flush aside={plan.data === undefined ? null : <span>driving times: {plan.data.source === "road" ? "by road" : "straight-line estimate"}</span>}>
      {people.error === null ? null : <div className="p-3"><ErrorNote what="Technicians could not be loaded:" error={people.error} onRetry={() => void people.refetch()} /></div>}
      {people.isPending ? <div className="p-3"><Skeleton lines={3} /></div> : null}
      {people.data !== undefined && people.items.length === 0 ? <Empty title="No technicians">Give a user the role technician, then say skills and shifts: <code>sntry api put-technician NAME</code>.</Empty> : null}
      {people.items.length === 0 ? null : <DataTable caption="Technicians" columns={columns} rows={people.items} rowKey={(each) => each.name} />}
      {plan.data === undefined || plan.data.left.length === 0 ? null : <ul className="border-t p-3 text-sm">{plan.data.left.map((each) => <li key={each.order_id}><Link to="/ops/work/$id" params={{ id: String(each.order_id) }} className="text-accent underline">Order {each.order_id}</Link>: nobody, {each.reason}</li>)}</ul>}
    </Panel>
  );
}

function Visits({ visits }: { visits: WorkPlan["technicians"][number]["visits"] }) {
  if (visits.length === 0) return <span className="text-muted">–</span>;
  return <ul>{visits.map((each) => <li key={each.order_id} title={each.reasons.join("; ")}><Link to="/ops/work/$id" params={{ id: String(each.order_id) }} className="text-accent underline">order {each.order_id}</Link> <span className="text-muted">there {hourMinute(each.arrive_at)}, {Math.round(each.drive_min)} min drive</span></li>)}</ul>;
}

const CSV: readonly CsvColumn<WorkOrder>[] = [
  { head: "id", cell: (each) => each.id },
  { head: "state", cell: (each) => each.state },
  { head: "urgency", cell: (each) => each.urgency },
  { head: "title", cell: (each) => each.title },
  { head: "station", cell: (each) => each.station_id },
  { head: "chargers", cell: (each) => each.charge_points.join(" ") },
  { head: "cause", cell: (each) => each.cause },
  { head: "technician", cell: (each) => each.technician },
  { head: "opened_at_utc", cell: (each) => each.opened_at },
  { head: "due_at_utc", cell: (each) => each.due_at },
];
