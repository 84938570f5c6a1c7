/** Forms from the JSON schemas of OCPP 1.6: which fields, of which kind, and what is missing. */
export interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: string[];
  maxLength?: number;
  format?: string;
  $ref?: string;
  definitions?: Record<string, Schema>;
  multipleOf?: number;
}

/** The schema that a reference stands for. */
export function resolved(schema: Schema, root: Schema): Schema {
  const name = schema.$ref?.replace("#/definitions/", "");
  return name === undefined ? schema : root.definitions?.[name] ?? {};
}

/** What stands in a form at first: required parts are there, optional ones are not. */
export function blank(schema: Schema, root: Schema, nowIso: string): unknown {
  const own = resolved(schema, root);
  if (own.enum !== undefined) return own.enum[0];
  if (own.type === "object") return Object.fromEntries((own.required ?? []).map((name) => [name, blank(own.properties?.[name] ?? {}, root, nowIso)]));
  if (own.type === "array") return [blank(own.items ?? {}, root, nowIso)];
  if (own.type === "integer" || own.type === "number") return 0;
  if (own.type === "boolean") return false;
  return own.format === "date-time" ? nowIso : "";
}

/** The first thing that is wrong with a payload, in words; null where it can be sent. Central judges again. */
export function wrong(value: unknown, schema: Schema, root: Schema, path = "payload"): string | null {
  const own = resolved(schema, root);
  if (own.type === "object") {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return `${path}: an object is needed`;
    const given = value as Record<string, unknown>;
    const missing = (own.required ?? []).find((name) => given[name] === undefined || given[name] === "");
    if (missing !== undefined) return `${path}.${missing} is missing`;
    for (const [name, each] of Object.entries(given)) {
      const part = own.properties?.[name];
      if (part === undefined) return `${path}.${name} is not a field of this call`;
      const found = wrong(each, part, root, `${path}.${name}`);
      if (found !== null) return found;
    }
    return null;
  }
  if (own.type === "array") {
    if (!Array.isArray(value)) return `${path}: a list is needed`;
    for (const [index, each] of value.entries()) {
      const found = wrong(each, own.items ?? {}, root, `${path}[${index}]`);
      if (found !== null) return found;
    }
    return null;
  }
  if (own.enum !== undefined) return own.enum.includes(String(value)) ? null : `${path}: one of ${own.enum.join(", ")}`;
  if (own.type === "integer") return Number.isSafeInteger(value) ? null : `${path}: a whole number is needed`;
  if (own.type === "number") return typeof value === "number" && Number.isFinite(value) ? null : `${path}: a number is needed`;
  if (own.type === "boolean") return typeof value === "boolean" ? null : `${path}: true or false`;
  if (typeof value !== "string") return `${path}: text is needed`;
  return own.maxLength !== undefined && value.length > own.maxLength ? `${path}: at most ${own.maxLength} characters` : null;
}

export type Tier = "read" | "change" | "disruptive";

const READS = new Set(["GetConfiguration", "GetCompositeSchedule", "GetLocalListVersion", "GetInstalledCertificateIds", "TriggerMessage", "ExtendedTriggerMessage"]);
const DISRUPTS = new Set(["Reset", "UnlockConnector", "UpdateFirmware", "SignedUpdateFirmware", "RemoteStopTransaction", "InstallCertificate", "DeleteCertificate", "CertificateSigned"]);

/** How careful to be: reads go at once, changes are confirmed, what disturbs people needs a reason. */
export function tierOf(action: string, payload: unknown): Tier {
  if (READS.has(action)) return "read";
  const type = (payload as { type?: unknown } | null)?.type;
  return DISRUPTS.has(action) || (action === "ChangeAvailability" && type === "Inoperative") ? "disruptive" : "change";
}

export const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ["Availability", ["TriggerMessage", "ExtendedTriggerMessage", "ChangeAvailability", "Reset", "UnlockConnector"]],
  ["Session", ["RemoteStartTransaction", "RemoteStopTransaction", "ReserveNow", "CancelReservation"]],
  ["Configuration", ["GetConfiguration", "ChangeConfiguration", "ClearCache", "GetLocalListVersion", "SendLocalList", "DataTransfer"]],
  ["Smart charging", ["SetChargingProfile", "ClearChargingProfile", "GetCompositeSchedule"]],
  ["Files and firmware", ["GetDiagnostics", "GetLog", "UpdateFirmware", "SignedUpdateFirmware"]],
  ["Security", ["GetInstalledCertificateIds", "InstallCertificate", "DeleteCertificate", "CertificateSigned"]],
];
