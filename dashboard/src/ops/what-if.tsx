import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { send } from "../api/client";
import { useAct } from "../api/list";
import type { HealMode, Preview, Station } from "../api/types";
import { hourMinute, km, kw, money } from "../lib/format";
import { plain } from "../lib/words";
import { Choice } from "../ui/form";
import { Button, Empty, ErrorNote, Panel, Tag, Time } from "../ui/kit";
import { DataTable } from "../ui/table";

const MODES: readonly (readonly [HealMode, string])[] = [["off", "as if off"], ["propose", "as if it proposed"], ["autopilot", "as if on autopilot"]];
const SHOWN = 8;

/** What the control loop would do here now, decided as in earnest and not done, and why the neighbours would or would not help. */
export function WhatIf({ station }: { station: Station }) {
  const [critical, setCritical] = useState(false);
  const [mode, setMode] = useState<HealMode | undefined>();
  const [all, setAll] = useState(false);
  const ask = useAct(() => send<Preview>("POST", "/heal/preview", { station_id: station.id, critical, mode: mode ?? null }), []);
  const found = ask.data;
  return (
    <Panel title="What would the loop do now?" aside={found === undefined ? "nothing of it is done" : <>as of <Time at={found.at} /></>}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <label className="flex items-center gap-2"><input type="checkbox" className="size-4 accent-(--accent)" checked={critical} onChange={(event) => setCritical(event.target.checked)} />if its risk were critical</label>
        <Choice label="Mode assumed" any="in its present mode" value={mode} options={MODES} onChange={setMode} />
        <Button size="sm" variant="primary" disabled={ask.isPending} onClick={() => ask.mutate()}>{ask.isPending ? "Deciding" : found === undefined ? "Ask" : "Ask again"}</Button>
      </div>
      {ask.error === null ? null : <div className="mt-2"><ErrorNote what="Not answered:" error={ask.error} onRetry={() => ask.mutate()} /></div>}
      {found === undefined ? null : (
        <div className="mt-3 flex flex-col gap-3" data-what-if={found.state ?? "nothing"}>
          {found.steps.length === 0 ? <Empty title="Nothing">{found.why_not.join("; ") || "nothing is wrong"}</Empty> : (
            <ol className="divide-y rounded-sm border">{found.steps.map((step, index) => <StepRow key={index} step={step} currency={station.price?.currency ?? "USD"} />)}</ol>
          )}
          {found.steps.length > 0 && found.why_not.length > 0 ? <p className="text-sm text-muted">Not more, because {found.why_not.join("; ")}.</p> : null}
          {found.targets.length === 0 ? null : (
            <>
              <DataTable
                caption="Neighbours that could take its drivers" rows={all ? found.targets : found.targets.slice(0, SHOWN)} rowKey={(each) => each.station_id}
                columns={[
                  { key: "name", word: "Neighbour", cell: (each) => <Link to="/ops/stations/$id" params={{ id: each.station_id }} className="hover:underline">{each.name}</Link> },
                  { key: "far", word: "Away", right: true, cell: (each) => <>{km(each.distance_km)}{each.drive_min === null ? "" : `, ${Math.round(each.drive_min)} min`}</> },
                  { key: "verdict", word: "Verdict", cell: (each) => <span className={each.verdict === "chosen" ? "font-semibold text-operational" : each.verdict === "refused" ? "text-muted" : ""}>{each.verdict}</span> },
                  { key: "why", word: "Why not", cell: (each) => <span className="text-sm text-muted">{each.reason ?? ""}</span> },
                ]}
              />
              {found.targets.length > SHOWN ? <p><Button size="sm" onClick={() => setAll(!all)}>{all ? "Fewer" : `All ${found.targets.length}`}</Button></p> : null}
            </>
          )}
        </div>
      )}
    </Panel>
  );
}

const WORDS: Record<Preview["steps"][number]["kind"], string> = { limit: "limit power", full_power: "full power again", surge: "raise the price", discount: "lower the price", base: "base price again", longer: "prolong the price", note: "note" };

function StepRow({ step, currency }: { step: Preview["steps"][number]; currency: string }) {
  const what = step.limit_w === null || step.limit_w === undefined ? (step.per_kwh ? money(step.per_kwh, step.currency ?? currency) : plain(step.act)) : kw(step.limit_w / 1000);
  return (
    <li className="px-3 py-1.5 text-sm">
      <p className="flex flex-wrap items-center gap-2"><strong className="font-semibold">{WORDS[step.kind]}</strong><span>{what}</span><Tag>{step.charge_point ?? step.station_id}</Tag>{step.until ? <span className="ml-auto text-muted">until {hourMinute(step.until)}</span> : null}</p>
      {(step.reasons ?? []).length === 0 ? null : <p className="text-muted">{(step.reasons ?? []).join("; ")}</p>}
    </li>
  );
}
