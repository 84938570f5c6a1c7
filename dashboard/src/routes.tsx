/** Three shells in one app; each page is a chunk of its own and comes when its address is asked for. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link, Outlet } from "@tanstack/react-router";
import { alarmsSearch, auditSearch, chargersSearch, consoleSearch, driverSearch, embedSearch, historySearch, loadSearch, mapSearch, opsSearch, safeReturn, sessionsSearch, stationSearch, tabSearch, workSearch } from "./lib/search";
import { Button, PageTitle } from "./ui/kit";

function NotFound() {
  return (
    <main className="mx-auto max-w-lg p-8">
      <PageTitle title="Page not found" />
      <p className="mt-2 text-muted">Nothing stands at this address.</p>
      <p className="mt-4 flex gap-4"><Link to="/" className="text-accent underline">Find a charger</Link><Link to="/ops" className="text-accent underline">Operations</Link></p>
    </main>
  );
}

function Crash({ error }: { error: unknown }) {
  return (
    <main className="mx-auto max-w-lg p-8">
      <PageTitle title="This page stopped" />
      <p className="my-3 text-muted">An error in the page itself: {error instanceof Error ? error.message : "unknown"}. The chargers are not affected.</p>
      <Button variant="primary" onClick={() => location.reload()}>Load the page again</Button>
    </main>
  );
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Crash });

const driver = createRoute({ getParentRoute: () => root, id: "driver", component: lazyRouteComponent(() => import("./driver/shell"), "DriverShell") });
const driverHome = createRoute({ getParentRoute: () => driver, path: "/", validateSearch: driverSearch, component: lazyRouteComponent(() => import("./driver/home"), "DriverHome") });
const driverStation = createRoute({ getParentRoute: () => driver, path: "/s/$id", component: lazyRouteComponent(() => import("./driver/station"), "DriverStation") });

const driverStatus = createRoute({ getParentRoute: () => driver, path: "/status", component: lazyRouteComponent(() => import("./driver/status"), "NetworkStatus") });
const embed = createRoute({ getParentRoute: () => root, path: "/embed/map", validateSearch: embedSearch, component: lazyRouteComponent(() => import("./driver/embed"), "Embed") });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (raw: Record<string, unknown>): { to?: string } => (raw["to"] === undefined ? {} : { to: safeReturn(raw["to"]) }),
  component: lazyRouteComponent(() => import("./ops/sign-in"), "SignIn"),
});

const ops = createRoute({ getParentRoute: () => root, path: "/ops", component: lazyRouteComponent(() => import("./ops/shell"), "OpsShell") });
const overview = createRoute({ getParentRoute: () => ops, path: "/", component: lazyRouteComponent(() => import("./ops/overview"), "Overview") });
const map = createRoute({ getParentRoute: () => ops, path: "/map", validateSearch: mapSearch, component: lazyRouteComponent(() => import("./ops/map-page"), "MapPage") });
const stations = createRoute({ getParentRoute: () => ops, path: "/stations", validateSearch: opsSearch, component: lazyRouteComponent(() => import("./ops/stations"), "Stations") });
const chargers = createRoute({ getParentRoute: () => ops, path: "/chargers", validateSearch: chargersSearch, component: lazyRouteComponent(() => import("./ops/charger-list"), "Chargers") });
const charger = createRoute({ getParentRoute: () => ops, path: "/chargers/$id", validateSearch: tabSearch, component: lazyRouteComponent(() => import("./ops/charger"), "ChargerPage") });
const console_ = createRoute({ getParentRoute: () => ops, path: "/console", validateSearch: consoleSearch, component: lazyRouteComponent(() => import("./console/page"), "Console") });
const sessions = createRoute({ getParentRoute: () => ops, path: "/sessions", validateSearch: sessionsSearch, component: lazyRouteComponent(() => import("./ops/sessions"), "Sessions") });
const session = createRoute({ getParentRoute: () => ops, path: "/sessions/$id", component: lazyRouteComponent(() => import("./ops/session"), "SessionPage") });
const station = createRoute({ getParentRoute: () => ops, path: "/stations/$id", validateSearch: stationSearch, component: lazyRouteComponent(() => import("./ops/station"), "StationPage") });
const alarms = createRoute({ getParentRoute: () => ops, path: "/alarms", validateSearch: alarmsSearch, component: lazyRouteComponent(() => import("./ops/alarms"), "Alarms") });
const alarm = createRoute({ getParentRoute: () => ops, path: "/alarms/$id", component: lazyRouteComponent(() => import("./ops/alarm"), "AlarmPage") });
const load = createRoute({ getParentRoute: () => ops, path: "/load", validateSearch: loadSearch, component: lazyRouteComponent(() => import("./ops/load-sharing"), "LoadSharing") });
const reliability = createRoute({ getParentRoute: () => ops, path: "/reliability", validateSearch: tabSearch, component: lazyRouteComponent(() => import("./ops/reliability"), "Reliability") });
const pricing = createRoute({ getParentRoute: () => ops, path: "/pricing", component: lazyRouteComponent(() => import("./ops/pricing"), "Pricing") });
const work = createRoute({ getParentRoute: () => ops, path: "/work", validateSearch: workSearch, component: lazyRouteComponent(() => import("./ops/work"), "Work") });
const workOrder = createRoute({ getParentRoute: () => ops, path: "/work/$id", component: lazyRouteComponent(() => import("./ops/work-order"), "WorkOrderPage") });
const audit = createRoute({ getParentRoute: () => ops, path: "/audit", validateSearch: auditSearch, component: lazyRouteComponent(() => import("./ops/audit"), "Audit") });

const revenue = createRoute({ getParentRoute: () => ops, path: "/revenue", component: lazyRouteComponent(() => import("./ops/revenue"), "Revenue") });
const history_ = createRoute({ getParentRoute: () => ops, path: "/history", validateSearch: historySearch, component: lazyRouteComponent(() => import("./ops/history"), "History") });
const model = createRoute({ getParentRoute: () => ops, path: "/model", validateSearch: tabSearch, component: lazyRouteComponent(() => import("./ops/model"), "Model") });
const simulation = createRoute({ getParentRoute: () => ops, path: "/sim", component: lazyRouteComponent(() => import("./ops/simulation"), "Simulation") });
const tariffs = createRoute({ getParentRoute: () => ops, path: "/tariffs", component: lazyRouteComponent(() => import("./ops/tariffs"), "Tariffs") });
const access = createRoute({ getParentRoute: () => ops, path: "/access", validateSearch: tabSearch, component: lazyRouteComponent(() => import("./ops/access"), "Access") });
const settings = createRoute({ getParentRoute: () => ops, path: "/settings", validateSearch: tabSearch, component: lazyRouteComponent(() => import("./ops/settings"), "Settings") });
const connect = createRoute({ getParentRoute: () => ops, path: "/connect", component: lazyRouteComponent(() => import("./ops/connect"), "Connect") });

const tech = createRoute({ getParentRoute: () => root, path: "/tech", component: lazyRouteComponent(() => import("./tech/shell"), "TechShell") });
const techJobs = createRoute({ getParentRoute: () => tech, path: "/", component: lazyRouteComponent(() => import("./tech/jobs"), "Jobs") });
const techJob = createRoute({ getParentRoute: () => tech, path: "/jobs/$id", component: lazyRouteComponent(() => import("./tech/job"), "Job") });
const techRoute = createRoute({ getParentRoute: () => tech, path: "/jobs/$id/route", component: lazyRouteComponent(() => import("./tech/way"), "Way") });
const techParts = createRoute({ getParentRoute: () => tech, path: "/parts", component: lazyRouteComponent(() => import("./tech/parts"), "Parts") });
const techOutbox = createRoute({ getParentRoute: () => tech, path: "/outbox", component: lazyRouteComponent(() => import("./tech/outbox-page"), "OutboxPage") });

const tree = root.addChildren([driver.addChildren([driverHome, driverStation, driverStatus]), embed, signIn, tech.addChildren([techJobs, techJob, techRoute, techParts, techOutbox]), ops.addChildren([overview, map, stations, station, chargers, charger, console_, sessions, session, alarms, alarm, pricing, work, workOrder, load, reliability, tariffs, revenue, history_, model, simulation, access, audit, connect, settings])]);

export function makeRouter() {
  return createRouter({ routeTree: tree, defaultPreload: "intent", defaultPreloadStaleTime: 0 });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
