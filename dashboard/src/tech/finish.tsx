/** The end of a job: what it was, what was used, whether it charges. */
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { FoundCause, WorkOrderDetail } from "../api/types";
import { Button, PageTitle } from "../ui/kit";
import { partTitle } from "./kit";
import { useTech } from "./session";

/** What a technician may have found; the answer teaches the next model. */
export const FOUND: Record<FoundCause, string> = {
  thermal: "Cooling: heat, blocked air, coolant",
  fan: "Fan",
  contactor: "Contactor or relay",
  communication: "Modem or network",
  ground: "Ground fault, insulation",
  over_current: "Over-current, power module",
  meter: "Energy meter",
  reader: "Card reader",
  supply: "Supply from the grid",
  maintenance: "Planned work only",
  none: "Nothing was wrong",
};

const TESTS = [["yes", "It charged"], ["no", "It did not charge"], ["none", "No test charge"]] as const;

export function FinishForm({ job, onBack }: { job: WorkOrderDetail; onBack: () => void }) {
  const { act, catalogue } = useTech();
  const navigate = useNavigate();
  const [cause, setCause] = useState<FoundCause | "">("");
  const [used, setUsed] = useState<Record<string, number>>({});
  const [test, setTest] = useState<(typeof TESTS)[number][0] | "">("");
  const [text, setText] = useState("");
  const parts = [...new Set([...job.parts.map((each) => each.part), ...Object.keys(used)])];
  const others = (catalogue?.parts ?? []).filter((each) => !parts.includes(each.id));
  const count = (part: string) => used[part] ?? 0;
  const change = (part: string, by: number) => setUsed((old) => ({ ...old, [part]: Math.min(100, Math.max(0, (old[part] ?? 0) + by)) }));
  const submit = () => {
    const body = {
      found_cause: cause,
      parts_used: Object.entries(used).filter(([, quantity]) => quantity > 0).map(([part, quantity]) => ({ part, quantity })),
      test_charge_ok: test === "none" ? null : test === "yes",
      text: text.trim(),
    };
    void act(job.id, "finish", body).then(() => navigate({ to: "/tech" }));
  };
  return (
    <form className="flex flex-col gap-5" onSubmit={(event) => {
      event.preventDefault();
      submit();
    }}>
      <header><p className="text-sm text-muted">Job {job.id}, {job.place.name}</p><PageTitle title="Finish the job" className="text-xl" /></header>
      <label className="flex flex-col gap-1 font-medium">What was it?
        <select className="field h-12 text-md font-normal" required value={cause} onChange={(event) => setCause(event.target.value as FoundCause)}>
          <option value="" disabled>Choose</option>
          {Object.entries(FOUND).map(([key, word]) => <option key={key} value={key}>{word}</option>)}
        </select>
      </label>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium">Parts used</legend>
        {parts.length === 0 ? <p className="text-muted">None was planned.</p> : null}
        {parts.map((part) => (
          <div key={part} className="flex items-center gap-3">
            <span className="min-w-0 flex-1">{partTitle(catalogue, part)}</span>
            <Button className="h-12 w-12 text-lg" aria-label={`One ${partTitle(catalogue, part)} less`} disabled={count(part) === 0} onClick={() => change(part, -1)}>−</Button>
            <output className="w-8 text-center text-lg font-semibold" aria-label={`${partTitle(catalogue, part)} used`}>{count(part)}</output>
            <Button className="h-12 w-12 text-lg" aria-label={`One ${partTitle(catalogue, part)} more`} onClick={() => change(part, 1)}>+</Button>
          </div>
        ))}
        {others.length === 0 ? null : (
          <select className="field h-12 text-md" aria-label="Another part" value="" onChange={(event) => change(event.target.value, 1)}>
            <option value="" disabled>Another part</option>
            {others.map((each) => <option key={each.id} value={each.id}>{each.title}</option>)}
          </select>
        )}
      </fieldset>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium">Test charge</legend>
        {TESTS.map(([value, word]) => (
          <label key={value} className="flex h-12 items-center gap-3 rounded-sm border border-strong bg-surface px-3 has-checked:border-accent has-checked:shadow-[inset_0_0_0_1px_var(--accent)]">
            <input type="radio" name="test" className="size-5 accent-(--accent)" required value={value} checked={test === value} onChange={() => setTest(value)} />{word}
          </label>
        ))}
      </fieldset>
      <label className="flex flex-col gap-1 font-medium">What was done
        <textarea className="field h-24 py-2 text-md font-normal" value={text} maxLength={500} onChange={(event) => setText(event.target.value)} />
      </label>
      <div className="grid grid-cols-[1fr_2fr] gap-3">
        <Button className="h-14" onClick={onBack}>Back</Button>
        <Button type="submit" variant="primary" className="h-14 text-lg" disabled={cause === "" || test === ""}>Done</Button>
      </div>
    </form>
  );
}
