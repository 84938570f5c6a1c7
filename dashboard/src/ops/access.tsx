import { Link, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { send } from "../api/client";
import { useAct, useList, useThing } from "../api/list";
import { canAct, canAdminister } from "../api/permissions";
import { useMe } from "../api/queries";
import type { ChargerRow, IdTag, Reservation } from "../api/types";
import { serverNow } from "../lib/clock";
import { dayTime } from "../lib/format";
import { AskButton, Field, instantOf, Tabs } from "../ui/form";
import { Button, Dialog, Empty, ErrorNote, PageTitle, Panel, Skeleton, Tag } from "../ui/kit";
import { CsvButton, DataTable, More } from "../ui/table";

const TABS = [["tags", "Id tags"], ["reservations", "Reservations"], ["lists", "Local lists"]] as const;

/** Who may charge, and when: tags, bookings, and what chargers know of them by themselves. */
export function Access() {
  const { tab = "tags" } = useSearch({ from: "/ops/access" });
  return (
    <>
      <PageTitle title="Tags and bookings" />
      <Tabs label="Views" tabs={TABS} tab={tab} />
      {tab === "reservations" ? <Reservations /> : tab === "lists" ? <LocalLists /> : <Tags />}
    </>
  );
}

const TAG_INK: Record<IdTag["status"], string> = { Accepted: "text-operational", Blocked: "text-offline", Expired: "text-partial", Invalid: "text-offline" };

function Tags() {
  const me = useMe();
  const may = canAct(me.data);
  const tags = useList<IdTag>("/id-tags?limit=200", { enabled: may });
  const [words, setWords] = useState("");
  const [edited, setEdited] = useState<IdTag | "new" | null>(null);
  const shown = useMemo(() => tags.items.filter((each) => `${each.id_tag} ${each.parent_id_tag ?? ""}`.toLocaleLowerCase().includes(words.toLocaleLowerCase())), [tags.items, words]);
  const remove = useAct((tag: string) => send("DELETE", `/id-tags/${encodeURIComponent(tag)}`), ["id-tags", "audit"]);
  if (!may) return <Panel title="Id tags"><Empty title="Tags are shown to operators">They say who a driver is.</Empty></Panel>;
  return (
    <Panel title="Id tags" flush aside={<><CsvButton what="id-tags" rows={shown} columns={[{ head: "id_tag", cell: (each: IdTag) => each.id_tag }, { head: "status", cell: (each: IdTag) => each.status }, { head: "expires_at", cell: (each: IdTag) => each.expires_at }, { head: "parent_id_tag", cell: (each: IdTag) => each.parent_id_tag }]} /><Button size="sm" variant="primary" onClick={() => setEdited("new")}>New tag</Button></>}>
      <div className="border-b p-2"><input type="search" className="field w-full" placeholder="Tag or parent" aria-label="Filter tags" value={words} onChange={(event) => setWords(event.target.value)} /></div>
      {tags.error === null ? null : <div className="p-3"><ErrorNote what="Tags could not be loaded:" error={tags.error} onRetry={() => void tags.refetch()} /></div>}
      {remove.error === null ? null : <div className="p-3"><ErrorNote what="Not removed:" error={remove.error} /></div>}
      {tags.isPending ? <Skeleton lines={5} /> : null}
      {tags.data !== undefined && shown.length === 0 ? <Empty title={tags.items.length === 0 ? "No tag is known" : "No tag fits"}>{tags.items.length === 0 ? "Tags that no list holds are let in or not as AUTHORIZE_UNKNOWN_TAGS says." : null}</Empty> : null}
      {shown.length === 0 ? null : (
        <DataTable
          caption="Id tags" rows={shown} rowKey={(each) => each.id_tag}
          columns={[
            { key: "tag", word: "Tag", cell: (each) => <span className="font-mono text-sm">{each.id_tag}</span> },
            { key: "status", word: "Status", cell: (each) => <span className={`font-medium ${TAG_INK[each.status]}`}>{each.status}</span> },
            { key: "expires", word: "Until", cell: (each) => (each.expires_at === null ? <span className="text-muted">no end</span> : dayTime(each.expires_at)) },
            { key: "parent", word: "Group", show: "hidden sm:table-cell", cell: (each) => <span className="font-mono text-sm">{each.parent_id_tag ?? ""}</span> },
            { key: "act", word: "", right: true, cell: (each) => <span className="inline-flex gap-1"><Button size="sm" variant="quiet" aria-label={`Change ${each.id_tag}`} onClick={() => setEdited(each)}>Change</Button><AskButton label="Remove" danger title={`Remove ${each.id_tag}?`} word="Remove" busy={remove.isPending} error={null} onDo={() => remove.mutate(each.id_tag)}>Its driver is judged like an unknown one from then on.</AskButton></span> },
          ]}
        />
      )}
      <More shown={tags.items.length} hasMore={tags.hasNextPage} busy={tags.isFetchingNextPage} onMore={() => void tags.fetchNextPage()} />
      {edited === null ? null : <TagForm tag={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </Panel>
  );
}

function TagForm({ tag, onClose }: { tag: IdTag | null; onClose: () => void }) {
  const [id, setId] = useState(tag?.id_tag ?? "");
  const [status, setStatus] = useState<IdTag["status"]>(tag?.status ?? "Accepted");
  const [until, setUntil] = useState("");
  const [parent, setParent] = useState(tag?.parent_id_tag ?? "");
  const keep = useAct(() => send("PUT", `/id-tags/${encodeURIComponent(id)}`, { status, expires_at: instantOf(until) ?? tag?.expires_at ?? null, parent_id_tag: parent === "" ? null : parent }), ["id-tags", "audit"], onClose);
  return (
    <Dialog open onClose={onClose} title={tag === null ? "New tag" : `Change ${tag.id_tag}`}>
      <form className="flex flex-col gap-3" onSubmit={(event) => {
        event.preventDefault();
        keep.mutate();
      }}>
        {tag === null ? <Field label="Tag" hint="At most 20 characters, as the reader gives it">{(field) => <input id={field} required autoFocus maxLength={20} pattern="[!-~]+" className="field font-mono" value={id} onChange={(event) => setId(event.target.value)} />}</Field> : null}
        <Field label="Status">{(field) => <select id={field} className="field" value={status} onChange={(event) => setStatus(event.target.value as IdTag["status"])}>{(["Accepted", "Blocked", "Expired", "Invalid"] as const).map((each) => <option key={each}>{each}</option>)}</select>}</Field>
        <Field label="Good until" hint={tag?.expires_at ? `Now: ${dayTime(tag.expires_at)}` : "Empty: no end"}>{(field) => <input id={field} type="datetime-local" className="field" value={until} onChange={(event) => setUntil(event.target.value)} />}</Field>
        <Field label="Group (parent tag)" hint="Tags of a group may end each other's sessions.">{(field) => <input id={field} maxLength={20} className="field font-mono" value={parent} onChange={(event) => setParent(event.target.value)} />}</Field>
        {keep.error === null ? null : <ErrorNote what="Not kept:" error={keep.error} />}
        <div className="flex justify-end gap-2"><Button onClick={onClose}>Cancel</Button><Button type="submit" variant="primary" disabled={keep.isPending}>Keep</Button></div>
      </form>
    </Dialog>
  );
}

function Reservations() {
  const me = useMe();
  const may = canAct(me.data);
  const reservations = useList<Reservation>("/reservations?limit=100", { everyMs: 5000 });
  const cancel = useAct((id: number) => send("POST", `/reservations/${id}/cancel`), ["reservations", "audit"]);
  const [asked, setAsked] = useState(false);
  return (
    <Panel title="Reservations" flush aside={may ? <Button size="sm" variant="primary" onClick={() => setAsked(true)}>Reserve</Button> : null}>
      {reservations.error === null ? null : <div className="p-3"><ErrorNote what="Reservations could not be loaded:" error={reservations.error} onRetry={() => void reservations.refetch()} /></div>}
      {cancel.error === null ? null : <div className="p-3"><ErrorNote what="Not cancelled:" error={cancel.error} /></div>}
      {reservations.isPending ? <Skeleton lines={4} /> : null}
      {reservations.data !== undefined && reservations.items.length === 0 ? <Empty title="Nothing is reserved" /> : null}
      {reservations.items.length === 0 ? null : (
        <DataTable
          caption="Reservations" rows={reservations.items} rowKey={(each) => each.id}
          columns={[
            { key: "id", word: "#", cell: (each) => each.id },
            { key: "charger", word: "Charger", cell: (each) => <Link to="/ops/chargers/$id" params={{ id: each.charge_point }} className="font-mono text-sm hover:underline">{each.charge_point}{each.connector_id === 0 ? "" : ` · ${each.connector_id}`}</Link> },
            { key: "tag", word: "Tag", show: "hidden sm:table-cell", cell: (each) => <span className="font-mono text-sm">{each.id_tag}</span> },
            { key: "state", word: "State", cell: (each) => <><Tag {...(each.state === "active" ? { tone: "accent" as const } : {})}>{each.state}</Tag> <span className="text-sm text-muted">{each.answer}</span></> },
            { key: "until", word: "Until", cell: (each) => dayTime(each.expires_at) },
            { key: "act", word: "", right: true, cell: (each) => (may && (each.state === "active" || each.state === "asked") ? <AskButton label="Cancel" danger title={`Cancel reservation ${each.id}?`} word="Cancel it" busy={cancel.isPending} error={null} onDo={() => cancel.mutate(each.id)}>The connector is free for everybody again.</AskButton> : null) },
          ]}
        />
      )}
      <More shown={reservations.items.length} hasMore={reservations.hasNextPage} busy={reservations.isFetchingNextPage} onMore={() => void reservations.fetchNextPage()} />
      {asked ? <Reserve onClose={() => setAsked(false)} /> : null}
    </Panel>
  );
}

function ChargerField({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const chargers = useList<ChargerRow>("/chargers?limit=500");
  return <Field label="Charger">{(id) => <><input id={id} required list="charger-ids" className="field font-mono" value={value} onChange={(event) => onChange(event.target.value)} /><datalist id="charger-ids">{chargers.items.map((each) => <option key={each.id} value={each.id} />)}</datalist></>}</Field>;
}

function Reserve({ onClose }: { onClose: () => void }) {
  const [charger, setCharger] = useState("");
  const [connector, setConnector] = useState(0);
  const [tag, setTag] = useState("");
  const [minutes, setMinutes] = useState(30);
  const make = useAct(() => send("POST", `/chargers/${encodeURIComponent(charger)}/reservations`, { connector_id: connector, id_tag: tag, expires_at: new Date(serverNow() + minutes * 60_000).toISOString() }), ["reservations", "audit"], onClose);
  return (
    <Dialog open onClose={onClose} title="Reserve a connector">
      <form className="flex flex-col gap-3" onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}>
        <ChargerField value={charger} onChange={setCharger} />
        <Field label="Connector" hint="0: any">{(id) => <input id={id} type="number" min={0} max={1000} className="field w-28" value={connector} onChange={(event) => setConnector(Number(event.target.value))} />}</Field>
        <Field label="Tag">{(id) => <input id={id} required maxLength={20} className="field font-mono" value={tag} onChange={(event) => setTag(event.target.value)} />}</Field>
        <Field label="Minutes from now">{(id) => <input id={id} type="number" min={1} max={1440} className="field w-28" value={minutes} onChange={(event) => setMinutes(Number(event.target.value))} />}</Field>
        {make.error === null ? null : <ErrorNote what="Not reserved:" error={make.error} />}
        <div className="flex justify-end gap-2"><Button onClick={onClose}>Cancel</Button><Button type="submit" variant="primary" disabled={make.isPending}>Reserve</Button></div>
      </form>
    </Dialog>
  );
}

/** The tags that a charger knows by itself, for when nobody can be asked. */
function LocalLists() {
  const me = useMe();
  const [charger, setCharger] = useState("");
  const [tags, setTags] = useState("");
  const known = charger !== "";
  const held = useThing<{ version: number; entries: number }>(`/chargers/${encodeURIComponent(charger)}/local-list`, { enabled: known });
  const put = useAct((all: boolean) => send("PUT", `/chargers/${encodeURIComponent(charger)}/local-list`, { id_tags: all ? null : tags.split(/[\s,]+/).filter(Boolean) }), ["chargers", "audit"]);
  return (
    <Panel title="Local lists">
      <div className="flex max-w-xl flex-col gap-3">
        <ChargerField value={charger} onChange={setCharger} />
        {held.data === undefined ? null : <p>It holds <strong className="font-semibold">{held.data.entries} tags</strong>, version {held.data.version}.</p>}
        {held.error === null || !known ? null : <ErrorNote what="Its list could not be loaded:" error={held.error} />}
        {canAdminister(me.data) ? (
          <>
            <Field label="Tags it shall know" hint="Separated by blanks, commas or lines">{(id) => <textarea id={id} rows={5} className="field h-auto py-1 font-mono text-sm" value={tags} onChange={(event) => setTags(event.target.value)} />}</Field>
            <p className="flex flex-wrap gap-2"><Button variant="primary" disabled={!known || tags.trim() === "" || put.isPending} onClick={() => put.mutate(false)}>Send these</Button><Button disabled={!known || put.isPending} onClick={() => put.mutate(true)}>Send all tags</Button></p>
            {put.error === null ? null : <ErrorNote what="Not sent:" error={put.error} />}
          </>
        ) : null}
      </div>
    </Panel>
  );
}
