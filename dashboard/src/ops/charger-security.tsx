import { query, useAct, useList, useThing } from "../api/list";
import { send } from "../api/client";
import { canAdminister } from "../api/permissions";
import { useMe } from "../api/queries";
import type { SecurityEvent, Violation } from "../api/types";
import { dayTime } from "../lib/format";
import { plain } from "../lib/words";
import { AskButton, Choice } from "../ui/form";
import { Age, Empty, ErrorNote, Panel, Time } from "../ui/kit";

interface Certificate {
  serial: string;
  subject: string;
  not_after: string;
  state: string;
  created_at: string;
}

const PROFILES = [["0", "0 · no password"], ["1", "1 · password"], ["2", "2 · TLS and password"], ["3", "3 · TLS and certificate"]] as const;

/** How the charger proves who it is, what it reported, and what it does against the standard. */
export function ChargerSecurity({ id }: { id: string }) {
  const path = `/chargers/${encodeURIComponent(id)}`;
  const certificates = useList<Certificate>(`${path}/certificates`);
  const events = useList<SecurityEvent>(`/security-events${query({ charge_point: id, limit: 50 })}`);
  const violations = useList<Violation>(`/violations${query({ charge_point: id, limit: 50 })}`);
  return (
    <div className="grid items-start gap-3 xl:grid-cols-2">
      <Access path={path} id={id} />
      <Panel title="Certificates" flush>
        {certificates.error === null ? null : <div className="p-3"><ErrorNote what="Certificates could not be loaded:" error={certificates.error} onRetry={() => void certificates.refetch()} /></div>}
        {certificates.data !== undefined && certificates.items.length === 0 ? <Empty title="No certificate was issued to it" /> : null}
        <ul className="divide-y">{certificates.items.map((each) => <li key={each.serial} className="px-3 py-2 text-sm"><strong className="font-semibold">{each.subject}</strong> · {each.state} <span className="block text-muted">serial <span className="font-mono">{each.serial}</span>, good until {dayTime(each.not_after)}</span></li>)}</ul>
      </Panel>
      <Panel title="Security events" flush>
        {events.error === null ? null : <div className="p-3"><ErrorNote what="Events could not be loaded:" error={events.error} onRetry={() => void events.refetch()} /></div>}
        {events.data !== undefined && events.items.length === 0 ? <Empty title="It reported none" /> : null}
        <ul className="divide-y">{events.items.map((each) => <li key={each.id} className="px-3 py-1.5 text-sm"><Time at={each.at} /> <strong className="font-semibold">{each.type}</strong> <span className="text-muted">{each.tech_info}</span></li>)}</ul>
      </Panel>
      <Panel title="Against the standard" flush>
        {violations.error === null ? null : <div className="p-3"><ErrorNote what="Violations could not be loaded:" error={violations.error} onRetry={() => void violations.refetch()} /></div>}
        {violations.data !== undefined && violations.items.length === 0 ? <Empty title="Nothing seen">Messages that break OCPP 1.6 are counted here, with an example.</Empty> : null}
        <ul className="divide-y">{violations.items.map((each) => <li key={`${each.kind} ${each.firmware_version}`} className="px-3 py-1.5 text-sm"><strong className="font-semibold">{plain(each.kind)}</strong> · {each.count} times, last <Age at={each.last_at} /><span className="block break-words text-muted">{each.example}</span></li>)}</ul>
      </Panel>
    </div>
  );
}

function Access({ path, id }: { path: string; id: string }) {
  const me = useMe();
  const may = canAdminister(me.data);
  const profile = useThing<{ security_profile: number }>(`${path}/security-profile`);
  const set = useAct((level: number) => send("PUT", `${path}/security-profile`, { security_profile: level }), ["chargers", "audit"]);
  const renew = useAct(() => send<{ outcome: string }>("POST", `${path}/password`), ["chargers", "audit"]);
  return (
    <Panel title="Way in">
      <div className="flex flex-wrap items-center gap-3">
        <span>Least security profile</span>
        {profile.data === undefined ? null : may ? <Choice label="Least security profile" value={String(profile.data.security_profile)} options={PROFILES} onChange={(level) => set.mutate(Number(level))} /> : <strong>{profile.data.security_profile}</strong>}
        {may ? <AskButton label="New password" title={`Give ${id} a new password?`} word="Renew" busy={renew.isPending} error={renew.error} onDo={() => renew.mutate()}>A random password is sent to it over OCPP. The old one stays good until the new one is used.</AskButton> : null}
        {renew.data === undefined ? null : <span role="status">The charger answered: {renew.data.outcome}</span>}
      </div>
      {set.error === null ? null : <div className="mt-2"><ErrorNote what="Not changed:" error={set.error} /></div>}
      {profile.error === null ? null : <div className="mt-2"><ErrorNote what="The profile could not be loaded:" error={profile.error} onRetry={() => void profile.refetch()} /></div>}
    </Panel>
  );
}
