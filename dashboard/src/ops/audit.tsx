import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useRef } from "react";
import { query, useList } from "../api/list";
import type { AuditEntry } from "../api/types";
import type { CsvColumn } from "../lib/csv";
import type { AuditSearch } from "../lib/search";
import { valueText } from "../lib/words";
import { Button, Empty, ErrorNote, PageTitle, Panel, Skeleton, useSlashFocus } from "../ui/kit";
import { ShareButton } from "../ui/share";
import { CsvButton, More } from "../ui/table";
import { AuditList } from "./audit-list";

const KINDS = ["human", "autopilot", "model", "simulator", "system"];

export function auditKept(entry: AuditEntry, search: AuditSearch): boolean {
  if (search.q === undefined) return true;
  const text = `${entry.act} ${entry.object_type} ${entry.object_id} ${entry.actor} ${entry.reason}`.toLocaleLowerCase();
  return search.q.toLocaleLowerCase().split(/\s+/).every((word) => text.includes(word));
}

export function Audit() {
  const search = useSearch({ from: "/ops/audit" });
  const navigate = useNavigate({ from: "/ops/audit" });
  const audit = useList<AuditEntry>(`/audit${query({ limit: 200, object_type: search.type, object_id: search.id, actor_kind: KINDS.find((each) => each === search.kind) })}`);
  const filter = useRef<HTMLInputElement>(null);
  useSlashFocus(filter);
  const set = (change: AuditSearch | Record<string, undefined>) => void navigate({ search: (old) => ({ ...old, ...change }) as AuditSearch, replace: true });
  const entries = useMemo(() => audit.items.filter((each) => auditKept(each, search)), [audit.items, search]);
  const filtered = search.q !== undefined || search.kind !== undefined || search.type !== undefined;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2"><PageTitle title="Audit" /><ShareButton /></div>
      <Panel title="Newest acts" flush aside={<><span>{audit.data === undefined ? "" : `${entries.length} of the newest ${audit.items.length}`}</span><CsvButton what="audit" columns={CSV} rows={entries} /></>}>
        <div className="flex flex-wrap gap-2 border-b p-2">
          <input ref={filter} type="search" className="field min-w-48 flex-1" placeholder="Act, station, charger, person, reason   /" aria-label="Filter acts" aria-keyshortcuts="/" value={search.q ?? ""} onChange={(event) => set({ q: event.target.value || undefined })} />
          <select className="field" aria-label="Who acted" value={search.kind ?? ""} onChange={(event) => set({ kind: event.target.value || undefined })}>
            <option value="">Anyone</option>
            {KINDS.map((kind) => <option key={kind} value={kind}>{kind}</option>)}
          </select>
          {search.type === undefined ? null : <Button onClick={() => set({ type: undefined, id: undefined })}>Only {search.type} {search.id ?? ""} ×</Button>}
        </div>
        {audit.error === null ? null : <div className="p-3"><ErrorNote what="The audit could not be loaded:" error={audit.error} onRetry={() => void audit.refetch()} /></div>}
        {audit.isPending ? <Skeleton lines={12} /> : null}
        {audit.data !== undefined && entries.length === 0 ? <Empty title={filtered ? "No act fits this filter" : "No act is recorded yet"}>{filtered ? <Button size="sm" onClick={() => set({ q: undefined, kind: undefined, type: undefined, id: undefined })}>Clear the filter</Button> : "What people and the autopilot do appears here at once."}</Empty> : null}
        <AuditList entries={entries} />
        <More shown={audit.items.length} hasMore={audit.hasNextPage} busy={audit.isFetchingNextPage} onMore={() => void audit.fetchNextPage()} />
      </Panel>
    </>
  );
}

const CSV: readonly CsvColumn<AuditEntry>[] = [
  { head: "id", cell: (each) => each.id },
  { head: "at", cell: (each) => each.at },
  { head: "actor_kind", cell: (each) => each.actor_kind },
  { head: "actor", cell: (each) => each.actor },
  { head: "act", cell: (each) => each.act },
  { head: "object_type", cell: (each) => each.object_type },
  { head: "object_id", cell: (each) => each.object_id },
  { head: "before", cell: (each) => valueText(each.before) },
  { head: "after", cell: (each) => valueText(each.after) },
  { head: "reason", cell: (each) => each.reason },
  { head: "request_id", cell: (each) => each.request_id },
];
