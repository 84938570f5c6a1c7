import { useQueryClient } from "@tanstack/react-query";
import { Link, Navigate, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { LogOut, Menu } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { ApiError, send } from "../api/client";
import { useConfig, useMe, useOpenAlarms } from "../api/queries";
import type { Me } from "../api/types";
import { useServerNow } from "../lib/clock";
import { LiveProvider, useStations } from "../live/provider";
import { ClockNote, LivePill, Mark, StaleNote, Switches } from "../ui/chrome";
import { Button, ErrorNote, PageTitle } from "../ui/kit";
import { needsPerson } from "./alarm-words";
import { Keys } from "./keys";
import { GROUPS, PAGES, type PageEntry } from "./pages";

/** Signed in: the pages. Signed out: to the sign-in page and back here. Another error: in words, with Retry. */
export function OpsShell() {
  const me = useMe();
  const config = useConfig(); // brings the server's clock, which every page needs first
  const path = useLocation({ select: (here) => here.href });
  const asked = useRef(path); // stays what was asked for while the sign-in page takes over
  if (path.startsWith("/ops")) asked.current = path;
  const signedOut = me.error instanceof ApiError && me.error.status === 401;
  if (signedOut) return <Navigate to="/sign-in" search={{ to: asked.current }} replace />;
  if (me.error !== null && me.data === undefined) {
    return <main className="mx-auto max-w-xl p-8"><PageTitle title="Operations" /><div className="mt-4"><ErrorNote what="Your account could not be read:" error={me.error} onRetry={() => void me.refetch()} /></div></main>;
  }
  if (config.error !== null && config.data === undefined) {
    return <main className="mx-auto max-w-xl p-8"><PageTitle title="Operations" /><div className="mt-4"><ErrorNote what="The configuration could not be read:" error={config.error} onRetry={() => void config.refetch()} /></div></main>;
  }
  if (me.data === undefined || config.data === undefined) return <p role="status" className="sr-only">Loading</p>;
  return <LiveProvider audience="ops"><Frame me={me.data} /></LiveProvider>;
}

/** How many of a page's things wait for a person. */
function Count({ of }: { of: NonNullable<PageEntry["counts"]> }) {
  const alarms = useOpenAlarms();
  const stations = useStations();
  const now = useServerNow(10_000);
  const waiting = (alarms.data ?? []).filter((each) => needsPerson(each, now));
  const count = of === "alarms" ? waiting.length : stations.filter((each) => each.heal?.state === "proposed" && each.heal.role === "stressed").length;
  if (count === 0) return null;
  const grave = of === "alarms" && waiting.some((each) => each.severity === "critical");
  return <span data-count={of} className={`ml-auto rounded-full border px-1.5 text-xs font-semibold ${grave ? "border-offline text-offline" : "border-strong text-muted"}`}><span className="sr-only">, waiting: </span>{count}</span>;
}

function Frame({ me }: { me: Me }) {
  const config = useConfig();
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = () => {
    send("POST", "/auth/logout").catch(() => undefined).finally(() => {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== "config" });
      void navigate({ to: "/sign-in" });
    });
  };
  const mode = config.data?.heal.mode;
  const [open, setOpen] = useState(false);
  const path = useLocation({ select: (here) => here.pathname });
  useEffect(() => setOpen(false), [path]);
  return (
    <div className="flex min-h-dvh flex-col lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)]">
      <a href="#page" className="sr-only z-50 rounded-sm bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:absolute focus:left-2 focus:top-2">Skip to the page</a>
      <aside className="flex flex-wrap items-center gap-x-2 border-b bg-surface px-3 py-1.5 lg:sticky lg:top-0 lg:h-dvh lg:flex-col lg:flex-nowrap lg:items-stretch lg:gap-0 lg:border-b-0 lg:border-r lg:p-3">
        <Link to="/ops" activeOptions={{ exact: true }} className="lg:px-2 lg:py-2" aria-label="Sntry operations, overview"><Mark /></Link>
        <Button variant="quiet" size="sm" className="order-first lg:hidden" aria-expanded={open} aria-controls="pages" onClick={() => setOpen(!open)}><Menu size={18} strokeWidth={1.5} aria-hidden="true" />Menu</Button>
        <nav id="pages" aria-label="Pages" className={`order-last w-full lg:order-none lg:mt-3 lg:block lg:min-h-0 lg:flex-1 lg:overflow-y-auto ${open ? "" : "hidden"}`}>
          {GROUPS.map((group) => (
            <div key={group} className="mb-2">
              <p className="px-2.5 pb-0.5 text-xs font-medium text-muted">{group}</p>
              <ul className="grid grid-cols-2 gap-px sm:grid-cols-3 lg:grid-cols-1">
                {PAGES.filter((each) => each.group === group).map(({ to, word, Icon, counts }) => (
                  <li key={to}>
                    <Link to={to} activeOptions={{ exact: to === "/ops", includeSearch: false }} className="tint flex h-8 items-center lg:h-7 gap-2.5 rounded-sm px-2.5 font-medium text-muted hover:bg-sunken hover:text-text aria-[current=page]:bg-sunken aria-[current=page]:text-text aria-[current=page]:shadow-[inset_3px_0_0_var(--accent)]">
                      <Icon size={16} strokeWidth={1.5} aria-hidden="true" />{word}{counts === undefined ? null : <Count of={counts} />}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-2 lg:ml-0 lg:shrink-0 lg:flex-col lg:items-stretch lg:gap-2 lg:border-t lg:pt-2">
          {mode === undefined ? null : (
            <Link to="/ops/pricing" className="hidden rounded-sm border px-2.5 py-1.5 text-sm hover:bg-sunken lg:block">
              <span className="text-muted">Healing</span> <strong className="font-semibold">{mode}</strong>
            </Link>
          )}
          <span className="hidden lg:block"><ClockNote /></span>
          <LivePill />
          <div className="flex items-center gap-1">
            <span className="hidden min-w-0 flex-1 truncate text-sm lg:block" title={`${me.name}, ${me.role}`}><span className="block truncate font-medium">{me.name}</span><span className="block text-xs text-muted">{me.role}</span></span>
            <Switches />
            <Button variant="quiet" size="sm" aria-label="Sign out" title="Sign out" onClick={leave}><LogOut size={16} strokeWidth={1.5} aria-hidden="true" /></Button>
          </div>
        </div>
      </aside>
      <div className="flex min-w-0 flex-col">
        <StaleNote />
        <Keys />
        <main id="page" tabIndex={-1} className="flex min-w-0 flex-1 flex-col gap-3 p-3 md:p-4"><Outlet /></main>
      </div>
    </div>
  );
}
