/** The technician's app: one hand, gloves, bad signal. What is on screen is what this phone knows. */
import { useQueryClient } from "@tanstack/react-query";
import { Link as To, Navigate, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { Inbox, LogOut, Package, Wrench } from "lucide-react";
import { useEffect, useRef } from "react";
import { send } from "../api/client";
import { useTheme } from "../lib/device";
import { Mark, ThemeSwitch } from "../ui/chrome";
import { Button, PageTitle, Skeleton } from "../ui/kit";
import { installWorker } from "./install";
import { TechProvider, useOwner, useTech } from "./session";

export function TechShell() {
  const { store, owner, signedOut, settled } = useOwner();
  const path = useLocation({ select: (here) => here.href });
  const asked = useRef(path); // stays what was asked for while the sign-in page takes over
  if (path.startsWith("/tech")) asked.current = path;
  useEffect(() => {
    void installWorker();
  }, []);
  if (signedOut) return <Navigate to="/sign-in" search={{ to: asked.current }} replace />;
  if (store === null || (owner === null && !settled)) return <Waiting />;
  if (owner === null) return <Waiting text="This phone has no jobs yet. It needs the network once, to sign in and fetch them." />;
  return <TechProvider key={owner} store={store} owner={owner}><Frame /></TechProvider>;
}

function Waiting({ text }: { text?: string }) {
  return <main className="mx-auto max-w-lg p-4 text-md"><PageTitle title="Jobs" />{text === undefined ? <Skeleton lines={4} height={64} /> : <p className="mt-2 text-muted">{text}</p>}</main>;
}

const NAV = [
  { to: "/tech", word: "Jobs", Icon: Wrench },
  { to: "/tech/parts", word: "Parts", Icon: Package },
  { to: "/tech/outbox", word: "Unsent", Icon: Inbox },
] as const;

function Frame() {
  const { name, waiting, link } = useTech();
  const theme = useTheme();
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = () => {
    send("POST", "/auth/logout").catch(() => undefined).finally(() => {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== "config" });
      void navigate({ to: "/sign-in", search: { to: "/tech" } });
    });
  };
  return (
    <div className="flex min-h-dvh flex-col text-md">
      <header className="sticky top-0 z-10 flex h-14 items-center gap-2 border-b bg-surface px-4">
        <To to="/tech" aria-label="Sntry, jobs"><Mark /></To>
        <span className="ml-auto truncate text-sm text-muted">{name}</span>
        <ThemeSwitch theme={theme} />
        <Button variant="quiet" className="h-12 w-12" aria-label="Sign out" disabled={link !== "online"} title={link === "online" ? "Sign out" : "Signing out needs the network"} onClick={leave}><LogOut size={20} strokeWidth={1.5} aria-hidden="true" /></Button>
      </header>
      <Signal />
      <main className="mx-auto flex w-full max-w-lg flex-1 flex-col gap-4 p-4 pb-24"><Outlet /></main>
      <nav aria-label="Pages" className="fixed inset-x-0 bottom-0 z-10 border-t bg-surface pb-[env(safe-area-inset-bottom)]">
        <ul className="mx-auto grid max-w-lg grid-cols-3">
          {NAV.map(({ to, word, Icon }) => (
            <li key={to}>
              <To to={to} activeOptions={{ exact: to === "/tech" }} className="tint flex h-14 flex-col items-center justify-center gap-0.5 text-sm font-medium text-muted aria-[current=page]:text-accent">
                <Icon size={20} strokeWidth={1.5} aria-hidden="true" />
                <span>{word}{to === "/tech/outbox" && waiting.length > 0 ? ` (${waiting.length})` : ""}</span>
              </To>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}

/** One line where something is not as it should be: no network, signed out, refused. */
function Signal() {
  const { waiting, link, error, sync } = useTech();
  const refused = waiting.filter((each) => each.problem !== undefined).length;
  const changes = `${waiting.length} ${waiting.length === 1 ? "change waits" : "changes wait"}`;
  if (link === "signed-out") {
    return <p role="alert" className="border-b border-offline bg-surface px-4 py-2 text-offline">Signed out. {waiting.length > 0 ? `${changes} until you ` : "Please "}<To to="/sign-in" search={{ to: "/tech" }} className="underline">sign in again</To>.</p>;
  }
  if (refused > 0) return <p role="alert" className="border-b border-offline bg-surface px-4 py-2 text-offline">{refused === 1 ? "A change was refused." : `${refused} changes were refused.`} <To to="/tech/outbox" className="underline">Look</To></p>;
  if (link === "offline") return <p role="status" className="border-b border-partial bg-surface px-4 py-2 text-partial">{waiting.length > 0 ? `No network: ${changes}, kept on this phone.` : "No network: jobs as this phone knows them."} <button type="button" className="underline" onClick={sync}>Try now</button></p>;
  if (error !== null) return <p role="alert" className="border-b border-offline bg-surface px-4 py-2 text-offline">The jobs could not be read: {error.message}. <button type="button" className="underline" onClick={sync}>Try again</button></p>;
  return waiting.length > 0 ? <p role="status" className="border-b bg-surface px-4 py-2 text-muted">{changes}, being sent.</p> : null;
}
