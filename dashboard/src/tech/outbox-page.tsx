import { Link } from "@tanstack/react-router";
import { dayTime } from "../lib/format";
import { Button, Empty, PageTitle } from "../ui/kit";
import { useTech } from "./session";
import type { Act } from "./steps";
import type { Entry } from "./store";

const WORDS: Record<Act, string> = {
  accept: "Accepted",
  decline: "Handed back",
  travel: "Set out",
  arrive: "Arrived",
  finish: "Finished",
  note: "Note",
  photos: "Photo",
};

/** What this phone did and the server has not heard, oldest first; what it refused, with its reason. */
export function OutboxPage() {
  const { waiting, link, sync } = useTech();
  return (
    <>
      <PageTitle title="Unsent" className="text-xl" />
      {waiting.length === 0 ? <Empty title="Everything is sent" /> : (
        <>
          <ol className="flex flex-col gap-2">{waiting.map((each) => <li key={each.key}><Row entry={each} /></li>)}</ol>
          {link === "online" ? null : <Button className="h-12" onClick={sync}>Try to send now</Button>}
        </>
      )}
    </>
  );
}

function Row({ entry }: { entry: Entry }) {
  const { dismiss } = useTech();
  const text = entry.body["text"] ?? entry.body["reason"];
  return (
    <div className={`card p-3 ${entry.problem === undefined ? "" : "border-offline"}`}>
      <p className="font-medium">{WORDS[entry.act]}, <Link to="/tech/jobs/$id" params={{ id: String(entry.order) }} className="text-accent underline">job {entry.order}</Link></p>
      <p className="text-sm text-muted">{dayTime(entry.at)}</p>
      {typeof text === "string" && text !== "" ? <p className="break-words">{text}</p> : null}
      {entry.problem === undefined ? null : (
        <>
          <p role="alert" className="mt-1 text-offline">Refused: {entry.problem}</p>
          <Button className="mt-2 h-12" onClick={() => void dismiss(entry)}>Seen, take it off the list</Button>
        </>
      )}
    </div>
  );
}
