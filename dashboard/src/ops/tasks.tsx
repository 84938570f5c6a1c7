import { Link } from "@tanstack/react-router";
import { query, useList } from "../api/list";
import type { Task } from "../api/types";
import { duration } from "../lib/format";
import { Age, Empty, ErrorNote, Panel, Skeleton, Tag } from "../ui/kit";
import { DataTable, More } from "../ui/table";

const GOOD = new Set(["accepted", "queued", "sent"]);

export function TaskState({ state }: { state: string }) {
  return <span className={`text-sm font-medium ${state === "accepted" ? "text-operational" : GOOD.has(state) ? "text-muted" : "text-offline"}`}>{state}</span>;
}

/** Calls by people and by the control loop, newest first, with what became of each. */
export function Tasks({ charger }: { charger?: string }) {
  const tasks = useList<Task>(`/tasks${query({ charge_point: charger, limit: 50 })}`, { everyMs: 5000 });
  return (
    <Panel title="Calls to the charger" flush>
      {tasks.error === null ? null : <div className="p-3"><ErrorNote what="Calls could not be loaded:" error={tasks.error} onRetry={() => void tasks.refetch()} /></div>}
      {tasks.isPending ? <Skeleton lines={6} /> : null}
      {tasks.data !== undefined && tasks.items.length === 0 ? <Empty title="Nothing was asked of it yet" /> : null}
      {tasks.items.length === 0 ? null : (
        <DataTable
          caption="Calls" rows={tasks.items} rowKey={(each) => each.id}
          columns={[
            { key: "at", word: "When", cell: (each) => <span className="whitespace-nowrap text-sm text-muted"><Age at={each.created_at} /></span> },
            ...(charger === undefined ? [{ key: "charger", word: "Charger", cell: (each: Task) => <Link to="/ops/chargers/$id" params={{ id: each.charge_point }} className="font-mono text-sm hover:underline">{each.charge_point}</Link> }] : []),
            { key: "action", word: "Call", cell: (each) => <><span className="font-medium">{each.action}</span><span className="block max-w-md truncate font-mono text-xs text-muted" title={JSON.stringify(each.payload)}>{JSON.stringify(each.payload)}</span></> },
            { key: "state", word: "Outcome", cell: (each) => <TaskState state={each.state} /> },
            { key: "took", word: "Took", right: true, show: "hidden sm:table-cell", cell: (each) => <span className="text-sm text-muted">{each.done_at === null ? "" : duration((Date.parse(each.done_at) - Date.parse(each.created_at)) / 1000)}</span> },
            { key: "who", word: "Who", show: "hidden md:table-cell", cell: (each) => <Tag {...(each.actor_kind === "human" ? { tone: "accent" as const } : {})}>{each.actor}</Tag> },
            { key: "why", word: "Why", show: "hidden lg:table-cell", cell: (each) => <span className="block max-w-sm truncate text-sm text-muted" title={each.reason}>{each.reason}</span> },
          ]}
        />
      )}
      <More shown={tasks.items.length} hasMore={tasks.hasNextPage} busy={tasks.isFetchingNextPage} onMore={() => void tasks.fetchNextPage()} />
    </Panel>
  );
}
