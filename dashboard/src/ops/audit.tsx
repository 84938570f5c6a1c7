import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useRef } from "react";
import { useAudit } from "../api/queries";
import type { AuditEntry } from "../api/types";
import type { AuditSearch } from "../lib/search";
import { Button, Empty, ErrorNote, PageTitle, Panel, Skeleton, useSlashFocus } from "../ui/kit";
import { AuditList } from "./audit-list";

const KINDS = ["human", "autopilot", "model", "simulator", "system"];

export function auditKept(entry: AuditEntry, search: AuditSearch): boolean {
  if (search.kind !== undefined && entry.actor_kind !== search.kind) return false;
  if (search.q === undefined) return true;
  const text = `${entry.act} ${entry.object_type} ${entry.object_id} ${entry.actor} ${entry.reason}`.toLocaleLowerCase();
  return search.q.toLocaleLowerCase().split(/\s+/).every((word) => text.includes(word));
}

export function Audit() {
  const search = useSearch({ from: "/ops/audit" });
  const navigate = useNavigate({ from: "/ops/audit" });
  const audit = useAudit(200, search.type, search.id);
  const filter = useRef<HTMLInputElement>(null);
  useSlashFocus(filter);
  const set = (change: AuditSearch | Record<string, undefined>) => void navigate({ search: (old) => ({ ...old, ...change }) as AuditSearch, replace: true });
  const entries = useMemo(() => (audit.data?.items ?? []).filter((each) => auditKept(each, search)), [audit.data, search]);
  const filtered = search.q !== undefined || search.kind !== undefined || search.type !== undefined;
  return (
    <>
      <PageTitle title="Audit" />
      <Panel title="Newest acts" flush aside={<span>{audit.data === undefined ? "" : `${entries.length} of the newest ${audit.data.items.length}`}</span>}>
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
      </Panel>
    </>
  );
}
