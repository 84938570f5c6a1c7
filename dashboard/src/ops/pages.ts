/** The pages of operations: one list for the menu, the keys and the palette. */
import { Bell, Boxes, BrainCircuit, ChartNoAxesColumn, CreditCard, FlaskConical, Gauge, History, IdCard, LayoutDashboard, List, Map as MapIcon, PlugZap, ReceiptText, ScrollText, Settings, Tags, Terminal, Wrench, Zap } from "lucide-react";

export const GROUPS = ["Network", "Act", "Money", "System"] as const;

export interface PageEntry {
  to: string;
  word: string;
  group: (typeof GROUPS)[number];
  /** Pressed after `g`. */
  key: string;
  Icon: typeof List;
  /** What is counted beside its name. */
  counts?: "alarms" | "proposals";
}

export const PAGES: readonly PageEntry[] = [
  { to: "/ops", word: "Overview", group: "Network", key: "o", Icon: LayoutDashboard },
  { to: "/ops/map", word: "Map", group: "Network", key: "m", Icon: MapIcon },
  { to: "/ops/stations", word: "Stations", group: "Network", key: "s", Icon: List },
  { to: "/ops/chargers", word: "Chargers", group: "Network", key: "h", Icon: PlugZap },
  { to: "/ops/reliability", word: "Reliability", group: "Network", key: "l", Icon: Gauge },
  { to: "/ops/history", word: "History", group: "Network", key: "y", Icon: History },
  { to: "/ops/alarms", word: "Alarms", group: "Act", key: "a", Icon: Bell, counts: "alarms" },
  { to: "/ops/pricing", word: "Pricing", group: "Act", key: "p", Icon: Tags, counts: "proposals" },
  { to: "/ops/load", word: "Load sharing", group: "Act", key: "f", Icon: Zap },
  { to: "/ops/work", word: "Work", group: "Act", key: "w", Icon: Wrench },
  { to: "/ops/console", word: "OCPP console", group: "Act", key: "c", Icon: Terminal },
  { to: "/ops/sim", word: "Simulation", group: "Act", key: "i", Icon: FlaskConical },
  { to: "/ops/sessions", word: "Sessions", group: "Money", key: "e", Icon: ReceiptText },
  { to: "/ops/tariffs", word: "Tariffs", group: "Money", key: "t", Icon: CreditCard },
  { to: "/ops/revenue", word: "Revenue at risk", group: "Money", key: "r", Icon: ChartNoAxesColumn },
  { to: "/ops/access", word: "Tags and bookings", group: "System", key: "b", Icon: IdCard },
  { to: "/ops/model", word: "Model", group: "System", key: "d", Icon: BrainCircuit },
  { to: "/ops/audit", word: "Audit", group: "System", key: "u", Icon: ScrollText },
  { to: "/ops/connect", word: "Connect a charger", group: "System", key: "n", Icon: Boxes },
  { to: "/ops/settings", word: "Settings", group: "System", key: ",", Icon: Settings },
];
