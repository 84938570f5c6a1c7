/**
 * Tables as files: UTF-8 with a mark for spreadsheets, CRLF (RFC 4180), units in the headers, instants in UTC.
 * A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection).
 */
export type Cell = string | number | boolean | null | undefined;

export interface CsvColumn<T> {
  head: string;
  cell: (row: T) => Cell;
}

export function csvCell(value: Cell): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  const inert = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

export function csvText<T>(columns: readonly CsvColumn<T>[], rows: readonly T[]): string {
  const lines = [columns.map(({ head }) => csvCell(head)), ...rows.map((row) => columns.map(({ cell }) => csvCell(cell(row))))];
  return `\uFEFF${lines.map((cells) => cells.join(",")).join("\r\n")}\r\n`;
}

/** Hand a text to the browser as a file. */
export function save(name: string, text: string, type = "text/csv;charset=utf-8"): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** `sntry-stations-2026-11-23T20-15.csv`: what, and of when. */
export function fileName(what: string, nowMs: number, ending = "csv"): string {
  return `sntry-${what}-${new Date(nowMs).toISOString().slice(0, 16).replaceAll(":", "-")}.${ending}`;
}
