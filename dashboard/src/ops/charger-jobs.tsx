import { useState } from "react";
import { API, send } from "../api/client";
import { query, useAct, useList } from "../api/list";
import { canAct, canAdminister } from "../api/permissions";
import { useMe } from "../api/queries";
import type { Job } from "../api/types";
import { serverNow } from "../lib/clock";
import { bytes } from "../lib/format";
import { plain } from "../lib/words";
import { Field } from "../ui/form";
import { Age, Button, Dialog, Empty, ErrorNote, Panel, Skeleton, Time } from "../ui/kit";
import { More } from "../ui/table";

const INK: Record<Job["state"], string> = { asked: "text-muted", running: "text-accent", done: "text-operational", failed: "text-offline", refused: "text-offline" };

/** Jobs that take minutes: diagnostics and logs that the charger uploads, firmware that it fetches. */
export function ChargerJobs({ id }: { id: string }) {
  const me = useMe();
  const jobs = useList<Job>(`/jobs${query({ charge_point: id, limit: 20 })}`, { everyMs: 5000 });
  const [firmware, setFirmware] = useState(false);
  const ask = useAct((kind: "diagnostics" | "log") => send("POST", `/chargers/${encodeURIComponent(id)}/${kind}`, {}), ["jobs", "audit"]);
  return (
    <Panel title="Jobs" flush aside={canAct(me.data) ? <><Button size="sm" disabled={ask.isPending} onClick={() => ask.mutate("diagnostics")}>Fetch diagnostics</Button><Button size="sm" disabled={ask.isPending} onClick={() => ask.mutate("log")}>Fetch the security log</Button>{canAdminister(me.data) ? <Button size="sm" onClick={() => setFirmware(true)}>Update firmware</Button> : null}</> : null}>
      {ask.error === null ? null : <div className="p-3"><ErrorNote what="Not asked:" error={ask.error} /></div>}
      {jobs.error === null ? null : <div className="p-3"><ErrorNote what="Jobs could not be loaded:" error={jobs.error} onRetry={() => void jobs.refetch()} /></div>}
      {jobs.isPending ? <Skeleton lines={3} /> : null}
      {jobs.data !== undefined && jobs.items.length === 0 ? <Empty title="No job yet">Files that the charger uploads can be downloaded here.</Empty> : null}
      <ul className="divide-y">
        {jobs.items.map((job) => (
          <li key={job.id} className="px-3 py-2">
            <p className="flex flex-wrap items-center gap-x-3"><strong className="font-semibold">{plain(job.kind)}</strong><span className={`text-sm font-medium ${INK[job.state]}`}>{job.state}</span>{job.file_name === null ? null : <a className="text-accent underline" href={`${API}/jobs/${job.id}/file`} download={job.file_name}>{job.file_name} ({bytes(job.size_bytes)})</a>}<span className="ml-auto text-sm text-muted"><Age at={job.created_at} /></span></p>
            <p className="text-sm text-muted">{job.answer === "" ? "" : `answer: ${job.answer}. `}{job.statuses.map((each, index) => <span key={index}>{index > 0 ? " → " : ""}{each.status} <Time at={each.at} /></span>)}</p>
          </li>
        ))}
      </ul>
      <More shown={jobs.items.length} hasMore={jobs.hasNextPage} busy={jobs.isFetchingNextPage} onMore={() => void jobs.fetchNextPage()} />
      {firmware ? <Firmware id={id} onClose={() => setFirmware(false)} /> : null}
    </Panel>
  );
}

function Firmware({ id, onClose }: { id: string; onClose: () => void }) {
  const [location, setLocation] = useState("");
  const start = useAct(() => send("POST", `/chargers/${encodeURIComponent(id)}/firmware`, { location: location.trim(), retrieve_at: new Date(serverNow()).toISOString() }), ["jobs", "audit"], onClose);
  return (
    <Dialog open onClose={onClose} title={`Update the firmware of ${id}`}>
      <form className="flex flex-col gap-3" onSubmit={(event) => {
        event.preventDefault();
        start.mutate();
      }}>
        <p className="text-muted">The charger fetches the file now and installs it by itself. It restarts; sessions end first or are ended, as its maker decides.</p>
        <Field label="Address of the file" hint="https, http, sftp or ftp, as the charger can reach it">{(field) => <input id={field} autoFocus required className="field font-mono" value={location} maxLength={512} onChange={(event) => setLocation(event.target.value)} />}</Field>
        {start.error === null ? null : <ErrorNote what="Not started:" error={start.error} />}
        <div className="flex justify-end gap-2"><Button onClick={onClose}>Cancel</Button><Button type="submit" variant="danger" disabled={start.isPending}>Update</Button></div>
      </form>
    </Dialog>
  );
}
