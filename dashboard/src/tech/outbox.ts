/**
 * Sends what waits, oldest first, each with its own key, until there is nothing left or no way through.
 *
 * No answer, or one that says "later" (5xx, 408, 425, 429), stops the round: nothing overtakes what was done
 * before it. A refusal stays on the phone with its reason until the person has seen it, and the rest goes on.
 */
import { ApiError } from "../api/client";
import type { Entry, TechStore } from "./store";

export type Sent = "all" | "later" | "sign-in";

/** Puts one act to the server. Throws ApiError; status 0 = no answer came. */
export type Send = (entry: Entry) => Promise<void>;

const LATER = new Set([0, 408, 425, 429]);

export async function drain(store: TechStore, by: string, send: Send): Promise<Sent> {
  for (const entry of await store.outbox(by)) {
    if (entry.id === undefined || entry.problem !== undefined) continue;
    try {
      await send(entry);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 401) return "sign-in";
      if (LATER.has(error.status) || error.status >= 500) return "later";
      await store.mark(entry, error.message);
      continue;
    }
    await store.drop(entry.id);
  }
  return "all";
}

export function pathOf(entry: Entry): string {
  const text = entry.act === "photos" && typeof entry.body["text"] === "string" ? `?text=${encodeURIComponent(entry.body["text"])}` : "";
  return `/work-orders/${entry.order}/${entry.act}${text}`;
}

/** 128 random bits; `crypto.randomUUID` is missing where a page came without TLS. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0")).join("");
}
