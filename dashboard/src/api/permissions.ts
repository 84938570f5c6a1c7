/** What the signed-in person may do, as central says; central checks it again. */
import type { Me } from "./types";

export function canAct(me: Me | undefined): boolean {
  return me?.can.includes("operate") === true;
}

export function canAdminister(me: Me | undefined): boolean {
  return me?.can.includes("administer") === true;
}
