/** Lists that are read page by page, and acts that make lists old. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get } from "./client";
import type { Page } from "./types";

/** The first part of a path names the list: `/sessions?held=true` is of `sessions`. */
export function listName(path: string): string {
  return path.split(/[/?]/)[1] ?? path;
}

export function query(fields: Record<string, string | number | boolean | null | undefined>): string {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return given.length === 0 ? "" : `?${given.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`).join("&")}`;
}

/** A list of the API, its first page at once and more when asked; `everyMs` reads what is shown again. */
export function useList<T>(path: string, options: { enabled?: boolean; everyMs?: number } = {}) {
  const found = useInfiniteQuery({
    queryKey: [listName(path), path],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => get<Page<T>>(pageParam === "" ? path : `${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(pageParam)}`, signal),
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    enabled: options.enabled ?? true,
    refetchInterval: options.everyMs ?? false,
  });
  return { ...found, items: found.data?.pages.flatMap((each) => each.items) ?? [] };
}

/** One thing of the API. */
export function useThing<T>(path: string, options: { enabled?: boolean; everyMs?: number } = {}) {
  return useQuery({ queryKey: [listName(path), path], queryFn: ({ signal }) => get<T>(path, signal), enabled: options.enabled ?? true, refetchInterval: options.everyMs ?? false });
}

/** An act; when it is done, the lists of these names are read again. */
export function useAct<In = void, Out = unknown>(act: (given: In) => Promise<Out>, lists: readonly string[], done?: (answer: Out) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async (answer) => {
      await Promise.all(lists.map((each) => client.invalidateQueries({ queryKey: [each] })));
      done?.(answer);
    },
  });
}
