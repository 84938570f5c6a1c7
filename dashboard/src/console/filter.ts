/**
 * The filter of the message log, in tokens that all must fit:
 * `action:Status*`, `dir:in`, `kind:error` or `err`, `open`, `lat>500`, `size>1000`, `id:ab12`, `charger:PHX*`; any other word is
 * looked for in the payloads. A minus before a token turns it round.
 */
import type { Exchange } from "./pairing";

type Test = (row: Exchange) => boolean;

function like(pattern: string): (text: string) => boolean {
  const parts = pattern.toLowerCase().split("*");
  return (text) => {
    const lower = text.toLowerCase();
    let at = 0;
    for (const [index, part] of parts.entries()) {
      const found = index === 0 ? (lower.startsWith(part) ? 0 : -1) : lower.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return pattern.includes("*") ? parts.at(-1) === "" || lower.endsWith(parts.at(-1) ?? "") : lower === pattern.toLowerCase();
  };
}

function sizeOf(row: Exchange): number {
  return (row.call?.size_bytes ?? 0) + (row.answer?.size_bytes ?? 0);
}

function textOf(row: Exchange): string {
  return `${row.action} ${row.messageId} ${JSON.stringify(row.call?.payload ?? "")} ${JSON.stringify(row.answer?.payload ?? "")}`.toLowerCase();
}

function testOf(token: string): Test {
  const word = token.toLowerCase();
  if (word === "err" || word === "kind:error") return (row) => row.outcome === "error";
  if (word === "open") return (row) => row.outcome === "open" || row.outcome === "lost";
  const compared = /^(lat|size)([<>])(\d+)$/.exec(word);
  if (compared !== null) {
    const [, of, sign, figure] = compared;
    const value = (row: Exchange) => (of === "lat" ? row.latencyMs : sizeOf(row));
    return (row) => {
      const found = value(row);
      return found !== null && (sign === ">" ? found > Number(figure) : found < Number(figure));
    };
  }
  const named = /^(action|dir|id|charger):(.+)$/.exec(token);
  if (named === null) return (row) => textOf(row).includes(word);
  const [, name, value = ""] = named;
  if (name === "dir") return (row) => row.direction === value.toLowerCase();
  if (name === "id") return (row) => row.messageId.toLowerCase().startsWith(value.toLowerCase());
  const fits = like(value);
  return name === "action" ? (row) => fits(row.action) : (row) => fits(row.charger);
}

/** The test of a whole filter; an empty one lets everything through. */
export function filterOf(text: string): Test {
  const tests = text.split(/\s+/).filter(Boolean).map((token): Test => {
    if (!token.startsWith("-") || token.length === 1) return testOf(token);
    const test = testOf(token.slice(1));
    return (row) => !test(row);
  });
  return (row) => tests.every((test) => test(row));
}
