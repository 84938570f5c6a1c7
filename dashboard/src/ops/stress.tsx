import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { send } from "../api/client";
import type { RunningScenario, Scenario, Scenarios, Station } from "../api/types";
import { useServerNow } from "../lib/clock";
import { clockTime, duration, remaining } from "../lib/format";
import { Button, Dialog, ErrorNote, Simulated } from "../ui/kit";
import type { Step } from "./telemetry-data";

/** Choose a scenario and its length, read what it will do, and start it. Offered for simulated stations only. */
export function StressDialog({ station, scenarios, open, onClose }: { station: Station; scenarios: Scenarios | undefined; open: boolean; onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState("stress");
  const [minutes, setMinutes] = useState(75);
  const chosen: Scenario | undefined = scenarios?.items.find((each) => each.name === name) ?? scenarios?.items[0];
  const usual = Number(chosen?.defaults["length_s"] ?? Number.NaN);
  useEffect(() => {
    if (Number.isFinite(usual) && usual > 0) setMinutes(Math.round(usual / 60));
  }, [usual]);
  const begin = useMutation({
    mutationFn: () => send("POST", `/sim/scenarios/${encodeURIComponent(chosen?.name ?? "stress")}`, { station_id: station.id, length_s: minutes * 60 }),
    onSuccess: async () => {
      await Promise.all(["scenarios", "audit"].map((key) => client.invalidateQueries({ queryKey: [key] })));
      onClose();
    },
  });
  return (
    <Dialog open={open} onClose={onClose} title={`Simulate stress at ${station.name}`}>
      <form onSubmit={(event) => {
        event.preventDefault();
        begin.mutate();
      }}>
        {scenarios === undefined || scenarios.items.length === 0 ? <p className="text-muted">The simulator offers no scenario now.</p> : (
          <div className="flex flex-col gap-4">
            <label className="flex flex-col gap-1 font-medium">Scenario
              <select className="field font-normal" value={chosen?.name} onChange={(event) => setName(event.target.value)}>
                {scenarios.items.map((each) => <option key={each.name} value={each.name}>{each.title}</option>)}
              </select>
            </label>
            <p className="text-muted">{chosen?.description}</p>
            <label className="flex flex-col gap-1 font-medium">Length in simulated minutes
              <input className="field w-32 font-normal" type="number" min={5} max={240} step={5} value={minutes} onChange={(event) => setMinutes(Number(event.target.value))} />
            </label>
            <p className="rounded-sm border-l-4 border-accent bg-sunken px-3 py-2 text-sm">Only this emulated station is affected. Risk, power and price are not set here: they follow, if the product works. You can stop it at any time, and it is written to the audit.</p>
          </div>
        )}
        {begin.error === null ? null : <div className="mt-3"><ErrorNote what="Not started:" error={begin.error} /></div>}
        <div className="mt-5 flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={begin.isPending || chosen === undefined}>Start</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The chain that follows from the stress, with the time of each step, and the way to stop it. */
export function ChainRibbon({ steps, running, mayStop }: { steps: readonly Step[]; running: RunningScenario | undefined; mayStop: boolean }) {
  const client = useQueryClient();
  const now = useServerNow(1000);
  const stop = useMutation({
    mutationFn: (id: string) => send("DELETE", `/sim/scenarios/running/${encodeURIComponent(id)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["scenarios"] }),
  });
  const start = steps[0]?.atMs ?? null;
  const left = running === undefined ? null : remaining(running.ends_at, now); // a stopped one fades, and is listed until it has
  const next = steps.findIndex((each) => each.atMs === null);
  return (
    <section aria-label="Simulated stress and what followed" className="card overflow-hidden">
      <header className="hatch flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-3 py-1.5 text-sm">
        <Simulated />
        <span className="font-medium">{left === null ? "The stress is over; what followed:" : `Stress runs, ${left} left`}</span>
        {running !== undefined && left !== null && mayStop ? <Button size="sm" variant="danger" className="ml-auto" disabled={stop.isPending} onClick={() => stop.mutate(running.id)}>Stop the stress</Button> : null}
      </header>
      <ol className="grid grid-cols-2 gap-px bg-border sm:grid-cols-5 2xl:grid-cols-10">
        {steps.map((step, index) => (
          <li key={step.key} data-step={step.key} data-done={step.atMs !== null} className="flex min-h-14 flex-col justify-between gap-0.5 bg-surface px-2.5 py-1.5">
            <span className={`text-sm ${step.atMs === null ? "text-muted" : "font-medium"}`}>
              <span aria-hidden="true" className={step.atMs === null ? "" : "text-operational"}>{step.atMs !== null ? "✓ " : index === next ? "◌ " : ""}</span>{step.alarm === undefined || step.atMs === null ? step.text : <Link to="/ops/alarms/$id" params={{ id: String(step.alarm) }} className="underline decoration-1 underline-offset-2">{step.text}</Link>}
            </span>
            <span className="text-xs text-muted">{step.atMs === null ? (index === next ? "awaited" : " ") : <>{clockTime(step.atMs)}{start !== null && index > 0 ? ` · +${duration((step.atMs - start) / 1000)}` : ""}</>}</span>
          </li>
        ))}
      </ol>
      {stop.error === null ? null : <div className="p-2"><ErrorNote what="Not stopped:" error={stop.error} /></div>}
    </section>
  );
}
