/**
 * The part of Markdown that model cards use: headings, paragraphs, lists, tables, code, pictures, bold, italic, code words.
 * It gives data, not HTML: whatever a card holds is shown as text.
 */
export type Inline = { kind: "text" | "bold" | "italic" | "code"; text: string } | { kind: "image"; text: string; source: string };

export type Block =
  | { kind: "heading"; level: number; inlines: Inline[] }
  | { kind: "paragraph"; inlines: Inline[] }
  | { kind: "list"; items: Inline[][] }
  | { kind: "table"; head: Inline[][]; rows: Inline[][][] }
  | { kind: "code"; text: string };

const INLINE = /!\[([^\]]*)\]\(([^)\s]+)\)|\*\*([^*]+)\*\*|`([^`]+)`|\*([^*\s][^*]*)\*/g;

export function inlines(text: string): Inline[] {
  const found: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > at) found.push({ kind: "text", text: text.slice(at, match.index) });
    const [whole, alt, source, bold, code, italic] = match;
    if (source !== undefined) found.push({ kind: "image", text: alt ?? "", source });
    else if (bold !== undefined) found.push({ kind: "bold", text: bold });
    else if (code !== undefined) found.push({ kind: "code", text: code });
    else found.push({ kind: "italic", text: italic ?? "" });
    at = match.index + whole.length;
  }
  if (at < text.length) found.push({ kind: "text", text: text.slice(at) });
  return found;
}

function cells(line: string): Inline[][] {
  return line.replace(/^\s*\|/, "").replace(/\|\s*$/, "").split("|").map((each) => inlines(each.trim()));
}

const RULER = /^\s*\|?[\s:|-]+\|[\s:|-]*$/;

export function markdown(text: string): Block[] {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const blocks: Block[] = [];
  let at = 0;
  const taken = (fits: (line: string) => boolean): string[] => {
    const found: string[] = [];
    while (at < lines.length && fits(lines[at] ?? "")) {
      found.push(lines[at] ?? "");
      at += 1;
    }
    return found;
  };
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    if (line.trim() === "") at += 1;
    else if (heading !== null) {
      blocks.push({ kind: "heading", level: heading[1]?.length ?? 1, inlines: inlines(heading[2] ?? "") });
      at += 1;
    } else if (line.startsWith("```")) {
      at += 1;
      blocks.push({ kind: "code", text: taken((each) => !each.startsWith("```")).join("\n") });
      at += 1;
    } else if (/^\s*[-*]\s/.test(line)) blocks.push({ kind: "list", items: taken((each) => /^\s*[-*]\s/.test(each)).map((each) => inlines(each.replace(/^\s*[-*]\s+/, ""))) });
    else if (line.includes("|") && RULER.test(lines[at + 1] ?? "")) {
      const [head = "", , ...rows] = taken((each) => each.includes("|"));
      blocks.push({ kind: "table", head: cells(head), rows: rows.map(cells) });
    } else blocks.push({ kind: "paragraph", inlines: inlines(taken((each) => each.trim() !== "" && !/^(#{1,6}\s|```|\s*[-*]\s)/.test(each)).join(" ")) });
  }
  return blocks;
}
