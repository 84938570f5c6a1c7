import { Link } from "@tanstack/react-router";
import type { WorkOrderDetail } from "../api/types";
import { hourMinute } from "../lib/format";
import { Empty, PageTitle, Skeleton } from "../ui/kit";
import { Due } from "./kit";
import { useTech } from "./session";
import { isAhead, STATE_TEXT } from "./steps";

export function Jobs() {
  const { jobs, loaded, readAt } = useTech();
  const ahead = jobs.filter(isAhead);
  const behind = jobs.filter((each) => !isAhead(each));
  const [next, ...later] = ahead;
  return (
    <>
      <PageTitle title="Jobs" className="text-xl" />
      {!loaded || (readAt === null && jobs.length === 0) ? <Skeleton lines={3} height={72} /> : null}
      {loaded && readAt !== null && jobs.length === 0 ? <Empty title="No jobs">New ones appear here by themselves.</Empty> : null}
      {next === undefined ? null : (
        <section aria-labelledby="next">
          <h2 id="next" className="mb-2 text-md text-muted">{next.state === "assigned" ? "Next job" : "In hand"}</h2>
          <JobCard job={next} big />
        </section>
      )}
      <List title="Then" jobs={later} />
      <List title="Done, waiting for proof" jobs={behind} />
      {readAt === null ? null : <p className="text-sm text-muted">As of {hourMinute(readAt)} on this phone.</p>}
    </>
  );
}

function List({ title, jobs }: { title: string; jobs: readonly WorkOrderDetail[] }) {
  if (jobs.length === 0) return null;
  return (
    <section>
      <h2 className="mb-2 text-md text-muted">{title}</h2>
      <ul className="flex flex-col gap-2">{jobs.map((each) => <li key={each.id}><JobCard job={each} /></li>)}</ul>
    </section>
  );
}

function JobCard({ job, big = false }: { job: WorkOrderDetail; big?: boolean }) {
  return (
    <Link to="/tech/jobs/$id" params={{ id: String(job.id) }} className={`card block ${big ? "border-2 border-accent p-4" : "p-3"} hover:bg-sunken`}>
      <span className={`block font-semibold ${big ? "text-lg" : ""}`}>{job.title}</span>
      <span className="block">{job.place.name}</span>
      <span className="block text-muted">{[job.place.city, job.charge_points.join(", ")].filter(Boolean).join(" · ")}</span>
      <span className="mt-1 flex flex-wrap gap-x-3 text-sm text-muted"><span>{STATE_TEXT[job.state]}</span>{isAhead(job) ? <Due at={job.due_at} /> : null}<span>{job.minutes} min on site</span></span>
    </Link>
  );
}

