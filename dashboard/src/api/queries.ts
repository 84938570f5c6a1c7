import { queryOptions, useQuery } from "@tanstack/react-query";
import { readConfig } from "../live/provider";
import { allPages, get } from "./client";
import type { Alarm, AuditEntry, Heal, Me, Page, PriceOverride, Remedy, Scenarios, StationDetail, Telemetry } from "./types";

export const configQuery = queryOptions({ queryKey: ["config"], queryFn: readConfig, staleTime: 60_000 });
export const meQuery = queryOptions({ queryKey: ["me"], queryFn: ({ signal }) => get<Me>("/me", signal), staleTime: 30_000, retry: false });

export const useConfig = () => useQuery(configQuery);
export const useMe = () => useQuery(meQuery);

export const usePrices = (active: boolean) =>
  useQuery({ queryKey: ["prices", active], queryFn: ({ signal }) => get<Page<PriceOverride>>(`/prices?limit=100${active ? "&active=true" : ""}`, signal) });

export const useHeals = (state?: string) =>
  useQuery({ queryKey: ["heals", state ?? ""], queryFn: ({ signal }) => get<Page<Heal>>(`/heals?limit=50${state ? `&state=${state}` : ""}`, signal) });

/** Every alarm that is not closed. */
export const useOpenAlarms = () =>
  useQuery({ queryKey: ["alarms", "open"], queryFn: async ({ signal }) => (await allPages<Alarm>("/alarms?open=true", signal)).items });

export const useProposedRemedies = () =>
  useQuery({ queryKey: ["remedies", "proposed"], queryFn: ({ signal }) => get<Page<Remedy>>("/remedies?state=proposed", signal) });

export const useAudit = (limit: number, type?: string, id?: string) =>
  useQuery({
    queryKey: ["audit", limit, type ?? "", id ?? ""],
    queryFn: ({ signal }) =>
      get<Page<AuditEntry>>(`/audit?limit=${limit}${type ? `&object_type=${encodeURIComponent(type)}` : ""}${id ? `&object_id=${encodeURIComponent(id)}` : ""}`, signal),
  });

export const useStationDetail = (id: string) =>
  useQuery({ queryKey: ["station", id], queryFn: ({ signal }) => get<StationDetail>(`/stations/${encodeURIComponent(id)}`, signal) });

export const useTelemetry = (id: string, from: string, to: string, key: string) =>
  useQuery({
    queryKey: ["telemetry", id, key],
    queryFn: ({ signal }) => get<Telemetry>(`/stations/${encodeURIComponent(id)}/telemetry?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}&max_points=1000`, signal),
  });

export const useScenarios = (enabled: boolean) =>
  useQuery({ queryKey: ["scenarios"], queryFn: ({ signal }) => get<Scenarios>("/sim/scenarios", signal), enabled, refetchInterval: 5000 });
