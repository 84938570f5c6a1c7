import { useState } from "react";
import { send } from "../api/client";
import { query, useAct, useList, useThing } from "../api/list";
import { canAct } from "../api/permissions";
import { useMe } from "../api/queries";
import type { Remedy, RemedyDetail } from "../api/types";
import { plain } from "../lib/words";
import { AskButton } from "../ui/form";
import { Age, Button, Empty, ErrorNote, Panel, Skeleton, Tag, Time } from "../ui/kit";
import { More } from "../ui/table";

const LISTS = ["remedies", "tasks", "audit", "alarms"];
const INK: Record<string, string> = { cleared: "text-operational", seen: "text-operational", not_seen: "text-partial", refused: "text-offline" };

/** What is tried from afar before a technician is sent: steps with what they brought, approval and veto. */
export function Remedies({ charger }: { charger: string }) {
  const me = useMe();
  const remedies = useList<Remedy>(`/remedies${query({ charge_point: charger, limit: 5 })}`);
  const path = `/chargers/${encodeURIComponent(charger)}/remedies`;
  const start = useAct((reason: string) => send("POST", path, { reason }), LISTS);
  const open = remedies.items.some((each) => each.state !== "ended");
  return (
    <Panel title="Remedies" flush aside={canAct(me.data) && !open ? <AskButton label="Try a remedy" reason title={`Try a remedy at ${charger}?`} word="Try" busy={start.isPending} error={start.error} onDo={(reason) => start.mutate(reason)}>The playbook for what is wrong with it now runs step by step, whatever the mode of the loop. It rests while a session runs unless that is unsafe.</AskButton> : null}>
      {remedies.error === null ? null : <div className="p-3"><ErrorNote what="Remedies could not be loaded:" error={remedies.error} onRetry={() => void remedies.refetch()} /></div>}
      {remedies.isPending ? <Skeleton lines={2} /> : null}
      {remedies.data !== undefined && remedies.items.length === 0 ? <Empty title="Nothing had to be tried yet">When a fault stays, its playbook is worked through here.</Empty> : null}
      <ul className="divide-y">{remedies.items.map((each, index) => <RemedyRow key={each.id} remedy={each} may={canAct(me.data)} first={index === 0} />)}</ul>
      <More shown={remedies.items.length} hasMore={remedies.hasNextPage} busy={remedies.isFetchingNextPage} onMore={() => void remedies.fetchNextPage()} />
    </Panel>
  );
}

function RemedyRow({ remedy, may, first }: { remedy: Remedy; may: boolean; first: boolean }) {
  const [open, setOpen] = useState(first);
  const detail = useThing<RemedyDetail>(`/remedies/${remedy.id}`, { enabled: open });
  const stop = useAct((reason: string) => send("POST", `/remedies/${remedy.id}/stop`, { reason }), LISTS);
  const approve = useAct(() => send("POST", `/remedies/${remedy.id}/approve`), LISTS);
  const steps = detail.data?.steps ?? [];
  return (
    <li className="px-3 py-2 text-sm" data-remedy={remedy.state}>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <strong className="font-semibold">{plain(remedy.playbook)}</strong><Tag {...(remedy.state === "ended" ? {} : { tone: "accent" as const })}>{remedy.state}</Tag>
        <span className="text-muted">{remedy.sign}{remedy.connector_id === null ? "" : `, connector ${remedy.connector_id}`} · <Age at={remedy.opened_at} />{remedy.waits_for === null ? "" : ` · waits: ${remedy.waits_for}`}</span>
        <span className="ml-auto flex flex-wrap gap-1.5">
          {may && remedy.state === "proposed" ? <Button size="sm" variant="primary" disabled={approve.isPending} onClick={() => approve.mutate()}>Approve</Button> : null}
          {may && remedy.state !== "ended" ? <AskButton label={remedy.state === "proposed" ? "Refuse" : "Stop"} danger reason title="Stop this remedy?" word="Stop" busy={stop.isPending} error={stop.error} onDo={(reason) => stop.mutate(reason)}>No further step is taken, and the same trouble is not taken up again for a day.</AskButton> : null}
          <Button size="sm" variant="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? "Less" : "Steps"}</Button>
        </span>
      </div>
      {approve.error === null ? null : <ErrorNote what="Not approved:" error={approve.error} />}
      {remedy.end_reason === null ? null : <p className="text-muted">{plain(remedy.ended_by)}: {remedy.end_reason}</p>}
      {open ? (
        <>
          <p className="text-muted">{remedy.reasons.join("; ")}</p>
          {detail.error === null ? null : <ErrorNote what="Steps could not be loaded:" error={detail.error} onRetry={() => void detail.refetch()} />}
          <ol className="mt-1 flex flex-col gap-1">
            {steps.map((step, index) => (
              <li key={index} className="flex flex-wrap gap-x-2 rounded-sm bg-sunken px-2 py-1">
                <span className="text-muted"><Time at={step.at} /></span><span className="font-medium">{index + 1}. {plain(step.act)}</span>
                <span className={step.effect === null ? "text-muted" : INK[step.effect] ?? ""}>{step.effect === null ? step.outcome ?? "waits for its answer" : plain(step.effect)}</span>
                {step.actor === "control" ? null : <Tag>{step.actor}</Tag>}
                <span className="basis-full text-muted">{step.reason}</span>
              </li>
            ))}
          </ol>
          {steps.length === 0 && detail.data !== undefined ? <p className="text-muted">No step was taken{remedy.state === "proposed" ? " yet" : ""}.</p> : null}
        </>
      ) : null}
    </li>
  );
}
