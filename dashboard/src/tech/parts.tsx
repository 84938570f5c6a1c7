import { Empty, PageTitle } from "../ui/kit";
import { partTitle } from "./kit";
import { useTech } from "./session";
import { isAhead } from "./steps";

/** What today's jobs take, added up: what has to be on the van. */
export function Parts() {
  const { jobs, catalogue } = useTech();
  const wanted = new Map<string, { quantity: number; jobs: number[] }>();
  for (const job of jobs.filter(isAhead)) {
    for (const { part, quantity } of job.parts) {
      const known = wanted.get(part) ?? { quantity: 0, jobs: [] };
      wanted.set(part, { quantity: known.quantity + quantity, jobs: [...known.jobs, job.id] });
    }
  }
  return (
    <>
      <PageTitle title="Parts" className="text-xl" />
      {wanted.size === 0 ? <Empty title="Your jobs need no parts" /> : (
        <ul className="flex flex-col gap-2">
          {[...wanted].map(([part, { quantity, jobs: numbers }]) => (
            <li key={part} className="card flex items-baseline gap-3 p-3">
              <strong className="text-lg font-semibold">{quantity} ×</strong>
              <span><span className="block font-medium">{partTitle(catalogue, part)}</span><span className="block text-sm text-muted"><span className="font-mono">{part}</span> · {numbers.length === 1 ? "job" : "jobs"} {numbers.join(", ")}</span></span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
