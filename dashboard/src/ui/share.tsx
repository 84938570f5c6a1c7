import { useState } from "react";
import { Button } from "./kit";

/** Copies the address of what is on screen: filters, range and selection stand in it. */
export function ShareButton({ word = "Copy link" }: { word?: string }) {
  const [said, setSaid] = useState("");
  const copy = () => {
    navigator.clipboard.writeText(location.href).then(() => setSaid("Copied"), () => setSaid("Not allowed by the browser")).finally(() => setTimeout(() => setSaid(""), 2500));
  };
  return <Button size="sm" onClick={copy}><span aria-live="polite">{said === "" ? word : said}</span></Button>;
}
