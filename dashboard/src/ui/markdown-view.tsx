import { Fragment, type ReactNode, useMemo } from "react";
import { type Block, type Inline, markdown } from "../lib/markdown";

/** Markdown as elements. `picture` turns a picture's name into an address, or null where it is not shown. */
export function MarkdownView({ text, picture }: { text: string; picture: (source: string) => string | null }) {
  const blocks = useMemo(() => markdown(text), [text]);
  return <div className="flex max-w-5xl flex-col gap-3">{blocks.map((block, index) => <Fragment key={index}>{view(block, picture, index)}</Fragment>)}</div>;
}

function view(block: Block, picture: (source: string) => string | null, place: number): ReactNode {
  const line = (parts: readonly Inline[]) => parts.map((each, index) => <Fragment key={index}>{inline(each, picture)}</Fragment>);
  switch (block.kind) {
    case "heading":
      // The page has its own h1 and the panel an h2: a card's headings come below them.
      return block.level <= 1 ? <h3 className="text-md">{line(block.inlines)}</h3> : block.level === 2 ? <h4 className="mt-2 border-t pt-3 text-md font-semibold">{line(block.inlines)}</h4> : <h5 className="font-semibold">{line(block.inlines)}</h5>;
    case "paragraph":
      return <p className={block.inlines.some((each) => each.kind === "image") ? "flex flex-wrap gap-3" : ""}>{line(block.inlines)}</p>;
    case "list":
      return <ul className="list-disc pl-5">{block.items.map((each, index) => <li key={index}>{line(each)}</li>)}</ul>;
    case "code":
      return <pre className="overflow-auto rounded-sm bg-sunken p-2 font-mono text-xs" tabIndex={0}>{block.text}</pre>;
    case "table":
      return (
        <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label={`Table ${place}`}>
          <table className="border-collapse text-sm">
            <thead><tr>{block.head.map((each, index) => (each.length === 0 ? <td key={index} className="border-b border-strong" /> : <th key={index} scope="col" className="border-b border-strong px-2 py-1 text-left align-bottom font-medium text-muted">{line(each)}</th>))}</tr></thead>
            <tbody>{block.rows.map((row, at) => <tr key={at} className="border-b">{row.map((each, index) => <td key={index} className="px-2 py-1 align-top">{line(each)}</td>)}</tr>)}</tbody>
          </table>
        </div>
      );
  }
}

function inline(part: Inline, picture: (source: string) => string | null): ReactNode {
  switch (part.kind) {
    case "bold":
      return <strong className="font-semibold">{part.text}</strong>;
    case "italic":
      return <em>{part.text}</em>;
    case "code":
      return <code className="rounded-sm bg-sunken px-1 font-mono text-xs">{part.text}</code>;
    case "image": {
      const source = picture(part.source);
      return source === null ? <em>{part.text}</em> : <img src={source} alt={part.text} width={460} height={280} loading="lazy" className="h-auto max-w-full rounded-sm border" />;
    }
    default:
      return part.text;
  }
}
