/** Notes and photos: kept on the phone at once, sent when there is a way. */
import { Camera } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "../ui/kit";
import { shrunk } from "./photo";
import { useTech } from "./session";

export function NoteForm({ order }: { order: number }) {
  const { act, waiting } = useTech();
  const [text, setText] = useState("");
  const unsent = waiting.filter((each) => each.order === order && each.act === "note" && each.problem === undefined);
  return (
    <form className="flex flex-col gap-2" onSubmit={(event) => {
      event.preventDefault();
      void act(order, "note", { text: text.trim() }).then(() => setText(""));
    }}>
      <label className="flex flex-col gap-1 font-medium">Note
        <textarea className="field h-24 py-2 text-md font-normal" value={text} maxLength={1000} onChange={(event) => setText(event.target.value)} />
      </label>
      <Button type="submit" className="h-12" disabled={text.trim() === ""}>Keep the note</Button>
      {unsent.map((each) => <p key={each.key} className="text-muted">Not sent yet: {String(each.body["text"])}</p>)}
    </form>
  );
}

export function AddPhoto({ order }: { order: number }) {
  const { act, waiting } = useTech();
  const id = useId();
  const [problem, setProblem] = useState("");
  const unsent = waiting.filter((each) => each.order === order && each.act === "photos" && each.problem === undefined).length;
  const take = async (file: File) => {
    try {
      await act(order, "photos", {}, await shrunk(file));
      setProblem("");
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "the photo could not be read");
    }
  };
  return (
    <div>
      <input id={id} type="file" accept="image/*" capture="environment" className="peer sr-only" onChange={(event) => {
        const file = event.target.files?.[0];
        event.target.value = "";
        if (file !== undefined) void take(file);
      }} />
      <label htmlFor={id} className="tint flex h-12 cursor-pointer items-center justify-center gap-2 rounded-sm border border-strong bg-surface font-medium peer-focus-visible:outline-2 peer-focus-visible:outline-accent"><Camera size={20} strokeWidth={1.5} aria-hidden="true" />Take a photo</label>
      {unsent > 0 ? <p className="mt-1 text-muted">{unsent} {unsent === 1 ? "photo waits" : "photos wait"} to be sent.</p> : null}
      {problem === "" ? null : <p role="alert" className="mt-1 text-offline">{problem}</p>}
    </div>
  );
}
