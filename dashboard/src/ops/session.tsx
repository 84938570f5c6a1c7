import { Link, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { API, ApiError, send } from "../api/client";
import { useAct, useList, useThing } from "../api/list";
import { canAct } from "../api/permissions";
import { useMe } from "../api/queries";
import type { MeterValue, Receipt, Session } from "../api/types";
import { TimeChart } from "../charts/time-chart";
import { useServerNow } from "../lib/clock";
import { useUnit } from "../lib/device";
import { dayTime, duration, hourMinute, kw, kwh, money, number, temperature, toUnit } from "../lib/format";
import { Fact, Facts, Field } from "../ui/form";
import { Button, Empty, ErrorNote, PageTitle, Panel, Skeleton } from "../ui/kit";
import { CsvButton, DataTable } from "../ui/table";
import { type Reading, readings } from "./readings";
import { SessionEnd } from "./session-table";

export function SessionPage() {
  const { id } = useParams({ from: "/ops/sessions/$id" });
  const session = useThing<Session>(`/sessions/${encodeURIComponent(id)}`, { everyMs: 5000 });
  const now = useServerNow(1000);
  const data = session.data;
  if (session.error instanceof ApiError && (session.error.status === 404 || session.error.status === 422)) return <><PageTitle title="Session not found" /><Empty title={`There is no session ${id}`}><Link to="/ops/sessions" className="text-accent underline">All sessions</Link></Empty></>;
  return (
    <>
      <div>
        <p className="text-sm"><Link to="/ops/sessions" className="text-accent underline">Sessions</Link>{data === undefined ? null : <> / <Link to="/ops/chargers/$id" params={{ id: data.charge_point }} className="text-accent underline">{data.charge_point}</Link></>}</p>
        <PageTitle title={`Session ${id}`} className="text-xl" />
      </div>
      {session.error === null ? null : <ErrorNote what="The session could not be loaded:" error={session.error} onRetry={() => void session.refetch()} />}
      {data === undefined ? (session.error === null ? <Skeleton lines={8} height={40} /> : null) : (
        <>
          <Facts>
            <Fact label="State" note={data.started_offline ? "begun while central was away" : `tag ${data.id_tag}`}><SessionEnd session={data} /></Fact>
            <Fact label="Began" note={`connector ${data.connector_id}`}>{dayTime(data.started_at)}</Fact>
            <Fact label="Ended" note={duration(((data.stopped_at === null ? now : Date.parse(data.stopped_at)) - Date.parse(data.started_at)) / 1000)}>{data.stopped_at === null ? "–" : dayTime(data.stopped_at)}</Fact>
            <Fact label="Energy">{kwh(data.energy_wh)}</Fact>
            <Fact label="Price" note="fixed when it began">{money(data.price_per_kwh, data.currency)}/kWh</Fact>
            <Fact label="Cost">{money(data.cost, data.currency)}</Fact>
          </Facts>
          {data.problem !== null && data.cost === null ? <Review session={data} /> : null}
          <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,1fr)_24rem]">
            <Readings id={id} runs={data.stopped_at === null} />
            <ReceiptPanel id={id} />
          </div>
        </>
      )}
    </>
  );
}

function Readings({ id, runs }: { id: string; runs: boolean }) {
  const unit = useUnit();
  const values = useList<MeterValue>(`/sessions/${encodeURIComponent(id)}/meter-values?limit=500`, runs ? { everyMs: 5000 } : {});
  const [asTable, setAsTable] = useState(false);
  const rows = useMemo(() => readings(values.items), [values.items]);
  const data = useMemo(() => {
    const of = (field: (each: Reading) => number | null) => rows.map(field);
    return {
      power: [of((each) => each.atS), of((each) => each.powerKw), of((each) => each.offeredKw)],
      car: [of((each) => each.atS), of((each) => each.socPct), of((each) => (each.temperatureC === null ? null : toUnit(each.temperatureC, unit)))],
    };
  }, [rows, unit]);
  const [first, last] = [rows[0], rows.at(-1)];
  const span = useMemo<[number, number]>(() => [first?.atS ?? 0, Math.max((first?.atS ?? 0) + 60, last?.atS ?? 60)], [first, last]);
  return (
    <Panel title="Meter values" aside={<><Button size="sm" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>{asTable ? "Chart" : "Table"}</Button><CsvButton what={`session-${id}`} columns={READING_CSV} rows={rows} /></>}>
      {values.error === null ? null : <ErrorNote what="Readings could not be loaded:" error={values.error} onRetry={() => void values.refetch()} />}
      {values.isPending ? <Skeleton lines={5} /> : null}
      {values.data !== undefined && rows.length === 0 ? <Empty title="No readings">None has come yet, or they are older than readings are kept.</Empty> : null}
      {rows.length === 0 ? null : asTable ? <ReadingTable rows={rows} /> : (
        <>
          <TimeChart
            label="Power" summary={`${rows.length} readings; last ${kw(last?.powerKw)}.`} height={200} sync={`session ${id}`} axis={false} span={span} data={data.power}
            series={[{ label: "drawn", color: "series-1", scale: "kw", fill: true, text: (value) => kw(value) }, { label: "offered", color: "series-3", scale: "kw", dash: [7, 4], step: true, text: (value) => kw(value) }]}
            scales={[{ key: "kw", side: "left", tick: (value) => (value < 0 ? "" : `${number(value)} kW`), least: 5 }]}
          />
          <TimeChart
            label="Car and charger" summary={`Last ${number(last?.socPct)} % and ${temperature(last?.temperatureC, unit)}.`} height={160} sync={`session ${id}`} span={span} data={data.car}
            series={[{ label: "battery", color: "series-3", scale: "soc", text: (value) => `${number(value)} %` }, { label: "charger's temperature", color: "series-2", scale: "t", text: (value) => `${Math.round(value)} °${unit}` }]}
            scales={[{ key: "soc", side: "left", range: [0, 100], tick: (value) => `${number(value)} %` }, { key: "t", side: "right", least: 10, tick: (value) => `${Math.round(value)}°` }]}
          />
        </>
      )}
    </Panel>
  );
}

function ReadingTable({ rows }: { rows: readonly Reading[] }) {
  const unit = useUnit();
  return (
    <DataTable
      caption="Readings, newest first" rows={[...rows].reverse()} rowKey={(each) => each.atS}
      columns={[
        { key: "at", word: "Time", cell: (each) => dayTime(each.atS * 1000) },
        { key: "power", word: "Power", right: true, cell: (each) => kw(each.powerKw) },
        { key: "offered", word: "Offered", right: true, cell: (each) => kw(each.offeredKw) },
        { key: "energy", word: "Register", right: true, cell: (each) => kwh(each.energyWh) },
        { key: "soc", word: "Battery", right: true, cell: (each) => (each.socPct === null ? "–" : `${number(each.socPct)} %`) },
        { key: "temp", word: "Temp", right: true, cell: (each) => temperature(each.temperatureC, unit) },
      ]}
    />
  );
}

const READING_CSV = [
  { head: "at", cell: (each: Reading) => new Date(each.atS * 1000).toISOString() },
  { head: "power_kw", cell: (each: Reading) => each.powerKw },
  { head: "offered_kw", cell: (each: Reading) => each.offeredKw },
  { head: "register_wh", cell: (each: Reading) => each.energyWh },
  { head: "soc_pct", cell: (each: Reading) => each.socPct },
  { head: "temperature_c", cell: (each: Reading) => each.temperatureC },
];

const LINES: Record<Receipt["lines"][number]["kind"], string> = { energy: "Energy", time: "Time", flat: "Flat fee", idle: "Idle time", minimum: "Up to the minimum", maximum: "Down to the maximum", rounding: "Rounding" };

function ReceiptPanel({ id }: { id: string }) {
  const receipt = useThing<Receipt>(`/sessions/${encodeURIComponent(id)}/receipt`, { everyMs: 10_000 });
  const data = receipt.data;
  const at = (format: string) => `${API}/sessions/${encodeURIComponent(id)}/receipt?format=${format}`;
  return (
    <Panel title="Receipt" aside={<><a className="text-accent underline" href={at("html")} target="_blank" rel="noreferrer">print</a><a className="text-accent underline" href={at("text")} download={`receipt-${id}.txt`}>text</a></>}>
      {receipt.error === null ? null : <ErrorNote what="The receipt could not be loaded:" error={receipt.error} onRetry={() => void receipt.refetch()} />}
      {data === undefined ? null : (
        <>
          <p className="mb-2 text-sm text-muted">{data.station} · {data.charge_point} · times in {data.time_zone}{data.tariff === null ? "" : ` · tariff ${data.tariff}`}</p>
          <table className="w-full border-collapse text-sm">
            <caption className="sr-only">Lines of the receipt</caption>
            <thead className="sr-only"><tr><th scope="col">For</th><th scope="col">Quantity</th><th scope="col">Amount</th></tr></thead>
            <tbody>
              {data.lines.map((line, index) => (
                <tr key={index} className="border-b">
                  <th scope="row" className="py-1 text-left font-medium">{LINES[line.kind]}{line.start_at === null ? null : <span className="block text-xs font-normal text-muted">{hourMinute(line.start_at, undefined, data.time_zone)} to {hourMinute(line.end_at, undefined, data.time_zone)}</span>}</th>
                  <td className="py-1 text-right text-muted">{line.quantity === null ? "" : `${line.quantity} ${line.unit} × ${line.unit_price ?? ""}`}</td>
                  <td className="py-1 text-right">{money(line.amount, data.currency)}</td>
                </tr>
              ))}
              <tr><th scope="row" className="py-1.5 text-left">Total</th><td /><td className="py-1.5 text-right text-md font-semibold">{money(data.total, data.currency)}</td></tr>
            </tbody>
          </table>
          {data.problem === null ? null : <p className="mt-2 text-sm text-partial">{data.problem}</p>}
        </>
      )}
    </Panel>
  );
}

/** Energy that cannot be true waits for a person: released as read, or corrected. */
function Review({ session }: { session: Session }) {
  const me = useMe();
  const [energy, setEnergy] = useState(String(session.energy_wh));
  const [reason, setReason] = useState("");
  const review = useAct((body: object) => send("POST", `/sessions/${session.id}/review`, body), ["sessions", "audit"]);
  return (
    <section aria-label="Held for review" className="card border-partial p-3">
      <h2 className="text-base text-partial">Held for review: {session.problem}</h2>
      {canAct(me.data) ? (
        <form className="mt-2 flex flex-wrap items-end gap-3" onSubmit={(event) => {
          event.preventDefault();
          review.mutate(Number(energy) === session.energy_wh ? { act: "release", reason } : { act: "correct", energy_wh: Math.round(Number(energy)), reason });
        }}>
          <Field label="Energy, Wh">{(id) => <input id={id} type="number" min={0} className="field w-36" value={energy} onChange={(event) => setEnergy(event.target.value)} />}</Field>
          <Field label="Reason, kept in the audit">{(id) => <input id={id} required maxLength={500} className="field w-72 max-w-full" value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
          <Button type="submit" variant="primary" disabled={review.isPending}>{Number(energy) === session.energy_wh ? "Release as read" : "Correct"}</Button>
        </form>
      ) : <p className="text-sm text-muted">An operator releases or corrects it.</p>}
      {review.error === null ? null : <div className="mt-2"><ErrorNote what="Not done:" error={review.error} /></div>}
    </section>
  );
}
