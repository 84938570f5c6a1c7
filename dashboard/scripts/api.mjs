// Makes src/api/schema.d.ts from openapi.json; `npm run api -- --check` only says whether it is up to date.
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const HERE = new URL("../", import.meta.url);
const TARGET = new URL("src/api/schema.d.ts", HERE);
const HEAD = "// Made by `npm run api` from openapi.json. Do not edit.\n";
const made = HEAD + astToString(await openapiTS(new URL("openapi.json", HERE), { alphabetize: true }));

if (process.argv.includes("--check")) {
  if (readFileSync(TARGET, "utf8") !== made) {
    console.error("src/api/schema.d.ts does not fit openapi.json: run `npm run api`");
    process.exit(1);
  }
} else {
  writeFileSync(TARGET, made);
}
