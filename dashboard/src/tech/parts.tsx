import { useEffect, useState } from "react";
import { ApiError, send } from "../api/client";
import { Button, Empty, ErrorNote, PageTitle } from "../ui/kit";
import { Part, partTitle } from "./kit";
import { useTech } from "./session";
import { neededParts } from "./steps";

/** What the jobs take beside what is on the van, and the van's stock to be counted anew. */
export function Parts() {
  const { jobs, catalogue, van } = useTech();
  const needed = neededParts(jobs);
  return (
    <>
      <PageTitle title="Parts" className="text-xl" />
      {needed.length === 0 ? <Empty title="Your jobs need no parts" /> : (
        <Part title="For your jobs">
          <ul className="flex flex-col gap-2">
            {needed.map(({ part, quantity, orders }) => {
              const short = van === null ? 0 : quantity - (van[part] ?? 0);
              return (
                <li key={part} className="flex items-baseline gap-3">
                  <strong className="text-lg font-semibold">{quantity} ×</strong>
                  <span>
                    <span className="block font-medium">{partTitle(catalogue, part)}</span>
                    <span className="block text-sm text-muted"><span className="font-mono">{part}</span> · {orders.length === 1 ? "job" : "jobs"} {orders.join(", ")}</span>
                    {short > 0 ? <span className="block font-semibold text-offline">{short} missing on the van</span> : null}
                  </span>
                </li>
              );
            })}
          </ul>
        </Part>
      )}
      <Van />
    </>
  );
}

/** The van's stock; counting it needs the network, since finished jobs change it meanwhile. */
function Van() {
  const { name, van, catalogue, link, sync } = useTech();
  const [counted, setCounted] = useState<Record<string, number> | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  useEffect(() => {
    if (link !== "online") setCounted(null);
  }, [link]);
  if (van === null || catalogue === null) return null;
  const shown = counted ?? van;
  const parts = catalogue.parts.filter((each) => counted !== null || (van[each.id] ?? 0) > 0);
  const keep = () => {
    setBusy(true);
    setError(null);
    send("PUT", `/technicians/${encodeURIComponent(name)}/stock`, { parts: counted })
      .then(() => {
        setCounted(null);
        sync();
      })
      .catch((failure: ApiError) => setError(failure))
      .finally(() => setBusy(false));
  };
  const change = (part: string, by: number) => setCounted((old) => ({ ...old, [part]: Math.min(1000, Math.max(0, (old?.[part] ?? 0) + by)) }));
  return (
    <Part title="On the van">
      {parts.length === 0 ? <p className="text-muted">Nothing was counted yet.</p> : (
        <ul className="flex flex-col gap-2">
          {parts.map(({ id, title }) => (
            <li key={id} className="flex items-center gap-3">
              <span className="min-w-0 flex-1">{title}</span>
              {counted === null ? null : <Button className="h-12 w-12 text-lg" aria-label={`One ${title} less`} disabled={(shown[id] ?? 0) === 0} onClick={() => change(id, -1)}>−</Button>}
              <output className="w-8 text-center text-lg font-semibold" aria-label={`${title} on the van`}>{shown[id] ?? 0}</output>
              {counted === null ? null : <Button className="h-12 w-12 text-lg" aria-label={`One ${title} more`} onClick={() => change(id, 1)}>+</Button>}
            </li>
          ))}
        </ul>
      )}
      {error === null ? null : <div className="mt-3"><ErrorNote what="Not kept:" error={error} /></div>}
      <div className="mt-3 grid grid-cols-2 gap-3">
        {counted === null ? <Button className="col-span-2 h-12" disabled={link !== "online"} title={link === "online" ? undefined : "Counting needs the network"} onClick={() => setCounted(van)}>Count the van</Button> : (
          <><Button className="h-12" onClick={() => setCounted(null)}>Cancel</Button><Button variant="primary" className="h-12" disabled={busy} onClick={keep}>Keep the count</Button></>
        )}
      </div>
    </Part>
  );
}
