/** What the technician's pages share. */
import type { ReactNode } from "react";
import type { WorkCatalogue } from "../api/types";
import { useServerNow } from "../lib/clock";
import { duration } from "../lib/format";

/** How long there is, or by how much it is late. */
export function Due({ at }: { at: string }) {
  const left = (Date.parse(at) - useServerNow(5000)) / 1000;
  return left >= 0 ? <span>due in {duration(left)}</span> : <strong className="font-semibold text-offline">late by {duration(-left)}</strong>;
}

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return <section className="card p-4"><h2 className="mb-2 text-md">{title}</h2>{children}</section>;
}

export function partTitle(catalogue: WorkCatalogue | null, part: string): string {
  return catalogue?.parts.find((each) => each.id === part)?.title ?? part;
}
