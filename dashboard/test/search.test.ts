import { describe, expect, it } from "vitest";
import { defaultParseSearch, defaultStringifySearch } from "@tanstack/react-router";
import { auditSearch, driverSearch, DRIVER_SORTS, OPS_SORTS, opsSearch, RANGES, RISK_FILTERS, safeReturn, STATE_FILTERS, stationSearch } from "../src/lib/search";

const through = (search: object) => defaultParseSearch(defaultStringifySearch(search as Record<string, unknown>)) as Record<string, unknown>;

describe("views in the URL", () => {
  it("every operations view comes back as it was sent", () => {
    for (const sort of OPS_SORTS.flatMap((each) => [each, `-${each}` as const])) {
      for (const state of [undefined, ...STATE_FILTERS]) {
        for (const risk of [undefined, ...RISK_FILTERS]) {
          const view = opsSearch({ sort, state, risk, q: "Elm St & 5 %" });
          expect(opsSearch(through(view))).toEqual(view);
        }
      }
    }
  });

  it("so do the others, also a search that looks like a number", () => {
    for (const sort of DRIVER_SORTS) expect(driverSearch(through({ sort, q: "12" }))).toEqual({ sort, q: "12" });
    for (const t of RANGES) expect(stationSearch(through({ t }))).toEqual({ t });
    const view = { q: "price", kind: "human", type: "station", id: "phoenix-01" };
    expect(auditSearch(through(view))).toEqual(view);
  });

  it("unknown and malformed values are dropped, never an error", () => {
    expect(opsSearch({ q: "  ", sort: "evil", state: ["offline"], risk: { a: 1 }, more: 1 })).toEqual({});
    expect(driverSearch({ sort: null, view: "list" })).toEqual({});
    expect(stationSearch({ t: "99y" })).toEqual({});
    expect(auditSearch({ q: "x".repeat(500) }).q).toHaveLength(80);
  });

  it("after signing in one goes to a page of this site only", () => {
    expect(safeReturn("/ops/stations/a?t=1h")).toBe("/ops/stations/a?t=1h");
    for (const bad of ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/sign-in?to=/sign-in", "", null, 7]) expect(safeReturn(bad)).toBe("/ops");
  });
});
