/** What people do with alarms, one or several at once: each act says for how many, and what failed. */
import { useEffect, useState } from "react";
import { ApiError, send } from "../api/client";
import { useAct } from "../api/list";
import { canAct } from "../api/permissions";
import { useMe } from "../api/queries";
import type { Alarm, FoundCause, WorkOrder } from "../api/types";
import { useServerNow } from "../lib/clock";
import { dayTime } from "../lib/format";
import { plain } from "../lib/words";
import { Choice, Field } from "../ui/form";
import { Button, Dialog, ErrorNote } from "../ui/kit";
import { FOUND_CAUSES } from "./alarm-words";
import { URGENCY_WORDS } from "./work-words";

export type AlarmAct = "ack" | "snooze" | "assign" | "order" | "close";

type Urgency = WorkOrder["urgency"];
type OrderBody = { urgency: Urgency | null; note: string };

const LISTS = ["alarms", "audit", "work-orders"];
const URGENCIES = Object.entries(URGENCY_WORDS) as [Urgency, string][];
const SNOOZES: readonly (readonly [number, string])[] = [[30, "30 min"], [60, "1 h"], [240, "4 h"], [720, "12 h"], [1440, "1 day"], [4320, "3 days"], [10_080, "7 days"]];
const ACK_MIN = 240;

/** The same act at each of them; those that refused are named together. */
async function atEach(alarms: readonly Alarm[], path: string, body: object): Promise<void> {
  const failed: { alarm: Alarm; error: unknown }[] = [];
  for (const alarm of alarms) {
    try {
      await send("POST", `/alarms/${alarm.id}/${path}`, body);
    } catch (error) {
      failed.push({ alarm, error });
    }
  }
  const first = failed[0];
  if (first === undefined) return;
  const known = first.error instanceof ApiError ? first.error : new ApiError(0, "something unexpected went wrong", null);
  if (alarms.length === 1) throw known;
  throw new ApiError(known.status, `${failed.length} of ${alarms.length} refused (${failed.map((each) => each.alarm.title).join(", ")}): ${known.message}`, known.requestId);
}

interface Props {
  alarms: readonly Alarm[];
  /** The dialog that is open, so that keys and buttons open the same one. */
  asked: AlarmAct | null;
  onAsk: (act: AlarmAct | null) => void;
  onDone?: () => void;
}

/** Buttons and dialogs; nothing for who may only read. */
export function AlarmActs({ alarms, asked, onAsk, onDone }: Props) {
  const me = useMe();
  const act = useAct(({ path, body }: { path: string; body: object }) => atEach(alarms, path, body), LISTS, () => {
    onAsk(null);
    onDone?.();
  });
  const { mutate } = act;
  useEffect(() => {
    if (asked !== "ack") return; // it needs no dialog
    onAsk(null);
    mutate({ path: "ack", body: { minutes: ACK_MIN } });
  }, [asked, onAsk, mutate]);
  if (!canAct(me.data) || alarms.length === 0 || alarms.every((each) => each.state === "closed")) return null;
  const name = alarms.length === 1 ? (alarms[0]?.title ?? "") : `${alarms.length} alarms`;
  const close = () => onAsk(null);
  const busy = act.isPending;
  const error = act.error === null ? null : <div className="mt-3"><ErrorNote what="Not done:" error={act.error} /></div>;
  return (
    <>
      <span className="flex flex-wrap gap-1.5" role="group" aria-label={`Acts on ${name}`}>
        <Button size="sm" variant="primary" disabled={busy} title="For 4 hours; key e" onClick={() => act.mutate({ path: "ack", body: { minutes: ACK_MIN } })}>Acknowledge</Button>
        <Button size="sm" disabled={busy} title="Key z" onClick={() => onAsk("snooze")}>Snooze</Button>
        <Button size="sm" disabled={busy} onClick={() => onAsk("assign")}>Assign</Button>
        <Button size="sm" disabled={busy} title="Key d" onClick={() => onAsk("order")}>Order work</Button>
        <Button size="sm" disabled={busy} onClick={() => onAsk("close")}>Close</Button>
      </span>
      {asked === null && act.error !== null ? <div className="basis-full">{error}</div> : null}
      <Dialog open={asked === "snooze"} onClose={close} title={`Snooze ${name}`}><Snooze busy={busy} onDo={(minutes) => act.mutate({ path: "ack", body: { minutes } })} />{error}</Dialog>
      <Dialog open={asked === "assign"} onClose={close} title={`Assign ${name}`}><Assign me={me.data?.name ?? ""} before={alarms[0]?.assignee ?? ""} busy={busy} onClose={close} onDo={(to) => act.mutate({ path: "assign", body: { to } })} />{error}</Dialog>
      <Dialog open={asked === "order"} onClose={close} title={`Order work for ${name}`}><Order busy={busy} onClose={close} onDo={(body) => act.mutate({ path: "order", body })} />{error}</Dialog>
      <Dialog open={asked === "close"} onClose={close} title={`Close ${name}`}><Close alarms={alarms} busy={busy} onClose={close} onDo={(body) => act.mutate({ path: "close", body })} />{error}</Dialog>
    </>
  );
}

function Snooze({ busy, onDo }: { busy: boolean; onDo: (minutes: number) => void }) {
  const now = useServerNow(10_000);
  return (
    <>
      <p className="mb-3 text-muted">It is quiet until then, and asks again if it is still there. What gets worse meanwhile is shown.</p>
      <ul className="grid grid-cols-2 gap-2">
        {SNOOZES.map(([minutes, word], index) => <li key={minutes}><Button className="w-full justify-between" autoFocus={index === 0} disabled={busy} onClick={() => onDo(minutes)}><span>{word}</span><span className="text-sm text-muted">{dayTime(now + minutes * 60_000)}</span></Button></li>)}
      </ul>
    </>
  );
}

function Assign({ me, before, busy, onDo, onClose }: { me: string; before: string; busy: boolean; onDo: (to: string) => void; onClose: () => void }) {
  const [to, setTo] = useState(before);
  return (
    <form onSubmit={(event) => {
      event.preventDefault();
      onDo(to.trim());
    }}>
      <Field label="Who takes care of it" hint="Empty: nobody any more">{(id) => <input id={id} className="field w-full" autoFocus value={to} maxLength={60} onChange={(event) => setTo(event.target.value)} />}</Field>
      <div className="mt-5 flex flex-wrap justify-end gap-2">{me === "" ? null : <Button className="mr-auto" disabled={busy} onClick={() => onDo(me)}>Me</Button>}<Button onClick={onClose}>Cancel</Button><Button type="submit" variant="primary" disabled={busy}>Assign</Button></div>
    </form>
  );
}

/** An order of ours: planning sends somebody, and the alarm closes when sessions prove the repair. */
function Order({ busy, onDo, onClose }: { busy: boolean; onDo: (body: OrderBody) => void; onClose: () => void }) {
  const [urgency, setUrgency] = useState<Urgency>();
  const [note, setNote] = useState("");
  return (
    <form onSubmit={(event) => {
      event.preventDefault();
      onDo({ urgency: urgency ?? null, note: note.trim() });
    }}>
      <p className="mb-3 text-muted">Parts, safety steps and skills follow from the cause; planning says who goes. The alarm stays open until sessions prove the repair.</p>
      <p className="mb-3 flex flex-col gap-1 font-medium">Somebody has to be there<Choice label="How soon somebody has to be there" any="As soon as the alarm says" value={urgency} options={URGENCIES} onChange={setUrgency} /></p>
      <Field label="Note for the technician">{(id) => <input id={id} className="field w-full" autoFocus value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />}</Field>
      <div className="mt-5 flex justify-end gap-2"><Button onClick={onClose}>Cancel</Button><Button type="submit" variant="primary" disabled={busy}>Order</Button></div>
    </form>
  );
}

type Verdict = "right" | "other" | "unknown";

/** Closing asks whether the cause was right: the answer is a label of the next training. */
function Close({ alarms, busy, onDo, onClose }: { alarms: readonly Alarm[]; busy: boolean; onDo: (body: { reason: string; found_cause: FoundCause | null }) => void; onClose: () => void }) {
  const told = new Set(alarms.map((each) => each.cause));
  const cause = told.size === 1 ? (FOUND_CAUSES.find((each) => told.has(each)) ?? null) : null;
  const [verdict, setVerdict] = useState<Verdict>("unknown");
  const [other, setOther] = useState<FoundCause>("none");
  const [reason, setReason] = useState("");
  const choices: readonly (readonly [Verdict, string])[] = [...(cause === null ? [] : [["right", `Yes, it was: ${plain(cause)}`] as const]), ["other", cause === null ? "It was found" : "No, it was something else"], ["unknown", "Not known"]];
  return (
    <form onSubmit={(event) => {
      event.preventDefault();
      onDo({ reason: reason.trim(), found_cause: verdict === "right" ? cause : verdict === "other" ? other : null });
    }}>
      <Field label="Why it is done with">{(id) => <input id={id} className="field w-full" autoFocus required value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />}</Field>
      <fieldset className="mt-3 flex flex-col gap-1.5">
        <legend className="mb-1 font-medium">{cause === null ? "Was a cause found?" : "Was the cause right?"}</legend>
        {choices.map(([key, word]) => <label key={key} className="flex items-center gap-2"><input type="radio" name="verdict" className="size-4 accent-(--accent)" checked={verdict === key} onChange={() => setVerdict(key)} />{word}</label>)}
        {verdict === "other" ? (
          <select className="field ml-6" aria-label="What it was" value={other} onChange={(event) => setOther(event.target.value as FoundCause)}>
            {FOUND_CAUSES.map((each) => <option key={each} value={each}>{each === "none" ? "nothing was wrong" : plain(each)}</option>)}
          </select>
        ) : null}
      </fieldset>
      <p className="mt-2 text-sm text-muted">The answer teaches the next model. What goes on and gets no worse stays quiet for a day.</p>
      <div className="mt-5 flex justify-end gap-2"><Button onClick={onClose}>Cancel</Button><Button type="submit" variant="primary" disabled={busy || reason.trim() === ""}>Close</Button></div>
    </form>
  );
}
