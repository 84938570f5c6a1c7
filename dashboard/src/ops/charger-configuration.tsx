import { useMemo, useState } from "react";
import { useAct, useThing } from "../api/list";
import { send } from "../api/client";
import { canAct, canAdminister } from "../api/permissions";
import { useMe } from "../api/queries";
import type { ConfigurationKeys, HeldProfiles } from "../api/types";
import { number } from "../lib/format";
import { Field } from "../ui/form";
import { Age, Button, Dialog, Empty, ErrorNote, Panel, Skeleton, Tag } from "../ui/kit";
import { DataTable } from "../ui/table";

type Key = ConfigurationKeys["keys"][number];
interface Told {
  outcome?: string;
}

/** Keys as the charger told or took them, and the profiles that limit its power. */
export function ChargerConfiguration({ id }: { id: string }) {
  const path = `/chargers/${encodeURIComponent(id)}`;
  const me = useMe();
  const held = useThing<ConfigurationKeys>(`${path}/configuration`);
  const read = useAct(() => send<Told>("POST", `${path}/configuration?wait=30`, {}), ["chargers"]);
  const [words, setWords] = useState("");
  const [edited, setEdited] = useState<Key | null>(null);
  const shown = useMemo(() => (held.data?.keys ?? []).filter((each) => `${each.key} ${each.value ?? ""}`.toLocaleLowerCase().includes(words.toLocaleLowerCase())), [held.data, words]);
  return (
    <>
      <Profiles path={path} />
      <Panel title={`Configuration keys${held.data === undefined ? "" : ` (${held.data.keys.length})`}`} flush aside={canAct(me.data) ? <Button size="sm" disabled={read.isPending} onClick={() => read.mutate()}>{read.isPending ? "Reading" : "Read anew"}</Button> : null}>
        {read.error === null ? null : <div className="p-3"><ErrorNote what="Not read:" error={read.error} /></div>}
        {held.error === null ? null : <div className="p-3"><ErrorNote what="The configuration could not be loaded:" error={held.error} onRetry={() => void held.refetch()} /></div>}
        {held.isPending ? <Skeleton lines={8} /> : null}
        {held.data !== undefined && held.data.keys.length === 0 ? <Empty title="No key is known yet">Read them from the charger.</Empty> : null}
        {held.data !== undefined && held.data.keys.length > 0 ? (
          <>
            <div className="border-b p-2"><input type="search" className="field w-full" placeholder="Key or value" aria-label="Filter keys" value={words} onChange={(event) => setWords(event.target.value)} /></div>
            <DataTable
              caption="Configuration keys" rows={shown} rowKey={(each) => each.key}
              columns={[
                { key: "key", word: "Key", cell: (each) => <span className="font-mono text-sm">{each.key}</span> },
                { key: "value", word: "Value", cell: (each) => <span className="block max-w-lg break-words font-mono text-sm">{each.value ?? <span className="text-muted">not told</span>}</span> },
                { key: "marks", word: "", cell: (each) => <span className="flex gap-1">{each.readonly ? <Tag>read only</Tag> : null}{each.needs_reboot ? <Tag tone="accent">needs a restart</Tag> : null}</span> },
                { key: "at", word: "Told", right: true, show: "hidden sm:table-cell", cell: (each) => <span className="text-sm text-muted"><Age at={each.at} /></span> },
                { key: "act", word: "", right: true, cell: (each) => (canAdminister(me.data) && each.readonly !== true ? <Button size="sm" variant="quiet" aria-label={`Change ${each.key}`} onClick={() => setEdited(each)}>Change</Button> : null) },
              ]}
            />
          </>
        ) : null}
      </Panel>
      {edited === null ? null : <EditKey path={path} held={edited} onClose={() => setEdited(null)} />}
    </>
  );
}

function EditKey({ path, held, onClose }: { path: string; held: Key; onClose: () => void }) {
  const [value, setValue] = useState(held.value ?? "");
  const [reason, setReason] = useState("");
  const change = useAct(() => send<Told>("PUT", `${path}/configuration/${encodeURIComponent(held.key)}?wait=30&reason=${encodeURIComponent(reason)}`, { value }), ["chargers", "audit", "tasks"], (told) => {
    if (told.outcome === "accepted") onClose();
  });
  return (
    <Dialog open onClose={onClose} title={`Change ${held.key}`}>
      <form className="flex flex-col gap-3" onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}>
        <Field label="Value" hint={`Now: ${held.value ?? "not told"}`}>{(id) => <input id={id} autoFocus className="field font-mono" value={value} maxLength={500} onChange={(event) => setValue(event.target.value)} />}</Field>
        <Field label="Reason, kept in the audit">{(id) => <input id={id} className="field" value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />}</Field>
        {change.error === null ? null : <ErrorNote what="Not changed:" error={change.error} />}
        {change.data?.outcome !== undefined && change.data.outcome !== "accepted" ? <p role="alert" className="text-offline">The charger answered: {change.data.outcome}.</p> : null}
        <div className="flex justify-end gap-2"><Button onClick={onClose}>Cancel</Button><Button type="submit" variant="primary" disabled={change.isPending}>{change.isPending ? "Waiting for its answer" : "Change"}</Button></div>
      </form>
    </Dialog>
  );
}

interface Period {
  startPeriod?: number;
  limit?: number;
}

/** One line a profile: whose limit, how strong. */
export function profileText(profile: Record<string, unknown>): string {
  const schedule = (profile["chargingSchedule"] ?? {}) as { chargingRateUnit?: string; chargingSchedulePeriod?: Period[] };
  const unit = schedule.chargingRateUnit ?? "";
  const periods = (schedule.chargingSchedulePeriod ?? []).map((each) => {
    const limit = Number(each.limit);
    const shown = unit === "W" ? `${number(limit / 1000, 1)} kW` : `${number(limit, 1)} ${unit}`;
    return each.startPeriod ? `${shown} from +${Math.round(each.startPeriod / 60)} min` : shown;
  });
  return periods.join(", ");
}

function Profiles({ path }: { path: string }) {
  const held = useThing<HeldProfiles>(`${path}/charging-profiles`);
  return (
    <Panel title="Charging profiles in force" flush>
      {held.error === null ? null : <div className="p-3"><ErrorNote what="Profiles could not be loaded:" error={held.error} onRetry={() => void held.refetch()} /></div>}
      {held.data !== undefined && held.data.items.length === 0 ? <Empty title="No profile limits it">Limits of the autopilot and of people are listed here as the charger accepted them.</Empty> : null}
      <ul className="divide-y">
        {(held.data?.items ?? []).map((each) => (
          <li key={`${each.connector_id} ${String(each.profile["chargingProfileId"])}`} className="flex flex-wrap items-center gap-x-3 px-3 py-2 text-sm">
            <Tag>{String(each.profile["chargingProfilePurpose"] ?? "")}</Tag>
            <span>{each.connector_id === 0 ? "whole charger" : `connector ${each.connector_id}`}</span>
            <strong className="font-semibold">{profileText(each.profile)}</strong>
            <span className="text-muted">stack level {String(each.profile["stackLevel"] ?? "")}</span>
            <span className="ml-auto text-muted">accepted <Age at={each.accepted_at} /></span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
