// @vitest-environment node
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

describe("types of the API", () => {
  it("are those of openapi.json", () => {
    const root = join(import.meta.dirname, "..");
    expect(() => execFileSync(process.execPath, [join(root, "scripts/api.mjs"), "--check"], { cwd: root, stdio: "pipe" })).not.toThrow();
  }, 30_000);
});
