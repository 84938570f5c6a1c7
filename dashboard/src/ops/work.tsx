import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { query, useList } from "../api/list";
import type { WorkOrder } from "../api/types";
import type { CsvColumn } from "../lib/csv";
import { useServerNow } from "../lib/clock";
import { duration } from "../lib/format";
import { useStation } from "../live/provider";
import { Choice } from "../ui/form";
import { Announce, Empty, ErrorNote, PageTitle, Panel, Skeleton, Tag } from "../ui/kit";
import { ShareButton } from "../ui/share";
import { CsvButton, More } from "../ui/table";
import { columns, isLate, loads, URGENCY_WORDS } from "./work-words";

const URGENCIES = Object.entries(URGENCY_WORDS) as [WorkOrder["urgency"], string][];

/** The board: every open order in the column of its state, what is due first on top. */
export function Work() {
  const search = useSearch({ from: "/ops/work" });
  const navigate = useNavigate({ from: "/ops/work" });
  const set = (change: Record<string, string | undefined>) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const orders = useList<WorkOrder>(`/work-orders${query({ open: true, urgency: search.urgency, technician: search.technician, limit: 200 })}`, { everyMs: 5000 });
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
        {orders.data !== undefined && orders.items.length === 0 ? <Empty title="No open work orders">They are opened from <Link to="/ops" className="text-accent underline">alarms</Link>, by a person or by the loop.</Empty> : null}
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
