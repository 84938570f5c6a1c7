/** The small parts that every page is made of. */
import { type ButtonHTMLAttributes, type ReactNode, useEffect, useId, useRef } from "react";
import { ApiError } from "../api/client";
import { age, clockTime, utc } from "../lib/format";
import { useServerNow } from "../lib/clock";

type Variant = "primary" | "plain" | "danger" | "quiet";

const VARIANTS: Record<Variant, string> = {
  primary: "bg-accent text-on-accent border-accent hover:brightness-110",
  plain: "bg-surface text-text border-strong hover:bg-sunken",
  danger: "bg-surface text-offline border-offline hover:bg-sunken",
  quiet: "bg-transparent text-text border-transparent hover:bg-sunken",
};

export function Button({ variant = "plain", size = "md", className = "", ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & { variant?: Variant; size?: "sm" | "md" | "lg" }) {
  const height = size === "sm" ? "h-7 px-2 text-sm" : size === "lg" ? "h-11 px-4 text-md" : "h-8 px-3";
  return (
    <button
      type="button"
      className={`tint inline-flex items-center justify-center gap-1.5 whitespace-nowrap rounded-sm border font-medium disabled:cursor-not-allowed disabled:opacity-60 ${height} ${VARIANTS[variant]} ${className}`}
      {...rest}
    />
  );
}

export function Panel({ title, aside, children, className = "", flush = false, id }: { title: ReactNode; aside?: ReactNode; children: ReactNode; className?: string; flush?: boolean; id?: string }) {
  const heading = useId();
  return (
    <section id={id} aria-labelledby={heading} className={`card flex min-w-0 flex-col ${className}`}>
      <header className="flex min-h-10 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b px-3 py-1.5">
        <h2 id={heading} className="text-base">{title}</h2>
        {aside ? <div className="flex flex-wrap items-center gap-2 text-sm text-muted">{aside}</div> : null}
      </header>
      <div className={`min-h-0 flex-1 ${flush ? "" : "p-3"}`}>{children}</div>
    </section>
  );
}

export function Skeleton({ lines = 4, height = 20 }: { lines?: number; height?: number }) {
  return (
    <div role="status" className="flex flex-col gap-2 p-1">
      <span className="sr-only">Loading</span>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className="skeleton" style={{ height, width: `${92 - ((index * 13) % 34)}%` }} />
      ))}
    </div>
  );
}

/** What failed, whether what is shown still holds, and a way on. */
export function ErrorNote({ error, what, onRetry, kept }: { error: unknown; what: string; onRetry?: () => void; kept?: string }) {
  const known = error instanceof ApiError ? error : null;
  const text = known?.status === 403 ? "your role does not allow this; an administrator can grant it" : known?.message ?? "something unexpected went wrong on this page";
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-sm border border-offline px-3 py-2 text-sm">
      <p className="min-w-0 flex-1">
        <strong className="font-semibold text-offline">{what}</strong> {text}.{kept ? ` ${kept}` : ""}
        {known?.requestId ? <span className="block font-mono text-xs text-muted">request {known.requestId}</span> : null}
      </p>
      {onRetry ? <Button size="sm" onClick={onRetry}>Retry</Button> : null}
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="px-3 py-6 text-center text-muted">
      <p className="font-medium text-text">{title}</p>
      {children ? <div className="mt-1 text-sm">{children}</div> : null}
    </div>
  );
}

/** Age that ticks; the full instant in UTC as its tooltip. */
export function Age({ at, prefix = "", suffix = " ago" }: { at: string | null | undefined; prefix?: string; suffix?: string }) {
  const now = useServerNow(1000);
  const text = age(at, now);
  return <time dateTime={at ?? undefined} title={utc(at)}>{prefix}{text}{text === "never" ? "" : suffix}</time>;
}

export function Time({ at }: { at: string | null | undefined }) {
  return <time dateTime={at ?? undefined} title={utc(at)}>{clockTime(at)}</time>;
}

export function Tag({ children, tone = "plain" }: { children: ReactNode; tone?: "plain" | "accent" }) {
  return <span className={`inline-flex items-center whitespace-nowrap rounded-sm border px-1.5 text-xs font-medium ${tone === "accent" ? "border-accent text-accent" : "text-muted"}`}>{children}</span>;
}

export function Simulated() {
  return <span className="hatch inline-flex items-center whitespace-nowrap rounded-sm border border-strong px-1.5 text-xs font-semibold tracking-wide">SIMULATED</span>;
}

export function Kpi({ label, value, note, tone }: { label: string; value: ReactNode; note?: ReactNode; tone?: "surge" | "offline" | "operational" }) {
  const ink = tone === "surge" ? "text-surge" : tone === "offline" ? "text-offline" : "";
  return (
    <div className="flex min-w-0 flex-col justify-between gap-1 bg-surface px-3 py-2.5">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className={`m-0 text-xl font-semibold leading-7 ${ink}`}>{value}</dd>
      {note ? <dd className="m-0 truncate text-xs text-muted">{note}</dd> : null}
    </div>
  );
}

/** The browser's own modal: traps focus, closes with Escape and gives the focus back. */
export function Dialog({ open, onClose, title, children }: { open: boolean; onClose: () => void; title: string; children: ReactNode }) {
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={ref}
      aria-labelledby={heading}
      onClose={onClose}
      onMouseDown={(event) => {
        if (event.target === ref.current) onClose();
      }}
      className="m-auto w-[min(34rem,calc(100vw-2rem))] rounded-lg border border-strong bg-surface p-0 text-text shadow-2xl"
    >
      {open ? (
        <div className="p-5">
          <h2 id={heading} className="mb-3 text-lg">{title}</h2>
          {children}
        </div>
      ) : null}
    </dialog>
  );
}

/** One sentence for screen readers, spoken politely and at most every ten seconds. */
export function Announce({ text }: { text: string }) {
  const ref = useRef<HTMLDivElement>(null);
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    const timer = setInterval(() => {
      if (ref.current !== null && ref.current.textContent !== latest.current) ref.current.textContent = latest.current;
    }, 10_000);
    return () => clearInterval(timer);
  }, []);
  return <div ref={ref} aria-live="polite" className="sr-only" />;
}

/** Sets the tab's title and moves the focus to the heading when the page changes. */
export function PageTitle({ title, children, className = "text-lg" }: { title: string; children?: ReactNode; className?: string }) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Sntry`;
  }, [title]);
  useEffect(() => {
    if (document.activeElement === document.body) ref.current?.focus({ preventScroll: true });
  }, []);
  return <h1 ref={ref} tabIndex={-1} className={className}>{children ?? title}</h1>;
}

/** `/` brings the focus to the filter, unless a person is typing. */
export function useSlashFocus(ref: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement | null;
      const typing = target !== null && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      event.preventDefault();
      ref.current?.focus();
      ref.current?.select();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [ref]);
}
