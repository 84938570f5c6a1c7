/** A form made from a JSON schema: one field a property, optional ones added when wanted. */
import { useId } from "react";
import { Button } from "../ui/kit";
import { blank, resolved, type Schema } from "./schema";

interface Props {
  schema: Schema;
  root: Schema;
  value: unknown;
  onChange: (value: unknown) => void;
  label: string;
  nowIso: string;
}

export function SchemaForm(props: Props) {
  const own = resolved(props.schema, props.root);
  if (own.type === "object") return <ObjectPart {...props} schema={own} />;
  if (own.type === "array") return <ListPart {...props} schema={own} />;
  return <Leaf {...props} schema={own} />;
}

function ObjectPart({ schema, root, value, onChange, label, nowIso }: Props) {
  const given = (value ?? {}) as Record<string, unknown>;
  const names = Object.keys(schema.properties ?? {});
  const shown = names.filter((name) => name in given);
  const rest = names.filter((name) => !(name in given));
  const without = (name: string) => onChange(Object.fromEntries(Object.entries(given).filter(([key]) => key !== name)));
  return (
    <fieldset className={label === "" ? "flex flex-col gap-2" : "flex flex-col gap-2 rounded-sm border p-2"}>
      <legend className={label === "" ? "sr-only" : "px-1 text-sm font-medium"}>{label === "" ? "Payload" : label}</legend>
      {shown.length === 0 && rest.length === 0 ? <p className="text-sm text-muted">This call has no fields.</p> : null}
      {shown.map((name) => (
        <div key={name} className="flex items-start gap-1">
          <div className="min-w-0 flex-1"><SchemaForm schema={schema.properties?.[name] ?? {}} root={root} label={name} nowIso={nowIso} value={given[name]} onChange={(next) => onChange({ ...given, [name]: next })} /></div>
          {schema.required?.includes(name) ? null : <Button size="sm" variant="quiet" aria-label={`Leave out ${name}`} onClick={() => without(name)}>×</Button>}
        </div>
      ))}
      {rest.length === 0 ? null : (
        <p className="flex flex-wrap items-center gap-1">
          {rest.map((name) => <Button key={name} size="sm" onClick={() => onChange({ ...given, [name]: blank(schema.properties?.[name] ?? {}, root, nowIso) })}>+ {name}</Button>)}
        </p>
      )}
    </fieldset>
  );
}

function ListPart({ schema, root, value, onChange, label, nowIso }: Props) {
  const items = Array.isArray(value) ? (value as unknown[]) : [];
  return (
    <fieldset className="flex flex-col gap-2 rounded-sm border p-2">
      <legend className="px-1 text-sm font-medium">{label}</legend>
      {items.map((each, index) => (
        <div key={index} className="flex items-start gap-1">
          <div className="min-w-0 flex-1"><SchemaForm schema={schema.items ?? {}} root={root} label={`${label} ${index + 1}`} nowIso={nowIso} value={each} onChange={(next) => onChange(items.map((old, at) => (at === index ? next : old)))} /></div>
          <Button size="sm" variant="quiet" aria-label={`Take out ${label} ${index + 1}`} onClick={() => onChange(items.filter((_, at) => at !== index))}>×</Button>
        </div>
      ))}
      <p><Button size="sm" onClick={() => onChange([...items, blank(schema.items ?? {}, root, nowIso)])}>+ {label}</Button></p>
    </fieldset>
  );
}

function Leaf({ schema, value, onChange, label }: Props) {
  const id = useId();
  const long = (schema.maxLength ?? 0) > 600;
  const isNumber = schema.type === "integer" || schema.type === "number";
  return (
    <div className="flex flex-col gap-0.5">
      <label htmlFor={id} className="text-sm font-medium">{label}{schema.maxLength === undefined ? null : <span className="font-normal text-muted"> at most {schema.maxLength}</span>}</label>
      {schema.enum !== undefined ? (
        <select id={id} className="field" value={String(value)} onChange={(event) => onChange(event.target.value)}>{schema.enum.map((each) => <option key={each} value={each}>{each}</option>)}</select>
      ) : schema.type === "boolean" ? (
        <select id={id} className="field" value={String(value)} onChange={(event) => onChange(event.target.value === "true")}><option value="true">true</option><option value="false">false</option></select>
      ) : isNumber ? (
        <input id={id} type="number" step={schema.type === "integer" ? 1 : "any"} className="field" value={typeof value === "number" && Number.isFinite(value) ? value : ""} onChange={(event) => onChange(event.target.value === "" ? null : Number(event.target.value))} />
      ) : long ? (
        <textarea id={id} rows={4} className="field h-auto py-1 font-mono text-sm" value={String(value ?? "")} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input id={id} type="text" className="field font-mono text-sm" spellCheck={false} value={String(value ?? "")} onChange={(event) => onChange(event.target.value)} />
      )}
    </div>
  );
}
