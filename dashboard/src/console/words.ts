import type { Exchange } from "./pairing";

const WORD: Record<Exchange["outcome"], string> = { ok: "ok", error: "error", open: "open", lost: "no answer", other: "no message" };

/** The short result of an exchange: an error's code, an answer's status, or the state. */
export function resultText(row: Exchange): string {
  const payload = row.answer?.payload as Record<string, unknown> | null | undefined;
  if (typeof payload === "object" && payload !== null) {
    const code = payload["errorCode"] ?? payload["code"] ?? payload["status"] ?? (payload["idTagInfo"] as Record<string, unknown> | undefined)?.["status"];
    if (typeof code === "string") return code;
  }
  return WORD[row.outcome];
}

export function milliseconds(ms: number | null): string {
  return ms === null ? "" : ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
