import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { API, send } from "../api/client";
import { useAct, useList, useThing } from "../api/list";
import { canAdminister } from "../api/permissions";
import { useMe } from "../api/queries";
import type { Drift, Model as Bundle, ModelDetail, Rollout } from "../api/types";
import { bytes, number, percent } from "../lib/format";
import { featureName } from "../lib/words";
import { AskButton, Choice, Fact, Facts, Field } from "../ui/form";
import { Age, Button, Dialog, Empty, ErrorNote, PageTitle, Panel, Skeleton, Tag } from "../ui/kit";
import { MarkdownView } from "../ui/markdown-view";
import { DataTable } from "../ui/table";

export function Model() {
  const { tab } = useSearch({ from: "/ops/model" });
  const navigate = useNavigate({ from: "/ops/model" });
  const models = useList<Bundle>("/models");
  const rollout = useThing<Rollout>("/model-rollout", { everyMs: 5000 });
  const chosen = models.items.find((each) => each.id === tab) ?? models.items.find((each) => each.state === "stable") ?? models.items[0];
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <PageTitle title="Model" />
        {models.items.length < 2 ? null : <Choice label="Bundle shown" value={chosen?.id} options={models.items.map((each) => [each.id, `${each.id} (${each.state})`] as const)} onChange={(id) => void navigate({ search: id === undefined ? {} : { tab: id }, replace: true })} />}
      </div>
      {models.error === null ? null : <ErrorNote what="Models could not be loaded:" error={models.error} onRetry={() => void models.refetch()} />}
      {models.isPending ? <Skeleton lines={6} height={40} /> : null}
      <RolloutPanel rollout={rollout.data} error={rollout.error} retry={() => void rollout.refetch()} />
      <Registry models={models.items} rollout={rollout.data} />
      {chosen === undefined ? null : <BundleView key={chosen.id} id={chosen.id} />}
    </>
  );
}

function RolloutPanel({ rollout, error, retry }: { rollout: Rollout | undefined; error: unknown; retry: () => void }) {
  const me = useMe();
  const back = useAct((reason: string) => send("POST", "/model-rollout/rollback", { reason }), ["models", "model-rollout", "audit"]);
  return (
    <Panel title="Roll-out" aside={canAdminister(me.data) && rollout !== undefined && (rollout.candidate !== null || rollout.history.length > 0) ? <AskButton label="Roll back" danger reason title="Take the last roll-out back?" word="Roll back" busy={back.isPending} error={back.error} onDo={(reason) => back.mutate(reason)}>Edges return to what they ran before, at once.</AskButton> : null} flush>
      {error === null ? null : <div className="p-3"><ErrorNote what="The roll-out could not be loaded:" error={error} onRetry={retry} /></div>}
      {rollout === undefined ? null : (
        <>
          <p className="px-3 py-2">{rollout.candidate === null ? (rollout.stable === null ? "Every edge runs the bundle that came with it." : <>All edges are to run <strong className="font-mono">{rollout.stable}</strong>.</>) : <>On trial: <strong className="font-mono">{rollout.candidate}</strong> at {rollout.share_pct} % of the edges; the others run {rollout.stable ?? "what came with them"}.</>}{rollout.history.length > 0 ? <span className="text-muted"> Before: {rollout.history.join(", ")}.</span> : null}</p>
          <DataTable
            caption="Edges and their models" rows={rollout.edges} rowKey={(each) => each.id}
            columns={[
              { key: "edge", word: "Edge", cell: (each) => <span className="font-mono text-sm">{each.id}</span> },
              { key: "link", word: "Link", cell: (each) => <span className={each.online ? "text-operational" : "text-offline"}>{each.online ? "● online" : "■ offline"}</span> },
              { key: "model", word: "Runs", cell: (each) => <span className="font-mono text-sm">{each.model}</span> },
              { key: "wanted", word: "Offered", show: "hidden sm:table-cell", cell: (each) => <span className="font-mono text-sm">{each.wanted ?? "–"}</span> },
              { key: "step", word: "Step", cell: (each) => (each.step === null ? <span className="text-muted">none</span> : <Tag tone="accent">{each.step}</Tag>) },
              { key: "detail", word: "Detail", show: "hidden md:table-cell", cell: (each) => <span className="text-sm text-muted">{each.detail}</span> },
              { key: "at", word: "Told", right: true, show: "hidden sm:table-cell", cell: (each) => <span className="text-sm text-muted"><Age at={each.at} /></span> },
            ]}
          />
          {rollout.edges.length === 0 ? <Empty title="No edge has come yet" /> : null}
        </>
      )}
    </Panel>
  );
}

function Registry({ models, rollout }: { models: readonly Bundle[]; rollout: Rollout | undefined }) {
  const me = useMe();
  const may = canAdminister(me.data);
  const [asked, setAsked] = useState<Bundle | null>(null);
  const upload = useAct(async (file: File) => {
    const answer = await fetch(`${API}/models`, { method: "POST", body: file, credentials: "same-origin", headers: { "X-Requested-With": "sntry", "Content-Type": "application/zip" } });
    if (!answer.ok) throw new Error(((await answer.json().catch(() => ({}))) as { detail?: string }).detail ?? `the server answered ${answer.status}`);
  }, ["models", "audit"]);
  return (
    <Panel title="Registry" flush aside={may ? <label className="inline-flex h-7 cursor-pointer items-center rounded-sm border border-strong bg-surface px-2 text-sm font-medium text-text focus-within:outline-2 hover:bg-sunken">{upload.isPending ? "Uploading" : "Upload a signed bundle"}<input type="file" accept=".zip" className="sr-only" onChange={(event) => {
      const file = event.target.files?.[0];
      if (file !== undefined) upload.mutate(file);
      event.target.value = "";
    }} /></label> : null}>
      {upload.error === null ? null : <p role="alert" className="p-3 text-offline">Not taken: {upload.error.message}</p>}
      <DataTable
        caption="Bundles" rows={models} rowKey={(each) => each.id} rowProps={(each) => ({ "data-model": each.id })}
        columns={[
          { key: "id", word: "Bundle", cell: (each) => <span className="font-mono text-sm font-medium">{each.id}</span> },
          { key: "state", word: "State", cell: (each) => <Tag {...(each.state === "registered" ? {} : { tone: "accent" as const })}>{each.state}</Tag> },
          { key: "edges", word: "Edges", right: true, cell: (each) => number(each.edges) },
          { key: "signer", word: "Signed by", show: "hidden md:table-cell", cell: (each) => <span className="text-sm">{each.signer}</span> },
          { key: "size", word: "Size", right: true, show: "hidden sm:table-cell", cell: (each) => bytes(each.size_bytes) },
          { key: "up", word: "Uploaded", right: true, show: "hidden md:table-cell", cell: (each) => <span className="text-sm text-muted">{each.uploaded_at === null ? "with the program" : <><Age at={each.uploaded_at} /> by {each.uploaded_by}</>}</span> },
          { key: "act", word: "", right: true, cell: (each) => (may && !(each.state === "stable" && rollout?.candidate === null) && each.uploaded_at !== null ? <Button size="sm" aria-label={`Promote ${each.id}`} onClick={() => setAsked(each)}>Promote</Button> : null) },
        ]}
      />
      {asked === null ? null : <Promote bundle={asked} onClose={() => setAsked(null)} />}
    </Panel>
  );
}

function Promote({ bundle, onClose }: { bundle: Bundle; onClose: () => void }) {
  const [share, setShare] = useState(10);
  const [reason, setReason] = useState("");
  const promote = useAct(() => send("POST", `/models/${encodeURIComponent(bundle.id)}/promote`, { share_pct: share, reason: reason.trim() }), ["models", "model-rollout", "audit"], onClose);
  return (
    <Dialog open onClose={onClose} title={`Promote ${bundle.id}?`}>
      <form className="flex flex-col gap-3" onSubmit={(event) => {
        event.preventDefault();
        promote.mutate();
      }}>
        <p className="text-muted">Edges fetch it, check its signature and run it on trial. What does worse than the bundle before is taken back by the edge itself.</p>
        <Field label={`Share of the edges: ${share} %`}>{(id) => <input id={id} type="range" min={1} max={100} value={share} onChange={(event) => setShare(Number(event.target.value))} />}</Field>
        <Field label="Reason, kept in the audit">{(id) => <input id={id} className="field" maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
        {promote.error === null ? null : <ErrorNote what="Not promoted:" error={promote.error} />}
        <div className="flex justify-end gap-2"><Button autoFocus onClick={onClose}>Cancel</Button><Button type="submit" variant="primary" disabled={promote.isPending}>Promote</Button></div>
      </form>
    </Dialog>
  );
}

interface SetFigures {
  pr_auc?: number;
  pr_auc_90_pct?: [number, number];
  base_rate?: number;
  brier?: number;
  brier_of_base_rate?: number;
  precision_at_alarm?: number;
  faults?: number;
  recall_by_mode?: Record<string, { faults: number; foreseen: number }>;
}

function BundleView({ id }: { id: string }) {
  const detail = useThing<ModelDetail>(`/models/${encodeURIComponent(id)}`);
  const files = (name: string) => `${API}/models/${encodeURIComponent(id)}/files/${encodeURIComponent(name)}`;
  if (detail.error !== null) return <ErrorNote what={`${id} could not be loaded:`} error={detail.error} onRetry={() => void detail.refetch()} />;
  if (detail.data === undefined) return <Skeleton lines={8} />;
  const manifest = detail.data.manifest as { metrics?: { sets?: Record<string, SetFigures>; ceiling_recall?: number } };
  const sets = Object.entries(manifest.metrics?.sets ?? {});
  return (
    <>
      {sets[0] === undefined ? null : <Figures name={sets[0][0]} figures={sets[0][1]} />}
      <div className="grid items-start gap-3 xl:grid-cols-2">
        {sets[0] === undefined ? null : <Support sets={sets} />}
        <DriftPanel id={id} />
      </div>
      <Panel title={`Model card of ${id}`}><MarkdownView text={detail.data.card} picture={(source) => (/^[A-Za-z0-9_-]+\.(svg|png)$/.test(source) ? files(source) : null)} /></Panel>
    </>
  );
}

function Figures({ name, figures }: { name: string; figures: SetFigures }) {
  const [low, high] = figures.pr_auc_90_pct ?? [null, null];
  return (
    <Facts>
      <Fact label="PR-AUC, 1 h ahead" note={`${number(low, 3)} to ${number(high, 3)} (90 %)`}>{number(figures.pr_auc, 3)}</Fact>
      <Fact label="Base rate" note="what a coin would reach">{number(figures.base_rate, 4)}</Fact>
      <Fact label="Precision at the alarm" note="true alarms of all">{percent(figures.precision_at_alarm)}</Fact>
      <Fact label="Brier score" note={`base rate ${number(figures.brier_of_base_rate, 4)}`}>{number(figures.brier, 4)}</Fact>
      <Fact label="Faults in the test" note={name}>{number(figures.faults)}</Fact>
      <Fact label="Judged on" note="made of a simulated world">{name}</Fact>
    </Facts>
  );
}

function Support({ sets }: { sets: readonly (readonly [string, SetFigures])[] }) {
  const modes = [...new Set(sets.flatMap(([, figures]) => Object.keys(figures.recall_by_mode ?? {})))].sort();
  return (
    <Panel title="Faults foreseen, by kind" flush>
      <DataTable
        caption="Faults foreseen by kind and set" rows={modes} rowKey={(each) => each}
        columns={[
          { key: "mode", word: "Kind", cell: (each) => each.replaceAll("_", " ") },
          ...sets.map(([name, figures], index) => ({ key: name, word: name, right: true, ...(index > 0 ? { show: "hidden sm:table-cell" } : {}), cell: (each: string) => {
            const found = figures.recall_by_mode?.[each];
            return found === undefined ? "–" : <>{percent(found.foreseen)} <span className="text-muted">of {found.faults}</span></>;
          } })),
        ]}
      />
    </Panel>
  );
}

const DRIFT_INK: Record<Drift["features"][number]["level"], string> = { stable: "text-operational", moved: "text-partial", drifted: "text-offline", calendar: "text-muted" };

/** How far live inputs are from those of training: the population stability index, most moved first. */
function DriftPanel({ id }: { id: string }) {
  const drift = useThing<Drift>(`/models/${encodeURIComponent(id)}/drift`, { everyMs: 60_000 });
  const [all, setAll] = useState(false);
  const rows = drift.data?.features ?? [];
  const shown = all ? rows : rows.slice(0, 10);
  const count = (level: string) => rows.filter((each) => each.level === level).length;
  return (
    <Panel title="Drift of the inputs" flush aside={drift.data === undefined ? null : <span>{count("drifted")} drifted, {count("moved")} moved, from {number(drift.data.vectors)} live vectors</span>}>
      {drift.error === null ? null : <div className="p-3"><ErrorNote what="Drift could not be loaded:" error={drift.error} onRetry={() => void drift.refetch()} /></div>}
      {drift.data !== undefined && !drift.data.has_reference ? <Empty title="This bundle says nothing of its inputs" /> : null}
      {rows.length === 0 ? null : (
        <DataTable
          caption="Drift by feature" rows={shown} rowKey={(each) => each.feature}
          columns={[
            { key: "feature", word: "Input", cell: (each) => featureName(each.feature) },
            { key: "level", word: "Level", cell: (each) => <span className={`font-medium ${DRIFT_INK[each.level]}`}>{each.level}</span> },
            { key: "psi", word: "PSI", right: true, cell: (each) => number(each.psi, 2) },
            { key: "missing", word: "Missing", right: true, show: "hidden sm:table-cell", cell: (each) => <>{percent(each.missing_ratio)} <span className="text-muted">was {percent(each.reference_missing_ratio)}</span></> },
          ]}
        />
      )}
      {rows.length > 10 ? <p className="border-t p-2 text-center"><Button size="sm" onClick={() => setAll(!all)}>{all ? "Show the first 10" : `Show all ${rows.length}`}</Button></p> : null}
      <p className="border-t px-3 py-1.5 text-xs text-muted">Calendar inputs move with the time of day and the week; they alone are no reason to retrain.</p>
    </Panel>
  );
}
