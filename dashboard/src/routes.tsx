/** Two shells in one app; each page is a chunk of its own and comes when its address is asked for. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link, Outlet } from "@tanstack/react-router";
import { auditSearch, driverSearch, opsSearch, safeReturn, stationSearch } from "./lib/search";
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

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (raw: Record<string, unknown>): { to?: string } => (raw["to"] === undefined ? {} : { to: safeReturn(raw["to"]) }),
  component: lazyRouteComponent(() => import("./ops/sign-in"), "SignIn"),
});

const ops = createRoute({ getParentRoute: () => root, path: "/ops", component: lazyRouteComponent(() => import("./ops/shell"), "OpsShell") });
const overview = createRoute({ getParentRoute: () => ops, path: "/", validateSearch: opsSearch, component: lazyRouteComponent(() => import("./ops/overview"), "Overview") });
const station = createRoute({ getParentRoute: () => ops, path: "/stations/$id", validateSearch: stationSearch, component: lazyRouteComponent(() => import("./ops/station"), "StationPage") });
const pricing = createRoute({ getParentRoute: () => ops, path: "/pricing", component: lazyRouteComponent(() => import("./ops/pricing"), "Pricing") });
const audit = createRoute({ getParentRoute: () => ops, path: "/audit", validateSearch: auditSearch, component: lazyRouteComponent(() => import("./ops/audit"), "Audit") });

const tree = root.addChildren([driver.addChildren([driverHome, driverStation]), signIn, ops.addChildren([overview, station, pricing, audit])]);

export function makeRouter() {
  return createRouter({ routeTree: tree, defaultPreload: "intent", defaultPreloadStaleTime: 0 });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
