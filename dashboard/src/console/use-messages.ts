import { useCallback, useEffect, useRef, useState } from "react";
import { get } from "../api/client";
import { query } from "../api/list";
import type { Message, Page } from "../api/types";
import { merged } from "./pairing";

export const KEPT_FRAMES = 10_000;
const PAGE = 200;
const EVERY_MS = 1500;
const CATCH_UP_PAGES = 10;

/**
 * The frames of one charger, or of all: a page at first, then what is new, without a gap as long as it is not more than ten pages
 * behind. Older pages come when asked for.
 */
export function useMessages(charger: string | undefined) {
  const [frames, setFrames] = useState<Message[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [loaded, setLoaded] = useState(false);
  const [older, setOlder] = useState<string | null>(null);
  const newest = useRef(0);
  const path = useCallback((cursor?: string) => `/ocpp-messages${query({ charge_point: charger, limit: PAGE, cursor })}`, [charger]);

  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let first = true;
    newest.current = 0;
    setFrames([]);
    setLoaded(false);
    setError(null);
    const poll = async () => {
      try {
        let page = await get<Page<Message>>(path(), abort.signal);
        const fresh = [...page.items];
        if (first) setOlder(page.next_cursor);
        for (let count = 1; !first && count < CATCH_UP_PAGES && page.next_cursor !== null && (page.items.at(-1)?.id ?? 0) > newest.current + 1; count += 1) {
          page = await get<Page<Message>>(path(page.next_cursor), abort.signal);
          fresh.push(...page.items);
        }
        first = false;
        newest.current = Math.max(newest.current, ...fresh.map((each) => each.id));
        setFrames((held) => merged(held, fresh, KEPT_FRAMES));
        setLoaded(true);
        setError(null);
      } catch (failure) {
        if (abort.signal.aborted) return;
        setError(failure);
      }
      timer = setTimeout(() => void poll(), document.visibilityState === "hidden" ? EVERY_MS * 10 : EVERY_MS);
    };
    void poll();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [path]);

  const loadOlder = useCallback(async () => {
    if (older === null) return;
    try {
      const page = await get<Page<Message>>(path(older));
      setOlder(page.next_cursor);
      setFrames((held) => merged(held, page.items, KEPT_FRAMES));
    } catch (failure) {
      setError(failure);
    }
  }, [older, path]);

  return { frames, error, loaded, hasOlder: older !== null, loadOlder };
}
