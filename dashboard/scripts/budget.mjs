// Sums what a first visit of each page loads before the map, gzipped, and fails where a shell's heaviest page is over its budget.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const DIST = new URL("../dist/", import.meta.url);
const MANIFEST = JSON.parse(readFileSync(new URL(".vite/manifest.json", DIST), "utf8"));
const BUDGETS = [
  { name: "driver", kB: 150, shell: ["index.html", "src/driver/shell.tsx"], pages: ["src/driver/home.tsx", "src/driver/station.tsx", "src/driver/status.tsx", "src/driver/embed.tsx"] },
  { name: "technician", kB: 190, shell: ["index.html", "src/tech/shell.tsx"], pages: ["src/tech/jobs.tsx", "src/tech/job.tsx", "src/tech/way.tsx", "src/tech/parts.tsx", "src/tech/outbox-page.tsx", "src/ops/sign-in.tsx"] },
  { name: "operations", kB: 260, shell: ["index.html", "src/ops/shell.tsx"], pages: ["src/ops/sign-in.tsx", "src/ops/overview.tsx", "src/ops/station.tsx", "src/ops/alarms.tsx", "src/ops/alarm.tsx", "src/ops/load-sharing.tsx", "src/ops/reliability.tsx", "src/ops/pricing.tsx", "src/ops/audit.tsx", "src/ops/work.tsx", "src/ops/work-order.tsx", "src/ops/map-page.tsx", "src/ops/stations.tsx", "src/ops/charger-list.tsx", "src/ops/charger.tsx", "src/console/page.tsx", "src/ops/sessions.tsx", "src/ops/session.tsx", "src/ops/tariffs.tsx", "src/ops/revenue.tsx", "src/ops/history.tsx", "src/ops/model.tsx", "src/ops/simulation.tsx", "src/ops/access.tsx", "src/ops/connect.tsx", "src/ops/settings.tsx"] },
  { name: "map", kB: 345, shell: [], pages: ["src/map/station-map.tsx"], without: "index.html" },
];

function filesOf(entries, seen = new Set()) {
  for (const entry of entries) {
    const chunk = MANIFEST[entry];
    if (chunk === undefined) throw new Error(`budget: ${entry} is not in the build; the list in scripts/budget.mjs is old`);
    if (seen.has(chunk.file)) continue;
    seen.add(chunk.file);
    filesOf(chunk.imports ?? [], seen);
  }
  return seen;
}

function bytesOf({ shell, without }, page) {
  const files = filesOf([...shell, page]);
  for (const file of without === undefined ? [] : filesOf([without])) files.delete(file);
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, DIST))).length, 0);
}

let over = 0;
for (const budget of BUDGETS) {
  const [used, page] = budget.pages.map((each) => [bytesOf(budget, each) / 1000, each]).sort(([a], [b]) => b - a)[0];
  if (used > budget.kB) over += 1;
  console.log(`${budget.name}: ${used.toFixed(1)} of ${budget.kB} kB gzipped (${page})${used > budget.kB ? "  OVER" : ""}`);
}
if (over > 0) process.exit(1);
