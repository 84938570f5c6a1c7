import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError, send } from "../api/client";
import { canAct } from "../api/permissions";
import { useConfig, useHeals, useMe, usePrices } from "../api/queries";
import type { Config, Heal, HealMode, PriceOverride } from "../api/types";
import { useServerNow } from "../lib/clock";
import { hourMinute, money, priceDelta, remaining } from "../lib/format";
import { plain, reasonText } from "../lib/words";
import { useStation } from "../live/provider";
import { Age, Announce, Button, Dialog, Empty, ErrorNote, PageTitle, Panel, Skeleton, Tag, Time } from "../ui/kit";
import { PriceChip, RiskBar } from "../ui/glyphs";
import { HealEffect } from "./heal-effect";

export function Pricing() {
  const heals = useHeals();
  const prices = usePrices(false);
  const all = prices.data?.items ?? [];
  const live = (heals.data?.items ?? []).filter((each) => each.state !== "ended");
  const open = live.filter((each) => each.state !== "proposed");
  const proposed = live.filter((each) => each.state === "proposed");
  return (
    <>
      <PageTitle title="Pricing" />
      <Mode />
      {proposed.length === 0 ? null : <Panel title={`Proposals (${proposed.length})`} flush><ul className="divide-y">{proposed.map((heal) => <HealCard key={heal.id} heal={heal} prices={all} />)}</ul></Panel>}
      <Panel title={`Active pairs${open.length > 0 ? ` (${open.length})` : ""}`} flush>
        {heals.error === null ? null : <div className="p-3"><ErrorNote what="Heals could not be loaded:" error={heals.error} onRetry={() => void heals.refetch()} /></div>}
        {heals.isPending ? <Skeleton lines={3} height={48} /> : null}
        {heals.data !== undefined && open.length === 0 ? <Empty title="No surge is on">Every station shows its base price.</Empty> : null}
        <ul className="divide-y">{open.map((heal) => <HealCard key={heal.id} heal={heal} prices={all} />)}</ul>
      </Panel>
      <History prices={all} pending={prices.isPending} error={prices.error} retry={() => void prices.refetch()} />
      <Announce text={`${open.length} active price pairs, ${proposed.length} proposals`} />
    </>
  );
}

const MODES: { mode: HealMode; says: string; means: string }[] = [
  { mode: "off", says: "Off", means: "No price and no power limit is changed by the system. Running heals are put back." },
  { mode: "propose", says: "Propose", means: "The system proposes a heal; nothing changes until a person approves it." },
  { mode: "autopilot", says: "Autopilot", means: "The system limits power and changes prices within its guards, and puts all back by itself." },
];

function Mode() {
  const config = useConfig();
  const me = useMe();
  const client = useQueryClient();
  const [asked, setAsked] = useState<Partial<Config["heal"]> | null>(null);
  const change = useMutation({
    mutationFn: (body: Partial<Config["heal"]>) => send("PUT", "/control/heal", body),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["config"] });
      setAsked(null);
    },
  });
  const heal = config.data?.heal;
  const allowed = canAct(me.data);
  const next = MODES.find((each) => each.mode === asked?.mode);
  return (
    <Panel title="Healing" aside={allowed ? null : <span>an operator can change this</span>}>
      {config.error === null ? null : <ErrorNote what="The setting could not be read:" error={config.error} onRetry={() => void config.refetch()} />}
      {heal === undefined ? null : (
        <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
          <div role="group" aria-label="Mode of healing" className="flex overflow-hidden rounded-sm border border-strong">
            {MODES.map(({ mode, says }) => (
              <button key={mode} type="button" disabled={!allowed} aria-pressed={heal.mode === mode} onClick={() => (heal.mode === mode ? undefined : setAsked({ mode }))} className={`h-8 border-r border-strong px-2.5 sm:px-3.5 font-medium last:border-r-0 disabled:cursor-not-allowed ${heal.mode === mode ? "bg-accent text-on-accent" : "hover:bg-sunken"}`}>{says}</button>
            ))}
          </div>
          <p className="min-w-0 flex-1 text-sm text-muted">{MODES.find((each) => each.mode === heal.mode)?.means}</p>
          <p className="flex flex-wrap gap-2 text-sm"><Tag>price {heal.use_price ? "on" : "off"}</Tag><Tag>power {heal.use_power ? "on" : "off"}</Tag><Tag>surge ×{Number(heal.surge_factor)}</Tag><Tag>discount ×{Number(heal.discount_factor)}</Tag></p>
        </div>
      )}
      <Dialog open={asked !== null} onClose={() => setAsked(null)} title={`Change healing to ${next?.says ?? ""}?`}>
        <p>{next?.means}</p>
        {change.error === null ? null : <div className="mt-3"><ErrorNote what="Not changed:" error={change.error} /></div>}
        <div className="mt-5 flex justify-end gap-2">
          <Button autoFocus onClick={() => setAsked(null)}>Cancel</Button>
          <Button variant={asked?.mode === "off" ? "danger" : "primary"} disabled={change.isPending} onClick={() => asked !== null && change.mutate(asked)}>Change to {next?.says ?? ""}</Button>
        </div>
      </Dialog>
    </Panel>
  );
}

function HealCard({ heal, prices }: { heal: Heal; prices: readonly PriceOverride[] }) {
  const now = useServerNow(1000);
  const me = useMe();
  const client = useQueryClient();
  const [stopping, setStopping] = useState(false);
  const own = prices.filter((each) => each.heal_id === heal.id);
  const done = async () => {
    setStopping(false);
    await Promise.all(["heals", "prices", "audit"].map((key) => client.invalidateQueries({ queryKey: [key] })));
  };
  const approve = useMutation({ mutationFn: () => send("POST", `/heals/${heal.id}/approve`), onSuccess: done });
  const stop = useMutation({ mutationFn: (reason: string) => send("POST", `/heals/${heal.id}/stop`, { reason }), onSuccess: done });
  const [longer, setLonger] = useState(false);
  const prolong = useMutation({
    mutationFn: (body: { hours: number; reason: string }) => send("POST", `/heals/${heal.id}/prolong`, body),
    onSuccess: async () => {
      setLonger(false);
      await done();
    },
  });
  const proposed = heal.state === "proposed";
  const alone = heal.state === "active" && heal.target_station_id === null && own.every((each) => each.kind !== "surge");
  const left = remaining(heal.expires_at, now);
  return (
    <li className="flex flex-col gap-2 p-3">
      <div className="grid items-stretch gap-2 md:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
        <Side id={heal.station_id} override={own.find((each) => each.kind === "surge")} role="stressed" />
        <span aria-hidden="true" className="hidden self-center text-lg text-muted md:block">→</span>
        {heal.target_station_id === null ? <div className="rounded-sm border border-dashed p-2.5 text-sm text-muted">No healthy neighbour was found: power limit only.</div> : <Side id={heal.target_station_id} override={own.find((each) => each.kind === "discount")} role="target" />}
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <Tag tone="accent">{heal.state}</Tag>
        <span className="text-muted">since <Time at={heal.opened_at} /> (<Age at={heal.opened_at} suffix="" />)</span>
        <span>{left === null ? "ends now" : <>ends in at most <strong className="font-semibold">{left}</strong></>}</span>
        {canAct(me.data) ? (
          <span className="ml-auto flex gap-2">
            {proposed ? <Button size="sm" variant="primary" disabled={approve.isPending} onClick={() => approve.mutate()}>Approve</Button> : null}
            {alone ? <Button size="sm" disabled={approve.isPending} title="No neighbour takes the drivers: a surge needs a person" onClick={() => approve.mutate()}>Surge all the same</Button> : null}
            {proposed ? null : <Button size="sm" onClick={() => setLonger(true)}>Extend</Button>}
            <Button size="sm" variant="danger" onClick={() => setStopping(true)}>{proposed ? "Refuse" : "Stop and put back"}</Button>
          </span>
        ) : null}
      </div>
      {heal.reasons.length === 0 ? null : <ul className="list-disc pl-5 text-sm text-muted">{heal.reasons.map((reason, index) => <li key={index}>{reasonText(reason)}</li>)}</ul>}
      {proposed ? null : <HealEffect heal={heal} />}
      <ProlongDialog open={longer} onClose={() => setLonger(false)} error={prolong.error} busy={prolong.isPending} onProlong={(body) => prolong.mutate(body)} />
      {approve.error === null ? null : <ErrorNote what="Not approved:" error={approve.error} />}
      <StopDialog open={stopping} onClose={() => setStopping(false)} error={stop.error} busy={stop.isPending} onStop={(reason) => stop.mutate(reason)} proposed={proposed} />
    </li>
  );
}

function ProlongDialog({ open, onClose, onProlong, error, busy }: { open: boolean; onClose: () => void; onProlong: (body: { hours: number; reason: string }) => void; error: unknown; busy: boolean }) {
  return (
    <Dialog open={open} onClose={onClose} title="Give this heal more time?">
      <form onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        onProlong({ hours: Number(form.get("hours")), reason: String(form.get("reason") ?? "").trim() });
      }}>
        <p className="mb-3 text-muted">Counted from now; it still ends by itself as soon as the station has recovered.</p>
        <label className="flex flex-col gap-1 font-medium">Hours from now<input className="field font-normal" name="hours" type="number" min="0.5" max="4" step="0.5" defaultValue="2" required autoFocus /></label>
        <label className="mt-3 flex flex-col gap-1 font-medium">Reason<input className="field font-normal" name="reason" required maxLength={300} /></label>
        {error === null ? null : <div className="mt-3"><ErrorNote what="Not prolonged:" error={error} /></div>}
        <div className="mt-5 flex justify-end gap-2"><Button onClick={onClose}>Cancel</Button><Button type="submit" variant="primary" disabled={busy}>Extend</Button></div>
      </form>
    </Dialog>
  );
}

function StopDialog({ open, onClose, onStop, error, busy, proposed }: { open: boolean; onClose: () => void; onStop: (reason: string) => void; error: unknown; busy: boolean; proposed: boolean }) {
  return (
    <Dialog open={open} onClose={onClose} title={proposed ? "Refuse this proposal?" : "Stop this heal?"}>
      <form onSubmit={(event) => {
        event.preventDefault();
        onStop(String(new FormData(event.currentTarget).get("reason") ?? "").trim());
      }}>
        <p className="mb-3 text-muted">{proposed ? "Nothing was changed yet." : "Both prices return to base and the power limit is taken away."} The reason is kept in the audit.</p>
        <label className="flex flex-col gap-1 font-medium">Reason<input className="field font-normal" name="reason" required maxLength={200} autoFocus /></label>
        {error instanceof ApiError ? <div className="mt-3"><ErrorNote what="Not stopped:" error={error} /></div> : null}
        <div className="mt-5 flex justify-end gap-2"><Button onClick={onClose}>Cancel</Button><Button type="submit" variant="danger" disabled={busy}>{proposed ? "Refuse" : "Stop"}</Button></div>
      </form>
    </Dialog>
  );
}

function Side({ id, override, role }: { id: string; override: PriceOverride | undefined; role: "stressed" | "target" }) {
  const station = useStation(id);
  const shown = station?.price;
  const accepted = override !== undefined && shown !== undefined && shown !== null && Math.abs(Number(shown.per_kwh) - Number(override.price_per_kwh)) < 0.001 /* a charger shows three places */;
  return (
    <div className="flex min-w-0 flex-col gap-1 rounded-sm border bg-bg p-2.5">
      <p className="flex items-center justify-between gap-2">
        <Link to="/ops/stations/$id" params={{ id }} className="truncate font-medium hover:underline">{station?.name ?? id}</Link>
        <span className="text-xs text-muted">{role === "stressed" ? "takes load off" : "takes drivers in"}</span>
      </p>
      {override === undefined ? <p className="text-sm text-muted">price unchanged</p> : (
        <p className="flex flex-wrap items-center gap-2">
          <span className="text-muted line-through">{money(override.base_per_kwh, override.currency)}</span><span aria-hidden="true">→</span>
          <span className="text-md font-semibold">{money(override.price_per_kwh, override.currency)}</span>
          <PriceChip kind={override.kind} delta={priceDelta(override.price_per_kwh, override.base_per_kwh)} />
          <span className={`text-xs ${accepted ? "text-muted" : "text-partial"}`}>{override.state === "proposed" ? "proposed" : accepted ? "shown by the chargers" : "not yet accepted by the chargers"}</span>
        </p>
      )}
      {station === undefined ? null : <p className="text-sm"><RiskBar risk={station.risk} /></p>}
    </div>
  );
}

function History({ prices, pending, error, retry }: { prices: readonly PriceOverride[]; pending: boolean; error: unknown; retry: () => void }) {
  return (
    <Panel title="Surges and discounts" flush aside="newest first">
      {error === null ? null : <div className="p-3"><ErrorNote what="Prices could not be loaded:" error={error} onRetry={retry} /></div>}
      {pending ? <Skeleton lines={6} /> : null}
      {!pending && error === null && prices.length === 0 ? <Empty title="No price was changed yet">When a station is close to failing, its surge and the neighbour&apos;s discount are listed here.</Empty> : null}
      {prices.length === 0 ? null : (
        <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Table of surges and discounts">
          <table className="w-full min-w-[44rem] border-collapse">
            <thead className="text-left text-sm text-muted"><tr>{["Start", "Station", "Change", "Before → after", "State", "By", "Why"].map((word) => <th key={word} scope="col" className="border-b px-2 py-1 font-medium first:pl-3">{word}</th>)}</tr></thead>
            <tbody>
              {prices.map((each) => (
                <tr key={each.id} className="border-b align-top last:border-b-0">
                  <td className="whitespace-nowrap py-1.5 pl-3 pr-2"><Time at={each.start_at} /></td>
                  <td className="px-2 py-1.5"><StationName id={each.station_id} /></td>
                  <td className="px-2 py-1.5"><PriceChip kind={each.kind} delta={priceDelta(each.price_per_kwh, each.base_per_kwh)} /></td>
                  <td className="whitespace-nowrap px-2 py-1.5">{money(each.base_per_kwh, each.currency)} → {money(each.price_per_kwh, each.currency)}</td>
                  <td className="whitespace-nowrap px-2 py-1.5">{each.state}<span className="block text-xs text-muted">{each.ended_at === null ? `until ${hourMinute(each.until_at)}` : `ended ${hourMinute(each.ended_at)}`}</span></td>
                  <td className="whitespace-nowrap px-2 py-1.5">{each.actor_kind === "human" ? each.actor : plain(each.actor_kind)}</td>
                  <td className="px-2 py-1.5 text-sm text-muted">{each.reasons.map(reasonText).join("; ")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function StationName({ id }: { id: string }) {
  const station = useStation(id);
  return <Link to="/ops/stations/$id" params={{ id }} className="hover:underline">{station?.name ?? id}</Link>;
}
