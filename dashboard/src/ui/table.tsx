/** A table with columns as data: sorted by its heads, dense as the device wants, saved as CSV. */
import { type ReactNode, useRef } from "react";
import { serverNow } from "../lib/clock";
import { csvText, type CsvColumn, fileName, save } from "../lib/csv";
import { Button } from "./kit";

export interface Column<T> {
  key: string;
  word: string;
  cell: (row: T) => ReactNode;
  right?: boolean;
  /** Classes that show it from a width on, for example `hidden md:table-cell`. */
  show?: string;
  /** The head sorts by this column. */
  sortable?: boolean;
}

export interface Sorting {
  key: string;
  down: boolean;
}

interface Props<T> {
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string | number;
  sorting?: Sorting;
  onSort?: (key: string) => void;
  /** Attributes of a row's element, for tests and for the pointer. */
  rowProps?: (row: T) => React.HTMLAttributes<HTMLTableRowElement> & Record<`data-${string}`, string>;
}

export function DataTable<T>({ caption, columns, rows, rowKey, sorting, onSort, rowProps }: Props<T>) {
  const body = useRef<HTMLTableSectionElement>(null);
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label={`${caption}, table`}>
      <table className="w-full border-collapse">
        <caption className="sr-only">{caption}</caption>
        <thead className="text-left text-sm text-muted">
          <tr>
            {columns.map(({ key, word, right, show, sortable }) => (
              <th key={key} scope="col" className={`whitespace-nowrap border-b px-2 py-1.5 font-medium first:pl-3 last:pr-3 ${show ?? ""} ${right ? "text-right" : ""}`} aria-sort={sortable && key === sorting?.key ? (sorting.down ? "descending" : "ascending") : undefined}>
                {sortable && onSort ? <button type="button" className="-mx-1 rounded-sm px-1 hover:text-text" onClick={() => onSort(key)}>{word}<span aria-hidden="true"> {key === sorting?.key ? (sorting.down ? "↓" : "↑") : ""}</span></button> : word === "" ? <span className="sr-only">{key}</span> : word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={(event) => moveBetweenRows(event, body.current)}>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="row border-b last:border-b-0 hover:bg-sunken" {...rowProps?.(row)}>
              {columns.map(({ key, cell, right, show }) => (
                <td key={key} className={`px-2 py-1 first:pl-3 last:pr-3 ${show ?? ""} ${right ? "whitespace-nowrap text-right" : ""}`}>{cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `j` and `k` go to the next and the previous row's link. */
export function moveBetweenRows(event: React.KeyboardEvent, body: HTMLElement | null): void {
  if (body === null || (event.key !== "j" && event.key !== "k") || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = [...body.querySelectorAll<HTMLElement>("tr")].map((row) => row.querySelector<HTMLElement>("a, button")).filter((each) => each !== null);
  const here = links.findIndex((each) => each.closest("tr")?.contains(document.activeElement) === true);
  links[here + (event.key === "j" ? 1 : -1)]?.focus();
}

export function CsvButton<T>({ what, columns, rows }: { what: string; columns: readonly CsvColumn<T>[]; rows: readonly T[] }) {
  return (
    <Button size="sm" disabled={rows.length === 0} title={`${rows.length} rows as they are listed`} onClick={() => save(fileName(what, serverNow()), csvText(columns, rows))}>CSV</Button>
  );
}

/** Under a list that has more: how many are shown, and the way to the next page. */
export function More({ shown, hasMore, busy, onMore }: { shown: number; hasMore: boolean; busy: boolean; onMore: () => void }) {
  if (!hasMore) return null;
  return <p className="flex items-center justify-center gap-3 border-t p-2 text-sm text-muted">{shown} shown <Button size="sm" disabled={busy} onClick={onMore}>{busy ? "Loading" : "Show more"}</Button></p>;
}
