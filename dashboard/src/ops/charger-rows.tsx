import { Link } from "@tanstack/react-router";
import type { Charger, Connector } from "../api/types";
import { useUnit } from "../lib/device";
import { kw, money, number, temperature } from "../lib/format";
import { makeText } from "../lib/words";
import { Age, Empty, Panel, Tag } from "../ui/kit";
import { RiskBar, StateGlyph } from "../ui/glyphs";
import { Outlook } from "./outlook";

const KINDS: Record<string, "operational" | "offline" | "under_maintenance" | "unknown"> = { Faulted: "offline", Unavailable: "under_maintenance" };

/** Chargers and their connectors now. Whatever a charger says of itself is shown as text only. */
export function ChargerRows({ chargers, currency }: { chargers: readonly Charger[]; currency: string }) {
  return (
    <Panel title={`Chargers (${chargers.length})`} flush>
      {chargers.length === 0 ? <Empty title="No charger belongs to this station" /> : null}
      <ul className="divide-y">{chargers.map((charger) => <ChargerRow key={charger.id} charger={charger} currency={currency} />)}</ul>
    </Panel>
  );
}

function ChargerRow({ charger, currency }: { charger: Charger; currency: string }) {
  const unit = useUnit();
  return (
    <li className="px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Link to="/ops/chargers/$id" params={{ id: charger.id }} className="font-mono text-sm font-medium hover:underline">{charger.id}</Link>
        <span className={`text-sm ${charger.connected ? "text-operational" : "text-offline"}`}>{charger.connected ? "● connected" : "■ not connected"}</span>
        <RiskBar risk={charger.risk} />
        <span className="text-sm">{temperature(charger.temperature_c, unit)}</span>
        <Outlook charger={charger} />
        <span className="text-sm">{kw(charger.power_w === null ? null : charger.power_w / 1000)}{charger.power_limit_w === null ? "" : <strong className="font-semibold"> limit {kw(charger.power_limit_w / 1000)}</strong>}</span>
        <span className="text-sm">{money(charger.price_per_kwh, currency)}<span className="text-muted"> shown</span></span>
        <span className="ml-auto text-xs text-muted">{`${makeText(charger.vendor, charger.model)} ${charger.firmware_version}`} · <Age at={charger.last_seen_at} /></span>
      </div>
      <ul className="mt-1.5 grid gap-1.5 sm:grid-cols-2">{charger.connectors.map((each) => <ConnectorRow key={each.id} connector={each} />)}</ul>
    </li>
  );
}

export function ConnectorRow({ connector }: { connector: Connector }) {
  const inUse = /^(Charging|Suspended|Finishing)/.test(connector.status); // a reading outlives its session
  const faulty = connector.error_code !== "" && connector.error_code !== "NoError";
  return (
    <li className="flex flex-wrap items-center gap-x-2.5 rounded-sm bg-sunken px-2 py-1 text-sm">
      <StateGlyph state={KINDS[connector.status] ?? "operational"} size={14} label={false} />
      <span className="font-medium">{connector.id} · {connector.status}</span>
      <span className="text-muted">{connector.type}</span>
      {inUse && connector.power_w ? <span>{kw(connector.power_w / 1000)}</span> : null}
      {!inUse || connector.soc_pct === null ? null : <span>{number(connector.soc_pct)} % full</span>}
      {faulty ? <Tag>{connector.error_code}</Tag> : null}
      <span className="ml-auto text-xs text-muted"><Age at={connector.since} suffix="" /></span>
    </li>
  );
}
