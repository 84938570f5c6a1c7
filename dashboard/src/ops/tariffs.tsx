import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { send } from "../api/client";
import { useAct, useList } from "../api/list";
import { canAdminister } from "../api/permissions";
import { useMe } from "../api/queries";
import type { Assignment, Prices, Tariff, TariffVersion } from "../api/types";
import { serverNow } from "../lib/clock";
import { dayTime, money } from "../lib/format";
import { useStations } from "../live/provider";
import { Field } from "../ui/form";
import { Button, Dialog, Empty, ErrorNote, PageTitle, Panel, Skeleton, Tag } from "../ui/kit";
import { DataTable, More } from "../ui/table";
import { TariffForm } from "./tariff-form";

export function Tariffs() {
  const me = useMe();
  const may = canAdminister(me.data);
  const tariffs = useList<Tariff>("/tariffs");
  const [made, setMade] = useState(false);
  const [renewed, setRenewed] = useState<Tariff | null>(null);
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2"><PageTitle title="Tariffs" />{may ? <Button variant="primary" onClick={() => setMade(true)}>New tariff</Button> : null}</div>
      <p className="text-muted">Without a tariff a station sells at its price per kWh. A session keeps the terms that it began with; surge and discount are factors on the price of the hour.</p>
      {tariffs.error === null ? null : <ErrorNote what="Tariffs could not be loaded:" error={tariffs.error} onRetry={() => void tariffs.refetch()} />}
      {tariffs.isPending ? <Skeleton lines={4} height={48} /> : null}
      {tariffs.data !== undefined && tariffs.items.length === 0 ? <Panel title="Tariffs"><Empty title="No tariff yet">Every station sells at its own price per kWh.</Empty></Panel> : null}
      {tariffs.items.map((each) => <TariffPanel key={each.id} tariff={each} may={may} onRenew={() => setRenewed(each)} />)}
      <More shown={tariffs.items.length} hasMore={tariffs.hasNextPage} busy={tariffs.isFetchingNextPage} onMore={() => void tariffs.fetchNextPage()} />
      <Assignments tariffs={tariffs.items} may={may} />
      {made ? <TariffForm onClose={() => setMade(false)} /> : null}
      {renewed === null ? null : <TariffForm tariff={renewed} onClose={() => setRenewed(null)} />}
    </>
  );
}

function TariffPanel({ tariff, may, onRenew }: { tariff: Tariff; may: boolean; onRenew: () => void }) {
  const now = serverNow();
  const current = tariff.versions.findLast((each) => Date.parse(each.from_at) <= now);
  return (
    <Panel title={tariff.name} aside={<><span className="font-mono text-xs">{tariff.id}</span>{may ? <Button size="sm" onClick={onRenew}>New version</Button> : null}</>}>
      <ul className="flex flex-col gap-2">{[...tariff.versions].reverse().map((version) => <Version key={version.version} version={version} state={version === current ? "now" : Date.parse(version.from_at) > now ? "later" : "past"} />)}</ul>
    </Panel>
  );
}

function Version({ version, state }: { version: TariffVersion; state: "now" | "later" | "past" }) {
  const { prices } = version;
  return (
    <li className={state === "past" ? "text-muted" : ""}>
      <p className="flex flex-wrap items-center gap-2"><strong className="font-semibold">Version {version.version}</strong><Tag {...(state === "past" ? {} : { tone: "accent" as const })}>{state === "now" ? "in force" : state}</Tag><span className="text-sm">from {dayTime(version.from_at)}</span></p>
      <p>{priceWords(prices).join(" · ")}</p>
      {(prices.windows ?? []).length === 0 ? null : <Week prices={prices} />}
    </li>
  );
}

/** A tariff in words: what each part costs. */
export function priceWords(prices: Prices): string[] {
  const of = (amount: string) => money(amount, prices.currency);
  const some = (amount: string | null | undefined): amount is string => amount !== null && amount !== undefined && Number(amount) > 0;
  return [
    `${of(prices.per_kwh)}/kWh`,
    ...(some(prices.per_hour) ? [`${of(prices.per_hour)}/h`] : []),
    ...(some(prices.flat) ? [`${of(prices.flat)} a session`] : []),
    ...(prices.windows ?? []).map((each) => `${of(each.per_kwh)}/kWh ${each.days.join(", ")} ${each.start} to ${each.end}`),
    ...(prices.idle ? [`idle ${of(prices.idle.per_hour)}/h after ${prices.idle.grace_min ?? 0} min`] : []),
    ...(some(prices.minimum) ? [`at least ${of(prices.minimum)}`] : []),
    ...(some(prices.maximum) ? [`at most ${of(prices.maximum)}`] : []),
  ];
}

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

function minutes(hour: string): number {
  const [h = 0, m = 0] = hour.split(":").map(Number);
  return h * 60 + m;
}

/** Price per kWh at a minute of a day of the week; a window that ends before it starts goes on into the next day. */
export function priceAt(prices: Prices, day: number, minute: number): number {
  for (const each of prices.windows ?? []) {
    const [from, to] = [minutes(each.start), minutes(each.end)];
    const own = each.days.includes(DAYS[day] ?? "mon");
    const before = each.days.includes(DAYS[(day + 6) % 7] ?? "mon");
    if (to > from ? own && minute >= from && minute < to : (own && minute >= from) || (before && minute < to)) return Number(each.per_kwh);
  }
  return Number(prices.per_kwh);
}

/** The week as bands of price: darker is dearer, with the price in words beside it. */
function Week({ prices }: { prices: Prices }) {
  const levels = [...new Set([prices.per_kwh, ...(prices.windows ?? []).map((each) => each.per_kwh)].map(Number))].sort((a, b) => a - b);
  const shade = (price: number) => 0.12 + (levels.length === 1 ? 0 : (levels.indexOf(price) / (levels.length - 1)) * 0.75);
  return (
    <figure className="m-0 mt-1 max-w-xl">
      <svg viewBox="0 0 340 92" className="w-full" role="img" aria-label={`Prices of the week: ${priceWords(prices).join(", ")}`}>
        {DAYS.map((day, row) => (
          <g key={day}>
            <text x="0" y={row * 12 + 10} fontSize="9" fill="var(--muted)">{day}</text>
            {Array.from({ length: 48 }, (_, half) => <rect key={half} x={28 + half * 6.5} y={row * 12 + 1} width="6.5" height="10" fill="var(--series-1)" opacity={shade(priceAt(prices, row, half * 30))} />)}
          </g>
        ))}
        {[0, 6, 12, 18].map((hour) => <text key={hour} x={28 + hour * 13} y="92" fontSize="8" fill="var(--muted)">{hour}:00</text>)}
      </svg>
      <figcaption className="flex flex-wrap gap-3 text-xs text-muted">{levels.map((price) => <span key={price} className="inline-flex items-center gap-1"><svg width="12" height="10" aria-hidden="true"><rect width="12" height="10" fill="var(--series-1)" opacity={shade(price)} /></svg>{money(price, prices.currency)}</span>)}</figcaption>
    </figure>
  );
}

function Assignments({ tariffs, may }: { tariffs: readonly Tariff[]; may: boolean }) {
  const assignments = useList<Assignment>("/tariff-assignments");
  const [asked, setAsked] = useState(false);
  const name = (id: string | null) => (id === null ? "none of its own" : tariffs.find((each) => each.id === id)?.name ?? id);
  return (
    <Panel title="Where they hold" flush aside={may && tariffs.length > 0 ? <Button size="sm" onClick={() => setAsked(true)}>Assign</Button> : null}>
      {assignments.error === null ? null : <div className="p-3"><ErrorNote what="Assignments could not be loaded:" error={assignments.error} onRetry={() => void assignments.refetch()} /></div>}
      {assignments.data !== undefined && assignments.items.length === 0 ? <Empty title="No tariff is assigned" /> : null}
      {assignments.items.length === 0 ? null : (
        <DataTable
          caption="Assignments" rows={assignments.items} rowKey={(each) => each.id}
          columns={[
            { key: "where", word: "Where", cell: (each) => (each.scope === "default" ? "everywhere else (default)" : each.scope === "station" ? <>station <Link to="/ops/stations/$id" params={{ id: each.object_id }} className="text-accent underline">{each.object_id}</Link></> : <>charger <Link to="/ops/chargers/$id" params={{ id: each.object_id }} className="text-accent underline">{each.object_id}</Link></>) },
            { key: "tariff", word: "Tariff", cell: (each) => name(each.tariff_id) },
            { key: "from", word: "From", right: true, cell: (each) => dayTime(each.from_at) },
          ]}
        />
      )}
      <More shown={assignments.items.length} hasMore={assignments.hasNextPage} busy={assignments.isFetchingNextPage} onMore={() => void assignments.fetchNextPage()} />
      {asked ? <Assign tariffs={tariffs} onClose={() => setAsked(false)} /> : null}
    </Panel>
  );
}

function Assign({ tariffs, onClose }: { tariffs: readonly Tariff[]; onClose: () => void }) {
  const stations = useStations();
  const [place, setPlace] = useState("");
  const [tariff, setTariff] = useState(tariffs[0]?.id ?? "");
  const assign = useAct(() => send("PUT", place === "" ? "/default-tariff" : `/stations/${encodeURIComponent(place)}/tariff`, { tariff_id: tariff === "" ? null : tariff }), ["tariff-assignments", "audit"], onClose);
  return (
    <Dialog open onClose={onClose} title="Assign a tariff">
      <form className="flex flex-col gap-3" onSubmit={(event) => {
        event.preventDefault();
        assign.mutate();
      }}>
        <Field label="Where">{(id) => <select id={id} className="field" value={place} onChange={(event) => setPlace(event.target.value)}><option value="">Everywhere without its own (default)</option>{stations.map((each) => <option key={each.id} value={each.id}>{each.name}, {each.city_name}</option>)}</select>}</Field>
        <Field label="Tariff" hint="It holds from now on. Sessions that run keep their terms.">{(id) => <select id={id} className="field" value={tariff} onChange={(event) => setTariff(event.target.value)}>{tariffs.map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}<option value="">None of its own any more</option></select>}</Field>
        {assign.error === null ? null : <ErrorNote what="Not assigned:" error={assign.error} />}
        <div className="flex justify-end gap-2"><Button onClick={onClose}>Cancel</Button><Button type="submit" variant="primary" disabled={assign.isPending}>Assign</Button></div>
      </form>
    </Dialog>
  );
}
