/** Keys for all pages: `g` and a letter goes to a page, `?` lists the keys, Ctrl K finds by name. */
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { useList } from "../api/list";
import type { ChargerRow } from "../api/types";
import { useSingleKeys } from "../lib/device";
import { useStations } from "../live/provider";
import { Dialog } from "../ui/kit";
import { PAGES } from "./pages";

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

const GO_MS = 1500;

export function Keys() {
  const navigate = useNavigate();
  const single = useSingleKeys();
  const [open, setOpen] = useState<"help" | "find" | null>(null);
  const went = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setOpen("find");
        return;
      }
      if (single === "off" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]") !== null) return;
      const page = performance.now() - went.current < GO_MS ? PAGES.find((each) => each.key === event.key) : undefined;
      went.current = event.key === "g" ? performance.now() : Number.NEGATIVE_INFINITY;
      if (page !== undefined) {
        event.preventDefault();
        void navigate({ to: page.to });
      } else if (event.key === "?") setOpen("help");
    };
    window.addEventListener("keydown", press, true); // before the page's own keys: after `g` a letter means a page
    return () => window.removeEventListener("keydown", press, true);
  }, [navigate, single]);
  return (
    <>
      <Dialog open={open === "help"} onClose={() => setOpen(null)} title="Keys"><Help /></Dialog>
      <Dialog open={open === "find"} onClose={() => setOpen(null)} title="Go to">{open === "find" ? <Finder onDone={() => setOpen(null)} /> : null}</Dialog>
    </>
  );
}

function Key({ children }: { children: string }) {
  return <kbd className="rounded-sm border border-strong bg-sunken px-1.5 font-mono text-sm">{children}</kbd>;
}

function Help() {
  const other: [string, string][] = [["Ctrl K", "find a page, station or charger"], ["/", "filter this list"], ["j  k", "next and previous row"], ["Enter", "open"], ["x", "select a row"], ["e", "acknowledge an alarm"], ["z", "snooze it"], ["[  ]", "previous and next alarm"], ["p", "pause the message log"], ["?", "these keys"], ["Esc", "close"]];
  return (
    <div className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
      {PAGES.map((page) => <p key={page.to} className="flex justify-between gap-3"><span>{page.word}</span><span><Key>g</Key> <Key>{page.key}</Key></span></p>)}
      {other.map(([key, word]) => <p key={key} className="flex justify-between gap-3"><span>{word}</span><Key>{key}</Key></p>)}
      <p className="mt-2 text-sm text-muted sm:col-span-2">Single keys can be turned off in the settings; they never act while you type.</p>
    </div>
  );
}

interface Found {
  key: string;
  word: string;
  note: string;
  href: string;
}

const SHOWN = 9;

/** What fits the words: pages first, then stations, then chargers. */
export function found(all: readonly Found[], words: string): Found[] {
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((each) => wanted.every((word) => `${each.word} ${each.note}`.toLocaleLowerCase().includes(word))).slice(0, SHOWN);
}

function Finder({ onDone }: { onDone: () => void }) {
  const navigate = useNavigate();
  const stations = useStations();
  const chargers = useList<ChargerRow>("/chargers?limit=500");
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const all = useMemo<Found[]>(() => [
    ...PAGES.map((each) => ({ key: each.to, word: each.word, note: "page", href: each.to })),
    ...stations.map((each) => ({ key: `s ${each.id}`, word: each.name, note: `station ${each.id} ${each.city_name}`, href: `/ops/stations/${encodeURIComponent(each.id)}` })),
    ...chargers.items.map((each) => ({ key: `c ${each.id}`, word: each.id, note: `charger ${each.vendor} ${each.model}`, href: `/ops/chargers/${encodeURIComponent(each.id)}` })),
  ], [stations, chargers.items]);
  const shown = found(all, words);
  const go = (target: Found | undefined) => {
    if (target === undefined) return;
    onDone();
    void navigate({ to: target.href });
  };
  const press = (event: React.KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((at + step + shown.length) % Math.max(1, shown.length));
    } else if (event.key === "Enter") go(shown[at]);
  };
  return (
    <div>
      <input autoFocus type="text" role="combobox" aria-expanded="true" aria-controls="found" aria-activedescendant={shown[at] === undefined ? undefined : `found-${at}`} aria-label="Page, station or charger" placeholder="Page, station or charger" className="field h-10 w-full text-md" value={words} onKeyDown={press} onChange={(event) => {
        setWords(event.target.value);
        setAt(0);
      }} />
      <ul id="found" role="listbox" aria-label="What fits" className="mt-2 min-h-40">
        {shown.map((each, index) => (
          <li key={each.key} id={`found-${index}`} role="option" aria-selected={index === at} onMouseEnter={() => setAt(index)} onClick={() => go(each)} className={`flex cursor-pointer justify-between gap-3 rounded-sm px-2.5 py-1.5 ${index === at ? "bg-sunken" : ""}`}>
            <span className="truncate font-medium">{each.word}</span><span className="shrink-0 text-sm text-muted">{each.note}</span>
          </li>
        ))}
        {shown.length === 0 ? <li role="option" aria-selected="false" className="px-2.5 py-1.5 text-muted">Nothing fits “{words}”</li> : null}
      </ul>
    </div>
  );
}
