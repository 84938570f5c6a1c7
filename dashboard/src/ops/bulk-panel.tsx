import { useRef, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { send } from "../api/client";
import { Choice, Field } from "../ui/form";
import { Button, Dialog, Panel } from "../ui/kit";
import { type BulkResult, runBulk, unfinished } from "./bulk";

const CALLS = {
  states: { word: "Ask for their states", action: "TriggerMessage", payload: { requestedMessage: "StatusNotification" }, effect: "Nothing changes for drivers." },
  out: { word: "Out of service", action: "ChangeAvailability", payload: { connectorId: 0, type: "Inoperative" }, effect: "Running sessions end first; no new one begins until they are put back." },
  in: { word: "In service", action: "ChangeAvailability", payload: { connectorId: 0, type: "Operative" }, effect: "New sessions may begin." },
  soft: { word: "Soft reset", action: "Reset", payload: { type: "Soft" }, effect: "Running sessions end, and each is away for a minute or so." },
  hard: { word: "Hard reset", action: "Reset", payload: { type: "Hard" }, effect: "Running sessions are cut off, and each is away for some minutes." },
  cache: { word: "Clear the cache of tags", action: "ClearCache", payload: {}, effect: "Each asks again for every tag." },
} as const;
type Call = keyof typeof CALLS;

const AT_ONCE = [1, 5, 20] as const;
const MANY = 10;
const GOOD = /^(accepted|scheduled)$/i;
const INK: Record<BulkResult["state"], string> = { waits: "text-muted", sent: "text-muted", done: "text-operational", failed: "text-offline", "not sent": "text-partial" };

/** A call to the chosen chargers: asked with names, count and effect; a result for each; stop, and another try for what failed. */
export function BulkPanel({ chosen, onClear }: { chosen: readonly string[]; onClear: () => void }) {
  const client = useQueryClient();
  const [call, setCall] = useState<Call>("states");
  const [atOnce, setAtOnce] = useState("5");
  const [asking, setAsking] = useState(false);
  const [running, setRunning] = useState(false);
  const [results, setResults] = useState<ReadonlyMap<string, BulkResult>>(new Map());
  const stopped = useRef(false);
  const reason = useRef("");
  const { word, action, payload, effect } = CALLS[call];
  const begin = (ids: readonly string[]) => {
    stopped.current = false;
    setRunning(true);
    setResults((old) => new Map([...old, ...ids.map((id) => [id, { state: "waits", text: "" }] as const)]));
    const ask = async (id: string) => {
      const answer = await send<{ outcome?: string }>("POST", `/chargers/${encodeURIComponent(id)}/ocpp/${action}?wait=20&reason=${encodeURIComponent(reason.current)}`, payload);
      const outcome = answer.outcome ?? "no answer in time; see its calls";
      if (!GOOD.test(outcome)) throw new Error(outcome);
      return outcome;
    };
    void runBulk(ids, ask, Number(atOnce), () => stopped.current, (id, result) => setResults((old) => new Map(old).set(id, result))).finally(() => {
      setRunning(false);
      for (const key of ["chargers", "tasks", "audit"]) void client.invalidateQueries({ queryKey: [key] });
    });
  };
  const done = [...results.values()].filter((each) => each.state === "done").length;
  const again = unfinished(results);
  return (
    <Panel title={`${chosen.length} chosen`} aside={<Button size="sm" variant="quiet" disabled={running} onClick={onClear}>Clear</Button>}>
      <div className="flex flex-wrap items-center gap-2">
        <Choice label="Call" value={call} options={Object.entries(CALLS).map(([key, each]) => [key as Call, each.word] as const)} onChange={(next) => setCall(next ?? "states")} />
        <Choice label="How many at a time" value={atOnce} options={AT_ONCE.map((each) => [String(each), `${each} at a time`] as const)} onChange={(next) => setAtOnce(next ?? "5")} />
        <Button variant="primary" disabled={running || chosen.length === 0} onClick={() => setAsking(true)}>Send to {chosen.length}</Button>
        {running ? <Button variant="danger" onClick={() => (stopped.current = true)}>Stop</Button> : null}
        {!running && again.length > 0 ? <Button onClick={() => begin(again)}>Try the {again.length} that failed again</Button> : null}
        <span role="status" className="text-sm text-muted">{results.size === 0 ? "" : `${done} of ${results.size} done${running ? "" : again.length > 0 ? `, ${again.length} failed` : ""}`}</span>
      </div>
      {results.size === 0 ? null : (
        <ul className="mt-2 grid max-h-64 gap-x-4 overflow-y-auto text-sm sm:grid-cols-2 xl:grid-cols-3" tabIndex={0} aria-label="Result of each charger">
          {[...results].map(([id, each]) => <li key={id} data-bulk={each.state} className="flex gap-2 border-b py-0.5"><Link to="/ops/chargers/$id" params={{ id }} search={{ tab: "calls" }} className="font-mono hover:underline">{id}</Link><span className={`truncate ${INK[each.state]}`} title={each.text}>{each.state === "done" ? each.text : `${each.state}${each.text === "" ? "" : `: ${each.text}`}`}</span></li>)}
        </ul>
      )}
      <Dialog open={asking} onClose={() => setAsking(false)} title={`${word}: ${chosen.length} ${chosen.length === 1 ? "charger" : "chargers"}?`}>
        <Confirm
          chosen={chosen} effect={effect} word={word} onClose={() => setAsking(false)}
          onDo={(given) => {
            reason.current = given;
            setAsking(false);
            setResults(new Map());
            begin(chosen);
          }}
        />
      </Dialog>
    </Panel>
  );
}

/** Names, count and effect; above ten the number has to be typed. */
function Confirm({ chosen, effect, word, onDo, onClose }: { chosen: readonly string[]; effect: string; word: string; onDo: (reason: string) => void; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const many = chosen.length > MANY;
  return (
    <form onSubmit={(event) => {
      event.preventDefault();
      onDo(reason.trim());
    }}>
      <p className="mb-2 text-muted">{effect}</p>
      <p className="mb-3 max-h-24 overflow-y-auto font-mono text-sm" tabIndex={0}>{chosen.join(", ")}</p>
      <Field label="Reason, kept in the audit">{(id) => <input id={id} className="field w-full" required maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
      {many ? <div className="mt-3"><Field label={`Type ${chosen.length} to confirm the number`}>{(id) => <input id={id} className="field w-24" inputMode="numeric" value={typed} onChange={(event) => setTyped(event.target.value)} />}</Field></div> : null}
      <div className="mt-5 flex justify-end gap-2"><Button autoFocus onClick={onClose}>Cancel</Button><Button type="submit" variant="danger" disabled={reason.trim() === "" || (many && typed.trim() !== String(chosen.length))}>{word}</Button></div>
    </form>
  );
}
