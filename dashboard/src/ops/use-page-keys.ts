import { useEffect, useRef } from "react";
import { useSingleKeys } from "../lib/device";
import { isTyping } from "./keys";

/** Single keys of one page. They rest while a person types, while a dialog is open, and where single keys are off. */
export function usePageKeys(keys: Readonly<Record<string, () => void>>): void {
  const single = useSingleKeys();
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || single === "off" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]") !== null) return;
      const run = latest.current[event.key];
      if (run === undefined) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [single]);
}
