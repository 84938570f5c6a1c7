import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { send } from "../api/client";
import { useAct, useList, useThing } from "../api/list";
import { canAct, canAdminister } from "../api/permissions";
import { useConfig, useMe } from "../api/queries";
import type { Account, ApiKey, Health, NewApiKey, Switches as HealSwitches, UserRole } from "../api/types";
import { type Density, DENSITIES, setDensity, setSingleKeys, setTheme, setUnit, setZone, type Theme, useDensity, useSingleKeys, useTheme, useUnit, useZone, type Zone } from "../lib/device";
import type { TemperatureUnit } from "../lib/format";
import { dayTime, number } from "../lib/format";
import { plain } from "../lib/words";
import { AskButton, Fact, Facts, Field, instantOf, Tabs } from "../ui/form";
import { Age, Button, Dialog, Empty, ErrorNote, PageTitle, Panel, Skeleton, Tag } from "../ui/kit";
import { DataTable, More } from "../ui/table";

const ROLES: readonly UserRole[] = ["viewer", "technician", "operator", "admin"];
const ROLE_WORDS: Record<UserRole, string> = { viewer: "reads", technician: "reads and reports", operator: "acts on chargers, prices, tags", admin: "decides who and what belongs here" };

export function Settings() {
  const me = useMe();
  const { tab = "me" } = useSearch({ from: "/ops/settings" });
  const admin = canAdminister(me.data);
  const tabs = [["me", "This device and me"], ["control", "Control loop"], ...(admin ? [["users", "Users"], ["keys", "API keys"]] as const : []), ["system", "System"]] as const;
  return (
    <>
      <PageTitle title="Settings" />
      <Tabs label="Settings" tabs={tabs} tab={tab} />
      {tab === "users" && admin ? <Users /> : tab === "keys" && admin ? <Keys /> : tab === "control" ? <Control /> : tab === "system" ? <System /> : <Own />}
    </>
  );
}

function Pick<T extends string>({ label, value, options, onChange, hint }: { label: string; value: T; options: readonly (readonly [T, string])[]; onChange: (value: T) => void; hint?: string }) {
  return <Field label={label} {...(hint === undefined ? {} : { hint })}>{(id) => <select id={id} className="field w-60 max-w-full" value={value} onChange={(event) => onChange(event.target.value as T)}>{options.map(([key, word]) => <option key={key} value={key}>{word}</option>)}</select>}</Field>;
}

function Own() {
  const theme = useTheme();
  const unit = useUnit();
  const zone = useZone();
  const density = useDensity();
  const keys = useSingleKeys();
  return (
    <div className="grid items-start gap-3 xl:grid-cols-2">
      <Panel title="This device">
        <div className="grid gap-3 sm:grid-cols-2">
          <Pick<Theme> label="Theme" value={theme} onChange={setTheme} options={[["light", "Light"], ["dark", "Dark"]]} />
          <Pick<TemperatureUnit> label="Temperature" value={unit} onChange={setUnit} options={[["C", "°C"], ["F", "°F"]]} />
          <Pick<Zone> label="Times" value={zone} onChange={(next) => {
            setZone(next);
            location.reload(); // times are written all over the page
          }} options={[["local", `Local (${Intl.DateTimeFormat().resolvedOptions().timeZone})`], ["UTC", "UTC"]]} hint="Every time shows UTC when pointed at." />
          <Pick<Density> label="Rows of lists" value={density} onChange={setDensity} options={DENSITIES.map((each) => [each, each] as const)} />
          <Pick<"on" | "off"> label="Single keys" value={keys} onChange={setSingleKeys} options={[["on", "On: g s, j, k, p, ?"], ["off", "Off"]]} hint="Ctrl K always works." />
        </div>
      </Panel>
      <Password />
    </div>
  );
}

function Password() {
  const me = useMe();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useAct(() => send("PUT", "/me/password", { current, new: next }), [], () => {
    setCurrent("");
    setNext("");
  });
  return (
    <Panel title={`Password of ${me.data?.name ?? ""}`}>
      <form className="flex max-w-sm flex-col gap-3" onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}>
        <input type="text" name="username" autoComplete="username" value={me.data?.name ?? ""} readOnly hidden />
        <Field label="Password now">{(id) => <input id={id} type="password" required autoComplete="current-password" className="field" value={current} onChange={(event) => setCurrent(event.target.value)} />}</Field>
        <Field label="New password" hint="At least 8 characters">{(id) => <input id={id} type="password" required minLength={8} maxLength={200} autoComplete="new-password" className="field" value={next} onChange={(event) => setNext(event.target.value)} />}</Field>
        {change.error === null ? null : <ErrorNote what="Not changed:" error={change.error} />}
        <p className="flex items-center gap-3"><Button type="submit" variant="primary" disabled={change.isPending}>Change the password</Button>{change.isSuccess ? <span role="status" className="text-operational">✓ changed</span> : null}</p>
      </form>
    </Panel>
  );
}

function Control() {
  const me = useMe();
  const may = canAct(me.data);
  const config = useConfig();
  const change = useAct((body: Partial<HealSwitches>) => send("PUT", "/control/heal", body), ["config", "audit"]);
  const heal = config.data?.heal;
  const levels = config.data?.risk_levels;
  if (heal === undefined || levels === undefined) return <Skeleton lines={4} />;
  const ask = { busy: change.isPending, error: null };
  return (
    <>
      <Panel title="What the loop may move" aside={may ? null : <span>an operator can change this</span>}>
        <ul className="flex flex-col gap-2">
          <li className="flex flex-wrap items-center gap-3"><span className="w-24 font-medium">Mode</span><Tag tone="accent">{heal.mode}</Tag><span className="text-muted">changed on the page Pricing, for everything at once</span></li>
          {([["use_power", "Power", "limits the power of stressed chargers"], ["use_price", "Price", "raises the price there and lowers it next door"]] as const).map(([key, word, says]) => (
            <li key={key} className="flex flex-wrap items-center gap-3">
              <span className="w-24 font-medium">{word}</span><Tag {...(heal[key] ? { tone: "accent" as const } : {})}>{heal[key] ? "on" : "off"}</Tag><span className="text-muted">{says}</span>
              {may ? <AskButton {...ask} label={heal[key] ? "Turn off" : "Turn on"} danger={heal[key]} title={`${heal[key] ? "Stop" : "Let"} the loop move the ${word.toLowerCase()}?`} word={heal[key] ? "Turn off" : "Turn on"} onDo={() => change.mutate({ [key]: !heal[key] })}>{heal[key] ? "What it has changed so far goes back as its heals end." : "It acts from its next round on, within its guards."}</AskButton> : null}
            </li>
          ))}
        </ul>
        {change.error === null ? null : <div className="mt-2"><ErrorNote what="Not changed:" error={change.error} /></div>}
      </Panel>
      <Panel title="Levels and factors in force" aside={<span>levels come with the model bundle, factors with the settings of central</span>} flush>
        <Facts>
          {(["watch", "high", "critical"] as const).map((level) => <Fact key={level} label={`Risk ${level}`} note={`left below ${levels[level].clear.toFixed(2)}`}>from {levels[level].enter.toFixed(2)}</Fact>)}
          <Fact label="Surge" note="of the base price">×{heal.surge_factor}</Fact>
          <Fact label="Discount" note="of the base price">×{heal.discount_factor}</Fact>
        </Facts>
      </Panel>
    </>
  );
}

function RoleField({ value, onChange }: { value: UserRole; onChange: (role: UserRole) => void }) {
  return <Field label="Role" hint={ROLE_WORDS[value]}>{(id) => <select id={id} className="field" value={value} onChange={(event) => onChange(event.target.value as UserRole)}>{ROLES.map((each) => <option key={each}>{each}</option>)}</select>}</Field>;
}

function Users() {
  const me = useMe();
  const users = useList<Account>("/users?limit=200");
  const [made, setMade] = useState(false);
  const [edited, setEdited] = useState<Account | null>(null);
  const remove = useAct((name: string) => send("DELETE", `/users/${encodeURIComponent(name)}`), ["users", "audit"]);
  return (
    <Panel title="Users" flush aside={<Button size="sm" variant="primary" onClick={() => setMade(true)}>New user</Button>}>
      {users.error === null ? null : <div className="p-3"><ErrorNote what="Users could not be loaded:" error={users.error} onRetry={() => void users.refetch()} /></div>}
      {remove.error === null ? null : <div className="p-3"><ErrorNote what="Not removed:" error={remove.error} /></div>}
      {users.isPending ? <Skeleton lines={3} /> : null}
      {users.items.length === 0 ? null : (
        <DataTable
          caption="Users" rows={users.items} rowKey={(each) => each.name}
          columns={[
            { key: "name", word: "Name", cell: (each) => <span className="font-medium">{each.name}{each.name === me.data?.name ? <span className="font-normal text-muted"> (you)</span> : null}</span> },
            { key: "role", word: "Role", cell: (each) => <>{each.role}<span className="hidden text-sm text-muted sm:inline"> · {ROLE_WORDS[each.role]}</span></> },
            { key: "since", word: "Since", right: true, show: "hidden sm:table-cell", cell: (each) => <span className="text-sm text-muted">{dayTime(each.created_at)}</span> },
            { key: "act", word: "", right: true, cell: (each) => <span className="inline-flex gap-1"><Button size="sm" variant="quiet" aria-label={`Change ${each.name}`} onClick={() => setEdited(each)}>Change</Button>{each.name === me.data?.name ? null : <AskButton label="Remove" danger title={`Remove ${each.name}?`} word="Remove" busy={remove.isPending} error={null} onDo={() => remove.mutate(each.name)}>Signed out everywhere at once. What they did stays in the audit.</AskButton>}</span> },
          ]}
        />
      )}
      <More shown={users.items.length} hasMore={users.hasNextPage} busy={users.isFetchingNextPage} onMore={() => void users.fetchNextPage()} />
      {made ? <UserForm user={null} onClose={() => setMade(false)} /> : null}
      {edited === null ? null : <UserForm user={edited} onClose={() => setEdited(null)} />}
    </Panel>
  );
}

function UserForm({ user, onClose }: { user: Account | null; onClose: () => void }) {
  const [name, setName] = useState(user?.name ?? "");
  const [role, setRole] = useState<UserRole>(user?.role ?? "viewer");
  const [password, setPassword] = useState("");
  const keep = useAct(() => (user === null ? send("POST", "/users", { name, role, password }) : send("PATCH", `/users/${encodeURIComponent(user.name)}`, { role, ...(password === "" ? {} : { password }) })), ["users", "audit"], onClose);
  return (
    <Dialog open onClose={onClose} title={user === null ? "New user" : `Change ${user.name}`}>
      <form className="flex flex-col gap-3" onSubmit={(event) => {
        event.preventDefault();
        keep.mutate();
      }}>
        {user === null ? <Field label="Name">{(id) => <input id={id} required autoFocus maxLength={60} autoComplete="off" className="field" value={name} onChange={(event) => setName(event.target.value)} />}</Field> : null}
        <RoleField value={role} onChange={setRole} />
        <Field label={user === null ? "Password" : "New password"} hint={user === null ? "At least 8 characters" : "Empty: it stays"}>{(id) => <input id={id} type="password" required={user === null} minLength={8} maxLength={200} autoComplete="new-password" className="field" value={password} onChange={(event) => setPassword(event.target.value)} />}</Field>
        {keep.error === null ? null : <ErrorNote what="Not kept:" error={keep.error} />}
        <div className="flex justify-end gap-2"><Button onClick={onClose}>Cancel</Button><Button type="submit" variant="primary" disabled={keep.isPending}>Keep</Button></div>
      </form>
    </Dialog>
  );
}

function Keys() {
  const keys = useList<ApiKey>("/api-keys?limit=200");
  const [made, setMade] = useState(false);
  const revoke = useAct((id: number) => send("DELETE", `/api-keys/${id}`), ["api-keys", "audit"]);
  return (
    <Panel title="API keys" flush aside={<Button size="sm" variant="primary" onClick={() => setMade(true)}>New key</Button>}>
      {keys.error === null ? null : <div className="p-3"><ErrorNote what="Keys could not be loaded:" error={keys.error} onRetry={() => void keys.refetch()} /></div>}
      {revoke.error === null ? null : <div className="p-3"><ErrorNote what="Not revoked:" error={revoke.error} /></div>}
      {keys.isPending ? <Skeleton lines={3} /> : null}
      {keys.data !== undefined && keys.items.length === 0 ? <Empty title="No key yet">Programs use keys instead of a password.</Empty> : null}
      {keys.items.length === 0 ? null : (
        <DataTable
          caption="API keys" rows={keys.items} rowKey={(each) => each.id}
          columns={[
            { key: "name", word: "Name", cell: (each) => <span className={`font-medium ${each.revoked_at === null ? "" : "text-muted line-through"}`}>{each.name}</span> },
            { key: "hint", word: "Key", show: "hidden sm:table-cell", cell: (each) => <span className="font-mono text-sm text-muted">{each.hint}</span> },
            { key: "role", word: "Role", cell: (each) => each.role },
            { key: "used", word: "Last used", show: "hidden md:table-cell", cell: (each) => <span className="text-sm text-muted"><Age at={each.last_used_at} /></span> },
            { key: "until", word: "Until", show: "hidden md:table-cell", cell: (each) => <span className="text-sm">{each.revoked_at === null ? (each.expires_at === null ? "no end" : dayTime(each.expires_at)) : `revoked ${dayTime(each.revoked_at)}`}</span> },
            { key: "act", word: "", right: true, cell: (each) => (each.revoked_at === null ? <AskButton label="Revoke" danger title={`Revoke ${each.name}?`} word="Revoke" busy={revoke.isPending} error={null} onDo={() => revoke.mutate(each.id)}>Programs that use it are shut out at once.</AskButton> : null) },
          ]}
        />
      )}
      <More shown={keys.items.length} hasMore={keys.hasNextPage} busy={keys.isFetchingNextPage} onMore={() => void keys.fetchNextPage()} />
      {made ? <KeyForm onClose={() => setMade(false)} /> : null}
    </Panel>
  );
}

function KeyForm({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<UserRole>("viewer");
  const [until, setUntil] = useState("");
  const make = useAct(() => send<NewApiKey>("POST", "/api-keys", { name, role, expires_at: instantOf(until) ?? null }), ["api-keys", "audit"]);
  return (
    <Dialog open onClose={onClose} title={make.data === undefined ? "New key" : "Your key"}>
      {make.data === undefined ? (
        <form className="flex flex-col gap-3" onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}>
          <Field label="Name">{(id) => <input id={id} required autoFocus maxLength={40} className="field" value={name} onChange={(event) => setName(event.target.value)} />}</Field>
          <RoleField value={role} onChange={setRole} />
          <Field label="Good until" hint="Empty: no end">{(id) => <input id={id} type="datetime-local" className="field" value={until} onChange={(event) => setUntil(event.target.value)} />}</Field>
          {make.error === null ? null : <ErrorNote what="Not made:" error={make.error} />}
          <div className="flex justify-end gap-2"><Button onClick={onClose}>Cancel</Button><Button type="submit" variant="primary" disabled={make.isPending}>Make</Button></div>
        </form>
      ) : (
        <div className="flex flex-col gap-3">
          <p>It is shown this once. Central keeps only a hash of it.</p>
          <p className="break-all rounded-sm bg-sunken p-2 font-mono text-sm">{make.data.token}</p>
          <div className="flex justify-end gap-2"><Button onClick={() => void navigator.clipboard.writeText(make.data.token)}>Copy</Button><Button variant="primary" onClick={onClose}>I have it</Button></div>
        </div>
      )}
    </Dialog>
  );
}

function System() {
  const config = useConfig();
  const health = useThing<Health>("/health", { everyMs: 5000 });
  const data = health.data;
  if (health.error !== null) return <ErrorNote what="Central could not be asked:" error={health.error} onRetry={() => void health.refetch()} />;
  if (data === undefined) return <Skeleton lines={4} />;
  return (
    <>
      <Facts>
        <Fact label="Central" note={`version ${config.data?.version ?? ""}`}>{data.status}</Fact>
        <Fact label="Chargers connected" note={`${data.chargers_pending} wait for approval`}>{data.chargers_connected} of {data.chargers}</Fact>
        <Fact label="Chargers scored">{data.chargers_scored}</Fact>
        <Fact label="Edges online">{data.edges_online}</Fact>
        <Fact label="Broker">{data.mqtt ? <span className="text-operational">● connected</span> : <span className="text-offline">■ not connected</span>}</Fact>
        <Fact label="Its time" note={config.data?.clock.factor === 1 ? "real time" : `runs ×${config.data?.clock.factor ?? 1}`}>{dayTime(data.now)}</Fact>
      </Facts>
      <Panel title="What this process counted since its start" flush>
        {Object.keys(data.counters).length === 0 ? <Empty title="Nothing was refused, repaired or lost" /> : null}
        <DataTable caption="Counters" rows={Object.entries(data.counters).sort(([a], [b]) => a.localeCompare(b))} rowKey={([name]) => name} columns={[{ key: "name", word: "Counter", cell: ([name]) => plain(name) }, { key: "count", word: "Count", right: true, cell: ([, count]) => number(count) }]} />
      </Panel>
    </>
  );
}
