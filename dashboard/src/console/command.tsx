/** The left side of the console: which charger, which call, with what; sent with as much care as it needs. */
import { useEffect, useMemo, useState } from "react";
import { send } from "../api/client";
import { query, useAct, useList, useThing } from "../api/list";
import { canAct } from "../api/permissions";
import { useMe } from "../api/queries";
import type { Charger, ChargerRow, OcppCall, Task } from "../api/types";
import { serverNow } from "../lib/clock";
import { TaskState } from "../ops/tasks";
import { Field } from "../ui/form";
import { Age, Button, Dialog, Empty, ErrorNote, Panel } from "../ui/kit";
import { blank, GROUPS, type Schema, tierOf, wrong } from "./schema";
import { SchemaForm } from "./schema-form";

interface Told {
  outcome?: string;
  payload?: unknown;
  task?: string;
}

/** What was sent last with each call, on this page only. */
const lastUsed = new Map<string, unknown>();

export function Command({ charger, onCharger }: { charger: string | undefined; onCharger: (id: string | undefined) => void }) {
  const me = useMe();
  const calls = useThing<{ items: OcppCall[] }>("/ocpp-calls");
  const [action, setAction] = useState("TriggerMessage");
  const schema = calls.data?.items.find((each) => each.action === action)?.payload_schema as Schema | undefined;
  return (
    <Panel title="Call a charger">
      <div className="flex flex-col gap-3">
        <Picker charger={charger} onCharger={onCharger} />
        {charger === undefined ? null : <Preflight id={charger} />}
        {calls.error === null ? null : <ErrorNote what="The calls could not be loaded:" error={calls.error} onRetry={() => void calls.refetch()} />}
        <Field label="Call">{(id) => (
          <select id={id} className="field" value={action} onChange={(event) => setAction(event.target.value)}>
            {GROUPS.map(([group, actions]) => <optgroup key={group} label={group}>{actions.map((each) => <option key={each} value={each}>{each}</option>)}</optgroup>)}
          </select>
        )}</Field>
        {schema === undefined ? null : <Payload key={action} action={action} schema={schema} charger={charger} may={canAct(me.data)} />}
      </div>
    </Panel>
  );
}

function Picker({ charger, onCharger }: { charger: string | undefined; onCharger: (id: string | undefined) => void }) {
  const chargers = useList<ChargerRow>("/chargers?limit=500");
  const [text, setText] = useState(charger ?? "");
  useEffect(() => setText(charger ?? ""), [charger]);
  const take = (value: string) => {
    setText(value);
    if (value === "") onCharger(undefined);
    else if (chargers.items.some((each) => each.id === value)) onCharger(value);
  };
  return (
    <Field label="Charger" hint="Empty: the log of all chargers">{(id) => (
      <>
        <input id={id} list="chargers" className="field font-mono" placeholder="All chargers" value={text} onChange={(event) => take(event.target.value)} />
        <datalist id="chargers">{chargers.items.map((each) => <option key={each.id} value={each.id} />)}</datalist>
      </>
    )}</Field>
  );
}

/** Is it there, is a car charging, what was asked of it last. */
function Preflight({ id }: { id: string }) {
  const charger = useThing<Charger>(`/chargers/${encodeURIComponent(id)}`, { everyMs: 5000 });
  const tasks = useList<Task>(`/tasks${query({ charge_point: id, limit: 1 })}`, { everyMs: 5000 });
  const data = charger.data;
  if (charger.error !== null) return <ErrorNote what="The charger could not be loaded:" error={charger.error} />;
  if (data === undefined) return null;
  const running = data.connectors.filter((each) => /^(Charging|Suspended)/.test(each.status)).length;
  const last = tasks.items[0];
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-0.5 rounded-sm bg-sunken px-2 py-1.5 text-sm">
      <span className={data.connected ? "text-operational" : "text-offline"}>{data.connected ? "● connected" : "■ not connected"}</span>
      <span>{running === 0 ? "no session runs" : `${running} ${running === 1 ? "session runs" : "sessions run"}`}</span>
      {last === undefined ? null : <span className="text-muted">last call {last.action}, <TaskState state={last.state} />, <Age at={last.created_at} /></span>}
    </p>
  );
}

function Payload({ action, schema, charger, may }: { action: string; schema: Schema; charger: string | undefined; may: boolean }) {
  const nowIso = useMemo(() => new Date(serverNow()).toISOString(), []);
  const [value, setValue] = useState<unknown>(() => lastUsed.get(action) ?? blank(schema, schema, nowIso));
  const [raw, setRaw] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const broken = raw === null ? null : parsed(raw) === undefined ? "payload is not JSON" : null;
  const payload = raw === null ? value : parsed(raw);
  const fault = broken ?? wrong(payload, schema, schema);
  const tier = tierOf(action, payload);
  const call = useAct(() => {
    lastUsed.set(action, payload);
    return send<Told>("POST", `/chargers/${encodeURIComponent(charger ?? "")}/ocpp/${action}?wait=20&reason=${encodeURIComponent(reason.trim())}`, payload);
  }, ["tasks", "chargers", "audit"]);
  const go = () => {
    setAsking(false);
    call.mutate();
  };
  if (!may) return <Empty title="An operator may send calls" />;
  return (
    <form className="flex flex-col gap-3" onSubmit={(event) => {
      event.preventDefault();
      if (tier === "read") go();
      else setAsking(true);
    }}>
      {raw === null
        ? <SchemaForm schema={schema} root={schema} label="" nowIso={nowIso} value={value} onChange={setValue} />
        : <Field label="Payload as JSON">{(id) => <textarea id={id} rows={10} spellCheck={false} className="field h-auto py-1 font-mono text-sm" value={raw} onChange={(event) => setRaw(event.target.value)} />}</Field>}
      {fault === null ? null : <p className="text-sm text-partial">{fault}</p>}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant={tier === "disruptive" ? "danger" : "primary"} disabled={charger === undefined || fault !== null || call.isPending}>{call.isPending ? "Waiting for the answer" : `Send ${action}`}</Button>
        <Button onClick={() => {
          if (raw === null) setRaw(JSON.stringify(value, null, 2));
          else {
            setValue(parsed(raw) ?? value);
            setRaw(null);
          }
        }} disabled={broken !== null}>{raw === null ? "As JSON" : "As form"}</Button>
      </div>
      {charger === undefined ? <p className="text-sm text-muted">Choose a charger to send a call.</p> : null}
      {call.error === null ? null : <ErrorNote what="Not sent:" error={call.error} />}
      {call.data === undefined ? null : <Answer told={call.data} />}
      <Dialog open={asking} onClose={() => setAsking(false)} title={`Send ${action} to ${charger ?? ""}?`}>
        <p className="text-muted">{tier === "disruptive" ? "This may end running sessions or keep drivers from charging." : "This changes the charger."} It is written to the audit.</p>
        <pre className="mt-2 max-h-48 overflow-auto rounded-sm bg-sunken p-2 font-mono text-xs" tabIndex={0}>{JSON.stringify(payload, null, 2)}</pre>
        <div className="mt-3"><Field label={tier === "disruptive" ? "Reason" : "Reason (may be empty)"}>{(id) => <input id={id} className="field" maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field></div>
        <div className="mt-4 flex justify-end gap-2">
          <Button autoFocus onClick={() => setAsking(false)}>Cancel</Button>
          <Button variant={tier === "disruptive" ? "danger" : "primary"} disabled={tier === "disruptive" && reason.trim() === ""} onClick={go}>Send</Button>
        </div>
      </Dialog>
    </form>
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function Answer({ told }: { told: Told }) {
  if (told.outcome === undefined) return <p role="status" className="text-sm">No answer yet: the call stays open and shows in the log.</p>;
  return (
    <div role="status" data-answer={told.outcome} className="rounded-sm border p-2">
      <p className="text-sm">Answer: <TaskState state={told.outcome} /></p>
      <pre className="mt-1 max-h-60 overflow-auto font-mono text-xs" tabIndex={0}>{JSON.stringify(told.payload ?? {}, null, 2)}</pre>
    </div>
  );
}
