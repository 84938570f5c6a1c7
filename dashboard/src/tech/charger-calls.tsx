/** What a technician may tell the charger while standing at it; needs the network. */
import { useState } from "react";
import { ApiError, send } from "../api/client";
import type { WorkOrderDetail } from "../api/types";
import { Button } from "../ui/kit";
import { Part } from "./kit";
import { useTech } from "./session";

const CALLS = [
  { word: "Ask its status", action: "TriggerMessage", payload: { requestedMessage: "StatusNotification" } },
  { word: "Restart", action: "Reset", payload: { type: "Soft" } },
  { word: "Unlock plug 1", action: "UnlockConnector", payload: { connectorId: 1 } },
  { word: "Unlock plug 2", action: "UnlockConnector", payload: { connectorId: 2 } },
  { word: "Out of service", action: "ChangeAvailability", payload: { connectorId: 0, type: "Inoperative" } },
  { word: "Into service", action: "ChangeAvailability", payload: { connectorId: 0, type: "Operative" } },
] as const;

interface Answer {
  outcome?: string;
  payload?: Record<string, unknown>;
}

export function ChargerCalls({ job }: { job: WorkOrderDetail }) {
  const { link } = useTech();
  const [charger, setCharger] = useState(job.charge_points[0] ?? "");
  const [busy, setBusy] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  if (job.state !== "on_site" || job.charge_points.length === 0) return null;
  const call = ({ word, action, payload }: (typeof CALLS)[number]) => {
    setBusy(word);
    send<Answer>("POST", `/work-orders/${job.id}/calls/${encodeURIComponent(charger)}/${action}?wait=30`, payload)
      .then(({ outcome, payload: told }) => setSaid(`${word}: ${outcome === undefined ? "no answer yet" : [outcome, told?.["status"]].filter(Boolean).join(", ")}`))
      .catch((failure: ApiError) => setSaid(`${word}: ${failure.message}`))
      .finally(() => setBusy(null));
  };
  return (
    <Part title="Tell the charger">
      {job.charge_points.length === 1 ? null : <select className="field mb-3 h-12 w-full text-md" aria-label="Charger" value={charger} onChange={(event) => setCharger(event.target.value)}>{job.charge_points.map((each) => <option key={each}>{each}</option>)}</select>}
      <div className="grid grid-cols-2 gap-3">{CALLS.map((each) => <Button key={each.word} className="h-12" disabled={link !== "online" || busy !== null} onClick={() => call(each)}>{busy === each.word ? "Asking" : each.word}</Button>)}</div>
      {link === "online" ? null : <p className="mt-2 text-muted">It is told over the network.</p>}
      {said === "" ? null : <p role="status" className="mt-2 font-medium">{said}</p>}
    </Part>
  );
}
