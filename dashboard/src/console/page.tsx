import { useNavigate, useSearch } from "@tanstack/react-router";
import { canAct } from "../api/permissions";
import { useMe } from "../api/queries";
import type { ConsoleSearch } from "../lib/search";
import { Empty, PageTitle } from "../ui/kit";
import { ShareButton } from "../ui/share";
import { Command } from "./command";
import { Log } from "./log";

export function Console() {
  const search = useSearch({ from: "/ops/console" });
  const navigate = useNavigate({ from: "/ops/console" });
  const me = useMe();
  const set = (change: Partial<Record<keyof ConsoleSearch, string | undefined>>) => void navigate({ search: (old) => ({ ...old, ...change }) as ConsoleSearch, replace: true });
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2"><PageTitle title="OCPP console" /><ShareButton /></div>
      {canAct(me.data) ? (
        <div className="grid items-start gap-3 xl:grid-cols-[22rem_minmax(0,1fr)]">
          <Command charger={search.charger} onCharger={(charger) => set({ charger })} />
          <Log charger={search.charger} filter={search.q ?? ""} onFilter={(q) => set({ q: q || undefined })} />
        </div>
      ) : <Empty title="The console is for operators">Messages hold what chargers and drivers do. An administrator can give you the role operator.</Empty>}
    </>
  );
}
