import { useNavigate, useSearch } from "@tanstack/react-router";
import type { SessionsSearch } from "../lib/search";
import { useStation, useStations } from "../live/provider";
import { Choice } from "../ui/form";
import { Button, PageTitle } from "../ui/kit";
import { ShareButton } from "../ui/share";
import { SessionTable } from "./session-table";

export function Sessions() {
  const search = useSearch({ from: "/ops/sessions" });
  const navigate = useNavigate({ from: "/ops/sessions" });
  const stations = useStations();
  const station = useStation(search.station ?? "");
  const set = (change: Partial<Record<keyof SessionsSearch, string | undefined>>) => void navigate({ search: (old) => ({ ...old, ...change }) as SessionsSearch, replace: true });
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <PageTitle title="Sessions" />
        <span className="ml-auto" />
        <Choice label="Station" any="All stations" value={search.station} options={stations.map((each) => [each.id, `${each.name}, ${each.city_name}`] as const)} onChange={(id) => set({ station: id, charger: undefined })} />
        <Choice label="Show" any="All sessions" value={search.show} options={[["held", "Held for review"]]} onChange={(show) => set({ show })} />
        {search.charger === undefined ? null : <Button onClick={() => set({ charger: undefined })}>Only {search.charger} ×</Button>}
        <ShareButton />
      </div>
      <SessionTable title={station === undefined ? "Sessions, newest first" : `Sessions at ${station.name}`} filter={{ station_id: search.station, charge_point: search.charger, held: search.show === "held" ? true : undefined }} />
    </>
  );
}
