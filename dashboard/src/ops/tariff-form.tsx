import { useState } from "react";
import { send } from "../api/client";
import { useAct } from "../api/list";
import { useConfig } from "../api/queries";
import type { Prices, Tariff } from "../api/types";
import { idOf } from "../lib/words";
import { Field, instantOf } from "../ui/form";
import { Button, Dialog, ErrorNote } from "../ui/kit";

type Window = NonNullable<Prices["windows"]>[number];
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

function emptyWindow(): Window {
  return { days: ["mon", "tue", "wed", "thu", "fri"], start: "17:00", end: "20:00", per_kwh: "0.500", per_hour: "0" };
}

/** A new tariff, or a further version of one. */
export function TariffForm({ tariff, onClose }: { tariff?: Tariff; onClose: () => void }) {
  const config = useConfig();
  const last = tariff?.versions.at(-1)?.prices;
  const [name, setName] = useState("");
  const [from, setFrom] = useState("");
  const [prices, setPrices] = useState<Prices>(last ?? { currency: config.data?.currency ?? "USD", per_kwh: "0.400", per_hour: "0", flat: "0", windows: [], idle: null, minimum: null, maximum: null });
  const change = (part: Partial<Prices>) => setPrices({ ...prices, ...part });
  const keep = useAct(() => (tariff === undefined
    ? send("POST", "/tariffs", { id: idOf(name), name: name.trim(), prices })
    : send("POST", `/tariffs/${encodeURIComponent(tariff.id)}/versions`, { prices, from_at: instantOf(from) ?? null })), ["tariffs", "audit"], onClose);
  const windows = prices.windows ?? [];
  return (
    <Dialog open onClose={onClose} title={tariff === undefined ? "New tariff" : `New version of ${tariff.name}`}>
      <form className="flex max-h-[75dvh] flex-col gap-3 overflow-y-auto pr-1" onSubmit={(event) => {
        event.preventDefault();
        keep.mutate();
      }}>
        {tariff === undefined ? <Field label="Name">{(id) => <input id={id} required autoFocus maxLength={60} className="field" value={name} onChange={(event) => setName(event.target.value)} />}</Field> : <Field label="In force from" hint="Empty: from now on">{(id) => <input id={id} type="datetime-local" className="field" value={from} onChange={(event) => setFrom(event.target.value)} />}</Field>}
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
          <Money label={`Per kWh, ${prices.currency}`} value={prices.per_kwh} onChange={(per_kwh) => change({ per_kwh: per_kwh ?? "" })} required />
          <Money label="Per hour" value={prices.per_hour ?? "0"} onChange={(per_hour) => change({ per_hour: per_hour ?? "0" })} />
          <Money label="Per session" value={prices.flat ?? "0"} onChange={(flat) => change({ flat: flat ?? "0" })} />
          <Money label="At least" value={prices.minimum ?? ""} onChange={(minimum) => change({ minimum })} />
          <Money label="At most" value={prices.maximum ?? ""} onChange={(maximum) => change({ maximum })} />
          <Money label="Idle, per hour" value={prices.idle?.per_hour ?? ""} onChange={(per_hour) => change({ idle: per_hour === null ? null : { per_hour, grace_min: prices.idle?.grace_min ?? 15, maximum: prices.idle?.maximum ?? null } })} />
        </div>
        {prices.idle ? <Field label="Idle minutes that are free">{(id) => <input id={id} type="number" min={0} max={10_080} className="field w-32" value={prices.idle?.grace_min ?? 0} onChange={(event) => change({ idle: { ...prices.idle, per_hour: prices.idle?.per_hour ?? "0", grace_min: Number(event.target.value) } })} />}</Field> : null}
        {windows.map((each, index) => <WindowPart key={index} number={index + 1} window={each} onChange={(next) => change({ windows: windows.map((old, at) => (at === index ? next : old)) })} onRemove={() => change({ windows: windows.filter((_, at) => at !== index) })} />)}
        <p><Button size="sm" onClick={() => change({ windows: [...windows, emptyWindow()] })}>+ hours with another price</Button></p>
        {keep.error === null ? null : <ErrorNote what="Not kept:" error={keep.error} />}
        <div className="flex justify-end gap-2"><Button onClick={onClose}>Cancel</Button><Button type="submit" variant="primary" disabled={keep.isPending}>Keep</Button></div>
      </form>
    </Dialog>
  );
}

function Money({ label, value, onChange, required = false }: { label: string; value: string; onChange: (value: string | null) => void; required?: boolean }) {
  return <Field label={label}>{(id) => <input id={id} required={required} inputMode="decimal" pattern="\d{1,6}(\.\d{1,3})?" className="field w-full" value={value} onChange={(event) => onChange(event.target.value.trim() === "" ? null : event.target.value.trim())} />}</Field>;
}

function WindowPart({ number, window, onChange, onRemove }: { number: number; window: Window; onChange: (window: Window) => void; onRemove: () => void }) {
  return (
    <fieldset className="flex flex-col gap-2 rounded-sm border p-2">
      <legend className="px-1 text-sm font-medium">Hours {number}, on the station's clock</legend>
      <div className="flex flex-wrap gap-2">{DAYS.map((day) => <label key={day} className="inline-flex items-center gap-1 text-sm"><input type="checkbox" checked={window.days.includes(day)} onChange={(event) => onChange({ ...window, days: DAYS.filter((each) => (each === day ? event.target.checked : window.days.includes(each))) })} />{day}</label>)}</div>
      <div className="flex flex-wrap items-end gap-2">
        <Field label="From">{(id) => <input id={id} type="time" required className="field" value={window.start} onChange={(event) => onChange({ ...window, start: event.target.value })} />}</Field>
        <Field label="To">{(id) => <input id={id} type="time" required className="field" value={window.end} onChange={(event) => onChange({ ...window, end: event.target.value })} />}</Field>
        <div className="w-28"><Money label="Per kWh" value={window.per_kwh} onChange={(per_kwh) => onChange({ ...window, per_kwh: per_kwh ?? "" })} required /></div>
        <Button size="sm" variant="quiet" onClick={onRemove}>Take out</Button>
      </div>
    </fieldset>
  );
}
