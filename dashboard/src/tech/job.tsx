import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { WorkOrderDetail } from "../api/types";
import { dayTime, percent } from "../lib/format";
import { Button, Empty, PageTitle, Skeleton } from "../ui/kit";
import { ChargerCalls } from "./charger-calls";
import { FinishForm } from "./finish";
import { Due, Part, partTitle } from "./kit";
import { AddPhoto, NoteForm } from "./notes";
import { useTech } from "./session";
import { isAhead, mayDecline, nextStep, STATE_TEXT } from "./steps";

export function Job() {
  const { id } = useParams({ from: "/tech/jobs/$id" });
  const { jobs, loaded } = useTech();
  const job = jobs.find((each) => String(each.id) === id);
  if (job !== undefined) return <Body job={job} />;
  return loaded ? <><PageTitle title="Job not found" className="text-xl" /><Empty title={`Job ${id} is not yours, or over`}><Link to="/tech" className="text-accent underline">All jobs</Link></Empty></> : <Skeleton lines={4} height={64} />;
}

function Body({ job }: { job: WorkOrderDetail }) {
  const { act } = useTech();
  const [finishing, setFinishing] = useState(false);
  const next = nextStep(job);
  const cause = job.causes[0];
  if (finishing && next?.act === "finish") return <FinishForm job={job} onBack={() => setFinishing(false)} />;
  return (
    <>
      <header>
        <p className="text-sm text-muted">Job {job.id} · {STATE_TEXT[job.state]}{isAhead(job) ? <> · <Due at={job.due_at} /></> : null}</p>
        <PageTitle title={job.title} className="text-xl" />
        <p>{job.place.name}{job.place.city === "" ? "" : `, ${job.place.city}`}</p>
        <p className="text-muted">{job.charge_points.length > 0 ? `Charger ${job.charge_points.join(", ")}` : "The station as a whole"}</p>
      </header>
      {next === null ? null : (
        <Button variant="primary" className="h-14 w-full text-lg" onClick={() => (next.act === "finish" ? setFinishing(true) : void act(job.id, next.act))}>{next.word}</Button>
      )}
      <Link to="/tech/jobs/$id/route" params={{ id: String(job.id) }} className="tint inline-flex h-12 items-center justify-center rounded-sm border border-strong bg-surface font-medium">The way there</Link>
      {job.safety.length === 0 ? null : (
        <Part title="Safety first">
          <ol className="ml-5 list-decimal space-y-1 font-medium">{job.safety.map((each) => <li key={each}>{each}</li>)}</ol>
        </Part>
      )}
      <ChargerCalls job={job} />
      <PartsNeeded job={job} />
      <Part title="What is wrong">
        <p>{job.summary}</p>
        {cause === undefined ? null : (
          <>
            <p className="mt-2 font-semibold">{cause.title} <span className="font-normal text-muted">{percent(cause.confidence)} sure</span></p>
            <ul className="mt-1 space-y-1">{cause.evidence.slice(0, 3).map((each) => <li key={each.text}>{each.text}</li>)}</ul>
          </>
        )}
        {job.causes.length > 1 ? <p className="mt-2 text-muted">Else: {job.causes.slice(1, 3).map((each) => `${each.title} (${percent(each.confidence)})`).join(", ")}</p> : null}
      </Part>
      {job.repeats.some((each) => each.items.length > 0) ? (
        <Part title="The last 30 days">
          <ul className="space-y-1">{job.repeats.flatMap((each) => each.items.map((item) => <li key={each.charge_point + item.topic}>{each.charge_point}: {item.topic.replaceAll("_", " ")} {item.faults}×, last {dayTime(item.last_at)}{item.orders > 0 ? `, ${item.orders} ${item.orders === 1 ? "visit" : "visits"}` : ""}</li>))}</ul>
        </Part>
      ) : null}
      <Part title="Notes and photos">
        <div className="flex flex-col gap-3"><NoteForm order={job.id} /><AddPhoto order={job.id} /><Photos job={job} /></div>
      </Part>
      {job.reasons.length > 0 ? <Part title="Why you"><ul className="space-y-1 text-muted">{job.reasons.map((each) => <li key={each}>{each}</li>)}</ul></Part> : null}
      {mayDecline(job) ? <Decline order={job.id} /> : null}
    </>
  );
}

function PartsNeeded({ job }: { job: WorkOrderDetail }) {
  const { catalogue } = useTech();
  if (job.parts.length === 0) return null;
  return (
    <Part title="Parts">
      <ul className="space-y-1">{job.parts.map((each) => <li key={each.part}><strong className="font-semibold">{each.quantity} ×</strong> {partTitle(catalogue, each.part)} <span className="font-mono text-sm text-muted">{each.part}</span></li>)}</ul>
    </Part>
  );
}

function Photos({ job }: { job: WorkOrderDetail }) {
  const { link } = useTech();
  if (job.photos.length === 0) return null;
  if (link !== "online") return <p className="text-muted">{job.photos.length} {job.photos.length === 1 ? "photo is" : "photos are"} with the server.</p>;
  return <ul className="grid grid-cols-3 gap-2">{job.photos.map((each) => <li key={each.id}><img src={`/api/v1/work-orders/${job.id}/photos/${each.id}`} alt={each.text || `Photo of ${dayTime(each.at)}`} loading="lazy" className="aspect-square w-full rounded-sm border object-cover" /></li>)}</ul>;
}

function Decline({ order }: { order: number }) {
  const { act } = useTech();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  if (!open) return <Button className="h-12" onClick={() => setOpen(true)}>I cannot do this job</Button>;
  return (
    <form className="card flex flex-col gap-3 p-4" onSubmit={(event) => {
      event.preventDefault();
      void act(order, "decline", { reason: reason.trim() }).then(() => navigate({ to: "/tech" }));
    }}>
      <label className="flex flex-col gap-1 font-medium">Why not
        <input className="field h-12 text-md" value={reason} maxLength={300} required autoFocus onChange={(event) => setReason(event.target.value)} />
      </label>
      <div className="grid grid-cols-2 gap-3"><Button className="h-12" onClick={() => setOpen(false)}>Keep it</Button><Button type="submit" variant="danger" className="h-12" disabled={reason.trim() === ""}>Hand it back</Button></div>
    </form>
  );
}
