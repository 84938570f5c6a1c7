/** From nothing to a live charger: a place, an identity, the address to set, and what happens when it comes. */
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError, send } from "../api/client";
import { useAct, useList, useThing } from "../api/list";
import { canAdminister } from "../api/permissions";
import { useConfig, useMe } from "../api/queries";
import type { Charger, ChargerRow, Door, StationSettings } from "../api/types";
import { idOf, makeText } from "../lib/words";
import { useLive, useStations } from "../live/provider";
import { Field } from "../ui/form";
import { Age, Button, ErrorNote, PageTitle, Panel } from "../ui/kit";
import { QrCode } from "../ui/qr-code";
import { Waiting } from "./charger-list";

const IDENTITY = /^[A-Za-z0-9_.=*|@-]{1,48}$/;

export function Connect() {
  const me = useMe();
  const door = useThing<Door>("/charger-door");
  const chargers = useList<ChargerRow>("/chargers?limit=500", { everyMs: 3000 });
  const [station, setStation] = useState("");
  const [identity, setIdentity] = useState("");
  const [put, setPut] = useState<string | null>(null);
  const waiting = chargers.items.filter((each) => each.registration === "pending");
  const may = canAdminister(me.data);
  return (
    <>
      <PageTitle title="Connect a charger" />
      <p className="max-w-2xl text-muted">Any charger that speaks OCPP 1.6J can connect. Put it down here first, then set the address in the charger; this page turns live when it is in.</p>
      {door.error === null ? null : <ErrorNote what="The address could not be read:" error={door.error} onRetry={() => void door.refetch()} />}
      {waiting.length === 0 ? null : <Waiting chargers={waiting} />}
      <ol className="grid grid-cols-[minmax(0,1fr)] items-start gap-3 xl:grid-cols-3">
        <li><StationStep may={may} station={station} onStation={setStation} /></li>
        <li><IdentityStep may={may} station={station} identity={identity} onIdentity={setIdentity} put={put} onPut={setPut} /></li>
        <li><DoorStep door={door.data} identity={put ?? (IDENTITY.test(identity) ? identity : null)} /></li>
      </ol>
      {put === null ? null : <Arrival id={put} />}
    </>
  );
}

function StationStep({ may, station, onStation }: { may: boolean; station: string; onStation: (id: string) => void }) {
  const stations = useStations();
  const { reload, loaded } = useLive();
  const config = useConfig();
  const [name, setName] = useState("");
  const [city, setCity] = useState("");
  const [price, setPrice] = useState("0.45");
  const [cost, setCost] = useState("0.15");
  const [place, setPlace] = useState("");
  const [asked, setFresh] = useState<boolean | null>(null);
  const fresh = asked ?? (loaded && stations.length === 0);
  const id = idOf(name);
  const make = useAct(() => {
    const [latitude, longitude] = place.split(/[,\s]+/).filter(Boolean).map(Number);
    const body: StationSettings = {
      name: name.trim(), base_price_per_kwh: price, energy_cost_per_kwh: cost, currency: config.data?.currency ?? "USD", city: idOf(city), city_name: city.trim(),
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone, latitude_deg: latitude ?? null, longitude_deg: longitude ?? null,
      network: "", operator: "", state: "", location_type: "", charger_type: "", grid_limit_w: null, grid_area: "", amenities: [], under_maintenance: false,
    };
    return send("PUT", `/stations/${encodeURIComponent(id)}/settings`, body);
  }, ["audit"], () => {
    onStation(id);
    setFresh(false);
    reload();
  });
  return (
    <Panel title="1 · Where it stands">
      {!may ? <p className="text-muted">An administrator puts stations down.</p> : fresh ? (
        <form className="flex flex-col gap-3" onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}>
          <Field label="Name of the station">{(field) => <input id={field} required maxLength={120} className="field" value={name} onChange={(event) => setName(event.target.value)} />}</Field>
          <Field label="City">{(field) => <input id={field} required maxLength={60} className="field" value={city} onChange={(event) => setCity(event.target.value)} />}</Field>
          <div className="grid grid-cols-2 gap-3">
            <Field label={`Price per kWh, ${config.data?.currency ?? ""}`}>{(field) => <input id={field} required inputMode="decimal" pattern="\d{1,6}(\.\d{1,6})?" className="field" value={price} onChange={(event) => setPrice(event.target.value)} />}</Field>
            <Field label="Cost of energy per kWh">{(field) => <input id={field} required inputMode="decimal" pattern="\d{1,6}(\.\d{1,6})?" className="field" value={cost} onChange={(event) => setCost(event.target.value)} />}</Field>
          </div>
          <Field label="Place (latitude, longitude)" hint="May stay empty; without it the station is not on the map.">{(field) => <input id={field} className="field" placeholder="33.448, -112.074" value={place} onChange={(event) => setPlace(event.target.value)} />}</Field>
          {make.error === null ? null : <ErrorNote what="Not put down:" error={make.error} />}
          <div className="flex gap-2"><Button type="submit" variant="primary" disabled={make.isPending || id === ""}>Put the station down</Button>{stations.length > 0 ? <Button onClick={() => setFresh(false)}>Choose one</Button> : null}</div>
        </form>
      ) : (
        <div className="flex flex-col gap-3">
          <Field label="Station">{(field) => (
            <select id={field} className="field" value={station} onChange={(event) => onStation(event.target.value)}>
              <option value="">Choose a station</option>
              {station !== "" && stations.every((each) => each.id !== station) ? <option value={station}>{station}</option> : null}
              {stations.map((each) => <option key={each.id} value={each.id}>{each.name}{each.city_name === "" ? "" : `, ${each.city_name}`}</option>)}
            </select>
          )}</Field>
          <p><Button size="sm" onClick={() => setFresh(true)}>A new station</Button></p>
        </div>
      )}
    </Panel>
  );
}

function IdentityStep({ may, station, identity, onIdentity, put, onPut }: { may: boolean; station: string; identity: string; onIdentity: (id: string) => void; put: string | null; onPut: (id: string) => void }) {
  const [kind, setKind] = useState<"AC" | "DC">("DC");
  const [power, setPower] = useState("150");
  const make = useAct(() => send("PUT", `/chargers/${encodeURIComponent(identity)}/settings`, { station_id: station, rated_power_w: Number(power) * 1000, connector_power_w: null, current_type: kind, connector_types: [] }), ["chargers", "audit"], () => onPut(identity));
  const valid = IDENTITY.test(identity);
  return (
    <Panel title="2 · Who it is">
      {!may ? <p className="text-muted">An administrator puts chargers down.</p> : (
        <form className="flex flex-col gap-3" onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}>
          <Field label="Identity" hint="As it is set in the charger: letters, digits and _ . = * | @ -, at most 48.">{(field) => <input id={field} required maxLength={48} className="field font-mono" spellCheck={false} autoCapitalize="none" value={identity} onChange={(event) => onIdentity(event.target.value)} />}</Field>
          <div className="grid grid-cols-2 gap-3">
            <Field label="Current">{(field) => <select id={field} className="field" value={kind} onChange={(event) => setKind(event.target.value as "AC" | "DC")}><option>DC</option><option>AC</option></select>}</Field>
            <Field label="Rated power, kW">{(field) => <input id={field} required type="number" min={1} max={10_000} step="any" className="field" value={power} onChange={(event) => setPower(event.target.value)} />}</Field>
          </div>
          {make.error === null ? null : <ErrorNote what="Not put down:" error={make.error} />}
          <p className="flex items-center gap-3"><Button type="submit" variant="primary" disabled={!valid || station === "" || make.isPending}>Put the charger down</Button>{put === identity && put !== "" ? <span role="status" className="text-operational">✓ expected</span> : station === "" ? <span className="text-sm text-muted">Choose its station first.</span> : null}</p>
        </form>
      )}
    </Panel>
  );
}

function DoorStep({ door, identity }: { door: Door | undefined; identity: string | null }) {
  if (door === undefined) return <Panel title="3 · What to set in it"><p className="text-muted">Reading the address</p></Panel>;
  const address = `${door.url}/${identity ?? "IDENTITY"}`;
  return (
    <Panel title="3 · What to set in it">
      <div className="flex flex-wrap gap-4">
        <dl className="m-0 flex min-w-0 flex-1 flex-col gap-2">
          <Setting name="Address of the central system (URL)" value={door.url} />
          {door.tls_url === null ? null : <Setting name="With TLS" value={door.tls_url} />}
          <Setting name="Identity" value={identity ?? "choose it in step 2"} />
          <div><dt className="text-sm text-muted">Protocol</dt><dd className="m-0">OCPP 1.6J, subprotocol <span className="font-mono text-sm">ocpp1.6</span></dd></div>
          <div><dt className="text-sm text-muted">Password</dt><dd className="m-0">none at first; once it is in, central gives it one over OCPP</dd></div>
          <div><dt className="text-sm text-muted">A charger that nobody put down</dt><dd className="m-0">{door.registration === "open" ? "is taken at once" : door.registration === "pending" ? "waits here for approval" : "is refused"}</dd></div>
        </dl>
        {identity === null ? null : <figure className="m-0 text-center"><QrCode text={address} label={`QR code of ${address}`} /><figcaption className="mt-1 max-w-44 break-all font-mono text-xs text-muted">{address}</figcaption></figure>}
      </div>
    </Panel>
  );
}

function Setting({ name, value }: { name: string; value: string }) {
  return (
    <div><dt className="text-sm text-muted">{name}</dt><dd className="m-0 flex items-center gap-2"><span className="min-w-0 break-all font-mono text-sm">{value}</span><Button size="sm" variant="quiet" aria-label={`Copy ${name}`} onClick={() => void navigator.clipboard.writeText(value)}>Copy</Button></dd></div>
  );
}

/** What has come from the charger so far: link, boot, connectors. */
function Arrival({ id }: { id: string }) {
  const charger = useThing<Charger>(`/chargers/${encodeURIComponent(id)}`, { everyMs: 2000 });
  const me = useMe();
  const password = useAct(() => send<{ outcome: string }>("POST", `/chargers/${encodeURIComponent(id)}/password`), ["audit"]);
  const data = charger.data;
  const steps: [string, boolean][] = [["Put down", true], ["Connected", data?.connected === true], ["Told who made it", (data?.vendor ?? "") !== ""], ["Told its connectors", (data?.connectors.length ?? 0) > 0]];
  const unknown = charger.error instanceof ApiError && charger.error.status === 404;
  return (
    <section aria-label="Arrival" data-arrived={data?.connected === true} className={`card p-4 ${data?.connected ? "border-operational" : ""}`}>
      <h2 className="text-md">{data?.connected ? <span className="text-operational">● {id} is live</span> : <>◌ Waiting for <span className="font-mono">{id}</span></>}</h2>
      {charger.error === null || unknown ? null : <ErrorNote what="Its state could not be read:" error={charger.error} />}
      <ol className="mt-2 flex flex-wrap gap-x-5 gap-y-1">{steps.map(([word, done]) => <li key={word} className={done ? "text-operational" : "text-muted"}>{done ? "✓" : "◌"} {word}</li>)}</ol>
      {data?.connected ? (
        <p className="mt-3 flex flex-wrap items-center gap-3">
          <span>{`${makeText(data.vendor, data.model)} ${data.firmware_version}`} · seen <Age at={data.last_seen_at} /></span>
          <Link to="/ops/chargers/$id" params={{ id }} className="text-accent underline">Open the charger</Link>
          <Link to="/ops/console" search={{ charger: id }} className="text-accent underline">Watch its messages</Link>
          {canAdminister(me.data) ? <Button size="sm" disabled={password.isPending} onClick={() => password.mutate()}>Give it a password</Button> : null}
          {password.data === undefined ? null : <span role="status">It answered: {password.data.outcome}</span>}
        </p>
      ) : <p className="mt-2 text-sm text-muted">Nothing to press: this turns live by itself. Does it not come? Check that the charger reaches this host and port, and that the identity is the same, letter by letter.</p>}
      {password.error === null ? null : <div className="mt-2"><ErrorNote what="No password was set:" error={password.error} /></div>}
    </section>
  );
}
