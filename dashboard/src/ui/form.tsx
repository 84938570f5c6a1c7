/** Parts of forms and of pages with several views. */
import { Link } from "@tanstack/react-router";
import { type ReactNode, useId, useState } from "react";
import { Button, Dialog, ErrorNote } from "./kit";

export function Field({ label, children, hint }: { label: string; children: (id: string) => ReactNode; hint?: string }) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="font-medium">{label}</label>
      {children(id)}
      {hint ? <p className="text-xs text-muted">{hint}</p> : null}
    </div>
  );
}

export function Choice<T extends string>({ label, value, options, onChange, any }: { label: string; value: T | undefined; options: readonly (readonly [T, string])[]; onChange: (value: T | undefined) => void; any?: string }) {
  return (
    <select className="field" aria-label={label} value={value ?? ""} onChange={(event) => onChange((event.target.value || undefined) as T | undefined)}>
      {any === undefined ? null : <option value="">{any}</option>}
      {options.map(([key, word]) => <option key={key} value={key}>{word}</option>)}
    </select>
  );
}

/** Views of one page; each is an address, so these are links. */
export function Tabs({ label, tabs, tab }: { label: string; tabs: readonly (readonly [string, string])[]; tab: string }) {
  return (
    <nav aria-label={label} className="-mb-px flex gap-1 overflow-x-auto border-b">
      {tabs.map(([key, word]) => (
        <Link
          key={key} to="." search={((old: Record<string, unknown>) => ({ ...old, tab: key === tabs[0]?.[0] ? undefined : key })) as never} replace
          aria-current={tab === key ? "page" : undefined}
          className={`tint whitespace-nowrap border-b-2 px-3 py-1.5 font-medium ${tab === key ? "border-accent text-text" : "border-transparent text-muted hover:text-text"}`}
        >{word}</Link>
      ))}
    </nav>
  );
}

interface Asked {
  title: string;
  children?: ReactNode;
  word: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  onDo: (reason: string) => void;
  /** Whether a reason must be given. */
  reason?: boolean;
}

/** A button that asks before it acts: what will happen, Cancel first, a reason where one is kept. */
export function AskButton({ label, size, disabled, ...asked }: Asked & { label: string; size?: "sm" | "md"; disabled?: boolean }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const given = reason.trim();
  return (
    <>
      <Button size={size ?? "sm"} variant={asked.danger ? "danger" : "plain"} disabled={disabled} onClick={() => setOpen(true)}>{label}</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={asked.title}>
        <form onSubmit={(event) => {
          event.preventDefault();
          asked.onDo(given);
          setOpen(false);
        }}>
          <div className="text-muted">{asked.children}</div>
          {asked.reason ? <Field label="Reason, kept in the audit">{(id) => <input id={id} className="field mt-1 w-full" value={reason} maxLength={300} required onChange={(event) => setReason(event.target.value)} />}</Field> : null}
          <div className="mt-5 flex justify-end gap-2">
            <Button autoFocus onClick={() => setOpen(false)}>Cancel</Button>
            <Button type="submit" variant={asked.danger ? "danger" : "primary"} disabled={asked.busy || (asked.reason === true && given === "")}>{asked.word}</Button>
          </div>
        </form>
      </Dialog>
      {asked.error === null || asked.error === undefined ? null : <div className="basis-full"><ErrorNote what="Not done:" error={asked.error} /></div>}
    </>
  );
}

/** A date and a time in the browser's zone, as an instant of the API. */
export function instantOf(local: string): string | undefined {
  const at = new Date(local);
  return local === "" || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

export function Facts({ children }: { children: ReactNode }) {
  return <dl className="card m-0 grid grid-cols-2 gap-px overflow-hidden bg-border md:grid-cols-3 xl:grid-cols-6">{children}</dl>;
}

export function Fact({ label, children, note }: { label: string; children: ReactNode; note?: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5 bg-surface px-3 py-2">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="m-0 text-md font-medium">{children}{note === undefined ? null : <span className="block text-sm font-normal text-muted">{note}</span>}</dd>
    </div>
  );
}
