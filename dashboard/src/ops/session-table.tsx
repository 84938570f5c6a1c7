import { Link } from "@tanstack/react-router";
import { query, useList } from "../api/list";
import type { Session } from "../api/types";
import { useServerNow } from "../lib/clock";
import type { CsvColumn } from "../lib/csv";
import { dayTime, duration, kwh, money } from "../lib/format";
import { Empty, ErrorNote, Panel, Skeleton, Tag } from "../ui/kit";
import { CsvButton, DataTable, More } from "../ui/table";

export const SESSION_CSV: readonly CsvColumn<Session>[] = [
  { head: "id", cell: (each) => each.id },
  { head: "charger", cell: (each) => each.charge_point },
  { head: "connector", cell: (each) => each.connector_id },
  { head: "id_tag", cell: (each) => each.id_tag },
  { head: "started_at", cell: (each) => each.started_at },
  { head: "stopped_at", cell: (each) => each.stopped_at },
  { head: "stop_reason", cell: (each) => each.stop_reason },
  { head: "energy_wh", cell: (each) => each.energy_wh },
  { head: "price_per_kwh", cell: (each) => each.price_per_kwh },
  { head: "cost", cell: (each) => each.cost },
  { head: "currency", cell: (each) => each.currency },
  { head: "problem", cell: (each) => each.problem },
];

export function SessionEnd({ session }: { session: Session }) {
  if (session.problem !== null && session.cost === null) return <Tag tone="accent">held</Tag>;
  if (session.stopped_at === null) return <span className="text-operational">● runs</span>;
  return <span className="text-muted">{session.stop_reason ?? "ended"}</span>;
}

/** Sessions, newest first; `filter` are parameters of the API's list. */
export function SessionTable({ filter, title = "Sessions" }: { filter: { charge_point?: string | undefined; station_id?: string | undefined; held?: boolean | undefined; from?: string | undefined; to?: string | undefined }; title?: string }) {
  const now = useServerNow(10_000);
  const sessions = useList<Session>(`/sessions${query({ ...filter, limit: 100 })}`, { everyMs: 10_000 });
  return (
    <Panel title={title} flush aside={<><span>{sessions.items.length} shown</span><CsvButton what="sessions" columns={SESSION_CSV} rows={sessions.items} /></>}>
      {sessions.error === null ? null : <div className="p-3"><ErrorNote what="Sessions could not be loaded:" error={sessions.error} onRetry={() => void sessions.refetch()} kept={sessions.items.length > 0 ? "Those shown are older." : ""} /></div>}
      {sessions.isPending ? <Skeleton lines={8} /> : null}
      {sessions.data !== undefined && sessions.items.length === 0 ? <Empty title="No session fits" /> : null}
      {sessions.items.length === 0 ? null : (
        <DataTable
          caption={title} rows={sessions.items} rowKey={(each) => each.id} rowProps={(each) => ({ "data-session": String(each.id) })}
          columns={[
            { key: "id", word: "Session", cell: (each) => <Link to="/ops/sessions/$id" params={{ id: String(each.id) }} className="font-medium hover:underline">#{each.id}</Link> },
            { key: "charger", word: "Charger", cell: (each) => <Link to="/ops/chargers/$id" params={{ id: each.charge_point }} className="font-mono text-sm hover:underline">{each.charge_point} · {each.connector_id}</Link> },
            { key: "tag", word: "Tag", show: "hidden lg:table-cell", cell: (each) => <span className="font-mono text-sm text-muted">{each.id_tag}</span> },
            { key: "start", word: "Began", cell: (each) => <time dateTime={each.started_at} className="whitespace-nowrap">{dayTime(each.started_at)}</time> },
            { key: "length", word: "Length", right: true, show: "hidden sm:table-cell", cell: (each) => duration(((each.stopped_at === null ? now : Date.parse(each.stopped_at)) - Date.parse(each.started_at)) / 1000) },
            { key: "energy", word: "Energy", right: true, cell: (each) => kwh(each.energy_wh) },
            { key: "price", word: "Price", right: true, show: "hidden md:table-cell", cell: (each) => money(each.price_per_kwh, each.currency) },
            { key: "cost", word: "Cost", right: true, cell: (each) => money(each.cost, each.currency) },
            { key: "end", word: "End", show: "hidden md:table-cell", cell: (each) => <span className="text-sm"><SessionEnd session={each} />{each.started_offline ? <span className="ml-1 text-xs text-muted">begun offline</span> : null}</span> },
          ]}
        />
      )}
      <More shown={sessions.items.length} hasMore={sessions.hasNextPage} busy={sessions.isFetchingNextPage} onMore={() => void sessions.fetchNextPage()} />
    </Panel>
  );
}
